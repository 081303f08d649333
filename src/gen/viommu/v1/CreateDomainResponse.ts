// Original file: proto/viommu/v1/domain_service.proto

import type { Domain as _viommu_v1_Domain, Domain__Output as _viommu_v1_Domain__Output } from '../../viommu/v1/Domain';

/**
 * Response of CreateDomain.
 */
export interface CreateDomainResponse {
  /**
   * As it was created.
   */
  'domain'?: (_viommu_v1_Domain | null);
}

/**
 * Response of CreateDomain.
 */
export interface CreateDomainResponse__Output {
  /**
   * As it was created.
   */
  'domain': (_viommu_v1_Domain__Output | null);
}
