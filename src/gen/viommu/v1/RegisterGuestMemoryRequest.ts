// Original file: proto/viommu/v1/guest_memory_service.proto

import type { MemoryRegion as _viommu_v1_MemoryRegion, MemoryRegion__Output as _viommu_v1_MemoryRegion__Output } from '../../viommu/v1/MemoryRegion';

/**
 * Request of RegisterGuestMemory.
 */
export interface RegisterGuestMemoryRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The region; id 0: the server chooses.
   */
  'region'?: (_viommu_v1_MemoryRegion | null);
}

/**
 * Request of RegisterGuestMemory.
 */
export interface RegisterGuestMemoryRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The region; id 0: the server chooses.
   */
  'region': (_viommu_v1_MemoryRegion__Output | null);
}
