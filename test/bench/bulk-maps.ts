/** A million pages mapped over gRPC, and what faults of another vIOMMU of the same server notice of it. */
import path from 'node:path';
import { Actor } from './actor';
import { interleave, ratio, type Effort, type Line, type Result, type Skipped, type Subject } from './bench';
import { MILLION } from './address-spaces';
import { createDataSet, writeDataSet } from './data-set';
import type { Placement } from './fault-trips';
import { STRUCTURES, whyMissing } from './structures';

/** Pages of a job beside which faults are measured. */
const BESIDE = 100_000;

/** Milliseconds between such jobs, and between faults. */
const PAUSE_MS = 20;
const FAULT_PACE_MS = 1;

/** Shares of GTree's time in process, and of that of the other ways. */
const END_TO_END = [
  { name: 'map-1m-grpc-vs-gtree', subject: 'records-stream', base: 'gtree', target: 0.6 },
  { name: 'map-1m-grpc-vs-items', subject: 'records-stream', base: 'items-stream', target: 0.125 },
  { name: 'map-1m-grpc-vs-unary', subject: 'records-stream', base: 'records-unary', target: 0.4 },
] as const;

/** Measures a million pages end to end: as records on a stream, as items on a stream, as records in unary calls. */
export async function bulkMaps(placement: Placement, directory: string, effort: Effort): Promise<Result> {
  const { serverCpu, clientCpu } = placement;
  const target = `unix:${path.join(directory, 'bulk-maps.sock')}`;
  const actors = [await Actor.viommud(serverCpu, target)];
  const subjects: Record<string, Actor> = {};
  const missing = whyMissing('gtree');
  if (missing === undefined) {
    const file = path.join(directory, 'pages');
    const nothing = new Float64Array(0);
    const { mappings } = createDataSet('DENSE', MILLION);
    writeDataSet(file, { mappings, removals: nothing, uniform: nothing, hot: nothing });
    subjects['gtree'] = await Actor.program(clientCpu, STRUCTURES, 'gtree', file);
  }
  for (const way of ['records-stream', 'items-stream', 'records-unary']) {
    subjects[way] = await Actor.part(clientCpu, 'mapping-vmm', target, way, way, String(MILLION), '0');
  }
  const { rounds, notes } = await interleave(subjects, effort.bulk);
  for (const actor of [...actors, ...Object.values(subjects)]) actor.dismiss();
  const skipped: Skipped[] = [];
  const lines = END_TO_END.flatMap(({ name, subject, base, target: most }): Line[] => {
    if (base === 'gtree' && missing !== undefined) {
      skipped.push({ name, reason: missing });
      return [];
    }
    return [{ name, value: ratio(rounds, subject, base, 'nsPerMap'), target: most }];
  });
  return { lines, skipped, rounds: { 'bulk-maps': rounds }, notes };
}

/** Measures faults of one vIOMMU, at a pace, with and without jobs of another one beside them. */
export async function faultsBesideMaps(placement: Placement, directory: string, effort: Effort): Promise<Result> {
  const { serverCpu, clientCpu } = placement;
  const target = `unix:${path.join(directory, 'beside.sock')}`;
  const server = await Actor.viommud(serverCpu, target);
  const faults = await Actor.part(clientCpu, 'hosted-vmm', target, 'faults', 'stub', String(FAULT_PACE_MS));
  const mapper = (way: string): Promise<Actor> =>
    Actor.part(clientCpu, 'mapping-vmm', target, way, way, String(BESIDE), String(PAUSE_MS));
  const mappers = { records: await mapper('records-stream'), items: await mapper('items-stream') };
  const beside = (way: Actor): Subject => ({
    run: async (ms) => {
      const [figures] = await Promise.all([faults.run(ms), way.run(ms)]);
      return figures;
    },
  });
  const subjects: Record<string, Subject> = {
    idle: faults,
    records: beside(mappers.records),
    items: beside(mappers.items),
  };
  const { rounds } = await interleave(subjects, effort.trips);
  for (const actor of [server, faults, ...Object.values(mappers)]) actor.dismiss();
  const lines = ['records', 'items'].flatMap((way): Line[] => [
    { name: `fault-beside-${way}-p50`, value: ratio(rounds, way, 'idle', 'p50Us'), target: 1.5 },
    { name: `fault-beside-${way}-p99`, value: ratio(rounds, way, 'idle', 'p99Us'), target: 6 },
  ]);
  return { lines, rounds: { 'fault-beside-maps': rounds }, notes: [] };
}
