/** Entries of guests' page tables for people: their bits by the letters and names the architectures use. */
import type { NestedTables } from '../../clients/typescript';

/** A format of tables, as the contract calls it; undefined: one that is not known. */
export type TableFormat = NonNullable<NestedTables['tables']>;

/** A bit and what it is called. */
type Flag = readonly [bit: number, name: string];

/** Intel SDM volume 3, 4.5; VT-d 9.7. */
const X86: readonly Flag[] = [
  [63, 'X'],
  [10, 'E'],
  [8, 'G'],
  [7, 'S'],
  [6, 'D'],
  [5, 'A'],
  [2, 'U'],
  [1, 'W'],
  [0, 'P'],
];

/** RISC-V privileged architecture, "Sv39". */
const RISCV: readonly Flag[] = [
  [63, 'N'],
  [7, 'D'],
  [6, 'A'],
  [5, 'G'],
  [4, 'U'],
  [3, 'X'],
  [2, 'W'],
  [1, 'R'],
  [0, 'V'],
];

/** Arm ARM D8.3, descriptors of blocks and pages. */
const AARCH64: readonly Flag[] = [
  [0, 'valid'],
  [10, 'AF'],
  [6, 'AP[1]'],
  [7, 'AP[2]'],
  [11, 'nG'],
  [51, 'DBM'],
  [52, 'contiguous'],
  [53, 'PXN'],
  [54, 'UXN'],
];

/** Arm ARM D8.3, descriptors of tables. */
const AARCH64_TABLE: readonly Flag[] = [
  [0, 'valid'],
  [59, 'PXNTable'],
  [60, 'UXNTable'],
  [61, 'APTable[0]'],
  [62, 'APTable[1]'],
];

/** The last level of AArch64, which has pages and no tables. */
const AARCH64_LAST_LEVEL = 3;

/** What help says of the letters. */
export const FLAG_DETAILS = `Flags of entries, a - for each that is clear:
  x86      X execute-disable, E extended accessed, G global, S superpage, D dirty, A accessed, U user, W writable, P present
  riscv    N NAPOT, D dirty, A accessed, G global, U user, X, W, R permissions, V valid
  aarch64  the names of those that are set, AP[1] for unprivileged access and AP[2] for read-only`;

const isSet = (entry: bigint, bit: number): boolean => ((entry >> BigInt(bit)) & 1n) === 1n;

/** Which flags an entry of AArch64 has depends on whether it leads to a table (bit 1, above the last level). */
function flagsOf(format: TableFormat, entry: bigint, level: number): readonly Flag[] {
  if (format === 'x86') return X86;
  if (format === 'riscv') return RISCV;
  return isSet(entry, 1) && level < AARCH64_LAST_LEVEL ? AARCH64_TABLE : AARCH64;
}

/**
 * The flags of an entry.
 *
 * @param level in the numbering of the architecture
 */
export function flagText(format: TableFormat, entry: bigint, level: number): string {
  const flags = flagsOf(format, entry, level);
  if (format !== 'aarch64') return flags.map(([bit, letter]) => (isSet(entry, bit) ? letter : '-')).join('');
  return flags.flatMap(([bit, name]) => (isSet(entry, bit) ? [name] : [])).join(' ') || '-';
}

/**
 * What an update changes in an entry, as in `sets A D`.
 *
 * @param entry before
 * @param update after
 * @param level in the numbering of the architecture
 */
export function updateText(format: TableFormat, entry: bigint, update: bigint, level: number): string {
  const changed = flagsOf(format, entry, level).filter(([bit]) => isSet(entry ^ update, bit));
  const names = (becomesSet: boolean): string[] =>
    changed.flatMap(([bit, name]) => (isSet(update, bit) === becomesSet ? [name] : []));
  const [set, cleared] = [names(true), names(false)];
  return [
    ...(set.length > 0 ? [`sets ${set.join(' ')}`] : []),
    ...(cleared.length > 0 ? [`clears ${cleared.join(' ')}`] : []),
  ].join(', ');
}
