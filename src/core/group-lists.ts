/** Which of a group's three pairs of links a list uses. A group is in at most one list of each kind. */
export enum ListKind {
  /** The groups of a domain that wait to be delivered. */
  QUEUE = 0,
  /** All pending groups of an endpoint. */
  ENDPOINT = 1,
  /** All pending groups of the vIOMMU. */
  ALL = 2,
}

/** Links of a slot: for each kind the slot before it and the slot behind it. */
const LINK_STRIDE = 6;

/** Stands in the backward link of a slot that is in no list of that kind. */
const NOT_LINKED = -2;

/** Numbers of a list. */
const LIST_STRIDE = 5;
const HEAD = 0;
const TAIL = 1;
const LENGTH = 2;
const MEMBERS = 3;
const OWNER = 4;

/** Slots and lists there is room for before the first growth. */
const FIRST_SLOTS = 16;
const FIRST_LISTS = 8;

/**
 * Doubly linked lists of slots (integers from 0, used densely), on typed arrays: entering, leaving and giving back to
 * the head take constant time and allocate nothing. Each list has an owner (a domain, an endpoint) and counts its
 * *members*: the groups that belong to the owner, whether in the list or not. A list is known by a small integer,
 * which is used again after it was closed.
 */
export class GroupLists {
  private links = new Int32Array(FIRST_SLOTS * LINK_STRIDE);
  private lists = new Int32Array(FIRST_LISTS * LIST_STRIDE);
  private readonly closed: number[] = [];
  private opened = 0;

  /**
   * Makes an empty list.
   *
   * @param owner whose list it is, 0..2^32-1; only remembered
   * @returns the list
   */
  open(owner: number): number {
    const list = this.closed.pop() ?? this.opened++;
    const at = list * LIST_STRIDE;
    if (at === this.lists.length) {
      this.lists = doubled(this.lists);
    }
    this.lists[at + HEAD] = -1;
    this.lists[at + TAIL] = -1;
    this.lists[at + LENGTH] = 0;
    this.lists[at + MEMBERS] = 0;
    this.lists[at + OWNER] = owner;
    return list;
  }

  /**
   * Ends a list.
   *
   * @returns false, and nothing changed, while it has members
   */
  close(list: number): boolean {
    if (this.memberCount(list) !== 0) {
      return false;
    }
    this.closed.push(list);
    return true;
  }

  /** Whose list it is. */
  owner(list: number): number {
    return this.lists[list * LIST_STRIDE + OWNER]! >>> 0;
  }

  /** How many groups belong to the owner. */
  memberCount(list: number): number {
    return this.lists[list * LIST_STRIDE + MEMBERS]!;
  }

  /** Counts one more (+1) or one less (-1) group that belongs to the owner. */
  addMembers(list: number, change: 1 | -1): void {
    this.lists[list * LIST_STRIDE + MEMBERS]! += change;
  }

  /** How many slots are in the list. */
  length(list: number): number {
    return this.lists[list * LIST_STRIDE + LENGTH]!;
  }

  /** The first slot of a list; -1 when it is empty. */
  head(list: number): number {
    return this.lists[list * LIST_STRIDE + HEAD]!;
  }

  /** The last slot of a list; -1 when it is empty. */
  tail(list: number): number {
    return this.lists[list * LIST_STRIDE + TAIL]!;
  }

  /** The slot behind a slot; -1 after the last one. */
  next(kind: ListKind, slot: number): number {
    return this.links[slot * LINK_STRIDE + 2 * kind + 1]!;
  }

  /** The slot before a slot; -1 before the first one. */
  previous(kind: ListKind, slot: number): number {
    return this.links[slot * LINK_STRIDE + 2 * kind]!;
  }

  /** Whether a slot is in a list of a kind. */
  isLinked(kind: ListKind, slot: number): boolean {
    return this.links[slot * LINK_STRIDE + 2 * kind] !== NOT_LINKED;
  }

  /** Puts a slot that is in no list of this kind behind the last one. */
  pushTail(kind: ListKind, list: number, slot: number): void {
    const link = slot * LINK_STRIDE + 2 * kind;
    if (link >= this.links.length) {
      this.links = doubled(this.links);
    }
    const { links, lists } = this;
    const at = list * LIST_STRIDE;
    const tail = lists[at + TAIL]!;
    links[link] = tail;
    links[link + 1] = -1;
    lists[at + TAIL] = slot;
    if (tail === -1) {
      lists[at + HEAD] = slot;
    } else {
      links[tail * LINK_STRIDE + 2 * kind + 1] = slot;
    }
    lists[at + LENGTH]! += 1;
  }

  /** Puts a slot that was in a list of this kind, and is in none now, before the first one. */
  pushHead(kind: ListKind, list: number, slot: number): void {
    const { links, lists } = this;
    const link = slot * LINK_STRIDE + 2 * kind;
    const at = list * LIST_STRIDE;
    const head = lists[at + HEAD]!;
    links[link] = -1;
    links[link + 1] = head;
    lists[at + HEAD] = slot;
    if (head === -1) {
      lists[at + TAIL] = slot;
    } else {
      links[head * LINK_STRIDE + 2 * kind] = slot;
    }
    lists[at + LENGTH]! += 1;
  }

  /** Takes a slot out of the list it is in. */
  remove(kind: ListKind, list: number, slot: number): void {
    const { links, lists } = this;
    const link = slot * LINK_STRIDE + 2 * kind;
    const at = list * LIST_STRIDE;
    const before = links[link]!;
    const after = links[link + 1]!;
    if (before === -1) {
      lists[at + HEAD] = after;
    } else {
      links[before * LINK_STRIDE + 2 * kind + 1] = after;
    }
    if (after === -1) {
      lists[at + TAIL] = before;
    } else {
      links[after * LINK_STRIDE + 2 * kind] = before;
    }
    links[link] = NOT_LINKED;
    lists[at + LENGTH]! -= 1;
  }

  /** How many bytes the links and the list table take. */
  bytes(): number {
    return this.links.byteLength + this.lists.byteLength;
  }
}

/** A copy of an array with as many zeros behind it. */
function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
