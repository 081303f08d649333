import type { EndpointChanged } from '../../../src/model/report';
import { ask, Bench, FULL } from './fixture';

const changes = (bench: Bench) => bench.records().filter((r): r is EndpointChanged => r.kind === 'ENDPOINT_CHANGED');

/** An external endpoint that was answered while its model was gone. */
function held(): Bench {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {}, pri: {} });
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, -1, 1, 0n);
  bench.iommu.connect(1);
  bench.iommu.setAts(1, true);
  bench.iommu.enablePri(1);
  bench.iommu.submitPageRequests('EXTERNAL', 1, [ask(1), ask(2, { prgi: 1 })], 'CONTINUE');
  bench.iommu.disconnect(1);
  const [group] = bench.iommu.pendingGroups(1, 0n, 1);
  const { results } = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
  expect(results[0]?.result.outcome).toBe('HELD_FOR_ENDPOINT');
  bench.said();
  return bench;
}

test.each([
  ['a new beginning', (bench: Bench) => bench.iommu.connect(1), 'CONNECTED'],
  ['a removal', (bench: Bench) => bench.iommu.surpriseRemove(1), 'REMOVED'],
  ['a deletion', (bench: Bench) => bench.iommu.deleteEndpoint(1, true), 'DELETED'],
])('%s tells how many held answers were dropped', (_what, act, change) => {
  const bench = held();
  act(bench);
  expect(changes(bench)).toEqual([expect.objectContaining({ change, droppedMessages: 1 })]);
});

test('a hosted endpoint has no channel to lose', () => {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, FULL);
  expect(() => {
    bench.iommu.disconnect(1);
  }).toThrow('hosted by the server');
  expect(bench.iommu.endpoint(1).state).toBe('ACTIVE');
});
