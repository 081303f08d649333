// Original file: proto/viommu/v1/domain.proto

/**
 * What happens to a group that meets a full queue.
 */
export const OverflowPolicy = {
  /**
   * In a request: NATIVE.
   */
  OVERFLOW_POLICY_UNSPECIFIED: 'OVERFLOW_POLICY_UNSPECIFIED',
  /**
   * What the profile does: an automatic answer; where the architecture's overflow lasts, every page request is dropped
   * or answered until `AcknowledgeOverflow`.
   */
  OVERFLOW_POLICY_NATIVE: 'OVERFLOW_POLICY_NATIVE',
  /**
   * The new group is answered automatically; the queue goes on as soon as it has room.
   */
  OVERFLOW_POLICY_DROP_NEW: 'OVERFLOW_POLICY_DROP_NEW',
  /**
   * The oldest group not yet delivered is answered automatically instead, and the new one queued.
   */
  OVERFLOW_POLICY_DROP_OLD: 'OVERFLOW_POLICY_DROP_OLD',
  /**
   * Nothing is answered: the queue grows beyond `page_request_queue_depth`, and the endpoints run out of credits. Only
   * when the pools of the vIOMMU are full is the new group answered automatically.
   */
  OVERFLOW_POLICY_HOLD_CREDITS: 'OVERFLOW_POLICY_HOLD_CREDITS',
} as const;

/**
 * What happens to a group that meets a full queue.
 */
export type OverflowPolicy =
  /**
   * In a request: NATIVE.
   */
  | 'OVERFLOW_POLICY_UNSPECIFIED'
  | 0
  /**
   * What the profile does: an automatic answer; where the architecture's overflow lasts, every page request is dropped
   * or answered until `AcknowledgeOverflow`.
   */
  | 'OVERFLOW_POLICY_NATIVE'
  | 1
  /**
   * The new group is answered automatically; the queue goes on as soon as it has room.
   */
  | 'OVERFLOW_POLICY_DROP_NEW'
  | 2
  /**
   * The oldest group not yet delivered is answered automatically instead, and the new one queued.
   */
  | 'OVERFLOW_POLICY_DROP_OLD'
  | 3
  /**
   * Nothing is answered: the queue grows beyond `page_request_queue_depth`, and the endpoints run out of credits. Only
   * when the pools of the vIOMMU are full is the new group answered automatically.
   */
  | 'OVERFLOW_POLICY_HOLD_CREDITS'
  | 4

/**
 * What happens to a group that meets a full queue.
 */
export type OverflowPolicy__Output = typeof OverflowPolicy[keyof typeof OverflowPolicy]
