// Original file: proto/viommu/v1/endpoint.proto


/**
 * Process address space ids (PCIe 6.20).
 */
export interface PasidCapability {
  /**
   * Width in bits, 1 to 20. Default 20.
   */
  'widthBits'?: (number);
  '_widthBits'?: "widthBits";
}

/**
 * Process address space ids (PCIe 6.20).
 */
export interface PasidCapability__Output {
  /**
   * Width in bits, 1 to 20. Default 20.
   */
  'widthBits'?: (number);
  '_widthBits'?: "widthBits";
}
