import { MAX_PAGE } from '../../../src/base/u64';
import type { PageRange } from '../../../src/model/domain';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { NO_PASID } from '../../../src/model/page-request';
import { accessOf, address, ALLOWED, id, pasidOf, pick, timeoutOf } from './arguments';
import type { Machine } from './machine';
import type { Step } from './script';

/** What may be chosen from; some of it may not. */
const CHOICES: readonly (readonly PageRange[])[] = [
  [],
  [{ firstPage: 8, lastPage: 15 }],
  [
    { firstPage: 16, lastPage: 19 },
    { firstPage: 0, lastPage: 3 },
  ],
  [{ firstPage: 4, lastPage: 7 }],
  [{ firstPage: 24, lastPage: MAX_PAGE }],
  [
    { firstPage: 4, lastPage: 11 },
    { firstPage: 8, lastPage: 15 },
  ],
  [{ firstPage: 1, lastPage: 2 }],
];

/** As large as pages of some table are. */
const BLOCKS = [
  { firstPage: 0, pageCount: 4 },
  { firstPage: 4, pageCount: 4 },
  { firstPage: 8, pageCount: 4 },
  { firstPage: 12, pageCount: 4 },
  { firstPage: 0, pageCount: 16 },
];

const COUNTS = [1, 1, 2, 3, 4, 8, 16];

/** What is asked for dirty pages, and in which size. */
const READINGS: readonly (PageRange & { readonly pagesPerBit: number })[] = [
  { firstPage: 0, lastPage: MAX_PAGE, pagesPerBit: 1 },
  { firstPage: 0, lastPage: 15, pagesPerBit: 1 },
  { firstPage: 0, lastPage: 31, pagesPerBit: 4 },
  { firstPage: 4, lastPage: 7, pagesPerBit: 1 },
  { firstPage: 2, lastPage: MAX_PAGE, pagesPerBit: 2 },
  { firstPage: MAX_PAGE - 7, lastPage: MAX_PAGE, pagesPerBit: 8 },
];

/** An endpoint with a window of its own. */
const RESERVING: EndpointRequest = { ats: {}, pri: {}, pasid: {}, reservedRanges: [{ firstPage: 4, lastPage: 7 }] };

/** Removes mappings, and remembers them. */
export function unmap(machine: Machine, domainId: number, range: PageRange, step: Step): void {
  const { iommu } = machine;
  const isPaging = iommu.domainIds().includes(domainId) && iommu.domain(domainId).kind === 'PAGING';
  const before = isPaging ? iommu.mappings(domainId, range.firstPage, 20) : [];
  const done = machine.call('unmap', domainId, [range], 'CONTINUE', timeoutOf(step));
  if (done?.executed === 1) {
    const removed = before.filter(({ firstPage }) => firstPage <= range.lastPage);
    machine.removed.push(...removed.map((mapping) => ({ domainId, mapping })));
  }
}

/** What a step does that concerns where mappings may be, and what was written through them. */
export const SPACE_ACTIONS = {
  /** What was removed is mapped as it was. */
  mapAgain(machine, step) {
    const latest = machine.removed.filter(({ domainId }) => domainId !== machine.apart).slice(-4);
    if (latest.length > 0) {
      const { domainId, mapping } = pick(latest, step.n);
      machine.call('map', domainId, [{ ...mapping, ifMapped: 'REFUSE' as const }], 'CONTINUE');
    }
  },
  /** A mapping of which caches can hold large parts. */
  mapBlock(machine, step) {
    const { firstPage, pageCount } = pick(BLOCKS, step.n);
    const outputFirstPage = machine.output(step.page * 4, pageCount, pageCount);
    const range = { firstPage, lastPage: firstPage + pageCount - 1 };
    const item = { ...range, outputFirstPage, permissions: pick(ALLOWED, step.m), ifMapped: 'REFUSE' as const };
    machine.call('map', id(step.d), [item], 'CONTINUE');
  },
  mapAnywhere(machine, step) {
    const pageCount = pick(COUNTS, step.n) * (step.m % 8 === 7 ? 1 : machine.granule);
    const outputFirstPage = machine.output(step.n % 40, pageCount);
    machine.call('mapAnywhere', id(step.d), { pageCount, outputFirstPage, permissions: pick(ALLOWED, step.m) });
  },
  allow(machine, step) {
    machine.call('setAllowedRanges', id(step.d), pick(CHOICES, step.n));
  },
  usable(machine, step) {
    machine.call('usablePages', id(step.d));
  },
  /** An endpoint that cannot be attached to what maps its window. */
  prepareReserved(machine, step) {
    const endpointId = id(3 + (step.n % 2));
    machine.call('createEndpoint', endpointId, RESERVING);
    machine.call('attach', endpointId, step.m % 4 === 0 ? pasidOf(step) : NO_PASID, id(step.d), BigInt(step.n));
  },
  setDirty(machine, step) {
    machine.call('setDirtyTracking', id(step.d), step.n % 4 !== 0);
  },
  readDirty(machine, step) {
    machine.call('readDirty', id(step.d), { ...pick(READINGS, step.n), keep: step.m % 3 === 0 });
  },
  explain(machine, step) {
    machine.call('explain', id(step.e), pasidOf(step), address(step.page), accessOf(step));
  },
} satisfies Record<string, (machine: Machine, step: Step) => void>;
