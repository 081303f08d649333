// Original file: proto/viommu/v1/fault_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AcknowledgeOverflowRequest as _viommu_v1_AcknowledgeOverflowRequest, AcknowledgeOverflowRequest__Output as _viommu_v1_AcknowledgeOverflowRequest__Output } from '../../viommu/v1/AcknowledgeOverflowRequest';
import type { AcknowledgeOverflowResponse as _viommu_v1_AcknowledgeOverflowResponse, AcknowledgeOverflowResponse__Output as _viommu_v1_AcknowledgeOverflowResponse__Output } from '../../viommu/v1/AcknowledgeOverflowResponse';
import type { DrainPageRequestsRequest as _viommu_v1_DrainPageRequestsRequest, DrainPageRequestsRequest__Output as _viommu_v1_DrainPageRequestsRequest__Output } from '../../viommu/v1/DrainPageRequestsRequest';
import type { DrainPageRequestsResponse as _viommu_v1_DrainPageRequestsResponse, DrainPageRequestsResponse__Output as _viommu_v1_DrainPageRequestsResponse__Output } from '../../viommu/v1/DrainPageRequestsResponse';
import type { GetQueueStatisticsRequest as _viommu_v1_GetQueueStatisticsRequest, GetQueueStatisticsRequest__Output as _viommu_v1_GetQueueStatisticsRequest__Output } from '../../viommu/v1/GetQueueStatisticsRequest';
import type { GetQueueStatisticsResponse as _viommu_v1_GetQueueStatisticsResponse, GetQueueStatisticsResponse__Output as _viommu_v1_GetQueueStatisticsResponse__Output } from '../../viommu/v1/GetQueueStatisticsResponse';
import type { InjectExhaustionRequest as _viommu_v1_InjectExhaustionRequest, InjectExhaustionRequest__Output as _viommu_v1_InjectExhaustionRequest__Output } from '../../viommu/v1/InjectExhaustionRequest';
import type { InjectExhaustionResponse as _viommu_v1_InjectExhaustionResponse, InjectExhaustionResponse__Output as _viommu_v1_InjectExhaustionResponse__Output } from '../../viommu/v1/InjectExhaustionResponse';
import type { InjectFaultEventRequest as _viommu_v1_InjectFaultEventRequest, InjectFaultEventRequest__Output as _viommu_v1_InjectFaultEventRequest__Output } from '../../viommu/v1/InjectFaultEventRequest';
import type { InjectFaultEventResponse as _viommu_v1_InjectFaultEventResponse, InjectFaultEventResponse__Output as _viommu_v1_InjectFaultEventResponse__Output } from '../../viommu/v1/InjectFaultEventResponse';
import type { InjectPageRequestsRequest as _viommu_v1_InjectPageRequestsRequest, InjectPageRequestsRequest__Output as _viommu_v1_InjectPageRequestsRequest__Output } from '../../viommu/v1/InjectPageRequestsRequest';
import type { InjectPageRequestsResponse as _viommu_v1_InjectPageRequestsResponse, InjectPageRequestsResponse__Output as _viommu_v1_InjectPageRequestsResponse__Output } from '../../viommu/v1/InjectPageRequestsResponse';
import type { ListPageRequestGroupsRequest as _viommu_v1_ListPageRequestGroupsRequest, ListPageRequestGroupsRequest__Output as _viommu_v1_ListPageRequestGroupsRequest__Output } from '../../viommu/v1/ListPageRequestGroupsRequest';
import type { ListPageRequestGroupsResponse as _viommu_v1_ListPageRequestGroupsResponse, ListPageRequestGroupsResponse__Output as _viommu_v1_ListPageRequestGroupsResponse__Output } from '../../viommu/v1/ListPageRequestGroupsResponse';
import type { ListViolationsRequest as _viommu_v1_ListViolationsRequest, ListViolationsRequest__Output as _viommu_v1_ListViolationsRequest__Output } from '../../viommu/v1/ListViolationsRequest';
import type { ListViolationsResponse as _viommu_v1_ListViolationsResponse, ListViolationsResponse__Output as _viommu_v1_ListViolationsResponse__Output } from '../../viommu/v1/ListViolationsResponse';
import type { ResolvePageRequestsRequest as _viommu_v1_ResolvePageRequestsRequest, ResolvePageRequestsRequest__Output as _viommu_v1_ResolvePageRequestsRequest__Output } from '../../viommu/v1/ResolvePageRequestsRequest';
import type { ResolvePageRequestsResponse as _viommu_v1_ResolvePageRequestsResponse, ResolvePageRequestsResponse__Output as _viommu_v1_ResolvePageRequestsResponse__Output } from '../../viommu/v1/ResolvePageRequestsResponse';
import type { RespondToPageRequestsRequest as _viommu_v1_RespondToPageRequestsRequest, RespondToPageRequestsRequest__Output as _viommu_v1_RespondToPageRequestsRequest__Output } from '../../viommu/v1/RespondToPageRequestsRequest';
import type { RespondToPageRequestsResponse as _viommu_v1_RespondToPageRequestsResponse, RespondToPageRequestsResponse__Output as _viommu_v1_RespondToPageRequestsResponse__Output } from '../../viommu/v1/RespondToPageRequestsResponse';
import type { SendPageResponseRequest as _viommu_v1_SendPageResponseRequest, SendPageResponseRequest__Output as _viommu_v1_SendPageResponseRequest__Output } from '../../viommu/v1/SendPageResponseRequest';
import type { SendPageResponseResponse as _viommu_v1_SendPageResponseResponse, SendPageResponseResponse__Output as _viommu_v1_SendPageResponseResponse__Output } from '../../viommu/v1/SendPageResponseResponse';
import type { WatchFaultsRequest as _viommu_v1_WatchFaultsRequest, WatchFaultsRequest__Output as _viommu_v1_WatchFaultsRequest__Output } from '../../viommu/v1/WatchFaultsRequest';
import type { WatchFaultsResponse as _viommu_v1_WatchFaultsResponse, WatchFaultsResponse__Output as _viommu_v1_WatchFaultsResponse__Output } from '../../viommu/v1/WatchFaultsResponse';

