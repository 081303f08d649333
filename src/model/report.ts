import type { EndpointState } from './endpoint';
import type { FaultEvent } from './fault';
import type { OperationResult } from './operation';
import type { PageResponseCode, PageResponseOutcome } from './page-request';
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
  | 'CHANNEL_RESET';

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
}

/** A group ended without any answer. */
export interface GroupDiscarded {
  readonly kind: 'GROUP_DISCARDED';
  readonly cause: EndCause;
  readonly rule: RuleId;
  readonly cookie: bigint;
  readonly groupSequence: bigint;
  readonly domainId: number;
  readonly endpointId: number;
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

/** Somebody broke a rule. */
export interface Violation {
  readonly kind: 'VIOLATION';
  readonly rule: RuleId;
  readonly endpointId: number;
  readonly detail: string;
  readonly pasid?: number | undefined;
  readonly prgi?: number | undefined;
  readonly itag?: number | undefined;
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
  | 'ATS_DISABLED';

/** An endpoint changed. */
export interface EndpointChanged {
  readonly kind: 'ENDPOINT_CHANGED';
  readonly endpointId: number;
  readonly change: EndpointChangeKind;
  readonly state: EndpointState;
  readonly generation: number;
  /** Messages to or from the endpoint that were dropped with it. */
  readonly droppedMessages: number;
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
  | EndpointChanged;

/** One entry of the report log. */
export interface Report {
  /** From 1, without gaps. */
  readonly sequence: bigint;
  readonly timeNs: bigint;
  readonly record: ReportRecord;
}
