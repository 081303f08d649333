// Original file: proto/viommu/v1/rule.proto

import type { RuleEvent as _viommu_v1_RuleEvent, RuleEvent__Output as _viommu_v1_RuleEvent__Output } from '../../viommu/v1/RuleEvent';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * What a rule concerns. Everything that is set must apply.
 */
export interface RuleMatch {
  /**
   * What happens.
   */
  'event'?: (_viommu_v1_RuleEvent);
  /**
   * Only of this endpoint; unset: of any. Errors: ENDPOINT_NOT_FOUND.
   */
  'endpointId'?: (number);
  /**
   * Only with this PASID. Errors: PASID_OUT_OF_RANGE.
   */
  'pasid'?: (number);
  /**
   * Only without PASID. Errors: FIELD_NOT_APPLICABLE beside `pasid`.
   */
  'withoutPasid'?: (boolean);
  /**
   * Only if an address of it lies in this range.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * Only page responses with this code. Errors: CODE_INVALID, FIELD_NOT_APPLICABLE for another event.
   */
  'code'?: (_viommu_v1_PageResponseCode);
  /**
   * Only accesses and requests that want one of these; none set: any.
   */
  'anyPermission'?: (_viommu_v1_Permissions | null);
  '_endpointId'?: "endpointId";
  '_pasid'?: "pasid";
}

/**
 * What a rule concerns. Everything that is set must apply.
 */
export interface RuleMatch__Output {
  /**
   * What happens.
   */
  'event': (_viommu_v1_RuleEvent__Output);
  /**
   * Only of this endpoint; unset: of any. Errors: ENDPOINT_NOT_FOUND.
   */
  'endpointId'?: (number);
  /**
   * Only with this PASID. Errors: PASID_OUT_OF_RANGE.
   */
  'pasid'?: (number);
  /**
   * Only without PASID. Errors: FIELD_NOT_APPLICABLE beside `pasid`.
   */
  'withoutPasid': (boolean);
  /**
   * Only if an address of it lies in this range.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * Only page responses with this code. Errors: CODE_INVALID, FIELD_NOT_APPLICABLE for another event.
   */
  'code': (_viommu_v1_PageResponseCode__Output);
  /**
   * Only accesses and requests that want one of these; none set: any.
   */
  'anyPermission': (_viommu_v1_Permissions__Output | null);
  '_endpointId'?: "endpointId";
  '_pasid'?: "pasid";
}
