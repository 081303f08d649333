import type { Aarch64Configuration, Aarch64Region } from '../../../../src/model/guest-tables';
import { GuestTables } from '../guest-tables';

// Descriptors (Arm ARM D8.3): valid 1, table or page 2, AP[1] 0x40, AP[2] 0x80, AF 0x400, nG 0x800.
/** A pointer to a table. */
export const TABLE = 0x3n;
/** A page, or with {@link BLOCK} a block, that every privilege can read and write, with AF and nG. */
export const PAGE = 0xc43n;
export const BLOCK = 0xc41n;
export const DBM = 1n << 51n;
export const CONTIGUOUS = 1n << 52n;
export const PXN = 1n << 53n;
export const UXN = 1n << 54n;

/** TTBR0 with four levels of 4 KiB. */
export const LOWER: Aarch64Region = {
  root: 0x1000n,
  widthBits: 48,
  granule: 4096,
  topByteIgnored: false,
  hierarchicalPermissions: true,
};

export const CONFIGURATION: Aarch64Configuration = {
  format: 'AARCH64',
  lower: LOWER,
  outputWidthBits: 48,
  wideAddresses: false,
  hardwareAccessFlag: true,
  hardwareDirtyState: true,
  accessFlagFaults: true,
  writeExecuteNever: false,
  privilegedAccessNever: false,
  contiguousHint: true,
};

/** The same with other tables. */
export function withLower(
  change: Partial<Aarch64Region>,
  others: Partial<Aarch64Configuration> = {},
): Aarch64Configuration {
  return { ...CONFIGURATION, ...others, lower: { ...LOWER, ...change } };
}

/**
 * With 4 KiB an index has nine bits, which are three octal digits, and the offset four: this address has the indices 1, 2,
 * 3, 4 and the offset 5. A descriptor lies at its table's address + 8 * index.
 */
export const ADDRESS = 0o001_002_003_004_0005n;

/** Tables of 4 KiB for {@link ADDRESS}; any descriptor can be given instead. */
export function tables(entries: { l0?: bigint; l1?: bigint; l2?: bigint; l3?: bigint } = {}): GuestTables {
  return new GuestTables([
    [0x1008n, entries.l0 ?? 0x2000n | TABLE],
    [0x2010n, entries.l1 ?? 0x3000n | TABLE],
    [0x3018n, entries.l2 ?? 0x4000n | TABLE],
    [0x4020n, entries.l3 ?? 0xabcde000n | PAGE],
  ]);
}

/** The numbers from one to another. */
export function bits(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
