import type { ByteOrder } from '../base/bytes';
import type { Iommu } from '../core/iommu';
import type { MemoryPort } from '../core/memory-port';
import type { FaultEvent } from '../model/fault';
import type { GuestBuffer, GuestScope } from '../model/guest-queue';
import type { InvalidationEntry } from '../model/invalidation';
import type { PageRequestGroup, StallAction } from '../model/page-request';
import type { OperationOutcome } from '../model/operation';
import type { StopMarker, Violation } from '../model/report';
import type { DomainNames } from './domain-names';
import type { Effects, Registers } from './effects';
import type { Place, PointerFormat } from './ring-pointers';

/** What the queues of an architecture work with. */
export interface QueueParts {
  readonly iommu: Iommu;
  readonly memory: MemoryPort;
  readonly registers: Registers;
  readonly domains: DomainNames;
  /** Address, or place in the ring, of the command that began an operation; undefined: none did, or long ago. */
  readonly commandAddress: (operationId: bigint) => bigint | undefined;
  /** Writes a record that no report is behind to the queue of events, after what was reported before. */
  readonly recordEvent: (data: Uint8Array) => void;
}

/** How the entries of a queue stand, as far as software chooses it. */
export interface EntryForm {
  readonly order: ByteOrder;
  readonly quirks: ReadonlySet<string>;
  /** Bytes of an entry. */
  readonly entryBytes: number;
}

/** What an architecture says of one of its queues. */
export interface QueueDialect {
  /** As `viommuctl decode` calls it. */
  readonly name: string;
  /** Sizes of an entry in bytes, the usual one first; none: they differ from entry to entry. */
  readonly entryBytes: readonly number[];
  readonly pointers: PointerFormat;
  /** Entries are registers of the IOMMU, at most so many, and not a ring in guest memory. */
  readonly registerCount?: number;
  /** Entries are never a ring in guest memory that could be read or written from its base alone. */
  readonly ringless?: true;
  /** Whether turning it on sets its head and tail to 0; otherwise records that were not read stay while it is off. */
  readonly startsAtZero: boolean;
  /** What each deviation does, by name. */
  readonly quirks: Readonly<Record<string, string>>;
  readonly orders: readonly ByteOrder[];
  /** Names of registers that views show. */
  readonly registers: readonly string[];
  /** Registers that software writes: the highest value each takes. */
  readonly writable: Readonly<Record<string, bigint>>;
  /** Flags that software clears or acknowledges, by name, and what that does. */
  readonly flags: Readonly<Record<string, (effects: Effects) => void>>;
  /** What the IOMMU would have to have for software to set this queue up, and has not. */
  readonly lacks?: string | undefined;
  /** Software wrote a register that it may write; its value is stored. */
  registerWritten?(name: string): void;
  /** Software chose another form. */
  setForm(form: EntryForm): void;
  /** Software turned the queue on or off. */
  setEnabled(enabled: boolean, effects: Effects): void;
  /**
   * Software wrote the tail register of a command queue. Without this, a place that the ring does not have is refused.
   *
   * @param place the value's: in the ring, beyond it, or between two entries
   * @returns whether the queue takes it
   */
  setTail?(place: Place, effects: Effects): boolean;
}

/** What a command asks for. */
export type CommandAction =
  | { readonly kind: 'NOTHING' }
  /** Legal, and without meaning here. */
  | { readonly kind: 'IGNORED'; readonly why: string }
  /** Never accepted by the architecture; {@link CommandDialect.stop} says what happens. */
  | { readonly kind: 'ILLEGAL'; readonly why: string; readonly code?: number }
  | { readonly kind: 'INVALIDATE'; readonly entries: readonly InvalidationEntry[] }
  /** A page response as the guest wrote it. */
  | {
      readonly kind: 'RESPOND';
      readonly endpointId: number;
      /** 0..2^20-1, or NO_PASID. */
      readonly pasid: number;
      readonly prgi: number;
      readonly rawCode: number;
    }
  | { readonly kind: 'RESUME'; readonly endpointId: number; readonly stallTag: number; readonly action: StallAction }
  /** Every stalled access of an endpoint is aborted. */
  | { readonly kind: 'ABORT_STALLS'; readonly endpointId: number }
  | { readonly kind: 'SYNC'; readonly sync: Sync }
  /** Done by the dialect itself, in one command of the vIOMMU; WAIT: nothing was done, it has to wait for others to end. */
  | { readonly kind: 'PERFORM'; readonly perform: () => Performed | 'WAIT' };

/** What a command did by itself. */
export interface Performed {
  /** For people; empty: nothing needs to be said. */
  readonly detail: string;
  /** What it began and waits for. */
  readonly operationId?: bigint | undefined;
  /** What the device-writable part gets in the end. */
  readonly written?: (outcome: OperationOutcome) => Uint8Array;
}

