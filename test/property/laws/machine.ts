import { pageOf } from '../../../src/base/u64';
import type { Mapping } from '../../../src/core/address-space';
import { Iommu } from '../../../src/core/iommu';
import type { Output } from '../../../src/core/outputs';
import { IommuError } from '../../../src/model/errors';
import type { EndpointBackend } from '../../../src/model/endpoint';
import type { OutstandingInvalidation } from '../../../src/model/invalidation';
import type { PageRequestGroup } from '../../../src/model/page-request';
import { READ, WRITE, type Permissions } from '../../../src/model/permissions';
import type { ReportRecord } from '../../../src/model/report';
import type { ViommuConfig } from '../../../src/model/viommu';
import { finish, Ram } from '../../unit/core/fixture';
import { FIRST_OUTPUT, FREE_OUTPUT, SHARED_PAGE, TABLES } from './guest';

/** Every command of a vIOMMU that can change something, and those that must not. */
export type Method =
  | 'createEndpoint'
  | 'deleteEndpoint'
  | 'setAts'
  | 'resetFunction'
  | 'surpriseRemove'
  | 'enablePri'
  | 'disablePri'
  | 'resetPri'
  | 'connect'
  | 'disconnect'
  | 'issueDma'
  | 'requestTranslation'
  | 'submitPageRequests'
  | 'completeInvalidations'
  | 'inject'
  | 'createDomain'
  | 'deleteDomain'
  | 'attach'
  | 'replace'
  | 'detach'
  | 'map'
  | 'unmap'
  | 'invalidate'
  | 'respond'
  | 'resolve'
  | 'injectFault'
  | 'deliver'
  | 'undeliver'
  | 'tick'
  | 'update'
  | 'reset'
  | 'probe'
  | 'updateContext'
  | 'stopPasid'
  | 'resume'
  | 'clearPriStatus'
  | 'sendPageResponse'
  | 'injectExhaustion'
  | 'acknowledgeOverflow'
  | 'drain'
  | 'mapAnywhere'
  | 'usablePages'
  | 'setAllowedRanges'
  | 'setDirtyTracking'
  | 'readDirty'
  | 'explain'
  | 'setLink'
  | 'addRules'
  | 'deleteRules'
  | 'verifyExpectations';

/** What a command returns, with its slices run to the end. */
export type Returned<M extends Method> =
  ReturnType<Iommu[M]> extends Generator<void, infer R, unknown> ? R : ReturnType<Iommu[M]>;

/** A command as it was given, or a write of the guest to its memory: an address and bytes. */
export interface Call {
  readonly method: Method | 'writeMemory';
  readonly args: readonly unknown[];
}

/** How a command ended: with a value, or refused. */
export type Ended = { readonly value: unknown } | { readonly refused: IommuError };

/** Looks at a machine around every command. */
export interface Watcher {
  before?(call: Call): void;
  after?(call: Call, ended: Ended, outputs: readonly Output[]): void;
}

/** Bytes of guest RAM. */
const MEMORY = 1 << 20;

/** A touch of a page of RAM. */
export interface Touch {
  readonly page: number;
  readonly access: Permissions;
}

/** Guest RAM that keeps record of which pages were touched, and of which one page is shared with others. */
export class WatchedRam extends Ram {
  accesses: Touch[] = [];

  constructor() {
    super(MEMORY);
  }

  override read(address: bigint, into: Uint8Array): boolean {
    this.accesses.push({ page: pageOf(address), access: READ });
    return super.read(address, into);
  }

  override write(address: bigint, bytes: Uint8Array): boolean {
    this.accesses.push({ page: pageOf(address), access: WRITE });
    return super.write(address, bytes);
  }

  override isShared(page = -1): boolean {
    return page === SHARED_PAGE;
  }
}

/** A vIOMMU and its memory. */
export interface Subject {
  readonly iommu: Iommu;
  readonly ram: WatchedRam;
}

/** A new vIOMMU. */
export function subjectOf(config: ViommuConfig): Subject {
  const ram = new WatchedRam();
  return { ram, iommu: new Iommu({ config, incarnation: 7, memory: ram }) };
}

/** Gives a command to a vIOMMU, or writes to its memory. */
export function execute({ iommu, ram }: Subject, { method, args }: Call): Ended {
  if (method === 'writeMemory') {
    const [address, bytes] = args as readonly [bigint, Uint8Array];
    ram.bytes.set(bytes, Number(address));
    return { value: undefined };
  }
  const target = iommu as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  try {
    const value = target[method]!.apply(iommu, args as unknown[]);
    return { value: method === 'unmap' ? finish(value as Generator<void, unknown>) : value };
  } catch (error) {
    if (error instanceof IommuError) {
      return { refused: error };
    }
    throw error;
  }
}

/** The records of the reports among outputs. */
export function recordsOf(outputs: readonly Output[]): ReportRecord[] {
  return outputs.flatMap((output) => (output.kind === 'REPORT' ? [output.report.record] : []));
}

