// Original file: proto/viommu/v1/transfer.proto


/**
 * Writes memory.
 */
export interface DmaWrite {
  /**
   * The bytes, 1 to 262144.
   */
  'data'?: (Buffer | Uint8Array | string);
}

/**
 * Writes memory.
 */
export interface DmaWrite__Output {
  /**
   * The bytes, 1 to 262144.
   */
  'data': (Buffer);
}
