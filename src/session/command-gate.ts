import type { Eventually } from './eventually';

/** What surrounds every command. */
export interface GateHooks {
  /** Before a command: brings the vIOMMU to the present. */
  enter(): void;
  /** After a command, refused or not: hands out what it caused. Commands may be run from here. */
  leave(): void;
}

/** Gives everybody else a turn. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Lets the commands of one vIOMMU through, one after the other.
 *
 * A command runs at once, synchronously, unless a sliced one is under way. Between two slices the event loop runs, so
 * that other vIOMMUs are served; commands of this one wait in line, and so no slice boundary can be observed.
 */
export class CommandGate {
  private readonly hooks: GateHooks;
  /** Commands that wait. Empty while the gate is open. */
  private line: { readonly run: () => void; readonly refuse: (error: Error) => void }[] = [];
  private closed = false;
  private inside = false;
  private sliced = false;
  private stopError: Error | undefined;

  constructor(hooks: GateHooks) {
    this.hooks = hooks;
  }

  /** Whether a sliced command is under way, so that nothing of the vIOMMU may be looked at. */
  get slicing(): boolean {
    return this.sliced && this.stopError === undefined;
  }

  /** Whether no command is under way or in line. */
  get idle(): boolean {
    return !this.closed;
  }

  /**
   * Runs a command; in line behind those that wait. What it throws is thrown here, or rejects the promise.
   *
   * @param command must not run another command
   */
  run<T>(command: () => T): Eventually<T> {
    return this.closed ? this.queue(() => this.pass(command)) : this.pass(command);
  }

  /**
   * Runs a command that comes in slices. One that never yields is an ordinary command.
   *
   * @param command starts the work; the work pauses at each `yield`
   */
  runSliced<T>(command: () => Generator<void, T>): Eventually<T> {
    return this.closed ? this.queue(() => this.passSliced(command)) : this.passSliced(command);
  }

  /**
   * Refuses everything from now on, and everything that waits or is under way between two slices.
   *
   * @param error what the refused commands throw
   */
  stop(error: Error): void {
    this.stopError = error;
    const refused = this.line;
    this.line = [];
    for (const { refuse } of refused) {
      refuse(error);
    }
  }

  private queue<T>(start: () => Eventually<T>): Promise<T> {
    // What it throws rejects the promise.
    const begin = async (): Promise<T> => start();
    return new Promise((resolve, reject) => {
      this.line.push({ run: () => resolve(begin()), refuse: reject });
    });
  }

  private pass<T>(command: () => T): T {
    this.enter();
    try {
      return command();
    } finally {
      this.leave();
    }
  }

  private passSliced<T>(command: () => Generator<void, T>): Eventually<T> {
    this.enter();
    let paused = false;
    try {
      const work = command();
      const first = work.next();
      if (first.done === true) {
        return first.value;
      }
      paused = true;
      return this.continueLater(work);
    } finally {
      if (paused) {
        this.inside = false;
      } else {
        this.leave();
      }
    }
  }

  private continueLater<T>(work: Generator<void, T>): Promise<T> {
    this.closed = true;
    this.sliced = true;
    const result = this.runSlices(work);
    const serve = (): void => this.serveLine();
    result.then(serve, serve);
    return result;
  }

  private async runSlices<T>(work: Generator<void, T>): Promise<T> {
    try {
      for (;;) {
        await nextTurn();
        if (this.stopError !== undefined) {
          throw this.stopError;
        }
        this.inside = true;
        const next = work.next();
        this.inside = false;
        if (next.done === true) {
          return next.value;
        }
      }
    } finally {
      this.sliced = false;
      this.leave();
    }
  }

  /** Runs what waits, until the line is empty or its head comes in slices. */
  private serveLine(): void {
    while (this.line.length > 0 && !this.sliced) {
      this.line.shift()?.run();
    }
    this.closed = this.sliced;
  }

  private enter(): void {
    if (this.stopError !== undefined) {
      throw this.stopError;
    }
    if (this.inside) {
      throw new Error('a command must not run another command');
    }
    this.hooks.enter();
    this.inside = true;
  }

  private leave(): void {
    this.inside = false;
    if (this.stopError === undefined) {
      this.hooks.leave();
    }
  }
}
