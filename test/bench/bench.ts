/** How everything is measured: subjects in turn with their base, and the verdict of a line. */
import { median, type Figures } from './figures';

/** How long, how often. */
export interface Pace {
  /** At least this long. */
  readonly warmUpMs: number;
  /** While {@link WARM} has not been reached: at most this long. */
  readonly longestWarmUpMs: number;
  readonly roundMs: number;
  readonly rounds: number;
}

/** What a run spends on what. */
export interface Effort {
  /** Round trips between processes. */
  readonly trips: Pace;
  /** Loops within a process. */
  readonly loops: Pace;
  /** What takes seconds each time, however short a round is. */
  readonly bulk: Pace;
  /** Whether lines without a target are measured too. */
  readonly complete: boolean;
}

/** Something that can be measured. */
export interface Subject {
  /** Measures for so many milliseconds. */
  run(ms: number): Promise<Figures>;
  /** It needs no warm-up. */
  readonly compiled?: boolean;
}

/** Round trips, or whatever a subject counts, after which it counts as warm. */
const WARM = 20_000;

/** What a value is to be; more is short. Undefined: the line only informs. */
export type Target = number | undefined;

/** One line of the result. */
export interface Line {
  readonly name: string;
  /** A ratio, unless there is a unit. */
  readonly value: number;
  readonly unit?: 'B';
  readonly target: Target;
}

/** A line that could not be measured here. */
export interface Skipped {
  readonly name: string;
  /** What is missing. */
  readonly reason: string;
}

/** Every round of every subject, in order. */
export type Rounds = Readonly<Record<string, readonly Figures[]>>;

/** What was measured together. */
export interface Result {
  readonly lines: readonly Line[];
  readonly skipped?: readonly Skipped[];
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
export async function interleave(subjects: Readonly<Record<string, Subject>>, pace: Pace): Promise<Measured> {
  const rounds: Record<string, Figures[]> = {};
  const notes: string[] = [];
  for (const [name, subject] of Object.entries(subjects)) {
    rounds[name] = [];
    if (subject.compiled === true) continue;
    const count = await warmUp(subject, pace);
    if (count < WARM) notes.push(`${name} is not warm after ${count} of ${WARM} round trips; the machine is busy`);
  }
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const [name, subject] of Object.entries(subjects)) rounds[name]?.push(await subject.run(pace.roundMs));
  }
  return { rounds, notes };
}

/** On a busy machine a fixed time would measure code that is not compiled yet. Returns how much was done. */
async function warmUp(subject: Subject, { warmUpMs, longestWarmUpMs }: Pace): Promise<number> {
  const begun = performance.now();
  let count = 0;
  do {
    count += (await subject.run(warmUpMs))['count'] ?? 0;
  } while (count < WARM && performance.now() - begun < longestWarmUpMs);
  return count;
}

/** The median over the rounds of a subject's figure divided by the base's figure of the same round. */
export function ratio(rounds: Rounds, subject: string, base: string, figure: string): number {
  const values = (name: string): number[] => (rounds[name] ?? []).map((figures) => figures[figure] ?? Number.NaN);
  const bases = values(base);
  return median(values(subject).map((value, round) => value / (bases[round] ?? Number.NaN)));
}

/**
 * Makes sure that all subjects came to the same results.
 * @throws Error when they did not: they did different work
 */
export function requireSameResults(rounds: Rounds): void {
  const checks = Object.entries(rounds).flatMap(([name, figures]) => figures.map(({ check }) => ({ name, check })));
  for (const { name, check } of checks) {
    if (check === undefined || check !== checks[0]?.check) {
      throw new Error(`${name} came to ${check}, ${checks[0]?.name} to ${checks[0]?.check}`);
    }
  }
}

/** A line for people. */
export function print({ name, value, unit, target }: Line): string {
  const shown = unit === undefined ? value.toFixed(2) : `${value.toFixed(0)} ${unit}`;
  const verdict = target === undefined ? 'no target' : `target ${target} ${value <= target ? 'ok' : 'short'}`;
  return `bench: ${name} ${shown} ${verdict}`;
}
