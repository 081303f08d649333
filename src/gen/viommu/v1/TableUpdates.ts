// Original file: proto/viommu/v1/domain.proto

/**
 * Whether walking guest tables writes their accessed and dirty bits. A write compares and then writes: atomic against the
 * server's own clients only, not against whoever maps a shared file.
 */
export const TableUpdates = {
  /**
   * In a request: PRIVATE.
   */
  TABLE_UPDATES_UNSPECIFIED: 'TABLE_UPDATES_UNSPECIFIED',
  /**
   * In anonymous memory only. In a shared file nothing is written, and walks go on as if it had been.
   */
  TABLE_UPDATES_PRIVATE: 'TABLE_UPDATES_PRIVATE',
  /**
   * Everywhere.
   */
  TABLE_UPDATES_ALWAYS: 'TABLE_UPDATES_ALWAYS',
  /**
   * Nowhere; walks go on as if it had been.
   */
  TABLE_UPDATES_NEVER: 'TABLE_UPDATES_NEVER',
} as const;

/**
 * Whether walking guest tables writes their accessed and dirty bits. A write compares and then writes: atomic against the
 * server's own clients only, not against whoever maps a shared file.
 */
export type TableUpdates =
  /**
   * In a request: PRIVATE.
   */
  | 'TABLE_UPDATES_UNSPECIFIED'
  | 0
  /**
   * In anonymous memory only. In a shared file nothing is written, and walks go on as if it had been.
   */
  | 'TABLE_UPDATES_PRIVATE'
  | 1
  /**
   * Everywhere.
   */
  | 'TABLE_UPDATES_ALWAYS'
  | 2
  /**
   * Nowhere; walks go on as if it had been.
   */
  | 'TABLE_UPDATES_NEVER'
  | 3

/**
 * Whether walking guest tables writes their accessed and dirty bits. A write compares and then writes: atomic against the
 * server's own clients only, not against whoever maps a shared file.
 */
export type TableUpdates__Output = typeof TableUpdates[keyof typeof TableUpdates]
