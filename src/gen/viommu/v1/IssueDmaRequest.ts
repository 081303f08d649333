// Original file: proto/viommu/v1/endpoint_service.proto

import type { AddressType as _viommu_v1_AddressType, AddressType__Output as _viommu_v1_AddressType__Output } from '../../viommu/v1/AddressType';
import type { DmaRead as _viommu_v1_DmaRead, DmaRead__Output as _viommu_v1_DmaRead__Output } from '../../viommu/v1/DmaRead';
import type { DmaWrite as _viommu_v1_DmaWrite, DmaWrite__Output as _viommu_v1_DmaWrite__Output } from '../../viommu/v1/DmaWrite';
import type { DmaFill as _viommu_v1_DmaFill, DmaFill__Output as _viommu_v1_DmaFill__Output } from '../../viommu/v1/DmaFill';
import type { DmaCopy as _viommu_v1_DmaCopy, DmaCopy__Output as _viommu_v1_DmaCopy__Output } from '../../viommu/v1/DmaCopy';

/**
 * Request of IssueDma.
 */
export interface IssueDmaRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * The PASID of every access; unset: none.
   */
  'pasid'?: (number);
  /**
   * The first address, in bytes.
   */
  'iova'?: (bigint | number | string);
  /**
   * How the addresses are meant. Default AUTOMATIC.
   */
  'addressType'?: (_viommu_v1_AddressType);
  /**
   * Read memory.
   */
  'read'?: (_viommu_v1_DmaRead | null);
  /**
   * Write data.
   */
  'write'?: (_viommu_v1_DmaWrite | null);
  /**
   * Write a pattern.
   */
  'fill'?: (_viommu_v1_DmaFill | null);
  /**
   * Copy memory.
   */
  'copy'?: (_viommu_v1_DmaCopy | null);
  /**
   * Which of the device's queues makes the access; echoed in reports.
   */
  'queueTag'?: (number);
  '_pasid'?: "pasid";
  /**
   * What to transfer.
   */
  'transfer'?: "read"|"write"|"fill"|"copy";
  '_queueTag'?: "queueTag";
}

/**
 * Request of IssueDma.
 */
export interface IssueDmaRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * The PASID of every access; unset: none.
   */
  'pasid'?: (number);
  /**
   * The first address, in bytes.
   */
  'iova': (bigint);
  /**
   * How the addresses are meant. Default AUTOMATIC.
   */
  'addressType': (_viommu_v1_AddressType__Output);
  /**
   * Read memory.
   */
  'read'?: (_viommu_v1_DmaRead__Output | null);
  /**
   * Write data.
   */
  'write'?: (_viommu_v1_DmaWrite__Output | null);
  /**
   * Write a pattern.
   */
  'fill'?: (_viommu_v1_DmaFill__Output | null);
  /**
   * Copy memory.
   */
  'copy'?: (_viommu_v1_DmaCopy__Output | null);
  /**
   * Which of the device's queues makes the access; echoed in reports.
   */
  'queueTag'?: (number);
  '_pasid'?: "pasid";
  /**
   * What to transfer.
   */
  'transfer'?: "read"|"write"|"fill"|"copy";
  '_queueTag'?: "queueTag";
}
