// Original file: proto/viommu/v1/channel_service.proto

import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * An ATS translation request of an external endpoint.
 * 
 * Errors: ADDRESS_MISALIGNED, PAGE_COUNT_OUT_OF_RANGE, ADDRESS_OVERFLOW, PERMISSIONS_INVALID, PASID_OUT_OF_RANGE,
 * PASID_NOT_SUPPORTED, ATS_NOT_SUPPORTED, LINK_DOWN, LIMIT_EXCEEDED (max_grants_per_endpoint).
 */
export interface EndpointTranslationRequest {
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * The first page's address, a multiple of 4096.
   */
  'iova'?: (bigint | number | string);
  /**
   * Pages, 1 to 512. Unset: 1.
   */
  'pageCount'?: (number);
  /**
   * What the endpoint wants to do there.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  '_pasid'?: "pasid";
  '_pageCount'?: "pageCount";
}

/**
 * An ATS translation request of an external endpoint.
 * 
 * Errors: ADDRESS_MISALIGNED, PAGE_COUNT_OUT_OF_RANGE, ADDRESS_OVERFLOW, PERMISSIONS_INVALID, PASID_OUT_OF_RANGE,
 * PASID_NOT_SUPPORTED, ATS_NOT_SUPPORTED, LINK_DOWN, LIMIT_EXCEEDED (max_grants_per_endpoint).
 */
export interface EndpointTranslationRequest__Output {
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * The first page's address, a multiple of 4096.
   */
  'iova': (bigint);
  /**
   * Pages, 1 to 512. Unset: 1.
   */
  'pageCount'?: (number);
  /**
   * What the endpoint wants to do there.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  '_pasid'?: "pasid";
  '_pageCount'?: "pageCount";
}
