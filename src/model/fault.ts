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
  | 'TRANSACTION_NOT_ALLOWED';

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
];

/** An unrecoverable fault: reported, never answered. */
export interface FaultEvent {
  readonly kind: 'FAULT_EVENT';
  readonly reason: FaultReason;
  readonly endpointId: number;
  readonly requesterId: number;
  readonly virtualId: bigint;
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
