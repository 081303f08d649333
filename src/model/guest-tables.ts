/** What guest-owned page tables look like: plain data, checked by the walker of the format. */

/** Bytes of the smallest page of AArch64 tables. */
export type GranuleBytes = 4096 | 16_384 | 65_536;

/** Tables in the format of VT-d first-stage translation, which is that of x86-64 processors. */
export interface X86Configuration {
  readonly format: 'X86_64';
  /** Address of the root table; a multiple of 4096 below 2^outputWidthBits. */
  readonly root: bigint;
  /** Levels of tables: 48 or 57 bits of input address. */
  readonly levels: 4 | 5;
  /** Bits of an address in a table, 32..52 (host address width); those above, up to bit 51, are reserved. */
  readonly outputWidthBits: number;
  /** FS1GP: an entry of level 3 can map a page. */
  readonly gigabytePages: boolean;
  /** NXE: XD forbids instruction fetches; otherwise it is reserved. */
  readonly executeDisable: boolean;
  /** WPE: privileged writes obey R/W too. */
  readonly writeProtect: boolean;
  /** SMEP: no privileged instruction fetches from user pages. */
  readonly supervisorExecuteProtection: boolean;
  /** EAFE: entries used are marked EA, too. */
  readonly extendedAccessed: boolean;
}

/** One of the two halves of the input address space, with tables of its own. */
export interface Aarch64Region {
  /** Address of the root table (TTBR); a multiple of its size, and of 64 where output addresses have more than 48 bits. */
  readonly root: bigint;
  /** Bits of input address, 64 - TxSZ: 16 (with 64 KiB granule 17) to 48, or to 52 with `wideAddresses`. */
  readonly widthBits: number;
  readonly granule: GranuleBytes;
  /** TBI: bits 63..56 of the input address are not looked at. */
  readonly topByteIgnored: boolean;
  /** Whether table descriptors restrict what lies below them; the opposite of HPD. */
  readonly hierarchicalPermissions: boolean;
}

/** Tables in the VMSAv8-64 stage 1 format of a regime with two privileges. */
export interface Aarch64Configuration {
  readonly format: 'AARCH64';
  /** TTBR0, for input addresses whose bit 55 is 0; undefined: translation there is off (EPD0). */
  readonly lower?: Aarch64Region | undefined;
  /** TTBR1, for input addresses whose bit 55 is 1; undefined: off (EPD1), or there is only one table. */
  readonly upper?: Aarch64Region | undefined;
  /** Bits of an address in a table, 32..48, or to 52 with `wideAddresses` (IPS). */
  readonly outputWidthBits: number;
  /** Descriptors hold addresses of 52 bits: with 64 KiB granule FEAT_LPA, with the others FEAT_LPA2 and DS. */
  readonly wideAddresses: boolean;
  /** HA: a walk sets AF. */
  readonly hardwareAccessFlag: boolean;
  /** HD: a write clears AP[2] where DBM is set. Without effect unless HA. */
  readonly hardwareDirtyState: boolean;
  /** Without HA: whether AF = 0 is a fault; the opposite of AFFD. */
  readonly accessFlagFaults: boolean;
  /** WXN: what can be written cannot be executed. */
  readonly writeExecuteNever: boolean;
  /** PAN: no privileged reads and writes of what unprivileged accesses can reach. */
  readonly privilegedAccessNever: boolean;
  /** Whether the contiguous hint is used: the row of entries is then one larger page. */
  readonly contiguousHint: boolean;
}

/** A mode of iosatp, or with X4 of iohgatp. */
export type RiscvMode = 'SV39' | 'SV48' | 'SV57' | 'SV39X4' | 'SV48X4' | 'SV57X4';

/** Tables in one of the RISC-V formats with 64-bit entries. */
export interface RiscvConfiguration {
  readonly format: 'RISCV';
  readonly mode: RiscvMode;
  /** Address of the root table; a multiple of 4096, for the second stage of 16384; at most 56 bits. */
  readonly root: bigint;
  /** SADE or GADE: a walk sets A and D; otherwise a page that lacks them faults. */
  readonly hardwareUpdate: boolean;
  /** SUM: privileged reads and writes of user pages are allowed. Without effect in the second stage. */
  readonly supervisorUserMemory: boolean;
  /** Svnapot: N makes sixteen entries one page of 64 KiB; otherwise it is reserved. */
  readonly napot: boolean;
  /** Svpbmt: a page's entry can name a memory type; otherwise the field is reserved. */
  readonly memoryTypes: boolean;
  /** Svrsw60t59b: bits 60 and 59 belong to software; otherwise they are reserved. */
  readonly softwareBits: boolean;
}

/** Tables of any format. */
export type TableConfiguration = X86Configuration | Aarch64Configuration | RiscvConfiguration;