/** What a machine begins with, again after each reset. */
export interface Start {
  /** Endpoints that go through tables. */
  readonly guests: boolean;
  /** Domains that record what is written. */
  readonly dirty: boolean;
}

/** A vIOMMU that keeps record of what it was told and what it said, and lets laws watch. */
export class Machine implements Subject {
  readonly ram: WatchedRam;
  readonly iommu: Iommu;
  readonly calls: Call[] = [];
  readonly outputs: Output[] = [];
  /** Every cookie there ever was that an action may choose, in the order of their groups. */
  readonly cookies: bigint[] = [];
  /** Groups handed to the controller of a domain. */
  readonly delivered = new Map<number, bigint[]>();
  readonly backends = new Map<number, EndpointBackend>();
  /** Mappings that were removed, the latest last, and of which domain. */
  readonly removed: { readonly domainId: number; readonly mapping: Mapping }[] = [];
  /** Output pages that endpoints were granted which an action may choose. */
  readonly granted: { readonly endpointId: number; readonly page: number }[] = [];
  /** Endpoint and domain of which no action chooses anything. */
  apart = 0;
  /** Pages of the granule. */
  readonly granule: number;
  private outputPage = FIRST_OUTPUT;
  private readonly watchers: Watcher[] = [];

  /**
   * @param fresh whether no two mappings ever lead to the same place
   * @param start what there is from the start
   */
  constructor(
    config: ViommuConfig,
    readonly fresh = false,
    readonly start: Start = { guests: false, dirty: false },
  ) {
    ({ ram: this.ram, iommu: this.iommu } = subjectOf(config));
    this.granule = 2 ** (config.granuleBits - 12);
  }

  /**
   * Where a mapping of so many pages shall lead; never to tables.
   *
   * @param alignment a power of two that divides the page
   */
  output(wish: number, pageCount: number, alignment = this.granule): number {
    if (!this.fresh) {
      return FIRST_OUTPUT + wish - (wish % alignment);
    }
    if (this.outputPage < FREE_OUTPUT && this.outputPage + alignment + pageCount > TABLES[0].ram) {
      this.outputPage = FREE_OUTPUT;
    }
    const output = Math.ceil(this.outputPage / alignment) * alignment;
    this.outputPage = output + Math.ceil(pageCount / this.granule) * this.granule;
    return output;
  }

  /** The guest writes to its memory. */
  write(address: bigint, bytes: Uint8Array): void {
    this.command({ method: 'writeMemory', args: [address, bytes] });
  }

  watch(watcher: Watcher): void {
    this.watchers.push(watcher);
  }

  /** Who may act as an endpoint. */
  speaker(endpointId: number): EndpointBackend {
    return this.backends.get(endpointId) ?? 'HOSTED';
  }

  /** Groups that an action may choose from. */
  pending(): PageRequestGroup[] {
    return this.iommu.pendingGroups(undefined, 0n, 10_000).filter(({ endpointId }) => endpointId !== this.apart);
  }

  /** Invalidations that an action may complete. */
  sentInvalidations(): OutstandingInvalidation[] {
    const all = this.iommu.outstandingInvalidations(undefined, 0, 1000);
    return all.filter(({ endpointId, itag }) => itag !== undefined && endpointId !== this.apart);
  }

  /** Gives a command; what it returns is undefined when it was refused. */
  call<M extends Method>(method: M, ...args: Parameters<Iommu[M]>): Returned<M> | undefined {
    const ended = this.command({ method, args });
    return 'value' in ended ? (ended.value as Returned<M>) : undefined;
  }

  private command(call: Call): Ended {
    this.watchers.forEach((watcher) => watcher.before?.(call));
    this.ram.accesses = [];
    const ended = execute(this, call);
    const outputs = this.iommu.takeOutputs();
    this.calls.push(call);
    this.outputs.push(...outputs);
    this.note(call, ended, outputs);
    this.watchers.forEach((watcher) => watcher.after?.(call, ended, outputs));
    return ended;
  }

  private note({ method, args }: Call, ended: Ended, outputs: readonly Output[]): void {
    for (const record of recordsOf(outputs)) {
      if (record.kind === 'GROUP_QUEUED' && record.domainId !== this.apart) {
        this.cookies.push(record.cookie);
      }
    }
    if (method === 'createEndpoint' && 'value' in ended) {
      const { endpointId, config } = ended.value as Returned<'createEndpoint'>;
      this.backends.set(endpointId, config.backend);
    }
    if (method === 'requestTranslation' && 'value' in ended && args[1] !== this.apart) {
      const { entries } = ended.value as Returned<'requestTranslation'>;
      const given = entries.filter(({ permissions }) => permissions !== 0);
      this.granted.push(
        ...given.map(({ outputFirstPage }) => ({ endpointId: args[1] as number, page: outputFirstPage })),
      );
    }
    if (method === 'deliver' && 'value' in ended) {
      const domainId = args[0] as number;
      const groups = ended.value as Returned<'deliver'>;
      this.delivered.set(domainId, [...(this.delivered.get(domainId) ?? []), ...groups.map((g) => g.cookie)]);
    }
  }
}
