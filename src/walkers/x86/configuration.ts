import { checkRoot, checkWidth } from '../checks';

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

/**
 * Refuses a configuration that means nothing.
 *
 * @throws IommuError WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
 */
export function checkX86(configuration: X86Configuration): void {
  checkWidth('output_width_bits', configuration.outputWidthBits, 32, 52);
  checkRoot('root', configuration.root, 4096, configuration.outputWidthBits);
}
