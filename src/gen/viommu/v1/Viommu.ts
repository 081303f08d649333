// Original file: proto/viommu/v1/viommu.proto

import type { ViommuConfig as _viommu_v1_ViommuConfig, ViommuConfig__Output as _viommu_v1_ViommuConfig__Output } from '../../viommu/v1/ViommuConfig';

/**
 * One emulated IOMMU of one virtual machine.
 */
export interface Viommu {
  /**
   * Its id: 1 to 64 characters of `a-z A-Z 0-9 . _ -`.
   */
  'viommuId'?: (string);
  /**
   * The configuration in force, every default filled in.
   */
  'config'?: (_viommu_v1_ViommuConfig | null);
  /**
   * Grows with every create and reset; 24 bits. Upper part of every group cookie and operation id, and the `epoch` of
   * every resume point.
   */
  'incarnation'?: (number);
  /**
   * The vIOMMU's clock, in nanoseconds.
   */
  'timeNs'?: (bigint | number | string);
  /**
   * Endpoints that exist.
   */
  'endpointCount'?: (bigint | number | string);
  /**
   * Domains that exist.
   */
  'domainCount'?: (bigint | number | string);
  /**
   * Mappings in all domains together.
   */
  'mappingCount'?: (bigint | number | string);
  /**
   * Complete groups that are unanswered.
   */
  'pendingGroupCount'?: (bigint | number | string);
  /**
   * The sequence the next report will get.
   */
  'nextSequence'?: (bigint | number | string);
}

/**
 * One emulated IOMMU of one virtual machine.
 */
export interface Viommu__Output {
  /**
   * Its id: 1 to 64 characters of `a-z A-Z 0-9 . _ -`.
   */
  'viommuId': (string);
  /**
   * The configuration in force, every default filled in.
   */
  'config': (_viommu_v1_ViommuConfig__Output | null);
  /**
   * Grows with every create and reset; 24 bits. Upper part of every group cookie and operation id, and the `epoch` of
   * every resume point.
   */
  'incarnation': (number);
  /**
   * The vIOMMU's clock, in nanoseconds.
   */
  'timeNs': (bigint);
  /**
   * Endpoints that exist.
   */
  'endpointCount': (bigint);
  /**
   * Domains that exist.
   */
  'domainCount': (bigint);
  /**
   * Mappings in all domains together.
   */
  'mappingCount': (bigint);
  /**
   * Complete groups that are unanswered.
   */
  'pendingGroupCount': (bigint);
  /**
   * The sequence the next report will get.
   */
  'nextSequence': (bigint);
}
