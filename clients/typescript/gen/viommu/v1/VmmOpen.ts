// Original file: proto/viommu/v1/channel_service.proto

import type { ReportSelection as _viommu_v1_ReportSelection, ReportSelection__Output as _viommu_v1_ReportSelection__Output } from '../../viommu/v1/ReportSelection';

/**
 * Opens a VMM's stream.
 */
export interface VmmOpen {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Domains, roles (default CONTROLLER) and where to begin.
   */
  'selection'?: (_viommu_v1_ReportSelection | null);
  /**
   * Unanswered groups the stream may hold as a controller, 0 to 65536; 0 pauses. Unset: 64.
   * Errors: CREDITS_OUT_OF_RANGE, FIELD_NOT_APPLICABLE when the stream controls nothing.
   */
  'credits'?: (number);
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000. Unset: 10000.
   * Errors: HEARTBEAT_OUT_OF_RANGE.
   */
  'heartbeatIntervalMs'?: (number);
  '_credits'?: "credits";
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}

/**
 * Opens a VMM's stream.
 */
export interface VmmOpen__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Domains, roles (default CONTROLLER) and where to begin.
   */
  'selection': (_viommu_v1_ReportSelection__Output | null);
  /**
   * Unanswered groups the stream may hold as a controller, 0 to 65536; 0 pauses. Unset: 64.
   * Errors: CREDITS_OUT_OF_RANGE, FIELD_NOT_APPLICABLE when the stream controls nothing.
   */
  'credits'?: (number);
  /**
   * Milliseconds of the server's wall clock between heartbeats while nothing happens, 100 to 3600000. Unset: 10000.
   * Errors: HEARTBEAT_OUT_OF_RANGE.
   */
  'heartbeatIntervalMs'?: (number);
  '_credits'?: "credits";
  '_heartbeatIntervalMs'?: "heartbeatIntervalMs";
}
