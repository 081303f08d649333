// Original file: proto/viommu/v1/transfer.proto


/**
 * Fills memory with a repeated pattern.
 */
export interface DmaFill {
  /**
   * The pattern, 1 to 4096 bytes; cut at the end of the range.
   */
  'pattern'?: (Buffer | Uint8Array | string);
  /**
   * Bytes to write, 1 to 262144.
   */
  'lengthBytes'?: (bigint | number | string);
}

/**
 * Fills memory with a repeated pattern.
 */
export interface DmaFill__Output {
  /**
   * The pattern, 1 to 4096 bytes; cut at the end of the range.
   */
  'pattern': (Buffer);
  /**
   * Bytes to write, 1 to 262144.
   */
  'lengthBytes': (bigint);
}
