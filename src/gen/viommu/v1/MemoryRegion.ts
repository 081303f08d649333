// Original file: proto/viommu/v1/guest_memory.proto

import type { AnonymousBacking as _viommu_v1_AnonymousBacking, AnonymousBacking__Output as _viommu_v1_AnonymousBacking__Output } from '../../viommu/v1/AnonymousBacking';
import type { SharedFileBacking as _viommu_v1_SharedFileBacking, SharedFileBacking__Output as _viommu_v1_SharedFileBacking__Output } from '../../viommu/v1/SharedFileBacking';

/**
 * A piece of guest RAM: what output addresses of mappings refer to.
 */
export interface MemoryRegion {
  /**
   * Its id within the vIOMMU, from 1.
   */
  'regionId'?: (number);
  /**
   * Its guest-physical address, in bytes, a multiple of 4096.
   */
  'guestAddress'?: (bigint | number | string);
  /**
   * Its length in bytes, a positive multiple of 4096.
   */
  'lengthBytes'?: (bigint | number | string);
  /**
   * Whether DMA may only read it; a write is then a reported abort.
   */
  'readOnly'?: (boolean);
  /**
   * In the server.
   */
  'anonymous'?: (_viommu_v1_AnonymousBacking | null);
  /**
   * In a shared file.
   */
  'sharedFile'?: (_viommu_v1_SharedFileBacking | null);
  /**
   * Where its bytes are.
   */
  'backing'?: "anonymous"|"sharedFile";
}

/**
 * A piece of guest RAM: what output addresses of mappings refer to.
 */
export interface MemoryRegion__Output {
  /**
   * Its id within the vIOMMU, from 1.
   */
  'regionId': (number);
  /**
   * Its guest-physical address, in bytes, a multiple of 4096.
   */
  'guestAddress': (bigint);
  /**
   * Its length in bytes, a positive multiple of 4096.
   */
  'lengthBytes': (bigint);
  /**
   * Whether DMA may only read it; a write is then a reported abort.
   */
  'readOnly': (boolean);
  /**
   * In the server.
   */
  'anonymous'?: (_viommu_v1_AnonymousBacking__Output | null);
  /**
   * In a shared file.
   */
  'sharedFile'?: (_viommu_v1_SharedFileBacking__Output | null);
  /**
   * Where its bytes are.
   */
  'backing'?: "anonymous"|"sharedFile";
}
