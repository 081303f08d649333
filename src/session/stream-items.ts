import type { EndpointOutput } from '../core/outputs';
import type { EndpointView, ResumedEndpoint } from '../model/endpoint';
import type { IommuError } from '../model/errors';
import type { PageRequestGroup } from '../model/page-request';
import type { GroupQueued, Report, ReportRecord } from '../model/report';

/** What a report stream does with one domain's groups. */
export type Role = 'CONTROLLER' | 'OBSERVER';

/** One domain a stream wants groups of. */
export interface DomainSubscription {
  /** Undefined: every domain not named otherwise, those created later included. */
  readonly domainId: number | undefined;
  /** Undefined: the stream's default role. */
  readonly role: Role | undefined;
  /** Takes control from the stream that has it. */
  readonly takeOver: boolean;
}

/** A place in a report log from which a stream can go on. */
export interface ResumePoint {
  /** The incarnation the sequence belongs to. */
  readonly epoch: number;
  /** Everything up to here was received or explained. */
  readonly sequence: bigint;
}

/** Which reports a stream wants, where it begins, and how many groups it may hold. */
export interface ReportStreamRequest {
  /** Empty: every domain in the default role. */
  readonly domains: readonly DomainSubscription[];
  readonly excludeEvents: boolean;
  /** Undefined: begins with what is reported from now on. */
  readonly resume: ResumePoint | undefined;
  /** Undefined: 64. */
  readonly credits: number | undefined;
  readonly defaultRole: Role;
  /** Whether credits cannot be changed later; a controller then needs some from the start. */
  readonly creditsFixed: boolean;
}

/** How a request to resume was met; undefined where there was none. */
export type ResumeOutcome = 'RESUMED' | 'TOO_OLD' | 'OTHER_EPOCH' | undefined;

/** Why a stream did not get a range of reports. */
export type SkipReason = 'FILTERED' | 'OVERWRITTEN' | 'ENDED';

/** Why the server ended a stream. */
export type ClosingReason =
  'SERVER_STOPPING' | 'RESET' | 'VIOMMU_DELETED' | 'TAKEN_OVER' | 'ENDPOINT_DELETED' | 'CLIENT_DONE';

/** What an opened report stream holds. The first item of every report stream. */
export interface OpenedItem {
  readonly kind: 'OPENED';
  readonly viommuId: string;
  readonly epoch: number;
  /** The sequence of the first report this stream will deliver or explain. */
  readonly nextSequence: bigint;
  readonly oldestSequence: bigint;
  readonly resumeOutcome: ResumeOutcome;
  /** In ascending order. */
  readonly controlledDomainIds: readonly number[];
  readonly credits: number;
}

/** The report that a group is queued: the group itself, with its sequence and time. */
export interface GroupItem {
  readonly kind: 'GROUP';
  readonly group: PageRequestGroup;
}

/** A report of anything but a group. */
export interface EventItem {
  readonly kind: 'EVENT';
  readonly report: Report & { readonly record: Exclude<ReportRecord, GroupQueued> };
}

/** Reports this stream does not get, `first..last`. */
export interface SkippedItem {
  readonly kind: 'SKIPPED';
  readonly first: bigint;
  readonly last: bigint;
  readonly reason: SkipReason;
}

/** A sign of life. */
export interface HeartbeatItem {
  readonly kind: 'HEARTBEAT';
  /** The vIOMMU's clock. */
  readonly timeNs: bigint;
  /** Everything up to here was delivered or explained; 0 where there is no report log. */
  readonly sequence: bigint;
}

/** The last item of a stream that the server, or its client, ended cleanly. */
export interface ClosingItem {
  readonly kind: 'CLOSING';
  readonly reason: ClosingReason;
  /** Where to go on; undefined where there is no report log to go on with. */
  readonly resume: ResumePoint | undefined;
}

/** What a report stream carries, in order. */
export type ReportStreamItem = OpenedItem | GroupItem | EventItem | SkippedItem | HeartbeatItem | ClosingItem;

