// Original file: proto/viommu/v1/domain.proto


/**
 * Tables in the format of x86-64 processors, which is that of VT-d's first stage (VT-d 3.6).
 */
export interface X86Tables {
  /**
   * Address of the root table, a multiple of 4096.
   */
  'root'?: (bigint | number | string);
  /**
   * Levels of tables: 4 (48 bits of input address) or 5 (57 bits). Errors: WIDTH_OUT_OF_RANGE.
   */
  'levels'?: (number);
  /**
   * Bits of an address in a table, 32 to 52; those above are reserved. Default 52, or the vIOMMU's `output_width_bits`
   * where that is less.
   */
  'outputWidthBits'?: (number);
  /**
   * FS1GP: pages of 1 GiB exist. Default true.
   */
  'gigabytePages'?: (boolean);
  /**
   * NXE: XD forbids instruction fetches; otherwise it is reserved. Default true.
   */
  'executeDisable'?: (boolean);
  /**
   * WPE: privileged writes obey R/W too. Default true.
   */
  'writeProtect'?: (boolean);
  /**
   * SMEP: no privileged instruction fetches from user pages. Default true.
   */
  'supervisorExecuteProtection'?: (boolean);
  /**
   * EAFE: entries used are marked EA, too. Default false.
   */
  'extendedAccessed'?: (boolean);
  '_outputWidthBits'?: "outputWidthBits";
  '_gigabytePages'?: "gigabytePages";
  '_executeDisable'?: "executeDisable";
  '_writeProtect'?: "writeProtect";
  '_supervisorExecuteProtection'?: "supervisorExecuteProtection";
  '_extendedAccessed'?: "extendedAccessed";
}

/**
 * Tables in the format of x86-64 processors, which is that of VT-d's first stage (VT-d 3.6).
 */
export interface X86Tables__Output {
  /**
   * Address of the root table, a multiple of 4096.
   */
  'root': (bigint);
  /**
   * Levels of tables: 4 (48 bits of input address) or 5 (57 bits). Errors: WIDTH_OUT_OF_RANGE.
   */
  'levels': (number);
  /**
   * Bits of an address in a table, 32 to 52; those above are reserved. Default 52, or the vIOMMU's `output_width_bits`
   * where that is less.
   */
  'outputWidthBits'?: (number);
  /**
   * FS1GP: pages of 1 GiB exist. Default true.
   */
  'gigabytePages'?: (boolean);
  /**
   * NXE: XD forbids instruction fetches; otherwise it is reserved. Default true.
   */
  'executeDisable'?: (boolean);
  /**
   * WPE: privileged writes obey R/W too. Default true.
   */
  'writeProtect'?: (boolean);
  /**
   * SMEP: no privileged instruction fetches from user pages. Default true.
   */
  'supervisorExecuteProtection'?: (boolean);
  /**
   * EAFE: entries used are marked EA, too. Default false.
   */
  'extendedAccessed'?: (boolean);
  '_outputWidthBits'?: "outputWidthBits";
  '_gigabytePages'?: "gigabytePages";
  '_executeDisable'?: "executeDisable";
  '_writeProtect'?: "writeProtect";
  '_supervisorExecuteProtection'?: "supervisorExecuteProtection";
  '_extendedAccessed'?: "extendedAccessed";
}
