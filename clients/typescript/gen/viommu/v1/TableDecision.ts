// Original file: proto/viommu/v1/domain_service.proto

/**
 * How a walk went on from an entry of a table.
 */
export const TableDecision = {
  /**
   * Never sent.
   */
  TABLE_DECISION_UNSPECIFIED: 'TABLE_DECISION_UNSPECIFIED',
  /**
   * To the next table.
   */
  TABLE_DECISION_TABLE: 'TABLE_DECISION_TABLE',
  /**
   * The entry maps the page.
   */
  TABLE_DECISION_LEAF: 'TABLE_DECISION_LEAF',
  /**
   * It is not present.
   */
  TABLE_DECISION_NOT_PRESENT: 'TABLE_DECISION_NOT_PRESENT',
  /**
   * A reserved bit or encoding is used.
   */
  TABLE_DECISION_RESERVED: 'TABLE_DECISION_RESERVED',
  /**
   * It holds an address that is too wide.
   */
  TABLE_DECISION_ADDRESS_SIZE: 'TABLE_DECISION_ADDRESS_SIZE',
  /**
   * It maps a superpage whose address is not a multiple of its size.
   */
  TABLE_DECISION_MISALIGNED: 'TABLE_DECISION_MISALIGNED',
  /**
   * It, or a table above, does not allow the access.
   */
  TABLE_DECISION_PERMISSION: 'TABLE_DECISION_PERMISSION',
  /**
   * It is not marked accessed, and the walk may not mark it.
   */
  TABLE_DECISION_ACCESS_FLAG: 'TABLE_DECISION_ACCESS_FLAG',
  /**
   * It is not marked dirty, and the walk may not mark it.
   */
  TABLE_DECISION_DIRTY: 'TABLE_DECISION_DIRTY',
  /**
   * It could not be read or updated: no such memory.
   */
  TABLE_DECISION_ABORTED: 'TABLE_DECISION_ABORTED',
  /**
   * It could not be read or updated: stage 2 does not translate its address.
   */
  TABLE_DECISION_STAGE2_FAULT: 'TABLE_DECISION_STAGE2_FAULT',
  /**
   * It changed again and again while the walk tried to update it.
   */
  TABLE_DECISION_CONTENDED: 'TABLE_DECISION_CONTENDED',
  /**
   * The input address is outside of what the tables cover; there is no entry.
   */
  TABLE_DECISION_INPUT_OUT_OF_RANGE: 'TABLE_DECISION_INPUT_OUT_OF_RANGE',
} as const;

/**
 * How a walk went on from an entry of a table.
 */
export type TableDecision =
  /**
   * Never sent.
   */
  | 'TABLE_DECISION_UNSPECIFIED'
  | 0
  /**
   * To the next table.
   */
  | 'TABLE_DECISION_TABLE'
  | 1
  /**
   * The entry maps the page.
   */
  | 'TABLE_DECISION_LEAF'
  | 2
  /**
   * It is not present.
   */
  | 'TABLE_DECISION_NOT_PRESENT'
  | 3
  /**
   * A reserved bit or encoding is used.
   */
  | 'TABLE_DECISION_RESERVED'
  | 4
  /**
   * It holds an address that is too wide.
   */
  | 'TABLE_DECISION_ADDRESS_SIZE'
  | 5
  /**
   * It maps a superpage whose address is not a multiple of its size.
   */
  | 'TABLE_DECISION_MISALIGNED'
  | 6
  /**
   * It, or a table above, does not allow the access.
   */
  | 'TABLE_DECISION_PERMISSION'
  | 7
  /**
   * It is not marked accessed, and the walk may not mark it.
   */
  | 'TABLE_DECISION_ACCESS_FLAG'
  | 8
  /**
   * It is not marked dirty, and the walk may not mark it.
   */
  | 'TABLE_DECISION_DIRTY'
  | 9
  /**
   * It could not be read or updated: no such memory.
   */
  | 'TABLE_DECISION_ABORTED'
  | 10
  /**
   * It could not be read or updated: stage 2 does not translate its address.
   */
  | 'TABLE_DECISION_STAGE2_FAULT'
  | 11
  /**
   * It changed again and again while the walk tried to update it.
   */
  | 'TABLE_DECISION_CONTENDED'
  | 12
  /**
   * The input address is outside of what the tables cover; there is no entry.
   */
  | 'TABLE_DECISION_INPUT_OUT_OF_RANGE'
  | 13

/**
 * How a walk went on from an entry of a table.
 */
export type TableDecision__Output = typeof TableDecision[keyof typeof TableDecision]
