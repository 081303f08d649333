// Original file: proto/viommu/v1/endpoint.proto

import type { EndpointKind as _viommu_v1_EndpointKind, EndpointKind__Output as _viommu_v1_EndpointKind__Output } from '../../viommu/v1/EndpointKind';
import type { EndpointBackend as _viommu_v1_EndpointBackend, EndpointBackend__Output as _viommu_v1_EndpointBackend__Output } from '../../viommu/v1/EndpointBackend';
import type { AtsCapability as _viommu_v1_AtsCapability, AtsCapability__Output as _viommu_v1_AtsCapability__Output } from '../../viommu/v1/AtsCapability';
import type { PriCapability as _viommu_v1_PriCapability, PriCapability__Output as _viommu_v1_PriCapability__Output } from '../../viommu/v1/PriCapability';
import type { PasidCapability as _viommu_v1_PasidCapability, PasidCapability__Output as _viommu_v1_PasidCapability__Output } from '../../viommu/v1/PasidCapability';
import type { InvalidationCompletion as _viommu_v1_InvalidationCompletion, InvalidationCompletion__Output as _viommu_v1_InvalidationCompletion__Output } from '../../viommu/v1/InvalidationCompletion';

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
  '_requesterId'?: "requesterId";
  '_virtualId'?: "virtualId";
}
