// Original file: proto/viommu/v1/domain_service.proto

import type { Domain as _viommu_v1_Domain, Domain__Output as _viommu_v1_Domain__Output } from '../../viommu/v1/Domain';

/**
 * Response of ListDomains.
 */
export interface ListDomainsResponse {
  /**
   * A page of them.
   */
  'domains'?: (_viommu_v1_Domain)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListDomains.
 */
export interface ListDomainsResponse__Output {
  /**
   * A page of them.
   */
  'domains': (_viommu_v1_Domain__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
