// Original file: proto/viommu/v1/endpoint_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ClearPriStatusRequest as _viommu_v1_ClearPriStatusRequest, ClearPriStatusRequest__Output as _viommu_v1_ClearPriStatusRequest__Output } from '../../viommu/v1/ClearPriStatusRequest';
import type { ClearPriStatusResponse as _viommu_v1_ClearPriStatusResponse, ClearPriStatusResponse__Output as _viommu_v1_ClearPriStatusResponse__Output } from '../../viommu/v1/ClearPriStatusResponse';
import type { CompleteInvalidationRequest as _viommu_v1_CompleteInvalidationRequest, CompleteInvalidationRequest__Output as _viommu_v1_CompleteInvalidationRequest__Output } from '../../viommu/v1/CompleteInvalidationRequest';
import type { CompleteInvalidationResponse as _viommu_v1_CompleteInvalidationResponse, CompleteInvalidationResponse__Output as _viommu_v1_CompleteInvalidationResponse__Output } from '../../viommu/v1/CompleteInvalidationResponse';
import type { CreateEndpointRequest as _viommu_v1_CreateEndpointRequest, CreateEndpointRequest__Output as _viommu_v1_CreateEndpointRequest__Output } from '../../viommu/v1/CreateEndpointRequest';
import type { CreateEndpointResponse as _viommu_v1_CreateEndpointResponse, CreateEndpointResponse__Output as _viommu_v1_CreateEndpointResponse__Output } from '../../viommu/v1/CreateEndpointResponse';
import type { DeleteEndpointRequest as _viommu_v1_DeleteEndpointRequest, DeleteEndpointRequest__Output as _viommu_v1_DeleteEndpointRequest__Output } from '../../viommu/v1/DeleteEndpointRequest';
import type { DeleteEndpointResponse as _viommu_v1_DeleteEndpointResponse, DeleteEndpointResponse__Output as _viommu_v1_DeleteEndpointResponse__Output } from '../../viommu/v1/DeleteEndpointResponse';
import type { DisablePriRequest as _viommu_v1_DisablePriRequest, DisablePriRequest__Output as _viommu_v1_DisablePriRequest__Output } from '../../viommu/v1/DisablePriRequest';
import type { DisablePriResponse as _viommu_v1_DisablePriResponse, DisablePriResponse__Output as _viommu_v1_DisablePriResponse__Output } from '../../viommu/v1/DisablePriResponse';
import type { EnablePriRequest as _viommu_v1_EnablePriRequest, EnablePriRequest__Output as _viommu_v1_EnablePriRequest__Output } from '../../viommu/v1/EnablePriRequest';
import type { EnablePriResponse as _viommu_v1_EnablePriResponse, EnablePriResponse__Output as _viommu_v1_EnablePriResponse__Output } from '../../viommu/v1/EnablePriResponse';
import type { GetEndpointRequest as _viommu_v1_GetEndpointRequest, GetEndpointRequest__Output as _viommu_v1_GetEndpointRequest__Output } from '../../viommu/v1/GetEndpointRequest';
import type { GetEndpointResponse as _viommu_v1_GetEndpointResponse, GetEndpointResponse__Output as _viommu_v1_GetEndpointResponse__Output } from '../../viommu/v1/GetEndpointResponse';
import type { IssueDmaRequest as _viommu_v1_IssueDmaRequest, IssueDmaRequest__Output as _viommu_v1_IssueDmaRequest__Output } from '../../viommu/v1/IssueDmaRequest';
import type { IssueDmaResponse as _viommu_v1_IssueDmaResponse, IssueDmaResponse__Output as _viommu_v1_IssueDmaResponse__Output } from '../../viommu/v1/IssueDmaResponse';
import type { IssueTranslationRequestRequest as _viommu_v1_IssueTranslationRequestRequest, IssueTranslationRequestRequest__Output as _viommu_v1_IssueTranslationRequestRequest__Output } from '../../viommu/v1/IssueTranslationRequestRequest';
import type { IssueTranslationRequestResponse as _viommu_v1_IssueTranslationRequestResponse, IssueTranslationRequestResponse__Output as _viommu_v1_IssueTranslationRequestResponse__Output } from '../../viommu/v1/IssueTranslationRequestResponse';
import type { ListEndpointsRequest as _viommu_v1_ListEndpointsRequest, ListEndpointsRequest__Output as _viommu_v1_ListEndpointsRequest__Output } from '../../viommu/v1/ListEndpointsRequest';
import type { ListEndpointsResponse as _viommu_v1_ListEndpointsResponse, ListEndpointsResponse__Output as _viommu_v1_ListEndpointsResponse__Output } from '../../viommu/v1/ListEndpointsResponse';
import type { ResetFunctionRequest as _viommu_v1_ResetFunctionRequest, ResetFunctionRequest__Output as _viommu_v1_ResetFunctionRequest__Output } from '../../viommu/v1/ResetFunctionRequest';
import type { ResetFunctionResponse as _viommu_v1_ResetFunctionResponse, ResetFunctionResponse__Output as _viommu_v1_ResetFunctionResponse__Output } from '../../viommu/v1/ResetFunctionResponse';
import type { ResetPriRequest as _viommu_v1_ResetPriRequest, ResetPriRequest__Output as _viommu_v1_ResetPriRequest__Output } from '../../viommu/v1/ResetPriRequest';
import type { ResetPriResponse as _viommu_v1_ResetPriResponse, ResetPriResponse__Output as _viommu_v1_ResetPriResponse__Output } from '../../viommu/v1/ResetPriResponse';
import type { SetLinkRequest as _viommu_v1_SetLinkRequest, SetLinkRequest__Output as _viommu_v1_SetLinkRequest__Output } from '../../viommu/v1/SetLinkRequest';
import type { SetLinkResponse as _viommu_v1_SetLinkResponse, SetLinkResponse__Output as _viommu_v1_SetLinkResponse__Output } from '../../viommu/v1/SetLinkResponse';
import type { StopPasidRequest as _viommu_v1_StopPasidRequest, StopPasidRequest__Output as _viommu_v1_StopPasidRequest__Output } from '../../viommu/v1/StopPasidRequest';
import type { StopPasidResponse as _viommu_v1_StopPasidResponse, StopPasidResponse__Output as _viommu_v1_StopPasidResponse__Output } from '../../viommu/v1/StopPasidResponse';
import type { SubmitPageRequestsRequest as _viommu_v1_SubmitPageRequestsRequest, SubmitPageRequestsRequest__Output as _viommu_v1_SubmitPageRequestsRequest__Output } from '../../viommu/v1/SubmitPageRequestsRequest';
import type { SubmitPageRequestsResponse as _viommu_v1_SubmitPageRequestsResponse, SubmitPageRequestsResponse__Output as _viommu_v1_SubmitPageRequestsResponse__Output } from '../../viommu/v1/SubmitPageRequestsResponse';
import type { SurpriseRemoveRequest as _viommu_v1_SurpriseRemoveRequest, SurpriseRemoveRequest__Output as _viommu_v1_SurpriseRemoveRequest__Output } from '../../viommu/v1/SurpriseRemoveRequest';
import type { SurpriseRemoveResponse as _viommu_v1_SurpriseRemoveResponse, SurpriseRemoveResponse__Output as _viommu_v1_SurpriseRemoveResponse__Output } from '../../viommu/v1/SurpriseRemoveResponse';
import type { UpdateEndpointRequest as _viommu_v1_UpdateEndpointRequest, UpdateEndpointRequest__Output as _viommu_v1_UpdateEndpointRequest__Output } from '../../viommu/v1/UpdateEndpointRequest';
import type { UpdateEndpointResponse as _viommu_v1_UpdateEndpointResponse, UpdateEndpointResponse__Output as _viommu_v1_UpdateEndpointResponse__Output } from '../../viommu/v1/UpdateEndpointResponse';
import type { WatchEndpointRequest as _viommu_v1_WatchEndpointRequest, WatchEndpointRequest__Output as _viommu_v1_WatchEndpointRequest__Output } from '../../viommu/v1/WatchEndpointRequest';
import type { WatchEndpointResponse as _viommu_v1_WatchEndpointResponse, WatchEndpointResponse__Output as _viommu_v1_WatchEndpointResponse__Output } from '../../viommu/v1/WatchEndpointResponse';

