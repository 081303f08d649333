// Original file: proto/viommu/v1/endpoint_service.proto

import type { StopPasidStyle as _viommu_v1_StopPasidStyle, StopPasidStyle__Output as _viommu_v1_StopPasidStyle__Output } from '../../viommu/v1/StopPasidStyle';

/**
 * Request of StopPasid.
 */
export interface StopPasidRequest {
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
   * The PASID, 0 to 2^20-1. Errors: FIELD_REQUIRED.
   */
  'pasid'?: (number);
  /**
   * How. Default WAIT_FOR_RESPONSES.
   */
  'style'?: (_viommu_v1_StopPasidStyle);
  /**
   * Bounds the wait for responses, nanoseconds of the vIOMMU's clock; not 0, and only with WAIT_FOR_RESPONSES. Unset:
   * as long as it takes.
   */
  'responseTimeoutNs'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_responseTimeoutNs'?: "responseTimeoutNs";
}

/**
 * Request of StopPasid.
 */
export interface StopPasidRequest__Output {
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
   * The PASID, 0 to 2^20-1. Errors: FIELD_REQUIRED.
   */
  'pasid'?: (number);
  /**
   * How. Default WAIT_FOR_RESPONSES.
   */
  'style': (_viommu_v1_StopPasidStyle__Output);
  /**
   * Bounds the wait for responses, nanoseconds of the vIOMMU's clock; not 0, and only with WAIT_FOR_RESPONSES. Unset:
   * as long as it takes.
   */
  'responseTimeoutNs'?: (bigint);
  '_pasid'?: "pasid";
  '_responseTimeoutNs'?: "responseTimeoutNs";
}
