// Original file: proto/viommu/v1/fault_service.proto

import type { ReportSelection as _viommu_v1_ReportSelection, ReportSelection__Output as _viommu_v1_ReportSelection__Output } from '../../viommu/v1/ReportSelection';

/**
 * Request of WatchFaults.
 */
export interface WatchFaultsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Domains, roles (default OBSERVER) and where to begin.
   */
  'selection'?: (_viommu_v1_ReportSelection | null);
  /**
   * Unanswered groups this stream may hold as a controller; fixed for its life. Unset: 64. Errors: CREDITS_REQUIRED,
   * CREDITS_OUT_OF_RANGE (above 65536), FIELD_NOT_APPLICABLE when it controls nothing.
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
 * Request of WatchFaults.
 */
export interface WatchFaultsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Domains, roles (default OBSERVER) and where to begin.
   */
  'selection': (_viommu_v1_ReportSelection__Output | null);
  /**
   * Unanswered groups this stream may hold as a controller; fixed for its life. Unset: 64. Errors: CREDITS_REQUIRED,
   * CREDITS_OUT_OF_RANGE (above 65536), FIELD_NOT_APPLICABLE when it controls nothing.
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
