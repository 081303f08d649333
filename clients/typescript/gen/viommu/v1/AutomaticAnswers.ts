// Original file: proto/viommu/v1/viommu.proto

import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';

/**
 * Which code the vIOMMU itself answers with when nobody can. Unset fields keep the profile's default.
 */
export interface AutomaticAnswers {
  /**
   * The request's endpoint or PASID is attached to no domain. GENERIC: INVALID_REQUEST.
   */
  'noDomain'?: (_viommu_v1_PageResponseCode);
  /**
   * The domain was created without `page_requests`, or is an identity or blocked domain. GENERIC: INVALID_REQUEST.
   */
  'noPageRequests'?: (_viommu_v1_PageResponseCode);
  /**
   * The domain's queue, the pending groups or the partial pool are full. GENERIC: SUCCESS, so that the device retries.
   */
  'overflow'?: (_viommu_v1_PageResponseCode);
}

/**
 * Which code the vIOMMU itself answers with when nobody can. Unset fields keep the profile's default.
 */
export interface AutomaticAnswers__Output {
  /**
   * The request's endpoint or PASID is attached to no domain. GENERIC: INVALID_REQUEST.
   */
  'noDomain': (_viommu_v1_PageResponseCode__Output);
  /**
   * The domain was created without `page_requests`, or is an identity or blocked domain. GENERIC: INVALID_REQUEST.
   */
  'noPageRequests': (_viommu_v1_PageResponseCode__Output);
  /**
   * The domain's queue, the pending groups or the partial pool are full. GENERIC: SUCCESS, so that the device retries.
   */
  'overflow': (_viommu_v1_PageResponseCode__Output);
}
