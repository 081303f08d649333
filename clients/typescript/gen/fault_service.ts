import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Aarch64Region as _viommu_v1_Aarch64Region, Aarch64Region__Output as _viommu_v1_Aarch64Region__Output } from './viommu/v1/Aarch64Region';
import type { Aarch64Tables as _viommu_v1_Aarch64Tables, Aarch64Tables__Output as _viommu_v1_Aarch64Tables__Output } from './viommu/v1/Aarch64Tables';
import type { AcknowledgeOverflowRequest as _viommu_v1_AcknowledgeOverflowRequest, AcknowledgeOverflowRequest__Output as _viommu_v1_AcknowledgeOverflowRequest__Output } from './viommu/v1/AcknowledgeOverflowRequest';
import type { AcknowledgeOverflowResponse as _viommu_v1_AcknowledgeOverflowResponse, AcknowledgeOverflowResponse__Output as _viommu_v1_AcknowledgeOverflowResponse__Output } from './viommu/v1/AcknowledgeOverflowResponse';
import type { AtsCapability as _viommu_v1_AtsCapability, AtsCapability__Output as _viommu_v1_AtsCapability__Output } from './viommu/v1/AtsCapability';
import type { Attachment as _viommu_v1_Attachment, Attachment__Output as _viommu_v1_Attachment__Output } from './viommu/v1/Attachment';
import type { AutomaticAnswer as _viommu_v1_AutomaticAnswer, AutomaticAnswer__Output as _viommu_v1_AutomaticAnswer__Output } from './viommu/v1/AutomaticAnswer';
import type { AutomaticAnswers as _viommu_v1_AutomaticAnswers, AutomaticAnswers__Output as _viommu_v1_AutomaticAnswers__Output } from './viommu/v1/AutomaticAnswers';
import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from './viommu/v1/ClosedGroup';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from './viommu/v1/Closing';
import type { Domain as _viommu_v1_Domain, Domain__Output as _viommu_v1_Domain__Output } from './viommu/v1/Domain';
import type { DomainSubscription as _viommu_v1_DomainSubscription, DomainSubscription__Output as _viommu_v1_DomainSubscription__Output } from './viommu/v1/DomainSubscription';
import type { DrainPageRequestsRequest as _viommu_v1_DrainPageRequestsRequest, DrainPageRequestsRequest__Output as _viommu_v1_DrainPageRequestsRequest__Output } from './viommu/v1/DrainPageRequestsRequest';
import type { DrainPageRequestsResponse as _viommu_v1_DrainPageRequestsResponse, DrainPageRequestsResponse__Output as _viommu_v1_DrainPageRequestsResponse__Output } from './viommu/v1/DrainPageRequestsResponse';
import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from './viommu/v1/Endpoint';
import type { EndpointChanged as _viommu_v1_EndpointChanged, EndpointChanged__Output as _viommu_v1_EndpointChanged__Output } from './viommu/v1/EndpointChanged';
import type { EndpointConfig as _viommu_v1_EndpointConfig, EndpointConfig__Output as _viommu_v1_EndpointConfig__Output } from './viommu/v1/EndpointConfig';
import type { EndpointContext as _viommu_v1_EndpointContext, EndpointContext__Output as _viommu_v1_EndpointContext__Output } from './viommu/v1/EndpointContext';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from './viommu/v1/EndpointOutcome';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from './viommu/v1/FaultEvent';
import type { FaultServiceClient as _viommu_v1_FaultServiceClient, FaultServiceDefinition as _viommu_v1_FaultServiceDefinition } from './viommu/v1/FaultService';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from './viommu/v1/FlushCounts';
import type { GetQueueStatisticsRequest as _viommu_v1_GetQueueStatisticsRequest, GetQueueStatisticsRequest__Output as _viommu_v1_GetQueueStatisticsRequest__Output } from './viommu/v1/GetQueueStatisticsRequest';
import type { GetQueueStatisticsResponse as _viommu_v1_GetQueueStatisticsResponse, GetQueueStatisticsResponse__Output as _viommu_v1_GetQueueStatisticsResponse__Output } from './viommu/v1/GetQueueStatisticsResponse';
import type { GroupAnswered as _viommu_v1_GroupAnswered, GroupAnswered__Output as _viommu_v1_GroupAnswered__Output } from './viommu/v1/GroupAnswered';
import type { GroupDiscarded as _viommu_v1_GroupDiscarded, GroupDiscarded__Output as _viommu_v1_GroupDiscarded__Output } from './viommu/v1/GroupDiscarded';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from './viommu/v1/Heartbeat';
import type { InjectExhaustionRequest as _viommu_v1_InjectExhaustionRequest, InjectExhaustionRequest__Output as _viommu_v1_InjectExhaustionRequest__Output } from './viommu/v1/InjectExhaustionRequest';
import type { InjectExhaustionResponse as _viommu_v1_InjectExhaustionResponse, InjectExhaustionResponse__Output as _viommu_v1_InjectExhaustionResponse__Output } from './viommu/v1/InjectExhaustionResponse';
import type { InjectFaultEventRequest as _viommu_v1_InjectFaultEventRequest, InjectFaultEventRequest__Output as _viommu_v1_InjectFaultEventRequest__Output } from './viommu/v1/InjectFaultEventRequest';
import type { InjectFaultEventResponse as _viommu_v1_InjectFaultEventResponse, InjectFaultEventResponse__Output as _viommu_v1_InjectFaultEventResponse__Output } from './viommu/v1/InjectFaultEventResponse';
import type { InjectPageRequestsRequest as _viommu_v1_InjectPageRequestsRequest, InjectPageRequestsRequest__Output as _viommu_v1_InjectPageRequestsRequest__Output } from './viommu/v1/InjectPageRequestsRequest';
import type { InjectPageRequestsResponse as _viommu_v1_InjectPageRequestsResponse, InjectPageRequestsResponse__Output as _viommu_v1_InjectPageRequestsResponse__Output } from './viommu/v1/InjectPageRequestsResponse';
import type { InjectedPageRequest as _viommu_v1_InjectedPageRequest, InjectedPageRequest__Output as _viommu_v1_InjectedPageRequest__Output } from './viommu/v1/InjectedPageRequest';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from './viommu/v1/ItemResult';
import type { ListPageRequestGroupsRequest as _viommu_v1_ListPageRequestGroupsRequest, ListPageRequestGroupsRequest__Output as _viommu_v1_ListPageRequestGroupsRequest__Output } from './viommu/v1/ListPageRequestGroupsRequest';
import type { ListPageRequestGroupsResponse as _viommu_v1_ListPageRequestGroupsResponse, ListPageRequestGroupsResponse__Output as _viommu_v1_ListPageRequestGroupsResponse__Output } from './viommu/v1/ListPageRequestGroupsResponse';
import type { ListViolationsRequest as _viommu_v1_ListViolationsRequest, ListViolationsRequest__Output as _viommu_v1_ListViolationsRequest__Output } from './viommu/v1/ListViolationsRequest';
import type { ListViolationsResponse as _viommu_v1_ListViolationsResponse, ListViolationsResponse__Output as _viommu_v1_ListViolationsResponse__Output } from './viommu/v1/ListViolationsResponse';
import type { MapItem as _viommu_v1_MapItem, MapItem__Output as _viommu_v1_MapItem__Output } from './viommu/v1/MapItem';
import type { Mapping as _viommu_v1_Mapping, Mapping__Output as _viommu_v1_Mapping__Output } from './viommu/v1/Mapping';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from './viommu/v1/NestedFault';
import type { NestedTables as _viommu_v1_NestedTables, NestedTables__Output as _viommu_v1_NestedTables__Output } from './viommu/v1/NestedTables';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from './viommu/v1/OperationResult';
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
import type { RecordedViolation as _viommu_v1_RecordedViolation, RecordedViolation__Output as _viommu_v1_RecordedViolation__Output } from './viommu/v1/RecordedViolation';
import type { Report as _viommu_v1_Report, Report__Output as _viommu_v1_Report__Output } from './viommu/v1/Report';
import type { ReportBatch as _viommu_v1_ReportBatch, ReportBatch__Output as _viommu_v1_ReportBatch__Output } from './viommu/v1/ReportBatch';
import type { ReportSelection as _viommu_v1_ReportSelection, ReportSelection__Output as _viommu_v1_ReportSelection__Output } from './viommu/v1/ReportSelection';
import type { ReportStreamOpened as _viommu_v1_ReportStreamOpened, ReportStreamOpened__Output as _viommu_v1_ReportStreamOpened__Output } from './viommu/v1/ReportStreamOpened';
import type { ReservedIovaRange as _viommu_v1_ReservedIovaRange, ReservedIovaRange__Output as _viommu_v1_ReservedIovaRange__Output } from './viommu/v1/ReservedIovaRange';
import type { ResolveItem as _viommu_v1_ResolveItem, ResolveItem__Output as _viommu_v1_ResolveItem__Output } from './viommu/v1/ResolveItem';
import type { ResolvePageRequestsRequest as _viommu_v1_ResolvePageRequestsRequest, ResolvePageRequestsRequest__Output as _viommu_v1_ResolvePageRequestsRequest__Output } from './viommu/v1/ResolvePageRequestsRequest';
import type { ResolvePageRequestsResponse as _viommu_v1_ResolvePageRequestsResponse, ResolvePageRequestsResponse__Output as _viommu_v1_ResolvePageRequestsResponse__Output } from './viommu/v1/ResolvePageRequestsResponse';
import type { RespondToPageRequestsRequest as _viommu_v1_RespondToPageRequestsRequest, RespondToPageRequestsRequest__Output as _viommu_v1_RespondToPageRequestsRequest__Output } from './viommu/v1/RespondToPageRequestsRequest';
import type { RespondToPageRequestsResponse as _viommu_v1_RespondToPageRequestsResponse, RespondToPageRequestsResponse__Output as _viommu_v1_RespondToPageRequestsResponse__Output } from './viommu/v1/RespondToPageRequestsResponse';
import type { ResumePoint as _viommu_v1_ResumePoint, ResumePoint__Output as _viommu_v1_ResumePoint__Output } from './viommu/v1/ResumePoint';
import type { RiscvTables as _viommu_v1_RiscvTables, RiscvTables__Output as _viommu_v1_RiscvTables__Output } from './viommu/v1/RiscvTables';
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
import type { SkippedReports as _viommu_v1_SkippedReports, SkippedReports__Output as _viommu_v1_SkippedReports__Output } from './viommu/v1/SkippedReports';
import type { StallCapability as _viommu_v1_StallCapability, StallCapability__Output as _viommu_v1_StallCapability__Output } from './viommu/v1/StallCapability';
import type { StopMarker as _viommu_v1_StopMarker, StopMarker__Output as _viommu_v1_StopMarker__Output } from './viommu/v1/StopMarker';
import type { Violation as _viommu_v1_Violation, Violation__Output as _viommu_v1_Violation__Output } from './viommu/v1/Violation';
import type { Viommu as _viommu_v1_Viommu, Viommu__Output as _viommu_v1_Viommu__Output } from './viommu/v1/Viommu';
import type { ViommuConfig as _viommu_v1_ViommuConfig, ViommuConfig__Output as _viommu_v1_ViommuConfig__Output } from './viommu/v1/ViommuConfig';
import type { ViommuLimits as _viommu_v1_ViommuLimits, ViommuLimits__Output as _viommu_v1_ViommuLimits__Output } from './viommu/v1/ViommuLimits';
import type { ViommuPolicy as _viommu_v1_ViommuPolicy, ViommuPolicy__Output as _viommu_v1_ViommuPolicy__Output } from './viommu/v1/ViommuPolicy';
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
      AtsCapability: MessageTypeDefinition<_viommu_v1_AtsCapability, _viommu_v1_AtsCapability__Output>
      Attachment: MessageTypeDefinition<_viommu_v1_Attachment, _viommu_v1_Attachment__Output>
      AutomaticAction: EnumTypeDefinition
      AutomaticAnswer: MessageTypeDefinition<_viommu_v1_AutomaticAnswer, _viommu_v1_AutomaticAnswer__Output>
      AutomaticAnswers: MessageTypeDefinition<_viommu_v1_AutomaticAnswers, _viommu_v1_AutomaticAnswers__Output>
      ClockKind: EnumTypeDefinition
      ClosedGroup: MessageTypeDefinition<_viommu_v1_ClosedGroup, _viommu_v1_ClosedGroup__Output>
      Closing: MessageTypeDefinition<_viommu_v1_Closing, _viommu_v1_Closing__Output>
      ClosingReason: EnumTypeDefinition
      ContextState: EnumTypeDefinition
      Culprit: EnumTypeDefinition
      Domain: MessageTypeDefinition<_viommu_v1_Domain, _viommu_v1_Domain__Output>
      DomainKind: EnumTypeDefinition
      DomainSubscription: MessageTypeDefinition<_viommu_v1_DomainSubscription, _viommu_v1_DomainSubscription__Output>
      DrainPageRequestsRequest: MessageTypeDefinition<_viommu_v1_DrainPageRequestsRequest, _viommu_v1_DrainPageRequestsRequest__Output>
      DrainPageRequestsResponse: MessageTypeDefinition<_viommu_v1_DrainPageRequestsResponse, _viommu_v1_DrainPageRequestsResponse__Output>
      EndCause: EnumTypeDefinition
      Endpoint: MessageTypeDefinition<_viommu_v1_Endpoint, _viommu_v1_Endpoint__Output>
      EndpointBackend: EnumTypeDefinition
      EndpointChangeKind: EnumTypeDefinition
      EndpointChanged: MessageTypeDefinition<_viommu_v1_EndpointChanged, _viommu_v1_EndpointChanged__Output>
      EndpointConfig: MessageTypeDefinition<_viommu_v1_EndpointConfig, _viommu_v1_EndpointConfig__Output>
      EndpointContext: MessageTypeDefinition<_viommu_v1_EndpointContext, _viommu_v1_EndpointContext__Output>
      EndpointKind: EnumTypeDefinition
      EndpointOutcome: MessageTypeDefinition<_viommu_v1_EndpointOutcome, _viommu_v1_EndpointOutcome__Output>
      EndpointState: EnumTypeDefinition
      ExhaustionStage: EnumTypeDefinition
      FaultEvent: MessageTypeDefinition<_viommu_v1_FaultEvent, _viommu_v1_FaultEvent__Output>
      FaultReason: EnumTypeDefinition
      /**
       * Delivers page-request groups and fault events, takes the answers, and injects both.
       */
      FaultService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_FaultServiceClient> & { service: _viommu_v1_FaultServiceDefinition }
      FlushCounts: MessageTypeDefinition<_viommu_v1_FlushCounts, _viommu_v1_FlushCounts__Output>
      GetQueueStatisticsRequest: MessageTypeDefinition<_viommu_v1_GetQueueStatisticsRequest, _viommu_v1_GetQueueStatisticsRequest__Output>
      GetQueueStatisticsResponse: MessageTypeDefinition<_viommu_v1_GetQueueStatisticsResponse, _viommu_v1_GetQueueStatisticsResponse__Output>
      GroupAnswered: MessageTypeDefinition<_viommu_v1_GroupAnswered, _viommu_v1_GroupAnswered__Output>
      GroupDiscarded: MessageTypeDefinition<_viommu_v1_GroupDiscarded, _viommu_v1_GroupDiscarded__Output>
      Heartbeat: MessageTypeDefinition<_viommu_v1_Heartbeat, _viommu_v1_Heartbeat__Output>
      IfMapped: EnumTypeDefinition
      InjectExhaustionRequest: MessageTypeDefinition<_viommu_v1_InjectExhaustionRequest, _viommu_v1_InjectExhaustionRequest__Output>
      InjectExhaustionResponse: MessageTypeDefinition<_viommu_v1_InjectExhaustionResponse, _viommu_v1_InjectExhaustionResponse__Output>
      InjectFaultEventRequest: MessageTypeDefinition<_viommu_v1_InjectFaultEventRequest, _viommu_v1_InjectFaultEventRequest__Output>
      InjectFaultEventResponse: MessageTypeDefinition<_viommu_v1_InjectFaultEventResponse, _viommu_v1_InjectFaultEventResponse__Output>
      InjectPageRequestsRequest: MessageTypeDefinition<_viommu_v1_InjectPageRequestsRequest, _viommu_v1_InjectPageRequestsRequest__Output>
      InjectPageRequestsResponse: MessageTypeDefinition<_viommu_v1_InjectPageRequestsResponse, _viommu_v1_InjectPageRequestsResponse__Output>
      InjectedPageRequest: MessageTypeDefinition<_viommu_v1_InjectedPageRequest, _viommu_v1_InjectedPageRequest__Output>
      InvalidationCompletion: EnumTypeDefinition
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      ItemResult: MessageTypeDefinition<_viommu_v1_ItemResult, _viommu_v1_ItemResult__Output>
      ListPageRequestGroupsRequest: MessageTypeDefinition<_viommu_v1_ListPageRequestGroupsRequest, _viommu_v1_ListPageRequestGroupsRequest__Output>
      ListPageRequestGroupsResponse: MessageTypeDefinition<_viommu_v1_ListPageRequestGroupsResponse, _viommu_v1_ListPageRequestGroupsResponse__Output>
      ListViolationsRequest: MessageTypeDefinition<_viommu_v1_ListViolationsRequest, _viommu_v1_ListViolationsRequest__Output>
      ListViolationsResponse: MessageTypeDefinition<_viommu_v1_ListViolationsResponse, _viommu_v1_ListViolationsResponse__Output>
      MapItem: MessageTypeDefinition<_viommu_v1_MapItem, _viommu_v1_MapItem__Output>
      Mapping: MessageTypeDefinition<_viommu_v1_Mapping, _viommu_v1_Mapping__Output>
      NestedFault: MessageTypeDefinition<_viommu_v1_NestedFault, _viommu_v1_NestedFault__Output>
      NestedTables: MessageTypeDefinition<_viommu_v1_NestedTables, _viommu_v1_NestedTables__Output>
      OnError: EnumTypeDefinition
      OperationKind: EnumTypeDefinition
      OperationOutcome: EnumTypeDefinition
      OperationResult: MessageTypeDefinition<_viommu_v1_OperationResult, _viommu_v1_OperationResult__Output>
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
      RecordedViolation: MessageTypeDefinition<_viommu_v1_RecordedViolation, _viommu_v1_RecordedViolation__Output>
      Report: MessageTypeDefinition<_viommu_v1_Report, _viommu_v1_Report__Output>
      ReportBatch: MessageTypeDefinition<_viommu_v1_ReportBatch, _viommu_v1_ReportBatch__Output>
      ReportSelection: MessageTypeDefinition<_viommu_v1_ReportSelection, _viommu_v1_ReportSelection__Output>
      ReportStreamOpened: MessageTypeDefinition<_viommu_v1_ReportStreamOpened, _viommu_v1_ReportStreamOpened__Output>
      ReservedIovaRange: MessageTypeDefinition<_viommu_v1_ReservedIovaRange, _viommu_v1_ReservedIovaRange__Output>
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
      SkipReason: EnumTypeDefinition
      SkippedReports: MessageTypeDefinition<_viommu_v1_SkippedReports, _viommu_v1_SkippedReports__Output>
      StallAction: EnumTypeDefinition
      StallCapability: MessageTypeDefinition<_viommu_v1_StallCapability, _viommu_v1_StallCapability__Output>
      StopMarker: MessageTypeDefinition<_viommu_v1_StopMarker, _viommu_v1_StopMarker__Output>
      TableUpdates: EnumTypeDefinition
      TransactionKind: EnumTypeDefinition
      TranslatedRequestCheck: EnumTypeDefinition
      TranslationStage: EnumTypeDefinition
      TranslationState: EnumTypeDefinition
      UnsupportedRequestReaction: EnumTypeDefinition
      Violation: MessageTypeDefinition<_viommu_v1_Violation, _viommu_v1_Violation__Output>
      Viommu: MessageTypeDefinition<_viommu_v1_Viommu, _viommu_v1_Viommu__Output>
      ViommuConfig: MessageTypeDefinition<_viommu_v1_ViommuConfig, _viommu_v1_ViommuConfig__Output>
      ViommuLimits: MessageTypeDefinition<_viommu_v1_ViommuLimits, _viommu_v1_ViommuLimits__Output>
      ViommuPolicy: MessageTypeDefinition<_viommu_v1_ViommuPolicy, _viommu_v1_ViommuPolicy__Output>
      WatchFaultsRequest: MessageTypeDefinition<_viommu_v1_WatchFaultsRequest, _viommu_v1_WatchFaultsRequest__Output>
      WatchFaultsResponse: MessageTypeDefinition<_viommu_v1_WatchFaultsResponse, _viommu_v1_WatchFaultsResponse__Output>
      X86Tables: MessageTypeDefinition<_viommu_v1_X86Tables, _viommu_v1_X86Tables__Output>
    }
  }
}

