/** Numbers out of samples. */

/** What a part measured in one round, by name. */
export type Figures = Readonly<Record<string, number>>;

/** The middle of some values; of an even number, the lower one of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

/**
 * A value of a sorted array.
 * @param share how much of the array lies before it, 0 to 1
 */
export function quantile(sorted: Float64Array, share: number): number {
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length - 1) * share));
  const value = sorted[at];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}
