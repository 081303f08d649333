import {
  GroupFlag,
  GroupStore,
  MAX_COUNTER,
  REMEMBERED_ENDS,
  type GroupFields,
  type GroupStoreOptions,
} from '../../../src/core/group-store';
import { preallocatedPoolBytes } from '../../../src/core/preallocation';
import type { Limits } from '../../../src/model/viommu';
import { config } from './fixture';

const ONE_PAGE = [42];

function setUp(options: Partial<GroupStoreOptions> = {}): { store: GroupStore; fields: GroupFields } {
  const store = new GroupStore({ capacity: 100_000, pageCapacity: 100_000, ...options });
  const fields = {
    sequence: 1n,
    timeNs: 2n,
    deviceCookie: 3n,
    lengthHint: 0n,
    domain: store.openDomain(1),
    endpoint: store.openEndpoint(2),
    pasid: -1,
    prgi: 4,
    attachmentGeneration: 5,
    priGeneration: 6,
    endpointGeneration: 7,
    queueTag: 0,
    flags: 0,
  };
  return { store, fields };
}

/** Appends the pages of a group to the pool, then stores it. */
function insert(store: GroupStore, fields: GroupFields, pages: readonly number[] = ONE_PAGE): number {
  let first = -1;
  let tail = -1;
  for (const page of pages) {
    tail = store.pages.append(tail, page, 1);
    first = first === -1 ? tail : first;
  }
  return store.insert(fields, first, pages.length);
}

test('counters begin with 1 and grow by one, whatever ended in between', () => {
  const { store, fields } = setUp();
  const first = insert(store, fields);
  expect(store.counterOf(first)).toBe(1);
  store.end(first, 1, 0);
  expect(store.counterOf(insert(store, fields))).toBe(2);
});

test.each([0, 1, 16, 17])('a store for %p groups refuses one more and mints no counter for it', (capacity) => {
  const { store, fields } = setUp({ capacity });
  for (let i = 0; i < capacity; i += 1) {
    expect(insert(store, fields)).not.toBe(-1);
  }
  // Its page stays its owner's.
  expect(insert(store, fields)).toBe(-1);
  expect([store.size, store.nextCounter, store.pages.size]).toEqual([capacity, capacity + 1, capacity + 1]);
});

test('pages have a bound of their own', () => {
  const { store, fields } = setUp({ pageCapacity: 3 });
  const slot = insert(store, fields, [1, 2]);
  expect(store.pages.hasRoom).toBe(true);
  insert(store, fields);
  expect(store.pages.hasRoom).toBe(false);
  store.end(slot, 0, 0);
  expect([store.pages.hasRoom, store.pages.size]).toEqual([true, 1]);
});

test('the last counter is used, and none after it', () => {
  const { store, fields } = setUp({ firstCounter: MAX_COUNTER });
  const slot = insert(store, fields);
  expect(store.counterOf(slot)).toBe(MAX_COUNTER);
  expect(insert(store, fields)).toBe(-1);
  expect(store.find(MAX_COUNTER)).toBe(slot);
});

test.each([-1, 0, 0.5, Number.NaN, 2, MAX_COUNTER])(
  'nothing is known of counter %p, which was never minted',
  (counter) => {
    const { store, fields } = setUp();
    insert(store, fields);
    expect(store.fate(counter)).toBe('UNKNOWN');
  },
);

test('a group given back to its queue is the next to be delivered', () => {
  const { store, fields } = setUp();
  const [a, b] = [insert(store, fields), insert(store, fields)];
  store.unqueue(a);
  expect(store.queueHead(fields.domain)).toBe(b);
  store.requeue(a);
  expect([store.queueHead(fields.domain), store.queueNext(a)]).toEqual([a, b]);
});

test('a handle cannot be closed while groups of it are pending', () => {
  const { store, fields } = setUp();
  const slot = insert(store, fields);
  store.unqueue(slot);
  expect([store.close(fields.domain), store.close(fields.endpoint)]).toEqual([false, false]);
  store.end(slot, 0, 0);
  expect([store.close(fields.domain), store.close(fields.endpoint)]).toEqual([true, true]);
});

