// Original file: proto/viommu/v1/invalidation.proto


/**
 * Forgets what the IOTLB holds through an endpoint's entry in the device directory (VT-d context entry, SMMUv3 STE, RISC-V
 * DC, AMD-Vi DTE): everything of the domains it is attached to, under its PASIDs.
 */
export interface InvalidateContext {
  /**
   * The endpoint. Errors: ENDPOINT_NOT_FOUND.
   */
  'endpointId'?: (number);
}

/**
 * Forgets what the IOTLB holds through an endpoint's entry in the device directory (VT-d context entry, SMMUv3 STE, RISC-V
 * DC, AMD-Vi DTE): everything of the domains it is attached to, under its PASIDs.
 */
export interface InvalidateContext__Output {
  /**
   * The endpoint. Errors: ENDPOINT_NOT_FOUND.
   */
  'endpointId': (number);
}
