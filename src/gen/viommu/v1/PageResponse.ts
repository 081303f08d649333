// Original file: proto/viommu/v1/page_request.proto

import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';
import type { StallAction as _viommu_v1_StallAction, StallAction__Output as _viommu_v1_StallAction__Output } from '../../viommu/v1/StallAction';

/**
 * One answer. `endpoint_id`, `pasid` and `prgi` are checked when given.
 */
export interface PageResponse {
  /**
   * The group answered.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The code. Errors: CODE_REQUIRED when unset without `raw_code`, CODE_INVALID.
   */
  'code'?: (_viommu_v1_PageResponseCode);
  /**
   * The 4-bit code of the PRG response, used instead of `code`: 0 Success, 1 Invalid Request, 15 Response Failure;
   * 2 to 14 are reserved and act as Response Failure. Errors: RAW_CODE_OUT_OF_RANGE.
   */
  'rawCode'?: (number);
  /**
   * Must equal the group's endpoint; else MISMATCH.
   */
  'endpointId'?: (number);
  /**
   * Must equal the group's PASID; else, or if the group has none, MISMATCH.
   */
  'pasid'?: (number);
  /**
   * Must equal the group's index; else MISMATCH.
   */
  'prgi'?: (number);
  /**
   * For a stalled access, instead of `code`. Errors: STALL_ACTION_NOT_APPLICABLE for a group of page requests.
   */
  'stallAction'?: (_viommu_v1_StallAction);
  '_rawCode'?: "rawCode";
  '_endpointId'?: "endpointId";
  '_pasid'?: "pasid";
  '_prgi'?: "prgi";
}

/**
 * One answer. `endpoint_id`, `pasid` and `prgi` are checked when given.
 */
export interface PageResponse__Output {
  /**
   * The group answered.
   */
  'groupCookie': (bigint);
  /**
   * The code. Errors: CODE_REQUIRED when unset without `raw_code`, CODE_INVALID.
   */
  'code': (_viommu_v1_PageResponseCode__Output);
  /**
   * The 4-bit code of the PRG response, used instead of `code`: 0 Success, 1 Invalid Request, 15 Response Failure;
   * 2 to 14 are reserved and act as Response Failure. Errors: RAW_CODE_OUT_OF_RANGE.
   */
  'rawCode'?: (number);
  /**
   * Must equal the group's endpoint; else MISMATCH.
   */
  'endpointId'?: (number);
  /**
   * Must equal the group's PASID; else, or if the group has none, MISMATCH.
   */
  'pasid'?: (number);
  /**
   * Must equal the group's index; else MISMATCH.
   */
  'prgi'?: (number);
  /**
   * For a stalled access, instead of `code`. Errors: STALL_ACTION_NOT_APPLICABLE for a group of page requests.
   */
  'stallAction': (_viommu_v1_StallAction__Output);
  '_rawCode'?: "rawCode";
  '_endpointId'?: "endpointId";
  '_pasid'?: "pasid";
  '_prgi'?: "prgi";
}
