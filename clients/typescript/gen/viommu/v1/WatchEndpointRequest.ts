// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of WatchEndpoint.
 */
export interface WatchEndpointRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000. Unset: 10000.
   * Errors: HEARTBEAT_OUT_OF_RANGE.
   */
  'heartbeatIntervalMs'?: (number);
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}

/**
 * Request of WatchEndpoint.
 */
export interface WatchEndpointRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000. Unset: 10000.
   * Errors: HEARTBEAT_OUT_OF_RANGE.
   */
  'heartbeatIntervalMs'?: (number);
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}
