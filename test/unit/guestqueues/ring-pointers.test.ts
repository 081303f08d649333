import { RingPointers, unusable, type PointerFormat } from '../../../src/guestqueues/ring-pointers';
import { reasonOf, refusalOf } from '../session/support';

const FORMATS: readonly (readonly [PointerFormat, number, bigint])[] = [
  // How many of 4 entries of 16 bytes can be used, and what the registers say of the last place before they turn.
  ['BYTES', 3, 48n],
  ['INDEX', 3, 3n],
  ['INDEX_AND_WRAP', 4, 7n],
];

test.each(FORMATS)('%s: %i of 4 entries can be used', (format, capacity) => {
  const pointers = new RingPointers(format, 4, 16);
  expect(pointers.capacity).toBe(capacity);
  expect(unusable(format)).toBe(4 - capacity);
  for (let written = 0; written < capacity; written += 1) {
    expect(pointers.used).toBe(written);
    pointers.advanceTail();
  }
  expect(pointers.used).toBe(capacity);
});

test.each(FORMATS)(
  '%s: head and tail turn over, and the ring is empty again at any place',
  (format, capacity, last) => {
    const pointers = new RingPointers(format, 4, 16);
    const seen: bigint[] = [];
    for (let step = 0; step < 9; step += 1) {
      for (let written = 0; written < capacity; written += 1) pointers.advanceTail();
      expect(pointers.used).toBe(capacity);
      for (let read = 0; read < capacity; read += 1) {
        seen.push(pointers.head);
        pointers.advanceHead();
      }
      expect(pointers.used).toBe(0);
      expect(pointers.head).toBe(pointers.tail);
    }
    expect(seen.slice(0, 2)).toEqual([0n, last / (last > 7n ? 3n : last)]);
    expect(Math.max(...seen.map(Number))).toBe(Number(last));
  },
);

test('places are counted in entries, whatever the register holds', () => {
  const pointers = new RingPointers('BYTES', 4, 16);
  pointers.setHead(48n);
  pointers.setTail(16n);
  expect([pointers.headIndex(), pointers.headIndex(1), pointers.headIndex(2), pointers.tailIndex]).toEqual([
    3, 0, 1, 1,
  ]);
  expect(pointers.used).toBe(2);
});

test('the wrap bit tells a full ring from an empty one', () => {
  const pointers = new RingPointers('INDEX_AND_WRAP', 4, 16);
  pointers.setTail(4n);
  expect([pointers.used, pointers.tailIndex, pointers.headIndex()]).toEqual([4, 0, 0]);
  pointers.setHead(4n);
  expect(pointers.used).toBe(0);
});

test('an entry that came with a call moves head and tail together', () => {
  const pointers = new RingPointers('INDEX', 4, 16);
  pointers.advanceHead();
  expect([pointers.head, pointers.tail, pointers.used]).toEqual([1n, 1n, 0]);
});

test.each<[PointerFormat, bigint, string]>([
  ['BYTES', 0n, 'VALID'],
  ['BYTES', 48n, 'VALID'],
  ['BYTES', 8n, 'UNALIGNED'],
  ['BYTES', 64n, 'OUTSIDE'],
  ['BYTES', 0xffff_ffff_ffff_fff0n, 'OUTSIDE'],
  ['BYTES', 0xffff_ffff_ffff_ffffn, 'UNALIGNED'],
  ['INDEX', 3n, 'VALID'],
  ['INDEX', 4n, 'OUTSIDE'],
  ['INDEX_AND_WRAP', 7n, 'VALID'],
  ['INDEX_AND_WRAP', 8n, 'OUTSIDE'],
  ['INDEX_AND_WRAP', 1n << 63n, 'OUTSIDE'],
])('%s: %i is %s', (format, value, place) => {
  const pointers = new RingPointers(format, 4, 16);
  expect(pointers.placeOf(value)).toBe(place);
  if (place === 'VALID') {
    pointers.setHead(value);
    expect(pointers.head).toBe(value);
  } else {
    expect(reasonOf(() => pointers.setTail(value))).toBe('POINTER_INVALID');
    expect(reasonOf(() => pointers.check({ head: value }))).toBe('POINTER_INVALID');
    expect([pointers.head, pointers.tail]).toEqual([0n, 0n]);
  }
});

test('a refusal names the field, the value and what could be given', () => {
  const refusal = refusalOf(() => new RingPointers('BYTES', 4, 16).setTail(8n));
  expect(refusal.message).toBe('tail 8 is no place in the ring; give a multiple of 16 below 64');
  expect(refusal.field).toBe('tail');
});

test('with a wrap bit a tail can be too far ahead, and the check changes nothing', () => {
  const pointers = new RingPointers('INDEX_AND_WRAP', 4, 16);
  expect(reasonOf(() => pointers.check({ head: 0n, tail: 5n }))).toBe('POINTER_INVALID');
  expect(reasonOf(() => pointers.check({ head: 1n, tail: 0n }))).toBe('POINTER_INVALID');
  pointers.check({ head: 1n, tail: 5n });
  pointers.check({});
  expect([pointers.head, pointers.tail]).toEqual([0n, 0n]);
});
