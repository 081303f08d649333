// Original file: proto/viommu/v1/page_request.proto

/**
 * What a page response did at the endpoint. More values may be added.
 */
export const ResponseEffect = {
  /**
   * The response did not reach an endpoint, or it answered an injected group, which has no PRI state.
   */
  RESPONSE_EFFECT_UNSPECIFIED: 'RESPONSE_EFFECT_UNSPECIFIED',
  /**
   * Success: the credits returned, the device asks ATS again.
   */
  RESPONSE_EFFECT_RETRY: 'RESPONSE_EFFECT_RETRY',
  /**
   * Invalid Request: the credits returned, the device fails what needed the pages.
   */
  RESPONSE_EFFECT_REQUEST_FAILED: 'RESPONSE_EFFECT_REQUEST_FAILED',
  /**
   * Response Failure: the page-request interface is off, and everything outstanding forgotten.
   */
  RESPONSE_EFFECT_PRI_OFF: 'RESPONSE_EFFECT_PRI_OFF',
  /**
   * The request was stale because its PASID had been stopped: the credits returned, nothing else (R-PRI-47).
   */
  RESPONSE_EFFECT_STALE: 'RESPONSE_EFFECT_STALE',
  /**
   * It matched nothing outstanding, or its PASID was not that of the request although PRG Response PASID Required is set:
   * Unexpected PRGI was set, nothing else (R-PRI-55, R-PRI-56).
   */
  RESPONSE_EFFECT_UNEXPECTED: 'RESPONSE_EFFECT_UNEXPECTED',
  /**
   * The interface was off or had been reset since the request: nothing (R-PRI-52).
   */
  RESPONSE_EFFECT_IGNORED: 'RESPONSE_EFFECT_IGNORED',
  /**
   * A stalled access goes on.
   */
  RESPONSE_EFFECT_STALL_RETRIED: 'RESPONSE_EFFECT_STALL_RETRIED',
  /**
   * A stalled access was aborted.
   */
  RESPONSE_EFFECT_STALL_ABORTED: 'RESPONSE_EFFECT_STALL_ABORTED',
  /**
   * A stalled access was terminated.
   */
  RESPONSE_EFFECT_STALL_TERMINATED: 'RESPONSE_EFFECT_STALL_TERMINATED',
} as const;

/**
 * What a page response did at the endpoint. More values may be added.
 */
export type ResponseEffect =
  /**
   * The response did not reach an endpoint, or it answered an injected group, which has no PRI state.
   */
  | 'RESPONSE_EFFECT_UNSPECIFIED'
  | 0
  /**
   * Success: the credits returned, the device asks ATS again.
   */
  | 'RESPONSE_EFFECT_RETRY'
  | 1
  /**
   * Invalid Request: the credits returned, the device fails what needed the pages.
   */
  | 'RESPONSE_EFFECT_REQUEST_FAILED'
  | 2
  /**
   * Response Failure: the page-request interface is off, and everything outstanding forgotten.
   */
  | 'RESPONSE_EFFECT_PRI_OFF'
  | 3
  /**
   * The request was stale because its PASID had been stopped: the credits returned, nothing else (R-PRI-47).
   */
  | 'RESPONSE_EFFECT_STALE'
  | 4
  /**
   * It matched nothing outstanding, or its PASID was not that of the request although PRG Response PASID Required is set:
   * Unexpected PRGI was set, nothing else (R-PRI-55, R-PRI-56).
   */
  | 'RESPONSE_EFFECT_UNEXPECTED'
  | 5
  /**
   * The interface was off or had been reset since the request: nothing (R-PRI-52).
   */
  | 'RESPONSE_EFFECT_IGNORED'
  | 6
  /**
   * A stalled access goes on.
   */
  | 'RESPONSE_EFFECT_STALL_RETRIED'
  | 7
  /**
   * A stalled access was aborted.
   */
  | 'RESPONSE_EFFECT_STALL_ABORTED'
  | 8
  /**
   * A stalled access was terminated.
   */
  | 'RESPONSE_EFFECT_STALL_TERMINATED'
  | 9

/**
 * What a page response did at the endpoint. More values may be added.
 */
export type ResponseEffect__Output = typeof ResponseEffect[keyof typeof ResponseEffect]
