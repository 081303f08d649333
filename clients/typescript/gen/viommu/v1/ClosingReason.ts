// Original file: proto/viommu/v1/report.proto

/**
 * Why the server ended a stream. More values may be added; treat an unknown one as SERVER_STOPPING.
 */
export const ClosingReason = {
  /**
   * Never sent.
   */
  CLOSING_REASON_UNSPECIFIED: 'CLOSING_REASON_UNSPECIFIED',
  /**
   * The server stops; connect again later.
   */
  CLOSING_REASON_SERVER_STOPPING: 'CLOSING_REASON_SERVER_STOPPING',
  /**
   * The vIOMMU was reset.
   */
  CLOSING_REASON_RESET: 'CLOSING_REASON_RESET',
  /**
   * The vIOMMU was deleted.
   */
  CLOSING_REASON_VIOMMU_DELETED: 'CLOSING_REASON_VIOMMU_DELETED',
  /**
   * Another stream took over.
   */
  CLOSING_REASON_TAKEN_OVER: 'CLOSING_REASON_TAKEN_OVER',
  /**
   * The endpoint was deleted.
   */
  CLOSING_REASON_ENDPOINT_DELETED: 'CLOSING_REASON_ENDPOINT_DELETED',
  /**
   * The client ended its side.
   */
  CLOSING_REASON_CLIENT_DONE: 'CLOSING_REASON_CLIENT_DONE',
} as const;

/**
 * Why the server ended a stream. More values may be added; treat an unknown one as SERVER_STOPPING.
 */
export type ClosingReason =
  /**
   * Never sent.
   */
  | 'CLOSING_REASON_UNSPECIFIED'
  | 0
  /**
   * The server stops; connect again later.
   */
  | 'CLOSING_REASON_SERVER_STOPPING'
  | 1
  /**
   * The vIOMMU was reset.
   */
  | 'CLOSING_REASON_RESET'
  | 2
  /**
   * The vIOMMU was deleted.
   */
  | 'CLOSING_REASON_VIOMMU_DELETED'
  | 3
  /**
   * Another stream took over.
   */
  | 'CLOSING_REASON_TAKEN_OVER'
  | 4
  /**
   * The endpoint was deleted.
   */
  | 'CLOSING_REASON_ENDPOINT_DELETED'
  | 5
  /**
   * The client ended its side.
   */
  | 'CLOSING_REASON_CLIENT_DONE'
  | 6

/**
 * Why the server ended a stream. More values may be added; treat an unknown one as SERVER_STOPPING.
 */
export type ClosingReason__Output = typeof ClosingReason[keyof typeof ClosingReason]
