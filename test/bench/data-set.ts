/** Mappings and look-ups, the same ones for all address spaces that are compared, as a file that each of them reads. */
import fs from 'node:fs';
import { Random } from './random';

/** Numbers per mapping: first page, last page, output page of the first one, permissions. */
export const COLUMNS = 4;

/** The first page of the dense layout: its address is 2^63. */
export const FIRST_PAGE = 2 ** 51;

/** Look-ups in each of the two sequences. */
const LOOKUPS = 2 ** 20;

/** Pages that nine tenths of the hot sequence go to. */
const HOT_PAGES = 64;
const HOT_SHARE = 0.9;

/** Pages of a cluster. */
const CLUSTER = 16;

/** Output pages are below this: the sum of all results is then exact in a double. */
const MAX_OUTPUT = 2 ** 31;

/** Permissions of a mapping: reading, with or without writing. */
const READABLE = [1, 3] as const;

/**
 * How mappings lie.
 *
 * - DENSE: single pages one behind the other above 2^63, mapped in order.
 * - CLUSTER: groups of 16 single pages anywhere in 48 bits of address, the groups in random order.
 * - RANGES: 1 to 512 pages, with gaps, mapped in random order.
 */
export type Layout = 'DENSE' | 'CLUSTER' | 'RANGES';

/** What an address space is to do. */
export interface DataSet {
  /** In the order in which they are mapped, {@link COLUMNS} numbers each. */
  readonly mappings: Float64Array;
  /** Indices of the mappings in the order in which they are removed: a random one. */
  readonly removals: Float64Array;
  /** Pages to look up, all of them mapped, each as likely as any other. */
  readonly uniform: Float64Array;
  /** Pages to look up, most of them among a few. */
  readonly hot: Float64Array;
}

/** First and last page of each mapping, in ascending order of pages or of whatever the layout maps in. */
const PLACES: Readonly<Record<Layout, (random: Random, count: number) => Generator<readonly [number, number]>>> = {
  *DENSE(_random, count) {
    for (let i = 0; i < count; i += 1) yield [FIRST_PAGE + i, FIRST_PAGE + i];
  },
  *CLUSTER(random, count) {
    const groups = new Set<number>();
    while (groups.size * CLUSTER < count) groups.add(random.below(2 ** 32));
    for (const group of groups) {
      for (let i = 0; i < CLUSTER; i += 1) yield [group * CLUSTER + i, group * CLUSTER + i];
    }
  },
  *RANGES(random, count) {
    const starts = new Float64Array(count);
    const ends = new Float64Array(count);
    let page = 0;
    for (let i = 0; i < count; i += 1) {
      starts[i] = page + random.below(1024);
      ends[i] = (starts[i] as number) + random.below(512);
      page = (ends[i] as number) + 1;
    }
    for (const i of random.order(count)) yield [starts[i] as number, ends[i] as number];
  },
};

/** Makes a data set. The same arguments give the same one. */
export function createDataSet(layout: Layout, count: number): DataSet {
  const random = new Random();
  const mappings = new Float64Array(count * COLUMNS);
  let at = 0;
  for (const [first, last] of PLACES[layout](random, count)) {
    if (at === mappings.length) break;
    mappings.set([first, last, random.below(MAX_OUTPUT), READABLE[random.below(2)] as number], at);
    at += COLUMNS;
  }
  const somePage = (): number => {
    const place = random.below(count) * COLUMNS;
    const [first, last] = [mappings[place] as number, mappings[place + 1] as number];
    return first + random.below(last - first + 1);
  };
  const few = Float64Array.from({ length: HOT_PAGES }, somePage);
  const someHotPage = (): number =>
    random.below(100) < HOT_SHARE * 100 ? (few[random.below(HOT_PAGES)] as number) : somePage();
  return {
    mappings,
    removals: random.order(count),
    uniform: Float64Array.from({ length: LOOKUPS }, somePage),
    hot: Float64Array.from({ length: LOOKUPS }, someHotPage),
  };
}

/** Writes a data set: three lengths, and then all of it, as doubles of this machine. */
export function writeDataSet(file: string, { mappings, removals, uniform, hot }: DataSet): void {
  const header = Float64Array.of(mappings.length / COLUMNS, removals.length, uniform.length);
  fs.writeFileSync(
    file,
    Buffer.concat([header, mappings, removals, uniform, hot].map((part) => new Uint8Array(part.buffer))),
  );
}

/** Reads what {@link writeDataSet} wrote. */
export function readDataSet(file: string): DataSet {
  const bytes = fs.readFileSync(file);
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / Float64Array.BYTES_PER_ELEMENT);
  const [count = 0, removed = 0, lookups = 0] = numbers;
  let at = 3;
  const take = (length: number): Float64Array => numbers.slice(at, (at += length));
  return { mappings: take(count * COLUMNS), removals: take(removed), uniform: take(lookups), hot: take(lookups) };
}
