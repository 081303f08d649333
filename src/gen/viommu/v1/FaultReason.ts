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
   * The address is wider than the vIOMMU's IOVA width.
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
   * The address is wider than the vIOMMU's IOVA width.
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
 * Why an access could not be translated or completed. More values may be added.
 */
export type FaultReason__Output = typeof FaultReason[keyof typeof FaultReason]
