// Original file: proto/viommu/v1/channel_service.proto

import type { HelloReset as _viommu_v1_HelloReset, HelloReset__Output as _viommu_v1_HelloReset__Output } from '../../viommu/v1/HelloReset';
import type { HelloResume as _viommu_v1_HelloResume, HelloResume__Output as _viommu_v1_HelloResume__Output } from '../../viommu/v1/HelloResume';

/**
 * Takes an external endpoint. Errors: ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL, ENDPOINT_REMOVED.
 */
export interface EndpointHello {
  /**
   * The vIOMMU; the same in every hello of a stream. Errors: VIOMMU_ID_CONFLICT.
   */
  'viommuId'?: (string);
  /**
   * Takes the endpoint from another stream, which is told `endpoint_lost`, in either mode. Without it: ENDPOINT_OWNED.
   * A hello that is refused takes nothing.
   */
  'takeOver'?: (boolean);
  /**
   * Anew.
   */
  'reset'?: (_viommu_v1_HelloReset | null);
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000; the last hello's
   * counts. Unset: 10000. Errors: HEARTBEAT_OUT_OF_RANGE.
   */
  'heartbeatIntervalMs'?: (number);
  /**
   * As before.
   */
  'resume'?: (_viommu_v1_HelloResume | null);
  /**
   * How to begin. Errors: HELLO_MODE_REQUIRED when no arm is set.
   */
  'mode'?: "reset"|"resume";
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}

/**
 * Takes an external endpoint. Errors: ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL, ENDPOINT_REMOVED.
 */
export interface EndpointHello__Output {
  /**
   * The vIOMMU; the same in every hello of a stream. Errors: VIOMMU_ID_CONFLICT.
   */
  'viommuId': (string);
  /**
   * Takes the endpoint from another stream, which is told `endpoint_lost`, in either mode. Without it: ENDPOINT_OWNED.
   * A hello that is refused takes nothing.
   */
  'takeOver': (boolean);
  /**
   * Anew.
   */
  'reset'?: (_viommu_v1_HelloReset__Output | null);
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000; the last hello's
   * counts. Unset: 10000. Errors: HEARTBEAT_OUT_OF_RANGE.
   */
  'heartbeatIntervalMs'?: (number);
  /**
   * As before.
   */
  'resume'?: (_viommu_v1_HelloResume__Output | null);
  /**
   * How to begin. Errors: HELLO_MODE_REQUIRED when no arm is set.
   */
  'mode'?: "reset"|"resume";
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}
