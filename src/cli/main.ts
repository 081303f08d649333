#!/usr/bin/env node
/** `viommuctl`: everything of the contract from a shell. */
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { run } from './run';

/** The version of the package this file belongs to, whether it runs from sources or compiled. */
function packageVersion(): string {
  for (let dir = __dirname; ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (fs.existsSync(manifest)) return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version;
    if (dir === path.dirname(dir)) throw new Error('the package viommud is incomplete: no package.json above');
  }
}

/** Waits until the standard output takes more. */
async function drained(signal: AbortSignal): Promise<void> {
  // It rejects when nobody reads any more, or at Ctrl-C: then the signal says so.
  if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain', { signal }).catch(() => undefined);
}

async function main(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  // Whoever read the output has seen enough, as in `viommuctl watch faults | head -n 1`.
  process.stdout.on('error', () => stop.abort());
  process.exitCode = await run({
    words: process.argv.slice(2),
    env: process.env,
    stdin: () => process.stdin,
    stdout: (text) => process.stdout.write(text),
    drained: () => drained(stop.signal),
    stderr: (text) => process.stderr.write(text),
    terminals: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
    screenSize: () => ({ rows: process.stdout.rows, columns: process.stdout.columns }),
    signal: stop.signal,
    version: packageVersion(),
  });
}

void main();