/** The endpoint as it is. The first item of every endpoint watch. */
export interface EndpointOpenedItem {
  readonly kind: 'OPENED';
  readonly endpoint: EndpointView;
}

/** Something happened at the endpoint. */
export interface EndpointMessageItem {
  readonly kind: 'MESSAGE';
  readonly output: EndpointOutput;
}

/** Messages the watch lost because its reader was too slow. */
export interface MessagesSkippedItem {
  readonly kind: 'SKIPPED';
  readonly count: number;
}

/** What an endpoint watch carries, in order. */
export type EndpointWatchItem =
  EndpointOpenedItem | EndpointMessageItem | MessagesSkippedItem | HeartbeatItem | ClosingItem;

/** A hello was accepted. Comes before every message that the endpoint receives because of it. */
export interface HelloAcceptedItem {
  readonly kind: 'OPENED';
  /** Of the hello. */
  readonly tag: bigint;
  readonly endpoint: EndpointView;
}

/** A hello that goes on was accepted. Comes before every message that the endpoint receives because of it. */
export interface HelloResumedItem {
  readonly kind: 'RESUMED';
  /** Of the hello. */
  readonly tag: bigint;
  readonly resumed: ResumedEndpoint;
}

/** A message for the device model; `output.modelSequence` is defined. */
export interface ModelMessageItem {
  readonly kind: 'MESSAGE';
  readonly output: EndpointOutput & { readonly modelSequence: bigint };
}

/** The model is asked to catch up. */
export interface BarrierItem {
  readonly kind: 'BARRIER';
  readonly endpointId: number;
  /** To be echoed. */
  readonly barrier: bigint;
}

/** A barrier of the model was reached. */
export interface BarrierReachedItem {
  readonly kind: 'BARRIER_REACHED';
  readonly endpointId: number;
  /** That of the barrier. */
  readonly barrier: bigint;
  /** Of the request. */
  readonly tag: bigint;
}

/** The endpoint is lost to this channel. */
export interface EndpointLostItem {
  readonly kind: 'LOST';
  readonly endpointId: number;
  readonly reason: 'TAKEN_OVER' | 'ENDPOINT_DELETED';
}

/** What an endpoint channel carries down, in order, besides the results of what came up. */
export type EndpointChannelItem =
  | HelloAcceptedItem
  | HelloResumedItem
  | ModelMessageItem
  | EndpointLostItem
  | BarrierItem
  | BarrierReachedItem
  | HeartbeatItem
  | ClosingItem;

/** How a device model takes an endpoint: anew, or going on where its stream was lost. */
export type HelloMode =
  | { readonly kind: 'RESET' }
  | {
      readonly kind: 'RESUME';
      /** The generation the model knows. */
      readonly generation: number;
      /** The last sequence it received; 0n: none. */
      readonly lastReceivedSequence: bigint;
    };

/**
 * A stream as its writer sees it. The writer pulls while it has room; the stream itself never pushes. After every
 * command that made something available the stream calls `onReadable`, synchronously: a writer that has no room then
 * ignores it and pulls when it has.
 */
export interface PullStream<Item> {
  /**
   * Takes what is available.
   *
   * @param max the most items to take, at least 1; items that explain what was skipped come on top
   * @returns in order; empty when nothing is available now, so pull until then
   */
  pull(max: number): Item[];

  /** What to send while nothing else is available: what is still to be said, and a heartbeat as its last item. */
  heartbeat(): Item[];

  /** Whether the last item, `CLOSING`, has been pulled, or the stream was abandoned. Nothing comes any more. */
  readonly ended: boolean;

  /** Why the stream ended without CLOSING: its reader did not keep up. Undefined when it did not end that way. */
  readonly failure: IommuError | undefined;

  /** The client ended its side: everything it holds is released, and CLOSING with CLIENT_DONE is the last item. */
  finish(): void;

  /** The client is gone: everything it holds is released at once. Does nothing on a stream that has ended. */
  abandon(): void;
}
