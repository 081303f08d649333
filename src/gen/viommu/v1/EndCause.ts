// Original file: proto/viommu/v1/report.proto

/**
 * Why something ended without an answer from the VMM. More values may be added.
 */
export const EndCause = {
  /**
   * Never sent.
   */
  END_CAUSE_UNSPECIFIED: 'END_CAUSE_UNSPECIFIED',
  /**
   * The endpoint or PASID is attached to no domain.
   */
  END_CAUSE_NO_DOMAIN: 'END_CAUSE_NO_DOMAIN',
  /**
   * The domain takes no page requests.
   */
  END_CAUSE_NO_PAGE_REQUESTS: 'END_CAUSE_NO_PAGE_REQUESTS',
  /**
   * Translation is OFF.
   */
  END_CAUSE_TRANSLATION_OFF: 'END_CAUSE_TRANSLATION_OFF',
  /**
   * Translation is BYPASS.
   */
  END_CAUSE_TRANSLATION_BYPASS: 'END_CAUSE_TRANSLATION_BYPASS',
  /**
   * The page-request queue is off.
   */
  END_CAUSE_QUEUE_OFF: 'END_CAUSE_QUEUE_OFF',
  /**
   * The domain's queue or the vIOMMU's pending groups are full.
   */
  END_CAUSE_QUEUE_OVERFLOW: 'END_CAUSE_QUEUE_OVERFLOW',
  /**
   * The partial pool is full, or the group too long.
   */
  END_CAUSE_PARTIAL_OVERFLOW: 'END_CAUSE_PARTIAL_OVERFLOW',
  /**
   * An earlier page of the group was lost to a teardown.
   */
  END_CAUSE_BROKEN_GROUP: 'END_CAUSE_BROKEN_GROUP',
  /**
   * The attachment was removed.
   */
  END_CAUSE_DETACH: 'END_CAUSE_DETACH',
  /**
   * The attachment was replaced.
   */
  END_CAUSE_REPLACE: 'END_CAUSE_REPLACE',
  /**
   * The domain was deleted.
   */
  END_CAUSE_DOMAIN_DELETED: 'END_CAUSE_DOMAIN_DELETED',
  /**
   * The vIOMMU was reset.
   */
  END_CAUSE_VIOMMU_RESET: 'END_CAUSE_VIOMMU_RESET',
  /**
   * The page response deadline passed.
   */
  END_CAUSE_DEADLINE: 'END_CAUSE_DEADLINE',
  /**
   * The function was reset.
   */
  END_CAUSE_FUNCTION_RESET: 'END_CAUSE_FUNCTION_RESET',
  /**
   * The endpoint was removed by surprise.
   */
  END_CAUSE_SURPRISE_REMOVAL: 'END_CAUSE_SURPRISE_REMOVAL',
  /**
   * The endpoint was deleted.
   */
  END_CAUSE_ENDPOINT_DELETED: 'END_CAUSE_ENDPOINT_DELETED',
  /**
   * PRI was reset.
   */
  END_CAUSE_PRI_RESET: 'END_CAUSE_PRI_RESET',
  /**
   * A Response Failure turned PRI off.
   */
  END_CAUSE_RESPONSE_FAILURE: 'END_CAUSE_RESPONSE_FAILURE',
  /**
   * The device model's channel was lost.
   */
  END_CAUSE_CHANNEL_LOST: 'END_CAUSE_CHANNEL_LOST',
  /**
   * A device model opened the endpoint anew.
   */
  END_CAUSE_CHANNEL_RESET: 'END_CAUSE_CHANNEL_RESET',
  /**
   * The endpoint's virtual id is wider than the directory.
   */
  END_CAUSE_UNKNOWN_REQUESTER: 'END_CAUSE_UNKNOWN_REQUESTER',
  /**
   * The endpoint's context is not valid.
   */
  END_CAUSE_CONTEXT_INVALID: 'END_CAUSE_CONTEXT_INVALID',
  /**
   * The endpoint's context has contents that are not allowed.
   */
  END_CAUSE_CONTEXT_MISCONFIGURED: 'END_CAUSE_CONTEXT_MISCONFIGURED',
  /**
   * The endpoint's context cannot be read.
   */
  END_CAUSE_CONTEXT_ACCESS_FAULT: 'END_CAUSE_CONTEXT_ACCESS_FAULT',
  /**
   * The endpoint's context does not allow page requests.
   */
  END_CAUSE_PAGE_REQUESTS_NOT_ALLOWED: 'END_CAUSE_PAGE_REQUESTS_NOT_ALLOWED',
  /**
   * The page-request queue is faulted.
   */
  END_CAUSE_QUEUE_FAULT: 'END_CAUSE_QUEUE_FAULT',
  /**
   * Storing a page request or a group failed, as `InjectExhaustion` wanted.
   */
  END_CAUSE_ALLOCATION_FAILURE: 'END_CAUSE_ALLOCATION_FAILURE',
  /**
   * The handler refused the group, as `InjectExhaustion` wanted.
   */
  END_CAUSE_HANDLER_REFUSAL: 'END_CAUSE_HANDLER_REFUSAL',
  /**
   * The PASID was stopped.
   */
  END_CAUSE_STOP_PASID: 'END_CAUSE_STOP_PASID',
  /**
   * `DrainPageRequests` ended it.
   */
  END_CAUSE_DRAIN: 'END_CAUSE_DRAIN',
  /**
   * The endpoint had missed the time-out of an invalidation and is cut off.
   */
  END_CAUSE_FENCED: 'END_CAUSE_FENCED',
} as const;

