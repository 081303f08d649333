// Original file: proto/viommu/v1/channel_service.proto


/**
 * Everything before the barrier was handled, and what it caused was sent.
 */
export interface BarrierReached {
  /**
   * That of the barrier.
   */
  'tag'?: (bigint | number | string);
}

/**
 * Everything before the barrier was handled, and what it caused was sent.
 */
export interface BarrierReached__Output {
  /**
   * That of the barrier.
   */
  'tag': (bigint);
}
