// Original file: proto/viommu/v1/operation.proto

import type { OperationKind as _viommu_v1_OperationKind, OperationKind__Output as _viommu_v1_OperationKind__Output } from '../../viommu/v1/OperationKind';
import type { OperationOutcome as _viommu_v1_OperationOutcome, OperationOutcome__Output as _viommu_v1_OperationOutcome__Output } from '../../viommu/v1/OperationOutcome';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from '../../viommu/v1/EndpointOutcome';

/**
 * An accepted piece of work that has ended.
 */
export interface OperationResult {
  /**
   * Identifies the operation in this result, in refusals (metadata `operation_id`) and in the report log. Never reused
   * by a server: the vIOMMU's incarnation in the upper 24 bits, a counter in the lower 40.
   */
  'operationId'?: (bigint | number | string);
  /**
   * What it was.
   */
  'kind'?: (_viommu_v1_OperationKind);
  /**
   * How it ended: the worst outcome of any endpoint, TIMED_OUT before ENDPOINT_GONE before COMPLETED.
   */
  'outcome'?: (_viommu_v1_OperationOutcome);
  /**
   * The endpoints that did not complete; empty when the outcome is COMPLETED.
   */
  'endpoints'?: (_viommu_v1_EndpointOutcome)[];
  /**
   * When it was accepted, nanoseconds of the vIOMMU's clock.
   */
  'beginTimeNs'?: (bigint | number | string);
  /**
   * When it ended, nanoseconds of the vIOMMU's clock.
   */
  'endTimeNs'?: (bigint | number | string);
}

/**
 * An accepted piece of work that has ended.
 */
export interface OperationResult__Output {
  /**
   * Identifies the operation in this result, in refusals (metadata `operation_id`) and in the report log. Never reused
   * by a server: the vIOMMU's incarnation in the upper 24 bits, a counter in the lower 40.
   */
  'operationId': (bigint);
  /**
   * What it was.
   */
  'kind': (_viommu_v1_OperationKind__Output);
  /**
   * How it ended: the worst outcome of any endpoint, TIMED_OUT before ENDPOINT_GONE before COMPLETED.
   */
  'outcome': (_viommu_v1_OperationOutcome__Output);
  /**
   * The endpoints that did not complete; empty when the outcome is COMPLETED.
   */
  'endpoints': (_viommu_v1_EndpointOutcome__Output)[];
  /**
   * When it was accepted, nanoseconds of the vIOMMU's clock.
   */
  'beginTimeNs': (bigint);
  /**
   * When it ended, nanoseconds of the vIOMMU's clock.
   */
  'endTimeNs': (bigint);
}