/**
 * Creates endpoints, operates their capability registers, and acts as a hosted endpoint.
 * 
 * Errors of every call that names an endpoint: ENDPOINT_NOT_FOUND; where it must act or change, ENDPOINT_REMOVED, and
 * ENDPOINT_DISCONNECTED for an external endpoint without a device model; where it must send something, LINK_DOWN.
 * 
 * `IssueDma`, `IssueTranslationRequest`, `SubmitPageRequests` and `CompleteInvalidation` are refused for external endpoints
 * (ENDPOINT_NOT_HOSTED), whose model says the same on `ChannelService.EndpointChannel`.
 */
export interface EndpointServiceClient extends grpc.Client {
  /**
   * Clears PRI status bits, as writing 1 to them does (R-PRI-02). Idempotent.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED, UPDATE_REQUIRED (no bit named).
   */
  ClearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  ClearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  ClearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  ClearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Clears PRI status bits, as writing 1 to them does (R-PRI-02). Idempotent.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED, UPDATE_REQUIRED (no bit named).
   */
  clearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  clearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  clearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  clearPriStatus(argument: _viommu_v1_ClearPriStatusRequest, callback: grpc.requestCallback<_viommu_v1_ClearPriStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Completes device-TLB invalidations of a hosted endpoint with MANUAL completion. A tag that is not outstanding is
   * counted, recorded as a violation (R-INV-04) and otherwise harmless.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (32), ITAG_OUT_OF_RANGE, CAPABILITY_OUT_OF_RANGE (the count),
   * REQUESTER_ID_OUT_OF_RANGE, COMPLETION_NOT_MANUAL, ENDPOINT_NOT_HOSTED.
   */
  CompleteInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  CompleteInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  CompleteInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  CompleteInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Completes device-TLB invalidations of a hosted endpoint with MANUAL completion. A tag that is not outstanding is
   * counted, recorded as a violation (R-INV-04) and otherwise harmless.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (32), ITAG_OUT_OF_RANGE, CAPABILITY_OUT_OF_RANGE (the count),
   * REQUESTER_ID_OUT_OF_RANGE, COMPLETION_NOT_MANUAL, ENDPOINT_NOT_HOSTED.
   */
  completeInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  completeInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  completeInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  completeInvalidation(argument: _viommu_v1_CompleteInvalidationRequest, callback: grpc.requestCallback<_viommu_v1_CompleteInvalidationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Creates an endpoint. An external one begins DISCONNECTED.
   * 
   * Errors: ENDPOINT_EXISTS, REQUESTER_ID_OUT_OF_RANGE, REQUESTER_ID_TAKEN, VIRTUAL_ID_TAKEN, PRI_NEEDS_ATS,
   * PRI_NOT_SUPPORTED (profile VIRTIO), PRI_PARENT_INVALID, STALL_NOT_SUPPORTED, STALL_NOT_ALLOWED,
   * QUEUE_PARENT_INVALID, FIELD_NOT_APPLICABLE, CAPABILITY_OUT_OF_RANGE, LIMIT_EXCEEDED (max_endpoints); of the IOVAs it
   * reserves RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS (64).
   */
  CreateEndpoint(argument: _viommu_v1_CreateEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  CreateEndpoint(argument: _viommu_v1_CreateEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  CreateEndpoint(argument: _viommu_v1_CreateEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  CreateEndpoint(argument: _viommu_v1_CreateEndpointRequest, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Creates an endpoint. An external one begins DISCONNECTED.
   * 
   * Errors: ENDPOINT_EXISTS, REQUESTER_ID_OUT_OF_RANGE, REQUESTER_ID_TAKEN, VIRTUAL_ID_TAKEN, PRI_NEEDS_ATS,
   * PRI_NOT_SUPPORTED (profile VIRTIO), PRI_PARENT_INVALID, STALL_NOT_SUPPORTED, STALL_NOT_ALLOWED,
   * QUEUE_PARENT_INVALID, FIELD_NOT_APPLICABLE, CAPABILITY_OUT_OF_RANGE, LIMIT_EXCEEDED (max_endpoints); of the IOVAs it
   * reserves RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS (64).
   */
  createEndpoint(argument: _viommu_v1_CreateEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  createEndpoint(argument: _viommu_v1_CreateEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  createEndpoint(argument: _viommu_v1_CreateEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  createEndpoint(argument: _viommu_v1_CreateEndpointRequest, callback: grpc.requestCallback<_viommu_v1_CreateEndpointResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes an endpoint: unclosed groups are dropped, complete ones discarded, open invalidations end ENDPOINT_GONE.
   * 
   * Errors: BUSY (metadata `holder`: it is attached, or other endpoints share its page-request interface) unless
   * `force`, which detaches first and deletes those others as well.
   */
  DeleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  DeleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  DeleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  DeleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes an endpoint: unclosed groups are dropped, complete ones discarded, open invalidations end ENDPOINT_GONE.
   * 
   * Errors: BUSY (metadata `holder`: it is attached, or other endpoints share its page-request interface) unless
   * `force`, which detaches first and deletes those others as well.
   */
  deleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  deleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  deleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  deleteEndpoint(argument: _viommu_v1_DeleteEndpointRequest, callback: grpc.requestCallback<_viommu_v1_DeleteEndpointResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Clears PRI Enable. Nothing new is sent; what is outstanding stays answerable, and Stopped is set after that.
   * Idempotent.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED.
   */
  DisablePri(argument: _viommu_v1_DisablePriRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  DisablePri(argument: _viommu_v1_DisablePriRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  DisablePri(argument: _viommu_v1_DisablePriRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  DisablePri(argument: _viommu_v1_DisablePriRequest, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Clears PRI Enable. Nothing new is sent; what is outstanding stays answerable, and Stopped is set after that.
   * Idempotent.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED.
   */
  disablePri(argument: _viommu_v1_DisablePriRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  disablePri(argument: _viommu_v1_DisablePriRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  disablePri(argument: _viommu_v1_DisablePriRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  disablePri(argument: _viommu_v1_DisablePriRequest, callback: grpc.requestCallback<_viommu_v1_DisablePriResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets PRI Enable with an allocation of credits. Clears RF, UPRGI and Stopped.
   * 
   * With `allow_violation`, enabling before PRI has stopped is done and recorded (R-PRI-03): what was outstanding is
   * forgotten; another allocation while enabled is recorded and has no effect (R-PRI-05).
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED (metadata `parent_endpoint_id`: the interface is another endpoint's),
   * PRI_BUSY (already enabled, or not yet stopped), ATS_DISABLED, CAPABILITY_OUT_OF_RANGE (allocation 0 or above the
   * capacity).
   */
  EnablePri(argument: _viommu_v1_EnablePriRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  EnablePri(argument: _viommu_v1_EnablePriRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  EnablePri(argument: _viommu_v1_EnablePriRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  EnablePri(argument: _viommu_v1_EnablePriRequest, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sets PRI Enable with an allocation of credits. Clears RF, UPRGI and Stopped.
   * 
   * With `allow_violation`, enabling before PRI has stopped is done and recorded (R-PRI-03): what was outstanding is
   * forgotten; another allocation while enabled is recorded and has no effect (R-PRI-05).
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED (metadata `parent_endpoint_id`: the interface is another endpoint's),
   * PRI_BUSY (already enabled, or not yet stopped), ATS_DISABLED, CAPABILITY_OUT_OF_RANGE (allocation 0 or above the
   * capacity).
   */
  enablePri(argument: _viommu_v1_EnablePriRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  enablePri(argument: _viommu_v1_EnablePriRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  enablePri(argument: _viommu_v1_EnablePriRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  enablePri(argument: _viommu_v1_EnablePriRequest, callback: grpc.requestCallback<_viommu_v1_EnablePriResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns an endpoint.
   */
  GetEndpoint(argument: _viommu_v1_GetEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  GetEndpoint(argument: _viommu_v1_GetEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  GetEndpoint(argument: _viommu_v1_GetEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  GetEndpoint(argument: _viommu_v1_GetEndpointRequest, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns an endpoint.
   */
  getEndpoint(argument: _viommu_v1_GetEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  getEndpoint(argument: _viommu_v1_GetEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  getEndpoint(argument: _viommu_v1_GetEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  getEndpoint(argument: _viommu_v1_GetEndpointRequest, callback: grpc.requestCallback<_viommu_v1_GetEndpointResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a hosted endpoint transfer data, and waits for the end. Page requests it needs are sent in groups.
   * A fault or a refused page is a result, not an error. Not idempotent without `request_id`.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW (the range passes 2^64-1), TRANSFER_REQUIRED,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, PASID_NOT_ALLOWED (translated addresses carry none), PASID_STOPPED,
   * LIMIT_EXCEEDED (max_outstanding_dma), ENDPOINT_NOT_HOSTED.
   */
  IssueDma(argument: _viommu_v1_IssueDmaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  IssueDma(argument: _viommu_v1_IssueDmaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  IssueDma(argument: _viommu_v1_IssueDmaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  IssueDma(argument: _viommu_v1_IssueDmaRequest, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a hosted endpoint transfer data, and waits for the end. Page requests it needs are sent in groups.
   * A fault or a refused page is a result, not an error. Not idempotent without `request_id`.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW (the range passes 2^64-1), TRANSFER_REQUIRED,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, PASID_NOT_ALLOWED (translated addresses carry none), PASID_STOPPED,
   * LIMIT_EXCEEDED (max_outstanding_dma), ENDPOINT_NOT_HOSTED.
   */
  issueDma(argument: _viommu_v1_IssueDmaRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  issueDma(argument: _viommu_v1_IssueDmaRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  issueDma(argument: _viommu_v1_IssueDmaRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  issueDma(argument: _viommu_v1_IssueDmaRequest, callback: grpc.requestCallback<_viommu_v1_IssueDmaResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a hosted endpoint ask for translations; what is granted goes to its ATC.
   * 
   * Errors: ADDRESS_MISALIGNED, PAGE_COUNT_OUT_OF_RANGE (1 to 512), ADDRESS_OVERFLOW, PERMISSIONS_INVALID,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, ATS_NOT_SUPPORTED, LIMIT_EXCEEDED (max_grants_per_endpoint),
   * ENDPOINT_NOT_HOSTED.
   */
  IssueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  IssueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  IssueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  IssueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a hosted endpoint ask for translations; what is granted goes to its ATC.
   * 
   * Errors: ADDRESS_MISALIGNED, PAGE_COUNT_OUT_OF_RANGE (1 to 512), ADDRESS_OVERFLOW, PERMISSIONS_INVALID,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, ATS_NOT_SUPPORTED, LIMIT_EXCEEDED (max_grants_per_endpoint),
   * ENDPOINT_NOT_HOSTED.
   */
  issueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  issueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  issueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  issueTranslationRequest(argument: _viommu_v1_IssueTranslationRequestRequest, callback: grpc.requestCallback<_viommu_v1_IssueTranslationRequestResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists a vIOMMU's endpoints, ordered by id.
   */
  ListEndpoints(argument: _viommu_v1_ListEndpointsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  ListEndpoints(argument: _viommu_v1_ListEndpointsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  ListEndpoints(argument: _viommu_v1_ListEndpointsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  ListEndpoints(argument: _viommu_v1_ListEndpointsRequest, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists a vIOMMU's endpoints, ordered by id.
   */
  listEndpoints(argument: _viommu_v1_ListEndpointsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  listEndpoints(argument: _viommu_v1_ListEndpointsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  listEndpoints(argument: _viommu_v1_ListEndpointsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  listEndpoints(argument: _viommu_v1_ListEndpointsRequest, callback: grpc.requestCallback<_viommu_v1_ListEndpointsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Function level reset: ATS and PRI off, the ATC empty, unclosed groups dropped, complete ones discarded, open
   * invalidations end ENDPOINT_GONE, DMA ends ENDPOINT_GONE. Attachments stay. Endpoints that share this one's
   * page-request interface are reset with it; the reset of one that shares another's leaves that interface enabled.
   */
  ResetFunction(argument: _viommu_v1_ResetFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  ResetFunction(argument: _viommu_v1_ResetFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  ResetFunction(argument: _viommu_v1_ResetFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  ResetFunction(argument: _viommu_v1_ResetFunctionRequest, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Function level reset: ATS and PRI off, the ATC empty, unclosed groups dropped, complete ones discarded, open
   * invalidations end ENDPOINT_GONE, DMA ends ENDPOINT_GONE. Attachments stay. Endpoints that share this one's
   * page-request interface are reset with it; the reset of one that shares another's leaves that interface enabled.
   */
  resetFunction(argument: _viommu_v1_ResetFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  resetFunction(argument: _viommu_v1_ResetFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  resetFunction(argument: _viommu_v1_ResetFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  resetFunction(argument: _viommu_v1_ResetFunctionRequest, callback: grpc.requestCallback<_viommu_v1_ResetFunctionResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets PRI Reset: credits and unclosed groups are forgotten, Stopped is set. Groups already complete stay pending;
   * their answers are IGNORED_PRI_OFF.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED, PRI_ENABLED (R-PRI-09: honoured only while PRI is disabled; with
   * `allow_violation` it is recorded and has no effect).
   */
  ResetPri(argument: _viommu_v1_ResetPriRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  ResetPri(argument: _viommu_v1_ResetPriRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  ResetPri(argument: _viommu_v1_ResetPriRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  ResetPri(argument: _viommu_v1_ResetPriRequest, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sets PRI Reset: credits and unclosed groups are forgotten, Stopped is set. Groups already complete stay pending;
   * their answers are IGNORED_PRI_OFF.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED, PRI_ENABLED (R-PRI-09: honoured only while PRI is disabled; with
   * `allow_violation` it is recorded and has no effect).
   */
  resetPri(argument: _viommu_v1_ResetPriRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  resetPri(argument: _viommu_v1_ResetPriRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  resetPri(argument: _viommu_v1_ResetPriRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  resetPri(argument: _viommu_v1_ResetPriRequest, callback: grpc.requestCallback<_viommu_v1_ResetPriResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes the link of an endpoint down, or up again. While it is down nothing passes between the endpoint and the vIOMMU,
   * which is not told, as with a removal that nobody noticed: accesses are aborted (LINK_DOWN), what the endpoint would
   * send is refused, page responses and invalidations sent to it are lost and counted, so that invalidations time out.
   * When it comes up the function has been reset (PCIe 6.6.1), unless `keep_state`. Idempotent.
   * 
   * Errors: ENDPOINT_REMOVED, FIELD_NOT_APPLICABLE (`keep_state` with `down`).
   */
  SetLink(argument: _viommu_v1_SetLinkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  SetLink(argument: _viommu_v1_SetLinkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  SetLink(argument: _viommu_v1_SetLinkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  SetLink(argument: _viommu_v1_SetLinkRequest, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes the link of an endpoint down, or up again. While it is down nothing passes between the endpoint and the vIOMMU,
   * which is not told, as with a removal that nobody noticed: accesses are aborted (LINK_DOWN), what the endpoint would
   * send is refused, page responses and invalidations sent to it are lost and counted, so that invalidations time out.
   * When it comes up the function has been reset (PCIe 6.6.1), unless `keep_state`. Idempotent.
   * 
   * Errors: ENDPOINT_REMOVED, FIELD_NOT_APPLICABLE (`keep_state` with `down`).
   */
  setLink(argument: _viommu_v1_SetLinkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  setLink(argument: _viommu_v1_SetLinkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  setLink(argument: _viommu_v1_SetLinkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  setLink(argument: _viommu_v1_SetLinkRequest, callback: grpc.requestCallback<_viommu_v1_SetLinkResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a hosted endpoint stop using a PASID (PCIe 6.20.1, R-PRI-46): an operation, which this call waits for. No new
   * page request or DMA uses it until it is attached or replaced, or the function is reset; DMA that waits ends
   * PASID_STOPPED; the ATC forgets it. Unclosed groups are dropped at once. What is complete ends as the style says.
   * Later answers are AUTO_ANSWERED. Stopping a stopped PASID does nothing.
   * 
   * Errors: PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, FIELD_REQUIRED (`pasid`), FIELD_NOT_APPLICABLE (a time limit
   * where nothing is waited for), ENDPOINT_NOT_HOSTED, TIMEOUT_INVALID, LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  StopPasid(argument: _viommu_v1_StopPasidRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  StopPasid(argument: _viommu_v1_StopPasidRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  StopPasid(argument: _viommu_v1_StopPasidRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  StopPasid(argument: _viommu_v1_StopPasidRequest, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a hosted endpoint stop using a PASID (PCIe 6.20.1, R-PRI-46): an operation, which this call waits for. No new
   * page request or DMA uses it until it is attached or replaced, or the function is reset; DMA that waits ends
   * PASID_STOPPED; the ATC forgets it. Unclosed groups are dropped at once. What is complete ends as the style says.
   * Later answers are AUTO_ANSWERED. Stopping a stopped PASID does nothing.
   * 
   * Errors: PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, FIELD_REQUIRED (`pasid`), FIELD_NOT_APPLICABLE (a time limit
   * where nothing is waited for), ENDPOINT_NOT_HOSTED, TIMEOUT_INVALID, LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  stopPasid(argument: _viommu_v1_StopPasidRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  stopPasid(argument: _viommu_v1_StopPasidRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  stopPasid(argument: _viommu_v1_StopPasidRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  stopPasid(argument: _viommu_v1_StopPasidRequest, callback: grpc.requestCallback<_viommu_v1_StopPasidResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a hosted endpoint send page requests; PRI enable, credits and indexes apply. The request that takes the last
   * credit closes its group (R-PRI-21), which `closed_groups` says.
   * 
   * With `allow_violation` the endpoint sends what it must not, and each is recorded as a violation: while PRI is
   * disabled (R-PRI-13), beyond the allocation (R-PRI-20), the last credit without closing the group (R-PRI-21), an index
   * that is in use (R-PRI-28) or open under another PASID (R-PRI-29), execute without read (R-PRI-32), execute or
   * privileged without their enable (R-PRI-33) or without a PASID (R-PRI-31: the vIOMMU takes them for absent), neither
   * read nor write without `last` (R-PRI-36), a Stop Marker without PASID (R-PRI-41) or before the last page of a group
   * of its PASID (R-PRI-46), a stopped PASID (R-PRI-47).
   * 
   * Errors of an item: those of `PageRequestItem`, PRI_NOT_SUPPORTED, PRI_DISABLED (R-PRI-13),
   * PRI_CREDITS_EXHAUSTED (R-PRI-20), PRGI_IN_USE (R-PRI-28, R-PRI-29), PASID_STOPPED (R-PRI-47), and with
   * `allow_violation` LIMIT_EXCEEDED: max_open_page_requests beyond the allocation, max_partial_pages for one more unclosed
   * group of an endpoint that has 512.
   */
  SubmitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  SubmitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  SubmitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  SubmitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a hosted endpoint send page requests; PRI enable, credits and indexes apply. The request that takes the last
   * credit closes its group (R-PRI-21), which `closed_groups` says.
   * 
   * With `allow_violation` the endpoint sends what it must not, and each is recorded as a violation: while PRI is
   * disabled (R-PRI-13), beyond the allocation (R-PRI-20), the last credit without closing the group (R-PRI-21), an index
   * that is in use (R-PRI-28) or open under another PASID (R-PRI-29), execute without read (R-PRI-32), execute or
   * privileged without their enable (R-PRI-33) or without a PASID (R-PRI-31: the vIOMMU takes them for absent), neither
   * read nor write without `last` (R-PRI-36), a Stop Marker without PASID (R-PRI-41) or before the last page of a group
   * of its PASID (R-PRI-46), a stopped PASID (R-PRI-47).
   * 
   * Errors of an item: those of `PageRequestItem`, PRI_NOT_SUPPORTED, PRI_DISABLED (R-PRI-13),
   * PRI_CREDITS_EXHAUSTED (R-PRI-20), PRGI_IN_USE (R-PRI-28, R-PRI-29), PASID_STOPPED (R-PRI-47), and with
   * `allow_violation` LIMIT_EXCEEDED: max_open_page_requests beyond the allocation, max_partial_pages for one more unclosed
   * group of an endpoint that has 512.
   */
  submitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  submitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  submitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  submitPageRequests(argument: _viommu_v1_SubmitPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_SubmitPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Removes the endpoint as if it had been pulled out: as a function reset, and it stays REMOVED until deleted.
   * Endpoints that share its page-request interface go with it.
   */
  SurpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  SurpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  SurpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  SurpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Removes the endpoint as if it had been pulled out: as a function reset, and it stays REMOVED until deleted.
   * Endpoints that share its page-request interface go with it.
   */
  surpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  surpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  surpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  surpriseRemove(argument: _viommu_v1_SurpriseRemoveRequest, callback: grpc.requestCallback<_viommu_v1_SurpriseRemoveResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Enables or disables ATS, and changes the vIOMMU's entry for the endpoint. Disabling ATS empties the endpoint's ATC:
   * an operation, which this call waits for. A change of the context invalidates nothing: that is software's job.
   * 
   * Errors: ATS_NOT_SUPPORTED, UPDATE_REQUIRED (nothing to update), PRI_ENABLED (disable PRI before ATS),
   * TIMEOUT_INVALID, LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  UpdateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  UpdateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  UpdateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  UpdateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Enables or disables ATS, and changes the vIOMMU's entry for the endpoint. Disabling ATS empties the endpoint's ATC:
   * an operation, which this call waits for. A change of the context invalidates nothing: that is software's job.
   * 
   * Errors: ATS_NOT_SUPPORTED, UPDATE_REQUIRED (nothing to update), PRI_ENABLED (disable PRI before ATS),
   * TIMEOUT_INVALID, LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  updateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  updateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  updateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  updateEndpoint(argument: _viommu_v1_UpdateEndpointRequest, callback: grpc.requestCallback<_viommu_v1_UpdateEndpointResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams what an endpoint receives, beginning with its state. Order is that of the events. A reader that is too
   * slow gets `skipped`.
   * 
   * Errors: HEARTBEAT_OUT_OF_RANGE, LIMIT_EXCEEDED (max_streams).
   */
  WatchEndpoint(argument: _viommu_v1_WatchEndpointRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchEndpointResponse__Output>;
  WatchEndpoint(argument: _viommu_v1_WatchEndpointRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchEndpointResponse__Output>;
  /**
   * Streams what an endpoint receives, beginning with its state. Order is that of the events. A reader that is too
   * slow gets `skipped`.
   * 
   * Errors: HEARTBEAT_OUT_OF_RANGE, LIMIT_EXCEEDED (max_streams).
   */
  watchEndpoint(argument: _viommu_v1_WatchEndpointRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchEndpointResponse__Output>;
  watchEndpoint(argument: _viommu_v1_WatchEndpointRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchEndpointResponse__Output>;
  
}

/**
 * Creates endpoints, operates their capability registers, and acts as a hosted endpoint.
 * 
 * Errors of every call that names an endpoint: ENDPOINT_NOT_FOUND; where it must act or change, ENDPOINT_REMOVED, and
 * ENDPOINT_DISCONNECTED for an external endpoint without a device model; where it must send something, LINK_DOWN.
 * 
 * `IssueDma`, `IssueTranslationRequest`, `SubmitPageRequests` and `CompleteInvalidation` are refused for external endpoints
 * (ENDPOINT_NOT_HOSTED), whose model says the same on `ChannelService.EndpointChannel`.
 */
export interface EndpointServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Clears PRI status bits, as writing 1 to them does (R-PRI-02). Idempotent.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED, UPDATE_REQUIRED (no bit named).
   */
  ClearPriStatus: grpc.handleUnaryCall<_viommu_v1_ClearPriStatusRequest__Output, _viommu_v1_ClearPriStatusResponse>;
  
  /**
   * Completes device-TLB invalidations of a hosted endpoint with MANUAL completion. A tag that is not outstanding is
   * counted, recorded as a violation (R-INV-04) and otherwise harmless.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (32), ITAG_OUT_OF_RANGE, CAPABILITY_OUT_OF_RANGE (the count),
   * REQUESTER_ID_OUT_OF_RANGE, COMPLETION_NOT_MANUAL, ENDPOINT_NOT_HOSTED.
   */
  CompleteInvalidation: grpc.handleUnaryCall<_viommu_v1_CompleteInvalidationRequest__Output, _viommu_v1_CompleteInvalidationResponse>;
  
  /**
   * Creates an endpoint. An external one begins DISCONNECTED.
   * 
   * Errors: ENDPOINT_EXISTS, REQUESTER_ID_OUT_OF_RANGE, REQUESTER_ID_TAKEN, VIRTUAL_ID_TAKEN, PRI_NEEDS_ATS,
   * PRI_NOT_SUPPORTED (profile VIRTIO), PRI_PARENT_INVALID, STALL_NOT_SUPPORTED, STALL_NOT_ALLOWED,
   * QUEUE_PARENT_INVALID, FIELD_NOT_APPLICABLE, CAPABILITY_OUT_OF_RANGE, LIMIT_EXCEEDED (max_endpoints); of the IOVAs it
   * reserves RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS (64).
   */
  CreateEndpoint: grpc.handleUnaryCall<_viommu_v1_CreateEndpointRequest__Output, _viommu_v1_CreateEndpointResponse>;
  
  /**
   * Deletes an endpoint: unclosed groups are dropped, complete ones discarded, open invalidations end ENDPOINT_GONE.
   * 
   * Errors: BUSY (metadata `holder`: it is attached, or other endpoints share its page-request interface) unless
   * `force`, which detaches first and deletes those others as well.
   */
  DeleteEndpoint: grpc.handleUnaryCall<_viommu_v1_DeleteEndpointRequest__Output, _viommu_v1_DeleteEndpointResponse>;
  
  /**
   * Clears PRI Enable. Nothing new is sent; what is outstanding stays answerable, and Stopped is set after that.
   * Idempotent.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED.
   */
  DisablePri: grpc.handleUnaryCall<_viommu_v1_DisablePriRequest__Output, _viommu_v1_DisablePriResponse>;
  
  /**
   * Sets PRI Enable with an allocation of credits. Clears RF, UPRGI and Stopped.
   * 
   * With `allow_violation`, enabling before PRI has stopped is done and recorded (R-PRI-03): what was outstanding is
   * forgotten; another allocation while enabled is recorded and has no effect (R-PRI-05).
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED (metadata `parent_endpoint_id`: the interface is another endpoint's),
   * PRI_BUSY (already enabled, or not yet stopped), ATS_DISABLED, CAPABILITY_OUT_OF_RANGE (allocation 0 or above the
   * capacity).
   */
  EnablePri: grpc.handleUnaryCall<_viommu_v1_EnablePriRequest__Output, _viommu_v1_EnablePriResponse>;
  
  /**
   * Returns an endpoint.
   */
  GetEndpoint: grpc.handleUnaryCall<_viommu_v1_GetEndpointRequest__Output, _viommu_v1_GetEndpointResponse>;
  
  /**
   * Makes a hosted endpoint transfer data, and waits for the end. Page requests it needs are sent in groups.
   * A fault or a refused page is a result, not an error. Not idempotent without `request_id`.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW (the range passes 2^64-1), TRANSFER_REQUIRED,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, PASID_NOT_ALLOWED (translated addresses carry none), PASID_STOPPED,
   * LIMIT_EXCEEDED (max_outstanding_dma), ENDPOINT_NOT_HOSTED.
   */
  IssueDma: grpc.handleUnaryCall<_viommu_v1_IssueDmaRequest__Output, _viommu_v1_IssueDmaResponse>;
  
  /**
   * Makes a hosted endpoint ask for translations; what is granted goes to its ATC.
   * 
   * Errors: ADDRESS_MISALIGNED, PAGE_COUNT_OUT_OF_RANGE (1 to 512), ADDRESS_OVERFLOW, PERMISSIONS_INVALID,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, ATS_NOT_SUPPORTED, LIMIT_EXCEEDED (max_grants_per_endpoint),
   * ENDPOINT_NOT_HOSTED.
   */
  IssueTranslationRequest: grpc.handleUnaryCall<_viommu_v1_IssueTranslationRequestRequest__Output, _viommu_v1_IssueTranslationRequestResponse>;
  
  /**
   * Lists a vIOMMU's endpoints, ordered by id.
   */
  ListEndpoints: grpc.handleUnaryCall<_viommu_v1_ListEndpointsRequest__Output, _viommu_v1_ListEndpointsResponse>;
  
  /**
   * Function level reset: ATS and PRI off, the ATC empty, unclosed groups dropped, complete ones discarded, open
   * invalidations end ENDPOINT_GONE, DMA ends ENDPOINT_GONE. Attachments stay. Endpoints that share this one's
   * page-request interface are reset with it; the reset of one that shares another's leaves that interface enabled.
   */
  ResetFunction: grpc.handleUnaryCall<_viommu_v1_ResetFunctionRequest__Output, _viommu_v1_ResetFunctionResponse>;
  
  /**
   * Sets PRI Reset: credits and unclosed groups are forgotten, Stopped is set. Groups already complete stay pending;
   * their answers are IGNORED_PRI_OFF.
   * 
   * Errors: PRI_NOT_SUPPORTED, PRI_SHARED, PRI_ENABLED (R-PRI-09: honoured only while PRI is disabled; with
   * `allow_violation` it is recorded and has no effect).
   */
  ResetPri: grpc.handleUnaryCall<_viommu_v1_ResetPriRequest__Output, _viommu_v1_ResetPriResponse>;
  
  /**
   * Takes the link of an endpoint down, or up again. While it is down nothing passes between the endpoint and the vIOMMU,
   * which is not told, as with a removal that nobody noticed: accesses are aborted (LINK_DOWN), what the endpoint would
   * send is refused, page responses and invalidations sent to it are lost and counted, so that invalidations time out.
   * When it comes up the function has been reset (PCIe 6.6.1), unless `keep_state`. Idempotent.
   * 
   * Errors: ENDPOINT_REMOVED, FIELD_NOT_APPLICABLE (`keep_state` with `down`).
   */
  SetLink: grpc.handleUnaryCall<_viommu_v1_SetLinkRequest__Output, _viommu_v1_SetLinkResponse>;
  
  /**
   * Makes a hosted endpoint stop using a PASID (PCIe 6.20.1, R-PRI-46): an operation, which this call waits for. No new
   * page request or DMA uses it until it is attached or replaced, or the function is reset; DMA that waits ends
   * PASID_STOPPED; the ATC forgets it. Unclosed groups are dropped at once. What is complete ends as the style says.
   * Later answers are AUTO_ANSWERED. Stopping a stopped PASID does nothing.
   * 
   * Errors: PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, FIELD_REQUIRED (`pasid`), FIELD_NOT_APPLICABLE (a time limit
   * where nothing is waited for), ENDPOINT_NOT_HOSTED, TIMEOUT_INVALID, LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  StopPasid: grpc.handleUnaryCall<_viommu_v1_StopPasidRequest__Output, _viommu_v1_StopPasidResponse>;
  
  /**
   * Makes a hosted endpoint send page requests; PRI enable, credits and indexes apply. The request that takes the last
   * credit closes its group (R-PRI-21), which `closed_groups` says.
   * 
   * With `allow_violation` the endpoint sends what it must not, and each is recorded as a violation: while PRI is
   * disabled (R-PRI-13), beyond the allocation (R-PRI-20), the last credit without closing the group (R-PRI-21), an index
   * that is in use (R-PRI-28) or open under another PASID (R-PRI-29), execute without read (R-PRI-32), execute or
   * privileged without their enable (R-PRI-33) or without a PASID (R-PRI-31: the vIOMMU takes them for absent), neither
   * read nor write without `last` (R-PRI-36), a Stop Marker without PASID (R-PRI-41) or before the last page of a group
   * of its PASID (R-PRI-46), a stopped PASID (R-PRI-47).
   * 
   * Errors of an item: those of `PageRequestItem`, PRI_NOT_SUPPORTED, PRI_DISABLED (R-PRI-13),
   * PRI_CREDITS_EXHAUSTED (R-PRI-20), PRGI_IN_USE (R-PRI-28, R-PRI-29), PASID_STOPPED (R-PRI-47), and with
   * `allow_violation` LIMIT_EXCEEDED: max_open_page_requests beyond the allocation, max_partial_pages for one more unclosed
   * group of an endpoint that has 512.
   */
  SubmitPageRequests: grpc.handleUnaryCall<_viommu_v1_SubmitPageRequestsRequest__Output, _viommu_v1_SubmitPageRequestsResponse>;
  
  /**
   * Removes the endpoint as if it had been pulled out: as a function reset, and it stays REMOVED until deleted.
   * Endpoints that share its page-request interface go with it.
   */
  SurpriseRemove: grpc.handleUnaryCall<_viommu_v1_SurpriseRemoveRequest__Output, _viommu_v1_SurpriseRemoveResponse>;
  
  /**
   * Enables or disables ATS, and changes the vIOMMU's entry for the endpoint. Disabling ATS empties the endpoint's ATC:
   * an operation, which this call waits for. A change of the context invalidates nothing: that is software's job.
   * 
   * Errors: ATS_NOT_SUPPORTED, UPDATE_REQUIRED (nothing to update), PRI_ENABLED (disable PRI before ATS),
   * TIMEOUT_INVALID, LIMIT_EXCEEDED (max_waiting_invalidations).
   */
  UpdateEndpoint: grpc.handleUnaryCall<_viommu_v1_UpdateEndpointRequest__Output, _viommu_v1_UpdateEndpointResponse>;
  
  /**
   * Streams what an endpoint receives, beginning with its state. Order is that of the events. A reader that is too
   * slow gets `skipped`.
   * 
   * Errors: HEARTBEAT_OUT_OF_RANGE, LIMIT_EXCEEDED (max_streams).
   */
  WatchEndpoint: grpc.handleServerStreamingCall<_viommu_v1_WatchEndpointRequest__Output, _viommu_v1_WatchEndpointResponse>;
  
}

export interface EndpointServiceDefinition extends grpc.ServiceDefinition {
  ClearPriStatus: MethodDefinition<_viommu_v1_ClearPriStatusRequest, _viommu_v1_ClearPriStatusResponse, _viommu_v1_ClearPriStatusRequest__Output, _viommu_v1_ClearPriStatusResponse__Output>
  CompleteInvalidation: MethodDefinition<_viommu_v1_CompleteInvalidationRequest, _viommu_v1_CompleteInvalidationResponse, _viommu_v1_CompleteInvalidationRequest__Output, _viommu_v1_CompleteInvalidationResponse__Output>
  CreateEndpoint: MethodDefinition<_viommu_v1_CreateEndpointRequest, _viommu_v1_CreateEndpointResponse, _viommu_v1_CreateEndpointRequest__Output, _viommu_v1_CreateEndpointResponse__Output>
  DeleteEndpoint: MethodDefinition<_viommu_v1_DeleteEndpointRequest, _viommu_v1_DeleteEndpointResponse, _viommu_v1_DeleteEndpointRequest__Output, _viommu_v1_DeleteEndpointResponse__Output>
  DisablePri: MethodDefinition<_viommu_v1_DisablePriRequest, _viommu_v1_DisablePriResponse, _viommu_v1_DisablePriRequest__Output, _viommu_v1_DisablePriResponse__Output>
  EnablePri: MethodDefinition<_viommu_v1_EnablePriRequest, _viommu_v1_EnablePriResponse, _viommu_v1_EnablePriRequest__Output, _viommu_v1_EnablePriResponse__Output>
  GetEndpoint: MethodDefinition<_viommu_v1_GetEndpointRequest, _viommu_v1_GetEndpointResponse, _viommu_v1_GetEndpointRequest__Output, _viommu_v1_GetEndpointResponse__Output>
  IssueDma: MethodDefinition<_viommu_v1_IssueDmaRequest, _viommu_v1_IssueDmaResponse, _viommu_v1_IssueDmaRequest__Output, _viommu_v1_IssueDmaResponse__Output>
  IssueTranslationRequest: MethodDefinition<_viommu_v1_IssueTranslationRequestRequest, _viommu_v1_IssueTranslationRequestResponse, _viommu_v1_IssueTranslationRequestRequest__Output, _viommu_v1_IssueTranslationRequestResponse__Output>
  ListEndpoints: MethodDefinition<_viommu_v1_ListEndpointsRequest, _viommu_v1_ListEndpointsResponse, _viommu_v1_ListEndpointsRequest__Output, _viommu_v1_ListEndpointsResponse__Output>
  ResetFunction: MethodDefinition<_viommu_v1_ResetFunctionRequest, _viommu_v1_ResetFunctionResponse, _viommu_v1_ResetFunctionRequest__Output, _viommu_v1_ResetFunctionResponse__Output>
  ResetPri: MethodDefinition<_viommu_v1_ResetPriRequest, _viommu_v1_ResetPriResponse, _viommu_v1_ResetPriRequest__Output, _viommu_v1_ResetPriResponse__Output>
  SetLink: MethodDefinition<_viommu_v1_SetLinkRequest, _viommu_v1_SetLinkResponse, _viommu_v1_SetLinkRequest__Output, _viommu_v1_SetLinkResponse__Output>
  StopPasid: MethodDefinition<_viommu_v1_StopPasidRequest, _viommu_v1_StopPasidResponse, _viommu_v1_StopPasidRequest__Output, _viommu_v1_StopPasidResponse__Output>
  SubmitPageRequests: MethodDefinition<_viommu_v1_SubmitPageRequestsRequest, _viommu_v1_SubmitPageRequestsResponse, _viommu_v1_SubmitPageRequestsRequest__Output, _viommu_v1_SubmitPageRequestsResponse__Output>
  SurpriseRemove: MethodDefinition<_viommu_v1_SurpriseRemoveRequest, _viommu_v1_SurpriseRemoveResponse, _viommu_v1_SurpriseRemoveRequest__Output, _viommu_v1_SurpriseRemoveResponse__Output>
  UpdateEndpoint: MethodDefinition<_viommu_v1_UpdateEndpointRequest, _viommu_v1_UpdateEndpointResponse, _viommu_v1_UpdateEndpointRequest__Output, _viommu_v1_UpdateEndpointResponse__Output>
  WatchEndpoint: MethodDefinition<_viommu_v1_WatchEndpointRequest, _viommu_v1_WatchEndpointResponse, _viommu_v1_WatchEndpointRequest__Output, _viommu_v1_WatchEndpointResponse__Output>
}
