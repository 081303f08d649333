// Original file: proto/viommu/v1/report.proto

/**
 * What changed an endpoint. More values may be added.
 */
export const EndpointChangeKind = {
  /**
   * Never sent.
   */
  ENDPOINT_CHANGE_KIND_UNSPECIFIED: 'ENDPOINT_CHANGE_KIND_UNSPECIFIED',
  /**
   * It was created.
   */
  ENDPOINT_CHANGE_KIND_CREATED: 'ENDPOINT_CHANGE_KIND_CREATED',
  /**
   * It was deleted.
   */
  ENDPOINT_CHANGE_KIND_DELETED: 'ENDPOINT_CHANGE_KIND_DELETED',
  /**
   * Its function was reset.
   */
  ENDPOINT_CHANGE_KIND_FUNCTION_RESET: 'ENDPOINT_CHANGE_KIND_FUNCTION_RESET',
  /**
   * It was removed by surprise.
   */
  ENDPOINT_CHANGE_KIND_REMOVED: 'ENDPOINT_CHANGE_KIND_REMOVED',
  /**
   * A device model took it.
   */
  ENDPOINT_CHANGE_KIND_CONNECTED: 'ENDPOINT_CHANGE_KIND_CONNECTED',
  /**
   * Its device model is gone.
   */
  ENDPOINT_CHANGE_KIND_DISCONNECTED: 'ENDPOINT_CHANGE_KIND_DISCONNECTED',
  /**
   * PRI was enabled.
   */
  ENDPOINT_CHANGE_KIND_PRI_ENABLED: 'ENDPOINT_CHANGE_KIND_PRI_ENABLED',
  /**
   * PRI was disabled.
   */
  ENDPOINT_CHANGE_KIND_PRI_DISABLED: 'ENDPOINT_CHANGE_KIND_PRI_DISABLED',
  /**
   * PRI was reset.
   */
  ENDPOINT_CHANGE_KIND_PRI_RESET: 'ENDPOINT_CHANGE_KIND_PRI_RESET',
  /**
   * A Response Failure turned PRI off.
   */
  ENDPOINT_CHANGE_KIND_PRI_FAILED: 'ENDPOINT_CHANGE_KIND_PRI_FAILED',
  /**
   * ATS was enabled.
   */
  ENDPOINT_CHANGE_KIND_ATS_ENABLED: 'ENDPOINT_CHANGE_KIND_ATS_ENABLED',
  /**
   * ATS was disabled.
   */
  ENDPOINT_CHANGE_KIND_ATS_DISABLED: 'ENDPOINT_CHANGE_KIND_ATS_DISABLED',
  /**
   * A PASID was stopped.
   */
  ENDPOINT_CHANGE_KIND_PASID_STOPPED: 'ENDPOINT_CHANGE_KIND_PASID_STOPPED',
  /**
   * The vIOMMU's entry for it changed.
   */
  ENDPOINT_CHANGE_KIND_CONTEXT_CHANGED: 'ENDPOINT_CHANGE_KIND_CONTEXT_CHANGED',
  /**
   * PRI status bits were cleared.
   */
  ENDPOINT_CHANGE_KIND_PRI_STATUS_CLEARED: 'ENDPOINT_CHANGE_KIND_PRI_STATUS_CLEARED',
  /**
   * A device model took it again and goes on.
   */
  ENDPOINT_CHANGE_KIND_RESUMED: 'ENDPOINT_CHANGE_KIND_RESUMED',
  /**
   * It missed the time-out of an invalidation and is cut off.
   */
  ENDPOINT_CHANGE_KIND_FENCED: 'ENDPOINT_CHANGE_KIND_FENCED',
  /**
   * Its link went down, which a vIOMMU does not notice.
   */
  ENDPOINT_CHANGE_KIND_LINK_DOWN: 'ENDPOINT_CHANGE_KIND_LINK_DOWN',
  /**
   * Its link came up.
   */
  ENDPOINT_CHANGE_KIND_LINK_UP: 'ENDPOINT_CHANGE_KIND_LINK_UP',
} as const;

/**
 * What changed an endpoint. More values may be added.
 */
export type EndpointChangeKind =
  /**
   * Never sent.
   */
  | 'ENDPOINT_CHANGE_KIND_UNSPECIFIED'
  | 0
  /**
   * It was created.
   */
  | 'ENDPOINT_CHANGE_KIND_CREATED'
  | 1
  /**
   * It was deleted.
   */
  | 'ENDPOINT_CHANGE_KIND_DELETED'
  | 2
  /**
   * Its function was reset.
   */
  | 'ENDPOINT_CHANGE_KIND_FUNCTION_RESET'
  | 3
  /**
   * It was removed by surprise.
   */
  | 'ENDPOINT_CHANGE_KIND_REMOVED'
  | 4
  /**
   * A device model took it.
   */
  | 'ENDPOINT_CHANGE_KIND_CONNECTED'
  | 5
  /**
   * Its device model is gone.
   */
  | 'ENDPOINT_CHANGE_KIND_DISCONNECTED'
  | 6
  /**
   * PRI was enabled.
   */
  | 'ENDPOINT_CHANGE_KIND_PRI_ENABLED'
  | 7
  /**
   * PRI was disabled.
   */
  | 'ENDPOINT_CHANGE_KIND_PRI_DISABLED'
  | 8
  /**
   * PRI was reset.
   */
  | 'ENDPOINT_CHANGE_KIND_PRI_RESET'
  | 9
  /**
   * A Response Failure turned PRI off.
   */
  | 'ENDPOINT_CHANGE_KIND_PRI_FAILED'
  | 10
  /**
   * ATS was enabled.
   */
  | 'ENDPOINT_CHANGE_KIND_ATS_ENABLED'
  | 11
  /**
   * ATS was disabled.
   */
  | 'ENDPOINT_CHANGE_KIND_ATS_DISABLED'
  | 12
  /**
   * A PASID was stopped.
   */
  | 'ENDPOINT_CHANGE_KIND_PASID_STOPPED'
  | 13
  /**
   * The vIOMMU's entry for it changed.
   */
  | 'ENDPOINT_CHANGE_KIND_CONTEXT_CHANGED'
  | 14
  /**
   * PRI status bits were cleared.
   */
  | 'ENDPOINT_CHANGE_KIND_PRI_STATUS_CLEARED'
  | 15
  /**
   * A device model took it again and goes on.
   */
  | 'ENDPOINT_CHANGE_KIND_RESUMED'
  | 16
  /**
   * It missed the time-out of an invalidation and is cut off.
   */
  | 'ENDPOINT_CHANGE_KIND_FENCED'
  | 17
  /**
   * Its link went down, which a vIOMMU does not notice.
   */
  | 'ENDPOINT_CHANGE_KIND_LINK_DOWN'
  | 18
  /**
   * Its link came up.
   */
  | 'ENDPOINT_CHANGE_KIND_LINK_UP'
  | 19

/**
 * What changed an endpoint. More values may be added.
 */
export type EndpointChangeKind__Output = typeof EndpointChangeKind[keyof typeof EndpointChangeKind]
