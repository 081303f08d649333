/** The smallest storage a ring starts with, in items; a ring that stays empty costs next to nothing. */
const FIRST_STORAGE = 16;

/**
 * A bounded first-in first-out queue that can also give an item back to its head.
 *
 * Storage is a circular array that doubles up to the capacity and never shrinks; every operation takes constant time
 * (amortised over the growth). An item that left is not referenced any more.
 */
export class Ring<T> {
  /** The largest number of items held at once; fixed at construction. */
  readonly capacity: number;

  private items: (T | undefined)[] = [];
  /** One less than the length of `items` (a power of two), so that `& mask` wraps an index. */
  private mask = -1;
  private first = 0;
  private count = 0;

  /**
   * @param capacity the largest number of items, an integer of at least 0
   */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** How many items are held now. */
  get length(): number {
    return this.count;
  }

  /**
   * Appends an item behind all others.
   *
   * @returns false, and nothing changed, when the ring is full
   */
  pushBack(item: T): boolean {
    if (!this.hasRoom()) {
      return false;
    }
    this.items[(this.first + this.count) & this.mask] = item;
    this.count += 1;
    return true;
  }

  /**
   * Puts an item before all others, so that it is the next to leave: how an item that could not be used is given back.
   *
   * @returns false, and nothing changed, when the ring is full
   */
  pushFront(item: T): boolean {
    if (!this.hasRoom()) {
      return false;
    }
    this.first = (this.first - 1) & this.mask;
    this.items[this.first] = item;
    this.count += 1;
    return true;
  }

  /** Removes and returns the oldest item; undefined when there is none. */
  shift(): T | undefined {
    if (this.count === 0) {
      return undefined;
    }
    const item = this.items[this.first];
    this.items[this.first] = undefined;
    this.first = (this.first + 1) & this.mask;
    this.count -= 1;
    return item;
  }

  /** The oldest item, which stays; undefined when there is none. */
  peek(): T | undefined {
    return this.at(0);
  }

  /**
   * The item at a position counted from the head, which stays.
   *
   * @param index 0 is the oldest item; outside 0..length-1 the result is undefined
   */
  at(index: number): T | undefined {
    return index >= 0 && index < this.count ? this.items[(this.first + index) & this.mask] : undefined;
  }

  /** Drops all items and the storage. */
  clear(): void {
    this.items = [];
    this.mask = -1;
    this.first = 0;
    this.count = 0;
  }

  private hasRoom(): boolean {
    if (this.count >= this.capacity) {
      return false;
    }
    if (this.count === this.items.length) {
      this.grow();
    }
    return true;
  }

  private grow(): void {
    const items = new Array<T | undefined>(Math.max(FIRST_STORAGE, this.items.length * 2)).fill(undefined);
    for (let i = 0; i < this.count; i += 1) {
      items[i] = this.at(i);
    }
    this.items = items;
    this.mask = items.length - 1;
    this.first = 0;
  }
}
