// Original file: proto/viommu/v1/transfer.proto

/**
 * How a DMA ended. More values may be added.
 */
export const DmaStatus = {
  /**
   * Never sent.
   */
  DMA_STATUS_UNSPECIFIED: 'DMA_STATUS_UNSPECIFIED',
  /**
   * All bytes were transferred.
   */
  DMA_STATUS_COMPLETED: 'DMA_STATUS_COMPLETED',
  /**
   * An access faulted; `fault_reason` and `failed_iova` say why and where, a fault event was reported.
   */
  DMA_STATUS_FAULTED: 'DMA_STATUS_FAULTED',
  /**
   * A page request was answered Invalid Request; `failed_iova` is the first address that was not transferred.
   */
  DMA_STATUS_INVALID_REQUEST: 'DMA_STATUS_INVALID_REQUEST',
  /**
   * A page request was answered Response Failure, or PRI was turned off meanwhile.
   */
  DMA_STATUS_PRI_OFF: 'DMA_STATUS_PRI_OFF',
  /**
   * Success was answered once more than `retry_limit` times without a translation.
   */
  DMA_STATUS_RETRY_LIMIT: 'DMA_STATUS_RETRY_LIMIT',
  /**
   * The endpoint was reset, removed or deleted meanwhile.
   */
  DMA_STATUS_ENDPOINT_GONE: 'DMA_STATUS_ENDPOINT_GONE',
  /**
   * A stalled access was aborted.
   */
  DMA_STATUS_ABORTED: 'DMA_STATUS_ABORTED',
  /**
   * All bytes were transferred, except that at least one stalled access was terminated: what it covered reads as zeros, or
   * was not written. `failed_iova` is where the first of them began.
   */
  DMA_STATUS_TERMINATED: 'DMA_STATUS_TERMINATED',
  /**
   * The PASID was stopped.
   */
  DMA_STATUS_PASID_STOPPED: 'DMA_STATUS_PASID_STOPPED',
} as const;

/**
 * How a DMA ended. More values may be added.
 */
export type DmaStatus =
  /**
   * Never sent.
   */
  | 'DMA_STATUS_UNSPECIFIED'
  | 0
  /**
   * All bytes were transferred.
   */
  | 'DMA_STATUS_COMPLETED'
  | 1
  /**
   * An access faulted; `fault_reason` and `failed_iova` say why and where, a fault event was reported.
   */
  | 'DMA_STATUS_FAULTED'
  | 2
  /**
   * A page request was answered Invalid Request; `failed_iova` is the first address that was not transferred.
   */
  | 'DMA_STATUS_INVALID_REQUEST'
  | 3
  /**
   * A page request was answered Response Failure, or PRI was turned off meanwhile.
   */
  | 'DMA_STATUS_PRI_OFF'
  | 4
  /**
   * Success was answered once more than `retry_limit` times without a translation.
   */
  | 'DMA_STATUS_RETRY_LIMIT'
  | 5
  /**
   * The endpoint was reset, removed or deleted meanwhile.
   */
  | 'DMA_STATUS_ENDPOINT_GONE'
  | 6
  /**
   * A stalled access was aborted.
   */
  | 'DMA_STATUS_ABORTED'
  | 7
  /**
   * All bytes were transferred, except that at least one stalled access was terminated: what it covered reads as zeros, or
   * was not written. `failed_iova` is where the first of them began.
   */
  | 'DMA_STATUS_TERMINATED'
  | 8
  /**
   * The PASID was stopped.
   */
  | 'DMA_STATUS_PASID_STOPPED'
  | 9

/**
 * How a DMA ended. More values may be added.
 */
export type DmaStatus__Output = typeof DmaStatus[keyof typeof DmaStatus]
