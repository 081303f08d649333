import type { Permissions } from './permissions';

/** Why an access could not be translated or completed. */
export type FaultReason =
  | 'NOT_ATTACHED'
  | 'BLOCKED'
  | 'NOT_MAPPED'
  | 'PERMISSION'
  | 'ADDRESS_TOO_WIDE'
  | 'MEMORY_ABORT'
  | 'NOT_GRANTED'
  | 'ATS_DISABLED'
  | 'INVALIDATION_TIMEOUT'
  | 'UNKNOWN_REQUESTER'
  | 'CONTEXT_INVALID'
  | 'CONTEXT_MISCONFIGURED'
  | 'CONTEXT_ACCESS_FAULT'
  | 'TRANSACTION_NOT_ALLOWED'
  | 'TABLE_MALFORMED'
  | 'OUTPUT_TOO_WIDE'
  | 'ACCESS_FLAG_CLEAR'
  | 'DIRTY_FLAG_CLEAR'
  | 'TABLE_ABORT'
  | 'TABLE_CONTENDED'
  | 'FENCED';

/** Which kind of transaction faulted. */
export type TransactionKind = 'UNTRANSLATED' | 'TRANSLATED' | 'TRANSLATION_REQUEST' | 'PAGE_REQUEST';

/** Every fault reason, for iteration. */
export const FAULT_REASONS: readonly FaultReason[] = [
  'NOT_ATTACHED',
  'BLOCKED',
  'NOT_MAPPED',
  'PERMISSION',
  'ADDRESS_TOO_WIDE',
  'MEMORY_ABORT',
  'NOT_GRANTED',
  'ATS_DISABLED',
  'INVALIDATION_TIMEOUT',
  'UNKNOWN_REQUESTER',
  'CONTEXT_INVALID',
  'CONTEXT_MISCONFIGURED',
  'CONTEXT_ACCESS_FAULT',
  'TRANSACTION_NOT_ALLOWED',
  'TABLE_MALFORMED',
  'OUTPUT_TOO_WIDE',
  'ACCESS_FLAG_CLEAR',
  'DIRTY_FLAG_CLEAR',
  'TABLE_ABORT',
  'TABLE_CONTENDED',
  'FENCED',
];

/** Where in a nested domain a translation failed. */
export interface NestedFault {
  /** Which stage could not translate: 1, the guest's tables; 2, what translates guest-physical addresses. */
  readonly stage: 1 | 2;
  /** The domain the endpoint is attached to. */
  readonly attachedDomainId: number;
  /** For stage 2: the address that was not translated. */
  readonly guestPhysicalAddress?: bigint | undefined;
  /** For stage 2: whether that is the address of a table's entry (R-RV-10). */
  readonly tableAccess: boolean;
  /** For stage 2 with `tableAccess`, and for TABLE_ABORT: whether the entry was to be written. */
  readonly tableWrite: boolean;
  /** Of the last entry looked at, in the numbering of the architecture; undefined: none was. */
  readonly level?: number | undefined;
  /** Where that entry is, as its table's addresses are. */
  readonly entryAddress?: bigint | undefined;
}

/** An unrecoverable fault: reported, never answered. */
export interface FaultEvent {
  readonly kind: 'FAULT_EVENT';
  readonly reason: FaultReason;
  readonly endpointId: number;
  readonly requesterId: number;
  readonly virtualId: bigint;
  /** The domain that could not translate. */
  readonly domainId?: number | undefined;
  readonly deviceCookie?: bigint | undefined;
  readonly attachmentGeneration?: number | undefined;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly iova?: bigint | undefined;
  readonly access?: Permissions | undefined;
  readonly queueTag?: number | undefined;
  readonly lengthHint?: bigint | undefined;
  readonly injected: boolean;
  readonly rawCode?: number | undefined;
  readonly operationId?: bigint | undefined;
  /** Undefined: an injected event that does not say, or INVALIDATION_TIMEOUT. */
  readonly transaction?: TransactionKind | undefined;
  /** Of a page request that was refused: its group's index, and whether it closes it. */
  readonly request?: { readonly prgi: number; readonly last: boolean } | undefined;
  /** Undefined: the attached domain is not nested. */
  readonly nested?: NestedFault | undefined;
  /** Whether the endpoint was gone already, so that nothing timed out; undefined: no. */
  readonly synthetic?: boolean | undefined;
}

/** A fault event as a caller injects it. */
export interface InjectedFault {
  readonly endpointId: number;
  readonly reason: FaultReason;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly iova?: bigint | undefined;
  readonly access?: Permissions | undefined;
  readonly rawCode?: number | undefined;
  readonly queueTag?: number | undefined;
  readonly lengthHint?: bigint | undefined;
}
