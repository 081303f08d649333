/** How a story that failed tells it: which story, which step, what was said, what was expected and what came. */
import type { Refusal } from './driver';
import { brief, type Json } from './json';
import type { Difference } from './match';

/** The part of an answer that is shown, in characters. */
const SHOWN = 2000;

/** A step did not go as told. */
export class Mismatch extends Error {}

/** A story failed. */
export class StoryFailure extends Error {
  /**
   * @param story its name
   * @param step where, for instance `step 7, round 3 of 65, step 2`
   * @param say what the step tells
   * @param cause what went wrong
   */
  constructor(story: string, step: string, say: string, cause: unknown) {
    const what = cause instanceof Error ? cause.message : String(cause);
    // The stack of a mismatch says nothing; that of anything else is what is wanted.
    super(`${story}, ${step}: ${say}\n${what}`, cause instanceof Mismatch ? {} : { cause });
    this.name = 'StoryFailure';
  }
}

/**
 * What came is not what was expected.
 *
 * @param what for instance `the response of FaultService.Watch`
 * @param found where they differ; at least one place
 * @param actual all that came
 */
export function mismatch(what: string, found: readonly Difference[], actual: Json): Mismatch {
  const places = found.map(
    ({ at, expected, actual: is }) =>
      `  ${at === '' ? 'the whole' : at}\n  - expected ${expected}\n  + received ${brief(is)}`,
  );
  return new Mismatch([`${what} is not as expected`, ...places, `received: ${brief(actual, SHOWN)}`].join('\n'));
}

/** A refusal as one line. */
export function refusalText({ code, reason, message, field, metadata }: Refusal): string {
  const at = field === undefined ? '' : ` at ${field}`;
  return `${code} ${reason}${at}: ${message} ${brief(metadata)}`;
}
