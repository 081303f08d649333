/** Batches of mappings as records, against the repeated form: decoding alone, in process. */
import { Actor, type Cpu } from './actor';
import { interleave, ratio, requireSameResults, type Effort, type Line, type Result } from './bench';

/** The most that records may take of the time of protobufjs's static code, per entry. */
const TARGET = 0.1;

/** Measures decoding. */
export async function decoding(cpu: Cpu, effort: Effort): Promise<Result> {
  const kinds = effort.complete ? ['static', 'records', 'items'] : ['static', 'records'];
  const subjects: Record<string, Actor> = {};
  for (const kind of kinds) subjects[kind] = await Actor.part(cpu, 'decoder', kind);
  const { rounds, notes } = await interleave(subjects, effort.loops);
  for (const actor of Object.values(subjects)) actor.dismiss();
  requireSameResults(rounds);
  const line = (base: string, target: number | undefined): Line => ({
    name: `decode-records-vs-${base}`,
    value: ratio(rounds, 'records', base, 'nsPerEntry'),
    target,
  });
  const lines = [line('static', TARGET)];
  if (effort.complete) lines.push(line('items', undefined));
  return { lines, rounds: { decoding: rounds }, notes };
}
