// Original file: proto/viommu/v1/endpoint.proto

/**
 * What the vIOMMU finds when it looks the endpoint up.
 */
export const ContextState = {
  /**
   * In a request: VALID at create, unchanged in an update.
   */
  CONTEXT_STATE_UNSPECIFIED: 'CONTEXT_STATE_UNSPECIFIED',
  /**
   * A usable entry.
   */
  CONTEXT_STATE_VALID: 'CONTEXT_STATE_VALID',
  /**
   * No valid entry.
   */
  CONTEXT_STATE_INVALID: 'CONTEXT_STATE_INVALID',
  /**
   * An entry with contents that are not allowed.
   */
  CONTEXT_STATE_MISCONFIGURED: 'CONTEXT_STATE_MISCONFIGURED',
  /**
   * An entry that cannot be read.
   */
  CONTEXT_STATE_ACCESS_FAULT: 'CONTEXT_STATE_ACCESS_FAULT',
} as const;

/**
 * What the vIOMMU finds when it looks the endpoint up.
 */
export type ContextState =
  /**
   * In a request: VALID at create, unchanged in an update.
   */
  | 'CONTEXT_STATE_UNSPECIFIED'
  | 0
  /**
   * A usable entry.
   */
  | 'CONTEXT_STATE_VALID'
  | 1
  /**
   * No valid entry.
   */
  | 'CONTEXT_STATE_INVALID'
  | 2
  /**
   * An entry with contents that are not allowed.
   */
  | 'CONTEXT_STATE_MISCONFIGURED'
  | 3
  /**
   * An entry that cannot be read.
   */
  | 'CONTEXT_STATE_ACCESS_FAULT'
  | 4

/**
 * What the vIOMMU finds when it looks the endpoint up.
 */
export type ContextState__Output = typeof ContextState[keyof typeof ContextState]
