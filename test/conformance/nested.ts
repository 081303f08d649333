/** Page tables of a guest, written into memory entry by entry as the architectures draw them. */
import type { NestedRequest } from '../../src/model/domain';
import type { EndpointRequest } from '../../src/model/endpoint';
import type { RiscvConfiguration, TableConfiguration, X86Configuration } from '../../src/model/guest-tables';
import { NO_PASID } from '../../src/model/page-request';
import { EXECUTE, READ, WRITE } from '../../src/model/permissions';
import type { ProfileName } from '../../src/model/viommu';
import { config, FULL } from '../unit/core/fixture';
import { item, Space } from './space';

/** Entries of x86-64 tables (VT-d 9.7): the bits that tests use. */
export const X86 = { PRESENT: 1n, WRITABLE: 2n, USER: 4n, GLOBAL: 0x100n, RESERVED: 1n << 51n } as const;

/** Entries of RISC-V tables (privileged architecture, 12.4.1): the bits that tests use. */
export const PTE = { V: 1n, R: 2n, W: 4n, X: 8n, U: 0x10n, G: 0x20n, A: 0x40n, D: 0x80n } as const;

const RW_PTE = PTE.V | PTE.R | PTE.W | PTE.U;

/** How entries are made in a format: tables have 512 entries of 8 bytes. */
interface Encoding {
  /** Tables on the way to a page. */
  readonly depth: number;
  pointer(page: number): bigint;
  leaf(page: number, flags: bigint): bigint;
}

const X86_64: Encoding = {
  depth: 4,
  pointer: (page) => (BigInt(page) << 12n) | X86.PRESENT | X86.WRITABLE | X86.USER,
  leaf: (page, flags) => (BigInt(page) << 12n) | flags,
};

const SV39: Encoding = {
  depth: 3,
  pointer: (page) => (BigInt(page) << 10n) | PTE.V,
  leaf: (page, flags) => (BigInt(page) << 10n) | flags,
};

/** Tables from a page of guest-physical addresses on. */
export class GuestTables {
  private nextPage: number;
  private readonly words: DataView;

  /**
   * @param bytes memory
   * @param encoding the format
   * @param rootPage the guest-physical page of the root table; the others follow
   * @param place where a guest-physical page is in memory
   */
  constructor(
    bytes: Uint8Array,
    private readonly encoding: Encoding,
    readonly rootPage: number,
    private readonly place: (page: number) => number = (page) => page,
  ) {
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.nextPage = rootPage + 1;
  }

  /** Maps a page, and makes the tables on the way to it. */
  map(page: number, outputPage: number, flags: bigint): this {
    for (let level = this.encoding.depth - 1; level > 0; level -= 1) {
      if (this.get(page, level) === 0n) {
        this.set(page, level, this.encoding.pointer(this.nextPage));
        this.nextPage += 1;
      }
    }
    return this.set(page, 0, this.encoding.leaf(outputPage, flags));
  }

  /** Changes the entry for a page in its table of a level, 0 being the last. */
  set(page: number, level: number, entry: bigint): this {
    this.words.setBigUint64(this.inMemory(page, level), entry, true);
    return this;
  }

  /** The entry for a page in its table of a level. */
  get(page: number, level: number): bigint {
    return this.words.getBigUint64(this.inMemory(page, level), true);
  }

  /** The guest-physical address of that entry. */
  entryAddress(page: number, level: number): bigint {
    let table = this.rootPage;
    for (let above = this.encoding.depth - 1; above > level; above -= 1) {
      table = this.pointedTo(this.words.getBigUint64(this.offset(table, page, above), true));
    }
    return BigInt(table) * 4096n + BigInt(indexOf(page, level)) * 8n;
  }

  private inMemory(page: number, level: number): number {
    const address = this.entryAddress(page, level);
    return this.place(Number(address / 4096n)) * 4096 + Number(address % 4096n);
  }

  private offset(table: number, page: number, level: number): number {
    return this.place(table) * 4096 + indexOf(page, level) * 8;
  }

