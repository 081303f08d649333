// Original file: proto/viommu/v1/domain_service.proto


/**
 * Response of ReadDirtyPages: the dirty pages of a part of the range. Parts come in order; a part without dirty pages does
 * not come.
 */
export interface ReadDirtyPagesResponse {
  /**
   * The IOVA of the page of the first bit.
   */
  'first'?: (bigint | number | string);
  /**
   * Bit i, counted from the lowest bit of the first byte: whether the page at `first` + i * page size was written. The last
   * byte holds a bit that is set.
   */
  'bitmap'?: (Buffer | Uint8Array | string);
  /**
   * How many bits are set.
   */
  'dirtyPageCount'?: (number);
}

/**
 * Response of ReadDirtyPages: the dirty pages of a part of the range. Parts come in order; a part without dirty pages does
 * not come.
 */
export interface ReadDirtyPagesResponse__Output {
  /**
   * The IOVA of the page of the first bit.
   */
  'first': (bigint);
  /**
   * Bit i, counted from the lowest bit of the first byte: whether the page at `first` + i * page size was written. The last
   * byte holds a bit that is set.
   */
  'bitmap': (Buffer);
  /**
   * How many bits are set.
   */
  'dirtyPageCount': (number);
}
