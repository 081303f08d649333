// Original file: proto/viommu/v1/invalidation_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { InvalidateRequest as _viommu_v1_InvalidateRequest, InvalidateRequest__Output as _viommu_v1_InvalidateRequest__Output } from '../../viommu/v1/InvalidateRequest';
import type { InvalidateResponse as _viommu_v1_InvalidateResponse, InvalidateResponse__Output as _viommu_v1_InvalidateResponse__Output } from '../../viommu/v1/InvalidateResponse';
import type { ListOutstandingInvalidationsRequest as _viommu_v1_ListOutstandingInvalidationsRequest, ListOutstandingInvalidationsRequest__Output as _viommu_v1_ListOutstandingInvalidationsRequest__Output } from '../../viommu/v1/ListOutstandingInvalidationsRequest';
import type { ListOutstandingInvalidationsResponse as _viommu_v1_ListOutstandingInvalidationsResponse, ListOutstandingInvalidationsResponse__Output as _viommu_v1_ListOutstandingInvalidationsResponse__Output } from '../../viommu/v1/ListOutstandingInvalidationsResponse';

/**
 * Invalidates the IOTLB and device TLBs by hand. Unmap, lowering permissions, detach and replace do so by themselves.
 */
export interface InvalidationServiceClient extends grpc.Client {
  /**
   * Executes a batch of entries in order, for each the IOTLB before the device TLBs: one operation, which this call waits
   * for. Entries do not wait for each other, except behind a fence. Endpoints that are silent or gone are results, not
   * errors; nothing is retried.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), TIMEOUT_INVALID; of an entry: INVALIDATION_REQUIRED, DOMAIN_NOT_FOUND,
   * ENDPOINT_NOT_FOUND, ATS_NOT_SUPPORTED, RANGE_INVALID, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, FIELD_NOT_APPLICABLE,
   * LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  Invalidate(argument: _viommu_v1_InvalidateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  Invalidate(argument: _viommu_v1_InvalidateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  Invalidate(argument: _viommu_v1_InvalidateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  Invalidate(argument: _viommu_v1_InvalidateRequest, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Executes a batch of entries in order, for each the IOTLB before the device TLBs: one operation, which this call waits
   * for. Entries do not wait for each other, except behind a fence. Endpoints that are silent or gone are results, not
   * errors; nothing is retried.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), TIMEOUT_INVALID; of an entry: INVALIDATION_REQUIRED, DOMAIN_NOT_FOUND,
   * ENDPOINT_NOT_FOUND, ATS_NOT_SUPPORTED, RANGE_INVALID, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, FIELD_NOT_APPLICABLE,
   * LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  invalidate(argument: _viommu_v1_InvalidateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  invalidate(argument: _viommu_v1_InvalidateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  invalidate(argument: _viommu_v1_InvalidateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  invalidate(argument: _viommu_v1_InvalidateRequest, callback: grpc.requestCallback<_viommu_v1_InvalidateResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists device-TLB invalidations that have not ended, the oldest first.
   * 
   * Errors: ENDPOINT_NOT_FOUND.
   */
  ListOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  ListOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  ListOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  ListOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists device-TLB invalidations that have not ended, the oldest first.
   * 
   * Errors: ENDPOINT_NOT_FOUND.
   */
  listOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  listOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  listOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  listOutstandingInvalidations(argument: _viommu_v1_ListOutstandingInvalidationsRequest, callback: grpc.requestCallback<_viommu_v1_ListOutstandingInvalidationsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Invalidates the IOTLB and device TLBs by hand. Unmap, lowering permissions, detach and replace do so by themselves.
 */
export interface InvalidationServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Executes a batch of entries in order, for each the IOTLB before the device TLBs: one operation, which this call waits
   * for. Entries do not wait for each other, except behind a fence. Endpoints that are silent or gone are results, not
   * errors; nothing is retried.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), TIMEOUT_INVALID; of an entry: INVALIDATION_REQUIRED, DOMAIN_NOT_FOUND,
   * ENDPOINT_NOT_FOUND, ATS_NOT_SUPPORTED, RANGE_INVALID, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, FIELD_NOT_APPLICABLE,
   * LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  Invalidate: grpc.handleUnaryCall<_viommu_v1_InvalidateRequest__Output, _viommu_v1_InvalidateResponse>;
  
  /**
   * Lists device-TLB invalidations that have not ended, the oldest first.
   * 
   * Errors: ENDPOINT_NOT_FOUND.
   */
  ListOutstandingInvalidations: grpc.handleUnaryCall<_viommu_v1_ListOutstandingInvalidationsRequest__Output, _viommu_v1_ListOutstandingInvalidationsResponse>;
  
}

export interface InvalidationServiceDefinition extends grpc.ServiceDefinition {
  Invalidate: MethodDefinition<_viommu_v1_InvalidateRequest, _viommu_v1_InvalidateResponse, _viommu_v1_InvalidateRequest__Output, _viommu_v1_InvalidateResponse__Output>
  ListOutstandingInvalidations: MethodDefinition<_viommu_v1_ListOutstandingInvalidationsRequest, _viommu_v1_ListOutstandingInvalidationsResponse, _viommu_v1_ListOutstandingInvalidationsRequest__Output, _viommu_v1_ListOutstandingInvalidationsResponse__Output>
}
