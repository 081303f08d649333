// Original file: proto/viommu/v1/endpoint_service.proto

import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * Request of IssueTranslationRequest.
 */
export interface IssueTranslationRequestRequest {
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
   * What the endpoint wants to do there. Without `write`: No Write, and none is granted.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  '_pasid'?: "pasid";
  '_pageCount'?: "pageCount";
}

/**
 * Request of IssueTranslationRequest.
 */
export interface IssueTranslationRequestRequest__Output {
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
   * What the endpoint wants to do there. Without `write`: No Write, and none is granted.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  '_pasid'?: "pasid";
  '_pageCount'?: "pageCount";
}
