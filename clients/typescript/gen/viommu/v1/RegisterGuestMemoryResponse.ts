// Original file: proto/viommu/v1/guest_memory_service.proto

import type { MemoryRegion as _viommu_v1_MemoryRegion, MemoryRegion__Output as _viommu_v1_MemoryRegion__Output } from '../../viommu/v1/MemoryRegion';

/**
 * Response of RegisterGuestMemory.
 */
export interface RegisterGuestMemoryResponse {
  /**
   * As it was registered.
   */
  'region'?: (_viommu_v1_MemoryRegion | null);
}

/**
 * Response of RegisterGuestMemory.
 */
export interface RegisterGuestMemoryResponse__Output {
  /**
   * As it was registered.
   */
  'region': (_viommu_v1_MemoryRegion__Output | null);
}
