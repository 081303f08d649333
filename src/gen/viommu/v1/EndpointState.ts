// Original file: proto/viommu/v1/endpoint.proto

/**
 * Whether an endpoint can act.
 */
export const EndpointState = {
  /**
   * Never sent.
   */
  ENDPOINT_STATE_UNSPECIFIED: 'ENDPOINT_STATE_UNSPECIFIED',
  /**
   * It can.
   */
  ENDPOINT_STATE_ACTIVE: 'ENDPOINT_STATE_ACTIVE',
  /**
   * An external endpoint without a device model.
   */
  ENDPOINT_STATE_DISCONNECTED: 'ENDPOINT_STATE_DISCONNECTED',
  /**
   * Removed by surprise; only `DeleteEndpoint` is left.
   */
  ENDPOINT_STATE_REMOVED: 'ENDPOINT_STATE_REMOVED',
} as const;

/**
 * Whether an endpoint can act.
 */
export type EndpointState =
  /**
   * Never sent.
   */
  | 'ENDPOINT_STATE_UNSPECIFIED'
  | 0
  /**
   * It can.
   */
  | 'ENDPOINT_STATE_ACTIVE'
  | 1
  /**
   * An external endpoint without a device model.
   */
  | 'ENDPOINT_STATE_DISCONNECTED'
  | 2
  /**
   * Removed by surprise; only `DeleteEndpoint` is left.
   */
  | 'ENDPOINT_STATE_REMOVED'
  | 3

/**
 * Whether an endpoint can act.
 */
export type EndpointState__Output = typeof EndpointState[keyof typeof EndpointState]
