import fc from 'fast-check';
import type { TableEntry, TableMemory, TableRead, TableWrite } from '../../../src/walkers/table-memory';

/** What becomes of a write where nothing changes. */
type WriteOutcome = Exclude<TableWrite, 'CHANGED'>;

/** What a place in memory holds and does when a walk comes there. */
export interface Cell {
  readonly entry: bigint;
  readonly read: TableRead;
  readonly write: WriteOutcome;
  /** What the entry turns into just before each attempt to update it, in turn. */
  readonly changes: readonly bigint[];
}

/**
 * Memory in which each address a walk comes to for the first time holds the next cell of a script: whatever the address,
 * something plausible is there. Past the script's end there is no memory. The trace tells one walk from another.
 */
export class ScriptedMemory implements TableMemory {
  readonly trace: string[] = [];
  private readonly places = new Map<bigint, { entry: bigint; changes: bigint[]; cell: Cell }>();
  private next = 0;

  constructor(private readonly script: readonly Cell[]) {}

  readAt(address: bigint, level: number): bigint | Exclude<TableRead, 'DONE'> {
    this.trace.push(`read 0x${address.toString(16)} ${level}`);
    let place = this.places.get(address);
    if (place === undefined) {
      const cell = this.script[this.next];
      this.next += 1;
      if (cell === undefined) {
        return 'ABORTED';
      }
      place = { entry: cell.entry, changes: [...cell.changes], cell };
      this.places.set(address, place);
    }
    return place.cell.read === 'DONE' ? place.entry : place.cell.read;
  }

  /** Undefined: written. A bigint: what is there instead of what was expected. */
  swapAt(
    address: bigint,
    level: number,
    expected: bigint,
    replacement: bigint,
  ): bigint | Exclude<WriteOutcome, 'DONE'> | undefined {
    this.trace.push(`write 0x${address.toString(16)} ${level} 0x${replacement.toString(16)}`);
    const place = this.places.get(address)!;
    if (place.cell.write !== 'DONE') {
      return place.cell.write;
    }
    place.entry = place.changes.shift() ?? place.entry;
    if (place.entry !== expected) {
      return place.entry;
    }
    place.entry = replacement;
    return undefined;
  }

  read(page: number, offset: number, level: number, entry: TableEntry): TableRead {
    const value = this.readAt(BigInt(page) * 4096n + BigInt(offset), level);
    if (typeof value !== 'bigint') {
      return value;
    }
    entry.low = Number(BigInt.asUintN(32, value));
    entry.high = Number(value >> 32n);
    return 'DONE';
  }

  compareAndWrite(page: number, offset: number, level: number, entry: TableEntry, low: number): TableWrite {
    const upper = BigInt(entry.high) << 32n;
    const address = BigInt(page) * 4096n + BigInt(offset);
    const outcome = this.swapAt(address, level, upper | BigInt(entry.low), upper | BigInt(low));
    if (typeof outcome !== 'bigint') {
      return outcome ?? 'DONE';
    }
    entry.low = Number(BigInt.asUintN(32, outcome));
    entry.high = Number(outcome >> 32n);
    return 'CHANGED';
  }

  checkWrite(page: number, offset: number): WriteOutcome {
    return this.places.get(BigInt(page) * 4096n + BigInt(offset))!.cell.write;
  }
}

/** The script with entries that stay as they are, for explanations, which cannot see them change. */
export function steady(script: readonly Cell[]): Cell[] {
  return script.map((cell) => ({ ...cell, changes: [] }));
}

/**
 * Scripts of entries of a kind; now and then one that cannot be read or written, or that changes.
 *
 * @param entry the entries
 * @param ignoredBit a bit that means nothing to a walk, for changes that alter nothing else
 */
export function scripts(entry: fc.Arbitrary<bigint>, ignoredBit: number): fc.Arbitrary<Cell[]> {
  const outcome = fc.oneof(
    { weight: 60, arbitrary: fc.constant<TableRead>('DONE') },
    { weight: 1, arbitrary: fc.constantFrom<TableRead>('ABORTED', 'STAGE2_FAULT') },
  );
  const written = fc.oneof(
    { weight: 20, arbitrary: outcome },
    { weight: 1, arbitrary: fc.constant<WriteOutcome>('SUPPRESSED') },
  );
  const others = fc.oneof(
    { weight: 20, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(entry, { maxLength: 3 }) },
  );
  const flickers = fc.oneof(
    { weight: 20, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(1, 8, 9, 12) },
  );
  const cell = fc
    .record({ entry, read: outcome, write: written, others, flickers })
    .map(({ others: changes, flickers: count, ...place }) => {
      const flicker = Array.from(
        { length: count },
        (_, i) => place.entry ^ (BigInt(1 - (i % 2)) << BigInt(ignoredBit)),
      );
      return { ...place, changes: [...flicker, ...changes] };
    });
  return fc.array(cell, { minLength: 4, maxLength: 6, size: 'max' });
}

/** A bit field: its value shifted into place. */
export function field(lsb: number, value: fc.Arbitrary<bigint>): fc.Arbitrary<bigint> {
  return value.map((bits) => bits << BigInt(lsb));
}

/** A bit that is set about so often, in percent. */
export function bit(position: number, percent: number): fc.Arbitrary<bigint> {
  return fc.nat({ max: 99 }).map((n) => (n < percent ? 1n << BigInt(position) : 0n));
}

/** All of them, one over the other. */
export function union(...parts: fc.Arbitrary<bigint>[]): fc.Arbitrary<bigint> {
  return fc.tuple(...parts).map((values) => values.reduce((all, value) => all | value, 0n));
}

/** Mostly nothing; now and then one bit anywhere, or all of them at random. */
export const noise: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 40, arbitrary: fc.constant(0n) },
  { weight: 4, arbitrary: fc.nat({ max: 63 }).map((position) => 1n << BigInt(position)) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
);

/** Page-table addresses: few of them, so that tables meet themselves, and any other. */
export function addresses(pageBits: number, widthBits: number): fc.Arbitrary<bigint> {
  const pages = 2n ** BigInt(widthBits - pageBits);
  return fc
    .oneof(fc.bigInt({ min: 0n, max: 3n }), fc.bigInt({ min: 0n, max: pages - 1n }))
    .map((page) => page << BigInt(pageBits));
}

/**
 * Input addresses that are in reach of tables so wide, at their edges, and anywhere.
 *
 * @param widthBits of an input address
 * @param isSigned whether the upper half of the addresses lies at the top of the 64 bits
 */
export function inputs(widthBits: number, isSigned: boolean): fc.Arbitrary<bigint> {
  const size = 2n ** BigInt(widthBits);
  const edges = [
    0n,
    size / 2n - 1n,
    size / 2n,
    size - 1n,
    size,
    2n ** 64n - size,
    2n ** 64n - size / 2n,
    2n ** 64n - 1n,
  ];
  const within = fc.bigInt({ min: 0n, max: size - 1n });
  return fc.oneof(
    { weight: 12, arbitrary: isSigned ? within.map((n) => BigInt.asUintN(64, BigInt.asIntN(widthBits, n))) : within },
    { weight: 1, arbitrary: within },
    { weight: 1, arbitrary: fc.constantFrom(...edges).map((address) => BigInt.asUintN(64, address)) },
    { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
  );
}
