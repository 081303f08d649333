import type { Effects } from './effects';

/** The bits of a register: name and number. */
export type Bits = Readonly<Record<string, number>>;

/** A bit as a value. */
export function bit(number: number): bigint {
  return 1n << BigInt(number);
}

/**
 * Flags that are cleared by writing 1 to them.
 *
 * @param register its name
 * @param bits those that can be cleared
 * @param after what happens besides
 */
export function clearable(
  register: string,
  bits: Bits,
  after: (effects: Effects) => void = () => undefined,
): Readonly<Record<string, (effects: Effects) => void>> {
  return Object.fromEntries(
    Object.entries(bits).map(([name, number]) => [
      `${register}.${name}`,
      (effects: Effects): void => {
        effects.clear(register, bit(number));
        after(effects);
      },
    ]),
  );
}
