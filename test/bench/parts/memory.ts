/** What things take in process: heap and typed arrays together, by the difference that many of them make. */
import v8 from 'node:v8';
import vm from 'node:vm';
import { createDataSet } from '../data-set';
import type { Figures } from '../figures';
import { OpenIommu } from '../open-iommu';
import { play } from '../part';
import { StoreQueue } from '../queues';
import { RangesSpace } from '../spaces';

const MAPPINGS = 100_000;
const FAULTS = 32_768;
const DOMAINS = 1000;

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/** Bytes that are in use when nothing is garbage. */
function bytesInUse(): number {
  // What a first collection frees may hold something that only a second one finds.
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Bytes of each of so many things, made by a function whose result holds all of them. */
function bytesOfEach(count: number, make: () => unknown): number {
  const before = bytesInUse();
  const made = [make()];
  const bytes = (bytesInUse() - before) / count;
  if (made.length === 0) throw new Error('what was made must not be garbage yet');
  return bytes;
}

function mappings(): RangesSpace {
  const space = new RangesSpace();
  space.mapAll(SET);
  return space;
}

function faults(): StoreQueue {
  const queue = new StoreQueue();
  for (let i = 0; i < FAULTS; i += 1) queue.enqueue(i);
  return queue;
}

function domains(): OpenIommu {
  const iommu = new OpenIommu();
  for (let id = 1; id <= DOMAINS; id += 1) iommu.createDomain(id, { kind: 'PAGING', pageRequests: true });
  return iommu;
}

const SET = createDataSet('RANGES', MAPPINGS);

play(async () => {
  return async () => {
    // Once without measuring: code and feedback are not what is asked for.
    for (const make of [mappings, faults, domains]) make();
    return {
      mapping: bytesOfEach(MAPPINGS, mappings),
      fault: bytesOfEach(FAULTS, faults),
      domain: bytesOfEach(DOMAINS, domains),
    } satisfies Figures;
  };
});
