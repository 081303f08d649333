// Original file: proto/viommu/v1/domain_service.proto

import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * Request of Translate.
 */
export interface TranslateRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address, in bytes.
   */
  'iova'?: (bigint | number | string);
  /**
   * What the access would want.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  /**
   * Whether to say how the answer comes about.
   */
  'explain'?: (boolean);
  '_pasid'?: "pasid";
}

/**
 * Request of Translate.
 */
export interface TranslateRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address, in bytes.
   */
  'iova': (bigint);
  /**
   * What the access would want.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  /**
   * Whether to say how the answer comes about.
   */
  'explain': (boolean);
  '_pasid'?: "pasid";
}
