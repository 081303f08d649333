import type { OperationOutput } from '../core/outputs';
import { IommuError, limitExceeded } from '../model/errors';
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
import { RAW_CODES, type PageRequestGroup } from '../model/page-request';
import type { Report } from '../model/report';
import { PROFILES } from '../profiles';
import { CommandQueue } from './command-queue';
import type { Architecture, CommandDialect, QueueParts, RecordDialect, RecordItem } from './dialect';
import { cutSubmission } from './cut-submission';
import { DomainNames } from './domain-names';
import { Registers } from './effects';
import { QUEUE_LIMITS } from './limits';
import { RecordQueue, type Recorded } from './record-queue';
import { RecordedGroups } from './recorded-groups';
import { architectureOf } from './registry';
import type { Submission } from './submission';

/** What the queues need of those around them. */
export interface GuestQueuesParts extends Pick<QueueParts, 'iommu' | 'memory'> {
  /** Hands over, with {@link GuestQueues.onGroup} and {@link GuestQueues.onReport}, everything that has been reported. */
  readonly drain: () => void;
  /** Makes the queues; undefined: those of the profile. */
  readonly architecture?: ((parts: QueueParts) => Architecture) | undefined;
}

/** Which reports the queues want. */
export type Wanted = 'NOTHING' | 'EVENTS' | 'GROUPS_AND_EVENTS';

/** What became of entries, when all have ended. */
export interface Pending {
  /** Calls back when every entry has ended; at once if that is so. */
  whenSettled(action: () => void): void;
  /** What became of them; once. */
  result(): SubmissionResult;
}

/** What became of setting registers. */
export interface Controlled extends Pending {
  /** The queue as it is. */
  view(): QueueView;
}

/** The guest-native queues of one vIOMMU, as its profile has them. Every method but those that look is a command. */
export class GuestQueues {
  private readonly parts: QueueParts;
  private readonly domains: DomainNames;
  private readonly recorded = new RecordedGroups();
  private readonly commands = new Map<QueueKind, CommandQueue>();
  private readonly records = new Map<QueueKind, RecordQueue>();

  constructor({ iommu, memory, drain, architecture: make = architectureOf(iommu.config.profile) }: GuestQueuesParts) {
    this.domains = new DomainNames(iommu);
    const registers = new Registers();
    this.parts = {
      iommu,
      memory,
      registers,
      domains: this.domains,
      commandAddress: (operationId) => this.commandAddress(operationId),
      recordEvent: (data) => {
        drain();
        this.records.get('EVENT')?.recordOwn(data);
      },
    };
    const architecture = make(this.parts);
    for (const [kind, dialect] of commandDialects(architecture)) {
      this.commands.set(kind, new CommandQueue(kind, dialect, { ...this.parts, recorded: this.recorded, drain }));
    }
    for (const [kind, dialect] of recordDialects(architecture)) {
      this.records.set(kind, new RecordQueue(kind, dialect, { ...this.parts, recorded: this.recorded }));
    }
  }

  /** Every queue of the profile. */
  views(): QueueView[] {
    return [...this.commands.values(), ...this.records.values()].map(({ view }) => view);
  }

  /**
   * Which reports the queues want.
   *
   * @param kind a queue that may be turned on or off
   * @param enabled whether it is then on; undefined: as it is
   */
  wantedWith(kind: QueueKind | undefined, enabled: boolean | undefined): Wanted {
    const on = (each: QueueKind): boolean =>
      (each === kind ? enabled : undefined) ?? this.records.get(each)?.settings.enabled === true;
    const { stalls } = PROFILES[this.parts.iommu.config.profile];
    if (on('PAGE_REQUEST') || on('IOMMUFD_PAGE_FAULT') || (on('EVENT') && stalls)) {
      return 'GROUPS_AND_EVENTS';
    }
    return on('EVENT') || on('IOMMUFD_VEVENT') ? 'EVENTS' : 'NOTHING';
  }

  /** Whether commands wait for operations. */
  get awaitsOperations(): boolean {
    return [...this.commands.values()].some(({ waiting }) => waiting > 0);
  }

  /** Another stream took the page requests: the queues that had them are off. */
  onTakenOver(): void {
    for (const kind of ['PAGE_REQUEST', 'IOMMUFD_PAGE_FAULT'] as const) {
      this.records.get(kind)?.turnOff();
    }
  }

