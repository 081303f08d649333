// Original file: proto/viommu/v1/guest_memory.proto


/**
 * A file shared with the VMM, below the directory given by the server's `--memory-dir`.
 */
export interface SharedFileBacking {
  /**
   * Path relative to that directory; must name a regular file and may not pass through symbolic links at its end.
   * Errors: MEMORY_DIR_NOT_SET, MEMORY_PATH_REFUSED.
   */
  'path'?: (string);
  /**
   * Where in the file the region begins, in bytes, a multiple of 4096.
   */
  'offsetBytes'?: (bigint | number | string);
}

/**
 * A file shared with the VMM, below the directory given by the server's `--memory-dir`.
 */
export interface SharedFileBacking__Output {
  /**
   * Path relative to that directory; must name a regular file and may not pass through symbolic links at its end.
   * Errors: MEMORY_DIR_NOT_SET, MEMORY_PATH_REFUSED.
   */
  'path': (string);
  /**
   * Where in the file the region begins, in bytes, a multiple of 4096.
   */
  'offsetBytes': (bigint);
}
