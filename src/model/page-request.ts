import type { FaultReason } from './fault';
import type { Permissions } from './permissions';
import type { RuleId } from './rules';

/** The highest PASID there is, 2^20-1. */
export const MAX_PASID = 0xf_ffff;

/** The highest page-request group index, 511. */
export const MAX_PRGI = 511;

/** The PASID of an access without one. Not the same as PASID 0. */
export const NO_PASID = -1;

/** The three answers to a page-request group (PCIe 10.4.2.1). */
export type PageResponseCode = 'SUCCESS' | 'INVALID_REQUEST' | 'RESPONSE_FAILURE';

/** The 4-bit codes of the PRG response message. */
export const RAW_CODES: Readonly<Record<PageResponseCode, number>> = {
  SUCCESS: 0,
  INVALID_REQUEST: 1,
  RESPONSE_FAILURE: 15,
};

/**
 * What a 4-bit code means to an endpoint.
 *
 * @param raw 0..15; 2 to 14 are reserved and act as Response Failure
 */
export function codeOfRaw(raw: number): PageResponseCode {
  if (raw === RAW_CODES.SUCCESS) {
    return 'SUCCESS';
  }
  return raw === RAW_CODES.INVALID_REQUEST ? 'INVALID_REQUEST' : 'RESPONSE_FAILURE';
}

/** One page request on its way to the IOMMU. */
export interface PageRequestItem {
  /** Number of the page. */
  readonly page: number;
  /** What the endpoint wants to do there; neither READ nor WRITE, with `last`: a Stop Marker. */
  readonly permissions: Permissions;
  /** Group index, 0..511. */
  readonly prgi: number;
  /** 0..2^20-1, or {@link NO_PASID}. */
  readonly pasid: number;
  /** Whether it closes its group. */
  readonly last: boolean;
  /** Which of the device's queues asks; 32 bits. */
  readonly queueTag?: number | undefined;
  /** How many bytes the device is going to touch. */
  readonly lengthHint?: bigint | undefined;
}

/** One page of a complete group. */
export interface GroupPage {
  /** Number of the page. */
  readonly page: number;
  /** What the endpoint wants to do there. */
  readonly permissions: Permissions;
}

/** A complete group that waits for exactly one response, as readers see it. */
export interface PageRequestGroup {
  /** Incarnation << 40 | counter. */
  readonly cookie: bigint;
  /** Number of the report that announced it. */
  readonly sequence: bigint;
  /** When it was queued. */
  readonly timeNs: bigint;
  readonly domainId: number;
  readonly endpointId: number;
  readonly deviceCookie: bigint;
  /** 0..2^20-1, or {@link NO_PASID}. */
  readonly pasid: number;
  readonly prgi: number;
  /** In the order of arrival. */
  readonly pages: readonly GroupPage[];
  readonly requesterId: number;
  readonly virtualId: bigint;
  readonly attachmentGeneration: number;
  readonly queueTag: number | undefined;
  readonly lengthHint: bigint | undefined;
  readonly injected: boolean;
  readonly redelivery: boolean;
  /** Whether a controller has it. */
  readonly delivered: boolean;
  /** The tag of a stalled access; undefined for page requests. */
  readonly stallTag: number | undefined;
  readonly stallReason: FaultReason | undefined;
}

/** What to do with a stalled access. */
export type StallAction = 'RETRY' | 'ABORT' | 'TERMINATE';

/** What a page response did at the endpoint; undefined where it reached none, or an injected group. */
export type ResponseEffect =
  | 'RETRY'
  | 'REQUEST_FAILED'
  | 'PRI_OFF'
  | 'STALE'
  | 'UNEXPECTED'
  | 'IGNORED'
  | 'STALL_RETRIED'
  | 'STALL_ABORTED'
  | 'STALL_TERMINATED';

/** A group an endpoint has asked for that is not answered. */
export interface OutstandingGroup {
  readonly prgi: number;
  /** 0..2^20-1, or {@link NO_PASID}. */
  readonly pasid: number;
  readonly pageRequests: number;
}

/** An answer to a group; what is given besides cookie and code is checked. */
export interface PageResponse {
  readonly cookie: bigint;
  /** The 4-bit code, 0..15. */
  readonly rawCode: number;
  readonly endpointId?: number | undefined;
  readonly pasid?: number | undefined;
  readonly prgi?: number | undefined;
  /** For a stalled access, instead of the code. */
  readonly stallAction?: StallAction | undefined;
}

/** What became of a page response. Only the first three ended the group. */
export type PageResponseOutcome =
  | 'SENT'
  | 'HELD_FOR_ENDPOINT'
  | 'IGNORED_PRI_OFF'
  | 'ALREADY_ANSWERED'
  | 'AUTO_ANSWERED'
  | 'DISCARDED'
  | 'ANSWERED_LONG_AGO'
  | 'UNKNOWN'
  | 'MISMATCH';

/** The outcome of one page response. */
export interface PageResponseResult {
  readonly outcome: PageResponseOutcome;
  /** For AUTO_ANSWERED and DISCARDED. */
  readonly rule?: RuleId | undefined;
  /** For ALREADY_ANSWERED and AUTO_ANSWERED. */
  readonly code?: PageResponseCode | undefined;
  /** For SENT and IGNORED_PRI_OFF. */
  readonly effect?: ResponseEffect | undefined;
}

/** What became of a group that a page request closed. */
export type ClosedGroup =
  | { readonly kind: 'QUEUED'; readonly cookie: bigint; readonly byLastCredit?: boolean }
  | {
      readonly kind: 'ANSWERED';
      readonly code: PageResponseCode;
      readonly rule: RuleId;
      readonly byLastCredit?: boolean;
    }
  | { readonly kind: 'UNANSWERED'; readonly rule: RuleId; readonly byLastCredit?: boolean };
