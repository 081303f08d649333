import type { Iommu } from '../core/iommu';
import type { OperationOutput } from '../core/outputs';
import type { EndpointView } from '../model/endpoint';
import type { LimitName, PolicyPatch, ProfileName, ClockKind, ViommuConfig } from '../model/viommu';
import type { Eventually } from './eventually';
import type {
  EndpointChannelItem,
  EndpointWatchItem,
  PullStream,
  ReportStreamItem,
  ReportStreamRequest,
} from './stream-items';
import type { TimeSource } from './time-source';

export type { Eventually } from './eventually';
export type * from './stream-items';
export { SYSTEM_TIME, type TimeSource, type Scheduled } from './time-source';
export { SESSION_LIMITS } from './limits';

/** What a caller asks a vIOMMU to be; what is left out gets its default. */
export interface ViommuRequest {
  readonly profile?: ProfileName | undefined;
  readonly clock?: ClockKind | undefined;
  readonly incarnation?: number | undefined;
  readonly policy?: PolicyPatch | undefined;
  readonly limits?: { readonly [K in LimitName]?: bigint | undefined } | undefined;
  readonly bypassUnattached?: boolean | undefined;
  readonly iovaWidthBits?: number | undefined;
  readonly outputWidthBits?: number | undefined;
  readonly deleteAfterIdleMs?: bigint | undefined;
}

/** A vIOMMU as readers see it. */
export interface ViommuView {
  readonly viommuId: string;
  readonly config: ViommuConfig;
  readonly deleteAfterIdleMs: bigint;
  readonly incarnation: number;
  readonly timeNs: bigint;
  readonly endpointCount: number;
  readonly domainCount: number;
  readonly mappingCount: number;
  readonly pendingGroupCount: number;
  readonly nextSequence: bigint;
}

/** A command's result, and the operation it began, if any. */
export interface Begun<T> {
  readonly value: T;
  readonly operationId: bigint | undefined;
}

/** A command's result, and how the operation it began ended. */
export interface Completed<T> {
  readonly value: T;
  /** Undefined when the command began none. */
  readonly end: OperationOutput | undefined;
}

/** A repeatable request: empty `requestId` means it is not repeatable. */
export interface RequestKey {
  readonly requestId: string;
  readonly method: string;
  /** The request as a plain object; two are the same when all their fields are. */
  readonly request: unknown;
}

/** Where a region's bytes are. */
export type Backing =
  { readonly kind: 'ANONYMOUS' } | { readonly kind: 'SHARED_FILE'; readonly path: string; readonly offset: bigint };

/** A piece of guest RAM. */
export interface MemoryRegion {
  readonly regionId: number;
  readonly guestAddress: bigint;
  readonly length: bigint;
  readonly readOnly: boolean;
  readonly backing: Backing;
}

export declare class RequestCache {
  run<T>(
    key: RequestKey,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal | undefined) => Eventually<T>,
  ): Eventually<T>;
}

export declare class GuestMemory {
  regions(afterGuestAddress: bigint | undefined, limit: number): MemoryRegion[];
}

export declare class EndpointChannel implements PullStream<EndpointChannelItem> {
  hello(endpointId: number, takeOver: boolean, tag: bigint): Eventually<void>;
  requireOpen(endpointId: number): void;
  pull(max: number): EndpointChannelItem[];
  heartbeat(): EndpointChannelItem[];
  readonly ended: boolean;
  finish(): void;
  abandon(): void;
}

export declare class ReportStream implements PullStream<ReportStreamItem> {
  setCredits(credits: number): void;
  pull(max: number): ReportStreamItem[];
  heartbeat(): ReportStreamItem[];
  readonly ended: boolean;
  finish(): void;
  abandon(): void;
}

export declare class EndpointWatch implements PullStream<EndpointWatchItem> {
  pull(max: number): EndpointWatchItem[];
  heartbeat(): EndpointWatchItem[];
  readonly ended: boolean;
  finish(): void;
  abandon(): void;
}

export declare class ViommuHost {
  readonly viommuId: string;
  readonly requests: RequestCache;
  readonly memory: GuestMemory;
  /** Runs a command; commands of one vIOMMU run in the order of these calls. */
  execute<T>(command: (iommu: Iommu) => T): Eventually<T>;
  /** As execute, for work that comes in slices. */
  executeSliced<T>(command: (iommu: Iommu) => Generator<void, T>): Eventually<T>;
  /** As execute, and waits for the end of the operation the command began. An abort ends the wait only. */
  complete<T>(command: (iommu: Iommu) => Begun<T>, signal?: AbortSignal): Eventually<Completed<T>>;
  /** As executeSliced, and waits for the end of the operation. */
  completeSliced<T>(
    command: (iommu: Iommu) => Generator<void, Begun<T>>,
    signal?: AbortSignal,
  ): Eventually<Completed<T>>;
  view(): Eventually<ViommuView>;
  update(patch: PolicyPatch): Eventually<ViommuView>;
  reset(incarnation: number | undefined): Eventually<ViommuView>;
  /** Moves a VIRTUAL clock; the time now. */
  advance(target: { byNs: bigint } | { untilNs: bigint }): Eventually<bigint>;
  registerMemory(region: MemoryRegion): Eventually<MemoryRegion>;
  unregisterMemory(
    regionId: number,
    force: boolean,
    timeoutNs: bigint | undefined,
    signal?: AbortSignal,
  ): Eventually<OperationOutput | undefined>;
  openReportStream(request: ReportStreamRequest, onReadable: () => void): Eventually<ReportStream>;
  watchEndpoint(endpointId: number, onReadable: () => void): Eventually<EndpointWatch>;
  openEndpointChannel(onReadable: () => void): Eventually<EndpointChannel>;
  endpoint(endpointId: number): Eventually<EndpointView>;
}

export declare class Registry {
  constructor(options: {
    readonly time: TimeSource;
    readonly incarnations: { next(): number };
    /** Directory of shared memory files; undefined: there are none. */
    readonly memoryDirectory: string | undefined;
  });
  /** For CreateViommu and DeleteViommu. */
  readonly requests: RequestCache;
  /** viommuId '': the server chooses. */
  create(viommuId: string, request: ViommuRequest): Eventually<ViommuView>;
  /** The vIOMMU, and a sign of use for `deleteAfterIdleMs`. */
  host(viommuId: string): ViommuHost;
  /** Ordered by id. */
  list(afterId: string, limit: number): ViommuHost[];
  delete(viommuId: string): Eventually<void>;
  /** Ends everything, with SERVER_STOPPING. */
  close(): void;
}
