// Original file: proto/viommu/v1/endpoint_service.proto

import type { EndpointContext as _viommu_v1_EndpointContext, EndpointContext__Output as _viommu_v1_EndpointContext__Output } from '../../viommu/v1/EndpointContext';

/**
 * Request of UpdateEndpoint.
 */
export interface UpdateEndpointRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * ATS Enable.
   */
  'atsEnabled'?: (boolean);
  /**
   * Bounds the wait for the endpoint's ATC, nanoseconds of the vIOMMU's clock; unset: the hardware limit alone.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  /**
   * Changes the vIOMMU's entry for the endpoint; unset fields stay as they are, and one without any changes nothing.
   */
  'context'?: (_viommu_v1_EndpointContext | null);
  '_atsEnabled'?: "atsEnabled";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}

/**
 * Request of UpdateEndpoint.
 */
export interface UpdateEndpointRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * ATS Enable.
   */
  'atsEnabled'?: (boolean);
  /**
   * Bounds the wait for the endpoint's ATC, nanoseconds of the vIOMMU's clock; unset: the hardware limit alone.
   */
  'invalidationTimeoutNs'?: (bigint);
  /**
   * Changes the vIOMMU's entry for the endpoint; unset fields stay as they are, and one without any changes nothing.
   */
  'context': (_viommu_v1_EndpointContext__Output | null);
  '_atsEnabled'?: "atsEnabled";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
}
