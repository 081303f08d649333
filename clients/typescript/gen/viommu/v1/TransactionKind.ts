// Original file: proto/viommu/v1/fault_event.proto

/**
 * Which kind of transaction faulted.
 */
export const TransactionKind = {
  /**
   * An injected event that does not say, or INVALIDATION_TIMEOUT.
   */
  TRANSACTION_KIND_UNSPECIFIED: 'TRANSACTION_KIND_UNSPECIFIED',
  /**
   * An access with an IOVA.
   */
  TRANSACTION_KIND_UNTRANSLATED: 'TRANSACTION_KIND_UNTRANSLATED',
  /**
   * An access with an output address.
   */
  TRANSACTION_KIND_TRANSLATED: 'TRANSACTION_KIND_TRANSLATED',
  /**
   * An ATS translation request.
   */
  TRANSACTION_KIND_TRANSLATION_REQUEST: 'TRANSACTION_KIND_TRANSLATION_REQUEST',
  /**
   * A page request; the event is beside the automatic answer, if there is one.
   */
  TRANSACTION_KIND_PAGE_REQUEST: 'TRANSACTION_KIND_PAGE_REQUEST',
} as const;

/**
 * Which kind of transaction faulted.
 */
export type TransactionKind =
  /**
   * An injected event that does not say, or INVALIDATION_TIMEOUT.
   */
  | 'TRANSACTION_KIND_UNSPECIFIED'
  | 0
  /**
   * An access with an IOVA.
   */
  | 'TRANSACTION_KIND_UNTRANSLATED'
  | 1
  /**
   * An access with an output address.
   */
  | 'TRANSACTION_KIND_TRANSLATED'
  | 2
  /**
   * An ATS translation request.
   */
  | 'TRANSACTION_KIND_TRANSLATION_REQUEST'
  | 3
  /**
   * A page request; the event is beside the automatic answer, if there is one.
   */
  | 'TRANSACTION_KIND_PAGE_REQUEST'
  | 4

/**
 * Which kind of transaction faulted.
 */
export type TransactionKind__Output = typeof TransactionKind[keyof typeof TransactionKind]
