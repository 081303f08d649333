// Original file: proto/viommu/v1/fault_service.proto

import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';

/**
 * Request of SendPageResponse.
 */
export interface SendPageResponseRequest {
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
   * Page-request group index, 0 to 511.
   */
  'prgi'?: (number);
  /**
   * The PASID the response carries; unset: it carries none.
   */
  'pasid'?: (number);
  /**
   * The code. Errors: CODE_REQUIRED when unset without `raw_code`, CODE_INVALID.
   */
  'code'?: (_viommu_v1_PageResponseCode);
  /**
   * The 4-bit code, 0 to 15, used instead of `code`. Errors: RAW_CODE_OUT_OF_RANGE.
   */
  'rawCode'?: (number);
  '_pasid'?: "pasid";
  '_rawCode'?: "rawCode";
}

/**
 * Request of SendPageResponse.
 */
export interface SendPageResponseRequest__Output {
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
   * Page-request group index, 0 to 511.
   */
  'prgi': (number);
  /**
   * The PASID the response carries; unset: it carries none.
   */
  'pasid'?: (number);
  /**
   * The code. Errors: CODE_REQUIRED when unset without `raw_code`, CODE_INVALID.
   */
  'code': (_viommu_v1_PageResponseCode__Output);
  /**
   * The 4-bit code, 0 to 15, used instead of `code`. Errors: RAW_CODE_OUT_OF_RANGE.
   */
  'rawCode'?: (number);
  '_pasid'?: "pasid";
  '_rawCode'?: "rawCode";
}
