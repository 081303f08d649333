/** Where peers write or read VT-d records otherwise than revision 5.10 of the specification. All off unless asked for. */

/** What each quirk does. */
export const VTD_QUIRKS = {
  QEMU_FRCD: 'fault records have no T2, PRIV, EXE and AT, and only the low 16 bits of the PASID (bits 119:104)',
  QEMU_NO_DIT: 'PFSID is reserved in both device-TLB invalidations',
  QEMU_NO_PD: 'PD is reserved in wait descriptors',
  QEMU_NO_EXR: 'EXR is reserved in page requests',
  R3_PRIVATE_DATA:
    'as in revision 3: page requests (bit 9) and page group responses (bit 5) may carry private data in bits 255:128, and a response has LPIG (bit 66)',
  LINUX_FAILURE_IS_2: 'the response "failure" is written as 2',
} as const;

/** A deviation from the specification. */
export type VtdQuirk = keyof typeof VTD_QUIRKS;
