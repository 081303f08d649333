/** Compares what came with what a story expects: partially in objects, exactly in lists. */
import { brief, integerOf, isList, isObject, joined, type Json, type JsonObject } from './json';
import { operatorOf } from './values';

/** One place where what came is not what was expected. */
export interface Difference {
  /** Where; empty: the whole value. */
  readonly at: string;
  /** What was expected, for people. */
  readonly expected: string;
  /** What is there; undefined: nothing. */
  readonly actual: Json | undefined;
}

/** What a matcher compares. */
interface Compared {
  readonly argument: Json;
  readonly actual: Json | undefined;
  /** The object that holds the value. */
  readonly beside: JsonObject;
}

/** A matcher says what it wanted, or undefined when it is content. */
type Matcher = (compared: Compared) => string | undefined;

/** The matchers by name; docs/stories.md lists them. */
export const MATCHERS: Readonly<Record<string, Matcher>> = {
  $any: ({ actual }) => (actual === undefined ? 'anything' : undefined),
  $absent: ({ actual }) => (actual === undefined ? undefined : 'nothing'),
  $not: ({ argument, actual }) =>
    actual !== undefined && differences(argument, actual).length > 0
      ? undefined
      : `something else than ${brief(argument)}`,
  $gte: ({ argument, actual }) => (isOrdered(argument, actual) ? undefined : `at least ${brief(argument)}`),
  $lte: ({ argument, actual }) => (isOrdered(actual, argument) ? undefined : `at most ${brief(argument)}`),
  $length: ({ argument, actual }) =>
    isList(actual) && BigInt(actual.length) === integerOf(argument) ? undefined : `a list of ${brief(argument)}`,
  $contains: ({ argument, actual }) => {
    const missing = (argument as readonly Json[]).find(
      (wanted) => !isList(actual) || !actual.some((element) => differences(wanted, element).length === 0),
    );
    return missing === undefined ? undefined : `a list with ${brief(missing)}`;
  },
  $sum: ({ argument, actual, beside }) => {
    const names = argument as readonly string[];
    const sum = names.reduce((total, name) => total + (integerOf(beside[name]) ?? 0n), 0n);
    return integerOf(actual) === sum ? undefined : `${sum}, the sum of ${names.join(', ')}`;
  },
};

function isOrdered(low: Json | undefined, high: Json | undefined): boolean {
  const [first, second] = [integerOf(low), integerOf(high)];
  return first !== undefined && second !== undefined && first <= second;
}

/**
 * Where what came is not what was expected.
 *
 * @param expected with everything filled in but matchers
 * @param actual what came; undefined: nothing
 * @returns empty when it matches
 */
export function differences(expected: Json, actual: Json | undefined): Difference[] {
  return compare(expected, actual, '', {});
}

function compare(expected: Json, actual: Json | undefined, at: string, beside: JsonObject): Difference[] {
  const operator = operatorOf(expected);
  if (operator !== undefined) {
    const wanted = MATCHERS[operator.name]!({ argument: operator.argument, actual, beside });
    return wanted === undefined ? [] : [{ at, expected: wanted, actual }];
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.keys(expected).flatMap((key) => compare(expected[key]!, actual[key], joined(at, key), actual));
  }
  if (isList(expected) && isList(actual)) return compareLists(expected, actual, at);
  return isSame(expected, actual) ? [] : [{ at, expected: brief(expected), actual }];
}

function compareLists(expected: readonly Json[], actual: readonly Json[], at: string): Difference[] {
  if (expected.length !== actual.length) {
    return [{ at, expected: `${expected.length} elements: ${brief(expected)}`, actual }];
  }
  return expected.flatMap((element, index) => compare(element, actual[index], joined(at, index), {}));
}

/** Integers are the same however they are written; everything else must be equal. */
function isSame(expected: Json, actual: Json | undefined): boolean {
  const integer = integerOf(expected);
  return expected === actual || (integer !== undefined && integer === integerOf(actual));
}
