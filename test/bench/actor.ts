/** A process of the bench, from outside: pinned to a CPU and told when to measure. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Figures } from './figures';
import type { FromPart, Run } from './part';

/** How much longer than asked for a part may take. */
const PATIENCE_MS = 30_000;

const running = new Set<Actor>();

/** Ends every process that was started. */
export function dismissAll(): void {
  for (const actor of running) actor.dismiss();
}

/** Where a process runs; undefined: wherever the system likes. */
export type Cpu = number | undefined;

/** A running process. */
export class Actor {
  readonly #name: string;
  readonly #child: ChildProcess;
  #waiting: { resolve(message: FromPart): void; reject(error: Error): void } | undefined;

  private constructor(cpu: Cpu, file: string, args: readonly string[]) {
    this.#name = [path.basename(file), ...args].join(' ');
    const command = [process.execPath, file, ...args];
    const [program, ...rest] = cpu === undefined ? command : ['taskset', '-c', String(cpu), ...command];
    this.#child = spawn(program as string, rest, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
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
    const actor = new Actor(cpu, path.join(__dirname, 'parts', `${part}.js`), args);
    await actor.#wait(PATIENCE_MS);
    return actor;
  }

  /**
   * Starts a server, and waits until it has printed a line with this word.
   * @param file a compiled program
   */
  static async server(cpu: Cpu, file: string, args: readonly string[], word: string): Promise<Actor> {
    const actor = new Actor(cpu, file, args);
    const lines = createInterface({ input: actor.#child.stdout as NonNullable<ChildProcess['stdout']> });
    lines.on('line', (line) => {
      if (line.includes(word)) actor.#heard({ kind: 'ready' });
    });
    await actor.#wait(PATIENCE_MS);
    return actor;
  }

  /** Lets it measure for so many milliseconds. */
  async run(ms: number): Promise<Figures> {
    const message: Run = { ms };
    this.#child.send(message);
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
