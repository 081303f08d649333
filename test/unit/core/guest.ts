import type { NestedRequest, TableUpdates } from '../../../src/model/domain';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { FaultEvent, FaultReason } from '../../../src/model/fault';
import type { TableConfiguration } from '../../../src/model/guest-tables';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE, type Permissions } from '../../../src/model/permissions';
import type { AddressType, DmaResult, TranslationCompletion } from '../../../src/model/transfer';
import type { Limits, PolicyPatch, ProfileName, ViommuConfig } from '../../../src/model/viommu';
import { riscv, ROOT, type Subject } from '../walkers/subjects';
import { TableBuilder } from '../walkers/table-builder';
import { Bench, pages, Ram } from './fixture';

/** Reading and writing. */
export const RW: Permissions = READ | WRITE;

/** Tables in the simplest format. */
export const SV39: TableConfiguration = riscv('SV39').configuration;

/** A nested domain on another, or on none. */
export function nestedOn(
  stage2DomainId: number | undefined,
  tables: TableConfiguration,
  tableUpdates: TableUpdates = 'PRIVATE',
): NestedRequest {
  return { stage2DomainId, tables, tableUpdates };
}

/** Guest RAM of which some pages are shared with others, cannot be written, or are not there. */
export class GuestRam extends Ram {
  readonly shared = new Set<number>();
  readonly readOnly = new Set<number>();
  readonly absent = new Set<number>();
  /** What was read and written, in order. */
  readonly accesses: { readonly write: boolean; readonly address: bigint; readonly length: number }[] = [];

  override read(address: bigint, into: Uint8Array): boolean {
    this.accesses.push({ write: false, address, length: into.length });
    return !this.absent.has(pageAt(address)) && super.read(address, into);
  }

  override write(address: bigint, bytes: Uint8Array): boolean {
    this.accesses.push({ write: true, address, length: bytes.length });
    return this.isWritable(pageAt(address), 1) && super.write(address, bytes);
  }

  override isWritable(page: number, length: number): boolean {
    return !this.absent.has(page) && !this.readOnly.has(page) && super.isWritable(page, length);
  }

  override isShared(page = 0): boolean {
    return this.shared.has(page);
  }

  /** 8 bytes. */
  get(address: bigint): bigint {
    return this.view.getBigUint64(Number(address), true);
  }

  /** Writes 8 bytes as the guest's processor does. */
  put(address: bigint, value: bigint): void {
    this.view.setBigUint64(Number(address), value, true);
  }

  private get view(): DataView {
    return new DataView(this.bytes.buffer);
  }
}

const pageAt = (address: bigint): number => Number(address >> 12n);

/** Where the domain below maps guest-physical addresses to, and up to which: 4 MiB. */
export const MOVED = 0x40_0000n;

/** Where the tables of a second stage are. */
const STAGE2_ROOT = 0x80_0000n;
const STAGE2_FREE = 0x90_0000n;
const MEMORY_BYTES = 0xa0_0000;

/** The first of 16 pages of memory in which there is nothing. */
export const SPARE = 0x9f0;

/** Where the tables of the first stage begin besides their root: guest-physical. */
const FREE = 0x20_0000n;

/** What there is below the guest's tables: the mappings of domain 1, nothing, or tables of a second stage. */
export type Below = 'MAPPINGS' | 'NOTHING' | 'TABLES';

/** How a guest differs from the ordinary one. */
export interface GuestOptions {
  /** Its tables; Sv39 unless said otherwise. */
  readonly subject?: Subject;
  /** Changes of their configuration. */
  readonly tables?: object;
  /** Default MAPPINGS. */
  readonly below?: Below;
  /** Of the second stage, if it has tables; Sv39x4 unless said otherwise. */
  readonly stage2?: Subject;
  readonly updates?: TableUpdates;
  readonly stage2Updates?: TableUpdates;
  /** Endpoint 1. */
  readonly endpoint?: EndpointRequest;
  readonly pageRequests?: boolean;
  readonly dirtyTracking?: boolean;
  readonly profile?: ProfileName;
  readonly limits?: Partial<Limits>;
  readonly policy?: PolicyPatch;
  readonly changes?: Partial<ViommuConfig>;
}

