// Original file: proto/viommu/v1/fault_service.proto

import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from '../../viommu/v1/PageRequestItem';

/**
 * A page request and the endpoint it comes from.
 */
export interface InjectedPageRequest {
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * The page request.
   */
  'item'?: (_viommu_v1_PageRequestItem | null);
}

/**
 * A page request and the endpoint it comes from.
 */
export interface InjectedPageRequest__Output {
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * The page request.
   */
  'item': (_viommu_v1_PageRequestItem__Output | null);
}
