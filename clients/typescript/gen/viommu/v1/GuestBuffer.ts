// Original file: proto/viommu/v1/guest_queue_service.proto


/**
 * A virtio-iommu request as a driver made it available.
 */
export interface GuestBuffer {
  /**
   * The device-readable part.
   */
  'readable'?: (Buffer | Uint8Array | string);
  /**
   * Bytes of the device-writable part.
   */
  'writableBytes'?: (number);
}

/**
 * A virtio-iommu request as a driver made it available.
 */
export interface GuestBuffer__Output {
  /**
   * The device-readable part.
   */
  'readable': (Buffer);
  /**
   * Bytes of the device-writable part.
   */
  'writableBytes': (number);
}