/** Tables in memory that grow. */
class Tables {
  private readonly written = new Map<bigint, bigint>();

  constructor(
    readonly subject: Subject,
    readonly builder: TableBuilder,
    private readonly write: (address: bigint, entry: bigint) => void,
  ) {}

  /** Maps a page; level and flags are those of a page that everybody may use, marked accessed and dirty. */
  map(input: bigint, output: bigint, { level = this.subject.leaves.at(-1)!, flags = this.subject.flags } = {}): this {
    return this.put(input, level, this.builder.layout.leaf(output, level, flags));
  }

  /** Puts an entry where a walk for an input address comes at a level, and what leads there. */
  put(input: bigint, level: number, entry: bigint): this {
    this.builder.put(input, level, entry);
    for (const [address, made] of this.builder.entries()) {
      if (this.written.get(address) !== made) {
        this.written.set(address, made);
        this.write(address, made);
      }
    }
    return this;
  }

  /** Where the entry for an input address at a level is; the last level unless said otherwise. */
  at(input: bigint, level = this.subject.leaves.at(-1)!): bigint {
    return this.builder.entryAddress(input, level);
  }
}

/**
 * A guest that owns page tables. Domain 2 is nested; domain 1 is what is below, if anything is: it moves guest-physical
 * addresses up to 4 MiB by as much, tables by superpages of 2 MiB. Endpoint 1 is attached to domain 2 without PASID, and with PASID 5 where it has any.
 */
export class Guest extends Bench {
  readonly memory: GuestRam;
  /** Of the first stage: they hold guest-physical addresses. */
  readonly stage1: Tables;
  /** Of the second stage. */
  readonly stage2: Tables | undefined;
  /** How far guest-physical addresses are moved. */
  readonly moved: bigint;

