import { isDeepStrictEqual } from 'node:util';

/** Expects things to be equal; in places that are passed so often that it must cost little. */
export function check(got: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(got, expected)) {
    expect(got).toEqual(expected);
  }
}