  private pointedTo(entry: bigint): number {
    return Number((entry & 0xf_ffff_ffff_ffffn) >> (this.encoding === SV39 ? 10n : 12n));
  }
}

/** Tables in the format of x86-64. */
export function x86Tables(bytes: Uint8Array, rootPage: number, place?: (page: number) => number): GuestTables {
  return new GuestTables(bytes, X86_64, rootPage, place);
}

/** Tables in the format Sv39 of RISC-V. */
export function sv39Tables(bytes: Uint8Array, rootPage: number, place?: (page: number) => number): GuestTables {
  return new GuestTables(bytes, SV39, rootPage, place);
}

/** What x86-64 tables of four levels look like that begin at a page. */
export function x86(rootPage: number, changes: Partial<X86Configuration> = {}): TableConfiguration {
  return {
    format: 'X86_64',
    root: BigInt(rootPage) * 4096n,
    levels: 4,
    outputWidthBits: 48,
    gigabytePages: true,
    executeDisable: true,
    writeProtect: true,
    supervisorExecuteProtection: true,
    extendedAccessed: false,
    ...changes,
  };
}

/** What Sv39 tables look like that begin at a page. */
export function sv39(rootPage: number, changes: Partial<RiscvConfiguration> = {}): TableConfiguration {
  return {
    format: 'RISCV',
    mode: 'SV39',
    root: BigInt(rootPage) * 4096n,
    hardwareUpdate: true,
    supervisorUserMemory: false,
    napot: true,
    memoryTypes: true,
    softwareBits: false,
    ...changes,
  };
}

/** A nested domain on another, or on none. */
export function nestedOn(stage2DomainId: number | undefined, tables: TableConfiguration): NestedRequest {
  return { stage2DomainId, tables, tableUpdates: 'PRIVATE' };
}

function indexOf(page: number, level: number): number {
  return Math.floor(page / 512 ** level) % 512;
}

/** Guest-physical pages from 0 on that stage 2 translates, and how far up in memory. */
export const STAGE2 = { lastPage: 63, shift: 64 } as const;

/** How a stage of nested translation is to differ from the ordinary one. */
export interface NestedWishes {
  readonly profile?: ProfileName;
  readonly endpoint?: EndpointRequest;
  /** Default RISCV. */
  readonly format?: 'RISCV' | 'X86_64';
  readonly tables?: Partial<RiscvConfiguration> & Partial<X86Configuration>;
}

/** A stage of nested translation. */
export interface NestedStage {
  readonly bench: Space;
  /** Those of domain 2, from guest-physical page 8 on. */
  readonly tables: GuestTables;
  /** The format's flags of a page for everybody to read and write. */
  readonly flags: bigint;
}

/**
 * Domain 2 is nested on domain 1, which maps pages 0 to 63 to 64 to 127 of memory. Endpoint 1, with everything unless
 * said otherwise, is attached to domain 2 without PASID, and with PASID 5 if it has any.
 */
export function nestedStage({ profile, endpoint = FULL, format = 'RISCV', tables }: NestedWishes = {}): NestedStage {
  const bench = new Space(config({}, {}, profile));
  const place = (page: number) => page + STAGE2.shift;
  const made = (format === 'RISCV' ? sv39Tables : x86Tables)(bench.ram.bytes, 8, place);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  bench.map(item(0, STAGE2.lastPage, STAGE2.shift, READ | WRITE | EXECUTE));
  const nested = nestedOn(1, format === 'RISCV' ? sv39(8, tables) : x86(8, tables));
  bench.iommu.createDomain(2, { kind: 'NESTED', pageRequests: profile !== 'VIRTIO', nested });
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.attach(1, NO_PASID, 2, 0n);
  if (endpoint.pasid !== undefined) {
    bench.iommu.attach(1, 5, 2, 0n);
  }
  if (endpoint.backend === 'EXTERNAL') {
    bench.iommu.connect(1);
    bench.iommu.setAts(1, true);
  }
  bench.said();
  return { bench, tables: made, flags: format === 'RISCV' ? RW_PTE : X86.PRESENT | X86.WRITABLE | X86.USER };
}
