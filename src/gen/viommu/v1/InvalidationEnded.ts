// Original file: proto/viommu/v1/endpoint_service.proto

import type { OperationOutcome as _viommu_v1_OperationOutcome, OperationOutcome__Output as _viommu_v1_OperationOutcome__Output } from '../../viommu/v1/OperationOutcome';

/**
 * An invalidation ended at the endpoint.
 */
export interface InvalidationEnded {
  /**
   * The tag it had.
   */
  'itag'?: (number);
  /**
   * How.
   */
  'outcome'?: (_viommu_v1_OperationOutcome);
}

/**
 * An invalidation ended at the endpoint.
 */
export interface InvalidationEnded__Output {
  /**
   * The tag it had.
   */
  'itag': (number);
  /**
   * How.
   */
  'outcome': (_viommu_v1_OperationOutcome__Output);
}
