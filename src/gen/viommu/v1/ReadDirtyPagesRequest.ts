// Original file: proto/viommu/v1/domain_service.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';

/**
 * Request of ReadDirtyPages.
 */
export interface ReadDirtyPagesRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * Which IOVAs, whole pages of `page_size_bytes`.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * What one bit stands for, in bytes: a power of two, at least the granule. 0: the granule.
   */
  'pageSizeBytes'?: (bigint | number | string);
  /**
   * Leaves the pages marked. Default: what is reported is clean from then on.
   */
  'keep'?: (boolean);
}

/**
 * Request of ReadDirtyPages.
 */
export interface ReadDirtyPagesRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * Which IOVAs, whole pages of `page_size_bytes`.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * What one bit stands for, in bytes: a power of two, at least the granule. 0: the granule.
   */
  'pageSizeBytes': (bigint);
  /**
   * Leaves the pages marked. Default: what is reported is clean from then on.
   */
  'keep': (boolean);
}
