import { IommuError } from '../model/errors';

/**
 * How an architecture writes a place in a ring: BYTES from its base, INDEX of an entry, or INDEX_AND_WRAP, the index with a
 * bit above it that flips at each turn, so that a full ring and an empty one differ.
 */
export type PointerFormat = 'BYTES' | 'INDEX' | 'INDEX_AND_WRAP';

/** What a value of a head or tail register is: an entry's place, one beyond the ring, or one between two entries. */
export type Place = 'VALID' | 'OUTSIDE' | 'UNALIGNED';

/** The head and tail of a ring, counted in entries. */
export class RingPointers {
  private headCount = 0;
  private tailCount = 0;

  /**
   * @param format how the registers are written
   * @param entries of the ring, a power of two
   * @param entryBytes bytes of an entry
   */
  constructor(
    readonly format: PointerFormat,
    readonly entries: number,
    readonly entryBytes: number,
  ) {}

  /** Entries the ring can hold; one less than it has, where a full ring could not be told from an empty one. */
  get capacity(): number {
    return this.entries - unusable(this.format);
  }

  /** Entries between head and tail. */
  get used(): number {
    return (this.tailCount - this.headCount + this.turn) % this.turn;
  }

  /** The head register. */
  get head(): bigint {
    return this.register(this.headCount);
  }

  /** The tail register. */
  get tail(): bigint {
    return this.register(this.tailCount);
  }

  /** Index of the entry at the head, or behind it. */
  headIndex(behind = 0): number {
    return (this.headCount + behind) % this.entries;
  }

  /** Index of the entry at the tail. */
  get tailIndex(): number {
    return this.tailCount % this.entries;
  }

  /** The entry at the head is done with; if there is none, one that came with a call. */
  advanceHead(): void {
    if (this.used === 0) {
      this.advanceTail();
    }
    this.headCount = (this.headCount + 1) % this.turn;
  }

  /** An entry was written at the tail. */
  advanceTail(): void {
    this.tailCount = (this.tailCount + 1) % this.turn;
  }

  /** @throws IommuError POINTER_INVALID */
  setHead(value: bigint): void {
    this.headCount = this.count(value, 'head');
  }

  /** @throws IommuError POINTER_INVALID */
  setTail(value: bigint): void {
    this.tailCount = this.count(value, 'tail');
  }

  /** @throws IommuError POINTER_INVALID for a value that is no place in the ring, or more entries ahead than there are */
  check(values: { readonly head?: bigint | undefined; readonly tail?: bigint | undefined }): void {
    const head = values.head === undefined ? this.headCount : this.count(values.head, 'head');
    const tail = values.tail === undefined ? this.tailCount : this.count(values.tail, 'tail');
    if ((tail - head + this.turn) % this.turn > this.capacity) {
      throw invalid(`head and tail are more than ${String(this.entries)} entries apart`, 'tail');
    }
  }

  /** What a value of a register is. */
  placeOf(value: bigint): Place {
    if (value % this.unit !== 0n) {
      return 'UNALIGNED';
    }
    return value / this.unit < BigInt(this.turn) ? 'VALID' : 'OUTSIDE';
  }

  private get unit(): bigint {
    return BigInt(this.format === 'BYTES' ? this.entryBytes : 1);
  }

  private get turn(): number {
    return this.format === 'INDEX_AND_WRAP' ? 2 * this.entries : this.entries;
  }

  private register(count: number): bigint {
    return BigInt(this.format === 'BYTES' ? count * this.entryBytes : count);
  }

  private count(value: bigint, field: 'head' | 'tail'): number {
    if (this.placeOf(value) !== 'VALID') {
      const what =
        this.format === 'BYTES'
          ? `a multiple of ${String(this.unit)} below ${String(this.turn * this.entryBytes)}`
          : `below ${String(this.turn)}`;
      throw invalid(`${field} ${String(value)} is no place in the ring; give ${what}`, field);
    }
    return Number(value / this.unit);
  }
}

/** Entries of a ring that are never used: none where a full ring and an empty one differ. */
export function unusable(format: PointerFormat): number {
  return format === 'INDEX_AND_WRAP' ? 0 : 1;
}

function invalid(text: string, field: string): IommuError {
  return new IommuError('POINTER_INVALID', text, { field });
}
