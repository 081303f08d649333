/** A process of the demo, seen from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Failed } from './messages';

/** Whatever has a kind. */
interface Message {
  readonly kind: string;
}

/** Somebody hears from a process. */
export interface Audience<Out extends Message> {
  /** It printed a line. */
  line(name: string, line: string): void;
  /** It said something. */
  told(message: Out): void;
  /** It ended though nobody wanted it to, or says that it cannot go on. */
  failed(reason: string): void;
}

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

const GRACE_MS = 3_000;

/** Starts a program and follows it to its end. */
export class Actor<In extends Message, Out extends Message> {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #dismissed = false;

  /**
   * @param name for people
   * @param command path of a program, and its arguments
   */
  constructor(name: string, [program, ...args]: Command, audience: Audience<Out>) {
    this.#name = name;
    // With `json`, messages are lines that any language can read.
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'json' });
    let reason: string | undefined;
    this.#child.on('message', (message) => {
      const heard = message as Out | Failed;
      if (heard.kind === 'failed' && 'reason' in heard) {
        reason = heard.reason;
        this.#fail(audience, heard.reason);
      } else if (!this.#dismissed) {
        audience.told(heard as Out);
      }
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => audience.line(name, line));
    }
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#fail(audience, `could not be started: ${error.message}`);
        resolve();
      });
      this.#child.on('close', (code, signal) => {
        if (reason === undefined) this.#fail(audience, `ended unexpectedly (${signal ?? `exit code ${code}`})`);
        resolve();
      });
    });
  }

  /** Tells it something. */
  tell(message: In): void {
    if (this.#child.connected) this.#child.send(message);
  }

  /** Stops it in its tracks, as a hung process. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  /** Kills it, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#dismissed = true;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Lets it end: by what `ask` does, or else by force. */
  async dismiss(ask: (child: ChildProcess) => void): Promise<void> {
    this.#dismissed = true;
    const force = setTimeout(() => this.#child.kill('SIGKILL'), GRACE_MS);
    ask(this.#child);
    await this.#ended;
    clearTimeout(force);
  }

  /** Kills it without waiting. */
  killNow(): void {
    this.#dismissed = true;
    this.#child.kill('SIGKILL');
  }

  #fail(audience: Audience<Out>, reason: string): void {
    if (!this.#dismissed) audience.failed(`${this.#name}: ${reason}`);
    this.#dismissed = true;
  }
}
