/** A process of the bench, from inside. */
import type { Figures } from './figures';

/** What the bench tells a part: measure for so long. */
export interface Run {
  readonly ms: number;
}

/** What a part tells the bench. */
export type FromPart =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly figures: Figures }
  | { readonly kind: 'failed'; readonly reason: string };

function say(message: FromPart): void {
  process.send?.(message);
}

/** The part cannot go on. */
export function fail(error: unknown): void {
  say({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

/**
 * Plays a part until the bench is gone.
 * @param prepare returns how a round is measured; a part that only serves others returns nothing
 */
export function play(prepare: () => Promise<((ms: number) => Promise<Figures>) | void>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('uncaughtException', fail);
  prepare().then((run) => {
    process.on('message', ({ ms }: Run) => {
      run?.(ms).then((figures) => say({ kind: 'done', figures }), fail);
    });
    say({ kind: 'ready' });
  }, fail);
}

/** An argument of the process, counted from 0. */
export function argument(index: number): string {
  const value = process.argv[2 + index];
  if (value === undefined) throw new Error(`argument ${index} is missing`);
  return value;
}
