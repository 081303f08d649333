// Original file: proto/viommu/v1/guest_queue.proto


/**
 * A register, or a field of one, by the name that the specification gives it, for instance `FSTS` or `cqcsr`.
 */
export interface GuestRegister {
  /**
   * Its name.
   */
  'name'?: (string);
  /**
   * Its value.
   */
  'value'?: (bigint | number | string);
}

/**
 * A register, or a field of one, by the name that the specification gives it, for instance `FSTS` or `cqcsr`.
 */
export interface GuestRegister__Output {
  /**
   * Its name.
   */
  'name': (string);
  /**
   * Its value.
   */
  'value': (bigint);
}
