/** Which names a story has given a meaning to, and whether it uses them; known before anything runs. */

/** What is known of a name. */
interface Known {
  /** A counter is there by itself, so that it need not be used. */
  readonly isCounter: boolean;
  used: boolean;
}

/** Names in force at one place of a story. */
export class Names {
  private readonly own = new Map<string, Known>();

  constructor(private readonly outer?: Names) {}

  /**
   * A counter begins.
   *
   * @throws Error when its name has a meaning already
   */
  count(name: string): void {
    if (this.find(name) !== undefined) throw new Error(`the name ${name} is taken`);
    this.own.set(name, { isCounter: true, used: false });
  }

  /** A counter ends. */
  forget(name: string): void {
    this.own.delete(name);
  }

  /**
   * Something is saved, perhaps in place of what was.
   *
   * @throws Error when the name is a counter's
   */
  save(name: string): void {
    const known = this.find(name);
    if (known?.isCounter === true) throw new Error(`the name ${name} is a counter's`);
    if (known === undefined) this.own.set(name, { isCounter: false, used: false });
  }

  /**
   * A name is used.
   *
   * @throws Error when it has no meaning here
   */
  use(name: string): void {
    const known = this.find(name);
    if (known === undefined) throw new Error(`nothing is called ${name} here; save it first`);
    known.used = true;
  }

  /** What was saved and not used. */
  unused(): string[] {
    return [...this.own].filter(([, { isCounter, used }]) => !isCounter && !used).map(([name]) => name);
  }

  private find(name: string): Known | undefined {
    return this.own.get(name) ?? this.outer?.find(name);
  }
}
