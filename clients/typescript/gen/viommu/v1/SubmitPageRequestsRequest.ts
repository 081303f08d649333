// Original file: proto/viommu/v1/endpoint_service.proto

import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from '../../viommu/v1/PageRequestItem';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Request of SubmitPageRequests.
 */
export interface SubmitPageRequestsRequest {
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
   * The page requests, in order. At most 4096. Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS.
   */
  'items'?: (_viommu_v1_PageRequestItem)[];
  /**
   * What to do after an item failed.
   */
  'onError'?: (_viommu_v1_OnError);
  /**
   * Sends what the endpoint must not send, and records each as a violation.
   */
  'allowViolation'?: (boolean);
}

/**
 * Request of SubmitPageRequests.
 */
export interface SubmitPageRequestsRequest__Output {
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
   * The page requests, in order. At most 4096. Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS.
   */
  'items': (_viommu_v1_PageRequestItem__Output)[];
  /**
   * What to do after an item failed.
   */
  'onError': (_viommu_v1_OnError__Output);
  /**
   * Sends what the endpoint must not send, and records each as a violation.
   */
  'allowViolation': (boolean);
}
