// Original file: proto/viommu/v1/guest_queue.proto

import type { GuestInterruptCause as _viommu_v1_GuestInterruptCause, GuestInterruptCause__Output as _viommu_v1_GuestInterruptCause__Output } from '../../viommu/v1/GuestInterruptCause';

/**
 * An interrupt that hardware would raise, if the guest has not masked it.
 */
export interface GuestInterrupt {
  /**
   * Why.
   */
  'cause'?: (_viommu_v1_GuestInterruptCause);
  /**
   * For a message-signalled interrupt that a command describes (SMMUv3 CMD_SYNC): its address. Unset: the queue's own
   * interrupt. The same message is told as a memory write, too: deliver it once, to memory or to an interrupt controller, as
   * its address says.
   */
  'msiAddress'?: (bigint | number | string);
  /**
   * And its data.
   */
  'msiData'?: (number);
  '_msiAddress'?: "msiAddress";
  '_msiData'?: "msiData";
}

/**
 * An interrupt that hardware would raise, if the guest has not masked it.
 */
export interface GuestInterrupt__Output {
  /**
   * Why.
   */
  'cause': (_viommu_v1_GuestInterruptCause__Output);
  /**
   * For a message-signalled interrupt that a command describes (SMMUv3 CMD_SYNC): its address. Unset: the queue's own
   * interrupt. The same message is told as a memory write, too: deliver it once, to memory or to an interrupt controller, as
   * its address says.
   */
  'msiAddress'?: (bigint);
  /**
   * And its data.
   */
  'msiData'?: (number);
  '_msiAddress'?: "msiAddress";
  '_msiData'?: "msiData";
}
