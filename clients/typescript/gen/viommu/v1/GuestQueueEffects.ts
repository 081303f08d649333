// Original file: proto/viommu/v1/guest_queue.proto

import type { GuestRegister as _viommu_v1_GuestRegister, GuestRegister__Output as _viommu_v1_GuestRegister__Output } from '../../viommu/v1/GuestRegister';
import type { GuestMemoryWrite as _viommu_v1_GuestMemoryWrite, GuestMemoryWrite__Output as _viommu_v1_GuestMemoryWrite__Output } from '../../viommu/v1/GuestMemoryWrite';
import type { GuestInterrupt as _viommu_v1_GuestInterrupt, GuestInterrupt__Output as _viommu_v1_GuestInterrupt__Output } from '../../viommu/v1/GuestInterrupt';

/**
 * What hardware would have done besides consuming or writing entries. Each effect is told once.
 */
export interface GuestQueueEffects {
  /**
   * Registers that changed, with their new values.
   */
  'registers'?: (_viommu_v1_GuestRegister)[];
  /**
   * In order.
   */
  'memoryWrites'?: (_viommu_v1_GuestMemoryWrite)[];
  /**
   * In order, each once.
   */
  'interrupts'?: (_viommu_v1_GuestInterrupt)[];
}

/**
 * What hardware would have done besides consuming or writing entries. Each effect is told once.
 */
export interface GuestQueueEffects__Output {
  /**
   * Registers that changed, with their new values.
   */
  'registers': (_viommu_v1_GuestRegister__Output)[];
  /**
   * In order.
   */
  'memoryWrites': (_viommu_v1_GuestMemoryWrite__Output)[];
  /**
   * In order, each once.
   */
  'interrupts': (_viommu_v1_GuestInterrupt__Output)[];
}
