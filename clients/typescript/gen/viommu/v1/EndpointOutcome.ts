// Original file: proto/viommu/v1/operation.proto

import type { OperationOutcome as _viommu_v1_OperationOutcome, OperationOutcome__Output as _viommu_v1_OperationOutcome__Output } from '../../viommu/v1/OperationOutcome';

/**
 * The part of one endpoint that did not complete.
 */
export interface EndpointOutcome {
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * TIMED_OUT or ENDPOINT_GONE.
   */
  'outcome'?: (_viommu_v1_OperationOutcome);
}

/**
 * The part of one endpoint that did not complete.
 */
export interface EndpointOutcome__Output {
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * TIMED_OUT or ENDPOINT_GONE.
   */
  'outcome': (_viommu_v1_OperationOutcome__Output);
}
