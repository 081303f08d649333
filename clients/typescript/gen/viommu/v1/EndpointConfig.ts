// Original file: proto/viommu/v1/endpoint.proto

import type { EndpointKind as _viommu_v1_EndpointKind, EndpointKind__Output as _viommu_v1_EndpointKind__Output } from '../../viommu/v1/EndpointKind';
import type { EndpointBackend as _viommu_v1_EndpointBackend, EndpointBackend__Output as _viommu_v1_EndpointBackend__Output } from '../../viommu/v1/EndpointBackend';
import type { AtsCapability as _viommu_v1_AtsCapability, AtsCapability__Output as _viommu_v1_AtsCapability__Output } from '../../viommu/v1/AtsCapability';
import type { PriCapability as _viommu_v1_PriCapability, PriCapability__Output as _viommu_v1_PriCapability__Output } from '../../viommu/v1/PriCapability';
import type { PasidCapability as _viommu_v1_PasidCapability, PasidCapability__Output as _viommu_v1_PasidCapability__Output } from '../../viommu/v1/PasidCapability';
import type { InvalidationCompletion as _viommu_v1_InvalidationCompletion, InvalidationCompletion__Output as _viommu_v1_InvalidationCompletion__Output } from '../../viommu/v1/InvalidationCompletion';
import type { StallCapability as _viommu_v1_StallCapability, StallCapability__Output as _viommu_v1_StallCapability__Output } from '../../viommu/v1/StallCapability';
import type { EndpointContext as _viommu_v1_EndpointContext, EndpointContext__Output as _viommu_v1_EndpointContext__Output } from '../../viommu/v1/EndpointContext';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * What an endpoint is, as decided when it is created.
 */
export interface EndpointConfig {
  /**
   * Default PCIE.
   */
  'kind'?: (_viommu_v1_EndpointKind);
  /**
   * Default HOSTED.
   */
  'backend'?: (_viommu_v1_EndpointBackend);
  /**
   * Requester id: bus 15:8, device 7:3, function 2:0. Default: the endpoint id, which must then fit 16 bits. Unique in
   * the vIOMMU. Errors: REQUESTER_ID_OUT_OF_RANGE, REQUESTER_ID_TAKEN.
   */
  'requesterId'?: (number);
  /**
   * The id by which the guest knows the endpoint. Default: the requester id. Unique in the vIOMMU.
   * Errors: VIRTUAL_ID_TAKEN.
   */
  'virtualId'?: (bigint | number | string);
  /**
   * Present if the endpoint has ATS.
   */
  'ats'?: (_viommu_v1_AtsCapability | null);
  /**
   * Present if the endpoint has PRI. Errors: PRI_NEEDS_ATS.
   */
  'pri'?: (_viommu_v1_PriCapability | null);
  /**
   * Present if the endpoint has PASIDs.
   */
  'pasid'?: (_viommu_v1_PasidCapability | null);
  /**
   * Default AUTOMATIC. Errors: FIELD_NOT_APPLICABLE for an external endpoint.
   */
  'invalidationCompletion'?: (_viommu_v1_InvalidationCompletion);
  /**
   * The endpoint whose page-request interface this one shares: a virtual function of its physical function, both PCIE
   * (PCIe 10.5.2, R-PRI-11). One enable, one allocation, one Stopped, one Response Failure for all; indexes are each
   * function's own. `pri` must then be absent. 0: none. A reset, removal or deletion of the parent concerns its virtual
   * functions as well. Errors: ENDPOINT_NOT_FOUND, PRI_NEEDS_ATS, PRI_PARENT_INVALID (no `pri` of its own, another
   * backend, or removed).
   */
  'priParentEndpointId'?: (number);
  /**
   * Present if accesses can stall. Errors: STALL_NOT_SUPPORTED in profiles other than SMMUV3, STALL_NOT_ALLOWED,
   * FIELD_NOT_APPLICABLE with `pri`.
   */
  'stall'?: (_viommu_v1_StallCapability | null);
  /**
   * The vIOMMU's entry for the endpoint; `UpdateEndpoint` changes it.
   */
  'context'?: (_viommu_v1_EndpointContext | null);
  /**
   * IOVAs the endpoint cannot have translated, such as a window of its own. While the endpoint is attached without PASID,
   * the PAGING domain, or the one below its nested domain, cannot map them. Whole pages of the granule, at most 64 ranges
   * that do not overlap. Errors: RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS.
   */
  'reservedIovaRanges'?: (_viommu_v1_IovaRange)[];
  '_requesterId'?: "requesterId";
  '_virtualId'?: "virtualId";
}

/**
 * What an endpoint is, as decided when it is created.
 */
export interface EndpointConfig__Output {
  /**
   * Default PCIE.
   */
  'kind': (_viommu_v1_EndpointKind__Output);
  /**
   * Default HOSTED.
   */
  'backend': (_viommu_v1_EndpointBackend__Output);
  /**
   * Requester id: bus 15:8, device 7:3, function 2:0. Default: the endpoint id, which must then fit 16 bits. Unique in
   * the vIOMMU. Errors: REQUESTER_ID_OUT_OF_RANGE, REQUESTER_ID_TAKEN.
   */
  'requesterId'?: (number);
  /**
   * The id by which the guest knows the endpoint. Default: the requester id. Unique in the vIOMMU.
   * Errors: VIRTUAL_ID_TAKEN.
   */
  'virtualId'?: (bigint);
  /**
   * Present if the endpoint has ATS.
   */
  'ats': (_viommu_v1_AtsCapability__Output | null);
  /**
   * Present if the endpoint has PRI. Errors: PRI_NEEDS_ATS.
   */
  'pri': (_viommu_v1_PriCapability__Output | null);
  /**
   * Present if the endpoint has PASIDs.
   */
  'pasid': (_viommu_v1_PasidCapability__Output | null);
  /**
   * Default AUTOMATIC. Errors: FIELD_NOT_APPLICABLE for an external endpoint.
   */
  'invalidationCompletion': (_viommu_v1_InvalidationCompletion__Output);
  /**
   * The endpoint whose page-request interface this one shares: a virtual function of its physical function, both PCIE
   * (PCIe 10.5.2, R-PRI-11). One enable, one allocation, one Stopped, one Response Failure for all; indexes are each
   * function's own. `pri` must then be absent. 0: none. A reset, removal or deletion of the parent concerns its virtual
   * functions as well. Errors: ENDPOINT_NOT_FOUND, PRI_NEEDS_ATS, PRI_PARENT_INVALID (no `pri` of its own, another
   * backend, or removed).
   */
  'priParentEndpointId': (number);
  /**
   * Present if accesses can stall. Errors: STALL_NOT_SUPPORTED in profiles other than SMMUV3, STALL_NOT_ALLOWED,
   * FIELD_NOT_APPLICABLE with `pri`.
   */
  'stall': (_viommu_v1_StallCapability__Output | null);
  /**
   * The vIOMMU's entry for the endpoint; `UpdateEndpoint` changes it.
   */
  'context': (_viommu_v1_EndpointContext__Output | null);
  /**
   * IOVAs the endpoint cannot have translated, such as a window of its own. While the endpoint is attached without PASID,
   * the PAGING domain, or the one below its nested domain, cannot map them. Whole pages of the granule, at most 64 ranges
   * that do not overlap. Errors: RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS.
   */
  'reservedIovaRanges': (_viommu_v1_IovaRange__Output)[];
  '_requesterId'?: "requesterId";
  '_virtualId'?: "virtualId";
}
