// Original file: proto/viommu/v1/endpoint_service.proto

import type { EndpointConfig as _viommu_v1_EndpointConfig, EndpointConfig__Output as _viommu_v1_EndpointConfig__Output } from '../../viommu/v1/EndpointConfig';

/**
 * Request of CreateEndpoint.
 */
export interface CreateEndpointRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The id to use; 0: the server chooses.
   */
  'endpointId'?: (number);
  /**
   * What it is to be.
   */
  'config'?: (_viommu_v1_EndpointConfig | null);
}

/**
 * Request of CreateEndpoint.
 */
export interface CreateEndpointRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The id to use; 0: the server chooses.
   */
  'endpointId': (number);
  /**
   * What it is to be.
   */
  'config': (_viommu_v1_EndpointConfig__Output | null);
}
