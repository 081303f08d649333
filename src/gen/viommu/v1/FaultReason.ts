// Original file: proto/viommu/v1/fault_event.proto

/**
 * Why an access could not be translated or completed. More values may be added.
 */
export const FaultReason = {
  /**
   * Never sent; refused in `InjectFaultEvent`.
   */
  FAULT_REASON_UNSPECIFIED: 'FAULT_REASON_UNSPECIFIED',
  /**
   * The endpoint, or its PASID, is attached to no domain.
   */
  FAULT_REASON_NOT_ATTACHED: 'FAULT_REASON_NOT_ATTACHED',
  /**
   * The domain, or the whole vIOMMU (translation OFF), blocks everything.
   */
  FAULT_REASON_BLOCKED: 'FAULT_REASON_BLOCKED',
  /**
   * No mapping covers the address.
   */
  FAULT_REASON_NOT_MAPPED: 'FAULT_REASON_NOT_MAPPED',
  /**
   * A mapping covers the address and does not allow the access.
   */
  FAULT_REASON_PERMISSION: 'FAULT_REASON_PERMISSION',
  /**
   * The address is wider than the vIOMMU's IOVA width, or outside of what the guest's tables cover.
   */
  FAULT_REASON_ADDRESS_TOO_WIDE: 'FAULT_REASON_ADDRESS_TOO_WIDE',
  /**
   * The output address lies, in part or whole, outside registered guest memory, or the memory cannot be accessed that
   * way: an abort.
   */
  FAULT_REASON_MEMORY_ABORT: 'FAULT_REASON_MEMORY_ABORT',
  /**
   * A translated access to an address the endpoint was not granted.
   */
  FAULT_REASON_NOT_GRANTED: 'FAULT_REASON_NOT_GRANTED',
  /**
   * A translation request or translated access from an endpoint whose ATS is off.
   */
  FAULT_REASON_ATS_DISABLED: 'FAULT_REASON_ATS_DISABLED',
  /**
   * A device-TLB invalidation timed out (ITE); the address is the start of its range.
   */
  FAULT_REASON_INVALIDATION_TIMEOUT: 'FAULT_REASON_INVALIDATION_TIMEOUT',
  /**
   * The endpoint's virtual id is wider than the directory: the vIOMMU does not know who asks.
   */
  FAULT_REASON_UNKNOWN_REQUESTER: 'FAULT_REASON_UNKNOWN_REQUESTER',
  /**
   * The endpoint's context is not valid.
   */
  FAULT_REASON_CONTEXT_INVALID: 'FAULT_REASON_CONTEXT_INVALID',
  /**
   * The endpoint's context has contents that are not allowed.
   */
  FAULT_REASON_CONTEXT_MISCONFIGURED: 'FAULT_REASON_CONTEXT_MISCONFIGURED',
  /**
   * The endpoint's context cannot be read.
   */
  FAULT_REASON_CONTEXT_ACCESS_FAULT: 'FAULT_REASON_CONTEXT_ACCESS_FAULT',
  /**
   * The endpoint's context does not allow this kind of transaction: ATS, or page requests.
   */
  FAULT_REASON_TRANSACTION_NOT_ALLOWED: 'FAULT_REASON_TRANSACTION_NOT_ALLOWED',
  /**
   * A table of the guest holds a reserved bit or encoding, or a superpage whose address is not a multiple of its size.
   */
  FAULT_REASON_TABLE_MALFORMED: 'FAULT_REASON_TABLE_MALFORMED',
  /**
   * A table of the guest holds an address that is wider than its format allows: an address-size fault.
   */
  FAULT_REASON_OUTPUT_TOO_WIDE: 'FAULT_REASON_OUTPUT_TOO_WIDE',
  /**
   * An entry is not marked accessed, and the walk may not mark it: an access-flag fault.
   */
  FAULT_REASON_ACCESS_FLAG_CLEAR: 'FAULT_REASON_ACCESS_FLAG_CLEAR',
  /**
   * An entry is not marked dirty, and the walk may not mark it.
   */
  FAULT_REASON_DIRTY_FLAG_CLEAR: 'FAULT_REASON_DIRTY_FLAG_CLEAR',
  /**
   * A table of the guest could not be read or updated: an abort of the walk.
   */
  FAULT_REASON_TABLE_ABORT: 'FAULT_REASON_TABLE_ABORT',
  /**
   * A table of the guest changed again and again while the walk tried to update it.
   */
  FAULT_REASON_TABLE_CONTENDED: 'FAULT_REASON_TABLE_CONTENDED',
  /**
   * The endpoint missed the time-out of an invalidation and is cut off.
   */
  FAULT_REASON_FENCED: 'FAULT_REASON_FENCED',
} as const;

