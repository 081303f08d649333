import {
  GroupFlag,
  GroupStore,
  MAX_COUNTER,
  REMEMBERED_ENDS,
  type GroupFields,
  type GroupStoreOptions,
} from '../../../src/core/group-store';

const onePage = { count: 1, pages: [42], flags: [1] };

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

test('counters begin with 1 and grow by one, whatever ended in between', () => {
  const { store, fields } = setUp();
  const first = store.insert(fields, onePage);
  expect(store.counterOf(first)).toBe(1);
  store.end(first, 1, 0);
  expect(store.counterOf(store.insert(fields, onePage))).toBe(2);
});

test.each([0, 1, 16, 17])('a store for %p groups refuses one more and mints no counter for it', (capacity) => {
  const { store, fields } = setUp({ capacity });
  for (let i = 0; i < capacity; i += 1) {
    expect(store.insert(fields, onePage)).not.toBe(-1);
  }
  expect(store.insert(fields, onePage)).toBe(-1);
  expect([store.size, store.nextCounter, store.pages.size]).toEqual([capacity, capacity + 1, capacity]);
});

test('pages have a bound of their own', () => {
  const { store, fields } = setUp({ pageCapacity: 3 });
  const two = { count: 2, pages: [1, 2], flags: [1, 1] };
  const slot = store.insert(fields, two);
  expect(store.insert(fields, two)).toBe(-1);
  expect(store.insert(fields, onePage)).not.toBe(-1);
  store.end(slot, 0, 0);
  expect(store.insert(fields, two)).not.toBe(-1);
});

test('the last counter is used, and none after it', () => {
  const { store, fields } = setUp({ firstCounter: MAX_COUNTER });
  const slot = store.insert(fields, onePage);
  expect(store.counterOf(slot)).toBe(MAX_COUNTER);
  expect(store.insert(fields, onePage)).toBe(-1);
  expect(store.find(MAX_COUNTER)).toBe(slot);
});

test.each([-1, 0, 0.5, Number.NaN, 2, MAX_COUNTER])(
  'nothing is known of counter %p, which was never minted',
  (counter) => {
    const { store, fields } = setUp();
    store.insert(fields, onePage);
    expect(store.fate(counter)).toBe('UNKNOWN');
  },
);

test('a group given back to its queue is the next to be delivered', () => {
  const { store, fields } = setUp();
  const [a, b] = [store.insert(fields, onePage), store.insert(fields, onePage)];
  store.unqueue(a);
  expect(store.queueHead(fields.domain)).toBe(b);
  store.requeue(a);
  expect([store.queueHead(fields.domain), store.queueNext(a)]).toEqual([a, b]);
});

test('a handle cannot be closed while groups of it are pending', () => {
  const { store, fields } = setUp();
  const slot = store.insert(fields, onePage);
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
    pending.push(store.counterOf(store.insert(fields, onePage)));
    // Every third one waits for a long time.
    const counter = i % 3 === 0 && pending.length > 500 ? pending.shift()! : pending.pop()!;
    store.end(store.find(counter), counter & 255, counter & 65_535);
    ended.push(counter);
    if (i % 5 === 0) {
      pending.push(store.counterOf(store.insert(fields, onePage)));
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
    store.end(store.insert(fields, onePage), 1, 0);
  }
  expect([1, 10, total - REMEMBERED_ENDS].map((counter) => store.fate(counter))).toEqual(Array(3).fill('LONG_AGO'));
  expect(store.fate(total - REMEMBERED_ENDS + 1)).toEqual({ code: 1, detail: 0 });
});

test('flags are replaced, and their neighbour in memory stays', () => {
  const { store, fields } = setUp();
  const slot = store.insert({ ...fields, prgi: 0xffff, flags: 0xffff }, onePage);
  store.fields.setFlags(slot, GroupFlag.DELIVERED);
  expect([store.fields.flags(slot), store.fields.prgi(slot)]).toEqual([GroupFlag.DELIVERED, 0xffff]);
});

test('memory is used again: arrivals and ends in turn take no more of it', () => {
  const { store, fields } = setUp({ capacity: 8, pageCapacity: 32 });
  const pages = { count: 4, pages: [1, 2, 3, 4], flags: [1, 1, 1, 1] };
  const slots = Array.from({ length: 8 }, () => store.insert(fields, pages));
  for (let i = 0; i < REMEMBERED_ENDS; i += 1) {
    store.end(slots.shift()!, 0, 0);
    slots.push(store.insert(fields, pages));
  }
  // The remembered ends take 19 bytes each; all the rest is small.
  expect(store.bytes()).toBeLessThan(19 * REMEMBERED_ENDS + 8192);
  expect(Math.max(...slots)).toBeLessThan(8);
});

test('a pending group takes at most 128 bytes', () => {
  const { store, fields } = setUp({ capacity: 32_768, pageCapacity: 32_768 });
  const empty = store.bytes();
  for (let i = 0; i < 32_768; i += 1) {
    store.insert(fields, onePage);
  }
  expect((store.bytes() - empty) / 32_768).toBeLessThanOrEqual(128);
  expect(empty).toBeLessThan(8192);
});
