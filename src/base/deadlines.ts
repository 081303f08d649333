/** An entry of {@link Deadlines}; the owner keeps it to be able to remove it. */
export interface Deadline<T> {
  /** When it is due. */
  readonly time: bigint;
  readonly item: T;
  /** Position in the heap; -1 when it is not in it. */
  position: number;
  /** Breaks ties: entries of the same time come in the order in which they were added. */
  readonly order: number;
}

/** A priority queue of points in time: a binary heap whose entries can be removed. All steps take O(log n). */
export class Deadlines<T> {
  private readonly heap: Deadline<T>[] = [];
  private order = 0;

  /** The earliest entry; undefined when there is none. */
  get first(): Deadline<T> | undefined {
    return this.heap[0];
  }

  /** How many entries there are. */
  get size(): number {
    return this.heap.length;
  }

  /**
   * Adds an entry.
   *
   * @param time when it is due
   * @param item what is due
   */
  add(time: bigint, item: T): Deadline<T> {
    const entry: Deadline<T> = { time, item, position: this.heap.length, order: this.order };
    this.order += 1;
    this.heap.push(entry);
    this.up(entry);
    return entry;
  }

  /**
   * Removes an entry.
   *
   * @returns false when it is not there any more
   */
  remove(entry: Deadline<T>): boolean {
    if (entry.position === -1) {
      return false;
    }
    const last = this.heap.pop()!;
    if (last !== entry) {
      last.position = entry.position;
      this.heap[last.position] = last;
      this.up(last);
      this.down(last);
    }
    entry.position = -1;
    return true;
  }

  private up(entry: Deadline<T>): void {
    while (entry.position > 0) {
      const parent = this.heap[(entry.position - 1) >> 1]!;
      if (!isBefore(entry, parent)) {
        return;
      }
      this.swap(entry, parent);
    }
  }

  private down(entry: Deadline<T>): void {
    for (;;) {
      const left = this.heap[entry.position * 2 + 1];
      const right = this.heap[entry.position * 2 + 2];
      const child = right !== undefined && isBefore(right, left!) ? right : left;
      if (child === undefined || !isBefore(child, entry)) {
        return;
      }
      this.swap(child, entry);
    }
  }

  private swap(a: Deadline<T>, b: Deadline<T>): void {
    const position = a.position;
    a.position = b.position;
    b.position = position;
    this.heap[a.position] = a;
    this.heap[b.position] = b;
  }
}

function isBefore<T>(a: Deadline<T>, b: Deadline<T>): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
