// Original file: proto/viommu/v1/transfer.proto


/**
 * Reads memory.
 */
export interface DmaRead {
  /**
   * Bytes to read, 1 to 262144.
   */
  'lengthBytes'?: (bigint | number | string);
}

/**
 * Reads memory.
 */
export interface DmaRead__Output {
  /**
   * Bytes to read, 1 to 262144.
   */
  'lengthBytes': (bigint);
}
