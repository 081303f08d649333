// Original file: proto/viommu/v1/viommu.proto

/**
 * How the vIOMMU ends a group by itself.
 */
export const AutomaticAction = {
  /**
   * In a setting: the profile's.
   */
  AUTOMATIC_ACTION_UNSPECIFIED: 'AUTOMATIC_ACTION_UNSPECIFIED',
  /**
   * Answers Success: the device asks again.
   */
  AUTOMATIC_ACTION_SUCCESS: 'AUTOMATIC_ACTION_SUCCESS',
  /**
   * Answers Invalid Request.
   */
  AUTOMATIC_ACTION_INVALID_REQUEST: 'AUTOMATIC_ACTION_INVALID_REQUEST',
  /**
   * Answers Response Failure: the device turns page requests off.
   */
  AUTOMATIC_ACTION_RESPONSE_FAILURE: 'AUTOMATIC_ACTION_RESPONSE_FAILURE',
  /**
   * Answers nothing: the group is discarded, and the device's credits do not return.
   */
  AUTOMATIC_ACTION_UNANSWERED: 'AUTOMATIC_ACTION_UNANSWERED',
} as const;

/**
 * How the vIOMMU ends a group by itself.
 */
export type AutomaticAction =
  /**
   * In a setting: the profile's.
   */
  | 'AUTOMATIC_ACTION_UNSPECIFIED'
  | 0
  /**
   * Answers Success: the device asks again.
   */
  | 'AUTOMATIC_ACTION_SUCCESS'
  | 1
  /**
   * Answers Invalid Request.
   */
  | 'AUTOMATIC_ACTION_INVALID_REQUEST'
  | 2
  /**
   * Answers Response Failure: the device turns page requests off.
   */
  | 'AUTOMATIC_ACTION_RESPONSE_FAILURE'
  | 3
  /**
   * Answers nothing: the group is discarded, and the device's credits do not return.
   */
  | 'AUTOMATIC_ACTION_UNANSWERED'
  | 4

/**
 * How the vIOMMU ends a group by itself.
 */
export type AutomaticAction__Output = typeof AutomaticAction[keyof typeof AutomaticAction]
