import { READ, WRITE } from '../../../src/model/permissions';
import type { StallAction } from '../../../src/model/page-request';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { type Bench, pages, read, write } from './fixture';
import { answer, balanced, begin, oldest, pending, stage } from './stage';

const STALLING: EndpointRequest = { kind: 'PLATFORM', stall: {} };
const BYTES = new Uint8Array([1, 2, 3, 4]);

const prepared = () => stage({ profile: 'SMMUV3', endpoint: STALLING });

const act = (bench: Bench, stallAction: StallAction) =>
  bench.iommu.respond([{ cookie: oldest(bench).cookie, rawCode: 0, stallAction }], 'CONTINUE').results;

test('an answer names a stalled access by what was reported of it: index 0, whatever its tag', () => {
  const bench = prepared();
  begin(bench, write(0x1000n, BYTES));
  begin(bench, write(0x2000n, BYTES));
  const [, second] = pending(bench);
  expect(second).toMatchObject({ prgi: 0, stallTag: 1 });
  const { cookie, prgi } = second!;
  const byTag = bench.iommu.respond([{ cookie, rawCode: 1, prgi: 1 }], 'CONTINUE');
  expect(byTag.results).toEqual([{ index: 0, result: { outcome: 'MISMATCH' } }]);
  expect(bench.iommu.respond([{ cookie, rawCode: 1, prgi }], 'CONTINUE').results).toEqual([]);
  expect(balanced(bench)).toMatchObject({ answered: 1, pending: 1 });
});

describe('a DMA of which an access was terminated', () => {
  test('names that access, and whose answer it was, though every byte counts as transferred', () => {
    const bench = prepared();
    bench.iommu.map(1, [pages(1, 1), pages(3, 3)], 'CONTINUE');
    const operation = begin(bench, read(0x1ffen, 0x1004));
    const { cookie } = oldest(bench);
    answer(bench, 0);
    const second = oldest(bench);
    act(bench, 'TERMINATE');
    expect(second.cookie).not.toBe(cookie);
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'TERMINATED',
      transferredBytes: 0x1004,
      failedAddress: 0x2000n,
      failedAccess: READ,
      failedResponse: { cookie: second.cookie, prgi: 0, rawCode: 1, rule: undefined, stallTag: second.stallTag },
      retries: 1,
    });
  });

  test('names the first of several', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1ffen, BYTES));
    const { cookie } = oldest(bench);
    act(bench, 'TERMINATE');
    answer(bench, 0);
    act(bench, 'TERMINATE');
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'TERMINATED',
      transferredBytes: 4,
      failedAddress: 0x1ffen,
      failedAccess: WRITE,
      failedResponse: { cookie },
      retries: 0,
    });
  });

  test('that fails later names where it failed', () => {
    const bench = prepared();
    const operation = begin(bench, write(0x1ffen, BYTES));
    act(bench, 'TERMINATE');
    act(bench, 'ABORT');
    expect(bench.ended(operation).dma).toMatchObject({
      status: 'ABORTED',
      transferredBytes: 2,
      failedAddress: 0x2000n,
    });
  });
});
