/** What 63 endpoints notice of a 64th that is dead, while it gets as many unmaps and invalidations as one that is not. */
import path from 'node:path';
import { Actor } from './actor';
import { interleave, ratio, type Effort, type Line, type Result } from './bench';
import type { Placement } from './fault-trips';

/** How much longer something of the others may take; of the slowest nothing is said. */
const TARGET = 1.2;

/** Longest warm-up of a short run, in milliseconds. */
const SHORT_WARM_UP_MS = 1000;

/** Measures faults and invalidations of the others, with the 64th dead and with it alive. */
export async function deadEndpoint(placement: Placement, directory: string, effort: Effort): Promise<Result> {
  const { serverCpu, clientCpu } = placement;
  const target = `unix:${path.join(directory, 'dead-endpoint.sock')}`;
  const server = await Actor.viommud(serverCpu, target);
  const subjects = {
    alive: await Actor.part(clientCpu, 'crowd-vmm', target, 'alive', 'alive'),
    dead: await Actor.part(clientCpu, 'crowd-vmm', target, 'dead', 'dead'),
  };
  const { longestWarmUpMs } = effort.loops;
  const pace = { ...effort.loops, longestWarmUpMs: effort.complete ? longestWarmUpMs : SHORT_WARM_UP_MS };
  const { rounds, notes } = await interleave(subjects, pace);
  for (const actor of [server, ...Object.values(subjects)]) actor.dismiss();
  const lines = ['fault', 'invalidation'].flatMap((what): Line[] => [
    { name: `dead-endpoint-${what}-p50`, value: ratio(rounds, 'dead', 'alive', `${what}P50Us`), target: TARGET },
    { name: `dead-endpoint-${what}-p99`, value: ratio(rounds, 'dead', 'alive', `${what}P99Us`), target: undefined },
  ]);
  return { lines, rounds: { 'dead-endpoint': rounds }, notes };
}
