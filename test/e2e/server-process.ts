/** The program as a process of its own. Needs what `make build` makes. */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/server/protos';
import { later, tempDir } from '../unit/server/harness';

const PROGRAM = path.join(packageRoot(), 'dist/src/main.js');

/** Without a build there is no program to try. */
export const built = fs.existsSync(PROGRAM) ? test : test.skip;

/** A server that was started. */
export interface Running {
  readonly child: ChildProcess;
  readonly output: { out: string; err: string };
  readonly exit: Promise<number | null>;
  /** Addresses of the ready line. */
  ready(): Promise<string[]>;
}

/** Starts a server; it is killed when the test ends. */
export function run(...args: string[]): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  later(() => child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ready = async (): Promise<string[]> => {
    while (!output.out.includes('\n')) {
      if (child.exitCode !== null) throw new Error(output.err);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return output.out.trimEnd().replace('viommud ready: ', '').split(' ');
  };
  return { child, output, exit, ready };
}

/** The address of a unix socket in a directory of its own. */
export function socket(): string {
  const dir = tempDir();
  later(() => {
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return `unix:${dir}/s`;
}
