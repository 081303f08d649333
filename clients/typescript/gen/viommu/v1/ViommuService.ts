// Original file: proto/viommu/v1/viommu_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdvanceTimeRequest as _viommu_v1_AdvanceTimeRequest, AdvanceTimeRequest__Output as _viommu_v1_AdvanceTimeRequest__Output } from '../../viommu/v1/AdvanceTimeRequest';
import type { AdvanceTimeResponse as _viommu_v1_AdvanceTimeResponse, AdvanceTimeResponse__Output as _viommu_v1_AdvanceTimeResponse__Output } from '../../viommu/v1/AdvanceTimeResponse';
import type { CreateViommuRequest as _viommu_v1_CreateViommuRequest, CreateViommuRequest__Output as _viommu_v1_CreateViommuRequest__Output } from '../../viommu/v1/CreateViommuRequest';
import type { CreateViommuResponse as _viommu_v1_CreateViommuResponse, CreateViommuResponse__Output as _viommu_v1_CreateViommuResponse__Output } from '../../viommu/v1/CreateViommuResponse';
import type { DeleteViommuRequest as _viommu_v1_DeleteViommuRequest, DeleteViommuRequest__Output as _viommu_v1_DeleteViommuRequest__Output } from '../../viommu/v1/DeleteViommuRequest';
import type { DeleteViommuResponse as _viommu_v1_DeleteViommuResponse, DeleteViommuResponse__Output as _viommu_v1_DeleteViommuResponse__Output } from '../../viommu/v1/DeleteViommuResponse';
import type { GetInfoRequest as _viommu_v1_GetInfoRequest, GetInfoRequest__Output as _viommu_v1_GetInfoRequest__Output } from '../../viommu/v1/GetInfoRequest';
import type { GetInfoResponse as _viommu_v1_GetInfoResponse, GetInfoResponse__Output as _viommu_v1_GetInfoResponse__Output } from '../../viommu/v1/GetInfoResponse';
import type { GetViommuRequest as _viommu_v1_GetViommuRequest, GetViommuRequest__Output as _viommu_v1_GetViommuRequest__Output } from '../../viommu/v1/GetViommuRequest';
import type { GetViommuResponse as _viommu_v1_GetViommuResponse, GetViommuResponse__Output as _viommu_v1_GetViommuResponse__Output } from '../../viommu/v1/GetViommuResponse';
import type { ListViommusRequest as _viommu_v1_ListViommusRequest, ListViommusRequest__Output as _viommu_v1_ListViommusRequest__Output } from '../../viommu/v1/ListViommusRequest';
import type { ListViommusResponse as _viommu_v1_ListViommusResponse, ListViommusResponse__Output as _viommu_v1_ListViommusResponse__Output } from '../../viommu/v1/ListViommusResponse';
import type { ResetViommuRequest as _viommu_v1_ResetViommuRequest, ResetViommuRequest__Output as _viommu_v1_ResetViommuRequest__Output } from '../../viommu/v1/ResetViommuRequest';
import type { ResetViommuResponse as _viommu_v1_ResetViommuResponse, ResetViommuResponse__Output as _viommu_v1_ResetViommuResponse__Output } from '../../viommu/v1/ResetViommuResponse';
import type { UpdateViommuRequest as _viommu_v1_UpdateViommuRequest, UpdateViommuRequest__Output as _viommu_v1_UpdateViommuRequest__Output } from '../../viommu/v1/UpdateViommuRequest';
import type { UpdateViommuResponse as _viommu_v1_UpdateViommuResponse, UpdateViommuResponse__Output as _viommu_v1_UpdateViommuResponse__Output } from '../../viommu/v1/UpdateViommuResponse';

