import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Aarch64Region as _viommu_v1_Aarch64Region, Aarch64Region__Output as _viommu_v1_Aarch64Region__Output } from './viommu/v1/Aarch64Region';
import type { Aarch64Tables as _viommu_v1_Aarch64Tables, Aarch64Tables__Output as _viommu_v1_Aarch64Tables__Output } from './viommu/v1/Aarch64Tables';
import type { AcknowledgeOverflowRequest as _viommu_v1_AcknowledgeOverflowRequest, AcknowledgeOverflowRequest__Output as _viommu_v1_AcknowledgeOverflowRequest__Output } from './viommu/v1/AcknowledgeOverflowRequest';
import type { AcknowledgeOverflowResponse as _viommu_v1_AcknowledgeOverflowResponse, AcknowledgeOverflowResponse__Output as _viommu_v1_AcknowledgeOverflowResponse__Output } from './viommu/v1/AcknowledgeOverflowResponse';
import type { AtsCapability as _viommu_v1_AtsCapability, AtsCapability__Output as _viommu_v1_AtsCapability__Output } from './viommu/v1/AtsCapability';
import type { AttachRequest as _viommu_v1_AttachRequest, AttachRequest__Output as _viommu_v1_AttachRequest__Output } from './viommu/v1/AttachRequest';
import type { AttachResponse as _viommu_v1_AttachResponse, AttachResponse__Output as _viommu_v1_AttachResponse__Output } from './viommu/v1/AttachResponse';
import type { Attachment as _viommu_v1_Attachment, Attachment__Output as _viommu_v1_Attachment__Output } from './viommu/v1/Attachment';
import type { AutomaticAnswer as _viommu_v1_AutomaticAnswer, AutomaticAnswer__Output as _viommu_v1_AutomaticAnswer__Output } from './viommu/v1/AutomaticAnswer';
import type { AutomaticAnswers as _viommu_v1_AutomaticAnswers, AutomaticAnswers__Output as _viommu_v1_AutomaticAnswers__Output } from './viommu/v1/AutomaticAnswers';
import type { Barrier as _viommu_v1_Barrier, Barrier__Output as _viommu_v1_Barrier__Output } from './viommu/v1/Barrier';
import type { BarrierReached as _viommu_v1_BarrierReached, BarrierReached__Output as _viommu_v1_BarrierReached__Output } from './viommu/v1/BarrierReached';
import type { CachedTranslation as _viommu_v1_CachedTranslation, CachedTranslation__Output as _viommu_v1_CachedTranslation__Output } from './viommu/v1/CachedTranslation';
import type { ChannelServiceClient as _viommu_v1_ChannelServiceClient, ChannelServiceDefinition as _viommu_v1_ChannelServiceDefinition } from './viommu/v1/ChannelService';
import type { ClearPriStatusRequest as _viommu_v1_ClearPriStatusRequest, ClearPriStatusRequest__Output as _viommu_v1_ClearPriStatusRequest__Output } from './viommu/v1/ClearPriStatusRequest';
import type { ClearPriStatusResponse as _viommu_v1_ClearPriStatusResponse, ClearPriStatusResponse__Output as _viommu_v1_ClearPriStatusResponse__Output } from './viommu/v1/ClearPriStatusResponse';
import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from './viommu/v1/ClosedGroup';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from './viommu/v1/Closing';
import type { CompleteInvalidationRequest as _viommu_v1_CompleteInvalidationRequest, CompleteInvalidationRequest__Output as _viommu_v1_CompleteInvalidationRequest__Output } from './viommu/v1/CompleteInvalidationRequest';
import type { CompleteInvalidationResponse as _viommu_v1_CompleteInvalidationResponse, CompleteInvalidationResponse__Output as _viommu_v1_CompleteInvalidationResponse__Output } from './viommu/v1/CompleteInvalidationResponse';
import type { CreateDomainRequest as _viommu_v1_CreateDomainRequest, CreateDomainRequest__Output as _viommu_v1_CreateDomainRequest__Output } from './viommu/v1/CreateDomainRequest';
import type { CreateDomainResponse as _viommu_v1_CreateDomainResponse, CreateDomainResponse__Output as _viommu_v1_CreateDomainResponse__Output } from './viommu/v1/CreateDomainResponse';
import type { CreateEndpointRequest as _viommu_v1_CreateEndpointRequest, CreateEndpointRequest__Output as _viommu_v1_CreateEndpointRequest__Output } from './viommu/v1/CreateEndpointRequest';
import type { CreateEndpointResponse as _viommu_v1_CreateEndpointResponse, CreateEndpointResponse__Output as _viommu_v1_CreateEndpointResponse__Output } from './viommu/v1/CreateEndpointResponse';
import type { DeleteDomainRequest as _viommu_v1_DeleteDomainRequest, DeleteDomainRequest__Output as _viommu_v1_DeleteDomainRequest__Output } from './viommu/v1/DeleteDomainRequest';
import type { DeleteDomainResponse as _viommu_v1_DeleteDomainResponse, DeleteDomainResponse__Output as _viommu_v1_DeleteDomainResponse__Output } from './viommu/v1/DeleteDomainResponse';
import type { DeleteEndpointRequest as _viommu_v1_DeleteEndpointRequest, DeleteEndpointRequest__Output as _viommu_v1_DeleteEndpointRequest__Output } from './viommu/v1/DeleteEndpointRequest';
import type { DeleteEndpointResponse as _viommu_v1_DeleteEndpointResponse, DeleteEndpointResponse__Output as _viommu_v1_DeleteEndpointResponse__Output } from './viommu/v1/DeleteEndpointResponse';
import type { DetachRequest as _viommu_v1_DetachRequest, DetachRequest__Output as _viommu_v1_DetachRequest__Output } from './viommu/v1/DetachRequest';
import type { DetachResponse as _viommu_v1_DetachResponse, DetachResponse__Output as _viommu_v1_DetachResponse__Output } from './viommu/v1/DetachResponse';
import type { DisablePriRequest as _viommu_v1_DisablePriRequest, DisablePriRequest__Output as _viommu_v1_DisablePriRequest__Output } from './viommu/v1/DisablePriRequest';
import type { DisablePriResponse as _viommu_v1_DisablePriResponse, DisablePriResponse__Output as _viommu_v1_DisablePriResponse__Output } from './viommu/v1/DisablePriResponse';
import type { DmaCopy as _viommu_v1_DmaCopy, DmaCopy__Output as _viommu_v1_DmaCopy__Output } from './viommu/v1/DmaCopy';
import type { DmaFill as _viommu_v1_DmaFill, DmaFill__Output as _viommu_v1_DmaFill__Output } from './viommu/v1/DmaFill';
import type { DmaRead as _viommu_v1_DmaRead, DmaRead__Output as _viommu_v1_DmaRead__Output } from './viommu/v1/DmaRead';
import type { DmaResult as _viommu_v1_DmaResult, DmaResult__Output as _viommu_v1_DmaResult__Output } from './viommu/v1/DmaResult';
import type { DmaWrite as _viommu_v1_DmaWrite, DmaWrite__Output as _viommu_v1_DmaWrite__Output } from './viommu/v1/DmaWrite';
import type { Domain as _viommu_v1_Domain, Domain__Output as _viommu_v1_Domain__Output } from './viommu/v1/Domain';
import type { DomainServiceClient as _viommu_v1_DomainServiceClient, DomainServiceDefinition as _viommu_v1_DomainServiceDefinition } from './viommu/v1/DomainService';
import type { DomainSubscription as _viommu_v1_DomainSubscription, DomainSubscription__Output as _viommu_v1_DomainSubscription__Output } from './viommu/v1/DomainSubscription';
import type { DrainPageRequestsRequest as _viommu_v1_DrainPageRequestsRequest, DrainPageRequestsRequest__Output as _viommu_v1_DrainPageRequestsRequest__Output } from './viommu/v1/DrainPageRequestsRequest';
import type { DrainPageRequestsResponse as _viommu_v1_DrainPageRequestsResponse, DrainPageRequestsResponse__Output as _viommu_v1_DrainPageRequestsResponse__Output } from './viommu/v1/DrainPageRequestsResponse';
import type { EnablePriRequest as _viommu_v1_EnablePriRequest, EnablePriRequest__Output as _viommu_v1_EnablePriRequest__Output } from './viommu/v1/EnablePriRequest';
import type { EnablePriResponse as _viommu_v1_EnablePriResponse, EnablePriResponse__Output as _viommu_v1_EnablePriResponse__Output } from './viommu/v1/EnablePriResponse';
import type { EncodedRange as _viommu_v1_EncodedRange, EncodedRange__Output as _viommu_v1_EncodedRange__Output } from './viommu/v1/EncodedRange';
import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from './viommu/v1/Endpoint';
import type { EndpointChanged as _viommu_v1_EndpointChanged, EndpointChanged__Output as _viommu_v1_EndpointChanged__Output } from './viommu/v1/EndpointChanged';
import type { EndpointChannelRequest as _viommu_v1_EndpointChannelRequest, EndpointChannelRequest__Output as _viommu_v1_EndpointChannelRequest__Output } from './viommu/v1/EndpointChannelRequest';
import type { EndpointChannelResponse as _viommu_v1_EndpointChannelResponse, EndpointChannelResponse__Output as _viommu_v1_EndpointChannelResponse__Output } from './viommu/v1/EndpointChannelResponse';
import type { EndpointConfig as _viommu_v1_EndpointConfig, EndpointConfig__Output as _viommu_v1_EndpointConfig__Output } from './viommu/v1/EndpointConfig';
import type { EndpointContext as _viommu_v1_EndpointContext, EndpointContext__Output as _viommu_v1_EndpointContext__Output } from './viommu/v1/EndpointContext';
import type { EndpointDma as _viommu_v1_EndpointDma, EndpointDma__Output as _viommu_v1_EndpointDma__Output } from './viommu/v1/EndpointDma';
import type { EndpointHello as _viommu_v1_EndpointHello, EndpointHello__Output as _viommu_v1_EndpointHello__Output } from './viommu/v1/EndpointHello';
import type { EndpointInvalidationCompletion as _viommu_v1_EndpointInvalidationCompletion, EndpointInvalidationCompletion__Output as _viommu_v1_EndpointInvalidationCompletion__Output } from './viommu/v1/EndpointInvalidationCompletion';
import type { EndpointLost as _viommu_v1_EndpointLost, EndpointLost__Output as _viommu_v1_EndpointLost__Output } from './viommu/v1/EndpointLost';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from './viommu/v1/EndpointOutcome';
import type { EndpointPageRequests as _viommu_v1_EndpointPageRequests, EndpointPageRequests__Output as _viommu_v1_EndpointPageRequests__Output } from './viommu/v1/EndpointPageRequests';
import type { EndpointPageResponse as _viommu_v1_EndpointPageResponse, EndpointPageResponse__Output as _viommu_v1_EndpointPageResponse__Output } from './viommu/v1/EndpointPageResponse';
import type { EndpointResumed as _viommu_v1_EndpointResumed, EndpointResumed__Output as _viommu_v1_EndpointResumed__Output } from './viommu/v1/EndpointResumed';
import type { EndpointServiceClient as _viommu_v1_EndpointServiceClient, EndpointServiceDefinition as _viommu_v1_EndpointServiceDefinition } from './viommu/v1/EndpointService';
import type { EndpointTranslationRequest as _viommu_v1_EndpointTranslationRequest, EndpointTranslationRequest__Output as _viommu_v1_EndpointTranslationRequest__Output } from './viommu/v1/EndpointTranslationRequest';
import type { FailedResponse as _viommu_v1_FailedResponse, FailedResponse__Output as _viommu_v1_FailedResponse__Output } from './viommu/v1/FailedResponse';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from './viommu/v1/FaultEvent';
import type { FaultServiceClient as _viommu_v1_FaultServiceClient, FaultServiceDefinition as _viommu_v1_FaultServiceDefinition } from './viommu/v1/FaultService';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from './viommu/v1/FlushCounts';
import type { GetDomainRequest as _viommu_v1_GetDomainRequest, GetDomainRequest__Output as _viommu_v1_GetDomainRequest__Output } from './viommu/v1/GetDomainRequest';
import type { GetDomainResponse as _viommu_v1_GetDomainResponse, GetDomainResponse__Output as _viommu_v1_GetDomainResponse__Output } from './viommu/v1/GetDomainResponse';
import type { GetEndpointRequest as _viommu_v1_GetEndpointRequest, GetEndpointRequest__Output as _viommu_v1_GetEndpointRequest__Output } from './viommu/v1/GetEndpointRequest';
import type { GetEndpointResponse as _viommu_v1_GetEndpointResponse, GetEndpointResponse__Output as _viommu_v1_GetEndpointResponse__Output } from './viommu/v1/GetEndpointResponse';
import type { GetIovaRangesRequest as _viommu_v1_GetIovaRangesRequest, GetIovaRangesRequest__Output as _viommu_v1_GetIovaRangesRequest__Output } from './viommu/v1/GetIovaRangesRequest';
import type { GetIovaRangesResponse as _viommu_v1_GetIovaRangesResponse, GetIovaRangesResponse__Output as _viommu_v1_GetIovaRangesResponse__Output } from './viommu/v1/GetIovaRangesResponse';
import type { GetQueueStatisticsRequest as _viommu_v1_GetQueueStatisticsRequest, GetQueueStatisticsRequest__Output as _viommu_v1_GetQueueStatisticsRequest__Output } from './viommu/v1/GetQueueStatisticsRequest';
import type { GetQueueStatisticsResponse as _viommu_v1_GetQueueStatisticsResponse, GetQueueStatisticsResponse__Output as _viommu_v1_GetQueueStatisticsResponse__Output } from './viommu/v1/GetQueueStatisticsResponse';
import type { GroupAnswered as _viommu_v1_GroupAnswered, GroupAnswered__Output as _viommu_v1_GroupAnswered__Output } from './viommu/v1/GroupAnswered';
import type { GroupDiscarded as _viommu_v1_GroupDiscarded, GroupDiscarded__Output as _viommu_v1_GroupDiscarded__Output } from './viommu/v1/GroupDiscarded';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from './viommu/v1/Heartbeat';
import type { HelloReset as _viommu_v1_HelloReset, HelloReset__Output as _viommu_v1_HelloReset__Output } from './viommu/v1/HelloReset';
import type { HelloResume as _viommu_v1_HelloResume, HelloResume__Output as _viommu_v1_HelloResume__Output } from './viommu/v1/HelloResume';
import type { InjectExhaustionRequest as _viommu_v1_InjectExhaustionRequest, InjectExhaustionRequest__Output as _viommu_v1_InjectExhaustionRequest__Output } from './viommu/v1/InjectExhaustionRequest';
import type { InjectExhaustionResponse as _viommu_v1_InjectExhaustionResponse, InjectExhaustionResponse__Output as _viommu_v1_InjectExhaustionResponse__Output } from './viommu/v1/InjectExhaustionResponse';
import type { InjectFaultEventRequest as _viommu_v1_InjectFaultEventRequest, InjectFaultEventRequest__Output as _viommu_v1_InjectFaultEventRequest__Output } from './viommu/v1/InjectFaultEventRequest';
import type { InjectFaultEventResponse as _viommu_v1_InjectFaultEventResponse, InjectFaultEventResponse__Output as _viommu_v1_InjectFaultEventResponse__Output } from './viommu/v1/InjectFaultEventResponse';
import type { InjectPageRequestsRequest as _viommu_v1_InjectPageRequestsRequest, InjectPageRequestsRequest__Output as _viommu_v1_InjectPageRequestsRequest__Output } from './viommu/v1/InjectPageRequestsRequest';
import type { InjectPageRequestsResponse as _viommu_v1_InjectPageRequestsResponse, InjectPageRequestsResponse__Output as _viommu_v1_InjectPageRequestsResponse__Output } from './viommu/v1/InjectPageRequestsResponse';
import type { InjectedPageRequest as _viommu_v1_InjectedPageRequest, InjectedPageRequest__Output as _viommu_v1_InjectedPageRequest__Output } from './viommu/v1/InjectedPageRequest';
import type { InvalidateContext as _viommu_v1_InvalidateContext, InvalidateContext__Output as _viommu_v1_InvalidateContext__Output } from './viommu/v1/InvalidateContext';
import type { InvalidateDeviceTlb as _viommu_v1_InvalidateDeviceTlb, InvalidateDeviceTlb__Output as _viommu_v1_InvalidateDeviceTlb__Output } from './viommu/v1/InvalidateDeviceTlb';
import type { InvalidateDomain as _viommu_v1_InvalidateDomain, InvalidateDomain__Output as _viommu_v1_InvalidateDomain__Output } from './viommu/v1/InvalidateDomain';
import type { InvalidateEverything as _viommu_v1_InvalidateEverything, InvalidateEverything__Output as _viommu_v1_InvalidateEverything__Output } from './viommu/v1/InvalidateEverything';
import type { InvalidateIotlb as _viommu_v1_InvalidateIotlb, InvalidateIotlb__Output as _viommu_v1_InvalidateIotlb__Output } from './viommu/v1/InvalidateIotlb';
import type { InvalidatePasidEntry as _viommu_v1_InvalidatePasidEntry, InvalidatePasidEntry__Output as _viommu_v1_InvalidatePasidEntry__Output } from './viommu/v1/InvalidatePasidEntry';
import type { InvalidateRequest as _viommu_v1_InvalidateRequest, InvalidateRequest__Output as _viommu_v1_InvalidateRequest__Output } from './viommu/v1/InvalidateRequest';
import type { InvalidateResponse as _viommu_v1_InvalidateResponse, InvalidateResponse__Output as _viommu_v1_InvalidateResponse__Output } from './viommu/v1/InvalidateResponse';
import type { InvalidationEnded as _viommu_v1_InvalidationEnded, InvalidationEnded__Output as _viommu_v1_InvalidationEnded__Output } from './viommu/v1/InvalidationEnded';
import type { InvalidationEntry as _viommu_v1_InvalidationEntry, InvalidationEntry__Output as _viommu_v1_InvalidationEntry__Output } from './viommu/v1/InvalidationEntry';
import type { InvalidationEntryResult as _viommu_v1_InvalidationEntryResult, InvalidationEntryResult__Output as _viommu_v1_InvalidationEntryResult__Output } from './viommu/v1/InvalidationEntryResult';
import type { InvalidationFence as _viommu_v1_InvalidationFence, InvalidationFence__Output as _viommu_v1_InvalidationFence__Output } from './viommu/v1/InvalidationFence';
import type { InvalidationRequest as _viommu_v1_InvalidationRequest, InvalidationRequest__Output as _viommu_v1_InvalidationRequest__Output } from './viommu/v1/InvalidationRequest';
import type { InvalidationServiceClient as _viommu_v1_InvalidationServiceClient, InvalidationServiceDefinition as _viommu_v1_InvalidationServiceDefinition } from './viommu/v1/InvalidationService';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { IssueDmaRequest as _viommu_v1_IssueDmaRequest, IssueDmaRequest__Output as _viommu_v1_IssueDmaRequest__Output } from './viommu/v1/IssueDmaRequest';
import type { IssueDmaResponse as _viommu_v1_IssueDmaResponse, IssueDmaResponse__Output as _viommu_v1_IssueDmaResponse__Output } from './viommu/v1/IssueDmaResponse';
import type { IssueTranslationRequestRequest as _viommu_v1_IssueTranslationRequestRequest, IssueTranslationRequestRequest__Output as _viommu_v1_IssueTranslationRequestRequest__Output } from './viommu/v1/IssueTranslationRequestRequest';
import type { IssueTranslationRequestResponse as _viommu_v1_IssueTranslationRequestResponse, IssueTranslationRequestResponse__Output as _viommu_v1_IssueTranslationRequestResponse__Output } from './viommu/v1/IssueTranslationRequestResponse';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from './viommu/v1/ItemResult';
import type { ListAttachmentsRequest as _viommu_v1_ListAttachmentsRequest, ListAttachmentsRequest__Output as _viommu_v1_ListAttachmentsRequest__Output } from './viommu/v1/ListAttachmentsRequest';
import type { ListAttachmentsResponse as _viommu_v1_ListAttachmentsResponse, ListAttachmentsResponse__Output as _viommu_v1_ListAttachmentsResponse__Output } from './viommu/v1/ListAttachmentsResponse';
import type { ListDomainsRequest as _viommu_v1_ListDomainsRequest, ListDomainsRequest__Output as _viommu_v1_ListDomainsRequest__Output } from './viommu/v1/ListDomainsRequest';
import type { ListDomainsResponse as _viommu_v1_ListDomainsResponse, ListDomainsResponse__Output as _viommu_v1_ListDomainsResponse__Output } from './viommu/v1/ListDomainsResponse';
import type { ListEndpointsRequest as _viommu_v1_ListEndpointsRequest, ListEndpointsRequest__Output as _viommu_v1_ListEndpointsRequest__Output } from './viommu/v1/ListEndpointsRequest';
import type { ListEndpointsResponse as _viommu_v1_ListEndpointsResponse, ListEndpointsResponse__Output as _viommu_v1_ListEndpointsResponse__Output } from './viommu/v1/ListEndpointsResponse';
import type { ListMappingsRequest as _viommu_v1_ListMappingsRequest, ListMappingsRequest__Output as _viommu_v1_ListMappingsRequest__Output } from './viommu/v1/ListMappingsRequest';
import type { ListMappingsResponse as _viommu_v1_ListMappingsResponse, ListMappingsResponse__Output as _viommu_v1_ListMappingsResponse__Output } from './viommu/v1/ListMappingsResponse';
import type { ListOutstandingInvalidationsRequest as _viommu_v1_ListOutstandingInvalidationsRequest, ListOutstandingInvalidationsRequest__Output as _viommu_v1_ListOutstandingInvalidationsRequest__Output } from './viommu/v1/ListOutstandingInvalidationsRequest';
import type { ListOutstandingInvalidationsResponse as _viommu_v1_ListOutstandingInvalidationsResponse, ListOutstandingInvalidationsResponse__Output as _viommu_v1_ListOutstandingInvalidationsResponse__Output } from './viommu/v1/ListOutstandingInvalidationsResponse';
import type { ListPageRequestGroupsRequest as _viommu_v1_ListPageRequestGroupsRequest, ListPageRequestGroupsRequest__Output as _viommu_v1_ListPageRequestGroupsRequest__Output } from './viommu/v1/ListPageRequestGroupsRequest';
import type { ListPageRequestGroupsResponse as _viommu_v1_ListPageRequestGroupsResponse, ListPageRequestGroupsResponse__Output as _viommu_v1_ListPageRequestGroupsResponse__Output } from './viommu/v1/ListPageRequestGroupsResponse';
import type { ListViolationsRequest as _viommu_v1_ListViolationsRequest, ListViolationsRequest__Output as _viommu_v1_ListViolationsRequest__Output } from './viommu/v1/ListViolationsRequest';
import type { ListViolationsResponse as _viommu_v1_ListViolationsResponse, ListViolationsResponse__Output as _viommu_v1_ListViolationsResponse__Output } from './viommu/v1/ListViolationsResponse';
import type { MapAnywhereRequest as _viommu_v1_MapAnywhereRequest, MapAnywhereRequest__Output as _viommu_v1_MapAnywhereRequest__Output } from './viommu/v1/MapAnywhereRequest';
import type { MapAnywhereResponse as _viommu_v1_MapAnywhereResponse, MapAnywhereResponse__Output as _viommu_v1_MapAnywhereResponse__Output } from './viommu/v1/MapAnywhereResponse';
import type { MapItem as _viommu_v1_MapItem, MapItem__Output as _viommu_v1_MapItem__Output } from './viommu/v1/MapItem';
import type { MapRequest as _viommu_v1_MapRequest, MapRequest__Output as _viommu_v1_MapRequest__Output } from './viommu/v1/MapRequest';
import type { MapResponse as _viommu_v1_MapResponse, MapResponse__Output as _viommu_v1_MapResponse__Output } from './viommu/v1/MapResponse';
import type { Mapping as _viommu_v1_Mapping, Mapping__Output as _viommu_v1_Mapping__Output } from './viommu/v1/Mapping';
import type { MappingStep as _viommu_v1_MappingStep, MappingStep__Output as _viommu_v1_MappingStep__Output } from './viommu/v1/MappingStep';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from './viommu/v1/NestedFault';
import type { NestedTables as _viommu_v1_NestedTables, NestedTables__Output as _viommu_v1_NestedTables__Output } from './viommu/v1/NestedTables';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from './viommu/v1/OperationResult';
import type { OutstandingGroup as _viommu_v1_OutstandingGroup, OutstandingGroup__Output as _viommu_v1_OutstandingGroup__Output } from './viommu/v1/OutstandingGroup';
import type { OutstandingInvalidation as _viommu_v1_OutstandingInvalidation, OutstandingInvalidation__Output as _viommu_v1_OutstandingInvalidation__Output } from './viommu/v1/OutstandingInvalidation';
import type { PageRequest as _viommu_v1_PageRequest, PageRequest__Output as _viommu_v1_PageRequest__Output } from './viommu/v1/PageRequest';
import type { PageRequestGroup as _viommu_v1_PageRequestGroup, PageRequestGroup__Output as _viommu_v1_PageRequestGroup__Output } from './viommu/v1/PageRequestGroup';
import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from './viommu/v1/PageRequestItem';
import type { PageRequestQuirks as _viommu_v1_PageRequestQuirks, PageRequestQuirks__Output as _viommu_v1_PageRequestQuirks__Output } from './viommu/v1/PageRequestQuirks';
import type { PageResponse as _viommu_v1_PageResponse, PageResponse__Output as _viommu_v1_PageResponse__Output } from './viommu/v1/PageResponse';
import type { PageResponseResult as _viommu_v1_PageResponseResult, PageResponseResult__Output as _viommu_v1_PageResponseResult__Output } from './viommu/v1/PageResponseResult';
import type { PartialsDropped as _viommu_v1_PartialsDropped, PartialsDropped__Output as _viommu_v1_PartialsDropped__Output } from './viommu/v1/PartialsDropped';
import type { PasidCapability as _viommu_v1_PasidCapability, PasidCapability__Output as _viommu_v1_PasidCapability__Output } from './viommu/v1/PasidCapability';
import type { PendingGroup as _viommu_v1_PendingGroup, PendingGroup__Output as _viommu_v1_PendingGroup__Output } from './viommu/v1/PendingGroup';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from './viommu/v1/Permissions';
import type { PriCapability as _viommu_v1_PriCapability, PriCapability__Output as _viommu_v1_PriCapability__Output } from './viommu/v1/PriCapability';
import type { PriStatus as _viommu_v1_PriStatus, PriStatus__Output as _viommu_v1_PriStatus__Output } from './viommu/v1/PriStatus';
import type { QueueOverflow as _viommu_v1_QueueOverflow, QueueOverflow__Output as _viommu_v1_QueueOverflow__Output } from './viommu/v1/QueueOverflow';
import type { QueueStatistics as _viommu_v1_QueueStatistics, QueueStatistics__Output as _viommu_v1_QueueStatistics__Output } from './viommu/v1/QueueStatistics';
import type { ReadDirtyPagesRequest as _viommu_v1_ReadDirtyPagesRequest, ReadDirtyPagesRequest__Output as _viommu_v1_ReadDirtyPagesRequest__Output } from './viommu/v1/ReadDirtyPagesRequest';
import type { ReadDirtyPagesResponse as _viommu_v1_ReadDirtyPagesResponse, ReadDirtyPagesResponse__Output as _viommu_v1_ReadDirtyPagesResponse__Output } from './viommu/v1/ReadDirtyPagesResponse';
import type { RecordedViolation as _viommu_v1_RecordedViolation, RecordedViolation__Output as _viommu_v1_RecordedViolation__Output } from './viommu/v1/RecordedViolation';
import type { Refused as _viommu_v1_Refused, Refused__Output as _viommu_v1_Refused__Output } from './viommu/v1/Refused';
import type { ReplaceRequest as _viommu_v1_ReplaceRequest, ReplaceRequest__Output as _viommu_v1_ReplaceRequest__Output } from './viommu/v1/ReplaceRequest';
import type { ReplaceResponse as _viommu_v1_ReplaceResponse, ReplaceResponse__Output as _viommu_v1_ReplaceResponse__Output } from './viommu/v1/ReplaceResponse';
import type { Report as _viommu_v1_Report, Report__Output as _viommu_v1_Report__Output } from './viommu/v1/Report';
import type { ReportBatch as _viommu_v1_ReportBatch, ReportBatch__Output as _viommu_v1_ReportBatch__Output } from './viommu/v1/ReportBatch';
import type { ReportSelection as _viommu_v1_ReportSelection, ReportSelection__Output as _viommu_v1_ReportSelection__Output } from './viommu/v1/ReportSelection';
import type { ReportStreamOpened as _viommu_v1_ReportStreamOpened, ReportStreamOpened__Output as _viommu_v1_ReportStreamOpened__Output } from './viommu/v1/ReportStreamOpened';
import type { ReservedIovaRange as _viommu_v1_ReservedIovaRange, ReservedIovaRange__Output as _viommu_v1_ReservedIovaRange__Output } from './viommu/v1/ReservedIovaRange';
import type { ResetFunctionRequest as _viommu_v1_ResetFunctionRequest, ResetFunctionRequest__Output as _viommu_v1_ResetFunctionRequest__Output } from './viommu/v1/ResetFunctionRequest';
import type { ResetFunctionResponse as _viommu_v1_ResetFunctionResponse, ResetFunctionResponse__Output as _viommu_v1_ResetFunctionResponse__Output } from './viommu/v1/ResetFunctionResponse';
import type { ResetPriRequest as _viommu_v1_ResetPriRequest, ResetPriRequest__Output as _viommu_v1_ResetPriRequest__Output } from './viommu/v1/ResetPriRequest';
import type { ResetPriResponse as _viommu_v1_ResetPriResponse, ResetPriResponse__Output as _viommu_v1_ResetPriResponse__Output } from './viommu/v1/ResetPriResponse';
import type { ResolveItem as _viommu_v1_ResolveItem, ResolveItem__Output as _viommu_v1_ResolveItem__Output } from './viommu/v1/ResolveItem';
import type { ResolvePageRequestsRequest as _viommu_v1_ResolvePageRequestsRequest, ResolvePageRequestsRequest__Output as _viommu_v1_ResolvePageRequestsRequest__Output } from './viommu/v1/ResolvePageRequestsRequest';
import type { ResolvePageRequestsResponse as _viommu_v1_ResolvePageRequestsResponse, ResolvePageRequestsResponse__Output as _viommu_v1_ResolvePageRequestsResponse__Output } from './viommu/v1/ResolvePageRequestsResponse';
import type { RespondToPageRequestsRequest as _viommu_v1_RespondToPageRequestsRequest, RespondToPageRequestsRequest__Output as _viommu_v1_RespondToPageRequestsRequest__Output } from './viommu/v1/RespondToPageRequestsRequest';
import type { RespondToPageRequestsResponse as _viommu_v1_RespondToPageRequestsResponse, RespondToPageRequestsResponse__Output as _viommu_v1_RespondToPageRequestsResponse__Output } from './viommu/v1/RespondToPageRequestsResponse';
import type { ResumePoint as _viommu_v1_ResumePoint, ResumePoint__Output as _viommu_v1_ResumePoint__Output } from './viommu/v1/ResumePoint';
import type { RiscvTables as _viommu_v1_RiscvTables, RiscvTables__Output as _viommu_v1_RiscvTables__Output } from './viommu/v1/RiscvTables';
import type { RouteStep as _viommu_v1_RouteStep, RouteStep__Output as _viommu_v1_RouteStep__Output } from './viommu/v1/RouteStep';
import type { Rule as _viommu_v1_Rule, Rule__Output as _viommu_v1_Rule__Output } from './viommu/v1/Rule';
import type { RuleAnswer as _viommu_v1_RuleAnswer, RuleAnswer__Output as _viommu_v1_RuleAnswer__Output } from './viommu/v1/RuleAnswer';
import type { RuleCompleteWrongly as _viommu_v1_RuleCompleteWrongly, RuleCompleteWrongly__Output as _viommu_v1_RuleCompleteWrongly__Output } from './viommu/v1/RuleCompleteWrongly';
import type { RuleDelay as _viommu_v1_RuleDelay, RuleDelay__Output as _viommu_v1_RuleDelay__Output } from './viommu/v1/RuleDelay';
import type { RuleDrop as _viommu_v1_RuleDrop, RuleDrop__Output as _viommu_v1_RuleDrop__Output } from './viommu/v1/RuleDrop';
import type { RuleExhaust as _viommu_v1_RuleExhaust, RuleExhaust__Output as _viommu_v1_RuleExhaust__Output } from './viommu/v1/RuleExhaust';
import type { RuleExpectation as _viommu_v1_RuleExpectation, RuleExpectation__Output as _viommu_v1_RuleExpectation__Output } from './viommu/v1/RuleExpectation';
import type { RuleFault as _viommu_v1_RuleFault, RuleFault__Output as _viommu_v1_RuleFault__Output } from './viommu/v1/RuleFault';
import type { RuleHit as _viommu_v1_RuleHit, RuleHit__Output as _viommu_v1_RuleHit__Output } from './viommu/v1/RuleHit';
import type { RuleMatch as _viommu_v1_RuleMatch, RuleMatch__Output as _viommu_v1_RuleMatch__Output } from './viommu/v1/RuleMatch';
import type { RuleRemoveEndpoint as _viommu_v1_RuleRemoveEndpoint, RuleRemoveEndpoint__Output as _viommu_v1_RuleRemoveEndpoint__Output } from './viommu/v1/RuleRemoveEndpoint';
import type { RuleTrigger as _viommu_v1_RuleTrigger, RuleTrigger__Output as _viommu_v1_RuleTrigger__Output } from './viommu/v1/RuleTrigger';
import type { SendPageResponseRequest as _viommu_v1_SendPageResponseRequest, SendPageResponseRequest__Output as _viommu_v1_SendPageResponseRequest__Output } from './viommu/v1/SendPageResponseRequest';
import type { SendPageResponseResponse as _viommu_v1_SendPageResponseResponse, SendPageResponseResponse__Output as _viommu_v1_SendPageResponseResponse__Output } from './viommu/v1/SendPageResponseResponse';
import type { SetAllowedIovaRangesRequest as _viommu_v1_SetAllowedIovaRangesRequest, SetAllowedIovaRangesRequest__Output as _viommu_v1_SetAllowedIovaRangesRequest__Output } from './viommu/v1/SetAllowedIovaRangesRequest';
import type { SetAllowedIovaRangesResponse as _viommu_v1_SetAllowedIovaRangesResponse, SetAllowedIovaRangesResponse__Output as _viommu_v1_SetAllowedIovaRangesResponse__Output } from './viommu/v1/SetAllowedIovaRangesResponse';
import type { SetCredits as _viommu_v1_SetCredits, SetCredits__Output as _viommu_v1_SetCredits__Output } from './viommu/v1/SetCredits';
import type { SetDirtyTrackingRequest as _viommu_v1_SetDirtyTrackingRequest, SetDirtyTrackingRequest__Output as _viommu_v1_SetDirtyTrackingRequest__Output } from './viommu/v1/SetDirtyTrackingRequest';
import type { SetDirtyTrackingResponse as _viommu_v1_SetDirtyTrackingResponse, SetDirtyTrackingResponse__Output as _viommu_v1_SetDirtyTrackingResponse__Output } from './viommu/v1/SetDirtyTrackingResponse';
import type { SetLinkRequest as _viommu_v1_SetLinkRequest, SetLinkRequest__Output as _viommu_v1_SetLinkRequest__Output } from './viommu/v1/SetLinkRequest';
import type { SetLinkResponse as _viommu_v1_SetLinkResponse, SetLinkResponse__Output as _viommu_v1_SetLinkResponse__Output } from './viommu/v1/SetLinkResponse';
import type { SkippedMessages as _viommu_v1_SkippedMessages, SkippedMessages__Output as _viommu_v1_SkippedMessages__Output } from './viommu/v1/SkippedMessages';
import type { SkippedReports as _viommu_v1_SkippedReports, SkippedReports__Output as _viommu_v1_SkippedReports__Output } from './viommu/v1/SkippedReports';
import type { StallCapability as _viommu_v1_StallCapability, StallCapability__Output as _viommu_v1_StallCapability__Output } from './viommu/v1/StallCapability';
import type { StopMarker as _viommu_v1_StopMarker, StopMarker__Output as _viommu_v1_StopMarker__Output } from './viommu/v1/StopMarker';
import type { StopPasidRequest as _viommu_v1_StopPasidRequest, StopPasidRequest__Output as _viommu_v1_StopPasidRequest__Output } from './viommu/v1/StopPasidRequest';
import type { StopPasidResponse as _viommu_v1_StopPasidResponse, StopPasidResponse__Output as _viommu_v1_StopPasidResponse__Output } from './viommu/v1/StopPasidResponse';
import type { SubmitPageRequestsRequest as _viommu_v1_SubmitPageRequestsRequest, SubmitPageRequestsRequest__Output as _viommu_v1_SubmitPageRequestsRequest__Output } from './viommu/v1/SubmitPageRequestsRequest';
import type { SubmitPageRequestsResponse as _viommu_v1_SubmitPageRequestsResponse, SubmitPageRequestsResponse__Output as _viommu_v1_SubmitPageRequestsResponse__Output } from './viommu/v1/SubmitPageRequestsResponse';
import type { SurpriseRemoveRequest as _viommu_v1_SurpriseRemoveRequest, SurpriseRemoveRequest__Output as _viommu_v1_SurpriseRemoveRequest__Output } from './viommu/v1/SurpriseRemoveRequest';
import type { SurpriseRemoveResponse as _viommu_v1_SurpriseRemoveResponse, SurpriseRemoveResponse__Output as _viommu_v1_SurpriseRemoveResponse__Output } from './viommu/v1/SurpriseRemoveResponse';
import type { TableStep as _viommu_v1_TableStep, TableStep__Output as _viommu_v1_TableStep__Output } from './viommu/v1/TableStep';
import type { TranslateRequest as _viommu_v1_TranslateRequest, TranslateRequest__Output as _viommu_v1_TranslateRequest__Output } from './viommu/v1/TranslateRequest';
import type { TranslateResponse as _viommu_v1_TranslateResponse, TranslateResponse__Output as _viommu_v1_TranslateResponse__Output } from './viommu/v1/TranslateResponse';
import type { TranslationCompletion as _viommu_v1_TranslationCompletion, TranslationCompletion__Output as _viommu_v1_TranslationCompletion__Output } from './viommu/v1/TranslationCompletion';
import type { TranslationEntry as _viommu_v1_TranslationEntry, TranslationEntry__Output as _viommu_v1_TranslationEntry__Output } from './viommu/v1/TranslationEntry';
import type { TranslationExplanation as _viommu_v1_TranslationExplanation, TranslationExplanation__Output as _viommu_v1_TranslationExplanation__Output } from './viommu/v1/TranslationExplanation';
import type { TranslationFault as _viommu_v1_TranslationFault, TranslationFault__Output as _viommu_v1_TranslationFault__Output } from './viommu/v1/TranslationFault';
import type { TranslationFound as _viommu_v1_TranslationFound, TranslationFound__Output as _viommu_v1_TranslationFound__Output } from './viommu/v1/TranslationFound';
import type { TranslationStep as _viommu_v1_TranslationStep, TranslationStep__Output as _viommu_v1_TranslationStep__Output } from './viommu/v1/TranslationStep';
import type { UnmapRequest as _viommu_v1_UnmapRequest, UnmapRequest__Output as _viommu_v1_UnmapRequest__Output } from './viommu/v1/UnmapRequest';
import type { UnmapResponse as _viommu_v1_UnmapResponse, UnmapResponse__Output as _viommu_v1_UnmapResponse__Output } from './viommu/v1/UnmapResponse';
import type { UpdateEndpointRequest as _viommu_v1_UpdateEndpointRequest, UpdateEndpointRequest__Output as _viommu_v1_UpdateEndpointRequest__Output } from './viommu/v1/UpdateEndpointRequest';
import type { UpdateEndpointResponse as _viommu_v1_UpdateEndpointResponse, UpdateEndpointResponse__Output as _viommu_v1_UpdateEndpointResponse__Output } from './viommu/v1/UpdateEndpointResponse';
import type { Violation as _viommu_v1_Violation, Violation__Output as _viommu_v1_Violation__Output } from './viommu/v1/Violation';
import type { Viommu as _viommu_v1_Viommu, Viommu__Output as _viommu_v1_Viommu__Output } from './viommu/v1/Viommu';
import type { ViommuConfig as _viommu_v1_ViommuConfig, ViommuConfig__Output as _viommu_v1_ViommuConfig__Output } from './viommu/v1/ViommuConfig';
import type { ViommuLimits as _viommu_v1_ViommuLimits, ViommuLimits__Output as _viommu_v1_ViommuLimits__Output } from './viommu/v1/ViommuLimits';
import type { ViommuPolicy as _viommu_v1_ViommuPolicy, ViommuPolicy__Output as _viommu_v1_ViommuPolicy__Output } from './viommu/v1/ViommuPolicy';
import type { VmmChannelRequest as _viommu_v1_VmmChannelRequest, VmmChannelRequest__Output as _viommu_v1_VmmChannelRequest__Output } from './viommu/v1/VmmChannelRequest';
import type { VmmChannelResponse as _viommu_v1_VmmChannelResponse, VmmChannelResponse__Output as _viommu_v1_VmmChannelResponse__Output } from './viommu/v1/VmmChannelResponse';
import type { VmmInvalidate as _viommu_v1_VmmInvalidate, VmmInvalidate__Output as _viommu_v1_VmmInvalidate__Output } from './viommu/v1/VmmInvalidate';
import type { VmmMap as _viommu_v1_VmmMap, VmmMap__Output as _viommu_v1_VmmMap__Output } from './viommu/v1/VmmMap';
import type { VmmOpen as _viommu_v1_VmmOpen, VmmOpen__Output as _viommu_v1_VmmOpen__Output } from './viommu/v1/VmmOpen';
import type { VmmResolve as _viommu_v1_VmmResolve, VmmResolve__Output as _viommu_v1_VmmResolve__Output } from './viommu/v1/VmmResolve';
import type { VmmRespond as _viommu_v1_VmmRespond, VmmRespond__Output as _viommu_v1_VmmRespond__Output } from './viommu/v1/VmmRespond';
import type { VmmUnmap as _viommu_v1_VmmUnmap, VmmUnmap__Output as _viommu_v1_VmmUnmap__Output } from './viommu/v1/VmmUnmap';
import type { WatchEndpointRequest as _viommu_v1_WatchEndpointRequest, WatchEndpointRequest__Output as _viommu_v1_WatchEndpointRequest__Output } from './viommu/v1/WatchEndpointRequest';
import type { WatchEndpointResponse as _viommu_v1_WatchEndpointResponse, WatchEndpointResponse__Output as _viommu_v1_WatchEndpointResponse__Output } from './viommu/v1/WatchEndpointResponse';
import type { WatchFaultsRequest as _viommu_v1_WatchFaultsRequest, WatchFaultsRequest__Output as _viommu_v1_WatchFaultsRequest__Output } from './viommu/v1/WatchFaultsRequest';
import type { WatchFaultsResponse as _viommu_v1_WatchFaultsResponse, WatchFaultsResponse__Output as _viommu_v1_WatchFaultsResponse__Output } from './viommu/v1/WatchFaultsResponse';
import type { X86Tables as _viommu_v1_X86Tables, X86Tables__Output as _viommu_v1_X86Tables__Output } from './viommu/v1/X86Tables';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      Aarch64Region: MessageTypeDefinition<_viommu_v1_Aarch64Region, _viommu_v1_Aarch64Region__Output>
      Aarch64Tables: MessageTypeDefinition<_viommu_v1_Aarch64Tables, _viommu_v1_Aarch64Tables__Output>
      AcknowledgeOverflowRequest: MessageTypeDefinition<_viommu_v1_AcknowledgeOverflowRequest, _viommu_v1_AcknowledgeOverflowRequest__Output>
      AcknowledgeOverflowResponse: MessageTypeDefinition<_viommu_v1_AcknowledgeOverflowResponse, _viommu_v1_AcknowledgeOverflowResponse__Output>
      AddressType: EnumTypeDefinition
      AtsCapability: MessageTypeDefinition<_viommu_v1_AtsCapability, _viommu_v1_AtsCapability__Output>
      AttachRequest: MessageTypeDefinition<_viommu_v1_AttachRequest, _viommu_v1_AttachRequest__Output>
      AttachResponse: MessageTypeDefinition<_viommu_v1_AttachResponse, _viommu_v1_AttachResponse__Output>
      Attachment: MessageTypeDefinition<_viommu_v1_Attachment, _viommu_v1_Attachment__Output>
      AutomaticAction: EnumTypeDefinition
      AutomaticAnswer: MessageTypeDefinition<_viommu_v1_AutomaticAnswer, _viommu_v1_AutomaticAnswer__Output>
      AutomaticAnswers: MessageTypeDefinition<_viommu_v1_AutomaticAnswers, _viommu_v1_AutomaticAnswers__Output>
      Barrier: MessageTypeDefinition<_viommu_v1_Barrier, _viommu_v1_Barrier__Output>
      BarrierReached: MessageTypeDefinition<_viommu_v1_BarrierReached, _viommu_v1_BarrierReached__Output>
      CachedTranslation: MessageTypeDefinition<_viommu_v1_CachedTranslation, _viommu_v1_CachedTranslation__Output>
      /**
       * The fast paths: one bidirectional stream for a VMM and one for a device model. Everything in them has a twin among
       * the other services. `tag`: any number of the sender's choice, echoed in the result; many may be outstanding, results
       * come in the order in which the work ends. With tag 0 `respond`, `resolve` and `page_requests` have a result only if
       * there is something to tell: a `PageResponseResult`, a group that was not queued, a refused item. A message that is
       * refused gets `refused` with its tag; the stream lives on. A message the server cannot decode, or one longer than
       * 512 KiB, ends the stream (transport status).
       */
      ChannelService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_ChannelServiceClient> & { service: _viommu_v1_ChannelServiceDefinition }
      ClearPriStatusRequest: MessageTypeDefinition<_viommu_v1_ClearPriStatusRequest, _viommu_v1_ClearPriStatusRequest__Output>
      ClearPriStatusResponse: MessageTypeDefinition<_viommu_v1_ClearPriStatusResponse, _viommu_v1_ClearPriStatusResponse__Output>
      ClockKind: EnumTypeDefinition
      ClosedGroup: MessageTypeDefinition<_viommu_v1_ClosedGroup, _viommu_v1_ClosedGroup__Output>
      Closing: MessageTypeDefinition<_viommu_v1_Closing, _viommu_v1_Closing__Output>
      ClosingReason: EnumTypeDefinition
      CompleteInvalidationRequest: MessageTypeDefinition<_viommu_v1_CompleteInvalidationRequest, _viommu_v1_CompleteInvalidationRequest__Output>
      CompleteInvalidationResponse: MessageTypeDefinition<_viommu_v1_CompleteInvalidationResponse, _viommu_v1_CompleteInvalidationResponse__Output>
      ContextState: EnumTypeDefinition
      CreateDomainRequest: MessageTypeDefinition<_viommu_v1_CreateDomainRequest, _viommu_v1_CreateDomainRequest__Output>
      CreateDomainResponse: MessageTypeDefinition<_viommu_v1_CreateDomainResponse, _viommu_v1_CreateDomainResponse__Output>
      CreateEndpointRequest: MessageTypeDefinition<_viommu_v1_CreateEndpointRequest, _viommu_v1_CreateEndpointRequest__Output>
      CreateEndpointResponse: MessageTypeDefinition<_viommu_v1_CreateEndpointResponse, _viommu_v1_CreateEndpointResponse__Output>
      Culprit: EnumTypeDefinition
      DeleteDomainRequest: MessageTypeDefinition<_viommu_v1_DeleteDomainRequest, _viommu_v1_DeleteDomainRequest__Output>
      DeleteDomainResponse: MessageTypeDefinition<_viommu_v1_DeleteDomainResponse, _viommu_v1_DeleteDomainResponse__Output>
      DeleteEndpointRequest: MessageTypeDefinition<_viommu_v1_DeleteEndpointRequest, _viommu_v1_DeleteEndpointRequest__Output>
      DeleteEndpointResponse: MessageTypeDefinition<_viommu_v1_DeleteEndpointResponse, _viommu_v1_DeleteEndpointResponse__Output>
      DetachRequest: MessageTypeDefinition<_viommu_v1_DetachRequest, _viommu_v1_DetachRequest__Output>
      DetachResponse: MessageTypeDefinition<_viommu_v1_DetachResponse, _viommu_v1_DetachResponse__Output>
      DisablePriRequest: MessageTypeDefinition<_viommu_v1_DisablePriRequest, _viommu_v1_DisablePriRequest__Output>
      DisablePriResponse: MessageTypeDefinition<_viommu_v1_DisablePriResponse, _viommu_v1_DisablePriResponse__Output>
      DmaCopy: MessageTypeDefinition<_viommu_v1_DmaCopy, _viommu_v1_DmaCopy__Output>
      DmaFill: MessageTypeDefinition<_viommu_v1_DmaFill, _viommu_v1_DmaFill__Output>
      DmaRead: MessageTypeDefinition<_viommu_v1_DmaRead, _viommu_v1_DmaRead__Output>
      DmaResult: MessageTypeDefinition<_viommu_v1_DmaResult, _viommu_v1_DmaResult__Output>
      DmaStatus: EnumTypeDefinition
      DmaWrite: MessageTypeDefinition<_viommu_v1_DmaWrite, _viommu_v1_DmaWrite__Output>
      Domain: MessageTypeDefinition<_viommu_v1_Domain, _viommu_v1_Domain__Output>
      DomainKind: EnumTypeDefinition
      /**
       * Creates I/O address spaces, attaches endpoints to them, maps and unmaps.
       * 
       * Errors of every call that names a domain: DOMAIN_NOT_FOUND; an endpoint: ENDPOINT_NOT_FOUND.
       * 
       * `invalidation_timeout_ns`, where a request has one,
       * bounds the wait for device TLBs in nanoseconds of the vIOMMU's clock, from the beginning of the operation; it cannot
       * lengthen the hardware limit and must not be 0 (TIMEOUT_INVALID). Where device TLBs must be told, an endpoint with too
       * many invalidations waiting refuses the call (LIMIT_EXCEEDED, max_waiting_invalidations). An endpoint that did not
       * complete in time is a result (TIMED_OUT), not an error. The call's deadline or cancellation ends the wait, never the
       * operation.
       */
      DomainService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_DomainServiceClient> & { service: _viommu_v1_DomainServiceDefinition }
      DomainSubscription: MessageTypeDefinition<_viommu_v1_DomainSubscription, _viommu_v1_DomainSubscription__Output>
      DrainPageRequestsRequest: MessageTypeDefinition<_viommu_v1_DrainPageRequestsRequest, _viommu_v1_DrainPageRequestsRequest__Output>
      DrainPageRequestsResponse: MessageTypeDefinition<_viommu_v1_DrainPageRequestsResponse, _viommu_v1_DrainPageRequestsResponse__Output>
      EnablePriRequest: MessageTypeDefinition<_viommu_v1_EnablePriRequest, _viommu_v1_EnablePriRequest__Output>
      EnablePriResponse: MessageTypeDefinition<_viommu_v1_EnablePriResponse, _viommu_v1_EnablePriResponse__Output>
      EncodedRange: MessageTypeDefinition<_viommu_v1_EncodedRange, _viommu_v1_EncodedRange__Output>
      EndCause: EnumTypeDefinition
      Endpoint: MessageTypeDefinition<_viommu_v1_Endpoint, _viommu_v1_Endpoint__Output>
      EndpointBackend: EnumTypeDefinition
      EndpointChangeKind: EnumTypeDefinition
      EndpointChanged: MessageTypeDefinition<_viommu_v1_EndpointChanged, _viommu_v1_EndpointChanged__Output>
      EndpointChannelRequest: MessageTypeDefinition<_viommu_v1_EndpointChannelRequest, _viommu_v1_EndpointChannelRequest__Output>
      EndpointChannelResponse: MessageTypeDefinition<_viommu_v1_EndpointChannelResponse, _viommu_v1_EndpointChannelResponse__Output>
      EndpointConfig: MessageTypeDefinition<_viommu_v1_EndpointConfig, _viommu_v1_EndpointConfig__Output>
      EndpointContext: MessageTypeDefinition<_viommu_v1_EndpointContext, _viommu_v1_EndpointContext__Output>
      EndpointDma: MessageTypeDefinition<_viommu_v1_EndpointDma, _viommu_v1_EndpointDma__Output>
      EndpointHello: MessageTypeDefinition<_viommu_v1_EndpointHello, _viommu_v1_EndpointHello__Output>
      EndpointInvalidationCompletion: MessageTypeDefinition<_viommu_v1_EndpointInvalidationCompletion, _viommu_v1_EndpointInvalidationCompletion__Output>
      EndpointKind: EnumTypeDefinition
      EndpointLost: MessageTypeDefinition<_viommu_v1_EndpointLost, _viommu_v1_EndpointLost__Output>
      EndpointOutcome: MessageTypeDefinition<_viommu_v1_EndpointOutcome, _viommu_v1_EndpointOutcome__Output>
      EndpointPageRequests: MessageTypeDefinition<_viommu_v1_EndpointPageRequests, _viommu_v1_EndpointPageRequests__Output>
      EndpointPageResponse: MessageTypeDefinition<_viommu_v1_EndpointPageResponse, _viommu_v1_EndpointPageResponse__Output>
      EndpointResumed: MessageTypeDefinition<_viommu_v1_EndpointResumed, _viommu_v1_EndpointResumed__Output>
      /**
       * Creates endpoints, operates their capability registers, and acts as a hosted endpoint.
       * 
       * Errors of every call that names an endpoint: ENDPOINT_NOT_FOUND; where it must act or change, ENDPOINT_REMOVED, and
       * ENDPOINT_DISCONNECTED for an external endpoint without a device model; where it must send something, LINK_DOWN.
       * 
       * `IssueDma`, `IssueTranslationRequest`, `SubmitPageRequests` and `CompleteInvalidation` are refused for external endpoints
       * (ENDPOINT_NOT_HOSTED), whose model says the same on `ChannelService.EndpointChannel`.
       */
      EndpointService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_EndpointServiceClient> & { service: _viommu_v1_EndpointServiceDefinition }
      EndpointState: EnumTypeDefinition
      EndpointTranslationRequest: MessageTypeDefinition<_viommu_v1_EndpointTranslationRequest, _viommu_v1_EndpointTranslationRequest__Output>
      ExhaustionStage: EnumTypeDefinition
      FailedResponse: MessageTypeDefinition<_viommu_v1_FailedResponse, _viommu_v1_FailedResponse__Output>
      FaultEvent: MessageTypeDefinition<_viommu_v1_FaultEvent, _viommu_v1_FaultEvent__Output>
      FaultReason: EnumTypeDefinition
      /**
       * Delivers page-request groups and fault events, takes the answers, and injects both.
       */
      FaultService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_FaultServiceClient> & { service: _viommu_v1_FaultServiceDefinition }
      FlushCounts: MessageTypeDefinition<_viommu_v1_FlushCounts, _viommu_v1_FlushCounts__Output>
      GetDomainRequest: MessageTypeDefinition<_viommu_v1_GetDomainRequest, _viommu_v1_GetDomainRequest__Output>
      GetDomainResponse: MessageTypeDefinition<_viommu_v1_GetDomainResponse, _viommu_v1_GetDomainResponse__Output>
      GetEndpointRequest: MessageTypeDefinition<_viommu_v1_GetEndpointRequest, _viommu_v1_GetEndpointRequest__Output>
      GetEndpointResponse: MessageTypeDefinition<_viommu_v1_GetEndpointResponse, _viommu_v1_GetEndpointResponse__Output>
      GetIovaRangesRequest: MessageTypeDefinition<_viommu_v1_GetIovaRangesRequest, _viommu_v1_GetIovaRangesRequest__Output>
      GetIovaRangesResponse: MessageTypeDefinition<_viommu_v1_GetIovaRangesResponse, _viommu_v1_GetIovaRangesResponse__Output>
      GetQueueStatisticsRequest: MessageTypeDefinition<_viommu_v1_GetQueueStatisticsRequest, _viommu_v1_GetQueueStatisticsRequest__Output>
      GetQueueStatisticsResponse: MessageTypeDefinition<_viommu_v1_GetQueueStatisticsResponse, _viommu_v1_GetQueueStatisticsResponse__Output>
      GroupAnswered: MessageTypeDefinition<_viommu_v1_GroupAnswered, _viommu_v1_GroupAnswered__Output>
      GroupDiscarded: MessageTypeDefinition<_viommu_v1_GroupDiscarded, _viommu_v1_GroupDiscarded__Output>
      Heartbeat: MessageTypeDefinition<_viommu_v1_Heartbeat, _viommu_v1_Heartbeat__Output>
      HelloReset: MessageTypeDefinition<_viommu_v1_HelloReset, _viommu_v1_HelloReset__Output>
      HelloResume: MessageTypeDefinition<_viommu_v1_HelloResume, _viommu_v1_HelloResume__Output>
      IfMapped: EnumTypeDefinition
      InjectExhaustionRequest: MessageTypeDefinition<_viommu_v1_InjectExhaustionRequest, _viommu_v1_InjectExhaustionRequest__Output>
      InjectExhaustionResponse: MessageTypeDefinition<_viommu_v1_InjectExhaustionResponse, _viommu_v1_InjectExhaustionResponse__Output>
      InjectFaultEventRequest: MessageTypeDefinition<_viommu_v1_InjectFaultEventRequest, _viommu_v1_InjectFaultEventRequest__Output>
      InjectFaultEventResponse: MessageTypeDefinition<_viommu_v1_InjectFaultEventResponse, _viommu_v1_InjectFaultEventResponse__Output>
      InjectPageRequestsRequest: MessageTypeDefinition<_viommu_v1_InjectPageRequestsRequest, _viommu_v1_InjectPageRequestsRequest__Output>
      InjectPageRequestsResponse: MessageTypeDefinition<_viommu_v1_InjectPageRequestsResponse, _viommu_v1_InjectPageRequestsResponse__Output>
      InjectedPageRequest: MessageTypeDefinition<_viommu_v1_InjectedPageRequest, _viommu_v1_InjectedPageRequest__Output>
      InvalidateContext: MessageTypeDefinition<_viommu_v1_InvalidateContext, _viommu_v1_InvalidateContext__Output>
      InvalidateDeviceTlb: MessageTypeDefinition<_viommu_v1_InvalidateDeviceTlb, _viommu_v1_InvalidateDeviceTlb__Output>
      InvalidateDomain: MessageTypeDefinition<_viommu_v1_InvalidateDomain, _viommu_v1_InvalidateDomain__Output>
      InvalidateEverything: MessageTypeDefinition<_viommu_v1_InvalidateEverything, _viommu_v1_InvalidateEverything__Output>
      InvalidateIotlb: MessageTypeDefinition<_viommu_v1_InvalidateIotlb, _viommu_v1_InvalidateIotlb__Output>
      InvalidatePasidEntry: MessageTypeDefinition<_viommu_v1_InvalidatePasidEntry, _viommu_v1_InvalidatePasidEntry__Output>
      InvalidateRequest: MessageTypeDefinition<_viommu_v1_InvalidateRequest, _viommu_v1_InvalidateRequest__Output>
      InvalidateResponse: MessageTypeDefinition<_viommu_v1_InvalidateResponse, _viommu_v1_InvalidateResponse__Output>
      InvalidationCompletion: EnumTypeDefinition
      InvalidationEnded: MessageTypeDefinition<_viommu_v1_InvalidationEnded, _viommu_v1_InvalidationEnded__Output>
      InvalidationEntry: MessageTypeDefinition<_viommu_v1_InvalidationEntry, _viommu_v1_InvalidationEntry__Output>
      InvalidationEntryResult: MessageTypeDefinition<_viommu_v1_InvalidationEntryResult, _viommu_v1_InvalidationEntryResult__Output>
      InvalidationFence: MessageTypeDefinition<_viommu_v1_InvalidationFence, _viommu_v1_InvalidationFence__Output>
      InvalidationRequest: MessageTypeDefinition<_viommu_v1_InvalidationRequest, _viommu_v1_InvalidationRequest__Output>
      /**
       * Invalidates the IOTLB and device TLBs by hand. Unmap, lowering permissions, detach and replace do so by themselves.
       */
      InvalidationService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_InvalidationServiceClient> & { service: _viommu_v1_InvalidationServiceDefinition }
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      IssueDmaRequest: MessageTypeDefinition<_viommu_v1_IssueDmaRequest, _viommu_v1_IssueDmaRequest__Output>
      IssueDmaResponse: MessageTypeDefinition<_viommu_v1_IssueDmaResponse, _viommu_v1_IssueDmaResponse__Output>
      IssueTranslationRequestRequest: MessageTypeDefinition<_viommu_v1_IssueTranslationRequestRequest, _viommu_v1_IssueTranslationRequestRequest__Output>
      IssueTranslationRequestResponse: MessageTypeDefinition<_viommu_v1_IssueTranslationRequestResponse, _viommu_v1_IssueTranslationRequestResponse__Output>
      ItemResult: MessageTypeDefinition<_viommu_v1_ItemResult, _viommu_v1_ItemResult__Output>
      ListAttachmentsRequest: MessageTypeDefinition<_viommu_v1_ListAttachmentsRequest, _viommu_v1_ListAttachmentsRequest__Output>
      ListAttachmentsResponse: MessageTypeDefinition<_viommu_v1_ListAttachmentsResponse, _viommu_v1_ListAttachmentsResponse__Output>
      ListDomainsRequest: MessageTypeDefinition<_viommu_v1_ListDomainsRequest, _viommu_v1_ListDomainsRequest__Output>
      ListDomainsResponse: MessageTypeDefinition<_viommu_v1_ListDomainsResponse, _viommu_v1_ListDomainsResponse__Output>
      ListEndpointsRequest: MessageTypeDefinition<_viommu_v1_ListEndpointsRequest, _viommu_v1_ListEndpointsRequest__Output>
      ListEndpointsResponse: MessageTypeDefinition<_viommu_v1_ListEndpointsResponse, _viommu_v1_ListEndpointsResponse__Output>
      ListMappingsRequest: MessageTypeDefinition<_viommu_v1_ListMappingsRequest, _viommu_v1_ListMappingsRequest__Output>
      ListMappingsResponse: MessageTypeDefinition<_viommu_v1_ListMappingsResponse, _viommu_v1_ListMappingsResponse__Output>
      ListOutstandingInvalidationsRequest: MessageTypeDefinition<_viommu_v1_ListOutstandingInvalidationsRequest, _viommu_v1_ListOutstandingInvalidationsRequest__Output>
      ListOutstandingInvalidationsResponse: MessageTypeDefinition<_viommu_v1_ListOutstandingInvalidationsResponse, _viommu_v1_ListOutstandingInvalidationsResponse__Output>
      ListPageRequestGroupsRequest: MessageTypeDefinition<_viommu_v1_ListPageRequestGroupsRequest, _viommu_v1_ListPageRequestGroupsRequest__Output>
      ListPageRequestGroupsResponse: MessageTypeDefinition<_viommu_v1_ListPageRequestGroupsResponse, _viommu_v1_ListPageRequestGroupsResponse__Output>
      ListViolationsRequest: MessageTypeDefinition<_viommu_v1_ListViolationsRequest, _viommu_v1_ListViolationsRequest__Output>
      ListViolationsResponse: MessageTypeDefinition<_viommu_v1_ListViolationsResponse, _viommu_v1_ListViolationsResponse__Output>
      MapAnywhereRequest: MessageTypeDefinition<_viommu_v1_MapAnywhereRequest, _viommu_v1_MapAnywhereRequest__Output>
      MapAnywhereResponse: MessageTypeDefinition<_viommu_v1_MapAnywhereResponse, _viommu_v1_MapAnywhereResponse__Output>
      MapItem: MessageTypeDefinition<_viommu_v1_MapItem, _viommu_v1_MapItem__Output>
      MapRequest: MessageTypeDefinition<_viommu_v1_MapRequest, _viommu_v1_MapRequest__Output>
      MapResponse: MessageTypeDefinition<_viommu_v1_MapResponse, _viommu_v1_MapResponse__Output>
      Mapping: MessageTypeDefinition<_viommu_v1_Mapping, _viommu_v1_Mapping__Output>
      MappingStep: MessageTypeDefinition<_viommu_v1_MappingStep, _viommu_v1_MappingStep__Output>
      NestedFault: MessageTypeDefinition<_viommu_v1_NestedFault, _viommu_v1_NestedFault__Output>
      NestedTables: MessageTypeDefinition<_viommu_v1_NestedTables, _viommu_v1_NestedTables__Output>
      OnError: EnumTypeDefinition
      OperationKind: EnumTypeDefinition
      OperationOutcome: EnumTypeDefinition
      OperationResult: MessageTypeDefinition<_viommu_v1_OperationResult, _viommu_v1_OperationResult__Output>
      OutstandingGroup: MessageTypeDefinition<_viommu_v1_OutstandingGroup, _viommu_v1_OutstandingGroup__Output>
      OutstandingInvalidation: MessageTypeDefinition<_viommu_v1_OutstandingInvalidation, _viommu_v1_OutstandingInvalidation__Output>
      OverflowPolicy: EnumTypeDefinition
      PageRequest: MessageTypeDefinition<_viommu_v1_PageRequest, _viommu_v1_PageRequest__Output>
      PageRequestGroup: MessageTypeDefinition<_viommu_v1_PageRequestGroup, _viommu_v1_PageRequestGroup__Output>
      PageRequestItem: MessageTypeDefinition<_viommu_v1_PageRequestItem, _viommu_v1_PageRequestItem__Output>
      PageRequestQuirks: MessageTypeDefinition<_viommu_v1_PageRequestQuirks, _viommu_v1_PageRequestQuirks__Output>
      PageResponse: MessageTypeDefinition<_viommu_v1_PageResponse, _viommu_v1_PageResponse__Output>
      PageResponseCode: EnumTypeDefinition
      PageResponseOutcome: EnumTypeDefinition
      PageResponseResult: MessageTypeDefinition<_viommu_v1_PageResponseResult, _viommu_v1_PageResponseResult__Output>
      PartialUnmap: EnumTypeDefinition
      PartialsDropped: MessageTypeDefinition<_viommu_v1_PartialsDropped, _viommu_v1_PartialsDropped__Output>
      PasidCapability: MessageTypeDefinition<_viommu_v1_PasidCapability, _viommu_v1_PasidCapability__Output>
      PendingGroup: MessageTypeDefinition<_viommu_v1_PendingGroup, _viommu_v1_PendingGroup__Output>
      Permissions: MessageTypeDefinition<_viommu_v1_Permissions, _viommu_v1_Permissions__Output>
      PriCapability: MessageTypeDefinition<_viommu_v1_PriCapability, _viommu_v1_PriCapability__Output>
      PriStatus: MessageTypeDefinition<_viommu_v1_PriStatus, _viommu_v1_PriStatus__Output>
      Profile: EnumTypeDefinition
      QueueOverflow: MessageTypeDefinition<_viommu_v1_QueueOverflow, _viommu_v1_QueueOverflow__Output>
      QueueStatistics: MessageTypeDefinition<_viommu_v1_QueueStatistics, _viommu_v1_QueueStatistics__Output>
      ReadDirtyPagesRequest: MessageTypeDefinition<_viommu_v1_ReadDirtyPagesRequest, _viommu_v1_ReadDirtyPagesRequest__Output>
      ReadDirtyPagesResponse: MessageTypeDefinition<_viommu_v1_ReadDirtyPagesResponse, _viommu_v1_ReadDirtyPagesResponse__Output>
      RecordedViolation: MessageTypeDefinition<_viommu_v1_RecordedViolation, _viommu_v1_RecordedViolation__Output>
      Refused: MessageTypeDefinition<_viommu_v1_Refused, _viommu_v1_Refused__Output>
      ReplaceRequest: MessageTypeDefinition<_viommu_v1_ReplaceRequest, _viommu_v1_ReplaceRequest__Output>
      ReplaceResponse: MessageTypeDefinition<_viommu_v1_ReplaceResponse, _viommu_v1_ReplaceResponse__Output>
      Report: MessageTypeDefinition<_viommu_v1_Report, _viommu_v1_Report__Output>
      ReportBatch: MessageTypeDefinition<_viommu_v1_ReportBatch, _viommu_v1_ReportBatch__Output>
      ReportSelection: MessageTypeDefinition<_viommu_v1_ReportSelection, _viommu_v1_ReportSelection__Output>
      ReportStreamOpened: MessageTypeDefinition<_viommu_v1_ReportStreamOpened, _viommu_v1_ReportStreamOpened__Output>
      ReservedIovaRange: MessageTypeDefinition<_viommu_v1_ReservedIovaRange, _viommu_v1_ReservedIovaRange__Output>
      ResetFunctionRequest: MessageTypeDefinition<_viommu_v1_ResetFunctionRequest, _viommu_v1_ResetFunctionRequest__Output>
      ResetFunctionResponse: MessageTypeDefinition<_viommu_v1_ResetFunctionResponse, _viommu_v1_ResetFunctionResponse__Output>
      ResetPriRequest: MessageTypeDefinition<_viommu_v1_ResetPriRequest, _viommu_v1_ResetPriRequest__Output>
      ResetPriResponse: MessageTypeDefinition<_viommu_v1_ResetPriResponse, _viommu_v1_ResetPriResponse__Output>
      ResolveItem: MessageTypeDefinition<_viommu_v1_ResolveItem, _viommu_v1_ResolveItem__Output>
      ResolvePageRequestsRequest: MessageTypeDefinition<_viommu_v1_ResolvePageRequestsRequest, _viommu_v1_ResolvePageRequestsRequest__Output>
      ResolvePageRequestsResponse: MessageTypeDefinition<_viommu_v1_ResolvePageRequestsResponse, _viommu_v1_ResolvePageRequestsResponse__Output>
      RespondToPageRequestsRequest: MessageTypeDefinition<_viommu_v1_RespondToPageRequestsRequest, _viommu_v1_RespondToPageRequestsRequest__Output>
      RespondToPageRequestsResponse: MessageTypeDefinition<_viommu_v1_RespondToPageRequestsResponse, _viommu_v1_RespondToPageRequestsResponse__Output>
      ResponseEffect: EnumTypeDefinition
      ResumeOutcome: EnumTypeDefinition
      ResumePoint: MessageTypeDefinition<_viommu_v1_ResumePoint, _viommu_v1_ResumePoint__Output>
      RiscvMode: EnumTypeDefinition
      RiscvTables: MessageTypeDefinition<_viommu_v1_RiscvTables, _viommu_v1_RiscvTables__Output>
      Role: EnumTypeDefinition
      RouteStep: MessageTypeDefinition<_viommu_v1_RouteStep, _viommu_v1_RouteStep__Output>
      Rule: MessageTypeDefinition<_viommu_v1_Rule, _viommu_v1_Rule__Output>
      RuleAnswer: MessageTypeDefinition<_viommu_v1_RuleAnswer, _viommu_v1_RuleAnswer__Output>
      RuleCompleteWrongly: MessageTypeDefinition<_viommu_v1_RuleCompleteWrongly, _viommu_v1_RuleCompleteWrongly__Output>
      RuleDelay: MessageTypeDefinition<_viommu_v1_RuleDelay, _viommu_v1_RuleDelay__Output>
      RuleDrop: MessageTypeDefinition<_viommu_v1_RuleDrop, _viommu_v1_RuleDrop__Output>
      RuleEvent: EnumTypeDefinition
      RuleExhaust: MessageTypeDefinition<_viommu_v1_RuleExhaust, _viommu_v1_RuleExhaust__Output>
      RuleExpectation: MessageTypeDefinition<_viommu_v1_RuleExpectation, _viommu_v1_RuleExpectation__Output>
      RuleFault: MessageTypeDefinition<_viommu_v1_RuleFault, _viommu_v1_RuleFault__Output>
      RuleHit: MessageTypeDefinition<_viommu_v1_RuleHit, _viommu_v1_RuleHit__Output>
      RuleMatch: MessageTypeDefinition<_viommu_v1_RuleMatch, _viommu_v1_RuleMatch__Output>
      RuleRemoveEndpoint: MessageTypeDefinition<_viommu_v1_RuleRemoveEndpoint, _viommu_v1_RuleRemoveEndpoint__Output>
      RuleTrigger: MessageTypeDefinition<_viommu_v1_RuleTrigger, _viommu_v1_RuleTrigger__Output>
      SendPageResponseRequest: MessageTypeDefinition<_viommu_v1_SendPageResponseRequest, _viommu_v1_SendPageResponseRequest__Output>
      SendPageResponseResponse: MessageTypeDefinition<_viommu_v1_SendPageResponseResponse, _viommu_v1_SendPageResponseResponse__Output>
      SetAllowedIovaRangesRequest: MessageTypeDefinition<_viommu_v1_SetAllowedIovaRangesRequest, _viommu_v1_SetAllowedIovaRangesRequest__Output>
      SetAllowedIovaRangesResponse: MessageTypeDefinition<_viommu_v1_SetAllowedIovaRangesResponse, _viommu_v1_SetAllowedIovaRangesResponse__Output>
      SetCredits: MessageTypeDefinition<_viommu_v1_SetCredits, _viommu_v1_SetCredits__Output>
      SetDirtyTrackingRequest: MessageTypeDefinition<_viommu_v1_SetDirtyTrackingRequest, _viommu_v1_SetDirtyTrackingRequest__Output>
      SetDirtyTrackingResponse: MessageTypeDefinition<_viommu_v1_SetDirtyTrackingResponse, _viommu_v1_SetDirtyTrackingResponse__Output>
      SetLinkRequest: MessageTypeDefinition<_viommu_v1_SetLinkRequest, _viommu_v1_SetLinkRequest__Output>
      SetLinkResponse: MessageTypeDefinition<_viommu_v1_SetLinkResponse, _viommu_v1_SetLinkResponse__Output>
      SkipReason: EnumTypeDefinition
      SkippedMessages: MessageTypeDefinition<_viommu_v1_SkippedMessages, _viommu_v1_SkippedMessages__Output>
      SkippedReports: MessageTypeDefinition<_viommu_v1_SkippedReports, _viommu_v1_SkippedReports__Output>
      StallAction: EnumTypeDefinition
      StallCapability: MessageTypeDefinition<_viommu_v1_StallCapability, _viommu_v1_StallCapability__Output>
      StopMarker: MessageTypeDefinition<_viommu_v1_StopMarker, _viommu_v1_StopMarker__Output>
      StopPasidRequest: MessageTypeDefinition<_viommu_v1_StopPasidRequest, _viommu_v1_StopPasidRequest__Output>
      StopPasidResponse: MessageTypeDefinition<_viommu_v1_StopPasidResponse, _viommu_v1_StopPasidResponse__Output>
      StopPasidStyle: EnumTypeDefinition
      SubmitPageRequestsRequest: MessageTypeDefinition<_viommu_v1_SubmitPageRequestsRequest, _viommu_v1_SubmitPageRequestsRequest__Output>
      SubmitPageRequestsResponse: MessageTypeDefinition<_viommu_v1_SubmitPageRequestsResponse, _viommu_v1_SubmitPageRequestsResponse__Output>
      SurpriseRemoveRequest: MessageTypeDefinition<_viommu_v1_SurpriseRemoveRequest, _viommu_v1_SurpriseRemoveRequest__Output>
      SurpriseRemoveResponse: MessageTypeDefinition<_viommu_v1_SurpriseRemoveResponse, _viommu_v1_SurpriseRemoveResponse__Output>
      TableDecision: EnumTypeDefinition
      TableStep: MessageTypeDefinition<_viommu_v1_TableStep, _viommu_v1_TableStep__Output>
      TableUpdates: EnumTypeDefinition
      TransactionKind: EnumTypeDefinition
      TranslateRequest: MessageTypeDefinition<_viommu_v1_TranslateRequest, _viommu_v1_TranslateRequest__Output>
      TranslateResponse: MessageTypeDefinition<_viommu_v1_TranslateResponse, _viommu_v1_TranslateResponse__Output>
      TranslatedRequestCheck: EnumTypeDefinition
      TranslationCompletion: MessageTypeDefinition<_viommu_v1_TranslationCompletion, _viommu_v1_TranslationCompletion__Output>
      TranslationEntry: MessageTypeDefinition<_viommu_v1_TranslationEntry, _viommu_v1_TranslationEntry__Output>
      TranslationExplanation: MessageTypeDefinition<_viommu_v1_TranslationExplanation, _viommu_v1_TranslationExplanation__Output>
      TranslationFault: MessageTypeDefinition<_viommu_v1_TranslationFault, _viommu_v1_TranslationFault__Output>
      TranslationFound: MessageTypeDefinition<_viommu_v1_TranslationFound, _viommu_v1_TranslationFound__Output>
      TranslationStage: EnumTypeDefinition
      TranslationState: EnumTypeDefinition
      TranslationStatus: EnumTypeDefinition
      TranslationStep: MessageTypeDefinition<_viommu_v1_TranslationStep, _viommu_v1_TranslationStep__Output>
      UnmapRequest: MessageTypeDefinition<_viommu_v1_UnmapRequest, _viommu_v1_UnmapRequest__Output>
      UnmapResponse: MessageTypeDefinition<_viommu_v1_UnmapResponse, _viommu_v1_UnmapResponse__Output>
      UnsupportedRequestReaction: EnumTypeDefinition
      UpdateEndpointRequest: MessageTypeDefinition<_viommu_v1_UpdateEndpointRequest, _viommu_v1_UpdateEndpointRequest__Output>
      UpdateEndpointResponse: MessageTypeDefinition<_viommu_v1_UpdateEndpointResponse, _viommu_v1_UpdateEndpointResponse__Output>
      Violation: MessageTypeDefinition<_viommu_v1_Violation, _viommu_v1_Violation__Output>
      Viommu: MessageTypeDefinition<_viommu_v1_Viommu, _viommu_v1_Viommu__Output>
      ViommuConfig: MessageTypeDefinition<_viommu_v1_ViommuConfig, _viommu_v1_ViommuConfig__Output>
      ViommuLimits: MessageTypeDefinition<_viommu_v1_ViommuLimits, _viommu_v1_ViommuLimits__Output>
      ViommuPolicy: MessageTypeDefinition<_viommu_v1_ViommuPolicy, _viommu_v1_ViommuPolicy__Output>
      VmmChannelRequest: MessageTypeDefinition<_viommu_v1_VmmChannelRequest, _viommu_v1_VmmChannelRequest__Output>
      VmmChannelResponse: MessageTypeDefinition<_viommu_v1_VmmChannelResponse, _viommu_v1_VmmChannelResponse__Output>
      VmmInvalidate: MessageTypeDefinition<_viommu_v1_VmmInvalidate, _viommu_v1_VmmInvalidate__Output>
      VmmMap: MessageTypeDefinition<_viommu_v1_VmmMap, _viommu_v1_VmmMap__Output>
      VmmOpen: MessageTypeDefinition<_viommu_v1_VmmOpen, _viommu_v1_VmmOpen__Output>
      VmmResolve: MessageTypeDefinition<_viommu_v1_VmmResolve, _viommu_v1_VmmResolve__Output>
      VmmRespond: MessageTypeDefinition<_viommu_v1_VmmRespond, _viommu_v1_VmmRespond__Output>
      VmmUnmap: MessageTypeDefinition<_viommu_v1_VmmUnmap, _viommu_v1_VmmUnmap__Output>
      WatchEndpointRequest: MessageTypeDefinition<_viommu_v1_WatchEndpointRequest, _viommu_v1_WatchEndpointRequest__Output>
      WatchEndpointResponse: MessageTypeDefinition<_viommu_v1_WatchEndpointResponse, _viommu_v1_WatchEndpointResponse__Output>
      WatchFaultsRequest: MessageTypeDefinition<_viommu_v1_WatchFaultsRequest, _viommu_v1_WatchFaultsRequest__Output>
      WatchFaultsResponse: MessageTypeDefinition<_viommu_v1_WatchFaultsResponse, _viommu_v1_WatchFaultsResponse__Output>
      X86Tables: MessageTypeDefinition<_viommu_v1_X86Tables, _viommu_v1_X86Tables__Output>
    }
  }
}

