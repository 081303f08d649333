// Original file: proto/viommu/v1/endpoint_service.proto

import type { DmaResult as _viommu_v1_DmaResult, DmaResult__Output as _viommu_v1_DmaResult__Output } from '../../viommu/v1/DmaResult';

/**
 * Response of IssueDma.
 */
export interface IssueDmaResponse {
  /**
   * How it ended.
   */
  'result'?: (_viommu_v1_DmaResult | null);
}

/**
 * Response of IssueDma.
 */
export interface IssueDmaResponse__Output {
  /**
   * How it ended.
   */
  'result': (_viommu_v1_DmaResult__Output | null);
}