  /**
   * Executes commands.
   *
   * @throws IommuError GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID, ENTRIES_INVALID, FIELD_NOT_APPLICABLE,
   *   LIMIT_EXCEEDED, and those of `CommandQueue.submit`
   */
  submit(kind: QueueKind, entries: Uint8Array, buffers: readonly GuestBuffer[]): Pending {
    const queue = this.commandQueue(kind);
    const cut = cutSubmission(queue.settings.entryBytes, entries, buffers);
    const { max_waiting_commands: limit } = QUEUE_LIMITS;
    if (queue.waiting + cut.length > limit.maximum) {
      throw limitExceeded('max_waiting_commands', limit.maximum, 'wait until those before have ended');
    }
    return pending(queue, queue.submit(cut));
  }

  /**
   * Refuses what cannot be set; nothing is changed.
   *
   * @throws IommuError GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_BUSY, and those of `QueueSettings.check`
   */
  checkControl(kind: QueueKind, control: QueueControl): void {
    const command = this.commands.get(kind);
    if (command !== undefined) {
      const moves = control.base !== undefined || control.entries !== undefined || control.entryBytes !== undefined;
      if (command.isHeld && (moves || control.head !== undefined)) {
        const text = `${String(command.waiting)} commands wait; let them end, or turn the queue off first`;
        throw new IommuError('GUEST_QUEUE_BUSY', text);
      }
      if (command.lingers && control.enabled === true) {
        throw new IommuError('GUEST_QUEUE_BUSY', 'the queue is being turned off; let the command that waits end');
      }
      command.settings.check(control);
      if (control.tail !== undefined && command.settings.base === undefined && typeof control.base !== 'bigint') {
        const text =
          'tail says up to where the ring is to be read, and it has no base; set base, or use SubmitCommands';
        throw new IommuError('FIELD_NOT_APPLICABLE', text, { field: 'tail' });
      }
      return;
    }
    this.recordQueue(kind, 'EITHER').settings.check(control);
  }

  /** Sets registers; {@link checkControl} must have had nothing against it. */
  control(kind: QueueKind, control: QueueControl): Controlled {
    const command = this.commands.get(kind);
    if (command !== undefined) {
      return { ...pending(command, command.control(control)), view: () => command.view };
    }
    const queue = this.recordQueue(kind, 'EITHER');
    const effects = queue.control(control);
    if (kind === 'PAGE_REQUEST' && control.enabled !== undefined) {
      this.parts.iommu.update({ pageRequestQueueEnabled: control.enabled });
    }
    if (kind === 'PAGE_REQUEST' && control.clear.length > 0 && !queue.view.stopped) {
      this.acknowledgeOverflows();
    }
    const result = { consumed: 0, results: [], effects, head: queue.view.head, stopped: queue.view.stopped };
    return {
      whenSettled: (action) => {
        action();
      },
      result: () => result,
      view: () => queue.view,
    };
  }

  /** Says which numbers name a domain. @throws IommuError DOMAIN_NOT_FOUND */
  setDomainTags(domainId: number, tags: DomainTags): void {
    this.domains.set(domainId, tags);
  }

  /** Kinds of the queues of records. */
  get recordKinds(): QueueKind[] {
    return [...this.records.keys()];
  }

  /**
   * Refuses a queue that has no records to take.
   *
   * @throws IommuError GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID
   */
  recordView(kind: QueueKind): QueueView {
    return this.recordQueue(kind, 'RECORDS').view;
  }

  /** Whether a queue of records has anything to tell. */
  hasNews(kind: QueueKind): boolean {
    return this.records.get(kind)?.hasNews === true;
  }

  /** Takes records, and what hardware did. */
  take(kind: QueueKind, max: number): { records: GuestRecord[]; effects: QueueEffects; tail: bigint } {
    return this.recordQueue(kind, 'RECORDS').take(max);
  }

  /** A group was delivered to the queues; one that they recorded before, and that came back, is not recorded again. */
  onGroup(group: PageRequestGroup): void {
    if (this.recorded.has(group.cookie)) {
      return;
    }
    const met = this.record({ kind: 'GROUP', sequence: group.sequence, group });
    if (met === 'RECORDED') {
      this.recorded.add(group);
    } else if (met !== 'NONE') {
      this.endUnrecorded(group, met);
    } else if (group.stallTag === undefined) {
      // Stalled accesses wait until their queue is on.
      this.parts.iommu.endUnrecorded(group.cookie, 'QUEUE_OFF');
    }
  }

  /** Reports are followed from now on: what ended before nobody told. */
  onFollowed(): void {
    this.recorded.retain((cookie) => this.parts.iommu.group(cookie) !== undefined);
  }

