import type { TableConfiguration } from '../../../src/model/guest-tables';
import { describePermissions, type Permissions } from '../../../src/model/permissions';
import { createTableFormat } from '../../../src/walkers/formats';
import type { TableEntry, TableMemory, TableRead, TableUpdates, TableWrite } from '../../../src/walkers/table-memory';
import { TableWalker } from '../../../src/walkers/table-walker';
import { createWalk, type Walk, type WalkStep } from '../../../src/walkers/walk';

const LOW_HALF = 0xffff_ffffn;

/** What a memory does with a write: that of a walk, and of the explanation of one. */
type WriteOutcome = Exclude<TableWrite, 'CHANGED'>;

/** A guest's tables in a test: addresses and entries are BigInts. */
export class GuestTables implements TableMemory {
  /** What was done, in order, for instance `read 0x1008 4` (the level last) or `write 0x1008 4 0x27`. */
  readonly accesses: string[] = [];
  /** Addresses whose reads, or writes, end otherwise than DONE. */
  readonly readFailures = new Map<bigint, TableRead>();
  readonly writeFailures = new Map<bigint, WriteOutcome>();
  /** Addresses whose entries change just before each attempt to update them, and to what in turn. */
  readonly changes = new Map<bigint, bigint[]>();
  private readonly entries: Map<bigint, bigint>;

  /**
   * @param entries what is there
   * @param elsewhere what is anywhere else; undefined: nothing, it is outside memory
   */
  constructor(
    entries: readonly (readonly [address: bigint, entry: bigint])[] = [],
    private readonly elsewhere?: bigint,
  ) {
    this.entries = new Map(entries);
  }

  put(address: bigint, entry: bigint): this {
    this.entries.set(address, entry);
    return this;
  }

  at(address: bigint): bigint | undefined {
    return this.entries.get(address);
  }

  /** Every entry, to compare. */
  all(): [bigint, bigint][] {
    return [...this.entries];
  }

  read(page: number, offset: number, level: number, entry: TableEntry): TableRead {
    const address = addressOf(page, offset);
    this.accesses.push(`read 0x${address.toString(16)} ${level}`);
    const failure = this.readFailures.get(address);
    const value = this.entries.get(address) ?? this.elsewhere;
    if (failure !== undefined || value === undefined) {
      return failure ?? 'ABORTED';
    }
    fill(entry, value);
    return 'DONE';
  }

  compareAndWrite(page: number, offset: number, level: number, entry: TableEntry, low: number): TableWrite {
    const address = addressOf(page, offset);
    const changed = this.changes.get(address)?.shift();
    if (changed !== undefined) {
      this.entries.set(address, changed);
    }
    const value = (this.entries.get(address) ?? this.elsewhere)!;
    const expected = (BigInt(entry.high) << 32n) | BigInt(entry.low);
    const replacement = (BigInt(entry.high) << 32n) | BigInt(low);
    this.accesses.push(`write 0x${address.toString(16)} ${level} 0x${replacement.toString(16)}`);
    const failure = this.writeFailures.get(address);
    if (failure !== undefined) {
      return failure;
    }
    if (value !== expected) {
      fill(entry, value);
      return 'CHANGED';
    }
    this.entries.set(address, replacement);
    return 'DONE';
  }

  checkWrite(page: number, offset: number): WriteOutcome {
    return this.writeFailures.get(addressOf(page, offset)) ?? 'DONE';
  }
}

function addressOf(page: number, offset: number): bigint {
  expect([Number.isInteger(page), offset % 8, offset < 4096, page < 2 ** 52]).toEqual([true, 0, true, true]);
  return BigInt(page) * 4096n + BigInt(offset);
}

function fill(entry: TableEntry, value: bigint): void {
  entry.low = Number(value & LOW_HALF);
  entry.high = Number(value >> 32n);
}

/** A translation, in BigInts. */
export interface Seen {
  readonly output: bigint;
  readonly first: bigint;
  readonly last: bigint;
  /** As `rw-p`. */
  readonly permissions: string;
  readonly both: boolean;
  readonly global: boolean;
  readonly dirty: boolean;
}

/** A fault, in BigInts. */
export interface Fault {
  readonly fault: string;
  readonly level: number;
  /** Undefined: no entry was reached. */
  readonly at: bigint | undefined;
  readonly permissions?: string;
  readonly tableAccess?: string;
}

/** What a walk found for an address. */
export function told(walk: Walk, address: bigint): Seen | Fault {
  const permissions = describePermissions(walk.permissions);
  if (walk.fault === undefined) {
    return {
      output: BigInt(walk.outputPage) * 4096n + (address & 0xfffn),
      first: BigInt(walk.firstPage) * 4096n,
      last: BigInt(walk.lastPage) * 4096n + 0xfffn,
      permissions,
      both: walk.forBothPrivileges,
      global: walk.global,
      dirty: walk.dirty,
    };
  }
  return {
    fault: walk.fault,
    level: walk.level,
    at: walk.entryPage === -1 ? undefined : BigInt(walk.entryPage) * 4096n + BigInt(walk.entryOffset),
    ...(walk.fault === 'PERMISSION' ? { permissions } : {}),
    ...(/^TABLE_(?:ABORTED|STAGE2)/.test(walk.fault) ? { tableAccess: walk.tableAccess } : {}),
  };
}

/** An access by letters, as `rw` or `xp`. */
export function accessOf(letters: string): Permissions {
  return [...letters].reduce((mask, letter) => mask | [1, 2, 4, 8]['rwxp'.indexOf(letter)]!, 0);
}

/**
 * Walks for an address, and before that explains the same walk: it must leave the tables alone and say the same, its last
 * step included.
 */
export function translate(
  configuration: TableConfiguration,
  tables: GuestTables,
  address: bigint,
  letters: string,
  updates: TableUpdates = 'WRITE',
): Seen | Fault {
  const walker = new TableWalker(createTableFormat(configuration), tables, updates);
  const page = Number(address >> 12n);
  const before = tables.all();
  const explained = createWalk();
  const steps: WalkStep[] = [];
  walker.explain(page, accessOf(letters), explained, (step) => steps.push(step));
  expect(tables.all()).toEqual(before);
  const walk = createWalk();
  expect(walker.walk(page, accessOf(letters), walk)).toBe(walk.fault === undefined);
  expect({ ...explained, entriesWritten: walk.entriesWritten }).toEqual(walk);
  expect([explained.entriesWritten, steps.length]).toEqual([0, walk.entriesRead]);
  expect(steps.at(-1)?.decision).toBe(walk.entriesRead === 0 ? undefined : (walk.fault ?? 'LEAF'));
  return told(walk, address);
}

/** The steps of an explanation. */
export function explain(
  configuration: TableConfiguration,
  tables: GuestTables,
  address: bigint,
  letters: string,
): WalkStep[] {
  const walker = new TableWalker(createTableFormat(configuration), tables, 'WRITE');
  const steps: WalkStep[] = [];
  walker.explain(Number(address >> 12n), accessOf(letters), createWalk(), (step) => steps.push(step));
  return steps;
}
