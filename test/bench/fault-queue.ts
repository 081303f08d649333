/** Pending groups: arrival and out-of-order answer, against a Map of objects. In process, one process per subject. */
import { Actor, type Cpu } from './actor';
import { interleave, ratio, type Effort, type Line, type Result } from './bench';

/** Groups pending all the time, and the most that the store may take of the Map's time. */
const TARGETS: Readonly<Record<number, number>> = { 256: 0.4, 32768: 0.15 };

/** How many groups are pending in each measurement. */
export const WINDOWS = Object.keys(TARGETS).map(Number);

/** Measures with so many groups pending. */
export async function faultQueue(window: number, cpu: Cpu, effort: Effort): Promise<Result> {
  const kinds = effort.complete ? ['map', 'store', 'map-store'] : ['map', 'store'];
  const subjects: Record<string, Actor> = {};
  for (const kind of kinds) subjects[kind] = await Actor.part(cpu, 'queue', kind, String(window));
  const { rounds, notes } = await interleave(subjects, effort.loops);
  for (const actor of Object.values(subjects)) actor.dismiss();
  const line = (name: string, subject: string, base: string, target: number | undefined): Line => ({
    name: `${name}-${window}`,
    value: ratio(rounds, subject, base, 'nsPerGroup'),
    target,
  });
  const lines = [line('fault-queue', 'store', 'map', TARGETS[window])];
  if (effort.complete) lines.push(line('fault-queue-same-job', 'store', 'map-store', undefined));
  return { lines, rounds: { [`fault-queue-${window}`]: rounds }, notes };
}
