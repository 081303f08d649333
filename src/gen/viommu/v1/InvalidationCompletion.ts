// Original file: proto/viommu/v1/endpoint.proto

/**
 * How a hosted endpoint completes device-TLB invalidations.
 */
export const InvalidationCompletion = {
  /**
   * In a request: AUTOMATIC.
   */
  INVALIDATION_COMPLETION_UNSPECIFIED: 'INVALIDATION_COMPLETION_UNSPECIFIED',
  /**
   * At once.
   */
  INVALIDATION_COMPLETION_AUTOMATIC: 'INVALIDATION_COMPLETION_AUTOMATIC',
  /**
   * When `CompleteInvalidation` is called. Until then the endpoint goes on using the old translations.
   */
  INVALIDATION_COMPLETION_MANUAL: 'INVALIDATION_COMPLETION_MANUAL',
} as const;

/**
 * How a hosted endpoint completes device-TLB invalidations.
 */
export type InvalidationCompletion =
  /**
   * In a request: AUTOMATIC.
   */
  | 'INVALIDATION_COMPLETION_UNSPECIFIED'
  | 0
  /**
   * At once.
   */
  | 'INVALIDATION_COMPLETION_AUTOMATIC'
  | 1
  /**
   * When `CompleteInvalidation` is called. Until then the endpoint goes on using the old translations.
   */
  | 'INVALIDATION_COMPLETION_MANUAL'
  | 2

/**
 * How a hosted endpoint completes device-TLB invalidations.
 */
export type InvalidationCompletion__Output = typeof InvalidationCompletion[keyof typeof InvalidationCompletion]
