import type { OperationOutcome } from './operation';

/** A queue between a guest and its IOMMU; what it is called, and how its entries stand, is the architecture's. */
export type QueueKind =
  | 'COMMAND'
  | 'PAGE_REQUEST'
  | 'EVENT'
  | 'IOMMUFD_PAGE_FAULT'
  | 'IOMMUFD_PAGE_RESPONSE'
  | 'IOMMUFD_INVALIDATE'
  | 'IOMMUFD_VEVENT';

/** A register, or a field of one, by the name that the specification gives it. */
export interface RegisterValue {
  readonly name: string;
  readonly value: bigint;
}

/** What hardware would write to guest memory. */
export interface MemoryWrite {
  /** Guest-physical address of the first byte. */
  readonly address: bigint;
  readonly data: Uint8Array;
  /** Whether it was written to registered memory. */
  readonly performed: boolean;
}

/** Which interrupt hardware would raise. */
export type InterruptCause = 'COMMAND' | 'COMMAND_ERROR' | 'PAGE_REQUEST' | 'EVENT';

/** An interrupt that hardware would raise, if the guest has not masked it. */
export interface Interrupt {
  readonly cause: InterruptCause;
  /** Message-signalled, as a command describes it; undefined: the queue's own. */
  readonly msi?: { readonly address: bigint; readonly data: number } | undefined;
}

/** What hardware would have done besides consuming or writing entries. */
export interface QueueEffects {
  /** Those that changed, each once, with its new value. */
  readonly registers: readonly RegisterValue[];
  readonly memoryWrites: readonly MemoryWrite[];
  readonly interrupts: readonly Interrupt[];
}

/** What became of a command. */
export type CommandOutcome = OperationOutcome | 'ABORTED' | 'ILLEGAL' | 'NOT_CONSUMED' | 'IGNORED';

/** Which of the guest's structures a command wants to be read again. */
export interface GuestScope {
  readonly kind: 'EVERYTHING' | 'DEVICES' | 'PASID' | 'DOMAIN';
  /** For DEVICES and PASID, inclusive; undefined: every device. */
  readonly devices?: { readonly first: bigint; readonly last: bigint } | undefined;
  /** Undefined: every one, and none. */
  readonly pasid?: number | undefined;
  /** Undefined: any. */
  readonly domainTag?: number | undefined;
  readonly leafOnly?: boolean | undefined;
}

/** What became of one command. */
export interface CommandResult {
  /** Position in its submission, from 0. */
  readonly index: number;
  readonly outcome: CommandOutcome;
  /** Its name; empty for one that was not looked at. */
  readonly kind: string;
  /** For people. */
  readonly detail: string;
  readonly scope: GuestScope | undefined;
  /** Endpoints that did not complete. */
  readonly endpointIds: readonly number[];
  /** What the device-writable part gets. */
  readonly written: Uint8Array | undefined;
}

/** What became of a submission. */
export interface SubmissionResult {
  /** Entries that the queue is past. */
  readonly consumed: number;
  /** By index: those that did not end COMPLETED, and those that have more to say. */
  readonly results: readonly CommandResult[];
  readonly effects: QueueEffects;
  /** The head register. */
  readonly head: bigint;
  readonly stopped: boolean;
}

/** A record for the guest. */
export interface GuestRecord {
  readonly data: Uint8Array;
  /** The report it is made of; 0: it is about a command, and no report is behind it. */
  readonly sequence: bigint;
  /** The group it belongs to; undefined for what is no group's. */
  readonly cookie: bigint | undefined;
}

/** A queue as it is. */
export interface QueueView {
  readonly kind: QueueKind;
  readonly name: string;
  readonly enabled: boolean;
  readonly stopped: boolean;
  /** Bytes of an entry; 0: they differ. */
  readonly entryBytes: number;
  /** 0: no ring. */
  readonly entries: number;
  readonly base: bigint | undefined;
  /** Registers. */
  readonly head: bigint;
  readonly tail: bigint;
  /** Commands that wait, or records that nobody has read. */
  readonly waiting: number;
  /** Records lost to overflows. */
  readonly lost: number;
  readonly writeMemory: boolean;
  readonly bigEndian: boolean;
  readonly quirks: readonly string[];
  readonly registers: readonly RegisterValue[];
}

/** What registers would set; what is undefined stays. */
export interface QueueControl {
  readonly enabled?: boolean | undefined;
  /** NONE: the VMM copies. */
  readonly base?: bigint | 'NONE' | undefined;
  readonly entries?: number | undefined;
  readonly head?: bigint | undefined;
  readonly tail?: bigint | undefined;
  readonly clear: readonly string[];
  readonly registers: readonly RegisterValue[];
  readonly writeMemory?: boolean | undefined;
  readonly bigEndian?: boolean | undefined;
  readonly quirks?: readonly string[] | undefined;
  readonly entryBytes?: number | undefined;
}

/** A virtio-iommu request as a driver made it available. */
export interface GuestBuffer {
  readonly readable: Uint8Array;
  readonly writableBytes: number;
}

/** Numbers that a guest's commands name a domain by. */
export interface DomainTags {
  /** Undefined: the domain's id. */
  readonly domainTag: number | undefined;
  /** Undefined: any. */
  readonly addressSpaceTag: number | undefined;
}
