import { preallocatedPoolBytes } from '../core/preallocation';
import type { Iommu } from '../core/iommu';
import type { OperationOutput } from '../core/outputs';
import { IommuError, limitExceeded } from '../model/errors';
import type { QueueKind } from '../model/guest-queue';
import { addFlushed, type FlushCounts, type PolicyPatch, type ViommuConfig } from '../model/viommu';
import { checkIncarnation, checkPolicy, type TimeTarget } from './config';
import { DirtyRead, type DirtyReadRequest } from './dirty-read';
import type { EndpointChannel } from './endpoint-channel';
import { EndpointStreams } from './endpoint-streams';
import type { EndpointWatch } from './endpoint-watch';
import type { Eventually } from './eventually';
import { GuestMemory } from './guest-memory';
import { GuestQueueDesk } from './guest-queue-desk';
import type { GuestQueueWatch } from './guest-queue-watch';
import type { IncarnationSource } from './incarnations';
import { IommuRunner, type Begun, type Completed } from './iommu-runner';
import { SESSION_LIMITS } from './limits';
import { lastAddressOfRegion, type MemoryRegion } from './memory-region';
import { moveTime, moveTimeAfter, type Moved } from './move-time';
import type { ReportStream } from './report-stream';
import { ReportStreams } from './report-streams';
import { RequestCache } from './request-cache';
import type { ClosingReason, ReportStreamRequest } from './stream-items';
import type { TimeSource } from './time-source';
import { viewOf, type ViommuView } from './viommu-view';

/** A vIOMMU after a reset, and what was pending and ended with it. */
export interface ResetDone {
  readonly view: ViommuView;
  readonly flushed: FlushCounts;
}

/** What a vIOMMU is created with. */
export interface ViommuHostOptions {
  readonly viommuId: string;
  readonly config: ViommuConfig;
  readonly deleteAfterIdleMs: bigint;
  readonly incarnation: number;
  /** Where the incarnations of resets come from. */
  readonly incarnations: IncarnationSource;
  readonly time: TimeSource;
  /** Directory of shared memory files; undefined: there are none. */
  readonly memoryDirectory: string | undefined;
  /** Called at every use. */
  readonly onUse: () => void;
}

/** One vIOMMU and everybody who is connected to it. All access to its core goes through here. */
export class ViommuHost {
  /** Its id. */
  readonly viommuId: string;
  /** Results of requests that may be repeated. */
  readonly requests = new RequestCache();
  /** Its guest-native queues. */
  readonly guestQueues: GuestQueueDesk;
  /** Guest RAM, to be read; {@link registerMemory} and {@link unregisterMemory} change it. */
  readonly memory: GuestMemory;

  /** Bytes of page-request pools that were taken at once. */
  readonly preallocatedPoolBytes: number;

  private readonly options: ViommuHostOptions;
  private readonly runner: IommuRunner;
  private readonly reportStreams: ReportStreams;
  private readonly endpointStreams: EndpointStreams;
  private readonly dirtyReads = new Set<DirtyRead>();

  constructor(options: ViommuHostOptions) {
    const { viommuId, config, incarnation, time, memoryDirectory, onUse } = options;
    this.options = options;
    this.viommuId = viommuId;
    this.preallocatedPoolBytes = preallocatedPoolBytes(config);
    this.memory = new GuestMemory(memoryDirectory);
    this.runner = new IommuRunner({
      config,
      incarnation,
      memory: this.memory,
      time,
      onUse,
      sinks: {
        onReport: (report) => this.reportStreams.onReport(report),
        onEndpoint: (output) => this.endpointStreams.onOutput(output),
        onOperation: (output) => this.guestQueues.onOperation(output),
      },
    });
    this.reportStreams = new ReportStreams(viommuId, this.runner);
    this.guestQueues = new GuestQueueDesk(this.runner, this.memory, this.reportStreams);
    this.endpointStreams = new EndpointStreams(viommuId, this.runner);
  }