test('exactly the last 65,536 ends are remembered, in whatever order the groups ended', () => {
  const { store, fields } = setUp();
  const total = REMEMBERED_ENDS + 1000;
  const ended: number[] = [];
  const pending: number[] = [];
  for (let i = 0; i < total; i += 1) {
    pending.push(store.counterOf(insert(store, fields)));
    // Every third one waits for a long time.
    const counter = i % 3 === 0 && pending.length > 500 ? pending.shift()! : pending.pop()!;
    store.end(store.find(counter), counter & 255, counter & 65_535);
    ended.push(counter);
    if (i % 5 === 0) {
      pending.push(store.counterOf(insert(store, fields)));
    }
  }
  const forgotten = ended.slice(0, -REMEMBERED_ENDS);
  const remembered = ended.slice(-REMEMBERED_ENDS);
  expect(forgotten.filter((counter) => store.fate(counter) !== 'LONG_AGO')).toEqual([]);
  expect(pending.filter((counter) => store.fate(counter) !== 'PENDING')).toEqual([]);
  const wrong = remembered.filter((counter) => {
    const fate = store.fate(counter);
    return typeof fate === 'string' || fate.code !== (counter & 255) || fate.detail !== (counter & 65_535);
  });
  expect(wrong).toEqual([]);
});

test('groups that end in the order of their counters are forgotten in that order', () => {
  const { store, fields } = setUp();
  const total = 2 * REMEMBERED_ENDS + 10;
  for (let i = 0; i < total; i += 1) {
    store.end(insert(store, fields), 1, 0);
  }
  expect([1, 10, total - REMEMBERED_ENDS].map((counter) => store.fate(counter))).toEqual(Array(3).fill('LONG_AGO'));
  expect(store.fate(total - REMEMBERED_ENDS + 1)).toEqual({ code: 1, detail: 0 });
});

test('flags are replaced, and their neighbour in memory stays', () => {
  const { store, fields } = setUp();
  const slot = insert(store, { ...fields, prgi: 0xffff, flags: 0xffff });
  store.fields.setFlags(slot, GroupFlag.DELIVERED);
  expect([store.fields.flags(slot), store.fields.prgi(slot)]).toEqual([GroupFlag.DELIVERED, 0xffff]);
});

test('memory is used again: arrivals and ends in turn take no more of it', () => {
  const { store, fields } = setUp({ capacity: 8, pageCapacity: 32 });
  const pages = [1, 2, 3, 4];
  const slots = Array.from({ length: 8 }, () => insert(store, fields, pages));
  for (let i = 0; i < REMEMBERED_ENDS; i += 1) {
    store.end(slots.shift()!, 0, 0);
    slots.push(insert(store, fields, pages));
  }
  // The remembered ends take 19 bytes each; all the rest is small.
  expect(store.bytes()).toBeLessThan(19 * REMEMBERED_ENDS + 8192);
  expect(Math.max(...slots)).toBeLessThan(8);
});

test('a pending group takes at most 128 bytes', () => {
  const { store, fields } = setUp({ capacity: 32_768, pageCapacity: 32_768 });
  const empty = store.bytes();
  for (let i = 0; i < 32_768; i += 1) {
    insert(store, fields);
  }
  expect((store.bytes() - empty) / 32_768).toBeLessThanOrEqual(128);
  expect(empty).toBeLessThan(8192);
});

test('a store that takes its memory at once takes no more of it', () => {
  const limits = { max_pending_groups: 1000, max_open_page_requests: 3000 };
  const { store, fields } = setUp({ capacity: 1000, pageCapacity: 3000, preallocate: true });
  const before = store.bytes();
  const grown = setUp({ capacity: 1000, pageCapacity: 3000 });
  // What a store that nothing was stored in has room for, 16 groups and pages, is part of it.
  const least = { max_pending_groups: 16, max_open_page_requests: 16 };
  expect(before - grown.store.bytes()).toBe(poolBytes(limits) - poolBytes(least));
  // A thousand groups need an index for 1024.
  expect(poolBytes(limits)).toBe(1000 * (72 + 24) + 1024 * 16 + 3000 * 13);
  for (let i = 0; i < 1000; i += 1) {
    insert(store, fields, [1, 2, 3]);
  }
  expect(store.size).toBe(1000);
  expect(store.bytes()).toBe(before);
});

test('pools that grow with their use take nothing at once', () => {
  expect(preallocatedPoolBytes(config())).toBe(0);
});

/** What pools of a size take at once. */
function poolBytes(limits: Partial<Limits>): number {
  return preallocatedPoolBytes({ ...config(limits), preallocatePools: true });
}
