// Original file: proto/viommu/v1/fault_service.proto

import type { ExhaustionStage as _viommu_v1_ExhaustionStage, ExhaustionStage__Output as _viommu_v1_ExhaustionStage__Output } from '../../viommu/v1/ExhaustionStage';
import type { AutomaticAction as _viommu_v1_AutomaticAction, AutomaticAction__Output as _viommu_v1_AutomaticAction__Output } from '../../viommu/v1/AutomaticAction';

/**
 * Request of InjectExhaustion.
 */
export interface InjectExhaustionRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Only for this endpoint; unset: for every one without an injection of its own.
   */
  'endpointId'?: (number);
  /**
   * Where. Errors: STAGE_REQUIRED.
   */
  'stage'?: (_viommu_v1_ExhaustionStage);
  /**
   * How many page requests, or groups, shall fail, at most 2^53-1; 0: none any more. Errors: LIMIT_OUT_OF_RANGE.
   */
  'count'?: (bigint | number | string);
  /**
   * How the vIOMMU ends the groups; unspecified: as `AutomaticAnswers` says.
   */
  'action'?: (_viommu_v1_AutomaticAction);
  '_endpointId'?: "endpointId";
}

/**
 * Request of InjectExhaustion.
 */
export interface InjectExhaustionRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Only for this endpoint; unset: for every one without an injection of its own.
   */
  'endpointId'?: (number);
  /**
   * Where. Errors: STAGE_REQUIRED.
   */
  'stage': (_viommu_v1_ExhaustionStage__Output);
  /**
   * How many page requests, or groups, shall fail, at most 2^53-1; 0: none any more. Errors: LIMIT_OUT_OF_RANGE.
   */
  'count': (bigint);
  /**
   * How the vIOMMU ends the groups; unspecified: as `AutomaticAnswers` says.
   */
  'action': (_viommu_v1_AutomaticAction__Output);
  '_endpointId'?: "endpointId";
}
