// Original file: proto/viommu/v1/fault_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetQueueStatisticsRequest as _viommu_v1_GetQueueStatisticsRequest, GetQueueStatisticsRequest__Output as _viommu_v1_GetQueueStatisticsRequest__Output } from '../../viommu/v1/GetQueueStatisticsRequest';
import type { GetQueueStatisticsResponse as _viommu_v1_GetQueueStatisticsResponse, GetQueueStatisticsResponse__Output as _viommu_v1_GetQueueStatisticsResponse__Output } from '../../viommu/v1/GetQueueStatisticsResponse';
import type { InjectFaultEventRequest as _viommu_v1_InjectFaultEventRequest, InjectFaultEventRequest__Output as _viommu_v1_InjectFaultEventRequest__Output } from '../../viommu/v1/InjectFaultEventRequest';
import type { InjectFaultEventResponse as _viommu_v1_InjectFaultEventResponse, InjectFaultEventResponse__Output as _viommu_v1_InjectFaultEventResponse__Output } from '../../viommu/v1/InjectFaultEventResponse';
import type { InjectPageRequestsRequest as _viommu_v1_InjectPageRequestsRequest, InjectPageRequestsRequest__Output as _viommu_v1_InjectPageRequestsRequest__Output } from '../../viommu/v1/InjectPageRequestsRequest';
import type { InjectPageRequestsResponse as _viommu_v1_InjectPageRequestsResponse, InjectPageRequestsResponse__Output as _viommu_v1_InjectPageRequestsResponse__Output } from '../../viommu/v1/InjectPageRequestsResponse';
import type { ListPageRequestGroupsRequest as _viommu_v1_ListPageRequestGroupsRequest, ListPageRequestGroupsRequest__Output as _viommu_v1_ListPageRequestGroupsRequest__Output } from '../../viommu/v1/ListPageRequestGroupsRequest';
import type { ListPageRequestGroupsResponse as _viommu_v1_ListPageRequestGroupsResponse, ListPageRequestGroupsResponse__Output as _viommu_v1_ListPageRequestGroupsResponse__Output } from '../../viommu/v1/ListPageRequestGroupsResponse';
import type { ResolvePageRequestsRequest as _viommu_v1_ResolvePageRequestsRequest, ResolvePageRequestsRequest__Output as _viommu_v1_ResolvePageRequestsRequest__Output } from '../../viommu/v1/ResolvePageRequestsRequest';
import type { ResolvePageRequestsResponse as _viommu_v1_ResolvePageRequestsResponse, ResolvePageRequestsResponse__Output as _viommu_v1_ResolvePageRequestsResponse__Output } from '../../viommu/v1/ResolvePageRequestsResponse';
import type { RespondToPageRequestsRequest as _viommu_v1_RespondToPageRequestsRequest, RespondToPageRequestsRequest__Output as _viommu_v1_RespondToPageRequestsRequest__Output } from '../../viommu/v1/RespondToPageRequestsRequest';
import type { RespondToPageRequestsResponse as _viommu_v1_RespondToPageRequestsResponse, RespondToPageRequestsResponse__Output as _viommu_v1_RespondToPageRequestsResponse__Output } from '../../viommu/v1/RespondToPageRequestsResponse';
import type { WatchFaultsRequest as _viommu_v1_WatchFaultsRequest, WatchFaultsRequest__Output as _viommu_v1_WatchFaultsRequest__Output } from '../../viommu/v1/WatchFaultsRequest';
import type { WatchFaultsResponse as _viommu_v1_WatchFaultsResponse, WatchFaultsResponse__Output as _viommu_v1_WatchFaultsResponse__Output } from '../../viommu/v1/WatchFaultsResponse';

/**
 * Delivers page-request groups and fault events, takes the answers, and injects both.
 */
