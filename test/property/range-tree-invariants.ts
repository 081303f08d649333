import { BRANCH_SIZE, type RangeBranches } from '../../src/base/range-branches';
import { LEAF_SIZE, type RangeLeaves } from '../../src/base/range-leaves';
import type { RangeTree } from '../../src/base/range-tree';

/** What the check sees of a tree from the inside. */
interface Inside {
  readonly shape: {
    readonly leaves: RangeLeaves;
    readonly branches: RangeBranches;
    readonly root: number;
    readonly height: number;
    readonly recent: number;
    readonly recentLow: number;
    readonly recentHigh: number;
  };
}

const LEAF_MINIMUM = 12;
const BRANCH_MINIMUM = 24;

/**
 * Fails unless a tree is in order: keys ascend and bound their children, ranges do not overlap, every leaf has the same
 * depth, leaves are linked in order both ways, nodes are filled (except at the edges and only children), places that are
 * not in use stop a search, the leaf that is remembered is the right one, no node is reached twice, none is lost, and the
 * size is right.
 */
export function checkRangeTree(tree: RangeTree): void {
  const { shape } = tree as unknown as Inside;
  const { leaves, branches, root, height } = shape;
  const seenLeaves: number[] = [];
  const seenBranches: number[] = [];
  let previousLast = -1;

  const demand = (condition: boolean, what: string): void => {
    if (!condition) {
      throw new Error(`range tree: ${what}`);
    }
  };

  const visitLeaf = (leaf: number, lower: number, upper: number, mayBeSmall: boolean): void => {
    seenLeaves.push(leaf);
    const count = leaves.counts[leaf]!;
    demand(count > 0 || height === 0, `leaf ${leaf} is empty`);
    demand(count >= LEAF_MINIMUM || mayBeSmall, `leaf ${leaf} has only ${count} ranges`);
    for (let i = 0; i < count; i += 1) {
      const first = leaves.firstAt(leaf * LEAF_SIZE + i);
      const last = leaves.lastAt(leaf * LEAF_SIZE + i);
      const ordered = first > previousLast && last >= first && first >= lower && first < upper;
      if (!ordered) {
        demand(false, `range ${first}..${last} is out of order, or in the wrong leaf`);
      }
      previousLast = last;
    }
    for (let i = count; i < LEAF_SIZE; i += 1) {
      demand(leaves.firstAt(leaf * LEAF_SIZE + i) === Infinity, `place ${i} of leaf ${leaf} does not stop a search`);
    }
    if (leaf === shape.recent && shape.recentHigh !== -1) {
      demand(shape.recentLow >= lower && shape.recentHigh <= upper, `leaf ${leaf} is remembered for foreign pages`);
    }
  };

  const visit = (
    node: number,
    level: number,
    lower: number,
    upper: number,
    edge: [boolean, boolean, boolean],
  ): void => {
    const [left, right, only] = edge;
    if (level === 0) {
      visitLeaf(node, lower, upper, left || right || only);
      return;
    }
    seenBranches.push(node);
    const count = branches.counts[node]!;
    demand(count > 0, `branch ${node} has no children`);
    demand(level < height || count > 1, 'the root has an only child');
    demand(count >= BRANCH_MINIMUM || left || right || only, `branch ${node} has only ${count} children`);
    demand(branches.keys[node * BRANCH_SIZE] === lower, `branch ${node} does not begin with its own key`);
    for (let i = 0; i < count; i += 1) {
      const key = branches.keys[node * BRANCH_SIZE + i]!;
      const end = i + 1 < count ? branches.keys[node * BRANCH_SIZE + i + 1]! : upper;
      demand(key < end && end <= upper, `key ${i} of branch ${node} is out of order`);
      const child = branches.children[node * BRANCH_SIZE + i]!;
      visit(child, level - 1, key, end, [left && i === 0, right && i === count - 1, count === 1]);
    }
    for (let i = count; i < BRANCH_SIZE; i += 1) {
      demand(branches.keys[node * BRANCH_SIZE + i] === Infinity, `place ${i} of branch ${node} does not stop a search`);
    }
  };

  visit(root, height, 0, Infinity, [true, true, true]);
  demand(shape.recentHigh === -1 || seenLeaves.includes(shape.recent), 'a leaf is remembered that is not in the tree');
  demand(new Set(seenLeaves).size === seenLeaves.length, 'a leaf is reached twice');
  demand(new Set(seenBranches).size === seenBranches.length, 'a branch is reached twice');
  seenLeaves.forEach((leaf, i) => {
    demand(leaves.previous[leaf] === (seenLeaves[i - 1] ?? -1), `leaf ${leaf} has a wrong link back`);
    demand(leaves.nexts[leaf] === (seenLeaves[i + 1] ?? -1), `leaf ${leaf} has a wrong link forward`);
  });
  const size = seenLeaves.reduce((sum, leaf) => sum + leaves.counts[leaf]!, 0);
  demand(size === tree.size, `size is ${tree.size}, but there are ${size} ranges`);
  checkNothingIsLost(leaves, branches, seenLeaves.length, seenBranches.length);
}

/** Fails unless every node that was ever taken is either in the tree or in the free list. */
function checkNothingIsLost(
  leaves: RangeLeaves,
  branches: RangeBranches,
  leafCount: number,
  branchCount: number,
): void {
  const leafStore = leaves as unknown as { untouched: number; freeLeaf: number };
  let freeLeaves = 0;
  for (let leaf = leafStore.freeLeaf; leaf !== -1; leaf = leaves.nexts[leaf]!) {
    freeLeaves += 1;
  }
  const branchStore = branches as unknown as { untouched: number; freeBranch: number };
  let freeBranches = 0;
  for (let branch = branchStore.freeBranch; branch !== -1; branch = branches.children[branch * BRANCH_SIZE]!) {
    freeBranches += 1;
  }
  expect([leafCount + freeLeaves, branchCount + freeBranches]).toEqual([leafStore.untouched, branchStore.untouched]);
}
