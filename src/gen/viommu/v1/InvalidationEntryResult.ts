// Original file: proto/viommu/v1/invalidation.proto

import type { OperationOutcome as _viommu_v1_OperationOutcome, OperationOutcome__Output as _viommu_v1_OperationOutcome__Output } from '../../viommu/v1/OperationOutcome';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from '../../viommu/v1/EndpointOutcome';

/**
 * How one accepted entry ended.
 */
export interface InvalidationEntryResult {
  /**
   * Position of the entry in the request, from 0.
   */
  'index'?: (number);
  /**
   * The worst outcome of any endpoint.
   */
  'outcome'?: (_viommu_v1_OperationOutcome);
  /**
   * The endpoints that did not complete.
   */
  'endpoints'?: (_viommu_v1_EndpointOutcome)[];
}

/**
 * How one accepted entry ended.
 */
export interface InvalidationEntryResult__Output {
  /**
   * Position of the entry in the request, from 0.
   */
  'index': (number);
  /**
   * The worst outcome of any endpoint.
   */
  'outcome': (_viommu_v1_OperationOutcome__Output);
  /**
   * The endpoints that did not complete.
   */
  'endpoints': (_viommu_v1_EndpointOutcome__Output)[];
}
