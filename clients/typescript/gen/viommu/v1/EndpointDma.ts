// Original file: proto/viommu/v1/channel_service.proto

import type { AddressType as _viommu_v1_AddressType, AddressType__Output as _viommu_v1_AddressType__Output } from '../../viommu/v1/AddressType';
import type { DmaRead as _viommu_v1_DmaRead, DmaRead__Output as _viommu_v1_DmaRead__Output } from '../../viommu/v1/DmaRead';
import type { DmaWrite as _viommu_v1_DmaWrite, DmaWrite__Output as _viommu_v1_DmaWrite__Output } from '../../viommu/v1/DmaWrite';

/**
 * One DMA of an external endpoint, at most 256 KiB; the server reads or writes guest RAM.
 * 
 * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, TRANSFER_REQUIRED, PASID_OUT_OF_RANGE,
 * PASID_NOT_SUPPORTED, PASID_STOPPED, LINK_DOWN, LIMIT_EXCEEDED (max_outstanding_dma).
 */
export interface EndpointDma {
  /**
   * How the addresses are meant. Default UNTRANSLATED.
   */
  'addressType'?: (_viommu_v1_AddressType);
  /**
   * The PASID; unset: none. Errors: PASID_NOT_ALLOWED with TRANSLATED.
   */
  'pasid'?: (number);
  /**
   * The first address, in bytes: an IOVA, or an output address with TRANSLATED.
   */
  'address'?: (bigint | number | string);
  /**
   * Read memory.
   */
  'read'?: (_viommu_v1_DmaRead | null);
  /**
   * Write data.
   */
  'write'?: (_viommu_v1_DmaWrite | null);
  /**
   * Which of the device's queues makes the access.
   */
  'queueTag'?: (number);
  '_pasid'?: "pasid";
  /**
   * What to transfer.
   */
  'transfer'?: "read"|"write";
  '_queueTag'?: "queueTag";
}

/**
 * One DMA of an external endpoint, at most 256 KiB; the server reads or writes guest RAM.
 * 
 * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, TRANSFER_REQUIRED, PASID_OUT_OF_RANGE,
 * PASID_NOT_SUPPORTED, PASID_STOPPED, LINK_DOWN, LIMIT_EXCEEDED (max_outstanding_dma).
 */
export interface EndpointDma__Output {
  /**
   * How the addresses are meant. Default UNTRANSLATED.
   */
  'addressType': (_viommu_v1_AddressType__Output);
  /**
   * The PASID; unset: none. Errors: PASID_NOT_ALLOWED with TRANSLATED.
   */
  'pasid'?: (number);
  /**
   * The first address, in bytes: an IOVA, or an output address with TRANSLATED.
   */
  'address': (bigint);
  /**
   * Read memory.
   */
  'read'?: (_viommu_v1_DmaRead__Output | null);
  /**
   * Write data.
   */
  'write'?: (_viommu_v1_DmaWrite__Output | null);
  /**
   * Which of the device's queues makes the access.
   */
  'queueTag'?: (number);
  '_pasid'?: "pasid";
  /**
   * What to transfer.
   */
  'transfer'?: "read"|"write";
  '_queueTag'?: "queueTag";
}
