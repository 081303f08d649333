// Original file: proto/viommu/v1/guest_queue.proto


/**
 * A record for the guest.
 */
export interface GuestRecord {
  /**
   * The record, as it stands in the guest's queue; for IOMMUFD_PAGE_FAULT the records of a whole group.
   */
  'data'?: (Buffer | Uint8Array | string);
  /**
   * The report it is made of; 0 for an event about a command, which no report is behind.
   */
  'sequence'?: (bigint | number | string);
  /**
   * The group it belongs to, for page requests and stalled accesses.
   */
  'cookie'?: (bigint | number | string);
  '_cookie'?: "cookie";
}

/**
 * A record for the guest.
 */
export interface GuestRecord__Output {
  /**
   * The record, as it stands in the guest's queue; for IOMMUFD_PAGE_FAULT the records of a whole group.
   */
  'data': (Buffer);
  /**
   * The report it is made of; 0 for an event about a command, which no report is behind.
   */
  'sequence': (bigint);
  /**
   * The group it belongs to, for page requests and stalled accesses.
   */
  'cookie'?: (bigint);
  '_cookie'?: "cookie";
}
