/** Page tables of a guest that map the same pages in each format: four levels of tables with 512 entries. */
import type { TableConfiguration } from '../../src/model/guest-tables';
import type { MemoryPort } from '../../src/core/memory-port';

const PAGE_BYTES = 4096n;
const ENTRIES = 512;
const LEVELS = 4;

/** How a format writes what it says. */
interface Format {
  /** An entry that leads to a table. */
  readonly table: (address: bigint) => bigint;
  /** An entry that maps a page for reads and writes without privilege, used and written already. */
  readonly page: (address: bigint) => bigint;
  /** Tables whose root is at an address. */
  readonly configuration: (root: bigint) => TableConfiguration;
}

const VALID = 1n;
const X86_ALLOWED = 0b111n;
const X86_USED = 1n << 5n;
const X86_WRITTEN = 1n << 6n;
const AARCH64_TABLE_OR_PAGE = 0b11n;
const AARCH64_UNPRIVILEGED = 1n << 6n;
const AARCH64_USED = 1n << 10n;
const RISCV_READ_WRITE_USER_USED_WRITTEN = 0b1101_0110n;
const RISCV_NUMBER_AT = 10n;

/** By name. */
export const FORMATS: Readonly<Record<string, Format>> = {
  x86: {
    table: (address) => address | X86_ALLOWED | X86_USED,
    page: (address) => address | X86_ALLOWED | X86_USED | X86_WRITTEN,
    configuration: (root) => ({
      format: 'X86_64',
      root,
      levels: LEVELS,
      outputWidthBits: 52,
      gigabytePages: true,
      executeDisable: true,
      writeProtect: true,
      supervisorExecuteProtection: false,
      extendedAccessed: false,
    }),
  },
  aarch64: {
    table: (address) => address | AARCH64_TABLE_OR_PAGE,
    page: (address) => address | AARCH64_TABLE_OR_PAGE | AARCH64_UNPRIVILEGED | AARCH64_USED,
    configuration: (root) => ({
      format: 'AARCH64',
      lower: { root, widthBits: 48, granule: 4096, topByteIgnored: false, hierarchicalPermissions: true },
      outputWidthBits: 48,
      wideAddresses: false,
      hardwareAccessFlag: true,
      hardwareDirtyState: true,
      accessFlagFaults: true,
      writeExecuteNever: false,
      privilegedAccessNever: false,
      contiguousHint: true,
    }),
  },
  sv48: {
    table: (address) => ((address / PAGE_BYTES) << RISCV_NUMBER_AT) | VALID,
    page: (address) => ((address / PAGE_BYTES) << RISCV_NUMBER_AT) | VALID | RISCV_READ_WRITE_USER_USED_WRITTEN,
    configuration: (root) => ({
      format: 'RISCV',
      mode: 'SV48',
      root,
      hardwareUpdate: true,
      supervisorUserMemory: false,
      napot: true,
      memoryTypes: true,
      softwareBits: false,
    }),
  },
};

/**
 * Writes tables.
 * @param format of the entries
 * @param memory where they go, from address 0 on; the root is the first one
 * @param pages input page and output page of each mapping
 * @returns pages that the tables take
 */
export function writeTables(
  format: Format,
  memory: MemoryPort,
  pages: Iterable<readonly [input: number, output: number]>,
): number {
  /** Address of a table by what leads to it: the indices on the way. */
  const tables = new Map<string, bigint>();
  let next = PAGE_BYTES;
  const write = (table: bigint, index: number, entry: bigint): void => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, entry, true);
    if (!memory.write(table + BigInt(index * bytes.length), bytes)) throw new Error('the tables do not fit in memory');
  };
  for (const [input, output] of pages) {
    let table = 0n;
    let way = '';
    for (let level = LEVELS - 1; level > 0; level -= 1) {
      const index = Math.floor(input / ENTRIES ** level) % ENTRIES;
      way += `/${index}`;
      let below = tables.get(way);
      if (below === undefined) {
        below = next;
        next += PAGE_BYTES;
        tables.set(way, below);
        write(table, index, format.table(below));
      }
      table = below;
    }
    write(table, input % ENTRIES, format.page(BigInt(output) * PAGE_BYTES));
  }
  return Number(next / PAGE_BYTES);
}
