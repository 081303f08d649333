/** Walks of a guest's tables, each with no cache in front, against a look-up among as many mappings. In process. */
import { Actor, type Cpu } from './actor';
import { interleave, ratio, requireSameResults, type Effort, type Line, type Result } from './bench';
import { FORMATS } from './guest-tables';

/** What is compared with mappings. */
const KINDS = [...Object.keys(FORMATS), 'x86-nested'];

/** Measures walks; these lines have no target. */
export async function walks(cpu: Cpu, effort: Effort): Promise<Result> {
  if (!effort.complete) return { lines: [], rounds: {}, notes: [] };
  const subjects: Record<string, Actor> = {};
  for (const kind of ['paging', ...KINDS]) subjects[kind] = await Actor.part(cpu, 'translator', kind);
  const { rounds, notes } = await interleave(subjects, effort.loops);
  for (const actor of Object.values(subjects)) actor.dismiss();
  requireSameResults(rounds);
  const line = (kind: string): Line => ({
    name: `walk-${kind}-vs-mappings`,
    value: ratio(rounds, kind, 'paging', 'nsPerTranslation'),
    target: undefined,
  });
  return { lines: KINDS.map(line), rounds: { walks: rounds }, notes };
}
