// Original file: proto/viommu/v1/domain_service.proto

import type { Attachment as _viommu_v1_Attachment, Attachment__Output as _viommu_v1_Attachment__Output } from '../../viommu/v1/Attachment';
import type { FaultReason as _viommu_v1_FaultReason, FaultReason__Output as _viommu_v1_FaultReason__Output } from '../../viommu/v1/FaultReason';

/**
 * What decided before any table or mapping was looked at.
 */
export interface RouteStep {
  /**
   * To the domain of this attachment.
   */
  'attachment'?: (_viommu_v1_Attachment | null);
  /**
   * Nowhere, for this reason.
   */
  'fault'?: (_viommu_v1_FaultReason);
  /**
   * Through, untranslated.
   */
  'bypass'?: (boolean);
  /**
   * Where the access goes: what the endpoint and its PASID use.
   */
  'route'?: "attachment"|"fault"|"bypass";
}

/**
 * What decided before any table or mapping was looked at.
 */
export interface RouteStep__Output {
  /**
   * To the domain of this attachment.
   */
  'attachment'?: (_viommu_v1_Attachment__Output | null);
  /**
   * Nowhere, for this reason.
   */
  'fault'?: (_viommu_v1_FaultReason__Output);
  /**
   * Through, untranslated.
   */
  'bypass'?: (boolean);
  /**
   * Where the access goes: what the endpoint and its PASID use.
   */
  'route'?: "attachment"|"fault"|"bypass";
}
