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
  /**
   * The most page requests that were held in unclosed groups at once. 0 for a domain.
   */
  'partialPageHighWater'?: (bigint | number | string);
  /**
   * Open page requests: in unclosed groups and in unanswered ones.
   */
  'openPageRequestCount'?: (bigint | number | string);
  /**
   * The most that were open at once.
   */
  'openPageRequestHighWater'?: (bigint | number | string);
  /**
   * The most complete groups that waited for a controller at once.
   */
  'undeliveredGroupHighWater'?: (bigint | number | string);
  /**
   * How often a queue began to overflow. 0 for an endpoint.
   */
  'overflowCount'?: (bigint | number | string);
  /**
   * Stop Markers that arrived, dropped ones included.
   */
  'stopMarkerCount'?: (bigint | number | string);
  /**
   * Violations recorded. 0 for a domain.
   */
  'violationCount'?: (bigint | number | string);
  /**
   * Fault events that were not reported because the endpoint's context suppresses them. 0 for a domain.
   */
  'suppressedFaultCount'?: (bigint | number | string);
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
  /**
   * The most page requests that were held in unclosed groups at once. 0 for a domain.
   */
  'partialPageHighWater': (bigint);
  /**
   * Open page requests: in unclosed groups and in unanswered ones.
   */
  'openPageRequestCount': (bigint);
  /**
   * The most that were open at once.
   */
  'openPageRequestHighWater': (bigint);
  /**
   * The most complete groups that waited for a controller at once.
   */
  'undeliveredGroupHighWater': (bigint);
  /**
   * How often a queue began to overflow. 0 for an endpoint.
   */
  'overflowCount': (bigint);
  /**
   * Stop Markers that arrived, dropped ones included.
   */
  'stopMarkerCount': (bigint);
  /**
   * Violations recorded. 0 for a domain.
   */
  'violationCount': (bigint);
  /**
   * Fault events that were not reported because the endpoint's context suppresses them. 0 for a domain.
   */
  'suppressedFaultCount': (bigint);
  '_oldestPendingAgeNs'?: "oldestPendingAgeNs";
}
