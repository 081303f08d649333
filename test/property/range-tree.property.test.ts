import fc from 'fast-check';
import { LEAF_SIZE } from '../../src/base/range-leaves';
import { RangeTree } from '../../src/base/range-tree';
import { checkRangeTree } from './range-tree-invariants';

/** The oracle: a sorted array that is searched from one end to the other. */
interface Range {
  first: number;
  last: number;
  value: number;
  attributes: number;
}

class SortedArray {
  readonly ranges: Range[] = [];

  overlap(first: number, last: number): Range | undefined {
    return this.ranges.find((r) => r.first <= last && r.last >= first);
  }

  insert(range: Range): boolean {
    if (this.overlap(range.first, range.last)) {
      return false;
    }
    const at = this.ranges.findIndex((r) => r.first > range.first);
    this.ranges.splice(at === -1 ? this.ranges.length : at, 0, range);
    return true;
  }

  remove(first: number): boolean {
    const at = this.ranges.findIndex((r) => r.first === first);
    return at !== -1 && this.ranges.splice(at, 1).length === 1;
  }

  removeWithin(first: number, last: number, max: number): { count: number; pages: number } {
    const gone = this.ranges.filter((r) => r.first >= first && r.last <= last).slice(0, max);
    gone.forEach((r) => this.ranges.splice(this.ranges.indexOf(r), 1));
    return { count: gone.length, pages: gone.reduce((sum, r) => sum + (r.last - r.first + 1), 0) };
  }
}

function read(tree: RangeTree, handle: number): Range | undefined {
  return handle === -1
    ? undefined
    : {
        first: tree.firstAt(handle),
        last: tree.lastAt(handle),
        value: tree.valueAt(handle),
        attributes: tree.attributesAt(handle),
      };
}

/** Like `expect(got).toBe(wanted)`, for loops that are too long for it. */
function same(got: unknown, wanted: unknown): void {
  if (got !== wanted) {
    expect(got).toBe(wanted);
  }
}

function sameRange(got: Range | undefined, wanted: Range | undefined): void {
  same(got?.first, wanted?.first);
  same(got?.last, wanted?.last);
  same(got?.value, wanted?.value);
  same(got?.attributes, wanted?.attributes);
}

function walk(tree: RangeTree): (Range | undefined)[] {
  const ranges = [];
  for (let handle = tree.lowerBound(0); handle !== -1; handle = tree.next(handle)) {
    ranges.push(read(tree, handle));
  }
  return ranges;
}

/** Where the pages of a run lie: small spaces make overlaps, the upper end makes large numbers. */
const space = fc.record({
  origin: fc.constantFrom(0, 2 ** 31 - 500, 2 ** 52 - 2000),
  pages: fc.constantFrom(300, 2000),
});

