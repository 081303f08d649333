// Original file: proto/viommu/v1/guest_queue.proto

import type { GuestQueueKind as _viommu_v1_GuestQueueKind, GuestQueueKind__Output as _viommu_v1_GuestQueueKind__Output } from '../../viommu/v1/GuestQueueKind';
import type { GuestRegister as _viommu_v1_GuestRegister, GuestRegister__Output as _viommu_v1_GuestRegister__Output } from '../../viommu/v1/GuestRegister';

/**
 * A queue as it is.
 */
export interface GuestQueue {
  /**
   * Which one.
   */
  'kind'?: (_viommu_v1_GuestQueueKind);
  /**
   * What the architecture calls it, for instance `prq`; as `viommuctl decode` does.
   */
  'name'?: (string);
  /**
   * Whether it takes entries.
   */
  'enabled'?: (boolean);
  /**
   * Whether it stopped at an error, until that is cleared.
   */
  'stopped'?: (boolean);
  /**
   * Bytes of an entry; 0: they differ.
   */
  'entryBytes'?: (number);
  /**
   * Entries of the ring; 0: it has none, and entries come and go with calls only.
   */
  'entries'?: (number);
  /**
   * Guest-physical address of the ring that the server reads or writes itself; unset: the VMM copies.
   */
  'base'?: (bigint | number | string);
  /**
   * As the register has it: byte offset (VT-d, AMD-Vi), index (RISC-V), index and wrap bit (SMMUv3).
   */
  'head'?: (bigint | number | string);
  /**
   * Likewise.
   */
  'tail'?: (bigint | number | string);
  /**
   * Commands that wait, or records that nobody has read.
   */
  'waitingCount'?: (bigint | number | string);
  /**
   * Records that were lost to overflows so far.
   */
  'lostCount'?: (bigint | number | string);
  /**
   * Whether the server performs the memory writes of commands in registered guest memory.
   */
  'writeMemory'?: (boolean);
  /**
   * Bytes of numbers in entries are in big-endian order (RISC-V fctl.BE).
   */
  'bigEndian'?: (boolean);
  /**
   * Deviations from the specification that are on, by name.
   */
  'quirks'?: (string)[];
  /**
   * Its registers and settings, by name.
   */
  'registers'?: (_viommu_v1_GuestRegister)[];
  '_base'?: "base";
}

/**
 * A queue as it is.
 */
export interface GuestQueue__Output {
  /**
   * Which one.
   */
  'kind': (_viommu_v1_GuestQueueKind__Output);
  /**
   * What the architecture calls it, for instance `prq`; as `viommuctl decode` does.
   */
  'name': (string);
  /**
   * Whether it takes entries.
   */
  'enabled': (boolean);
  /**
   * Whether it stopped at an error, until that is cleared.
   */
  'stopped': (boolean);
  /**
   * Bytes of an entry; 0: they differ.
   */
  'entryBytes': (number);
  /**
   * Entries of the ring; 0: it has none, and entries come and go with calls only.
   */
  'entries': (number);
  /**
   * Guest-physical address of the ring that the server reads or writes itself; unset: the VMM copies.
   */
  'base'?: (bigint);
  /**
   * As the register has it: byte offset (VT-d, AMD-Vi), index (RISC-V), index and wrap bit (SMMUv3).
   */
  'head': (bigint);
  /**
   * Likewise.
   */
  'tail': (bigint);
  /**
   * Commands that wait, or records that nobody has read.
   */
  'waitingCount': (bigint);
  /**
   * Records that were lost to overflows so far.
   */
  'lostCount': (bigint);
  /**
   * Whether the server performs the memory writes of commands in registered guest memory.
   */
  'writeMemory': (boolean);
  /**
   * Bytes of numbers in entries are in big-endian order (RISC-V fctl.BE).
   */
  'bigEndian': (boolean);
  /**
   * Deviations from the specification that are on, by name.
   */
  'quirks': (string)[];
  /**
   * Its registers and settings, by name.
   */
  'registers': (_viommu_v1_GuestRegister__Output)[];
  '_base'?: "base";
}