  /** Something else was reported. */
  onReport({ sequence, record }: Report): void {
    switch (record.kind) {
      case 'FAULT_EVENT':
        this.record({ kind: 'EVENT', sequence, event: record });
        break;
      case 'STOP_MARKER':
        if (record.dropped === undefined) {
          this.record({ kind: 'MARKER', sequence, marker: record });
        }
        break;
      case 'QUEUE_OVERFLOW':
        if (record.active) {
          this.records.get('PAGE_REQUEST')?.noteLost(0);
        }
        break;
      case 'GROUP_ANSWERED':
      case 'AUTOMATIC_ANSWER':
      case 'GROUP_DISCARDED':
        if (record.cookie !== undefined) {
          this.recorded.remove(record.cookie);
          for (const queue of this.records.values()) {
            queue.noteEnded(record.cookie);
          }
        }
        break;
      case 'VIOLATION':
        for (const queue of this.records.values()) {
          queue.noteViolation(record);
        }
        break;
      default:
        break;
    }
  }

  /** Reports were overwritten before the queues saw them. */
  onLost(count: number): void {
    for (const queue of this.records.values()) {
      queue.noteLost(count);
    }
  }

  /** An operation has ended. */
  onOperation(output: OperationOutput): void {
    for (const queue of this.commands.values()) {
      queue.onOperation(output);
    }
  }

  private record(item: RecordItem): Recorded {
    const met = [...this.records.values()].map((queue) => queue.record(item));
    return (['FAILED', 'LOST', 'RECORDED'] as const).find((each) => met.includes(each)) ?? 'NONE';
  }

  /** The guest will not answer what it was not told of. */
  private endUnrecorded({ cookie, stallTag }: PageRequestGroup, met: 'LOST' | 'FAILED'): void {
    const { iommu } = this.parts;
    if (stallTag === undefined) {
      iommu.endUnrecorded(cookie, met === 'FAILED' ? 'QUEUE_FAULT' : 'QUEUE_OVERFLOW');
    } else {
      // Retried, the access would only stall again.
      iommu.respond([{ cookie, rawCode: RAW_CODES.INVALID_REQUEST, stallAction: 'ABORT' }], 'CONTINUE');
    }
  }

  /** The domains' own queues overflow into the guest's flag, so that clearing it is for them as well. */
  private acknowledgeOverflows(): void {
    for (const domainId of this.parts.iommu.domainIds()) {
      this.parts.iommu.acknowledgeOverflow(domainId);
    }
  }

  private commandAddress(operationId: bigint): bigint | undefined {
    for (const queue of this.commands.values()) {
      const address = queue.addressOf(operationId);
      if (address !== undefined) {
        return address;
      }
    }
    return undefined;
  }

  private commandQueue(kind: QueueKind): CommandQueue {
    const queue = this.commands.get(kind);
    if (queue !== undefined) {
      return queue;
    }
    throw this.records.has(kind)
      ? new IommuError('GUEST_QUEUE_KIND_INVALID', `queue ${kind} takes no commands; it has records`, {
          field: 'queue',
        })
      : this.notSupported(kind);
  }

  private recordQueue(kind: QueueKind, wanted: 'RECORDS' | 'EITHER'): RecordQueue {
    const queue = this.records.get(kind);
    if (queue !== undefined) {
      return queue;
    }
    throw wanted === 'RECORDS' && this.commands.has(kind)
      ? new IommuError('GUEST_QUEUE_KIND_INVALID', `queue ${kind} has no records; it takes commands`, {
          field: 'queue',
        })
      : this.notSupported(kind);
  }

  private notSupported(kind: QueueKind): IommuError {
    const { profile } = this.parts.iommu.config;
    const kinds = [...this.commands.keys(), ...this.records.keys()].join(', ');
    const text = `profile ${profile} has no queue ${kind}; it has ${kinds}`;
    return new IommuError('GUEST_QUEUE_NOT_SUPPORTED', text, { field: 'queue' });
  }
}

function pending(queue: CommandQueue, submission: Submission): Pending {
  return {
    whenSettled: (action) => {
      submission.whenSettled(action);
    },
    result: () => submission.result(queue.head, queue.stopped),
  };
}

function commandDialects(architecture: Architecture): [QueueKind, CommandDialect][] {
  return present([
    ['COMMAND', architecture.command],
    ['IOMMUFD_PAGE_RESPONSE', architecture.iommufdPageResponse],
    ['IOMMUFD_INVALIDATE', architecture.iommufdInvalidate],
  ]);
}

function recordDialects(architecture: Architecture): [QueueKind, RecordDialect][] {
  return present([
    ['PAGE_REQUEST', architecture.pageRequest],
    ['EVENT', architecture.event],
    ['IOMMUFD_PAGE_FAULT', architecture.iommufdPageFault],
    ['IOMMUFD_VEVENT', architecture.iommufdVevent],
  ]);
}

function present<T>(pairs: readonly (readonly [QueueKind, T | undefined])[]): [QueueKind, T][] {
  return pairs.flatMap(([kind, value]): [QueueKind, T][] => (value === undefined ? [] : [[kind, value]]));
}
