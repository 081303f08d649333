// Original file: proto/viommu/v1/report.proto

import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';
import type { PageResponseOutcome as _viommu_v1_PageResponseOutcome, PageResponseOutcome__Output as _viommu_v1_PageResponseOutcome__Output } from '../../viommu/v1/PageResponseOutcome';
import type { ResponseEffect as _viommu_v1_ResponseEffect, ResponseEffect__Output as _viommu_v1_ResponseEffect__Output } from '../../viommu/v1/ResponseEffect';

/**
 * A group was answered by somebody's page response. A `VmmChannel` is not told of its own answers.
 */
export interface GroupAnswered {
  /**
   * The group.
   */
  'groupCookie'?: (bigint | number | string);
  /**
   * The sequence of the report that announced the group.
   */
  'groupSequence'?: (bigint | number | string);
  /**
   * Its domain.
   */
  'domainId'?: (number);
  /**
   * Its endpoint.
   */
  'endpointId'?: (number);
  /**
   * The code; reserved raw codes read as RESPONSE_FAILURE.
   */
  'code'?: (_viommu_v1_PageResponseCode);
  /**
   * SENT, HELD_FOR_ENDPOINT or IGNORED_PRI_OFF.
   */
  'outcome'?: (_viommu_v1_PageResponseOutcome);
  /**
   * What it did at the endpoint.
   */
  'effect'?: (_viommu_v1_ResponseEffect);
  /**
   * The code that was sent: another than `code` where `PageRequestQuirks.spare_shared_pri` turned it down. Unspecified
   * when nothing was sent.
   */
  'sentCode'?: (_viommu_v1_PageResponseCode);
  /**
   * Whether the response carried the PASID.
   */
  'carriedPasid'?: (boolean);
  /**
   * The 4-bit code that was asked for.
   */
  'rawCode'?: (number);
}

/**
 * A group was answered by somebody's page response. A `VmmChannel` is not told of its own answers.
 */
export interface GroupAnswered__Output {
  /**
   * The group.
   */
  'groupCookie': (bigint);
  /**
   * The sequence of the report that announced the group.
   */
  'groupSequence': (bigint);
  /**
   * Its domain.
   */
  'domainId': (number);
  /**
   * Its endpoint.
   */
  'endpointId': (number);
  /**
   * The code; reserved raw codes read as RESPONSE_FAILURE.
   */
  'code': (_viommu_v1_PageResponseCode__Output);
  /**
   * SENT, HELD_FOR_ENDPOINT or IGNORED_PRI_OFF.
   */
  'outcome': (_viommu_v1_PageResponseOutcome__Output);
  /**
   * What it did at the endpoint.
   */
  'effect': (_viommu_v1_ResponseEffect__Output);
  /**
   * The code that was sent: another than `code` where `PageRequestQuirks.spare_shared_pri` turned it down. Unspecified
   * when nothing was sent.
   */
  'sentCode': (_viommu_v1_PageResponseCode__Output);
  /**
   * Whether the response carried the PASID.
   */
  'carriedPasid': (boolean);
  /**
   * The 4-bit code that was asked for.
   */
  'rawCode': (number);
}
