// Original file: proto/viommu/v1/domain.proto


/**
 * One of the two halves of the input address space of AArch64 tables.
 */
export interface Aarch64Region {
  /**
   * Address of the root table (TTBR), a multiple of its size.
   */
  'root'?: (bigint | number | string);
  /**
   * Bits of input address, 64 - TxSZ: 16 (with a granule of 64 KiB 17) to 48, or to 52 with `wide_addresses`.
   */
  'widthBits'?: (number);
  /**
   * Bytes of the smallest page: 4096, 16384 or 65536. 0: 4096. Errors: PAGE_SIZE_INVALID.
   */
  'granuleBytes'?: (number);
  /**
   * TBI: bits 63..56 of the input address are not looked at.
   */
  'topByteIgnored'?: (boolean);
  /**
   * HPD: table descriptors do not restrict what lies below them.
   */
  'hierarchicalPermissionsDisabled'?: (boolean);
}

/**
 * One of the two halves of the input address space of AArch64 tables.
 */
export interface Aarch64Region__Output {
  /**
   * Address of the root table (TTBR), a multiple of its size.
   */
  'root': (bigint);
  /**
   * Bits of input address, 64 - TxSZ: 16 (with a granule of 64 KiB 17) to 48, or to 52 with `wide_addresses`.
   */
  'widthBits': (number);
  /**
   * Bytes of the smallest page: 4096, 16384 or 65536. 0: 4096. Errors: PAGE_SIZE_INVALID.
   */
  'granuleBytes': (number);
  /**
   * TBI: bits 63..56 of the input address are not looked at.
   */
  'topByteIgnored': (boolean);
  /**
   * HPD: table descriptors do not restrict what lies below them.
   */
  'hierarchicalPermissionsDisabled': (boolean);
}
