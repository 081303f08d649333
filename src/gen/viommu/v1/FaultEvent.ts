// Original file: proto/viommu/v1/fault_event.proto

import type { FaultReason as _viommu_v1_FaultReason, FaultReason__Output as _viommu_v1_FaultReason__Output } from '../../viommu/v1/FaultReason';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';
import type { TransactionKind as _viommu_v1_TransactionKind, TransactionKind__Output as _viommu_v1_TransactionKind__Output } from '../../viommu/v1/TransactionKind';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from '../../viommu/v1/NestedFault';

/**
 * An unrecoverable fault: reported, never answered.
 */
export interface FaultEvent {
  /**
   * Why.
   */
  'reason'?: (_viommu_v1_FaultReason);
  /**
   * The endpoint at fault.
   */
  'endpointId'?: (number);
  /**
   * The domain that could not translate, when one was resolved: whose tables or mappings are at fault. For a fault of
   * stage 2 that is the domain below the one the endpoint is attached to.
   */
  'domainId'?: (number);
  /**
   * The cookie of the attachment, when there is one.
   */
  'deviceCookie'?: (bigint | number | string);
  /**
   * The PASID of the access; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address of the access, in bytes; an output address for NOT_GRANTED.
   */
  'iova'?: (bigint | number | string);
  /**
   * What the access wanted; absent where no access was made.
   */
  'access'?: (_viommu_v1_Permissions | null);
  /**
   * The endpoint's requester id, 16 bits.
   */
  'requesterId'?: (number);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId'?: (bigint | number | string);
  /**
   * The attachment's generation, when there is one.
   */
  'attachmentGeneration'?: (number);
  /**
   * Which of the device's queues made the access.
   */
  'queueTag'?: (number);
  /**
   * How many bytes the access covered.
   */
  'lengthHintBytes'?: (bigint | number | string);
  /**
   * Whether the event came through `InjectFaultEvent`.
   */
  'injected'?: (boolean);
  /**
   * The architecture's own number for the fault: as it was injected, else the profile's (docs/profiles.md), if it has
   * one.
   */
  'rawCode'?: (number);
  /**
   * The operation that ran into it, for INVALIDATION_TIMEOUT and hosted DMA.
   */
  'operationId'?: (bigint | number | string);
  /**
   * Which kind of transaction it was.
   */
  'transaction'?: (_viommu_v1_TransactionKind);
  /**
   * Where in a NESTED domain it happened; absent for other domains.
   */
  'nested'?: (_viommu_v1_NestedFault | null);
  /**
   * The endpoint was gone already: nothing was sent to it, and nothing timed out.
   */
  'synthetic'?: (boolean);
  '_domainId'?: "domainId";
  '_deviceCookie'?: "deviceCookie";
  '_pasid'?: "pasid";
  '_iova'?: "iova";
  '_attachmentGeneration'?: "attachmentGeneration";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
  '_rawCode'?: "rawCode";
  '_operationId'?: "operationId";
}

/**
 * An unrecoverable fault: reported, never answered.
 */
export interface FaultEvent__Output {
  /**
   * Why.
   */
  'reason': (_viommu_v1_FaultReason__Output);
  /**
   * The endpoint at fault.
   */
  'endpointId': (number);
  /**
   * The domain that could not translate, when one was resolved: whose tables or mappings are at fault. For a fault of
   * stage 2 that is the domain below the one the endpoint is attached to.
   */
  'domainId'?: (number);
  /**
   * The cookie of the attachment, when there is one.
   */
  'deviceCookie'?: (bigint);
  /**
   * The PASID of the access; unset: none.
   */
  'pasid'?: (number);
  /**
   * The address of the access, in bytes; an output address for NOT_GRANTED.
   */
  'iova'?: (bigint);
  /**
   * What the access wanted; absent where no access was made.
   */
  'access': (_viommu_v1_Permissions__Output | null);
  /**
   * The endpoint's requester id, 16 bits.
   */
  'requesterId': (number);
  /**
   * The endpoint's guest-visible id.
   */
  'virtualId': (bigint);
  /**
   * The attachment's generation, when there is one.
   */
  'attachmentGeneration'?: (number);
  /**
   * Which of the device's queues made the access.
   */
  'queueTag'?: (number);
  /**
   * How many bytes the access covered.
   */
  'lengthHintBytes'?: (bigint);
  /**
   * Whether the event came through `InjectFaultEvent`.
   */
  'injected': (boolean);
  /**
   * The architecture's own number for the fault: as it was injected, else the profile's (docs/profiles.md), if it has
   * one.
   */
  'rawCode'?: (number);
  /**
   * The operation that ran into it, for INVALIDATION_TIMEOUT and hosted DMA.
   */
  'operationId'?: (bigint);
  /**
   * Which kind of transaction it was.
   */
  'transaction': (_viommu_v1_TransactionKind__Output);
  /**
   * Where in a NESTED domain it happened; absent for other domains.
   */
  'nested': (_viommu_v1_NestedFault__Output | null);
  /**
   * The endpoint was gone already: nothing was sent to it, and nothing timed out.
   */
  'synthetic': (boolean);
  '_domainId'?: "domainId";
  '_deviceCookie'?: "deviceCookie";
  '_pasid'?: "pasid";
  '_iova'?: "iova";
  '_attachmentGeneration'?: "attachmentGeneration";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
  '_rawCode'?: "rawCode";
  '_operationId'?: "operationId";
}