/**
 * Creates and keeps vIOMMUs.
 * 
 * Every call of every service that names a vIOMMU may also carry its id as metadata `viommu-id`, as a key for routers;
 * when both are given and differ the call is refused (VIOMMU_ID_CONFLICT). A malformed id is VIOMMU_ID_INVALID; a call
 * that needs a vIOMMU which does not exist ends NOT_FOUND with reason VIOMMU_NOT_FOUND. Every refusal is a gRPC status
 * with one `google.rpc.ErrorInfo` (domain `viommu`) whose reason is one of those named here, and leaves everything
 * unchanged; a call on a vIOMMU that was deleted meanwhile ends VIOMMU_DELETED.
 * 
 * `request_id`, where a request has one: up to 64 characters chosen by the client. The same request repeated with it gets
 * the first result, or joins the running operation; another request with it is refused (REQUEST_ID_REUSED). The last 1024
 * ids of a vIOMMU are remembered until it is reset, fewer when their results take more than 16 MiB. Errors:
 * REQUEST_ID_INVALID.
 * 
 * Lists: `page_size` 0 means 100, more than 1000 is taken as 1000; an unknown `page_token` is refused
 * (PAGE_TOKEN_INVALID).
 * 
 * Errors of every call: VIOMMU_ID_INVALID, VIOMMU_NOT_FOUND, VIOMMU_ID_CONFLICT, VIOMMU_DELETED, where the request has
 * such fields REQUEST_ID_INVALID, REQUEST_ID_REUSED, PAGE_TOKEN_INVALID, for a number that an enum does not have
 * ENUM_VALUE_UNKNOWN, METHOD_NOT_ALLOWED_HERE (the listener's allow-list), SERVER_STOPPING, INTERNAL (a defect).
 */
