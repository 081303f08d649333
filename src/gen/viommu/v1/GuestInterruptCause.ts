// Original file: proto/viommu/v1/guest_queue.proto

/**
 * Which interrupt hardware would raise.
 */
export const GuestInterruptCause = {
  /**
   * Never sent.
   */
  GUEST_INTERRUPT_CAUSE_UNSPECIFIED: 'GUEST_INTERRUPT_CAUSE_UNSPECIFIED',
  /**
   * A command asked for it (VT-d wait with IF, SMMUv3 CMD_SYNC, RISC-V IOFENCE.C with WSI, AMD-Vi COMPLETION_WAIT with I).
   */
  GUEST_INTERRUPT_CAUSE_COMMAND: 'GUEST_INTERRUPT_CAUSE_COMMAND',
  /**
   * The command queue stopped at an error (VT-d fault event, SMMUv3 GERROR, RISC-V cip).
   */
  GUEST_INTERRUPT_CAUSE_COMMAND_ERROR: 'GUEST_INTERRUPT_CAUSE_COMMAND_ERROR',
  /**
   * The page-request queue has something, or overflowed.
   */
  GUEST_INTERRUPT_CAUSE_PAGE_REQUEST: 'GUEST_INTERRUPT_CAUSE_PAGE_REQUEST',
  /**
   * The event queue has something, or overflowed.
   */
  GUEST_INTERRUPT_CAUSE_EVENT: 'GUEST_INTERRUPT_CAUSE_EVENT',
} as const;

/**
 * Which interrupt hardware would raise.
 */
export type GuestInterruptCause =
  /**
   * Never sent.
   */
  | 'GUEST_INTERRUPT_CAUSE_UNSPECIFIED'
  | 0
  /**
   * A command asked for it (VT-d wait with IF, SMMUv3 CMD_SYNC, RISC-V IOFENCE.C with WSI, AMD-Vi COMPLETION_WAIT with I).
   */
  | 'GUEST_INTERRUPT_CAUSE_COMMAND'
  | 1
  /**
   * The command queue stopped at an error (VT-d fault event, SMMUv3 GERROR, RISC-V cip).
   */
  | 'GUEST_INTERRUPT_CAUSE_COMMAND_ERROR'
  | 2
  /**
   * The page-request queue has something, or overflowed.
   */
  | 'GUEST_INTERRUPT_CAUSE_PAGE_REQUEST'
  | 3
  /**
   * The event queue has something, or overflowed.
   */
  | 'GUEST_INTERRUPT_CAUSE_EVENT'
  | 4

/**
 * Which interrupt hardware would raise.
 */
export type GuestInterruptCause__Output = typeof GuestInterruptCause[keyof typeof GuestInterruptCause]
