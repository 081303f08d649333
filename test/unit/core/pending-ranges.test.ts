import fc from 'fast-check';
import type { Operation } from '../../../src/core/operations';
import { PendingRanges } from '../../../src/core/pending-ranges';

const operations = ['a', 'b', 'c'].map((name) => ({ name }) as unknown as Operation);

test('nothing is pending at first', () => {
  expect(new PendingRanges().overlapping({ firstPage: 0, lastPage: 2 ** 52 - 1 })).toBeUndefined();
});

test('a long range is found behind shorter ones that begin after it', () => {
  const pending = new PendingRanges();
  const [a, b] = operations;
  pending.add(a!, [{ firstPage: 3, lastPage: 4 }]);
  pending.add(b!, [{ firstPage: 1, lastPage: 100 }]);
  expect(pending.overlapping({ firstPage: 50, lastPage: 60 })?.operation).toBe(b);
  pending.remove(b!);
  expect(pending.overlapping({ firstPage: 50, lastPage: 60 })).toBeUndefined();
  expect(pending.overlapping({ firstPage: 4, lastPage: 4 })?.operation).toBe(a);
});

const range = fc.tuple(fc.nat(30), fc.nat(8)).map(([firstPage, more]) => ({ firstPage, lastPage: firstPage + more }));
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), which: fc.nat(2), ranges: fc.array(range, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat(2) }),
  fc.record({ kind: fc.constant('look' as const), at: range }),
);

test('finds an overlapping range exactly when there is one', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const pending = new PendingRanges();
      let naive: { operation: Operation; firstPage: number; lastPage: number }[] = [];
      for (const taken of steps) {
        if (taken.kind === 'add') {
          const operation = operations[taken.which]!;
          pending.add(operation, taken.ranges);
          naive.push(...taken.ranges.map((added) => ({ operation, ...added })));
        } else if (taken.kind === 'remove') {
          pending.remove(operations[taken.which]!);
          naive = naive.filter(({ operation }) => operation !== operations[taken.which]);
        } else {
          const { firstPage, lastPage } = taken.at;
          const expected = naive.filter((each) => each.firstPage <= lastPage && each.lastPage >= firstPage);
          const found = pending.overlapping(taken.at);
          if (expected.length === 0) expect(found).toBeUndefined();
          else expect(expected).toContainEqual(found);
        }
      }
    }),
  );
});
