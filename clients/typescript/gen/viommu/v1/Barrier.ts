// Original file: proto/viommu/v1/channel_service.proto


/**
 * Asks the other side to say when it has handled everything that came before, and has sent all that this caused.
 */
export interface Barrier {
  /**
   * Echoed in the answer.
   */
  'tag'?: (bigint | number | string);
}

/**
 * Asks the other side to say when it has handled everything that came before, and has sent all that this caused.
 */
export interface Barrier__Output {
  /**
   * Echoed in the answer.
   */
  'tag': (bigint);
}
