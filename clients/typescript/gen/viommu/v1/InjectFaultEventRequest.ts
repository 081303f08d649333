// Original file: proto/viommu/v1/fault_service.proto

import type { FaultReason as _viommu_v1_FaultReason, FaultReason__Output as _viommu_v1_FaultReason__Output } from '../../viommu/v1/FaultReason';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * Request of InjectFaultEvent.
 */
export interface InjectFaultEventRequest {
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
   * Why.
   */
  'reason'?: (_viommu_v1_FaultReason);
  /**
   * The PASID of the access; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address of the access; unset: none is reported.
   */
  'iova'?: (bigint | number | string);
  /**
   * What the access wanted; absent: none is reported.
   */
  'access'?: (_viommu_v1_Permissions | null);
  /**
   * The architecture's own number, echoed.
   */
  'rawCode'?: (number);
  /**
   * Which of the device's queues made the access, echoed.
   */
  'queueTag'?: (number);
  /**
   * How many bytes the access covered, echoed.
   */
  'lengthHintBytes'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_iova'?: "iova";
  '_rawCode'?: "rawCode";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
}

/**
 * Request of InjectFaultEvent.
 */
export interface InjectFaultEventRequest__Output {
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
   * Why.
   */
  'reason': (_viommu_v1_FaultReason__Output);
  /**
   * The PASID of the access; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address of the access; unset: none is reported.
   */
  'iova'?: (bigint);
  /**
   * What the access wanted; absent: none is reported.
   */
  'access': (_viommu_v1_Permissions__Output | null);
  /**
   * The architecture's own number, echoed.
   */
  'rawCode'?: (number);
  /**
   * Which of the device's queues made the access, echoed.
   */
  'queueTag'?: (number);
  /**
   * How many bytes the access covered, echoed.
   */
  'lengthHintBytes'?: (bigint);
  '_pasid'?: "pasid";
  '_iova'?: "iova";
  '_rawCode'?: "rawCode";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
}
