/** Which names a story has given a meaning to, and whether it uses them; known before anything runs. */

/** Names in force at one place of a story. */
export class Names {
  private readonly own = new Map<string, { used: boolean }>();

  constructor(private readonly outer?: Names) {}

  /**
   * Gives a name a meaning from here on.
   *
   * @throws Error when it has one already
   */
  add(name: string): void {
    if (this.find(name) !== undefined) throw new Error(`the name ${name} is taken`);
    this.own.set(name, { used: false });
  }

  /** Takes a name's meaning away; the end of a counter. */
  remove(name: string): void {
    this.own.delete(name);
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

  /** Names that nobody used. */
  unused(): string[] {
    return [...this.own].filter(([, { used }]) => !used).map(([name]) => name);
  }

  private find(name: string): { used: boolean } | undefined {
    return this.own.get(name) ?? this.outer?.find(name);
  }
}
