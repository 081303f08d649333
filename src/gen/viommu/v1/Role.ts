// Original file: proto/viommu/v1/report.proto

/**
 * What a stream does with one domain's groups.
 */
export const Role = {
  /**
   * `VmmChannel`: CONTROLLER. `WatchFaults`: OBSERVER.
   */
  ROLE_UNSPECIFIED: 'ROLE_UNSPECIFIED',
  /**
   * Groups are delivered to this stream, within its credits; what it does not answer is redelivered when it is gone.
   */
  ROLE_CONTROLLER: 'ROLE_CONTROLLER',
  /**
   * The stream gets a copy of each group when it is queued.
   */
  ROLE_OBSERVER: 'ROLE_OBSERVER',
} as const;

/**
 * What a stream does with one domain's groups.
 */
export type Role =
  /**
   * `VmmChannel`: CONTROLLER. `WatchFaults`: OBSERVER.
   */
  | 'ROLE_UNSPECIFIED'
  | 0
  /**
   * Groups are delivered to this stream, within its credits; what it does not answer is redelivered when it is gone.
   */
  | 'ROLE_CONTROLLER'
  | 1
  /**
   * The stream gets a copy of each group when it is queued.
   */
  | 'ROLE_OBSERVER'
  | 2

/**
 * What a stream does with one domain's groups.
 */
export type Role__Output = typeof Role[keyof typeof Role]
