// Original file: proto/viommu/v1/viommu_service.proto


/**
 * What fell due while time moved.
 */
export interface TimeFired {
  /**
   * Groups that had been unanswered for too long.
   */
  'pageResponseDeadlineCount'?: (bigint | number | string);
  /**
   * Device-TLB invalidations that passed the hardware limit.
   */
  'invalidationTimeoutCount'?: (bigint | number | string);
  /**
   * Operations whose caller's limit passed.
   */
  'operationTimeoutCount'?: (bigint | number | string);
  /**
   * Messages that rules had delayed.
   */
  'delayedMessageCount'?: (bigint | number | string);
}

/**
 * What fell due while time moved.
 */
export interface TimeFired__Output {
  /**
   * Groups that had been unanswered for too long.
   */
  'pageResponseDeadlineCount': (bigint);
  /**
   * Device-TLB invalidations that passed the hardware limit.
   */
  'invalidationTimeoutCount': (bigint);
  /**
   * Operations whose caller's limit passed.
   */
  'operationTimeoutCount': (bigint);
  /**
   * Messages that rules had delayed.
   */
  'delayedMessageCount': (bigint);
}
