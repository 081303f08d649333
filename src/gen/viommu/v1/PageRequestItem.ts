// Original file: proto/viommu/v1/page_request.proto

import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * A page request as it is submitted or injected; the request with `last` closes the group of its
 * (endpoint, PASID, PRGI). With `last` and neither read nor write it is a PASID Stop Marker (PCIe 10.4.1.2): it takes no
 * credit, closes no group and is not answered; without a PASID that form is undefined in PCIe (R-PRI-41) and refused
 * (STOP_MARKER_WITHOUT_PASID) unless violations are allowed.
 */
export interface PageRequestItem {
  /**
   * The page's address. Errors: ADDRESS_MISALIGNED unless a multiple of 4096.
   */
  'iova'?: (bigint | number | string);
  /**
   * What the endpoint wants to do there; neither read nor write: a Stop Marker. Errors: PERMISSIONS_INVALID, see
   * `Permissions`.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  /**
   * Page-request group index, 0 to 511. Errors: PRGI_OUT_OF_RANGE.
   */
  'prgi'?: (number);
  /**
   * The PASID, 0 to 2^20-1; unset: none (not the same as 0). Errors: PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  'pasid'?: (number);
  /**
   * Whether this is the last page of the group.
   */
  'last'?: (boolean);
  /**
   * Which of the device's queues asks; echoed in the report. The group takes it from its last page.
   */
  'queueTag'?: (number);
  /**
   * How many bytes from `iova` of the group's last page the device is going to touch; a hint, echoed.
   */
  'lengthHintBytes'?: (bigint | number | string);
  '_pasid'?: "pasid";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
}

/**
 * A page request as it is submitted or injected; the request with `last` closes the group of its
 * (endpoint, PASID, PRGI). With `last` and neither read nor write it is a PASID Stop Marker (PCIe 10.4.1.2): it takes no
 * credit, closes no group and is not answered; without a PASID that form is undefined in PCIe (R-PRI-41) and refused
 * (STOP_MARKER_WITHOUT_PASID) unless violations are allowed.
 */
export interface PageRequestItem__Output {
  /**
   * The page's address. Errors: ADDRESS_MISALIGNED unless a multiple of 4096.
   */
  'iova': (bigint);
  /**
   * What the endpoint wants to do there; neither read nor write: a Stop Marker. Errors: PERMISSIONS_INVALID, see
   * `Permissions`.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  /**
   * Page-request group index, 0 to 511. Errors: PRGI_OUT_OF_RANGE.
   */
  'prgi': (number);
  /**
   * The PASID, 0 to 2^20-1; unset: none (not the same as 0). Errors: PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  'pasid'?: (number);
  /**
   * Whether this is the last page of the group.
   */
  'last': (boolean);
  /**
   * Which of the device's queues asks; echoed in the report. The group takes it from its last page.
   */
  'queueTag'?: (number);
  /**
   * How many bytes from `iova` of the group's last page the device is going to touch; a hint, echoed.
   */
  'lengthHintBytes'?: (bigint);
  '_pasid'?: "pasid";
  '_queueTag'?: "queueTag";
  '_lengthHintBytes'?: "lengthHintBytes";
}
