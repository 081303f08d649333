import fc from 'fast-check';
import { DirtyPages, MAX_PART_BITS } from '../../src/core/dirty-pages';

const LAST = 2 ** 52 - 1;

/** Pages where something can go wrong: at the edges of words, chunks and parts, at both ends of the space. */
const ORIGINS = [0, 480, 1024 - 5, MAX_PART_BITS - 40, 2 ** 31 - 600, 2 ** 44 + 7, LAST - 1300];
const page = fc
  .tuple(fc.constantFrom(...ORIGINS), fc.oneof(fc.nat({ max: 70 }), fc.nat({ max: 1300 })))
  .map(([origin, offset]) => Math.min(origin + offset, LAST));

const step = fc.oneof(
  fc.record({ kind: fc.constant('mark' as const), first: page, second: page }),
  fc.record({ kind: fc.constant('row' as const), first: page, second: page }),
  fc.record({ kind: fc.constant('clear' as const), first: page, second: page }),
  fc.record({
    kind: fc.constant('read' as const),
    first: page,
    second: page,
    shift: fc.constantFrom(0, 0, 1, 3, 9, 13, 40, 52),
    keep: fc.boolean(),
  }),
);

/** Reads a range to its end, and checks what each part says of itself; the first page of each bit that is set. */
function read(dirty: DirtyPages, firstPage: number, lastPage: number, pagesPerBit: number, keep: boolean): number[] {
  const found: number[] = [];
  let next: number | undefined = firstPage;
  while (next !== undefined) {
    const { part, nextPage } = dirty.read({ firstPage: next, lastPage, pagesPerBit, keep });
    if (nextPage !== undefined) {
      expect([nextPage > next, nextPage <= lastPage, (nextPage - firstPage) % pagesPerBit]).toEqual([true, true, 0]);
    }
    if (part !== undefined) {
      const { firstPage: start, bitmap, dirtyCount } = part;
      expect([start >= next, (start - firstPage) % pagesPerBit, bitmap.length <= MAX_PART_BITS / 8]).toEqual([
        true,
        0,
        true,
      ]);
      expect(bitmap.at(-1)).not.toBe(0);
      const before = found.length;
      bitmap.forEach((byte, i) => {
        for (let bit = 0; bit < 8; bit += 1) {
          if ((byte >> bit) & 1) {
            found.push(start + (i * 8 + bit) * pagesPerBit);
          }
        }
      });
      expect(found.length - before).toBe(dirtyCount);
    } else {
      expect(nextPage).toBeUndefined();
    }
    next = nextPage;
  }
  return found;
}

test('marks are those of a set of pages, under any sequence of marking, clearing and reading', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const dirty = new DirtyPages();
      const model = new Set<number>();
      const forget = (first: number, last: number) => {
        [...model].filter((each) => each >= first && each <= last).forEach((each) => model.delete(each));
      };
      for (const one of steps) {
        const firstPage = Math.min(one.first, one.second);
        const lastPage = Math.max(one.first, one.second);
        if (one.kind === 'mark' || one.kind === 'row') {
          const end = one.kind === 'mark' ? firstPage : Math.min(firstPage + 40, lastPage);
          for (let each = firstPage; each <= end; each += 1) {
            dirty.mark(each);
            model.add(each);
          }
        } else if (one.kind === 'clear') {
          dirty.clear({ firstPage, lastPage });
          forget(firstPage, lastPage);
        } else {
          const size = 2 ** one.shift;
          const first = firstPage - (firstPage % size);
          const last = lastPage - (lastPage % size) + size - 1;
          const wanted = [...model].filter((each) => each >= first && each <= last).map((each) => each - (each % size));
          const told = read(dirty, first, last, size, one.keep);
          expect(told).toEqual([...new Set(wanted)].sort((a, b) => a - b));
          if (!one.keep) {
            forget(first, last);
          }
        }
      }
      expect(read(dirty, 0, LAST, 1, true)).toEqual([...model].sort((a, b) => a - b));
      dirty.clear({ firstPage: 0, lastPage: LAST });
      expect(read(dirty, 0, LAST, 1, true)).toEqual([]);
    }),
    { seed: 20_261_122, numRuns: 200 },
  );
});
