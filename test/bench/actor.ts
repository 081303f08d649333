/** A process of the bench, from outside: pinned to a CPU and told when to measure. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Subject } from './bench';
import type { Figures } from './figures';
import type { FromPart, Run } from './part';

/** How much longer than asked for a part may take; a round of a million mappings takes seconds on an idle machine. */
const PATIENCE_MS = 180_000;

const VIOMMUD = path.join(__dirname, '../../src/main.js');

/** Streams of a Node process that is told by messages, and of a program that is told by lines. */
const BY_MESSAGE: StdioOptions = ['ignore', 'pipe', 'inherit', 'ipc'];
const BY_LINE: StdioOptions = ['pipe', 'pipe', 'inherit'];

const running = new Set<Actor>();

/** Ends every process that was started. */
export function dismissAll(): void {
  for (const actor of running) actor.dismiss();
}

/** Where a process runs; undefined: wherever the system likes. */
export type Cpu = number | undefined;

/** A running process. */
export class Actor implements Subject {
  readonly #name: string;
  readonly #child: ChildProcess;
  #waiting: { resolve(message: FromPart): void; reject(error: Error): void } | undefined;

  private constructor(
    cpu: Cpu,
    command: readonly string[],
    stdio: StdioOptions,
    readonly compiled: boolean,
  ) {
    this.#name = command.map((word) => path.basename(word)).join(' ');
    const [program, ...rest] = cpu === undefined ? command : ['taskset', '-c', String(cpu), ...command];
    this.#child = spawn(program as string, rest, { stdio });
    this.#child.on('message', (message) => this.#heard(message as FromPart));
    this.#child.on('error', (error) => this.#failed(error.message));
    this.#child.on('exit', (code, signal) => this.#failed(`ended (${signal ?? code})`));
    running.add(this);
  }

  /**
   * Starts a part of the bench, and waits until it is ready.
   * @param part its file in parts/, without the extension
   */
  static async part(cpu: Cpu, part: string, ...args: readonly string[]): Promise<Actor> {
    const file = path.join(__dirname, 'parts', `${part}.js`);
    const actor = new Actor(cpu, [process.execPath, file, ...args], BY_MESSAGE, false);
    await actor.#wait(PATIENCE_MS);
    return actor;
  }

  /**
   * Starts the server, and waits until it is ready.
   * @param listen where it listens
   */
  static async viommud(cpu: Cpu, listen: string): Promise<Actor> {
    const command = [process.execPath, VIOMMUD, '--listen', listen, '--log-level', 'error'];
    const actor = new Actor(cpu, command, BY_MESSAGE, false);
    actor.#onLine((line) => {
      if (line.includes('ready')) actor.#heard({ kind: 'ready' });
    });
    await actor.#wait(PATIENCE_MS);
    return actor;
  }

  /** Starts a program that plays a part without Node, by lines on its standard streams, and waits until it is ready. */
  static async program(cpu: Cpu, file: string, ...args: readonly string[]): Promise<Actor> {
    const actor = new Actor(cpu, [file, ...args], BY_LINE, true);
    actor.#onLine((line) => actor.#heard(JSON.parse(line) as FromPart));
    await actor.#wait(PATIENCE_MS);
    return actor;
  }

  /** Its process id. */
  get pid(): number {
    return this.#child.pid as number;
  }

  /** Lets it measure for so many milliseconds. */
  async run(ms: number): Promise<Figures> {
    if (this.compiled) {
      this.#child.stdin?.write(`${ms}\n`);
    } else {
      const message: Run = { ms };
      this.#child.send(message);
    }
    const answer = await this.#wait(ms + PATIENCE_MS);
    if (answer.kind !== 'done') throw new Error(`${this.#name} measured nothing`);
    return answer.figures;
  }

  /** Ends it. */
  dismiss(): void {
    running.delete(this);
    this.#waiting = undefined;
    this.#child.removeAllListeners('exit');
    this.#child.kill('SIGKILL');
  }

  #onLine(heard: (line: string) => void): void {
    createInterface({ input: this.#child.stdout as NonNullable<ChildProcess['stdout']> }).on('line', heard);
  }

  #wait(ms: number): Promise<FromPart> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#failed(`said nothing for ${ms} ms`), ms);
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiting = undefined;
      };
      this.#waiting = {
        resolve: (message) => {
          settle();
          resolve(message);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
    });
  }

  #heard(message: FromPart): void {
    if (message.kind === 'failed') this.#failed(message.reason);
    else this.#waiting?.resolve(message);
  }

  #failed(reason: string): void {
    this.#waiting?.reject(new Error(`${this.#name}: ${reason}`));
  }
}
