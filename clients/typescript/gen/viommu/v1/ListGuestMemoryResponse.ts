// Original file: proto/viommu/v1/guest_memory_service.proto

import type { MemoryRegion as _viommu_v1_MemoryRegion, MemoryRegion__Output as _viommu_v1_MemoryRegion__Output } from '../../viommu/v1/MemoryRegion';

/**
 * Response of ListGuestMemory.
 */
export interface ListGuestMemoryResponse {
  /**
   * A page of them.
   */
  'regions'?: (_viommu_v1_MemoryRegion)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListGuestMemory.
 */
export interface ListGuestMemoryResponse__Output {
  /**
   * A page of them.
   */
  'regions': (_viommu_v1_MemoryRegion__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
