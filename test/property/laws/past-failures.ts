import type { ActionName } from './actions';
import type { Script, Step } from './script';

type Numbers = Partial<Omit<Step, 'act'>>;

function script(...steps: readonly (readonly [ActionName, Numbers])[]): Script {
  const zero = { e: 0, d: 0, p: 0, page: 0, n: 0, m: 0 };
  return {
    profile: 'GENERIC',
    tiny: false,
    bypassUnattached: false,
    granuleBits: 12,
    iotlbEntries: 1024,
    reserved: false,
    splits: false,
    guests: false,
    dirty: false,
    seed: 0,
    steps: steps.map(([act, numbers]) => ({ act, ...zero, ...numbers })),
  };
}

/** Scripts that once broke a law, by the law's name. They run before anything that is drawn by chance. */
export const PAST_FAILURES: Readonly<Record<string, readonly Script[]>> = {
  accounts: [
    // A closing page request without a domain was counted as dropped, and not announced as such.
    script(['dma', { p: 3 }]),
    // A domain did not count what was answered for it while translation was off.
    script(['update', { n: 0 }], ['inject', { n: 0 }]),
  ],
  groups: [
    // A group that lost its first page to a reset was queued with its last one.
    script(['submit', { n: 1 }], ['reset', {}], ['submit', { n: 0 }]),
  ],
  'refused-unchanged': [
    // A stalled access that waited for room was reported by an answer that came too late.
    {
      ...script(
        ['submit', { m: 0 }],
        ['submit', { m: 1 }],
        ['submit', { m: 2 }],
        ['dma', { e: 2, page: 9 }],
        ['deliver', { n: 1 }],
        ['respondLate', { n: 3 }],
      ),
      profile: 'SMMUV3',
      tiny: true,
    },
  ],
  'refused-without-trace': [
    // A refused creation changed which id was chosen next.
    script(['createEndpoint', { n: 48 }], ['deleteEndpoint', { n: 0 }], ['createEndpoint', { n: 0 }]),
  ],
  access: [
    // Warm translations were used while translation was off.
    script(['dma', {}], ['update', { n: 0 }], ['again', {}]),
    // The model followed an answer to a group that had ended with its domain.
    script(['submit', { e: 1 }], ['deleteDomain', { d: 1 }], ['resolve', {}], ['prepare', {}]),
    // An unmap that timed out holds nothing back, although a detach still waits for what the endpoint holds.
    script(
      ['translate', { e: 1, page: 1 }],
      ['detach', { e: 1 }],
      ['unmap', { d: 1, page: 1, n: 1, m: 2 }],
      ['tick', { n: 2 }],
      ['map', { d: 1, page: 1 }],
      ['translatedDma', { n: 5 }],
    ),
    // A domain that has the id of one that is being deleted can map what is held of that one.
    script(
      ['translate', { e: 1, page: 1 }],
      ['deleteDomain', { d: 1 }],
      ['createDomain', { d: 1, n: 1 }],
      ['map', { d: 1, page: 1 }],
      ['translatedDma', { n: 5 }],
    ),
  ],
  'access-nested': [
    // Resolving a group of a nested domain made mappings in it.
    script(['prepareNested', {}], ['useNested', { page: 4, n: 44 }], ['resolve', {}]),
    // A guest-physical address was taken for one of memory once its endpoint was attached to another domain.
    script(
      ['guestPhysical', { e: 2, n: 1 }],
      ['useNested', { e: 2 }],
      ['useNested', {}],
      ['replace', { e: 2 }],
      ['translatedDma', { n: 1 }],
    ),
    // An unmap ended before what an endpoint held of a deleted nested domain was invalidated.
    script(
      ['prepareNested', { e: 1, d: 1, p: 3 }],
      ['translate', { e: 1, p: 3, n: 1 }],
      ['deleteNested', { m: 1 }],
      ['unmapBelow', { d: 5 }],
      ['prepare', {}],
    ),
  ],
  silence: [
    // What the silent endpoint was granted was chosen for a DMA of the others.
    script(['probe', { page: 2 }], ['probe', { page: 0 }], ['translatedDma', { n: 1 }]),
  ],
};
