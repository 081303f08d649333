// Original file: proto/viommu/v1/guest_queue.proto

import type { GuestCommandOutcome as _viommu_v1_GuestCommandOutcome, GuestCommandOutcome__Output as _viommu_v1_GuestCommandOutcome__Output } from '../../viommu/v1/GuestCommandOutcome';
import type { GuestScope as _viommu_v1_GuestScope, GuestScope__Output as _viommu_v1_GuestScope__Output } from '../../viommu/v1/GuestScope';

/**
 * What became of one command.
 */
export interface GuestCommandResult {
  /**
   * Position in the request, from 0; in the ring, from the head at the beginning of the call.
   */
  'index'?: (number);
  /**
   * What became of it.
   */
  'outcome'?: (_viommu_v1_GuestCommandOutcome);
  /**
   * Its name, as `viommuctl decode` gives it.
   */
  'kind'?: (string);
  /**
   * For people: what is wrong, or what was done.
   */
  'detail'?: (string);
  /**
   * Structures to be read again.
   */
  'scope'?: (_viommu_v1_GuestScope | null);
  /**
   * Endpoints that did not complete. At most 4096.
   */
  'endpointIds'?: (number)[];
  /**
   * What the device-writable part of a virtio-iommu request gets: empty, or as long as the used length says.
   */
  'written'?: (Buffer | Uint8Array | string);
}

/**
 * What became of one command.
 */
export interface GuestCommandResult__Output {
  /**
   * Position in the request, from 0; in the ring, from the head at the beginning of the call.
   */
  'index': (number);
  /**
   * What became of it.
   */
  'outcome': (_viommu_v1_GuestCommandOutcome__Output);
  /**
   * Its name, as `viommuctl decode` gives it.
   */
  'kind': (string);
  /**
   * For people: what is wrong, or what was done.
   */
  'detail': (string);
  /**
   * Structures to be read again.
   */
  'scope': (_viommu_v1_GuestScope__Output | null);
  /**
   * Endpoints that did not complete. At most 4096.
   */
  'endpointIds': (number)[];
  /**
   * What the device-writable part of a virtio-iommu request gets: empty, or as long as the used length says.
   */
  'written': (Buffer);
}