  /** What it was created as; of its policy only `view` tells what it is now. */
  get config(): ViommuConfig {
    return this.options.config;
  }

  /** Milliseconds without use after which it is to be deleted; 0n: never. */
  get deleteAfterIdleMs(): bigint {
    return this.options.deleteAfterIdleMs;
  }

  /** Whether anybody is connected, or waits for something. */
  get inUse(): boolean {
    return this.streamCount > 0 || this.runner.busy || this.guestQueues.busy;
  }

  /**
   * Runs a command. Commands of one vIOMMU run one after the other, in the order of the calls; at once, unless a sliced
   * one is under way.
   *
   * @param command synchronous; must not run another command
   * @throws IommuError of the command, or VIOMMU_DELETED
   */
  execute<T>(command: (iommu: Iommu) => T): Eventually<T> {
    return this.runner.execute(command);
  }

  /** As {@link execute}, for a command that comes in slices. */
  executeSliced<T>(command: (iommu: Iommu) => Generator<void, T>): Eventually<T> {
    return this.runner.executeSliced(command);
  }

  /**
   * As {@link execute}, and waits for the end of the operation that the command began.
   *
   * @param signal ends the wait, never the operation; the promise then rejects with the signal's reason
   */
  complete<T>(command: (iommu: Iommu) => Begun<T>, signal?: AbortSignal): Eventually<Completed<T>> {
    return this.runner.complete(command, signal);
  }

  /** As {@link complete}, for a command that comes in slices. */
  completeSliced<T>(
    command: (iommu: Iommu) => Generator<void, Begun<T>>,
    signal?: AbortSignal,
  ): Eventually<Completed<T>> {
    return this.runner.completeSliced(command, signal);
  }

  /** The vIOMMU as it is. Looking does not count as use. */
  view(): Eventually<ViommuView> {
    return this.runner.look((iommu) => viewOf(this, iommu));
  }

  /**
   * Changes the policy.
   *
   * @throws IommuError TIMEOUT_INVALID, WIDTH_OUT_OF_RANGE
   */
  update(patch: PolicyPatch): Eventually<ViommuView> {
    checkPolicy(patch, 'policy');
    return this.execute((iommu) => {
      iommu.update(patch);
      return viewOf(this, iommu);
    });
  }

  /**
   * Resets the vIOMMU: its streams end with RESET, calls that wait are refused, and a new incarnation begins.
   *
   * @param incarnation undefined: the server counts
   * @throws IommuError INCARNATION_NOT_ALLOWED, INCARNATION_OUT_OF_RANGE
   */
  reset(incarnation: number | undefined): Eventually<ResetDone> {
    checkIncarnation(incarnation, this.options.config.clock, 'incarnation');
    const next = incarnation ?? this.options.incarnations.next();
    const error = gone(`vIOMMU ${this.viommuId} was reset meanwhile; the operation is void`);
    return this.afterEnd(error, (iommu, ended) => {
      this.closeStreams('RESET');
      const flushed = addFlushed(ended, this.runner.restart(next));
      this.guestQueues.restart();
      // What was done before is undone: the same request means new work now.
      this.requests.clear();
      return { view: viewOf(this, iommu), flushed };
    });
  }

  /**
   * Moves a VIRTUAL clock. Everything that falls due on the way happens at its own time.
   *
   * @param afterBarriers external endpoints whose models must have caught up before
   * @param signal ends the wait for them
   * @throws IommuError CLOCK_NOT_VIRTUAL, TIME_NOT_FORWARD; of barriers ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL,
   *   ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED, LIMIT_EXCEEDED
   */
  advance(target: TimeTarget, afterBarriers: readonly number[] = [], signal?: AbortSignal): Eventually<Moved> {
    if (this.options.config.clock !== 'VIRTUAL') {
      throw new IommuError('CLOCK_NOT_VIRTUAL', `the clock of vIOMMU ${this.viommuId} is REAL: it moves by itself`);
    }
    if (afterBarriers.length > 0) {
      return moveTimeAfter({ runner: this.runner, endpoints: this.endpointStreams }, target, afterBarriers, signal);
    }
    return this.execute((iommu) => moveTime(iommu, target));
  }

