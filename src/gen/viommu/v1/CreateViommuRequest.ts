// Original file: proto/viommu/v1/viommu_service.proto

import type { ViommuConfig as _viommu_v1_ViommuConfig, ViommuConfig__Output as _viommu_v1_ViommuConfig__Output } from '../../viommu/v1/ViommuConfig';

/**
 * Request of CreateViommu.
 */
export interface CreateViommuRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The id to use; empty: the server chooses.
   */
  'viommuId'?: (string);
  /**
   * How it is to be.
   */
  'config'?: (_viommu_v1_ViommuConfig | null);
}

/**
 * Request of CreateViommu.
 */
export interface CreateViommuRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The id to use; empty: the server chooses.
   */
  'viommuId': (string);
  /**
   * How it is to be.
   */
  'config': (_viommu_v1_ViommuConfig__Output | null);
}
