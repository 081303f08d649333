// Original file: proto/viommu/v1/channel_service.proto


/**
 * Changes the credits. Fewer than are in use: nothing more is delivered until enough groups have ended.
 */
export interface SetCredits {
  /**
   * As in `VmmOpen`.
   */
  'credits'?: (number);
}

/**
 * Changes the credits. Fewer than are in use: nothing more is delivered until enough groups have ended.
 */
export interface SetCredits__Output {
  /**
   * As in `VmmOpen`.
   */
  'credits': (number);
}
