import { GuestQueues, type Pending, type Wanted } from '../guestqueues';
import type { OperationOutput } from '../core/outputs';
import type { MemoryPort } from '../core/memory-port';
import { IommuError } from '../model/errors';
import type {
  DomainTags,
  GuestBuffer,
  GuestRecord,
  QueueControl,
  QueueEffects,
  QueueKind,
  QueueView,
  SubmissionResult,
} from '../model/guest-queue';
import type { Eventually } from './eventually';
import { GuestQueueWatch } from './guest-queue-watch';
import type { IommuRunner } from './iommu-runner';
import { SESSION_LIMITS } from './limits';
import type { ReportStream } from './report-stream';
import type { ReportStreams } from './report-streams';
import type { ClosingReason, ReportStreamItem } from './stream-items';

/** Items taken from the report log at a time. */
const MAX_PULLED = 64;

/** What became of setting registers. */
export interface QueueControlled {
  readonly view: QueueView;
  readonly result: SubmissionResult;
}

/** Records that were taken, and what hardware did besides. */
export interface RecordsTaken {
  readonly view: QueueView;
  readonly records: readonly GuestRecord[];
  readonly effects: QueueEffects;
}

/** Somebody who waits for commands. */
interface Wait {
  readonly reject: (error: Error) => void;
}

/** The guest-native queues of one vIOMMU and those who use them: a reader of its report log, and a giver of commands. */
export class GuestQueueDesk {
  private readonly runner: IommuRunner;
  private readonly memory: MemoryPort;
  private readonly streams: ReportStreams;
  private queues: GuestQueues;
  private feed: ReportStream | undefined;
  private following: Wanted = 'NOTHING';
  private readonly watches = new Set<GuestQueueWatch>();
  private readonly waits = new Set<Wait>();

  /**
   * @param runner runs the vIOMMU's commands
   * @param memory guest memory
   * @param streams of reports, one of which the queues read
   */
  constructor(runner: IommuRunner, memory: MemoryPort, streams: ReportStreams) {
    this.runner = runner;
    this.memory = memory;
    this.streams = streams;
    this.queues = this.newQueues();
  }

  /** Streams that are open. */
  get size(): number {
    return this.watches.size;
  }

  /** Whether somebody waits for commands, or the queues take reports. */
  get busy(): boolean {
    return this.waits.size > 0 || this.feed !== undefined;
  }

  /**
   * Executes commands, and waits until each has ended.
   *
   * @param signal ends the wait, never the commands
   * @throws IommuError as `GuestQueueService.SubmitCommands` lists them
   */
  submit(
    kind: QueueKind,
    entries: Uint8Array,
    buffers: readonly GuestBuffer[],
    signal?: AbortSignal,
  ): Eventually<SubmissionResult> {
    const submitted = this.runner.execute(() => {
      const pending = this.queues.submit(kind, entries, buffers);
      this.tellWatches();
      return pending;
    });
    return whenDone(submitted, (pending) => this.settled(pending, signal, () => pending.result()));
  }

  /**
   * Sets registers, and waits for the commands that are read because of it.
   *
   * @param takeOver whether page requests are taken from another stream that controls their domain
   * @param signal ends the wait, never the commands
   * @throws IommuError as `GuestQueueService.ControlQueue` lists them
   */
  control(
    kind: QueueKind,
    control: QueueControl,
    takeOver: boolean,
    signal?: AbortSignal,
  ): Eventually<QueueControlled> {
    const controlled = this.runner.execute(() => {
      this.queues.checkControl(kind, control);
      this.follow(this.queues.wantedWith(kind, control.enabled), takeOver);
      const done = this.queues.control(kind, control);
      // What waited for somebody to take it is there at once.
      this.pull();
      return done;
    });
    return whenDone(controlled, (done) =>
      this.settled(done, signal, () => ({ result: done.result(), view: done.view() })),
    );
  }

  /** Every queue of the profile. */
  views(): Eventually<readonly QueueView[]> {
    return this.runner.execute(() => this.queues.views());
  }

  /**
   * Says which numbers name a domain.
   *
   * @throws IommuError DOMAIN_NOT_FOUND
   */
  setDomainTags(domainId: number, tags: DomainTags): Eventually<void> {
    return this.runner.execute(() => {
      this.queues.setDomainTags(domainId, tags);
    });
  }

  /**
   * Takes records.
   *
   * @param max at least 1
   * @throws IommuError GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID, GUEST_QUEUE_HAS_RING, GUEST_QUEUE_BUSY
   */
  read(kind: QueueKind, max: number): Eventually<RecordsTaken> {
    return this.runner.execute(() => {
      const { base, name } = this.queues.recordView(kind);
      if (base !== undefined) {
        const text = `records of ${name} are written to its ring; read it there, or set base to 2^64-1`;
        throw new IommuError('GUEST_QUEUE_HAS_RING', text, { field: 'queue' });
      }
      this.requireFree(kind);
      const { records, effects } = this.queues.take(kind, max);
      return { records, effects, view: this.queues.recordView(kind) };
    });
  }

