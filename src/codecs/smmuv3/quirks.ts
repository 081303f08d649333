/** Where peers write or read SMMUv3 records otherwise than IHI 0070. All off unless asked for. */

/** What each quirk does. */
export const SMMUV3_QUIRKS = {
  QEMU_PRI_RESP_BITS: 'Resp of CMD_PRI_RESP is in bits 76:75',
  QEMU_CFGI_ALL_7: 'CMD_CFGI_ALL is opcode 7 without a range',
  QEMU_CD_FETCH_SLOT: 'F_CD_FETCH has its fetch address in bits 191:128, where others have InputAddr',
  LINUX_SSID_NEEDS_SSV: 'C_BAD_SUBSTREAMID has SSV in bit 11: without it Linux loses the SubstreamID',
} as const;

/** A deviation from the specification. */
export type SmmuQuirk = keyof typeof SMMUV3_QUIRKS;
