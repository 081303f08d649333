// Original file: proto/viommu/v1/iova_range.proto


/**
 * An inclusive range of I/O virtual addresses. `first = 0, last = 2^64-1` is the whole space.
 * 
 * Errors: RANGE_INVALID when `last` < `first`; ADDRESS_MISALIGNED where a call needs whole pages of 4096 bytes
 * (`first` a multiple of 4096, `last` one less than a multiple of 4096).
 */
export interface IovaRange {
  /**
   * First address of the range, in bytes.
   */
  'first'?: (bigint | number | string);
  /**
   * Last address of the range, in bytes, itself included.
   */
  'last'?: (bigint | number | string);
}

/**
 * An inclusive range of I/O virtual addresses. `first = 0, last = 2^64-1` is the whole space.
 * 
 * Errors: RANGE_INVALID when `last` < `first`; ADDRESS_MISALIGNED where a call needs whole pages of 4096 bytes
 * (`first` a multiple of 4096, `last` one less than a multiple of 4096).
 */
export interface IovaRange__Output {
  /**
   * First address of the range, in bytes.
   */
  'first': (bigint);
  /**
   * Last address of the range, in bytes, itself included.
   */
  'last': (bigint);
}
