// Original file: proto/viommu/v1/viommu_service.proto

import type { Profile as _viommu_v1_Profile, Profile__Output as _viommu_v1_Profile__Output } from '../../viommu/v1/Profile';
import type { LimitInfo as _viommu_v1_LimitInfo, LimitInfo__Output as _viommu_v1_LimitInfo__Output } from '../../viommu/v1/LimitInfo';

/**
 * Response of GetInfo.
 */
export interface GetInfoResponse {
  /**
   * The server's version.
   */
  'serverVersion'?: (string);
  /**
   * The protobuf packages it serves.
   */
  'apiPackages'?: (string)[];
  /**
   * Profiles that can be created.
   */
  'profiles'?: (_viommu_v1_Profile)[];
  /**
   * Optional features by name; clients branch on these, never on a version. Of the server's start: `shared_memory_files`,
   * `persistent_incarnations`. Of every server that has them: `dirty_tracking`, `endpoint_resume`,
   * `exhaustion_injection`, `guest_memory_access`, `iova_ranges`, `mapping_records`, `native_page_responses`,
   * `nested_domains`, `overflow_policies`, `page_request_drain`, `page_request_quirks`, `shared_pri`, `stalls`,
   * `stop_pasid`, `translation_explanations`, `violations_on_purpose`. More may be added.
   */
  'features'?: (string)[];
  /**
   * Its limits.
   */
  'limits'?: (_viommu_v1_LimitInfo)[];
}

/**
 * Response of GetInfo.
 */
export interface GetInfoResponse__Output {
  /**
   * The server's version.
   */
  'serverVersion': (string);
  /**
   * The protobuf packages it serves.
   */
  'apiPackages': (string)[];
  /**
   * Profiles that can be created.
   */
  'profiles': (_viommu_v1_Profile__Output)[];
  /**
   * Optional features by name; clients branch on these, never on a version. Of the server's start: `shared_memory_files`,
   * `persistent_incarnations`. Of every server that has them: `dirty_tracking`, `endpoint_resume`,
   * `exhaustion_injection`, `guest_memory_access`, `iova_ranges`, `mapping_records`, `native_page_responses`,
   * `nested_domains`, `overflow_policies`, `page_request_drain`, `page_request_quirks`, `shared_pri`, `stalls`,
   * `stop_pasid`, `translation_explanations`, `violations_on_purpose`. More may be added.
   */
  'features': (string)[];
  /**
   * Its limits.
   */
  'limits': (_viommu_v1_LimitInfo__Output)[];
}
