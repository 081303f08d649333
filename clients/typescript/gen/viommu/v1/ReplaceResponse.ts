// Original file: proto/viommu/v1/domain_service.proto

import type { Attachment as _viommu_v1_Attachment, Attachment__Output as _viommu_v1_Attachment__Output } from '../../viommu/v1/Attachment';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from '../../viommu/v1/FlushCounts';

/**
 * Response of Replace.
 */
export interface ReplaceResponse {
  /**
   * As it is now.
   */
  'attachment'?: (_viommu_v1_Attachment | null);
  /**
   * How the operation ended; absent when nothing changed.
   */
  'operation'?: (_viommu_v1_OperationResult | null);
  /**
   * What was pending for the old attachment and ended with it.
   */
  'flushed'?: (_viommu_v1_FlushCounts | null);
}

/**
 * Response of Replace.
 */
export interface ReplaceResponse__Output {
  /**
   * As it is now.
   */
  'attachment': (_viommu_v1_Attachment__Output | null);
  /**
   * How the operation ended; absent when nothing changed.
   */
  'operation': (_viommu_v1_OperationResult__Output | null);
  /**
   * What was pending for the old attachment and ended with it.
   */
  'flushed': (_viommu_v1_FlushCounts__Output | null);
}