/**
 * Why an access could not be translated or completed. More values may be added.
 */
export type FaultReason =
  /**
   * Never sent; refused in `InjectFaultEvent`.
   */
  | 'FAULT_REASON_UNSPECIFIED'
  | 0
  /**
   * The endpoint, or its PASID, is attached to no domain.
   */
  | 'FAULT_REASON_NOT_ATTACHED'
  | 1
  /**
   * The domain, or the whole vIOMMU (translation OFF), blocks everything.
   */
  | 'FAULT_REASON_BLOCKED'
  | 2
  /**
   * No mapping covers the address.
   */
  | 'FAULT_REASON_NOT_MAPPED'
  | 3
  /**
   * A mapping covers the address and does not allow the access.
   */
  | 'FAULT_REASON_PERMISSION'
  | 4
  /**
   * The address is wider than the vIOMMU's IOVA width, or outside of what the guest's tables cover.
   */
  | 'FAULT_REASON_ADDRESS_TOO_WIDE'
  | 5
  /**
   * The output address lies, in part or whole, outside registered guest memory, or the memory cannot be accessed that
   * way: an abort.
   */
  | 'FAULT_REASON_MEMORY_ABORT'
  | 6
  /**
   * A translated access to an address the endpoint was not granted.
   */
  | 'FAULT_REASON_NOT_GRANTED'
  | 7
  /**
   * A translation request or translated access from an endpoint whose ATS is off.
   */
  | 'FAULT_REASON_ATS_DISABLED'
  | 8
  /**
   * A device-TLB invalidation timed out (ITE); the address is the start of its range.
   */
  | 'FAULT_REASON_INVALIDATION_TIMEOUT'
  | 9
  /**
   * The endpoint's virtual id is wider than the directory: the vIOMMU does not know who asks.
   */
  | 'FAULT_REASON_UNKNOWN_REQUESTER'
  | 10
  /**
   * The endpoint's context is not valid.
   */
  | 'FAULT_REASON_CONTEXT_INVALID'
  | 11
  /**
   * The endpoint's context has contents that are not allowed.
   */
  | 'FAULT_REASON_CONTEXT_MISCONFIGURED'
  | 12
  /**
   * The endpoint's context cannot be read.
   */
  | 'FAULT_REASON_CONTEXT_ACCESS_FAULT'
  | 13
  /**
   * The endpoint's context does not allow this kind of transaction: ATS, or page requests.
   */
  | 'FAULT_REASON_TRANSACTION_NOT_ALLOWED'
  | 14
  /**
   * A table of the guest holds a reserved bit or encoding, or a superpage whose address is not a multiple of its size.
   */
  | 'FAULT_REASON_TABLE_MALFORMED'
  | 15
  /**
   * A table of the guest holds an address that is wider than its format allows: an address-size fault.
   */
  | 'FAULT_REASON_OUTPUT_TOO_WIDE'
  | 16
  /**
   * An entry is not marked accessed, and the walk may not mark it: an access-flag fault.
   */
  | 'FAULT_REASON_ACCESS_FLAG_CLEAR'
  | 17
  /**
   * An entry is not marked dirty, and the walk may not mark it.
   */
  | 'FAULT_REASON_DIRTY_FLAG_CLEAR'
  | 18
  /**
   * A table of the guest could not be read or updated: an abort of the walk.
   */
  | 'FAULT_REASON_TABLE_ABORT'
  | 19
  /**
   * A table of the guest changed again and again while the walk tried to update it.
   */
  | 'FAULT_REASON_TABLE_CONTENDED'
  | 20
  /**
   * The endpoint missed the time-out of an invalidation and is cut off.
   */
  | 'FAULT_REASON_FENCED'
  | 21

/**
 * Why an access could not be translated or completed. More values may be added.
 */
export type FaultReason__Output = typeof FaultReason[keyof typeof FaultReason]
