// Original file: proto/viommu/v1/invalidation.proto


/**
 * A range whose size is coded in its address, as PCIe's invalidation messages have it (PCIe 10.2.3.2, R-INV-10).
 */
export interface EncodedRange {
  /**
   * Bits 63 to 12 of the address field; the others are ignored. With `size_bit` the lowest bit that is 0 tells the size:
   * bit 12: 8 KiB, bit 13: 16 KiB, and so on; that bit and those below it are no part of the address. Bit 63 alone 0, or
   * none: all there is (R-INV-11).
   */
  'address'?: (bigint | number | string);
  /**
   * S. Without it the range is one page of 4096 bytes.
   */
  'sizeBit'?: (boolean);
}

/**
 * A range whose size is coded in its address, as PCIe's invalidation messages have it (PCIe 10.2.3.2, R-INV-10).
 */
export interface EncodedRange__Output {
  /**
   * Bits 63 to 12 of the address field; the others are ignored. With `size_bit` the lowest bit that is 0 tells the size:
   * bit 12: 8 KiB, bit 13: 16 KiB, and so on; that bit and those below it are no part of the address. Bit 63 alone 0, or
   * none: all there is (R-INV-11).
   */
  'address': (bigint);
  /**
   * S. Without it the range is one page of 4096 bytes.
   */
  'sizeBit': (boolean);
}
