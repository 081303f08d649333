// Original file: proto/viommu/v1/fault_service.proto

import type { PageResponse as _viommu_v1_PageResponse, PageResponse__Output as _viommu_v1_PageResponse__Output } from '../../viommu/v1/PageResponse';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Request of RespondToPageRequests.
 */
export interface RespondToPageRequestsRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The answers, in order. At most 4096.
   */
  'responses'?: (_viommu_v1_PageResponse)[];
  /**
   * What to do after a malformed item or a MISMATCH.
   */
  'onError'?: (_viommu_v1_OnError);
}

/**
 * Request of RespondToPageRequests.
 */
export interface RespondToPageRequestsRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The answers, in order. At most 4096.
   */
  'responses': (_viommu_v1_PageResponse__Output)[];
  /**
   * What to do after a malformed item or a MISMATCH.
   */
  'onError': (_viommu_v1_OnError__Output);
}
