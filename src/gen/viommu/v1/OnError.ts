// Original file: proto/viommu/v1/batch.proto

/**
 * What a batch does after an item failed.
 */
export const OnError = {
  /**
   * Same as ON_ERROR_CONTINUE.
   */
  ON_ERROR_UNSPECIFIED: 'ON_ERROR_UNSPECIFIED',
  /**
   * Executes the remaining items. One bad item never harms its neighbours.
   */
  ON_ERROR_CONTINUE: 'ON_ERROR_CONTINUE',
  /**
   * Executes none of the remaining items; they are counted as not executed.
   */
  ON_ERROR_STOP: 'ON_ERROR_STOP',
} as const;

/**
 * What a batch does after an item failed.
 */
export type OnError =
  /**
   * Same as ON_ERROR_CONTINUE.
   */
  | 'ON_ERROR_UNSPECIFIED'
  | 0
  /**
   * Executes the remaining items. One bad item never harms its neighbours.
   */
  | 'ON_ERROR_CONTINUE'
  | 1
  /**
   * Executes none of the remaining items; they are counted as not executed.
   */
  | 'ON_ERROR_STOP'
  | 2

/**
 * What a batch does after an item failed.
 */
export type OnError__Output = typeof OnError[keyof typeof OnError]
