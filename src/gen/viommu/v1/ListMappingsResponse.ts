// Original file: proto/viommu/v1/domain_service.proto

import type { Mapping as _viommu_v1_Mapping, Mapping__Output as _viommu_v1_Mapping__Output } from '../../viommu/v1/Mapping';

/**
 * Response of ListMappings.
 */
export interface ListMappingsResponse {
  /**
   * A page of them.
   */
  'mappings'?: (_viommu_v1_Mapping)[];
  /**
   * Asks for the next page; empty: there is none. Mappings made or removed meanwhile below it are not seen again.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListMappings.
 */
export interface ListMappingsResponse__Output {
  /**
   * A page of them.
   */
  'mappings': (_viommu_v1_Mapping__Output)[];
  /**
   * Asks for the next page; empty: there is none. Mappings made or removed meanwhile below it are not seen again.
   */
  'nextPageToken': (string);
}
