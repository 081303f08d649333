import type { PartialsDropped } from '../../../src/model/report';
import { ask, Bench, FULL } from './fixture';

/** One endpoint with PRI, attached to a domain that takes page requests. */
function prepared(limits = {}): Bench {
  const bench = new Bench(limits);
  bench.iommu.createEndpoint(1, FULL);
  bench.iommu.createDomain(1, 'PAGING', true);
  bench.iommu.attach(1, -1, 1, 0xcafen);
  bench.iommu.enablePri(1);
  bench.said();
  return bench;
}

const dropped = (bench: Bench) => bench.records().filter((r): r is PartialsDropped => r.kind === 'PARTIALS_DROPPED');

describe('dropped page requests', () => {
  test('every one is announced, and the counter is the sum of the announcements', () => {
    const bench = prepared({ max_pages_per_group: 3 });
    const pages = [1, 2, 3, 4].map((page) => ask(page, { last: false }));
    bench.iommu.submitPageRequests('HOSTED', 1, pages, 'CONTINUE');
    expect(dropped(bench)).toEqual([
      expect.objectContaining({ pageRequestCount: 3, groupCount: 1, cause: 'PARTIAL_OVERFLOW' }),
      expect.objectContaining({ pageRequestCount: 1, groupCount: 0, cause: 'PARTIAL_OVERFLOW' }),
    ]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ droppedPages: 4, partialPages: 0 });
  });

  test('a closing page request is answered, not dropped', () => {
    const bench = prepared();
    bench.iommu.detach(1, -1);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    expect(dropped(bench)).toEqual([]);
    expect(bench.iommu.statistics({})).toMatchObject({ autoAnswered: 1, droppedPages: 0 });
  });
});

test('a domain counts every group that its reports name, one it cannot take included', () => {
  const bench = prepared();
  bench.iommu.update({ pageRequestQueueEnabled: false });
  bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
  expect(bench.records()[0]).toMatchObject({ kind: 'AUTOMATIC_ANSWER', domainId: 1 });
  expect(bench.iommu.statistics({ domainId: 1 })).toMatchObject({ accepted: 1, autoAnswered: 1 });
});
