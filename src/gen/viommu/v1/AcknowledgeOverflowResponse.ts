// Original file: proto/viommu/v1/fault_service.proto

import type { QueueOverflow as _viommu_v1_QueueOverflow, QueueOverflow__Output as _viommu_v1_QueueOverflow__Output } from '../../viommu/v1/QueueOverflow';

/**
 * Response of AcknowledgeOverflow.
 */
export interface AcknowledgeOverflowResponse {
  /**
   * What the overflow cost; absent when there was none.
   */
  'overflow'?: (_viommu_v1_QueueOverflow | null);
}

/**
 * Response of AcknowledgeOverflow.
 */
export interface AcknowledgeOverflowResponse__Output {
  /**
   * What the overflow cost; absent when there was none.
   */
  'overflow': (_viommu_v1_QueueOverflow__Output | null);
}
