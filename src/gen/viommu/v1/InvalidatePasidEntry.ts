// Original file: proto/viommu/v1/invalidation.proto


/**
 * Forgets what the IOTLB holds through an endpoint's entry for one PASID (VT-d PASID entry, SMMUv3 CD, RISC-V PC).
 */
export interface InvalidatePasidEntry {
  /**
   * The endpoint. Errors: ENDPOINT_NOT_FOUND.
   */
  'endpointId'?: (number);
  /**
   * The PASID; unset: the endpoint's accesses without PASID. Errors: PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  'pasid'?: (number);
  '_pasid'?: "pasid";
}

/**
 * Forgets what the IOTLB holds through an endpoint's entry for one PASID (VT-d PASID entry, SMMUv3 CD, RISC-V PC).
 */
export interface InvalidatePasidEntry__Output {
  /**
   * The endpoint. Errors: ENDPOINT_NOT_FOUND.
   */
  'endpointId': (number);
  /**
   * The PASID; unset: the endpoint's accesses without PASID. Errors: PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  'pasid'?: (number);
  '_pasid'?: "pasid";
}
