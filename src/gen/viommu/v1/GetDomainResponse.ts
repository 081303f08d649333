// Original file: proto/viommu/v1/domain_service.proto

import type { Domain as _viommu_v1_Domain, Domain__Output as _viommu_v1_Domain__Output } from '../../viommu/v1/Domain';

/**
 * Response of GetDomain.
 */
export interface GetDomainResponse {
  /**
   * As it is.
   */
  'domain'?: (_viommu_v1_Domain | null);
}

/**
 * Response of GetDomain.
 */
export interface GetDomainResponse__Output {
  /**
   * As it is.
   */
  'domain': (_viommu_v1_Domain__Output | null);
}
