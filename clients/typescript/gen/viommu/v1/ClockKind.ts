// Original file: proto/viommu/v1/viommu.proto

/**
 * Where a vIOMMU takes its time from.
 */
export const ClockKind = {
  /**
   * In a request: REAL.
   */
  CLOCK_KIND_UNSPECIFIED: 'CLOCK_KIND_UNSPECIFIED',
  /**
   * Time passes by itself, from 0 at create or reset.
   */
  CLOCK_KIND_REAL: 'CLOCK_KIND_REAL',
  /**
   * Time moves only by `AdvanceTime`, from 0 at create or reset.
   */
  CLOCK_KIND_VIRTUAL: 'CLOCK_KIND_VIRTUAL',
} as const;

/**
 * Where a vIOMMU takes its time from.
 */
export type ClockKind =
  /**
   * In a request: REAL.
   */
  | 'CLOCK_KIND_UNSPECIFIED'
  | 0
  /**
   * Time passes by itself, from 0 at create or reset.
   */
  | 'CLOCK_KIND_REAL'
  | 1
  /**
   * Time moves only by `AdvanceTime`, from 0 at create or reset.
   */
  | 'CLOCK_KIND_VIRTUAL'
  | 2

/**
 * Where a vIOMMU takes its time from.
 */
export type ClockKind__Output = typeof ClockKind[keyof typeof ClockKind]
