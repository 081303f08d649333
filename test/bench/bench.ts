/** How everything is measured: subjects in turn with their base, and the verdict of a line. */
import type { Actor } from './actor';
import { median, type Figures } from './figures';

/** How long, how often. */
export interface Effort {
  /** At least this long. */
  readonly warmUpMs: number;
  /** While {@link WARM} has not been reached: at most this long. */
  readonly longestWarmUpMs: number;
  readonly roundMs: number;
  readonly rounds: number;
  /** Whether lines without a target are measured too. */
  readonly complete: boolean;
}

/** Round trips, or exchanged groups, after which a subject counts as compiled. */
const WARM = 20_000;

/** What a ratio is to be; more is short. Undefined: the line only informs. */
export type Target = number | undefined;

/** One line of the result. */
export interface Line {
  readonly name: string;
  readonly ratio: number;
  readonly target: Target;
}

/** Every round of every subject, in order. */
export type Rounds = Readonly<Record<string, readonly Figures[]>>;

/** What was measured together. */
export interface Result {
  readonly lines: readonly Line[];
  readonly rounds: Readonly<Record<string, Rounds>>;
  /** What makes the lines doubtful. */
  readonly notes: readonly string[];
}

/** What {@link interleave} measured. */
export interface Measured {
  readonly rounds: Rounds;
  readonly notes: readonly string[];
}

/** Warms every subject up, then measures them in turn, round by round. */
export async function interleave(subjects: Readonly<Record<string, Actor>>, effort: Effort): Promise<Measured> {
  const rounds: Record<string, Figures[]> = {};
  const notes: string[] = [];
  for (const [name, actor] of Object.entries(subjects)) {
    const count = await warmUp(actor, effort);
    if (count < WARM) notes.push(`${name} is not warm after ${count} of ${WARM} round trips; the machine is busy`);
    rounds[name] = [];
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const [name, actor] of Object.entries(subjects)) rounds[name]?.push(await actor.run(effort.roundMs));
  }
  return { rounds, notes };
}

/** On a busy machine a fixed time would measure code that is not compiled yet. Returns how much was done. */
async function warmUp(actor: Actor, { warmUpMs, longestWarmUpMs }: Effort): Promise<number> {
  const begun = performance.now();
  let count = 0;
  do {
    count += (await actor.run(warmUpMs))['count'] ?? 0;
  } while (count < WARM && performance.now() - begun < longestWarmUpMs);
  return count;
}

/** The median over the rounds of a subject's figure divided by the base's figure of the same round. */
export function ratio(rounds: Rounds, subject: string, base: string, figure: string): number {
  const values = (name: string): number[] => (rounds[name] ?? []).map((figures) => figures[figure] ?? Number.NaN);
  const bases = values(base);
  return median(values(subject).map((value, round) => value / (bases[round] ?? Number.NaN)));
}

/** A line for people. */
export function print({ name, ratio: value, target }: Line): string {
  const verdict = target === undefined ? 'no target' : `target ${target} ${value <= target ? 'ok' : 'short'}`;
  return `bench: ${name} ${value.toFixed(2)} ${verdict}`;
}
