// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueueKind as _viommu_v1_GuestQueueKind, GuestQueueKind__Output as _viommu_v1_GuestQueueKind__Output } from '../../viommu/v1/GuestQueueKind';
import type { GuestRecord as _viommu_v1_GuestRecord, GuestRecord__Output as _viommu_v1_GuestRecord__Output } from '../../viommu/v1/GuestRecord';
import type { GuestQueueEffects as _viommu_v1_GuestQueueEffects, GuestQueueEffects__Output as _viommu_v1_GuestQueueEffects__Output } from '../../viommu/v1/GuestQueueEffects';

/**
 * Records of one queue.
 */
export interface GuestRecordBatch {
  /**
   * The queue.
   */
  'queue'?: (_viommu_v1_GuestQueueKind);
  /**
   * In order; none for a ring that the server writes. At most 64.
   */
  'records'?: (_viommu_v1_GuestRecord)[];
  /**
   * The queue's tail register behind them.
   */
  'tail'?: (bigint | number | string);
  /**
   * What hardware would have done besides.
   */
  'effects'?: (_viommu_v1_GuestQueueEffects | null);
}

/**
 * Records of one queue.
 */
export interface GuestRecordBatch__Output {
  /**
   * The queue.
   */
  'queue': (_viommu_v1_GuestQueueKind__Output);
  /**
   * In order; none for a ring that the server writes. At most 64.
   */
  'records': (_viommu_v1_GuestRecord__Output)[];
  /**
   * The queue's tail register behind them.
   */
  'tail': (bigint);
  /**
   * What hardware would have done besides.
   */
  'effects': (_viommu_v1_GuestQueueEffects__Output | null);
}