/**
 * Why something ended without an answer from the VMM. More values may be added.
 */
export type EndCause =
  /**
   * Never sent.
   */
  | 'END_CAUSE_UNSPECIFIED'
  | 0
  /**
   * The endpoint or PASID is attached to no domain.
   */
  | 'END_CAUSE_NO_DOMAIN'
  | 1
  /**
   * The domain takes no page requests.
   */
  | 'END_CAUSE_NO_PAGE_REQUESTS'
  | 2
  /**
   * Translation is OFF.
   */
  | 'END_CAUSE_TRANSLATION_OFF'
  | 3
  /**
   * Translation is BYPASS.
   */
  | 'END_CAUSE_TRANSLATION_BYPASS'
  | 4
  /**
   * The page-request queue is off.
   */
  | 'END_CAUSE_QUEUE_OFF'
  | 5
  /**
   * The domain's queue or the vIOMMU's pending groups are full.
   */
  | 'END_CAUSE_QUEUE_OVERFLOW'
  | 6
  /**
   * The partial pool is full, or the group too long.
   */
  | 'END_CAUSE_PARTIAL_OVERFLOW'
  | 7
  /**
   * An earlier page of the group was lost to a teardown.
   */
  | 'END_CAUSE_BROKEN_GROUP'
  | 8
  /**
   * The attachment was removed.
   */
  | 'END_CAUSE_DETACH'
  | 9
  /**
   * The attachment was replaced.
   */
  | 'END_CAUSE_REPLACE'
  | 10
  /**
   * The domain was deleted.
   */
  | 'END_CAUSE_DOMAIN_DELETED'
  | 11
  /**
   * The vIOMMU was reset.
   */
  | 'END_CAUSE_VIOMMU_RESET'
  | 12
  /**
   * The page response deadline passed.
   */
  | 'END_CAUSE_DEADLINE'
  | 13
  /**
   * The function was reset.
   */
  | 'END_CAUSE_FUNCTION_RESET'
  | 14
  /**
   * The endpoint was removed by surprise.
   */
  | 'END_CAUSE_SURPRISE_REMOVAL'
  | 15
  /**
   * The endpoint was deleted.
   */
  | 'END_CAUSE_ENDPOINT_DELETED'
  | 16
  /**
   * PRI was reset.
   */
  | 'END_CAUSE_PRI_RESET'
  | 17
  /**
   * A Response Failure turned PRI off.
   */
  | 'END_CAUSE_RESPONSE_FAILURE'
  | 18
  /**
   * The device model's channel was lost.
   */
  | 'END_CAUSE_CHANNEL_LOST'
  | 19
  /**
   * A device model opened the endpoint anew.
   */
  | 'END_CAUSE_CHANNEL_RESET'
  | 20
  /**
   * The endpoint's virtual id is wider than the directory.
   */
  | 'END_CAUSE_UNKNOWN_REQUESTER'
  | 21
  /**
   * The endpoint's context is not valid.
   */
  | 'END_CAUSE_CONTEXT_INVALID'
  | 22
  /**
   * The endpoint's context has contents that are not allowed.
   */
  | 'END_CAUSE_CONTEXT_MISCONFIGURED'
  | 23
  /**
   * The endpoint's context cannot be read.
   */
  | 'END_CAUSE_CONTEXT_ACCESS_FAULT'
  | 24
  /**
   * The endpoint's context does not allow page requests.
   */
  | 'END_CAUSE_PAGE_REQUESTS_NOT_ALLOWED'
  | 25
  /**
   * The page-request queue is faulted.
   */
  | 'END_CAUSE_QUEUE_FAULT'
  | 26
  /**
   * Storing a page request or a group failed, as `InjectExhaustion` wanted.
   */
  | 'END_CAUSE_ALLOCATION_FAILURE'
  | 27
  /**
   * The handler refused the group, as `InjectExhaustion` wanted.
   */
  | 'END_CAUSE_HANDLER_REFUSAL'
  | 28
  /**
   * The PASID was stopped.
   */
  | 'END_CAUSE_STOP_PASID'
  | 29
  /**
   * `DrainPageRequests` ended it.
   */
  | 'END_CAUSE_DRAIN'
  | 30
  /**
   * The endpoint had missed the time-out of an invalidation and is cut off.
   */
  | 'END_CAUSE_FENCED'
  | 31

/**
 * Why something ended without an answer from the VMM. More values may be added.
 */
export type EndCause__Output = typeof EndCause[keyof typeof EndCause]
