/** A command line that means nothing; nothing was sent. The message says what to write instead. */
export class UsageError extends Error {
  /**
   * @param message for people: what is wrong, and the way out
   * @param choices what there is, where that is too much for one line; the program's own words, printed as they are
   */
  constructor(
    message: string,
    readonly choices: readonly string[] = [],
  ) {
    super(message);
    this.name = 'UsageError';
  }
}
