// Original file: proto/viommu/v1/exhaustion.proto

/**
 * A place where resources can run out on a page request's way.
 */
export const ExhaustionStage = {
  /**
   * Never valid.
   */
  EXHAUSTION_STAGE_UNSPECIFIED: 'EXHAUSTION_STAGE_UNSPECIFIED',
  /**
   * Storing a page request whose group is not complete.
   */
  EXHAUSTION_STAGE_PARTIAL: 'EXHAUSTION_STAGE_PARTIAL',
  /**
   * Storing a complete group.
   */
  EXHAUSTION_STAGE_GROUP: 'EXHAUSTION_STAGE_GROUP',
  /**
   * The handler that takes the group.
   */
  EXHAUSTION_STAGE_HANDLER: 'EXHAUSTION_STAGE_HANDLER',
} as const;

/**
 * A place where resources can run out on a page request's way.
 */
export type ExhaustionStage =
  /**
   * Never valid.
   */
  | 'EXHAUSTION_STAGE_UNSPECIFIED'
  | 0
  /**
   * Storing a page request whose group is not complete.
   */
  | 'EXHAUSTION_STAGE_PARTIAL'
  | 1
  /**
   * Storing a complete group.
   */
  | 'EXHAUSTION_STAGE_GROUP'
  | 2
  /**
   * The handler that takes the group.
   */
  | 'EXHAUSTION_STAGE_HANDLER'
  | 3

/**
 * A place where resources can run out on a page request's way.
 */
export type ExhaustionStage__Output = typeof ExhaustionStage[keyof typeof ExhaustionStage]
