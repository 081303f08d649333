// Original file: proto/viommu/v1/endpoint.proto

import type { UnsupportedRequestReaction as _viommu_v1_UnsupportedRequestReaction, UnsupportedRequestReaction__Output as _viommu_v1_UnsupportedRequestReaction__Output } from '../../viommu/v1/UnsupportedRequestReaction';

/**
 * Address translation services (PCIe 10.5.1).
 */
export interface AtsCapability {
  /**
   * Device-TLB invalidations that may be outstanding, 1 to 32. Default 32. Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'invalidateQueueDepth'?: (number);
  /**
   * Pages a hosted endpoint's ATC holds; the oldest gives way. 1 to `max_grants_per_endpoint`; default 4096, or that
   * limit where it is less. Errors: CAPABILITY_OUT_OF_RANGE, FIELD_NOT_APPLICABLE for an external endpoint, whose model
   * owns the ATC.
   */
  'atcCapacityPages'?: (number);
  /**
   * Whether ATS of a hosted endpoint is enabled from the start. Default true. `UpdateEndpoint` changes it; a function
   * reset clears it. Errors: FIELD_NOT_APPLICABLE for an external endpoint, whose model's hello is a function reset.
   */
  'enabled'?: (boolean);
  /**
   * Default FALL_BACK. Errors: FIELD_NOT_APPLICABLE for an external endpoint.
   */
  'onUnsupportedRequest'?: (_viommu_v1_UnsupportedRequestReaction);
  /**
   * Global Invalidate Supported (R-INV-14). Default true.
   */
  'globalInvalidate'?: (boolean);
  /**
   * The endpoint whose invalidate queue this one shares: a virtual function that of its physical function (PCIe 10.5.1: the
   * depth of a virtual function reads 0). Both have ATS and the same backend; `invalidate_queue_depth` must then be unset.
   * 0: its own. Errors: ENDPOINT_NOT_FOUND, QUEUE_PARENT_INVALID, FIELD_NOT_APPLICABLE.
   */
  'queueParentEndpointId'?: (number);
  '_invalidateQueueDepth'?: "invalidateQueueDepth";
  '_atcCapacityPages'?: "atcCapacityPages";
  '_enabled'?: "enabled";
  '_globalInvalidate'?: "globalInvalidate";
}

/**
 * Address translation services (PCIe 10.5.1).
 */
export interface AtsCapability__Output {
  /**
   * Device-TLB invalidations that may be outstanding, 1 to 32. Default 32. Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'invalidateQueueDepth'?: (number);
  /**
   * Pages a hosted endpoint's ATC holds; the oldest gives way. 1 to `max_grants_per_endpoint`; default 4096, or that
   * limit where it is less. Errors: CAPABILITY_OUT_OF_RANGE, FIELD_NOT_APPLICABLE for an external endpoint, whose model
   * owns the ATC.
   */
  'atcCapacityPages'?: (number);
  /**
   * Whether ATS of a hosted endpoint is enabled from the start. Default true. `UpdateEndpoint` changes it; a function
   * reset clears it. Errors: FIELD_NOT_APPLICABLE for an external endpoint, whose model's hello is a function reset.
   */
  'enabled'?: (boolean);
  /**
   * Default FALL_BACK. Errors: FIELD_NOT_APPLICABLE for an external endpoint.
   */
  'onUnsupportedRequest': (_viommu_v1_UnsupportedRequestReaction__Output);
  /**
   * Global Invalidate Supported (R-INV-14). Default true.
   */
  'globalInvalidate'?: (boolean);
  /**
   * The endpoint whose invalidate queue this one shares: a virtual function that of its physical function (PCIe 10.5.1: the
   * depth of a virtual function reads 0). Both have ATS and the same backend; `invalidate_queue_depth` must then be unset.
   * 0: its own. Errors: ENDPOINT_NOT_FOUND, QUEUE_PARENT_INVALID, FIELD_NOT_APPLICABLE.
   */
  'queueParentEndpointId': (number);
  '_invalidateQueueDepth'?: "invalidateQueueDepth";
  '_atcCapacityPages'?: "atcCapacityPages";
  '_enabled'?: "enabled";
  '_globalInvalidate'?: "globalInvalidate";
}