  /**
   * A device model has caught up. Must be called inside of a command.
   *
   * @throws IommuError BARRIER_UNKNOWN
   */
  barrierReached(endpointId: number, tag: bigint): void {
    this.endpointStreams.barrierReached(endpointId, tag);
  }

  /**
   * Adds a region of guest memory.
   *
   * @throws IommuError as `GuestMemoryService.RegisterGuestMemory` lists them
   */
  registerMemory(region: MemoryRegion): Eventually<MemoryRegion> {
    return this.execute(() => this.memory.register(region));
  }

  /**
   * Takes a region of guest memory away, and waits for the operation that removes what maps it.
   *
   * @param force removes the mappings first; the region is gone when they are, and not only when every device TLB is
   *   empty: what an endpoint still remembers leads to nothing
   * @param timeoutNs bounds the wait for device TLBs, nanoseconds of the vIOMMU's clock
   * @param signal ends the wait only
   * @returns how removing the mappings ended; undefined when there were none
   * @throws IommuError REGION_NOT_FOUND, BUSY
   */
  unregisterMemory(
    regionId: number,
    force: boolean,
    timeoutNs: bigint | undefined,
    signal?: AbortSignal,
  ): Eventually<OperationOutput | undefined> {
    const { memory } = this;
    const completed = this.completeSliced(function* (iommu) {
      const region = memory.region(regionId);
      const [first, last] = [region.guestAddress, lastAddressOfRegion(region)];
      const user = iommu.findOutputUse(first, last);
      if (user !== undefined && !force) {
        throw busy(regionId, user);
      }
      const operationId = user === undefined ? undefined : yield* iommu.unmapOutput(first, last, timeoutNs);
      memory.unregister(regionId);
      return { value: undefined, operationId };
    }, signal);
    return completed instanceof Promise ? completed.then(({ end }) => end) : completed.end;
  }

  /**
   * Reads guest memory as a processor of the guest would.
   *
   * @param length bytes, at least 1
   * @throws IommuError ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE
   */
  readMemory(address: bigint, length: number): Eventually<Uint8Array> {
    return this.execute(() => this.memory.readBytes(address, length));
  }

  /**
   * Writes guest memory as a processor of the guest would, all or nothing.
   *
   * @param bytes at least 1
   * @throws IommuError ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE
   */
  writeMemory(address: bigint, bytes: Uint8Array): Eventually<void> {
    return this.execute(() => {
      this.memory.writeBytes(address, bytes);
    });
  }

  /**
   * Begins to read which pages are dirty; counts as a stream until it is closed.
   *
   * @throws IommuError DOMAIN_NOT_FOUND, LIMIT_EXCEEDED
   */
  readDirtyPages(request: DirtyReadRequest): Eventually<DirtyRead> {
    return this.openStream((iommu) => {
      const read: DirtyRead = new DirtyRead(request, this.runner, iommu, () => this.dirtyReads.delete(read));
      this.dirtyReads.add(read);
      return read;
    });
  }

  /**
   * Opens a stream of reports.
   *
   * @param onReadable see `PullStream`; must not throw
   * @throws IommuError as `FaultService.WatchFaults` lists them
   */
  openReportStream(request: ReportStreamRequest, onReadable: () => void): Eventually<ReportStream> {
    return this.openStream(() => this.reportStreams.open(request, onReadable));
  }

  /**
   * Opens a stream of guest-native records.
   *
   * @param kinds none: every queue of records but those of iommufd
   * @param onReadable see `PullStream`; must not throw
   * @throws IommuError as `GuestQueueService.WatchRecords` lists them
   */
  watchRecords(kinds: readonly QueueKind[], onReadable: () => void): Eventually<GuestQueueWatch> {
    return this.openStream(() => this.guestQueues.watch(kinds, onReadable));
  }

