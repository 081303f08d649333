// Original file: proto/viommu/v1/endpoint.proto


/**
 * Process address space ids (PCIe 6.20).
 */
export interface PasidCapability {
  /**
   * Width in bits, 1 to 20. Default 20. Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'widthBits'?: (number);
  /**
   * Execute Permission Enable: requests may ask for execute. Default true.
   */
  'executePermission'?: (boolean);
  /**
   * Privileged Mode Enable: requests may be privileged. Default true.
   */
  'privilegedMode'?: (boolean);
  '_widthBits'?: "widthBits";
  '_executePermission'?: "executePermission";
  '_privilegedMode'?: "privilegedMode";
}

/**
 * Process address space ids (PCIe 6.20).
 */
export interface PasidCapability__Output {
  /**
   * Width in bits, 1 to 20. Default 20. Errors: CAPABILITY_OUT_OF_RANGE.
   */
  'widthBits'?: (number);
  /**
   * Execute Permission Enable: requests may ask for execute. Default true.
   */
  'executePermission'?: (boolean);
  /**
   * Privileged Mode Enable: requests may be privileged. Default true.
   */
  'privilegedMode'?: (boolean);
  '_widthBits'?: "widthBits";
  '_executePermission'?: "executePermission";
  '_privilegedMode'?: "privilegedMode";
}
