// Original file: proto/viommu/v1/transfer.proto


/**
 * Copies from one IOVA to another.
 */
export interface DmaCopy {
  /**
   * Where to read; `iova` of the DMA is where to write.
   */
  'sourceIova'?: (bigint | number | string);
  /**
   * Bytes to copy, 1 to 262144.
   */
  'lengthBytes'?: (bigint | number | string);
}

/**
 * Copies from one IOVA to another.
 */
export interface DmaCopy__Output {
  /**
   * Where to read; `iova` of the DMA is where to write.
   */
  'sourceIova': (bigint);
  /**
   * Bytes to copy, 1 to 262144.
   */
  'lengthBytes': (bigint);
}