  /**
   * Opens a stream of records. To be called inside of a command.
   *
   * @param kinds none: every queue of records but those of iommufd
   * @throws IommuError GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID, GUEST_QUEUE_BUSY
   */
  watch(kinds: readonly QueueKind[], onReadable: () => void): GuestQueueWatch {
    const wanted = kinds.length > 0 ? [...new Set(kinds)] : this.queues.recordKinds.filter((kind) => !isIommufd(kind));
    for (const kind of wanted) {
      this.queues.recordView(kind);
      this.requireFree(kind);
    }
    const watch = new GuestQueueWatch(this.runner, onReadable, {
      queues: this.queues,
      kinds: wanted,
      onRelease: (released) => this.watches.delete(released),
    });
    this.watches.add(watch);
    return watch;
  }

  /** An operation has ended. */
  onOperation(output: OperationOutput): void {
    if (this.queues.awaitsOperations) {
      this.runner.post(() => {
        this.queues.onOperation(output);
        this.tellWatches();
      });
    }
  }

  /** Begins anew, with the vIOMMU. Must be called inside of a command. */
  restart(): void {
    this.unfollow();
    this.queues = this.newQueues();
  }

  /** Refuses everybody who waits for commands. */
  rejectWaits(error: IommuError): void {
    for (const { reject } of this.waits) {
      reject(error);
    }
    this.waits.clear();
  }

  /** Ends the streams. */
  closeAll(reason: ClosingReason): void {
    for (const watch of [...this.watches]) {
      watch.close(reason);
    }
  }

  private newQueues(): GuestQueues {
    return new GuestQueues({ iommu: this.runner.iommu, memory: this.memory, drain: () => this.pull() });
  }

  private requireFree(kind: QueueKind): void {
    if ([...this.watches].some(({ kinds }) => kinds.includes(kind))) {
      const text = `a stream takes the records of queue ${kind}; end it first`;
      throw new IommuError('GUEST_QUEUE_BUSY', text, { field: 'queue' });
    }
  }

  /** Reads the report log from where the queues have read it, for what they want now. */
  private follow(wanted: Wanted, takeOver: boolean): void {
    if (wanted === this.following) {
      return;
    }
    const before = this.feed;
    if (wanted === 'NOTHING') {
      this.unfollow();
      return;
    }
    // What was reported so far is recorded as the queues are now.
    this.pull();
    this.queues.onFollowed();
    const role = wanted === 'EVENTS' ? 'OBSERVER' : 'CONTROLLER';
    const feed = this.streams.open(
      {
        domains: [{ domainId: undefined, role, takeOver: takeOver && role === 'CONTROLLER' }],
        excludeEvents: false,
        defaultRole: role,
        credits: role === 'CONTROLLER' ? SESSION_LIMITS.max_credits.maximum : undefined,
        creditsFixed: false,
        resume: undefined,
      },
      () => {
        this.runner.post(() => this.pull());
      },
    );
    this.feed = feed;
    this.following = wanted;
    before?.close('CLIENT_DONE');
  }

  private unfollow(): void {
    this.feed?.close('CLIENT_DONE');
    this.feed = undefined;
    this.following = 'NOTHING';
  }

  /** Records what has been reported. Must be called inside of a command. */
  private pull(): void {
    const { feed } = this;
    for (let items = feed?.pull(MAX_PULLED) ?? []; items.length > 0; items = feed?.pull(MAX_PULLED) ?? []) {
      for (const item of items) {
        this.take(item);
      }
    }
    this.tellWatches();
  }

  private take(item: ReportStreamItem): void {
    switch (item.kind) {
      case 'GROUP':
        // An observer's copy is another's to answer.
        if (this.following === 'GROUPS_AND_EVENTS') {
          this.queues.onGroup(item.group);
        }
        break;
      case 'EVENT':
        this.queues.onReport(item.report);
        break;
      case 'SKIPPED':
        if (item.reason === 'OVERWRITTEN') {
          this.queues.onLost(Number(item.last - item.first) + 1);
        }
        break;
      case 'CLOSING':
        this.feed = undefined;
        this.following = 'NOTHING';
        if (item.reason === 'TAKEN_OVER') {
          this.queues.onTakenOver();
          this.follow(this.queues.wantedWith(undefined, undefined), false);
        }
        break;
      case 'OPENED':
      case 'HEARTBEAT':
        break;
    }
  }

  private tellWatches(): void {
    for (const watch of this.watches) {
      watch.onNews();
    }
  }

  private settled<T>(pending: Pending, signal: AbortSignal | undefined, result: () => T): Eventually<T> {
    let done = false;
    pending.whenSettled(() => {
      done = true;
    });
    return done ? result() : this.waitFor(pending, signal, result);
  }

  private waitFor<T>(pending: Pending, signal: AbortSignal | undefined, result: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.waits.delete(wait);
        reject(signal?.reason as Error);
      };
      const wait: Wait = {
        reject: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      };
      this.waits.add(wait);
      signal?.addEventListener('abort', onAbort, { once: true });
      pending.whenSettled(() => {
        if (this.waits.delete(wait)) {
          signal?.removeEventListener('abort', onAbort);
          resolve(result());
        }
      });
      if (signal?.aborted === true) {
        onAbort();
      }
    });
  }
}

function isIommufd(kind: QueueKind): boolean {
  return kind.startsWith('IOMMUFD');
}

function whenDone<T, R>(value: Eventually<T>, then: (value: T) => Eventually<R>): Eventually<R> {
  return value instanceof Promise ? value.then(then) : then(value);
}
