/** Facts of a line for people: `key=value`, as far as there is something to say. */
import { hex, short } from './text';

/** What is said of something; undefined: nothing. */
export type Fact = string | number | bigint | undefined;

/** `key=value` for each fact that is there; `''` as the value leaves the key alone. */
export function facts(all: Readonly<Record<string, Fact>>): string {
  return Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join(' ');
}

/** A number in hexadecimal, if there is one. */
export function hexOr(value: bigint | number | undefined): string | undefined {
  return value === undefined ? undefined : hex(value);
}

/** What {@link facts} prints as the key alone where `condition` holds, and else not at all. */
export function when(condition: boolean): string | undefined {
  return condition ? '' : undefined;
}

/** An enum value by its short name; undefined for one that says nothing. */
export function named(value: string): string | undefined {
  return value.endsWith('_UNSPECIFIED') ? undefined : short(value);
}

/** The number of a report as people read it. */
export function reportNumber(sequence: bigint | undefined): string | undefined {
  return sequence === undefined ? undefined : `#${sequence}`;
}
