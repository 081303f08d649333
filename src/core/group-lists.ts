import type { GroupSlab } from './group-slab';

/** Which of a group's three pairs of links a list uses. A group is in at most one list of each kind. */
export enum ListKind {
  /** The groups of a domain that wait to be delivered. */
  QUEUE = 0,
  /** All pending groups of an endpoint. */
  ENDPOINT = 1,
  /** All pending groups of the vIOMMU. */
  ALL = 2,
}

/** Stands in the backward link of a group that is in no list of that kind. */
const NOT_LINKED = -2;

/** Lists a table has room for before it grows. */
const FIRST_LISTS = 8;

/**
 * Doubly linked lists of groups, whose links lie in the slots: entering, leaving and giving back to the head take
 * constant time and allocate nothing. Each list has an owner (a domain, an endpoint) and counts its *members*: the
 * groups that belong to the owner, in the list or not. Lists are known by small integers, reused after they closed.
 */
export class GroupLists {
  private readonly slab: GroupSlab;
  private heads = new Int32Array(FIRST_LISTS);
  private tails = new Int32Array(FIRST_LISTS);
  private lengths = new Int32Array(FIRST_LISTS);
  private members = new Int32Array(FIRST_LISTS);
  private owners = new Uint32Array(FIRST_LISTS);
  private readonly closed: number[] = [];
  private opened = 0;

  /**
   * @param slab the slots that the links are in
   */
  constructor(slab: GroupSlab) {
    this.slab = slab;
  }

  /**
   * Makes an empty list.
   *
   * @param owner whose list it is, 0..2^32-1; only remembered
   * @returns the list
   */
  open(owner: number): number {
    const list = this.closed.pop() ?? this.opened++;
    if (list === this.heads.length) {
      this.grow();
    }
    this.heads[list] = -1;
    this.tails[list] = -1;
    this.lengths[list] = 0;
    this.members[list] = 0;
    this.owners[list] = owner;
    return list;
  }

  /**
   * Ends a list.
   *
   * @returns false, and nothing changed, while it has members
   */
  close(list: number): boolean {
    if (this.members[list] !== 0) {
      return false;
    }
    this.closed.push(list);
    return true;
  }

  /** Whose list it is. */
  owner(list: number): number {
    return this.owners[list]!;
  }

  /** How many groups belong to the owner. */
  memberCount(list: number): number {
    return this.members[list]!;
  }

  /** Counts one more (+1) or one less (-1) group that belongs to the owner. */
  addMembers(list: number, change: 1 | -1): void {
    this.members[list]! += change;
  }

  /** How many groups are in the list. */
  length(list: number): number {
    return this.lengths[list]!;
  }

  /** The first slot of a list; -1 when it is empty. */
  head(list: number): number {
    return this.heads[list]!;
  }

  /** The last slot of a list; -1 when it is empty. */
  tail(list: number): number {
    return this.tails[list]!;
  }

  /** The slot behind a slot; -1 after the last one. */
  next(kind: ListKind, slot: number): number {
    return this.slab.link(slot, 2 * kind + 1);
  }

  /** The slot before a slot; -1 before the first one. */
  previous(kind: ListKind, slot: number): number {
    return this.slab.link(slot, 2 * kind);
  }

  /** Whether a slot is in a list of a kind. */
  isLinked(kind: ListKind, slot: number): boolean {
    return this.slab.link(slot, 2 * kind) !== NOT_LINKED;
  }

  /** Puts a slot that is in no list of this kind behind the last one. */
  pushTail(kind: ListKind, list: number, slot: number): void {
    const tail = this.tails[list]!;
    this.slab.setLink(slot, 2 * kind, tail);
    this.slab.setLink(slot, 2 * kind + 1, -1);
    this.tails[list] = slot;
    if (tail === -1) {
      this.heads[list] = slot;
    } else {
      this.slab.setLink(tail, 2 * kind + 1, slot);
    }
    this.lengths[list]! += 1;
  }

  /** Puts a slot that is in no list of this kind before the first one. */
  pushHead(kind: ListKind, list: number, slot: number): void {
    const head = this.heads[list]!;
    this.slab.setLink(slot, 2 * kind, -1);
    this.slab.setLink(slot, 2 * kind + 1, head);
    this.heads[list] = slot;
    if (head === -1) {
      this.tails[list] = slot;
    } else {
      this.slab.setLink(head, 2 * kind, slot);
    }
    this.lengths[list]! += 1;
  }

  /** Takes a slot out of the list it is in. */
  remove(kind: ListKind, list: number, slot: number): void {
    const before = this.slab.link(slot, 2 * kind);
    const after = this.slab.link(slot, 2 * kind + 1);
    if (before === -1) {
      this.heads[list] = after;
    } else {
      this.slab.setLink(before, 2 * kind + 1, after);
    }
    if (after === -1) {
      this.tails[list] = before;
    } else {
      this.slab.setLink(after, 2 * kind, before);
    }
    this.slab.setLink(slot, 2 * kind, NOT_LINKED);
    this.lengths[list]! -= 1;
  }

  /** How many bytes the list table takes. */
  bytes(): number {
    return 5 * this.heads.byteLength;
  }

  private grow(): void {
    const grown = <A extends Int32Array | Uint32Array>(array: A, larger: A): A => {
      larger.set(array);
      return larger;
    };
    const room = this.heads.length * 2;
    this.heads = grown(this.heads, new Int32Array(room));
    this.tails = grown(this.tails, new Int32Array(room));
    this.lengths = grown(this.lengths, new Int32Array(room));
    this.members = grown(this.members, new Int32Array(room));
    this.owners = grown(this.owners, new Uint32Array(room));
  }
}
