import { NO_PASID } from '../../../src/model/page-request';
import type { FlushCounts } from '../../../src/model/viommu';
import { ask, type Bench, FULL } from './fixture';
import { balanced, enter, send, stage } from './stage';

/** Endpoint 1 has two complete groups and one unclosed one of three pages; endpoint 2 has one of each. */
function busy(): Bench {
  const bench = stage();
  bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
  enter(bench, 2, FULL);
  const open = [1, 2, 3].map((page) => ask(page, { prgi: 9, last: false }));
  send(bench, [ask(1), ask(2, { prgi: 1 }), ...open]);
  send(bench, [ask(1), ask(2, { prgi: 1, last: false })], false, 2);
  return bench;
}

const counts = (autoAnswered: number, discarded: number, droppedPages: number, droppedGroups: number): FlushCounts => ({
  autoAnswered,
  discarded,
  droppedPages,
  droppedGroups,
});

test.each<[string, FlushCounts, (bench: Bench) => FlushCounts]>([
  ['detach', counts(2, 0, 3, 1), ({ iommu }) => iommu.detach(1, NO_PASID).flushed],
  ['replace', counts(2, 0, 3, 1), ({ iommu }) => iommu.replace(1, NO_PASID, 2, 0n).flushed],
  ['a replace without change', counts(0, 0, 0, 0), ({ iommu }) => iommu.replace(1, NO_PASID, 1, 0xcafen).flushed],
  ['deletion of the domain', counts(3, 0, 4, 2), ({ iommu }) => iommu.deleteDomain(1, true).flushed],
  ['deletion of the endpoint', counts(0, 2, 3, 1), ({ iommu }) => iommu.deleteEndpoint(1, true)],
  ['function reset', counts(0, 2, 3, 1), ({ iommu }) => iommu.resetFunction(1)],
  ['removal', counts(0, 2, 3, 1), ({ iommu }) => iommu.surpriseRemove(1)],
  ['PRI reset', counts(0, 0, 3, 1), ({ iommu }) => (iommu.disablePri(1), iommu.resetPri(1))],
  ['drain', counts(2, 0, 3, 1), ({ iommu }) => iommu.drain({ endpointId: 1 })],
  ['reset of the vIOMMU', counts(3, 0, 4, 2), ({ iommu }) => iommu.reset(8)],
  ['end of the vIOMMU', counts(3, 0, 4, 2), ({ iommu }) => iommu.endAll()],
])('%s tells what it ended', (_what, expected, act) => {
  const bench = busy();
  expect(act(bench)).toEqual(expected);
  balanced(bench);
});

test('what ended before, and what was answered by others, is not counted', () => {
  const bench = busy();
  bench.iommu.drain({ endpointId: 1 });
  expect(bench.iommu.deleteDomain(1, true).flushed).toEqual(counts(1, 0, 1, 1));
});
