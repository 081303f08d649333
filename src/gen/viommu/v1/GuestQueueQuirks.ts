// Original file: proto/viommu/v1/guest_queue_service.proto


/**
 * Names of quirks.
 */
export interface GuestQueueQuirks {
  /**
   * As `viommuctl decode --quirk` knows them.
   */
  'names'?: (string)[];
}

/**
 * Names of quirks.
 */
export interface GuestQueueQuirks__Output {
  /**
   * As `viommuctl decode --quirk` knows them.
   */
  'names': (string)[];
}
