// Original file: proto/viommu/v1/channel_service.proto


/**
 * Changes the credits. Fewer than are in use: nothing more is delivered until enough groups have ended.
 */
export interface SetCredits {
  /**
   * As in `VmmOpen`. Errors: CREDITS_OUT_OF_RANGE, FIELD_NOT_APPLICABLE when the stream controls nothing.
   */
  'credits'?: (number);
}

/**
 * Changes the credits. Fewer than are in use: nothing more is delivered until enough groups have ended.
 */
export interface SetCredits__Output {
  /**
   * As in `VmmOpen`. Errors: CREDITS_OUT_OF_RANGE, FIELD_NOT_APPLICABLE when the stream controls nothing.
   */
  'credits': (number);
}
