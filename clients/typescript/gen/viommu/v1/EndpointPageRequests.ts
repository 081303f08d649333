// Original file: proto/viommu/v1/channel_service.proto

import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from '../../viommu/v1/PageRequestItem';
import type { OnError as _viommu_v1_OnError, OnError__Output as _viommu_v1_OnError__Output } from '../../viommu/v1/OnError';

/**
 * Page requests of an external endpoint. More than the allocation allows is refused and recorded as a violation.
 * 
 * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item those of `EndpointService.SubmitPageRequests`.
 */
export interface EndpointPageRequests {
  /**
   * The page requests, in order. At most 4096.
   */
  'items'?: (_viommu_v1_PageRequestItem)[];
  /**
   * What to do after an item was refused.
   */
  'onError'?: (_viommu_v1_OnError);
  /**
   * As in `SubmitPageRequestsRequest`. Without it an external endpoint is refused what exceeds its credits or comes while
   * PRI is disabled or for a stopped PASID, which is recorded; the choice of indexes, and not to close a group with the
   * last credit, are its own, and recorded.
   */
  'allowViolation'?: (boolean);
}

/**
 * Page requests of an external endpoint. More than the allocation allows is refused and recorded as a violation.
 * 
 * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item those of `EndpointService.SubmitPageRequests`.
 */
export interface EndpointPageRequests__Output {
  /**
   * The page requests, in order. At most 4096.
   */
  'items': (_viommu_v1_PageRequestItem__Output)[];
  /**
   * What to do after an item was refused.
   */
  'onError': (_viommu_v1_OnError__Output);
  /**
   * As in `SubmitPageRequestsRequest`. Without it an external endpoint is refused what exceeds its credits or comes while
   * PRI is disabled or for a stopped PASID, which is recorded; the choice of indexes, and not to close a group with the
   * last credit, are its own, and recorded.
   */
  'allowViolation': (boolean);
}
