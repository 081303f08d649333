// Original file: proto/viommu/v1/report.proto

/**
 * Who broke a rule.
 */
export const Culprit = {
  /**
   * Never sent.
   */
  CULPRIT_UNSPECIFIED: 'CULPRIT_UNSPECIFIED',
  /**
   * The endpoint, or its device model.
   */
  CULPRIT_ENDPOINT: 'CULPRIT_ENDPOINT',
  /**
   * The VMM, or the guest behind it.
   */
  CULPRIT_VMM: 'CULPRIT_VMM',
} as const;

/**
 * Who broke a rule.
 */
export type Culprit =
  /**
   * Never sent.
   */
  | 'CULPRIT_UNSPECIFIED'
  | 0
  /**
   * The endpoint, or its device model.
   */
  | 'CULPRIT_ENDPOINT'
  | 1
  /**
   * The VMM, or the guest behind it.
   */
  | 'CULPRIT_VMM'
  | 2

/**
 * Who broke a rule.
 */
export type Culprit__Output = typeof Culprit[keyof typeof Culprit]
