import fc from 'fast-check';
import { Ring } from '../../../src/base/ring';

test('items leave in the order they came', () => {
  const ring = new Ring<string>(3);
  ring.pushBack('a');
  ring.pushBack('b');
  expect([ring.shift(), ring.shift(), ring.shift()]).toEqual(['a', 'b', undefined]);
});

test('an item given back to the head leaves next', () => {
  const ring = new Ring<string>(3);
  ring.pushBack('a');
  ring.pushBack('b');
  const item = ring.shift()!;
  expect(ring.pushFront(item)).toBe(true);
  expect(ring.peek()).toBe('a');
  expect([ring.at(0), ring.at(1), ring.at(2), ring.at(-1)]).toEqual(['a', 'b', undefined, undefined]);
});

test.each([0, 1, 17])('a ring of capacity %p refuses one more on either side and stays as it was', (capacity) => {
  const ring = new Ring<number>(capacity);
  for (let i = 0; i < capacity; i += 1) {
    expect(ring.pushBack(i)).toBe(true);
  }
  expect(ring.pushBack(99)).toBe(false);
  expect(ring.pushFront(99)).toBe(false);
  expect(ring.length).toBe(capacity);
  expect(ring.capacity).toBe(capacity);
  expect(Array.from({ length: capacity }, () => ring.shift())).toEqual(Array.from({ length: capacity }, (_, i) => i));
});

test('clear empties the ring and leaves it usable', () => {
  const ring = new Ring<number>(2);
  ring.pushBack(1);
  ring.clear();
  expect(ring.length).toBe(0);
  expect(ring.peek()).toBeUndefined();
  ring.pushBack(2);
  expect(ring.shift()).toBe(2);
});

test('any sequence of pushes and shifts agrees with a plain array', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom('back', 'front'), item: fc.nat() }),
    fc.constant({ kind: 'shift', item: 0 }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70 }), fc.array(step, { maxLength: 300, size: 'max' }), (capacity, steps) => {
      const ring = new Ring<number>(capacity);
      const model: number[] = [];
      for (const { kind, item } of steps) {
        if (kind === 'shift') {
          expect(ring.shift()).toBe(model.shift());
        } else {
          const room = model.length < capacity;
          expect(kind === 'back' ? ring.pushBack(item) : ring.pushFront(item)).toBe(room);
          if (room) {
            model.splice(kind === 'back' ? model.length : 0, 0, item);
          }
        }
        expect(ring.length).toBe(model.length);
      }
      expect(model.map((_, i) => ring.at(i))).toEqual(model);
    }),
    { seed: 3, numRuns: 300 },
  );
});
