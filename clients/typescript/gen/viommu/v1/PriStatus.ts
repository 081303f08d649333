// Original file: proto/viommu/v1/endpoint.proto


/**
 * The state of an endpoint's page request interface (PCIe 10.5.2.2 and 10.5.2.3).
 */
export interface PriStatus {
  /**
   * Control bit Enable.
   */
  'enabled'?: (boolean);
  /**
   * Status bit Stopped: 1 once Enable is 0 and nothing is outstanding. Read as false while enabled.
   */
  'stopped'?: (boolean);
  /**
   * Status bit Response Failure.
   */
  'responseFailure'?: (boolean);
  /**
   * Credits given when PRI was last enabled, frozen since then. While PRI is disabled none are in force.
   */
  'allocation'?: (number);
  /**
   * Page requests sent and unanswered, by all functions that share the interface.
   */
  'outstandingPageRequestCount'?: (number);
  /**
   * Grows with each enable. Groups of an older generation are answered IGNORED_PRI_OFF.
   */
  'generation'?: (number);
  /**
   * Status bit Unexpected Page Request Group Index: a response matched nothing outstanding.
   */
  'unexpectedPrgi'?: (boolean);
  /**
   * Responses that matched nothing outstanding.
   */
  'unexpectedResponseCount'?: (bigint | number | string);
  /**
   * Responses to requests that `StopPasid` or a Stop Marker had made stale.
   */
  'staleResponseCount'?: (bigint | number | string);
  /**
   * Responses not acted on because the interface was off or had been reset since the request.
   */
  'ignoredResponseCount'?: (bigint | number | string);
  /**
   * The endpoint whose interface this is; 0: its own.
   */
  'parentEndpointId'?: (number);
  /**
   * Page requests sent and unanswered by this endpoint alone.
   */
  'ownOutstandingPageRequestCount'?: (number);
}

/**
 * The state of an endpoint's page request interface (PCIe 10.5.2.2 and 10.5.2.3).
 */
export interface PriStatus__Output {
  /**
   * Control bit Enable.
   */
  'enabled': (boolean);
  /**
   * Status bit Stopped: 1 once Enable is 0 and nothing is outstanding. Read as false while enabled.
   */
  'stopped': (boolean);
  /**
   * Status bit Response Failure.
   */
  'responseFailure': (boolean);
  /**
   * Credits given when PRI was last enabled, frozen since then. While PRI is disabled none are in force.
   */
  'allocation': (number);
  /**
   * Page requests sent and unanswered, by all functions that share the interface.
   */
  'outstandingPageRequestCount': (number);
  /**
   * Grows with each enable. Groups of an older generation are answered IGNORED_PRI_OFF.
   */
  'generation': (number);
  /**
   * Status bit Unexpected Page Request Group Index: a response matched nothing outstanding.
   */
  'unexpectedPrgi': (boolean);
  /**
   * Responses that matched nothing outstanding.
   */
  'unexpectedResponseCount': (bigint);
  /**
   * Responses to requests that `StopPasid` or a Stop Marker had made stale.
   */
  'staleResponseCount': (bigint);
  /**
   * Responses not acted on because the interface was off or had been reset since the request.
   */
  'ignoredResponseCount': (bigint);
  /**
   * The endpoint whose interface this is; 0: its own.
   */
  'parentEndpointId': (number);
  /**
   * Page requests sent and unanswered by this endpoint alone.
   */
  'ownOutstandingPageRequestCount': (number);
}
