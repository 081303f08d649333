import type { FaultReason } from '../../../src/model/fault';
import type { RiscvConfiguration, X86Configuration } from '../../../src/model/guest-tables';
import { pageOf } from '../../../src/base/u64';
import { allows, PRIVILEGED, READ, WRITE, type Permissions } from '../../../src/model/permissions';
import { check } from './check';
import type { DomainModel } from './domain-model';
import { SHARED_PAGE, SV, X86 } from './guest';

/** Where an access through guest tables goes. */
export interface Through {
  readonly output: number;
  /** What the first stage made of it. */
  readonly guestPage: number;
}

const pageIn = (entry: bigint, shift: bigint, bits: bigint) => Number((entry >> shift) & ((1n << bits) - 1n));

/** Walks guest tables as their specifications say, over plain bytes, remembering nothing of what they hold. */
export class GuestWalk {
  /** Pages of memory in which entries were looked at. */
  readonly tablePages = new Set<number>();
  /** Whether the latest translation failed below the first stage. */
  failedBelow = false;
  /** Pages of paging domains through which tables were marked. */
  readonly marked: { readonly domain: DomainModel; readonly page: number }[] = [];
  private readonly view: DataView;

  /**
   * @param bytes of guest RAM
   * @param marks whether entries are marked in these bytes; else it is only found out whether they could be
   */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly marks: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Translates a page of a nested domain. */
  translate(domain: DomainModel, page: number, access: Permissions): Through | FaultReason {
    const tables = domain.nested!.tables;
    if (tables.format === 'RISCV') {
      const output = this.secondStage(domain, tables, page, access);
      this.failedBelow = typeof output === 'string';
      return typeof output === 'number' ? { output, guestPage: output } : output;
    }
    const guestPage = this.firstStage(domain, tables as X86Configuration, page, access);
    if (typeof guestPage !== 'number') {
      return guestPage;
    }
    const output = this.below(domain.parent, guestPage, access);
    return typeof output === 'number' ? { output, guestPage } : output;
  }

  /** Where a guest-physical page is. */
  below(parent: DomainModel | undefined, page: number, access: Permissions): number | FaultReason {
    const output = this.lookup(parent, page, access);
    this.failedBelow = typeof output === 'string';
    return output;
  }

  private lookup(parent: DomainModel | undefined, page: number, access: Permissions): number | FaultReason {
    if (parent === undefined) {
      return page;
    }
    if (parent.nested !== undefined) {
      return this.secondStage(parent, parent.nested.tables as RiscvConfiguration, page, access);
    }
    const mapped = parent.lookup(page);
    if (mapped === undefined) {
      return 'NOT_MAPPED';
    }
    return allows(mapped.permissions, access) ? mapped.output : 'PERMISSION';
  }

  /** Intel SDM volume 3, 4.5. */
  private firstStage(
    domain: DomainModel,
    { root, levels }: X86Configuration,
    page: number,
    access: Permissions,
  ): number | FaultReason {
    const half = 2 ** (9 * levels - 1);
    if (page >= half && page < 2 ** 52 - half) {
      return 'ADDRESS_TOO_WIDE';
    }
    let table = pageOf(root);
    let [user, writable] = [true, true];
    for (let level: number = levels; ; level -= 1) {
      const size = 512 ** (level - 1);
      const place = { domain, table, offset: (Math.floor(page / size) % 512) * 8 };
      const entry = this.load(place);
      if (typeof entry !== 'bigint') {
        return entry;
      }
      if ((entry & X86.present) === 0n) {
        return 'NOT_MAPPED';
      }
      user &&= (entry & X86.user) !== 0n;
      writable &&= (entry & X86.writable) !== 0n;
      const target = pageIn(entry, 12n, 40n);
      if (level > 1 && (entry & X86.large) === 0n) {
        const failed = this.mark(place, entry, X86.accessed);
        if (failed !== undefined) {
          return failed;
        }
        table = target;
        continue;
      }
      // Bit 12 of a large page is its memory type.
      const low = target % size;
      if (level > 3 || low > 1) {
        return 'TABLE_MALFORMED';
      }
      const privileged = (access & PRIVILEGED) !== 0;
      if ((!user && !privileged) || (!writable && (access & WRITE) !== 0)) {
        return 'PERMISSION';
      }
      const marks = X86.accessed | ((access & WRITE) !== 0 ? X86.dirty : 0n);
      return this.mark(place, entry, marks) ?? target - low + (page % size);
    }
  }

  /** RISC-V privileged architecture, 12.3.2 with the changes of 19.5: three levels, four pages of root. */
  private secondStage(
    domain: DomainModel,
    { root }: RiscvConfiguration,
    page: number,
    access: Permissions,
  ): number | FaultReason {
    if (page >= 2 ** 29) {
      return 'ADDRESS_TOO_WIDE';
    }
    const index = Math.floor(page / 2 ** 18);
    const place = { domain, table: pageOf(root) + (index >> 9), offset: (index % 512) * 8 };
    const entry = this.load(place);
    if (typeof entry !== 'bigint') {
      return entry;
    }
    if ((entry & SV.valid) === 0n) {
      return 'NOT_MAPPED';
    }
    const target = pageIn(entry, 10n, 44n);
    // No script writes anything but pages of 1 GiB here.
    check([entry & SV.read, target % 2 ** 18], [SV.read, 0]);
    if ((entry & SV.user) === 0n || ((entry & SV.write) === 0n && (access & WRITE) !== 0)) {
      return 'PERMISSION';
    }
    const marks = SV.accessed | ((access & WRITE) !== 0 ? SV.dirty : 0n);
    return this.mark(place, entry, marks) ?? target + (page % 2 ** 18);
  }

  private load({ domain, table, offset }: Place): bigint | FaultReason {
    const page = this.below(domain.parent, table, READ | PRIVILEGED);
    if (typeof page !== 'number') {
      return page;
    }
    this.tablePages.add(page);
    return this.holds(page) ? this.view.getBigUint64(page * 4096 + offset, true) : 'TABLE_ABORT';
  }

  private mark({ domain, table, offset }: Place, entry: bigint, marks: bigint): FaultReason | undefined {
    const { tableUpdates } = domain.nested!;
    if ((entry | marks) === entry || tableUpdates === 'NEVER') {
      return undefined;
    }
    const page = this.below(domain.parent, table, READ | WRITE | PRIVILEGED);
    if (typeof page !== 'number') {
      return page;
    }
    if (tableUpdates === 'PRIVATE' && page === SHARED_PAGE) {
      return undefined;
    }
    if (!this.marks) {
      return undefined;
    }
    if (domain.parent?.kind === 'PAGING') {
      this.marked.push({ domain: domain.parent, page: table });
    }
    this.view.setBigUint64(page * 4096 + offset, entry | marks, true);
    return undefined;
  }

  private holds(page: number): boolean {
    return page * 4096 < this.bytes.length;
  }
}

/** An entry of a table, as the table's addresses are. */
interface Place {
  readonly domain: DomainModel;
  readonly table: number;
  readonly offset: number;
}
