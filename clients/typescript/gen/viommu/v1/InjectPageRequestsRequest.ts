// Original file: proto/viommu/v1/fault_service.proto

import type { InjectedPageRequest as _viommu_v1_InjectedPageRequest, InjectedPageRequest__Output as _viommu_v1_InjectedPageRequest__Output } from '../../viommu/v1/InjectedPageRequest';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Request of InjectPageRequests.
 */
export interface InjectPageRequestsRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The page requests, in order. At most 4096.
   */
  'items'?: (_viommu_v1_InjectedPageRequest)[];
  /**
   * What to do after an item was refused.
   */
  'onError'?: (_viommu_v1_OnError);
  /**
   * Takes shapes that no endpoint may send, and records each as a violation.
   */
  'allowViolation'?: (boolean);
}

/**
 * Request of InjectPageRequests.
 */
export interface InjectPageRequestsRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The page requests, in order. At most 4096.
   */
  'items': (_viommu_v1_InjectedPageRequest__Output)[];
  /**
   * What to do after an item was refused.
   */
  'onError': (_viommu_v1_OnError__Output);
  /**
   * Takes shapes that no endpoint may send, and records each as a violation.
   */
  'allowViolation': (boolean);
}
