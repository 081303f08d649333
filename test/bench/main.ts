/** `make bench`: measures, prints a line per ratio, and writes bench-results.json. BENCH_SHORT=1: less of it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dismissAll } from './actor';
import { addressSpaces, SPACE_PLANS } from './address-spaces';
import { print, type Effort, type Result } from './bench';
import { bulkMaps, faultsBesideMaps } from './bulk-maps';
import { deadEndpoint } from './dead-endpoint';
import { decoding } from './decoding';
import { faultQueue, WINDOWS } from './fault-queue';
import { faultTrips, placements, type Placement } from './fault-trips';
import { allowedCpus, machineLine } from './machine';
import { memory } from './memory';
import { walks } from './walks';

const FULL: Effort = {
  trips: { warmUpMs: 3000, longestWarmUpMs: 30_000, roundMs: 2000, rounds: 7 },
  loops: { warmUpMs: 2000, longestWarmUpMs: 30_000, roundMs: 1500, rounds: 7 },
  bulk: { warmUpMs: 1, longestWarmUpMs: 1, roundMs: 1, rounds: 5 },
  complete: true,
};
const SHORT: Effort = {
  trips: { warmUpMs: 2000, longestWarmUpMs: 2000, roundMs: 500, rounds: 3 },
  loops: { warmUpMs: 300, longestWarmUpMs: 2000, roundMs: 300, rounds: 3 },
  bulk: { warmUpMs: 1, longestWarmUpMs: 1, roundMs: 1, rounds: 1 },
  complete: false,
};

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
    for (const { name, reason } of result.skipped ?? []) process.stdout.write(`bench: ${name} skipped: ${reason}\n`);
    for (const line of result.lines) process.stdout.write(`${print(line)}\n`);
  };
  try {
    const places = placements(cpus);
    for (const placement of places) report(await faultTrips(placement, directory, effort));
    const cpu = cpus.at(-1);
    for (const window of WINDOWS) report(await faultQueue(window, cpu, effort));
    report(await decoding(cpu, effort));
    for (const plan of SPACE_PLANS) report(await addressSpaces(plan, directory, cpu, effort));
    report(await walks(cpu, effort));
    // As deployed: on two CPUs where there are two.
    const deployed = places.at(-1) as Placement;
    report(await bulkMaps(deployed, directory, effort));
    report(await faultsBesideMaps(deployed, directory, effort));
    report(await deadEndpoint(deployed, directory, effort));
    report(await memory(cpu, directory));
  } finally {
    dismissAll();
    fs.rmSync(directory, { recursive: true });
  }
  const lines = results.flatMap((result) => result.lines);
  const skipped = results.flatMap((result) => result.skipped ?? []);
  const notes = results.flatMap((result) => result.notes);
  const rounds = Object.assign({}, ...results.map((result) => result.rounds)) as Result['rounds'];
  fs.writeFileSync(
    RESULTS,
    `${JSON.stringify({ machine, short, effort, notes, skipped, lines, rounds }, undefined, 2)}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
