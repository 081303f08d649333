/** What the guest has in its memory, and where: page tables that accesses of its devices go through. */
import type { TableConfiguration } from '../../../src/model/guest-tables';
import { addressOf } from '../../../src/base/u64';

/** The lowest page of RAM that a mapping leads to; what lies below is reached without one. */
export const FIRST_OUTPUT = 16;
/** The lowest page above the tables. */
export const FREE_OUTPUT = 128;

/** Tables of a guest: a page for each level, one behind the other, the root first. */
export interface Tables {
  /** The page of the root, as the tables name it. */
  readonly root: number;
  /** The page of RAM it is in; behind a stage 2 that maps it there. */
  readonly ram: number;
}

/** Tables at addresses that a stage 2 translates, and tables at addresses of RAM. */
export const TABLES: readonly [Tables, Tables] = [
  { root: 20, ram: 112 },
  { root: 116, ram: 116 },
];

/** Pages of the tables of one guest, and levels of them. */
export const TABLE_PAGES = 4;

/** The root of a second stage: four pages of RAM. */
export const SECOND_STAGE = 120;

/** The last level of the second guest's tables: a page of RAM that others may write to. */
export const SHARED_PAGE = TABLES[1].ram + 3;

/** Bits of an x86-64 entry. */
export const X86 = {
  present: 1n << 0n,
  writable: 1n << 1n,
  user: 1n << 2n,
  accessed: 1n << 5n,
  dirty: 1n << 6n,
  large: 1n << 7n,
  global: 1n << 8n,
} as const;

/** Bits of an entry of a RISC-V table. */
export const SV = {
  valid: 1n << 0n,
  read: 1n << 1n,
  write: 1n << 2n,
  execute: 1n << 3n,
  user: 1n << 4n,
  accessed: 1n << 6n,
  dirty: 1n << 7n,
} as const;

/** What x86-64 tables look like. */
export function x86Tables(root: number, levels: 4 | 5): TableConfiguration {
  return {
    format: 'X86_64',
    root: addressOf(root),
    levels,
    outputWidthBits: 52,
    gigabytePages: true,
    executeDisable: true,
    writeProtect: true,
    supervisorExecuteProtection: true,
    extendedAccessed: false,
  };
}

/** What the tables of the second stage look like. */
export const SECOND_STAGE_TABLES: TableConfiguration = {
  format: 'RISCV',
  mode: 'SV39X4',
  root: addressOf(SECOND_STAGE),
  hardwareUpdate: true,
  supervisorUserMemory: false,
  napot: true,
  memoryTypes: true,
  softwareBits: false,
};

/** Entries as they lie in memory. */
export function bytesOf(...entries: readonly bigint[]): Uint8Array {
  return new Uint8Array(new BigUint64Array(entries).buffer);
}