  constructor(options: GuestOptions = {}) {
    const memory = new GuestRam(MEMORY_BYTES);
    const { limits, policy, profile, changes, below = 'MAPPINGS', endpoint = {}, dirtyTracking = false } = options;
    super(limits, policy, profile, changes, memory);
    this.memory = memory;
    this.moved = below === 'NOTHING' ? 0n : MOVED;
    const { subject = riscv('SV39'), stage2 = riscv('SV39X4') } = options;
    this.stage1 = new Tables(subject, new TableBuilder(subject.layout, ROOT, FREE), (address, entry) => {
      memory.put(address + this.moved, entry);
    });
    if (below === 'MAPPINGS') {
      this.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false, dirtyTracking });
      this.iommu.map(1, [pages(0, pageAt(MOVED) - 1, pageAt(MOVED))], 'CONTINUE');
    } else if (below === 'TABLES') {
      this.stage2 = this.secondStage(stage2, options.stage2Updates);
    }
    const tables: TableConfiguration = { ...subject.configuration, ...options.tables };
    const nested = nestedOn(below === 'NOTHING' ? undefined : 1, tables, options.updates);
    this.iommu.createDomain(2, { kind: 'NESTED', pageRequests: options.pageRequests ?? false, nested });
    this.enter(1, endpoint);
    this.said();
  }

  /** An endpoint begins to work in domain 2. */
  enter(id: number, endpoint: EndpointRequest): void {
    this.iommu.createEndpoint(id, endpoint);
    this.iommu.attach(id, NO_PASID, 2, 0xcafen);
    if (endpoint.pasid !== undefined) {
      this.iommu.attach(id, 5, 2, 5n);
    }
    if (endpoint.backend === 'EXTERNAL') {
      this.iommu.connect(id);
      if (endpoint.ats !== undefined) {
        this.iommu.setAts(id, true);
      }
    }
    if (endpoint.pri !== undefined) {
      this.iommu.enablePri(id);
    }
  }

  /** Maps guest-physical pages above 4 MiB in the domain below. */
  mapBelow(firstPage: number, outputFirstPage: number, permissions = RW, lastPage = firstPage): void {
    const { failures } = this.iommu.map(1, [pages(firstPage, lastPage, outputFirstPage, permissions)], 'CONTINUE');
    expect(failures).toEqual([]);
  }

  /** An entry of the first stage, as it is in memory. */
  entry(iova: bigint, level?: number): bigint {
    return this.memory.get(this.stage1.at(iova, level) + this.moved);
  }

  /** Changes an entry of the first stage. */
  setEntry(iova: bigint, entry: bigint, level?: number): void {
    this.memory.put(this.stage1.at(iova, level) + this.moved, entry);
  }

  /** What the guest sees at a guest-physical address. */
  byteAt(guestPhysical: bigint): number {
    return this.memory.bytes[Number(guestPhysical + this.moved)]!;
  }

  setByte(guestPhysical: bigint, value: number): void {
    this.memory.bytes[Number(guestPhysical + this.moved)] = value;
  }

  /** Endpoint 1 reads one byte: the byte, or why it cannot. */
  read(iova: bigint, pasid = NO_PASID): number | FaultReason {
    const { faultReason, data } = this.transfer({ kind: 'READ', length: 1 }, iova, pasid);
    return faultReason ?? data[0]!;
  }

  /** Endpoint 1 writes one byte: 'done', or why it cannot. */
  write(iova: bigint, value = 1, pasid = NO_PASID): 'done' | FaultReason {
    return this.transfer({ kind: 'WRITE', data: Uint8Array.of(value) }, iova, pasid).faultReason ?? 'done';
  }

  /** A DMA of endpoint 1 that ends at once. */
  transfer(
    transfer: Parameters<Bench['iommu']['issueDma']>[2]['transfer'],
    address: bigint,
    pasid = NO_PASID,
    addressType: AddressType = 'UNTRANSLATED',
  ): DmaResult {
    const { backend } = this.iommu.endpoint(1).config;
    const begun = this.iommu.issueDma(backend, 1, { addressType, pasid, address, transfer });
    if (!('result' in begun)) {
      throw new Error('the DMA must not wait');
    }
    return begun.result;
  }

  /** A translation request of endpoint 1. */
  ask(iova: bigint, permissions: Permissions = READ, pasid = NO_PASID, pageCount = 1): TranslationCompletion {
    const { backend } = this.iommu.endpoint(1).config;
    return this.iommu.requestTranslation(backend, 1, { pasid, firstPage: pageAt(iova), pageCount, permissions });
  }

  /** Fault events since the last look at what was said. */
  faults(): FaultEvent[] {
    return this.records().filter((record): record is FaultEvent => record.kind === 'FAULT_EVENT');
  }

  /** What the guest does after it changed tables: it invalidates addresses of a domain, all unless said otherwise. */
  invalidate(domainId = 2, addresses: { readonly first?: bigint; readonly last?: bigint } = {}): bigint | undefined {
    return this.iommu.invalidate([{ kind: 'DOMAIN', domainId, ...addresses }], 'CONTINUE').operationId;
  }

  private secondStage(subject: Subject, updates: TableUpdates | undefined): Tables {
    const tables = new Tables(subject, new TableBuilder(subject.layout, STAGE2_ROOT, STAGE2_FREE), (address, entry) => {
      this.memory.put(address, entry);
    });
    const superpage = 0x20_0000n;
    for (let address = 0n; address < MOVED; address += superpage) {
      tables.map(address, address + MOVED, { level: 1 });
    }
    const configuration = { ...subject.configuration, root: STAGE2_ROOT } as TableConfiguration;
    const nested = nestedOn(undefined, configuration, updates);
    this.iommu.createDomain(1, { kind: 'NESTED', pageRequests: false, nested });
    return tables;
  }
}