export interface ViommuServiceClient extends grpc.Client {
  /**
   * Moves a VIRTUAL clock forward; everything that falls due on the way happens at its own time, in order. With
   * `after_barrier_endpoint_ids` a barrier is sent to each of these external endpoints first, and time moves when all
   * have answered, so that whatever their models had to say is said before: scripts then repeat exactly. If the call ends
   * before, time has not moved.
   * 
   * Errors: CLOCK_NOT_VIRTUAL, TIME_NOT_FORWARD, TIME_REQUIRED; of barriers: ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL,
   * ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED (also when it disconnects meanwhile), TOO_MANY_ITEMS, LIMIT_EXCEEDED
   * (max_unanswered_barriers).
   */
  AdvanceTime(argument: _viommu_v1_AdvanceTimeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  AdvanceTime(argument: _viommu_v1_AdvanceTimeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  AdvanceTime(argument: _viommu_v1_AdvanceTimeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  AdvanceTime(argument: _viommu_v1_AdvanceTimeRequest, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Moves a VIRTUAL clock forward; everything that falls due on the way happens at its own time, in order. With
   * `after_barrier_endpoint_ids` a barrier is sent to each of these external endpoints first, and time moves when all
   * have answered, so that whatever their models had to say is said before: scripts then repeat exactly. If the call ends
   * before, time has not moved.
   * 
   * Errors: CLOCK_NOT_VIRTUAL, TIME_NOT_FORWARD, TIME_REQUIRED; of barriers: ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL,
   * ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED (also when it disconnects meanwhile), TOO_MANY_ITEMS, LIMIT_EXCEEDED
   * (max_unanswered_barriers).
   */
  advanceTime(argument: _viommu_v1_AdvanceTimeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  advanceTime(argument: _viommu_v1_AdvanceTimeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  advanceTime(argument: _viommu_v1_AdvanceTimeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  advanceTime(argument: _viommu_v1_AdvanceTimeRequest, callback: grpc.requestCallback<_viommu_v1_AdvanceTimeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Creates a vIOMMU. Idempotent with `request_id`.
   * 
   * Errors: VIOMMU_ID_INVALID, VIOMMU_EXISTS, LIMIT_OUT_OF_RANGE, WIDTH_OUT_OF_RANGE, INCARNATION_NOT_ALLOWED,
   * INCARNATION_OUT_OF_RANGE, CODE_INVALID, TIMEOUT_INVALID, LIMIT_EXCEEDED (max_viommus, max_preallocated_bytes); of the
   * IOVAs it reserves RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS (64).
   */
  CreateViommu(argument: _viommu_v1_CreateViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  CreateViommu(argument: _viommu_v1_CreateViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  CreateViommu(argument: _viommu_v1_CreateViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  CreateViommu(argument: _viommu_v1_CreateViommuRequest, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Creates a vIOMMU. Idempotent with `request_id`.
   * 
   * Errors: VIOMMU_ID_INVALID, VIOMMU_EXISTS, LIMIT_OUT_OF_RANGE, WIDTH_OUT_OF_RANGE, INCARNATION_NOT_ALLOWED,
   * INCARNATION_OUT_OF_RANGE, CODE_INVALID, TIMEOUT_INVALID, LIMIT_EXCEEDED (max_viommus, max_preallocated_bytes); of the
   * IOVAs it reserves RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS (64).
   */
  createViommu(argument: _viommu_v1_CreateViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  createViommu(argument: _viommu_v1_CreateViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  createViommu(argument: _viommu_v1_CreateViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  createViommu(argument: _viommu_v1_CreateViommuRequest, callback: grpc.requestCallback<_viommu_v1_CreateViommuResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes a vIOMMU with everything in it. Its streams end with VIOMMU_DELETED, calls that wait end VIOMMU_DELETED.
   */
  DeleteViommu(argument: _viommu_v1_DeleteViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  DeleteViommu(argument: _viommu_v1_DeleteViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  DeleteViommu(argument: _viommu_v1_DeleteViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  DeleteViommu(argument: _viommu_v1_DeleteViommuRequest, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes a vIOMMU with everything in it. Its streams end with VIOMMU_DELETED, calls that wait end VIOMMU_DELETED.
   */
  deleteViommu(argument: _viommu_v1_DeleteViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  deleteViommu(argument: _viommu_v1_DeleteViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  deleteViommu(argument: _viommu_v1_DeleteViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  deleteViommu(argument: _viommu_v1_DeleteViommuRequest, callback: grpc.requestCallback<_viommu_v1_DeleteViommuResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says what the server is and can do.
   */
  GetInfo(argument: _viommu_v1_GetInfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  GetInfo(argument: _viommu_v1_GetInfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  GetInfo(argument: _viommu_v1_GetInfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  GetInfo(argument: _viommu_v1_GetInfoRequest, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says what the server is and can do.
   */
  getInfo(argument: _viommu_v1_GetInfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  getInfo(argument: _viommu_v1_GetInfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  getInfo(argument: _viommu_v1_GetInfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  getInfo(argument: _viommu_v1_GetInfoRequest, callback: grpc.requestCallback<_viommu_v1_GetInfoResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns a vIOMMU.
   */
  GetViommu(argument: _viommu_v1_GetViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  GetViommu(argument: _viommu_v1_GetViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  GetViommu(argument: _viommu_v1_GetViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  GetViommu(argument: _viommu_v1_GetViommuRequest, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a vIOMMU.
   */
  getViommu(argument: _viommu_v1_GetViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  getViommu(argument: _viommu_v1_GetViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  getViommu(argument: _viommu_v1_GetViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  getViommu(argument: _viommu_v1_GetViommuRequest, callback: grpc.requestCallback<_viommu_v1_GetViommuResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the server's vIOMMUs, ordered by id.
   */
  ListViommus(argument: _viommu_v1_ListViommusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  ListViommus(argument: _viommu_v1_ListViommusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  ListViommus(argument: _viommu_v1_ListViommusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  ListViommus(argument: _viommu_v1_ListViommusRequest, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the server's vIOMMUs, ordered by id.
   */
  listViommus(argument: _viommu_v1_ListViommusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  listViommus(argument: _viommu_v1_ListViommusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  listViommus(argument: _viommu_v1_ListViommusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  listViommus(argument: _viommu_v1_ListViommusRequest, callback: grpc.requestCallback<_viommu_v1_ListViommusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Resets a vIOMMU: domains, attachments and mappings go, complete groups are answered Invalid Request, unclosed ones
   * dropped, the clock starts at 0 and a new incarnation begins. Endpoints, their PRI state and guest memory stay.
   * Its streams end with RESET.
   * 
   * Errors: INCARNATION_NOT_ALLOWED, INCARNATION_OUT_OF_RANGE.
   */
  ResetViommu(argument: _viommu_v1_ResetViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  ResetViommu(argument: _viommu_v1_ResetViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  ResetViommu(argument: _viommu_v1_ResetViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  ResetViommu(argument: _viommu_v1_ResetViommuRequest, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Resets a vIOMMU: domains, attachments and mappings go, complete groups are answered Invalid Request, unclosed ones
   * dropped, the clock starts at 0 and a new incarnation begins. Endpoints, their PRI state and guest memory stay.
   * Its streams end with RESET.
   * 
   * Errors: INCARNATION_NOT_ALLOWED, INCARNATION_OUT_OF_RANGE.
   */
  resetViommu(argument: _viommu_v1_ResetViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  resetViommu(argument: _viommu_v1_ResetViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  resetViommu(argument: _viommu_v1_ResetViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  resetViommu(argument: _viommu_v1_ResetViommuRequest, callback: grpc.requestCallback<_viommu_v1_ResetViommuResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Changes the policy. Fields that are unset stay as they are. Idempotent.
   * 
   * Errors: CODE_INVALID, TIMEOUT_INVALID, WIDTH_OUT_OF_RANGE.
   */
  UpdateViommu(argument: _viommu_v1_UpdateViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  UpdateViommu(argument: _viommu_v1_UpdateViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  UpdateViommu(argument: _viommu_v1_UpdateViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  UpdateViommu(argument: _viommu_v1_UpdateViommuRequest, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Changes the policy. Fields that are unset stay as they are. Idempotent.
   * 
   * Errors: CODE_INVALID, TIMEOUT_INVALID, WIDTH_OUT_OF_RANGE.
   */
  updateViommu(argument: _viommu_v1_UpdateViommuRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  updateViommu(argument: _viommu_v1_UpdateViommuRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  updateViommu(argument: _viommu_v1_UpdateViommuRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  updateViommu(argument: _viommu_v1_UpdateViommuRequest, callback: grpc.requestCallback<_viommu_v1_UpdateViommuResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Creates and keeps vIOMMUs.
 * 
 * Every call of every service that names a vIOMMU may also carry its id as metadata `viommu-id`, as a key for routers;
 * when both are given and differ the call is refused (VIOMMU_ID_CONFLICT). A malformed id is VIOMMU_ID_INVALID; a call
 * that needs a vIOMMU which does not exist ends NOT_FOUND with reason VIOMMU_NOT_FOUND. Every refusal is a gRPC status
 * with one `google.rpc.ErrorInfo` (domain `viommu`) whose reason is one of those named here, and leaves everything
 * unchanged; a call on a vIOMMU that was deleted meanwhile ends VIOMMU_DELETED.
 * 
 * `request_id`, where a request has one: up to 64 characters chosen by the client. The same request repeated with it gets
 * the first result, or joins the running operation; another request with it is refused (REQUEST_ID_REUSED). The last 1024
 * ids of a vIOMMU are remembered until it is reset, fewer when their results take more than 16 MiB. Errors:
 * REQUEST_ID_INVALID.
 * 
 * Lists: `page_size` 0 means 100, more than 1000 is taken as 1000; an unknown `page_token` is refused
 * (PAGE_TOKEN_INVALID).
 * 
 * Errors of every call: VIOMMU_ID_INVALID, VIOMMU_NOT_FOUND, VIOMMU_ID_CONFLICT, VIOMMU_DELETED, where the request has
 * such fields REQUEST_ID_INVALID, REQUEST_ID_REUSED, PAGE_TOKEN_INVALID, for a number that an enum does not have
 * ENUM_VALUE_UNKNOWN, METHOD_NOT_ALLOWED_HERE (the listener's allow-list), SERVER_STOPPING, INTERNAL (a defect).
 */
export interface ViommuServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Moves a VIRTUAL clock forward; everything that falls due on the way happens at its own time, in order. With
   * `after_barrier_endpoint_ids` a barrier is sent to each of these external endpoints first, and time moves when all
   * have answered, so that whatever their models had to say is said before: scripts then repeat exactly. If the call ends
   * before, time has not moved.
   * 
   * Errors: CLOCK_NOT_VIRTUAL, TIME_NOT_FORWARD, TIME_REQUIRED; of barriers: ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL,
   * ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED (also when it disconnects meanwhile), TOO_MANY_ITEMS, LIMIT_EXCEEDED
   * (max_unanswered_barriers).
   */
  AdvanceTime: grpc.handleUnaryCall<_viommu_v1_AdvanceTimeRequest__Output, _viommu_v1_AdvanceTimeResponse>;
  
  /**
   * Creates a vIOMMU. Idempotent with `request_id`.
   * 
   * Errors: VIOMMU_ID_INVALID, VIOMMU_EXISTS, LIMIT_OUT_OF_RANGE, WIDTH_OUT_OF_RANGE, INCARNATION_NOT_ALLOWED,
   * INCARNATION_OUT_OF_RANGE, CODE_INVALID, TIMEOUT_INVALID, LIMIT_EXCEEDED (max_viommus, max_preallocated_bytes); of the
   * IOVAs it reserves RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, TOO_MANY_ITEMS (64).
   */
  CreateViommu: grpc.handleUnaryCall<_viommu_v1_CreateViommuRequest__Output, _viommu_v1_CreateViommuResponse>;
  
  /**
   * Deletes a vIOMMU with everything in it. Its streams end with VIOMMU_DELETED, calls that wait end VIOMMU_DELETED.
   */
  DeleteViommu: grpc.handleUnaryCall<_viommu_v1_DeleteViommuRequest__Output, _viommu_v1_DeleteViommuResponse>;
  
  /**
   * Says what the server is and can do.
   */
  GetInfo: grpc.handleUnaryCall<_viommu_v1_GetInfoRequest__Output, _viommu_v1_GetInfoResponse>;
  
  /**
   * Returns a vIOMMU.
   */
  GetViommu: grpc.handleUnaryCall<_viommu_v1_GetViommuRequest__Output, _viommu_v1_GetViommuResponse>;
  
  /**
   * Lists the server's vIOMMUs, ordered by id.
   */
  ListViommus: grpc.handleUnaryCall<_viommu_v1_ListViommusRequest__Output, _viommu_v1_ListViommusResponse>;
  
  /**
   * Resets a vIOMMU: domains, attachments and mappings go, complete groups are answered Invalid Request, unclosed ones
   * dropped, the clock starts at 0 and a new incarnation begins. Endpoints, their PRI state and guest memory stay.
   * Its streams end with RESET.
   * 
   * Errors: INCARNATION_NOT_ALLOWED, INCARNATION_OUT_OF_RANGE.
   */
  ResetViommu: grpc.handleUnaryCall<_viommu_v1_ResetViommuRequest__Output, _viommu_v1_ResetViommuResponse>;
  
  /**
   * Changes the policy. Fields that are unset stay as they are. Idempotent.
   * 
   * Errors: CODE_INVALID, TIMEOUT_INVALID, WIDTH_OUT_OF_RANGE.
   */
  UpdateViommu: grpc.handleUnaryCall<_viommu_v1_UpdateViommuRequest__Output, _viommu_v1_UpdateViommuResponse>;
  
}

export interface ViommuServiceDefinition extends grpc.ServiceDefinition {
  AdvanceTime: MethodDefinition<_viommu_v1_AdvanceTimeRequest, _viommu_v1_AdvanceTimeResponse, _viommu_v1_AdvanceTimeRequest__Output, _viommu_v1_AdvanceTimeResponse__Output>
  CreateViommu: MethodDefinition<_viommu_v1_CreateViommuRequest, _viommu_v1_CreateViommuResponse, _viommu_v1_CreateViommuRequest__Output, _viommu_v1_CreateViommuResponse__Output>
  DeleteViommu: MethodDefinition<_viommu_v1_DeleteViommuRequest, _viommu_v1_DeleteViommuResponse, _viommu_v1_DeleteViommuRequest__Output, _viommu_v1_DeleteViommuResponse__Output>
  GetInfo: MethodDefinition<_viommu_v1_GetInfoRequest, _viommu_v1_GetInfoResponse, _viommu_v1_GetInfoRequest__Output, _viommu_v1_GetInfoResponse__Output>
  GetViommu: MethodDefinition<_viommu_v1_GetViommuRequest, _viommu_v1_GetViommuResponse, _viommu_v1_GetViommuRequest__Output, _viommu_v1_GetViommuResponse__Output>
  ListViommus: MethodDefinition<_viommu_v1_ListViommusRequest, _viommu_v1_ListViommusResponse, _viommu_v1_ListViommusRequest__Output, _viommu_v1_ListViommusResponse__Output>
  ResetViommu: MethodDefinition<_viommu_v1_ResetViommuRequest, _viommu_v1_ResetViommuResponse, _viommu_v1_ResetViommuRequest__Output, _viommu_v1_ResetViommuResponse__Output>
  UpdateViommu: MethodDefinition<_viommu_v1_UpdateViommuRequest, _viommu_v1_UpdateViommuResponse, _viommu_v1_UpdateViommuRequest__Output, _viommu_v1_UpdateViommuResponse__Output>
}
