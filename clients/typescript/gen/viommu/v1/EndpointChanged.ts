// Original file: proto/viommu/v1/report.proto

import type { EndpointChangeKind as _viommu_v1_EndpointChangeKind, EndpointChangeKind__Output as _viommu_v1_EndpointChangeKind__Output } from '../../viommu/v1/EndpointChangeKind';
import type { EndpointState as _viommu_v1_EndpointState, EndpointState__Output as _viommu_v1_EndpointState__Output } from '../../viommu/v1/EndpointState';

/**
 * An endpoint changed.
 */
export interface EndpointChanged {
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * What happened.
   */
  'change'?: (_viommu_v1_EndpointChangeKind);
  /**
   * Its state now.
   */
  'state'?: (_viommu_v1_EndpointState);
  /**
   * Its generation now.
   */
  'endpointGeneration'?: (number);
  /**
   * Held page responses, DMAs, translation requests and unsent messages that were dropped with it.
   */
  'droppedMessageCount'?: (bigint | number | string);
  /**
   * The PASID, for PASID_STOPPED.
   */
  'pasid'?: (number);
  /**
   * The endpoint that brought it about, where that is another one: the parent or a sibling in a shared page-request
   * interface.
   */
  'causedByEndpointId'?: (number);
  '_pasid'?: "pasid";
}

/**
 * An endpoint changed.
 */
export interface EndpointChanged__Output {
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * What happened.
   */
  'change': (_viommu_v1_EndpointChangeKind__Output);
  /**
   * Its state now.
   */
  'state': (_viommu_v1_EndpointState__Output);
  /**
   * Its generation now.
   */
  'endpointGeneration': (number);
  /**
   * Held page responses, DMAs, translation requests and unsent messages that were dropped with it.
   */
  'droppedMessageCount': (bigint);
  /**
   * The PASID, for PASID_STOPPED.
   */
  'pasid'?: (number);
  /**
   * The endpoint that brought it about, where that is another one: the parent or a sibling in a shared page-request
   * interface.
   */
  'causedByEndpointId': (number);
  '_pasid'?: "pasid";
}
