/** A command line that means nothing; nothing was sent. The message says what to write instead. */
export class UsageError extends Error {
  /** @param message for people: what is wrong, and the way out */
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
