// Original file: proto/viommu/v1/viommu_service.proto

import type { ViommuPolicy as _viommu_v1_ViommuPolicy, ViommuPolicy__Output as _viommu_v1_ViommuPolicy__Output } from '../../viommu/v1/ViommuPolicy';

/**
 * Request of UpdateViommu.
 */
export interface UpdateViommuRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The fields to change.
   */
  'policy'?: (_viommu_v1_ViommuPolicy | null);
}

/**
 * Request of UpdateViommu.
 */
export interface UpdateViommuRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The fields to change.
   */
  'policy': (_viommu_v1_ViommuPolicy__Output | null);
}
