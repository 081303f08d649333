import type { RuleHit } from './misbehaviour';
import type { EndpointState } from './endpoint';
import type { FaultEvent } from './fault';
import type { OperationResult } from './operation';
import type { PageResponseCode, PageResponseOutcome, ResponseEffect } from './page-request';
import type { RuleId } from './rules';

/** Why something ended without an answer from the VMM. */
export type EndCause =
  | 'NO_DOMAIN'
  | 'NO_PAGE_REQUESTS'
  | 'TRANSLATION_OFF'
  | 'TRANSLATION_BYPASS'
  | 'QUEUE_OFF'
  | 'QUEUE_OVERFLOW'
  | 'PARTIAL_OVERFLOW'
  | 'BROKEN_GROUP'
  | 'DETACH'
  | 'REPLACE'
  | 'DOMAIN_DELETED'
  | 'VIOMMU_RESET'
  | 'DEADLINE'
  | 'FUNCTION_RESET'
  | 'SURPRISE_REMOVAL'
  | 'ENDPOINT_DELETED'
  | 'PRI_RESET'
  | 'RESPONSE_FAILURE'
  | 'CHANNEL_LOST'
  | 'CHANNEL_RESET'
  | 'UNKNOWN_REQUESTER'
  | 'CONTEXT_INVALID'
  | 'CONTEXT_MISCONFIGURED'
  | 'CONTEXT_ACCESS_FAULT'
  | 'PAGE_REQUESTS_NOT_ALLOWED'
  | 'QUEUE_FAULT'
  | 'ALLOCATION_FAILURE'
  | 'HANDLER_REFUSAL'
  | 'STOP_PASID'
  | 'DRAIN'
  | 'FENCED';

/** A group was queued. The group itself is read by its cookie while it is pending. */
export interface GroupQueued {
  readonly kind: 'GROUP_QUEUED';
  readonly cookie: bigint;
  readonly domainId: number;
}

/** A group was answered by a page response. */
export interface GroupAnswered {
  readonly kind: 'GROUP_ANSWERED';
  readonly cookie: bigint;
  readonly groupSequence: bigint;
  readonly domainId: number;
  readonly endpointId: number;
  readonly code: PageResponseCode;
  readonly outcome: PageResponseOutcome;
  readonly effect: ResponseEffect | undefined;
  /** Undefined: nothing was sent. */
  readonly sentCode: PageResponseCode | undefined;
  readonly carriedPasid: boolean;
  /** The 4-bit code asked for. */
  readonly rawCode: number;
}

/** The vIOMMU answered a group by itself. */
export interface AutomaticAnswer {
  readonly kind: 'AUTOMATIC_ANSWER';
  readonly cause: EndCause;
  readonly rule: RuleId;
  readonly endpointId: number;
  readonly pasid: number;
  readonly prgi: number;
  readonly code: PageResponseCode;
  readonly domainId?: number | undefined;
  readonly cookie?: bigint | undefined;
  readonly groupSequence?: bigint | undefined;
  readonly deviceCookie?: bigint | undefined;
  readonly virtualId: bigint;
  readonly attachmentGeneration?: number | undefined;
  readonly injected: boolean;
  readonly effect: ResponseEffect | undefined;
  readonly carriedPasid: boolean;
  /** It answers a page request that was not the last; no group counter moves. */
  readonly forUnclosedGroup: boolean;
  readonly queueTag: number | undefined;
  readonly stallTag: number | undefined;
}

/** A group ended without any answer. */
export interface GroupDiscarded {
  readonly kind: 'GROUP_DISCARDED';
  readonly cause: EndCause;
  readonly rule: RuleId;
  /** Undefined: it was never queued. */
  readonly cookie: bigint | undefined;
  readonly groupSequence: bigint | undefined;
  readonly domainId: number | undefined;
  readonly endpointId: number;
  readonly pasid: number;
  readonly prgi: number;
  readonly deviceCookie: bigint | undefined;
  readonly virtualId: bigint;
  readonly attachmentGeneration: number | undefined;
  readonly injected: boolean;
  readonly queueTag: number | undefined;
  readonly stallTag: number | undefined;
}

