// Original file: proto/viommu/v1/fault_service.proto


/**
 * Counters since create or reset. accepted = answered + auto_answered + discarded + pending.
 */
export interface QueueStatistics {
  /**
   * Groups whose last page was accepted.
   */
  'acceptedGroupCount'?: (bigint | number | string);
  /**
   * Groups answered by a page response.
   */
  'answeredGroupCount'?: (bigint | number | string);
  /**
   * Groups the vIOMMU answered by itself.
   */
  'autoAnsweredGroupCount'?: (bigint | number | string);
  /**
   * Groups that ended without an answer.
   */
  'discardedGroupCount'?: (bigint | number | string);
  /**
   * Complete groups that are unanswered.
   */
  'pendingGroupCount'?: (bigint | number | string);
  /**
   * Of these, not yet delivered to a controller.
   */
  'undeliveredGroupCount'?: (bigint | number | string);
  /**
   * The most that were pending at once.
   */
  'pendingGroupHighWater'?: (bigint | number | string);
  /**
   * Page requests held in unclosed groups. 0 for a domain: a group belongs to one only when it is closed.
   */
  'partialPageCount'?: (bigint | number | string);
  /**
   * Page requests dropped with unclosed groups. 0 for a domain.
   */
  'droppedPageCount'?: (bigint | number | string);
  /**
   * How long the oldest unanswered group has been pending, nanoseconds of the vIOMMU's clock; unset: there is none.
   */
  'oldestPendingAgeNs'?: (bigint | number | string);
  '_oldestPendingAgeNs'?: "oldestPendingAgeNs";
}

/**
 * Counters since create or reset. accepted = answered + auto_answered + discarded + pending.
 */
export interface QueueStatistics__Output {
  /**
   * Groups whose last page was accepted.
   */
  'acceptedGroupCount': (bigint);
  /**
   * Groups answered by a page response.
   */
  'answeredGroupCount': (bigint);
  /**
   * Groups the vIOMMU answered by itself.
   */
  'autoAnsweredGroupCount': (bigint);
  /**
   * Groups that ended without an answer.
   */
  'discardedGroupCount': (bigint);
  /**
   * Complete groups that are unanswered.
   */
  'pendingGroupCount': (bigint);
  /**
   * Of these, not yet delivered to a controller.
   */
  'undeliveredGroupCount': (bigint);
  /**
   * The most that were pending at once.
   */
  'pendingGroupHighWater': (bigint);
  /**
   * Page requests held in unclosed groups. 0 for a domain: a group belongs to one only when it is closed.
   */
  'partialPageCount': (bigint);
  /**
   * Page requests dropped with unclosed groups. 0 for a domain.
   */
  'droppedPageCount': (bigint);
  /**
   * How long the oldest unanswered group has been pending, nanoseconds of the vIOMMU's clock; unset: there is none.
   */
  'oldestPendingAgeNs'?: (bigint);
  '_oldestPendingAgeNs'?: "oldestPendingAgeNs";
}
