// Original file: proto/viommu/v1/endpoint.proto


/**
 * Page request interface (PCIe 10.5.2). Needs ATS.
 */
export interface PriCapability {
  /**
   * Outstanding Page Request Capacity: page requests the device can have outstanding, 1 to 65536. Default 512.
   * Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'capacity'?: (number);
  /**
   * PRG Response PASID Required (status bit 15): responses to requests with a PASID carry it. Default false.
   */
  'prgResponsePasidRequired'?: (boolean);
  /**
   * How often a hosted endpoint asks for the same page again after Success without a translation, before its DMA
   * ends as RETRY_LIMIT, at most 1000000. Default 8. Errors: CAPABILITY_OUT_OF_RANGE, FIELD_NOT_APPLICABLE for an external
   * endpoint.
   */
  'retryLimit'?: (number);
  '_capacity'?: "capacity";
  '_retryLimit'?: "retryLimit";
}

/**
 * Page request interface (PCIe 10.5.2). Needs ATS.
 */
export interface PriCapability__Output {
  /**
   * Outstanding Page Request Capacity: page requests the device can have outstanding, 1 to 65536. Default 512.
   * Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'capacity'?: (number);
  /**
   * PRG Response PASID Required (status bit 15): responses to requests with a PASID carry it. Default false.
   */
  'prgResponsePasidRequired': (boolean);
  /**
   * How often a hosted endpoint asks for the same page again after Success without a translation, before its DMA
   * ends as RETRY_LIMIT, at most 1000000. Default 8. Errors: CAPABILITY_OUT_OF_RANGE, FIELD_NOT_APPLICABLE for an external
   * endpoint.
   */
  'retryLimit'?: (number);
  '_capacity'?: "capacity";
  '_retryLimit'?: "retryLimit";
}
