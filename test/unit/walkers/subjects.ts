import type {
  Aarch64Configuration,
  GranuleBytes,
  RiscvMode,
  TableConfiguration,
} from '../../../src/model/guest-tables';
import { GuestTables } from './guest-tables';
import { aarch64Layout, riscvLayout, TableBuilder, x86Layout, type Layout } from './table-builder';

/** A format with one way to lay its tables out. */
export interface Subject {
  readonly layout: Layout;
  readonly configuration: TableConfiguration;
  /** The levels at which a page can be mapped. */
  readonly leaves: readonly number[];
  /** Flags of a page that an unprivileged access may read, write and fetch, and that is marked as used and written. */
  readonly flags: bigint;
  /** Bits of an output address. */
  readonly outputBits: bigint;
  /** The address, of 64 bits, that the tables translate by these lower bits. */
  address(lower: bigint): bigint;
}

/** Where the root is, and where the other tables begin: multiples of the largest granule. */
export const ROOT = 0x10_0000n;
const FREE = 0x20_0000n;

/** No table yet. */
export function builderFor({ layout }: Subject): TableBuilder {
  return new TableBuilder(layout, ROOT, FREE);
}

/** Memory with the tables that were built; nothing else is there, and entries that were not made are 0. */
export function memoryOf(builder: TableBuilder): GuestTables {
  return new GuestTables(builder.entries(), 0n);
}

/** Bytes of a page that a leaf of a level maps. */
export function sizeAt({ layout }: Subject, level: number): bigint {
  return 2n ** layout.levels.find(({ number }) => number === level)!.lsb;
}

/** One more than the highest lower bits of an input address. */
export function inputEnd({ layout }: Subject): bigint {
  const { lsb, bits } = layout.levels[0]!;
  return 2n ** (lsb + bits);
}

/** Lower bits of input addresses: index 1 at the root, 2 below it and so on; the last address; the middle. */
export function samples(subject: Subject): bigint[] {
  const distinct = subject.layout.levels.reduce((sum, { lsb }, i) => sum | (BigInt(i + 1) << lsb), 0x123n);
  const end = inputEnd(subject);
  return [distinct % end, end - 1n, end / 2n + 0x456n];
}

/**
 * An output address of a page of such a size with its highest and its lowest possible bit, and some between: bit 31 of every
 * entry's lower half among them.
 */
export function outputFor({ outputBits }: Subject, size: bigint): bigint {
  const highest = 2n ** (outputBits - 1n);
  return highest | size | ((0x2a_5a5a_a5a5_a000n % highest) & -size);
}

const U64 = 2n ** 64n;

/** Upper bits are copies of the highest of so many. */
const signed =
  (bits: bigint) =>
  (lower: bigint): bigint =>
    lower < 2n ** (bits - 1n) ? lower : U64 - 2n ** bits + lower;
const unsigned = (lower: bigint): bigint => lower;

function x86(levels: 4 | 5): Subject {
  return {
    layout: x86Layout(levels),
    configuration: {
      format: 'X86_64',
      root: ROOT,
      levels,
      outputWidthBits: 52,
      gigabytePages: true,
      executeDisable: true,
      writeProtect: true,
      supervisorExecuteProtection: true,
      extendedAccessed: false,
    },
    leaves: [3, 2, 1],
    // P, R/W, U/S, A, D.
    flags: 0x67n,
    outputBits: 52n,
    address: signed(levels === 4 ? 48n : 57n),
  };
}

/** A mode of RISC-V tables. */
export function riscv(mode: RiscvMode): Subject {
  const layout = riscvLayout(mode);
  return {
    layout,
    configuration: {
      format: 'RISCV',
      mode,
      root: ROOT,
      hardwareUpdate: true,
      supervisorUserMemory: true,
      napot: true,
      memoryTypes: true,
      softwareBits: false,
    },
    leaves: layout.levels.map((level) => level.number),
    // V, R, W, X, U, A, D.
    flags: 0xdfn,
    outputBits: 56n,
    address: mode.endsWith('X4') ? unsigned : signed(BigInt(12 + 9 * layout.levels.length)),
  };
}

function aarch64(granule: GranuleBytes, widthBits: number, start: number, leaves: readonly number[]): Subject {
  const wide = widthBits === 52;
  return {
    layout: aarch64Layout(granule, BigInt(widthBits), start, wide),
    configuration: {
      format: 'AARCH64',
      lower: { root: ROOT, widthBits, granule, topByteIgnored: false, hierarchicalPermissions: true },
      outputWidthBits: wide ? 52 : 48,
      wideAddresses: wide,
      hardwareAccessFlag: true,
      hardwareDirtyState: true,
      accessFlagFaults: true,
      writeExecuteNever: false,
      privilegedAccessNever: false,
      contiguousHint: true,
    },
    leaves,
    // AP[1], AF, nG.
    flags: 0xc40n,
    outputBits: wide ? 52n : 48n,
    address: unsigned,
  };
}

/** The same tables for the upper half of the input addresses. */
function upper({ configuration, ...subject }: Subject): Subject {
  const { lower, ...others } = configuration as Aarch64Configuration;
  const widthBits = BigInt(lower!.widthBits);
  return {
    ...subject,
    configuration: { ...others, upper: lower },
    address: (low) => U64 - 2n ** widthBits + low,
  };
}

/** Every format, at every number of levels it can have. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  'x86-64, four levels': x86(4),
  'x86-64, five levels': x86(5),
  // Levels with blocks: Arm ARM, tables D8-17, D8-27 and D8-36.
  'AArch64, 4 KiB, 48 bits': aarch64(4096, 48, 0, [1, 2, 3]),
  'AArch64, 4 KiB, 52 bits': aarch64(4096, 52, -1, [0, 1, 2, 3]),
  'AArch64, 4 KiB, 39 bits': aarch64(4096, 39, 1, [1, 2, 3]),
  'AArch64, 4 KiB, 21 bits': aarch64(4096, 21, 3, [3]),
  'AArch64, 4 KiB, 48 bits, upper half': upper(aarch64(4096, 48, 0, [1, 2, 3])),
  'AArch64, 16 KiB, 48 bits': aarch64(16_384, 48, 0, [2, 3]),
  'AArch64, 16 KiB, 52 bits': aarch64(16_384, 52, 0, [1, 2, 3]),
  'AArch64, 16 KiB, 36 bits': aarch64(16_384, 36, 2, [2, 3]),
  'AArch64, 64 KiB, 48 bits': aarch64(65_536, 48, 1, [2, 3]),
  'AArch64, 64 KiB, 52 bits': aarch64(65_536, 52, 1, [1, 2, 3]),
  'AArch64, 64 KiB, 42 bits': aarch64(65_536, 42, 2, [2, 3]),
  Sv39: riscv('SV39'),
  Sv48: riscv('SV48'),
  Sv57: riscv('SV57'),
  Sv39x4: riscv('SV39X4'),
  Sv48x4: riscv('SV48X4'),
  Sv57x4: riscv('SV57X4'),
};
