/** What the processes have said, for a play that waits for it; and the watchdog of that wait. */

/** Nothing has to happen for so long until the play is given up. */
const SILENCE_MS = 30_000;

interface Waiter<Message> {
  readonly kind: string;
  resolve(message: Message): void;
  reject(error: Error): void;
}

/** Messages by kind. Once `fail` was called every wait rejects. */
export class Cues<Message extends { readonly kind: string }> {
  readonly #said: Message[] = [];
  #waiters: Waiter<Message>[] = [];
  #failure: Error | undefined;
  readonly #silenceMs: number;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(silenceMs = SILENCE_MS) {
    this.#silenceMs = silenceMs;
  }

  /** The next message of one of these kinds, or one that nobody has waited for yet. */
  wait<Kind extends Message['kind']>(...kinds: Kind[]): Promise<Extract<Message, { readonly kind: Kind }>> {
    type Wanted = Extract<Message, { readonly kind: Kind }>;
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const isWanted = (message: Message): message is Wanted => kinds.some((kind) => kind === message.kind);
    const at = this.#said.findIndex(isWanted);
    if (at >= 0) return Promise.resolve(this.#said.splice(at, 1)[0] as Wanted);
    this.alive();
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.#waiters = this.#waiters.filter((waiter) => !own.includes(waiter));
        if (this.#waiters.length === 0) clearTimeout(this.#watchdog);
      };
      const own = kinds.map((kind): Waiter<Message> => ({
        kind,
        resolve: (message) => {
          done();
          resolve(message as Wanted);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      }));
      this.#waiters.push(...own);
    });
  }

  /** Somebody said something that is waited for, now or later. */
  say(message: Message): void {
    this.alive();
    const waiter = this.#waiters.find(({ kind }) => kind === message.kind);
    if (waiter === undefined) this.#said.push(message);
    else waiter.resolve(message);
  }

  /** Something has moved. */
  alive(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      const awaited = this.#waiters.map(({ kind }) => `"${kind}"`).join(' or ');
      if (awaited !== '') this.fail(`nothing has moved for ${this.#silenceMs / 1000} s, while waiting for ${awaited}`);
    }, this.#silenceMs).unref();
  }

  /** The play cannot go on. */
  fail(reason: string): void {
    clearTimeout(this.#watchdog);
    this.#failure ??= new Error(reason);
    for (const waiter of [...this.#waiters]) waiter.reject(this.#failure);
  }
}
