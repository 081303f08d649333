/** Which pair of a slot's links a list uses: the groups of a domain that wait to be delivered. */
const QUEUE = 0;
/** All pending groups of an endpoint. */
const ENDPOINT = 2;
/** All pending groups of the vIOMMU. */
const ALL = 4;

/** Links of a slot: for each kind of list the slot before it and the slot behind it. */
const LINK_STRIDE = 6;

/** Stands in the backward queue link of a pending group that is not queued. */
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
 * the head take constant time and allocate nothing. Every pending group is in the list of its endpoint and in the list
 * of all, and a queued one in the queue of its domain. Each list has an owner (a domain, an endpoint) and counts its
 * *members*: the groups that belong to the owner, whether in the list or not. A list is known by a small integer,
 * which is used again after it was closed.
 */
export class GroupLists {
  private links: Int32Array<ArrayBuffer>;
  private lists = new Int32Array(FIRST_LISTS * LIST_STRIDE);
  private readonly closed: number[] = [];
  private opened = 0;

  /** @param slots how many slots to take the memory for at once */
  constructor(slots = 0) {
    this.links = new Int32Array(Math.max(slots, FIRST_SLOTS) * LINK_STRIDE);
  }

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

  /** How many slots are in the queue of a domain. */
  queueLength(list: number): number {
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

  /** The group behind a queued group in the queue of its domain; -1 after the last one. */
  nextQueued(slot: number): number {
    return this.links[slot * LINK_STRIDE + QUEUE + 1]!;
  }

  /** The group behind a group in the list of its endpoint; -1 after the last one. */
  nextOfEndpoint(slot: number): number {
    return this.links[slot * LINK_STRIDE + ENDPOINT + 1]!;
  }

  /** The group behind a group in the list of all; -1 after the last one. */
  nextOfAll(slot: number): number {
    return this.links[slot * LINK_STRIDE + ALL + 1]!;
  }

  /** The group before a group in the list of all; -1 before the first one. */
  previousOfAll(slot: number): number {
    return this.links[slot * LINK_STRIDE + ALL]!;
  }

  /** Whether a pending group is in the queue of its domain. */
  isQueued(slot: number): boolean {
    return this.links[slot * LINK_STRIDE + QUEUE] !== NOT_LINKED;
  }

  /**
   * Puts a new group behind all others in its three lists, and makes it a member of domain and endpoint.
   *
   * Written out, as is {@link leave}: a call per list takes a third more time.
   */
  enter(slot: number, domain: number, endpoint: number, all: number): void {
    if (slot * LINK_STRIDE >= this.links.length) {
      this.links = doubled(this.links);
    }
    const { links, lists } = this;
    const link = slot * LINK_STRIDE;
    const queue = domain * LIST_STRIDE;
    const own = endpoint * LIST_STRIDE;
    const every = all * LIST_STRIDE;
    const lastQueued = lists[queue + TAIL]!;
    const lastOwn = lists[own + TAIL]!;
    const lastOfAll = lists[every + TAIL]!;
    links[link + QUEUE] = lastQueued;
    links[link + QUEUE + 1] = -1;
    links[link + ENDPOINT] = lastOwn;
    links[link + ENDPOINT + 1] = -1;
    links[link + ALL] = lastOfAll;
    links[link + ALL + 1] = -1;
    lists[queue + TAIL] = slot;
    lists[own + TAIL] = slot;
    lists[every + TAIL] = slot;
    if (lastQueued === -1) {
      lists[queue + HEAD] = slot;
    } else {
      links[lastQueued * LINK_STRIDE + QUEUE + 1] = slot;
    }
    if (lastOwn === -1) {
      lists[own + HEAD] = slot;
    } else {
      links[lastOwn * LINK_STRIDE + ENDPOINT + 1] = slot;
    }
    if (lastOfAll === -1) {
      lists[every + HEAD] = slot;
    } else {
      links[lastOfAll * LINK_STRIDE + ALL + 1] = slot;
    }
    lists[queue + LENGTH]! += 1;
    lists[queue + MEMBERS]! += 1;
    lists[own + MEMBERS]! += 1;
  }

  /** Takes a group out of the lists it is in; domain and endpoint have one member less. */
  leave(slot: number, domain: number, endpoint: number, all: number): void {
    const { links, lists } = this;
    const link = slot * LINK_STRIDE;
    const own = endpoint * LIST_STRIDE;
    const every = all * LIST_STRIDE;
    if (links[link + QUEUE] !== NOT_LINKED) {
      this.detachQueued(slot, domain);
    }
    const ownBefore = links[link + ENDPOINT]!;
    const ownAfter = links[link + ENDPOINT + 1]!;
    const before = links[link + ALL]!;
    const after = links[link + ALL + 1]!;
    if (ownBefore === -1) {
      lists[own + HEAD] = ownAfter;
    } else {
      links[ownBefore * LINK_STRIDE + ENDPOINT + 1] = ownAfter;
    }
    if (ownAfter === -1) {
      lists[own + TAIL] = ownBefore;
    } else {
      links[ownAfter * LINK_STRIDE + ENDPOINT] = ownBefore;
    }
    if (before === -1) {
      lists[every + HEAD] = after;
    } else {
      links[before * LINK_STRIDE + ALL + 1] = after;
    }
    if (after === -1) {
      lists[every + TAIL] = before;
    } else {
      links[after * LINK_STRIDE + ALL] = before;
    }
    lists[domain * LIST_STRIDE + MEMBERS]! -= 1;
    lists[own + MEMBERS]! -= 1;
  }

  /** Takes a queued group out of the queue of its domain. */
  unqueue(slot: number, domain: number): void {
    this.detachQueued(slot, domain);
    this.links[slot * LINK_STRIDE + QUEUE] = NOT_LINKED;
  }

  /** Puts a group that is not queued before all others in the queue of its domain. */
  requeue(slot: number, domain: number): void {
    const { links, lists } = this;
    const link = slot * LINK_STRIDE + QUEUE;
    const at = domain * LIST_STRIDE;
    const head = lists[at + HEAD]!;
    links[link] = -1;
    links[link + 1] = head;
    lists[at + HEAD] = slot;
    if (head === -1) {
      lists[at + TAIL] = slot;
    } else {
      links[head * LINK_STRIDE + QUEUE] = slot;
    }
    lists[at + LENGTH]! += 1;
  }

  /** How many bytes the links and the list table take. */
  bytes(): number {
    return this.links.byteLength + this.lists.byteLength;
  }

  /** Joins the neighbours of a slot in the queue of its domain; the links of the slot itself stay. */
  private detachQueued(slot: number, domain: number): void {
    const { links, lists } = this;
    const link = slot * LINK_STRIDE + QUEUE;
    const at = domain * LIST_STRIDE;
    const before = links[link]!;
    const after = links[link + 1]!;
    if (before === -1) {
      lists[at + HEAD] = after;
    } else {
      links[before * LINK_STRIDE + QUEUE + 1] = after;
    }
    if (after === -1) {
      lists[at + TAIL] = before;
    } else {
      links[after * LINK_STRIDE + QUEUE] = before;
    }
    lists[at + LENGTH]! -= 1;
  }
}

/** The bytes that the links of a number of slots take. */
export function linkBytes(slots: number): number {
  return Math.max(slots, FIRST_SLOTS) * LINK_STRIDE * Int32Array.BYTES_PER_ELEMENT;
}

/** A copy of an array with as many zeros behind it. */
function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
