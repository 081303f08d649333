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
   * Page requests sent and unanswered.
   */
  'outstandingPageRequestCount'?: (number);
  /**
   * Grows with each enable. Groups of an older generation are answered IGNORED_PRI_OFF.
   */
  'generation'?: (number);
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
   * Page requests sent and unanswered.
   */
  'outstandingPageRequestCount': (number);
  /**
   * Grows with each enable. Groups of an older generation are answered IGNORED_PRI_OFF.
   */
  'generation': (number);
}
