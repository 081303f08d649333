// Original file: proto/viommu/v1/permissions.proto


/**
 * What an access asks for, or what a mapping allows.
 * 
 * In a request at least one of `read` and `write` must be set; `execute` needs `read`. `execute` and `privileged` are
 * only meaningful for accesses that carry a PASID (PCIe 6.20) and are refused on others (PERMISSIONS_INVALID).
 */
export interface Permissions {
  /**
   * Memory may be read.
   */
  'read'?: (boolean);
  /**
   * Memory may be written.
   */
  'write'?: (boolean);
  /**
   * Instructions may be fetched.
   */
  'execute'?: (boolean);
  /**
   * The access is made in privileged mode; on a mapping: privileged accesses only.
   */
  'privileged'?: (boolean);
}

/**
 * What an access asks for, or what a mapping allows.
 * 
 * In a request at least one of `read` and `write` must be set; `execute` needs `read`. `execute` and `privileged` are
 * only meaningful for accesses that carry a PASID (PCIe 6.20) and are refused on others (PERMISSIONS_INVALID).
 */
export interface Permissions__Output {
  /**
   * Memory may be read.
   */
  'read': (boolean);
  /**
   * Memory may be written.
   */
  'write': (boolean);
  /**
   * Instructions may be fetched.
   */
  'execute': (boolean);
  /**
   * The access is made in privileged mode; on a mapping: privileged accesses only.
   */
  'privileged': (boolean);
}