export interface FaultServiceClient extends grpc.Client {
  /**
   * Returns the counters of the vIOMMU, a domain or an endpoint. At any time accepted = answered + auto_answered +
   * discarded + pending.
   * 
   * Errors: DOMAIN_NOT_FOUND, ENDPOINT_NOT_FOUND.
   */
  GetQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  GetQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  GetQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  GetQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns the counters of the vIOMMU, a domain or an endpoint. At any time accepted = answered + auto_answered +
   * discarded + pending.
   * 
   * Errors: DOMAIN_NOT_FOUND, ENDPOINT_NOT_FOUND.
   */
  getQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  getQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  getQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  getQueueStatistics(argument: _viommu_v1_GetQueueStatisticsRequest, callback: grpc.requestCallback<_viommu_v1_GetQueueStatisticsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reports a fault event as if the access had happened. Domain, cookie and generation are looked up.
   * 
   * Errors: ENDPOINT_NOT_FOUND, REASON_REQUIRED, REASON_INVALID, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED,
   * PERMISSIONS_INVALID.
   */
  InjectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  InjectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  InjectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  InjectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reports a fault event as if the access had happened. Domain, cookie and generation are looked up.
   * 
   * Errors: ENDPOINT_NOT_FOUND, REASON_REQUIRED, REASON_INVALID, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED,
   * PERMISSIONS_INVALID.
   */
  injectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  injectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  injectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  injectFaultEvent(argument: _viommu_v1_InjectFaultEventRequest, callback: grpc.requestCallback<_viommu_v1_InjectFaultEventResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lets page requests arrive at the vIOMMU as if an endpoint had sent them: attachment, grouping and queue apply, the
   * endpoint's PRI state and credits do not. Reports say `injected`; the answer is shown on `WatchEndpoint` and changes
   * no PRI state.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED, those of
   * `PageRequestItem`, LIMIT_EXCEEDED (max_partial_pages: it would open one more group).
   */
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lets page requests arrive at the vIOMMU as if an endpoint had sent them: attachment, grouping and queue apply, the
   * endpoint's PRI state and credits do not. Reports say `injected`; the answer is shown on `WatchEndpoint` and changes
   * no PRI state.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED, those of
   * `PageRequestItem`, LIMIT_EXCEEDED (max_partial_pages: it would open one more group).
   */
  injectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  injectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  injectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  injectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists complete, unanswered groups in the order they were queued, delivered or not.
   * 
   * Errors: DOMAIN_NOT_FOUND.
   */
  ListPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists complete, unanswered groups in the order they were queued, delivered or not.
   * 
   * Errors: DOMAIN_NOT_FOUND.
   */
  listPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  listPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  listPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  listPageRequestGroups(argument: _viommu_v1_ListPageRequestGroupsRequest, callback: grpc.requestCallback<_viommu_v1_ListPageRequestGroupsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Maps pages and answers a group Success, each item all or nothing: if a mapping is refused the group stays pending
   * and nothing is mapped; if the group has ended nothing is mapped. `if_mapped` unset means ACCEPT_IDENTICAL here.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096 items; 4096 mappings in all); of an item: those of `MapItem`,
   * PERMISSIONS_LOWERED (SET_PERMISSIONS may only raise here).
   */
  ResolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  ResolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  ResolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  ResolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Maps pages and answers a group Success, each item all or nothing: if a mapping is refused the group stays pending
   * and nothing is mapped; if the group has ended nothing is mapped. `if_mapped` unset means ACCEPT_IDENTICAL here.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096 items; 4096 mappings in all); of an item: those of `MapItem`,
   * PERMISSIONS_LOWERED (SET_PERMISSIONS may only raise here).
   */
  resolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  resolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  resolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  resolvePageRequests(argument: _viommu_v1_ResolvePageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_ResolvePageRequestsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Answers groups. Whose stream a group was delivered to does not matter: the cookie is the authority and the first
   * valid answer wins. Late, duplicate and unknown cookies are outcomes, not errors.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: CODE_REQUIRED, CODE_INVALID, RAW_CODE_OUT_OF_RANGE.
   * Only these and MISMATCH count for `on_error`.
   */
  RespondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  RespondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  RespondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  RespondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Answers groups. Whose stream a group was delivered to does not matter: the cookie is the authority and the first
   * valid answer wins. Late, duplicate and unknown cookies are outcomes, not errors.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: CODE_REQUIRED, CODE_INVALID, RAW_CODE_OUT_OF_RANGE.
   * Only these and MISMATCH count for `on_error`.
   */
  respondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  respondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  respondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  respondToPageRequests(argument: _viommu_v1_RespondToPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_RespondToPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams reports, beginning with `opened`. Order is that of the report log, except that groups a stream controls
   * wait for its credits. Every sequence is delivered or explained by `skipped`; a group given back by an earlier
   * reader comes first and is marked `redelivery`. When the stream ends, what it controlled and did not answer stays
   * pending for the next controller.
   * 
   * Errors: DOMAIN_NOT_FOUND, CONTROLLER_EXISTS (metadata `domain_id`), CREDITS_REQUIRED (a controller without
   * credits here could never be given more), SUBSCRIPTION_DUPLICATE, HEARTBEAT_OUT_OF_RANGE,
   * RESUME_POINT_INVALID (a sequence not yet reached), LIMIT_EXCEEDED (max_streams).
   */
  WatchFaults(argument: _viommu_v1_WatchFaultsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  WatchFaults(argument: _viommu_v1_WatchFaultsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  /**
   * Streams reports, beginning with `opened`. Order is that of the report log, except that groups a stream controls
   * wait for its credits. Every sequence is delivered or explained by `skipped`; a group given back by an earlier
   * reader comes first and is marked `redelivery`. When the stream ends, what it controlled and did not answer stays
   * pending for the next controller.
   * 
   * Errors: DOMAIN_NOT_FOUND, CONTROLLER_EXISTS (metadata `domain_id`), CREDITS_REQUIRED (a controller without
   * credits here could never be given more), SUBSCRIPTION_DUPLICATE, HEARTBEAT_OUT_OF_RANGE,
   * RESUME_POINT_INVALID (a sequence not yet reached), LIMIT_EXCEEDED (max_streams).
   */
  watchFaults(argument: _viommu_v1_WatchFaultsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  watchFaults(argument: _viommu_v1_WatchFaultsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  
}

/**
 * Delivers page-request groups and fault events, takes the answers, and injects both.
 */
export interface FaultServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Returns the counters of the vIOMMU, a domain or an endpoint. At any time accepted = answered + auto_answered +
   * discarded + pending.
   * 
   * Errors: DOMAIN_NOT_FOUND, ENDPOINT_NOT_FOUND.
   */
  GetQueueStatistics: grpc.handleUnaryCall<_viommu_v1_GetQueueStatisticsRequest__Output, _viommu_v1_GetQueueStatisticsResponse>;
  
  /**
   * Reports a fault event as if the access had happened. Domain, cookie and generation are looked up.
   * 
   * Errors: ENDPOINT_NOT_FOUND, REASON_REQUIRED, REASON_INVALID, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED,
   * PERMISSIONS_INVALID.
   */
  InjectFaultEvent: grpc.handleUnaryCall<_viommu_v1_InjectFaultEventRequest__Output, _viommu_v1_InjectFaultEventResponse>;
  
  /**
   * Lets page requests arrive at the vIOMMU as if an endpoint had sent them: attachment, grouping and queue apply, the
   * endpoint's PRI state and credits do not. Reports say `injected`; the answer is shown on `WatchEndpoint` and changes
   * no PRI state.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED, those of
   * `PageRequestItem`, LIMIT_EXCEEDED (max_partial_pages: it would open one more group).
   */
  InjectPageRequests: grpc.handleUnaryCall<_viommu_v1_InjectPageRequestsRequest__Output, _viommu_v1_InjectPageRequestsResponse>;
  
  /**
   * Lists complete, unanswered groups in the order they were queued, delivered or not.
   * 
   * Errors: DOMAIN_NOT_FOUND.
   */
  ListPageRequestGroups: grpc.handleUnaryCall<_viommu_v1_ListPageRequestGroupsRequest__Output, _viommu_v1_ListPageRequestGroupsResponse>;
  
  /**
   * Maps pages and answers a group Success, each item all or nothing: if a mapping is refused the group stays pending
   * and nothing is mapped; if the group has ended nothing is mapped. `if_mapped` unset means ACCEPT_IDENTICAL here.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096 items; 4096 mappings in all); of an item: those of `MapItem`,
   * PERMISSIONS_LOWERED (SET_PERMISSIONS may only raise here).
   */
  ResolvePageRequests: grpc.handleUnaryCall<_viommu_v1_ResolvePageRequestsRequest__Output, _viommu_v1_ResolvePageRequestsResponse>;
  
  /**
   * Answers groups. Whose stream a group was delivered to does not matter: the cookie is the authority and the first
   * valid answer wins. Late, duplicate and unknown cookies are outcomes, not errors.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: CODE_REQUIRED, CODE_INVALID, RAW_CODE_OUT_OF_RANGE.
   * Only these and MISMATCH count for `on_error`.
   */
  RespondToPageRequests: grpc.handleUnaryCall<_viommu_v1_RespondToPageRequestsRequest__Output, _viommu_v1_RespondToPageRequestsResponse>;
  
  /**
   * Streams reports, beginning with `opened`. Order is that of the report log, except that groups a stream controls
   * wait for its credits. Every sequence is delivered or explained by `skipped`; a group given back by an earlier
   * reader comes first and is marked `redelivery`. When the stream ends, what it controlled and did not answer stays
   * pending for the next controller.
   * 
   * Errors: DOMAIN_NOT_FOUND, CONTROLLER_EXISTS (metadata `domain_id`), CREDITS_REQUIRED (a controller without
   * credits here could never be given more), SUBSCRIPTION_DUPLICATE, HEARTBEAT_OUT_OF_RANGE,
   * RESUME_POINT_INVALID (a sequence not yet reached), LIMIT_EXCEEDED (max_streams).
   */
  WatchFaults: grpc.handleServerStreamingCall<_viommu_v1_WatchFaultsRequest__Output, _viommu_v1_WatchFaultsResponse>;
  
}

export interface FaultServiceDefinition extends grpc.ServiceDefinition {
  GetQueueStatistics: MethodDefinition<_viommu_v1_GetQueueStatisticsRequest, _viommu_v1_GetQueueStatisticsResponse, _viommu_v1_GetQueueStatisticsRequest__Output, _viommu_v1_GetQueueStatisticsResponse__Output>
  InjectFaultEvent: MethodDefinition<_viommu_v1_InjectFaultEventRequest, _viommu_v1_InjectFaultEventResponse, _viommu_v1_InjectFaultEventRequest__Output, _viommu_v1_InjectFaultEventResponse__Output>
  InjectPageRequests: MethodDefinition<_viommu_v1_InjectPageRequestsRequest, _viommu_v1_InjectPageRequestsResponse, _viommu_v1_InjectPageRequestsRequest__Output, _viommu_v1_InjectPageRequestsResponse__Output>
  ListPageRequestGroups: MethodDefinition<_viommu_v1_ListPageRequestGroupsRequest, _viommu_v1_ListPageRequestGroupsResponse, _viommu_v1_ListPageRequestGroupsRequest__Output, _viommu_v1_ListPageRequestGroupsResponse__Output>
  ResolvePageRequests: MethodDefinition<_viommu_v1_ResolvePageRequestsRequest, _viommu_v1_ResolvePageRequestsResponse, _viommu_v1_ResolvePageRequestsRequest__Output, _viommu_v1_ResolvePageRequestsResponse__Output>
  RespondToPageRequests: MethodDefinition<_viommu_v1_RespondToPageRequestsRequest, _viommu_v1_RespondToPageRequestsResponse, _viommu_v1_RespondToPageRequestsRequest__Output, _viommu_v1_RespondToPageRequestsResponse__Output>
  WatchFaults: MethodDefinition<_viommu_v1_WatchFaultsRequest, _viommu_v1_WatchFaultsResponse, _viommu_v1_WatchFaultsRequest__Output, _viommu_v1_WatchFaultsResponse__Output>
}
