/** `make bench`: measures, prints a line per ratio, and writes bench-results.json. BENCH_SHORT=1: less of it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dismissAll } from './actor';
import { print, type Effort, type Result } from './bench';
import { faultQueue, WINDOWS } from './fault-queue';
import { faultTrips, placements } from './fault-trips';
import { allowedCpus, machineLine } from './machine';

const FULL: Effort = { warmUpMs: 3000, longestWarmUpMs: 30_000, roundMs: 2000, rounds: 7, complete: true };
const SHORT: Effort = { warmUpMs: 2000, longestWarmUpMs: 2000, roundMs: 500, rounds: 3, complete: false };

const RESULTS = 'bench-results.json';

async function main(): Promise<void> {
  const short = (process.env['BENCH_SHORT'] ?? '0') !== '0';
  const effort = short ? SHORT : FULL;
  const cpus = allowedCpus();
  const machine = machineLine();
  process.stdout.write(`bench: ${machine}${short ? ', short run' : ''}\n`);
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'viommu-bench-'));
  const results: Result[] = [];
  const report = (result: Result): void => {
    results.push(result);
    for (const note of result.notes) process.stdout.write(`bench: doubtful: ${note}\n`);
    for (const line of result.lines) process.stdout.write(`${print(line)}\n`);
  };
  try {
    for (const placement of placements(cpus)) report(await faultTrips(placement, directory, effort));
    for (const window of WINDOWS) report(await faultQueue(window, cpus.at(-1), effort));
  } finally {
    dismissAll();
    fs.rmSync(directory, { recursive: true });
  }
  const lines = results.flatMap((result) => result.lines);
  const notes = results.flatMap((result) => result.notes);
  const rounds = Object.assign({}, ...results.map((result) => result.rounds)) as Result['rounds'];
  fs.writeFileSync(RESULTS, `${JSON.stringify({ machine, short, effort, notes, lines, rounds }, undefined, 2)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
