import type { GranuleBytes, RiscvMode } from '../../../src/model/guest-tables';

// Tables as software builds them, from the specifications' own drawings. Nothing here is shared with the walkers: BigInts
// only, and every format says for itself where its bits are.

/** One level of tables. */
export interface Level {
  /** In the numbering of the architecture. */
  readonly number: number;
  /** The lowest bit of the index; a leaf here maps 2^lsb bytes. */
  readonly lsb: bigint;
  /** Bits of the index. */
  readonly bits: bigint;
}

/** How a format lays tables out and writes their entries. */
export interface Layout {
  /** From the root down. */
  readonly levels: readonly Level[];
  /** Bytes, and alignment, of a table other than the root. */
  readonly tableBytes: bigint;
  /** An entry that leads to a table. */
  pointer(table: bigint): bigint;
  /** An entry that maps a page at this level. */
  leaf(output: bigint, level: number, flags: bigint): bigint;
}

const PAGE = 0x1000n;

function levelsOf(numbers: readonly number[], pageBits: bigint, indexBits: bigint, inputBits: bigint): Level[] {
  return numbers.map((number, i) => {
    const lsb = pageBits + indexBits * BigInt(numbers.length - 1 - i);
    return { number, lsb, bits: i === 0 ? inputBits - lsb : indexBits };
  });
}

/** First-stage tables (VT-d 9.7): P 1, R/W 2, U/S 4, PS 0x80; the page's address stays where it is. */
export function x86Layout(levels: 4 | 5): Layout {
  const numbers = [5, 4, 3, 2, 1].slice(5 - levels);
  return {
    levels: levelsOf(numbers, 12n, 9n, levels === 4 ? 48n : 57n),
    tableBytes: PAGE,
    pointer: (table) => table | 0x7n,
    leaf: (output, level, flags) => output | flags | (level > 1 ? 0x80n : 0n),
  };
}

/** Sv39 to Sv57 and their x4 variants: V 1, the page number from bit 10; the root of x4 has two bits more. */
export function riscvLayout(mode: RiscvMode): Layout {
  const [levels, inputBits] = {
    SV39: [3, 39n] as const,
    SV48: [4, 48n] as const,
    SV57: [5, 57n] as const,
    SV39X4: [3, 41n] as const,
    SV48X4: [4, 50n] as const,
    SV57X4: [5, 59n] as const,
  }[mode];
  return {
    levels: levelsOf([4, 3, 2, 1, 0].slice(5 - levels), 12n, 9n, inputBits),
    tableBytes: PAGE,
    pointer: (table) => ((table >> 12n) << 10n) | 1n,
    leaf: (output, _level, flags) => ((output >> 12n) << 10n) | flags,
  };
}

/** VMSAv8-64 stage 1 (Arm ARM D8.3.1): valid 1, table or page 2; with 52 bits their upper four are somewhere else. */
export function aarch64Layout(granule: GranuleBytes, inputBits: bigint, start: number, wide = false): Layout {
  const pageBits = { 4096: 12n, 16384: 14n, 65536: 16n }[granule];
  const place = (address: bigint): bigint => {
    const upper = address >> 48n;
    const lower = address & 0xffff_ffff_ffffn;
    if (!wide) {
      return address;
    }
    return granule === 65_536 ? lower | (upper << 12n) : lower | ((upper & 3n) << 48n) | ((upper >> 2n) << 8n);
  };
  return {
    levels: levelsOf([-1, 0, 1, 2, 3].slice(start + 1), pageBits, pageBits - 3n, inputBits),
    tableBytes: BigInt(granule),
    pointer: (table) => place(table) | 0x3n,
    leaf: (output, level, flags) => place(output) | flags | (level === 3 ? 0x3n : 0x1n),
  };
}

/** Tables that grow as pages are mapped. */
export class TableBuilder {
  private readonly made = new Map<bigint, bigint>();
  /** By the address of the entry that leads there. */
  private readonly tables = new Map<bigint, bigint>();

  /**
   * @param layout of the format
   * @param root where the root table is
   * @param free where further tables come from, upwards; a multiple of `layout.tableBytes`
   */
  constructor(
    readonly layout: Layout,
    readonly root: bigint,
    private free: bigint,
  ) {}

  /** Maps the page of an input address at a level, and makes the tables that lead there. */
  map(input: bigint, output: bigint, level: number, flags: bigint): this {
    return this.put(input, level, this.layout.leaf(output, level, flags));
  }

  /** Puts any entry where a walk for an input address comes at a level, and makes the tables that lead there. */
  put(input: bigint, level: number, entry: bigint): this {
    this.made.set(this.entryAddress(input, level, true), entry);
    return this;
  }

  /** Where the entry for an input address at a level lies. */
  entryAddress(input: bigint, level: number, make = false): bigint {
    let table = this.root;
    for (const step of this.layout.levels) {
      const address = table + 8n * indexIn(step, input);
      if (step.number === level) {
        return address;
      }
      table = this.below(address, make);
    }
    throw new Error(`there is no level ${String(level)}`);
  }

  /** The level and the address of the entry that leads nowhere yet for an input address. */
  end(input: bigint): { readonly level: number; readonly at: bigint } {
    for (const { number: level } of this.layout.levels) {
      const at = this.entryAddress(input, level);
      if (!this.made.has(at)) {
        return { level, at };
      }
    }
    throw new Error(`0x${input.toString(16)} is mapped`);
  }

  /** Every entry, by address. */
  entries(): [bigint, bigint][] {
    return [...this.made];
  }

  private below(address: bigint, make: boolean): bigint {
    const known = this.tables.get(address);
    if (known !== undefined) {
      return known;
    }
    if (!make) {
      throw new Error(`no table below the entry at 0x${address.toString(16)}`);
    }
    const table = this.free;
    this.free += this.layout.tableBytes;
    this.tables.set(address, table);
    this.made.set(address, this.layout.pointer(table));
    return table;
  }
}

function indexIn({ lsb, bits }: Level, input: bigint): bigint {
  return (input >> lsb) & (2n ** bits - 1n);
}
