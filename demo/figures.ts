/** Numbers for people: percentiles, sizes, a progress bar, a table. */

/** The value below or at which `percent` of the values lie (nearest rank); 0 of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? 0;
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A size, as in `97.3 MiB`. */
export function size(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** A number of things, as in `1 group`, `2 groups`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** A cookie or an address. */
export const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** How far the file has come. */
export interface Progress {
  readonly bytes: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** Bytes per second. */
export const rate = (bytes: number, elapsedMs: number): number => (bytes * 1000) / Math.max(elapsedMs, 1);

/** Whole percents, never 100 before the end. */
export const percentOf = ({ bytes, total }: Progress): number =>
  total === 0 ? 100 : Math.floor((Math.min(bytes, total) / total) * 100);

/** Progress in words. */
export const progressText = (progress: Progress): string =>
  `${String(percentOf(progress)).padStart(3)}%  ${size(progress.bytes)} of ${size(progress.total)}  ` +
  `${size(rate(progress.bytes, progress.elapsedMs))}/s`;

/** Progress as a bar that fits a terminal of so many columns. */
export function progressBar(progress: Progress, columns: number): string {
  const text = progressText(progress);
  const width = Math.min(40, columns - text.length - 5);
  if (width < 5) return text.slice(0, Math.max(0, columns - 1));
  const filled = Math.floor((width * percentOf(progress)) / 100);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${text}`;
}

/** Two columns, the second aligned. */
export function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}
