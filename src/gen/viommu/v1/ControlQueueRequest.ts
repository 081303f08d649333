// Original file: proto/viommu/v1/guest_queue_service.proto

import type { GuestQueueKind as _viommu_v1_GuestQueueKind, GuestQueueKind__Output as _viommu_v1_GuestQueueKind__Output } from '../../viommu/v1/GuestQueueKind';
import type { GuestRegister as _viommu_v1_GuestRegister, GuestRegister__Output as _viommu_v1_GuestRegister__Output } from '../../viommu/v1/GuestRegister';
import type { GuestQueueQuirks as _viommu_v1_GuestQueueQuirks, GuestQueueQuirks__Output as _viommu_v1_GuestQueueQuirks__Output } from '../../viommu/v1/GuestQueueQuirks';

/**
 * Request of ControlQueue. What is unset stays.
 */
export interface ControlQueueRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The queue.
   */
  'queue'?: (_viommu_v1_GuestQueueKind);
  /**
   * On or off. A command queue is on from the start; turned off, it forgets what waits. A page-request queue that is turned on
   * takes the page requests of every domain, as a controller does; off: they are answered as the profile says
   * (page_request_queue_enabled).
   */
  'enabled'?: (boolean);
  /**
   * Guest-physical address of a ring in registered memory, which from now on the server reads or writes itself; aligned to
   * the ring's size. 2^64-1: the VMM copies again.
   */
  'base'?: (bigint | number | string);
  /**
   * Entries of the ring, a power of two, at most 2^19. Resets head and tail. 0: no ring.
   */
  'entries'?: (number);
  /**
   * The head register: of a record queue, what the guest has read.
   */
  'head'?: (bigint | number | string);
  /**
   * The tail register: of a command queue with a ring, up to where the guest has written.
   */
  'tail'?: (bigint | number | string);
  /**
   * Flags to clear or acknowledge, by name, for instance `FSTS.IQE`, `GERROR.CMDQ_ERR`, `pqcsr.pqof`.
   */
  'clear'?: (string)[];
  /**
   * Registers and settings that software writes, by name, for instance `fctl.WSI`.
   */
  'registers'?: (_viommu_v1_GuestRegister)[];
  /**
   * Whether the server performs the memory writes of commands.
   */
  'writeMemory'?: (boolean);
  /**
   * Big-endian entries (RISC-V).
   */
  'bigEndian'?: (boolean);
  /**
   * Deviations from the specification to turn on, instead of those that are on.
   */
  'quirks'?: (_viommu_v1_GuestQueueQuirks | null);
  /**
   * Bytes of an entry where the architecture has a choice (VT-d IQA_REG.DW: 16 or 32).
   */
  'entryBytes'?: (number);
  /**
   * Takes the page requests of domains that another stream controls.
   */
  'takeOver'?: (boolean);
  '_enabled'?: "enabled";
  '_base'?: "base";
  '_entries'?: "entries";
  '_head'?: "head";
  '_tail'?: "tail";
  '_writeMemory'?: "writeMemory";
  '_bigEndian'?: "bigEndian";
  '_entryBytes'?: "entryBytes";
}

/**
 * Request of ControlQueue. What is unset stays.
 */
export interface ControlQueueRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The queue.
   */
  'queue': (_viommu_v1_GuestQueueKind__Output);
  /**
   * On or off. A command queue is on from the start; turned off, it forgets what waits. A page-request queue that is turned on
   * takes the page requests of every domain, as a controller does; off: they are answered as the profile says
   * (page_request_queue_enabled).
   */
  'enabled'?: (boolean);
  /**
   * Guest-physical address of a ring in registered memory, which from now on the server reads or writes itself; aligned to
   * the ring's size. 2^64-1: the VMM copies again.
   */
  'base'?: (bigint);
  /**
   * Entries of the ring, a power of two, at most 2^19. Resets head and tail. 0: no ring.
   */
  'entries'?: (number);
  /**
   * The head register: of a record queue, what the guest has read.
   */
  'head'?: (bigint);
  /**
   * The tail register: of a command queue with a ring, up to where the guest has written.
   */
  'tail'?: (bigint);
  /**
   * Flags to clear or acknowledge, by name, for instance `FSTS.IQE`, `GERROR.CMDQ_ERR`, `pqcsr.pqof`.
   */
  'clear': (string)[];
  /**
   * Registers and settings that software writes, by name, for instance `fctl.WSI`.
   */
  'registers': (_viommu_v1_GuestRegister__Output)[];
  /**
   * Whether the server performs the memory writes of commands.
   */
  'writeMemory'?: (boolean);
  /**
   * Big-endian entries (RISC-V).
   */
  'bigEndian'?: (boolean);
  /**
   * Deviations from the specification to turn on, instead of those that are on.
   */
  'quirks': (_viommu_v1_GuestQueueQuirks__Output | null);
  /**
   * Bytes of an entry where the architecture has a choice (VT-d IQA_REG.DW: 16 or 32).
   */
  'entryBytes'?: (number);
  /**
   * Takes the page requests of domains that another stream controls.
   */
  'takeOver': (boolean);
  '_enabled'?: "enabled";
  '_base'?: "base";
  '_entries'?: "entries";
  '_head'?: "head";
  '_tail'?: "tail";
  '_writeMemory'?: "writeMemory";
  '_bigEndian'?: "bigEndian";
  '_entryBytes'?: "entryBytes";
}
