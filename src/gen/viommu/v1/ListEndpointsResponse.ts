// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';

/**
 * Response of ListEndpoints.
 */
export interface ListEndpointsResponse {
  /**
   * A page of them.
   */
  'endpoints'?: (_viommu_v1_Endpoint)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListEndpoints.
 */
export interface ListEndpointsResponse__Output {
  /**
   * A page of them.
   */
  'endpoints': (_viommu_v1_Endpoint__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