/**
 * Delivers page-request groups and fault events, takes the answers, and injects both.
 */
export interface FaultServiceClient extends grpc.Client {
  /**
   * Ends the overflow of a domain's queue, as software does by clearing the overflow flag: page requests are queued
   * again. Idempotent.
   * 
   * Errors: DOMAIN_NOT_FOUND.
   */
  AcknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  AcknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  AcknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  AcknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends the overflow of a domain's queue, as software does by clearing the overflow flag: page requests are queued
   * again. Idempotent.
   * 
   * Errors: DOMAIN_NOT_FOUND.
   */
  acknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  acknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  acknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  acknowledgeOverflow(argument: _viommu_v1_AcknowledgeOverflowRequest, callback: grpc.requestCallback<_viommu_v1_AcknowledgeOverflowResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends what is pending, of an endpoint, of one attachment or of a domain: unclosed groups are dropped, complete ones
   * answered Invalid Request. Attachments stay, and what comes later is queued as before.
   * 
   * Errors: DOMAIN_NOT_FOUND, ENDPOINT_NOT_FOUND, FIELD_REQUIRED (neither domain nor endpoint), FIELD_NOT_APPLICABLE
   * (`pasid` or `without_pasid` without endpoint, or both), PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  DrainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  DrainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  DrainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  DrainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends what is pending, of an endpoint, of one attachment or of a domain: unclosed groups are dropped, complete ones
   * answered Invalid Request. Attachments stay, and what comes later is queued as before.
   * 
   * Errors: DOMAIN_NOT_FOUND, ENDPOINT_NOT_FOUND, FIELD_REQUIRED (neither domain nor endpoint), FIELD_NOT_APPLICABLE
   * (`pasid` or `without_pasid` without endpoint, or both), PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  drainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  drainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  drainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  drainPageRequests(argument: _viommu_v1_DrainPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_DrainPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  
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
   * Makes the next page requests or groups fail at a stage, as if memory had run out or the handler had refused.
   * A group that loses a page so is broken: it ends when its last page arrives. Replaces what was set for this stage and
   * endpoint before; a count of 0 ends it. A reset of the vIOMMU ends all.
   * 
   * Errors: ENDPOINT_NOT_FOUND, STAGE_REQUIRED, LIMIT_OUT_OF_RANGE.
   */
  InjectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  InjectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  InjectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  InjectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes the next page requests or groups fail at a stage, as if memory had run out or the handler had refused.
   * A group that loses a page so is broken: it ends when its last page arrives. Replaces what was set for this stage and
   * endpoint before; a count of 0 ends it. A reset of the vIOMMU ends all.
   * 
   * Errors: ENDPOINT_NOT_FOUND, STAGE_REQUIRED, LIMIT_OUT_OF_RANGE.
   */
  injectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  injectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  injectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  injectExhaustion(argument: _viommu_v1_InjectExhaustionRequest, callback: grpc.requestCallback<_viommu_v1_InjectExhaustionResponse__Output>): grpc.ClientUnaryCall;
  
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
   * no PRI state. With `allow_violation` shapes are taken that no endpoint may send, and each is recorded.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: FIELD_REQUIRED, ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED,
   * those of `PageRequestItem` (with STOP_MARKER_WITHOUT_PASID), LIMIT_EXCEEDED (max_partial_pages: it would open one
   * more group).
   */
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  InjectPageRequests(argument: _viommu_v1_InjectPageRequestsRequest, callback: grpc.requestCallback<_viommu_v1_InjectPageRequestsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lets page requests arrive at the vIOMMU as if an endpoint had sent them: attachment, grouping and queue apply, the
   * endpoint's PRI state and credits do not. Reports say `injected`; the answer is shown on `WatchEndpoint` and changes
   * no PRI state. With `allow_violation` shapes are taken that no endpoint may send, and each is recorded.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: FIELD_REQUIRED, ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED,
   * those of `PageRequestItem` (with STOP_MARKER_WITHOUT_PASID), LIMIT_EXCEEDED (max_partial_pages: it would open one
   * more group).
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
   * Lists recorded violations, oldest first. The log keeps the last `violation_log_depth` of them.
   * 
   * Errors: ENDPOINT_NOT_FOUND.
   */
  ListViolations(argument: _viommu_v1_ListViolationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  ListViolations(argument: _viommu_v1_ListViolationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  ListViolations(argument: _viommu_v1_ListViolationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  ListViolations(argument: _viommu_v1_ListViolationsRequest, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists recorded violations, oldest first. The log keeps the last `violation_log_depth` of them.
   * 
   * Errors: ENDPOINT_NOT_FOUND.
   */
  listViolations(argument: _viommu_v1_ListViolationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  listViolations(argument: _viommu_v1_ListViolationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  listViolations(argument: _viommu_v1_ListViolationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  listViolations(argument: _viommu_v1_ListViolationsRequest, callback: grpc.requestCallback<_viommu_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  
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
   * Sends an endpoint a PRG response exactly as written, as a native command queue would: not checked against any
   * cookie. If it matches what the endpoint has outstanding, the oldest such group ends as answered; if not, the endpoint
   * sets Unexpected PRGI, the violation is recorded, and no group changes.
   * 
   * Errors: ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED, PRI_NOT_SUPPORTED, PRGI_OUT_OF_RANGE,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, CODE_REQUIRED, CODE_INVALID, RAW_CODE_OUT_OF_RANGE.
   */
  SendPageResponse(argument: _viommu_v1_SendPageResponseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  SendPageResponse(argument: _viommu_v1_SendPageResponseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  SendPageResponse(argument: _viommu_v1_SendPageResponseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  SendPageResponse(argument: _viommu_v1_SendPageResponseRequest, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sends an endpoint a PRG response exactly as written, as a native command queue would: not checked against any
   * cookie. If it matches what the endpoint has outstanding, the oldest such group ends as answered; if not, the endpoint
   * sets Unexpected PRGI, the violation is recorded, and no group changes.
   * 
   * Errors: ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED, PRI_NOT_SUPPORTED, PRGI_OUT_OF_RANGE,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, CODE_REQUIRED, CODE_INVALID, RAW_CODE_OUT_OF_RANGE.
   */
  sendPageResponse(argument: _viommu_v1_SendPageResponseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  sendPageResponse(argument: _viommu_v1_SendPageResponseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  sendPageResponse(argument: _viommu_v1_SendPageResponseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  sendPageResponse(argument: _viommu_v1_SendPageResponseRequest, callback: grpc.requestCallback<_viommu_v1_SendPageResponseResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams reports, beginning with `opened`. Order is that of the report log, except that groups a stream controls
   * wait for its credits. Every sequence is delivered or explained by `skipped`; a group given back by an earlier
   * reader comes first and is marked `redelivery`. When the stream ends, what it controlled and did not answer stays
   * pending for the next controller.
   * 
   * Errors: DOMAIN_NOT_FOUND, CONTROLLER_EXISTS (metadata `domain_id`), CREDITS_REQUIRED (a controller without credits
   * here could never be given more), SUBSCRIPTION_DUPLICATE, TOO_MANY_ITEMS (4096 domains), FIELD_NOT_APPLICABLE
   * (`take_over` or `credits` of a stream that controls nothing), HEARTBEAT_OUT_OF_RANGE, RESUME_POINT_INVALID (a
   * sequence not yet reached), LIMIT_EXCEEDED (max_streams).
   */
  WatchFaults(argument: _viommu_v1_WatchFaultsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  WatchFaults(argument: _viommu_v1_WatchFaultsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  /**
   * Streams reports, beginning with `opened`. Order is that of the report log, except that groups a stream controls
   * wait for its credits. Every sequence is delivered or explained by `skipped`; a group given back by an earlier
   * reader comes first and is marked `redelivery`. When the stream ends, what it controlled and did not answer stays
   * pending for the next controller.
   * 
   * Errors: DOMAIN_NOT_FOUND, CONTROLLER_EXISTS (metadata `domain_id`), CREDITS_REQUIRED (a controller without credits
   * here could never be given more), SUBSCRIPTION_DUPLICATE, TOO_MANY_ITEMS (4096 domains), FIELD_NOT_APPLICABLE
   * (`take_over` or `credits` of a stream that controls nothing), HEARTBEAT_OUT_OF_RANGE, RESUME_POINT_INVALID (a
   * sequence not yet reached), LIMIT_EXCEEDED (max_streams).
   */
  watchFaults(argument: _viommu_v1_WatchFaultsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  watchFaults(argument: _viommu_v1_WatchFaultsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchFaultsResponse__Output>;
  
}

/**
 * Delivers page-request groups and fault events, takes the answers, and injects both.
 */
export interface FaultServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Ends the overflow of a domain's queue, as software does by clearing the overflow flag: page requests are queued
   * again. Idempotent.
   * 
   * Errors: DOMAIN_NOT_FOUND.
   */
  AcknowledgeOverflow: grpc.handleUnaryCall<_viommu_v1_AcknowledgeOverflowRequest__Output, _viommu_v1_AcknowledgeOverflowResponse>;
  
  /**
   * Ends what is pending, of an endpoint, of one attachment or of a domain: unclosed groups are dropped, complete ones
   * answered Invalid Request. Attachments stay, and what comes later is queued as before.
   * 
   * Errors: DOMAIN_NOT_FOUND, ENDPOINT_NOT_FOUND, FIELD_REQUIRED (neither domain nor endpoint), FIELD_NOT_APPLICABLE
   * (`pasid` or `without_pasid` without endpoint, or both), PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  DrainPageRequests: grpc.handleUnaryCall<_viommu_v1_DrainPageRequestsRequest__Output, _viommu_v1_DrainPageRequestsResponse>;
  
  /**
   * Returns the counters of the vIOMMU, a domain or an endpoint. At any time accepted = answered + auto_answered +
   * discarded + pending.
   * 
   * Errors: DOMAIN_NOT_FOUND, ENDPOINT_NOT_FOUND.
   */
  GetQueueStatistics: grpc.handleUnaryCall<_viommu_v1_GetQueueStatisticsRequest__Output, _viommu_v1_GetQueueStatisticsResponse>;
  
  /**
   * Makes the next page requests or groups fail at a stage, as if memory had run out or the handler had refused.
   * A group that loses a page so is broken: it ends when its last page arrives. Replaces what was set for this stage and
   * endpoint before; a count of 0 ends it. A reset of the vIOMMU ends all.
   * 
   * Errors: ENDPOINT_NOT_FOUND, STAGE_REQUIRED, LIMIT_OUT_OF_RANGE.
   */
  InjectExhaustion: grpc.handleUnaryCall<_viommu_v1_InjectExhaustionRequest__Output, _viommu_v1_InjectExhaustionResponse>;
  
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
   * no PRI state. With `allow_violation` shapes are taken that no endpoint may send, and each is recorded.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096); of an item: FIELD_REQUIRED, ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED,
   * those of `PageRequestItem` (with STOP_MARKER_WITHOUT_PASID), LIMIT_EXCEEDED (max_partial_pages: it would open one
   * more group).
   */
  InjectPageRequests: grpc.handleUnaryCall<_viommu_v1_InjectPageRequestsRequest__Output, _viommu_v1_InjectPageRequestsResponse>;
  
  /**
   * Lists complete, unanswered groups in the order they were queued, delivered or not.
   * 
   * Errors: DOMAIN_NOT_FOUND.
   */
  ListPageRequestGroups: grpc.handleUnaryCall<_viommu_v1_ListPageRequestGroupsRequest__Output, _viommu_v1_ListPageRequestGroupsResponse>;
  
  /**
   * Lists recorded violations, oldest first. The log keeps the last `violation_log_depth` of them.
   * 
   * Errors: ENDPOINT_NOT_FOUND.
   */
  ListViolations: grpc.handleUnaryCall<_viommu_v1_ListViolationsRequest__Output, _viommu_v1_ListViolationsResponse>;
  
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
   * Sends an endpoint a PRG response exactly as written, as a native command queue would: not checked against any
   * cookie. If it matches what the endpoint has outstanding, the oldest such group ends as answered; if not, the endpoint
   * sets Unexpected PRGI, the violation is recorded, and no group changes.
   * 
   * Errors: ENDPOINT_NOT_FOUND, ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED, PRI_NOT_SUPPORTED, PRGI_OUT_OF_RANGE,
   * PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, CODE_REQUIRED, CODE_INVALID, RAW_CODE_OUT_OF_RANGE.
   */
  SendPageResponse: grpc.handleUnaryCall<_viommu_v1_SendPageResponseRequest__Output, _viommu_v1_SendPageResponseResponse>;
  
  /**
   * Streams reports, beginning with `opened`. Order is that of the report log, except that groups a stream controls
   * wait for its credits. Every sequence is delivered or explained by `skipped`; a group given back by an earlier
   * reader comes first and is marked `redelivery`. When the stream ends, what it controlled and did not answer stays
   * pending for the next controller.
   * 
   * Errors: DOMAIN_NOT_FOUND, CONTROLLER_EXISTS (metadata `domain_id`), CREDITS_REQUIRED (a controller without credits
   * here could never be given more), SUBSCRIPTION_DUPLICATE, TOO_MANY_ITEMS (4096 domains), FIELD_NOT_APPLICABLE
   * (`take_over` or `credits` of a stream that controls nothing), HEARTBEAT_OUT_OF_RANGE, RESUME_POINT_INVALID (a
   * sequence not yet reached), LIMIT_EXCEEDED (max_streams).
   */
  WatchFaults: grpc.handleServerStreamingCall<_viommu_v1_WatchFaultsRequest__Output, _viommu_v1_WatchFaultsResponse>;
  
}

export interface FaultServiceDefinition extends grpc.ServiceDefinition {
  AcknowledgeOverflow: MethodDefinition<_viommu_v1_AcknowledgeOverflowRequest, _viommu_v1_AcknowledgeOverflowResponse, _viommu_v1_AcknowledgeOverflowRequest__Output, _viommu_v1_AcknowledgeOverflowResponse__Output>
  DrainPageRequests: MethodDefinition<_viommu_v1_DrainPageRequestsRequest, _viommu_v1_DrainPageRequestsResponse, _viommu_v1_DrainPageRequestsRequest__Output, _viommu_v1_DrainPageRequestsResponse__Output>
  GetQueueStatistics: MethodDefinition<_viommu_v1_GetQueueStatisticsRequest, _viommu_v1_GetQueueStatisticsResponse, _viommu_v1_GetQueueStatisticsRequest__Output, _viommu_v1_GetQueueStatisticsResponse__Output>
  InjectExhaustion: MethodDefinition<_viommu_v1_InjectExhaustionRequest, _viommu_v1_InjectExhaustionResponse, _viommu_v1_InjectExhaustionRequest__Output, _viommu_v1_InjectExhaustionResponse__Output>
  InjectFaultEvent: MethodDefinition<_viommu_v1_InjectFaultEventRequest, _viommu_v1_InjectFaultEventResponse, _viommu_v1_InjectFaultEventRequest__Output, _viommu_v1_InjectFaultEventResponse__Output>
  InjectPageRequests: MethodDefinition<_viommu_v1_InjectPageRequestsRequest, _viommu_v1_InjectPageRequestsResponse, _viommu_v1_InjectPageRequestsRequest__Output, _viommu_v1_InjectPageRequestsResponse__Output>
  ListPageRequestGroups: MethodDefinition<_viommu_v1_ListPageRequestGroupsRequest, _viommu_v1_ListPageRequestGroupsResponse, _viommu_v1_ListPageRequestGroupsRequest__Output, _viommu_v1_ListPageRequestGroupsResponse__Output>
  ListViolations: MethodDefinition<_viommu_v1_ListViolationsRequest, _viommu_v1_ListViolationsResponse, _viommu_v1_ListViolationsRequest__Output, _viommu_v1_ListViolationsResponse__Output>
  ResolvePageRequests: MethodDefinition<_viommu_v1_ResolvePageRequestsRequest, _viommu_v1_ResolvePageRequestsResponse, _viommu_v1_ResolvePageRequestsRequest__Output, _viommu_v1_ResolvePageRequestsResponse__Output>
  RespondToPageRequests: MethodDefinition<_viommu_v1_RespondToPageRequestsRequest, _viommu_v1_RespondToPageRequestsResponse, _viommu_v1_RespondToPageRequestsRequest__Output, _viommu_v1_RespondToPageRequestsResponse__Output>
  SendPageResponse: MethodDefinition<_viommu_v1_SendPageResponseRequest, _viommu_v1_SendPageResponseResponse, _viommu_v1_SendPageResponseRequest__Output, _viommu_v1_SendPageResponseResponse__Output>
  WatchFaults: MethodDefinition<_viommu_v1_WatchFaultsRequest, _viommu_v1_WatchFaultsResponse, _viommu_v1_WatchFaultsRequest__Output, _viommu_v1_WatchFaultsResponse__Output>
}