/** A PASID Stop Marker arrived (R-PRI-40). */
export interface StopMarker {
  readonly kind: 'STOP_MARKER';
  readonly endpointId: number;
  readonly pasid: number;
  readonly prgi: number;
  readonly domainId: number | undefined;
  readonly deviceCookie: bigint | undefined;
  readonly attachmentGeneration: number | undefined;
  readonly virtualId: bigint;
  readonly injected: boolean;
  /** Why it was dropped; undefined: it was not. */
  readonly dropped: { readonly cause: EndCause; readonly rule: RuleId } | undefined;
}

/** The overflow of a domain's queue began, or ended. */
export interface QueueOverflow {
  readonly kind: 'QUEUE_OVERFLOW';
  readonly domainId: number;
  readonly active: boolean;
  readonly rule: RuleId;
  /** Undefined when it ended. */
  readonly endpointId: number | undefined;
  /** Whether it lasts until it is acknowledged. */
  readonly sticky: boolean;
  /** Groups the vIOMMU ended because of it so far. */
  readonly groups: number;
  /** Page requests dropped because of it so far, closing ones not counted. */
  readonly pages: number;
}

/** Page requests of unclosed groups were dropped. */
export interface PartialsDropped {
  readonly kind: 'PARTIALS_DROPPED';
  readonly cause: EndCause;
  readonly rule: RuleId;
  readonly endpointId: number;
  readonly pageRequestCount: number;
  readonly groupCount: number;
}

/** Who broke a rule. */
export type Culprit = 'ENDPOINT' | 'VMM';

/** Somebody broke a rule. */
export interface Violation {
  readonly kind: 'VIOLATION';
  readonly rule: RuleId;
  readonly endpointId: number;
  readonly detail: string;
  readonly pasid?: number | undefined;
  readonly prgi?: number | undefined;
  readonly itag?: number | undefined;
  readonly culprit: Culprit;
  /** Whether it was asked for. */
  readonly onPurpose: boolean;
}

/** What changed an endpoint. */
export type EndpointChangeKind =
  | 'CREATED'
  | 'DELETED'
  | 'FUNCTION_RESET'
  | 'REMOVED'
  | 'CONNECTED'
  | 'DISCONNECTED'
  | 'PRI_ENABLED'
  | 'PRI_DISABLED'
  | 'PRI_RESET'
  | 'PRI_FAILED'
  | 'ATS_ENABLED'
  | 'ATS_DISABLED'
  | 'PASID_STOPPED'
  | 'CONTEXT_CHANGED'
  | 'PRI_STATUS_CLEARED'
  | 'RESUMED'
  | 'FENCED'
  | 'LINK_DOWN'
  | 'LINK_UP';

/** An endpoint changed. */
export interface EndpointChanged {
  readonly kind: 'ENDPOINT_CHANGED';
  readonly endpointId: number;
  readonly change: EndpointChangeKind;
  readonly state: EndpointState;
  readonly generation: number;
  /** Messages to or from the endpoint that were dropped with it. */
  readonly droppedMessages: number;
  /** For PASID_STOPPED. */
  readonly pasid?: number | undefined;
  /** The endpoint that brought it about, where that is another. */
  readonly causedBy?: number | undefined;
}

/** What an entry of the report log says. */
export type ReportRecord =
  | GroupQueued
  | FaultEvent
  | GroupAnswered
  | AutomaticAnswer
  | GroupDiscarded
  | PartialsDropped
  | Violation
  | OperationResult
  | EndpointChanged
  | StopMarker
  | QueueOverflow
  | RuleHit;

/** One entry of the report log. */
export interface Report {
  /** From 1, without gaps. */
  readonly sequence: bigint;
  readonly timeNs: bigint;
  readonly record: ReportRecord;
}