/** A write of a command to guest memory: guest-physical address of the first byte, and the bytes. */
export type Store = (address: bigint, data: Uint8Array) => boolean;

/** A command that waits for those before it. */
export interface Sync {
  /** Whether those behind it wait for it. */
  readonly blocks: boolean;
  /** With `blocks`: whether the head is past it while it waits; unset: the head stays on it. */
  readonly consumed?: boolean;
  /** Whether page requests that arrived are recorded first. */
  readonly drains: boolean;
  /** For people: what its completion does besides what the effects say; undefined: nothing. */
  readonly detail?: string | undefined;
  /**
   * Those before it have ended.
   *
   * @param store writes to guest memory, if the server is to do so; false: that was not possible
   * @param address of the entry
   * @returns why it cannot end; {@link CommandDialect.stopped} is then true
   */
  complete(effects: Effects, store: Store, address: bigint): string | undefined;
}

/** A command as its architecture understands it. */
export interface Command {
  /** As `viommuctl decode` calls it. */
  readonly kind: string;
  readonly action: CommandAction;
  /** Structures of the guest that are to be read again. */
  readonly scope?: GuestScope | undefined;
}

/** An invalidation was not completed in time. */
export interface MissedInvalidation {
  /** Who did not complete. */
  readonly endpointIds: readonly number[];
}

/** What an architecture says of its command queue. */
export interface CommandDialect extends QueueDialect {
  /**
   * When the queue stops because of an invalidation that was not completed in time: AT_ONCE, and whoever waits is aborted;
   * AT_SYNC, at the next command that waits; NEVER, it is an event.
   */
  readonly timeouts: 'AT_ONCE' | 'AT_SYNC' | 'NEVER';
  /** Whether an error has stopped it. */
  readonly stopped: boolean;
  /** Whether an illegal entry ends its call, and nothing else: neither it nor those behind it are consumed. */
  readonly endsCall?: true;
  /** Understands an entry; never throws. */
  decode(entry: Uint8Array, buffer: GuestBuffer | undefined): Command;
  /** An entry is illegal: what the registers say then. Nothing, if the queue goes on. `address`: of the entry. */
  stop(action: Extract<CommandAction, { kind: 'ILLEGAL' }>, address: bigint, effects: Effects): void;
  /** An entry could not be read from guest memory: the queue stops. */
  fetchFailed(address: bigint, effects: Effects): void;
  /**
   * Software turned the queue off while a command waits for those before it: it stays on until that has ended, which
   * {@link setEnabled} says again. Without this the command is given up.
   */
  linger?(effects: Effects): void;
  /** See {@link timeouts}. */
  timedOut(missed: MissedInvalidation, effects: Effects): void;
}

/** Something to be recorded for the guest. */
export type RecordItem =
  | { readonly kind: 'GROUP'; readonly sequence: bigint; readonly group: PageRequestGroup }
  | { readonly kind: 'EVENT'; readonly sequence: bigint; readonly event: FaultEvent }
  | { readonly kind: 'MARKER'; readonly sequence: bigint; readonly marker: StopMarker };

/** What an architecture says of a queue of records. */
export interface RecordDialect extends QueueDialect {
  /** Entries where software did not choose. */
  readonly defaultEntries: number;
  /** The records of something, in order; none: it is not recorded here; UNFIT: a value does not fit a record. */
  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT';
  /** Whether, because of an earlier overflow or error, nothing is taken. */
  readonly blocked: boolean;
  /**
   * Whether that is because guest memory did not take a record: page requests then end as they do where the queue's memory
   * fails. Undefined: no.
   */
  readonly failed?: boolean | undefined;
  /** Whether this waits for room, or until the queue is no longer blocked, instead of being lost. */
  waits(item: RecordItem): boolean;
  /** So many records met a full or blocked queue, or were lost before. */
  overflow(effects: Effects, count: number): void;
  /** A record was written, at a place that is counted in entries. */
  recorded(effects: Effects, place: number): void;
  /** Software has read every record. */
  emptied?(): void;
  /** A group has ended. With this, a group is one record, which is taken away if nobody has read it. */
  ended?(cookie: bigint): void;
  /** What stands alone behind everything that was not read, until {@link emptied}; undefined: nothing. */
  readonly trailer?: Uint8Array | undefined;
  /** Somebody broke a rule. */
  violated?(violation: Violation, effects: Effects): void;
  /** Guest memory did not take a record. */
  writeFailed(effects: Effects): void;
}

/** The queues of an architecture. */
export interface Architecture {
  readonly command?: CommandDialect | undefined;
  readonly pageRequest?: RecordDialect | undefined;
  readonly event?: RecordDialect | undefined;
  readonly iommufdPageFault?: RecordDialect | undefined;
  readonly iommufdPageResponse?: CommandDialect | undefined;
  readonly iommufdInvalidate?: CommandDialect | undefined;
  readonly iommufdVevent?: RecordDialect | undefined;
}
