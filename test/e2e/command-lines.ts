/** Command lines that are not ours, against our server, as docs/api/README.md says to use them. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/server/protos';
import { later } from '../unit/server/harness';

/** The programs: `buf` comes with the development packages, `grpcurl` is taken from PATH. */
export const PROGRAMS = ['buf', 'grpcurl'] as const;
export type Program = (typeof PROGRAMS)[number];

const env = {
  ...process.env,
  PATH: `${process.env['PATH'] ?? ''}:${path.join(packageRoot(), 'node_modules/.bin')}`,
};

/** A test that needs a program, or its place, with the program's name, where that is not installed. */
export function needs(program: Program): jest.It {
  return spawnSync('bash', ['-c', `command -v ${program}`], { env }).status === 0 ? test : test.skip;
}

/** The text of a page of the project. */
export const readPage = (file: string): string => fs.readFileSync(path.join(packageRoot(), file), 'utf8');

/** The blocks of shell commands of a page. */
export const shellBlocks = (page: string): string[] =>
  [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);

/** Where the pages say the server listens, by kind of address. */
const WRITTEN = { unix: 'unix:/tmp/viommud.sock', tcp: '127.0.0.1:50051' } as const;
export type Transport = keyof typeof WRITTEN;
export const TRANSPORTS = ['unix', 'tcp'] as const;

const withoutScheme = (address: string): string => address.replace(/^unix:/, '');

/**
 * Commands of a page with the server's real address.
 *
 * @param from the kind of address that the page has
 * @param address the server's, as it says when it is ready
 */
export const withAddress = (text: string, from: Transport, address: string): string =>
  text.replaceAll(WRITTEN[from], address).replaceAll(withoutScheme(WRITTEN[from]), withoutScheme(address));

/** The definition of `V` for a program and a server, out of blocks that have several. */
export function definition(blocks: readonly string[], program: Program, transport: Transport, address: string): string {
  const written = withoutScheme(WRITTEN[transport]);
  const found = blocks.filter(
    (block) => block.startsWith('V() {') && block.includes(program) && block.includes(written),
  );
  expect(found).toHaveLength(1);
  return withAddress(found[0] ?? '', transport, address);
}

/** A shell that was started, with all that it and its commands start. */
export interface Shell {
  /** What was printed so far, errors included. */
  output(): string;
  /** Resolves when this was printed; fails when it ends before. */
  printed(text: string): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Interrupts it and all it started. */
  interrupt(): void;
}

/** Starts bash with a script; it and what it started are killed when the test ends. */
export function shell(script: string): Shell {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: packageRoot(),
    env,
    // A process group of its own, so that what it starts can be ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let over = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const waiter of [...waiting]) waiter();
  };
  const collect = (chunk: Buffer): void => {
    text += chunk.toString();
    wake();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      over = true;
      wake();
      resolve(code);
    });
  });
  const signal = (name: NodeJS.Signals): void => {
    // A group that has ended is gone; its number may be another's.
    if (!over && child.pid !== undefined) process.kill(-child.pid, name);
  };
  later(() => {
    signal('SIGKILL');
  });
  return {
    output: () => text,
    ended,
    interrupt: () => {
      signal('SIGINT');
    },
    printed: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!text.includes(wanted) && !over) return;
          waiting.delete(look);
          if (text.includes(wanted)) resolve();
          else reject(new Error(`it ended without printing ${wanted}:\n${text}`));
        };
        waiting.add(look);
        look();
      }),
  };
}
