/** A queue with a push side that never waits and a pull side that does. */
interface Waiter<Item> {
  resolve(result: IteratorResult<Item, undefined>): void;
  reject(error: Error): void;
}

/** Items go in with `push`, come out of the loop in order, then the end or the error it ended with. */
export class AsyncQueue<Item> {
  #items: Item[] = [];
  #head = 0;
  readonly #waiters: Waiter<Item>[] = [];
  #end: { readonly error: Error | undefined } | undefined;
  readonly #onTaken: () => void;

  /** @param onTaken called after an item was taken out */
  constructor(onTaken: () => void = () => {}) {
    this.#onTaken = onTaken;
  }

  /** Items nobody has taken yet. */
  get size(): number {
    return this.#items.length - this.#head;
  }

  push(item: Item): void {
    if (this.#end !== undefined) return;
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#items.push(item);
    else waiter.resolve({ done: false, value: item });
  }

  /** Lets the loop end, after what is in the queue; later calls change nothing. */
  end(error?: Error): void {
    if (this.#end !== undefined) return;
    this.#end = { error };
    for (const waiter of this.#waiters.splice(0)) this.#finish(waiter);
  }

  /** Takes the next item, or waits for it. */
  next(): Promise<IteratorResult<Item, undefined>> {
    return new Promise((resolve, reject) => {
      if (this.size > 0) {
        resolve({ done: false, value: this.#take() });
        this.#onTaken();
      } else if (this.#end === undefined) {
        this.#waiters.push({ resolve, reject });
      } else {
        this.#finish({ resolve, reject });
      }
    });
  }

  #take(): Item {
    const item = this.#items[this.#head] as Item;
    this.#head += 1;
    if (this.#head === this.#items.length || this.#head >= 1024) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** An error is thrown once; whoever asks again finds the end. */
  #finish(waiter: Waiter<Item>): void {
    const error = this.#end?.error;
    this.#end = { error: undefined };
    if (error === undefined) waiter.resolve({ done: true, value: undefined });
    else waiter.reject(error);
  }
}
