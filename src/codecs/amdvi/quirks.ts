/** Where peers write or read AMD-Vi records otherwise than hardware and Linux. All off unless asked for. */

/** What each quirk does. */
export const AMDVI_QUIRKS = {
  QEMU_IO_PAGE_FAULT: 'IO_PAGE_FAULT is written with I = 1 and no domain, whatever was given',
  VBOX_PASID_HALVES: 'INVALIDATE_IOTLB_PAGES has the low byte of the PASID in bits 23:16 and the rest in 59:48',
  LINUX_FAILURE_IS_2: 'the response "failure" is written as 2',
} as const;

/** A deviation. */
export type AmdQuirk = keyof typeof AMDVI_QUIRKS;