/** One step; `a`, `b` and `n` are numbers from which the step makes what it needs. */
const step = fc.record({
  kind: fc.constantFrom(
    'insert',
    'insert',
    'insert',
    'ascend',
    'descend',
    'remove',
    'removeBetween',
    'removeWithin',
    'set',
    'look',
    'clear',
  ),
  a: fc.nat(),
  b: fc.nat(),
  n: fc.nat({ max: 200 }),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function apply(tree: RangeTree, model: SortedArray, origin: number, pages: number, { kind, a, b, n }: Step): void {
  const first = origin + (a % pages);
  const last = Math.min(origin + pages - 1, first + (b % 4));
  const insert = (from: number, to: number): void => {
    const range = { first: from, last: to, value: a * 2 ** 20 + b, attributes: n };
    same(tree.insert(from, to, range.value, n), model.insert(range));
  };
  const removeSome = (more = 0): void => {
    const victim = model.ranges[(b + more) % (model.ranges.length + 1)]?.first ?? first;
    const handle = tree.find(victim);
    if (more % 2 === 1 && handle !== -1) {
      model.remove(tree.firstAt(handle));
      tree.removeAt(handle);
    } else {
      same(tree.remove(victim), model.remove(victim));
    }
  };
  switch (kind) {
    case 'insert':
      // That its first page is free says nothing of the others.
      tree.firstOverlap(first, first);
      insert(first, last);
      break;
    case 'ascend':
      for (let page = first; page < Math.min(first + n, origin + pages); page += 1) {
        insert(page, page);
      }
      break;
    case 'descend':
      for (let page = first; page > Math.max(first - n, origin); page -= 1) {
        insert(page, page);
      }
      break;
    case 'remove':
      removeSome();
      break;
    // What was found out about a range does not hold any more once others have gone.
    case 'removeBetween':
      sameRange(read(tree, tree.firstOverlap(first, last)), model.overlap(first, last));
      for (let i = 0; i < n; i += 1) {
        removeSome(i);
      }
      insert(first, last);
      break;
    case 'removeWithin': {
      const end = Math.min(origin + pages - 1, first + (b % 500));
      expect(tree.removeWithin(first, end, n + 1)).toEqual(model.removeWithin(first, end, n + 1));
      break;
    }
    case 'set': {
      const handle = tree.find(first);
      const range = model.overlap(first, first);
      if (handle !== -1 && range) {
        tree.setAttributes(handle, n);
        range.attributes = n;
      }
      break;
    }
    case 'look':
      break;
    case 'clear':
      if (n === 0) {
        tree.firstOverlap(first, last);
        tree.clear();
        model.ranges.length = 0;
        insert(first, last);
      }
      break;
  }
  same(tree.size, model.ranges.length);
  sameRange(read(tree, tree.find(first)), model.overlap(first, first));
  sameRange(read(tree, tree.firstOverlap(first, last)), model.overlap(first, last));
  sameRange(
    read(tree, tree.lowerBound(first)),
    model.ranges.find((r) => r.first >= first),
  );
}

test('any sequence of changes and questions agrees with a sorted array, and the tree stays in shape', () => {
  fc.assert(
    fc.property(space, fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }), ({ origin, pages }, steps) => {
      const tree = new RangeTree();
      const model = new SortedArray();
      for (const one of steps) {
        apply(tree, model, origin, pages, one);
        checkRangeTree(tree);
      }
      expect(walk(tree)).toEqual(model.ranges);
    }),
    { seed: 20_261_120, numRuns: 120 },
  );
});

/** A small generator of equally distributed numbers, so that long runs need no long counterexamples. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('a tree of many branches grows and shrinks in random order without losing its shape', () => {
  const next = numbers(1);
  const tree = new RangeTree();
  const present = new Map<number, number>();
  const starts: number[] = [];
  for (const left of [20_000, 200, 0]) {
    for (let i = 0; i < 150_000; i += 1) {
      const first = next(2 ** 22) * 8;
      const inserted = tree.insert(first, first + next(8), i, 3);
      same(inserted, !present.has(first));
      if (inserted) {
        present.set(first, i);
        starts.push(first);
      }
      if (i % 10_000 === 0) {
        checkRangeTree(tree);
      }
    }
    for (const [first, value] of present) {
      same(tree.valueAt(tree.find(first)), value);
    }
    while (starts.length > left) {
      const at = next(starts.length);
      const first = starts[at]!;
      starts[at] = starts[starts.length - 1]!;
      starts.pop();
      present.delete(first);
      same(tree.remove(first), true);
      same(tree.find(first), -1);
      if (starts.length % 10_000 === 0) {
        checkRangeTree(tree);
      }
    }
    checkRangeTree(tree);
    same(tree.size, left);
  }
});

test.each(['ascending', 'descending'])(
  'pages mapped in %s order fill their leaves, and both edges can be undone',
  (order) => {
    const tree = new RangeTree();
    // 128 full leaves in two full branches, and a third branch with one leaf.
    const pages = Array.from({ length: 128 * LEAF_SIZE + 8 }, (_, i) => i * 2);
    if (order === 'descending') {
      pages.reverse();
    }
    for (const page of pages) {
      same(tree.insert(page, page, page, 0), true);
    }
    checkRangeTree(tree);
    expect(tree.bytes() / tree.size).toBeLessThan(40);
    const undone = [...pages.slice(2000).reverse(), ...pages.slice(0, 2000)];
    undone.forEach((page, i) => {
      same(tree.remove(page), true);
      if (i % 50 === 0) {
        checkRangeTree(tree);
      }
    });
    expect(tree.size).toBe(0);
  },
);