  /**
   * Watches an endpoint.
   *
   * @param onReadable see `PullStream`; must not throw
   * @throws IommuError ENDPOINT_NOT_FOUND, LIMIT_EXCEEDED
   */
  watchEndpoint(endpointId: number, onReadable: () => void): Eventually<EndpointWatch> {
    return this.openStream(() => this.endpointStreams.watch(endpointId, onReadable));
  }

  /**
   * Opens a device model's stream, which owns nothing until it says hello.
   *
   * @param onReadable see `PullStream`; must not throw
   * @throws IommuError LIMIT_EXCEEDED
   */
  openEndpointChannel(onReadable: () => void): Eventually<EndpointChannel> {
    return this.openStream(() => this.endpointStreams.openChannel(onReadable));
  }

  /**
   * Deletes the vIOMMU in its turn, after the commands that wait.
   *
   * @param onDeleted called at that moment
   * @returns what was pending and ended with it
   */
  delete(onDeleted: () => void): Eventually<FlushCounts> {
    return this.afterEnd(gone(`vIOMMU ${this.viommuId} was deleted`), (iommu, ended) => {
      const flushed = addFlushed(ended, iommu.endAll());
      onDeleted();
      this.stop('VIOMMU_DELETED');
      return flushed;
    });
  }

  /** Ends everything at once: streams get the reason, calls that wait and all later ones are refused with it. */
  stop(reason: 'VIOMMU_DELETED' | 'SERVER_STOPPING'): void {
    const error =
      reason === 'VIOMMU_DELETED'
        ? gone(`vIOMMU ${this.viommuId} was deleted`)
        : new IommuError('SERVER_STOPPING', 'the server stops; connect again later');
    this.runner.stop(error);
    this.endpointStreams.rejectWaits(error);
    this.guestQueues.rejectWaits(error);
    this.closeStreams(reason);
    this.memory.close();
    this.runner.flush();
  }

  /**
   * Ends everything that is open, lets everybody who listens hear how, and then runs a command.
   *
   * @param error what calls get that wait for an operation
   * @param command gets what was pending and ended; more may have come before its turn
   */
  private afterEnd<T>(error: IommuError, command: (iommu: Iommu, flushed: FlushCounts) => T): Eventually<T> {
    const ended = this.execute((iommu) => {
      this.runner.rejectWaits(error);
      this.endpointStreams.rejectWaits(error);
      this.guestQueues.rejectWaits(error);
      return iommu.endAll();
    });
    const then = (flushed: FlushCounts): Eventually<T> => this.execute((iommu) => command(iommu, flushed));
    return ended instanceof Promise ? ended.then(then) : then(ended);
  }

  private get streamCount(): number {
    return this.reportStreams.size + this.endpointStreams.size + this.dirtyReads.size + this.guestQueues.size;
  }

  private openStream<T>(open: (iommu: Iommu) => T): Eventually<T> {
    return this.execute((iommu) => {
      const { maximum } = SESSION_LIMITS.max_streams;
      if (this.streamCount >= maximum) {
        throw limitExceeded('max_streams', maximum, 'end one first; one stream can carry every domain and endpoint');
      }
      return open(iommu);
    });
  }

  private closeStreams(reason: ClosingReason): void {
    this.reportStreams.closeAll(reason);
    this.endpointStreams.closeAll(reason);
    this.guestQueues.closeAll(reason);
  }
}

function gone(text: string): IommuError {
  return new IommuError('VIOMMU_DELETED', text);
}

function busy(regionId: number, domainId: number): IommuError {
  const text = `domain ${domainId} uses memory region ${regionId}; unmap or detach it first, or set force`;
  return new IommuError('BUSY', text, { metadata: { holder: `domain ${domainId}` } });
}
