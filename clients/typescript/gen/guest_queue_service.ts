import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AtsCapability as _viommu_v1_AtsCapability, AtsCapability__Output as _viommu_v1_AtsCapability__Output } from './viommu/v1/AtsCapability';
import type { AutomaticAnswer as _viommu_v1_AutomaticAnswer, AutomaticAnswer__Output as _viommu_v1_AutomaticAnswer__Output } from './viommu/v1/AutomaticAnswer';
import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from './viommu/v1/ClosedGroup';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from './viommu/v1/Closing';
import type { ControlQueueRequest as _viommu_v1_ControlQueueRequest, ControlQueueRequest__Output as _viommu_v1_ControlQueueRequest__Output } from './viommu/v1/ControlQueueRequest';
import type { ControlQueueResponse as _viommu_v1_ControlQueueResponse, ControlQueueResponse__Output as _viommu_v1_ControlQueueResponse__Output } from './viommu/v1/ControlQueueResponse';
import type { DomainSubscription as _viommu_v1_DomainSubscription, DomainSubscription__Output as _viommu_v1_DomainSubscription__Output } from './viommu/v1/DomainSubscription';
import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from './viommu/v1/Endpoint';
import type { EndpointChanged as _viommu_v1_EndpointChanged, EndpointChanged__Output as _viommu_v1_EndpointChanged__Output } from './viommu/v1/EndpointChanged';
import type { EndpointConfig as _viommu_v1_EndpointConfig, EndpointConfig__Output as _viommu_v1_EndpointConfig__Output } from './viommu/v1/EndpointConfig';
import type { EndpointContext as _viommu_v1_EndpointContext, EndpointContext__Output as _viommu_v1_EndpointContext__Output } from './viommu/v1/EndpointContext';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from './viommu/v1/EndpointOutcome';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from './viommu/v1/FaultEvent';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from './viommu/v1/FlushCounts';
import type { GroupAnswered as _viommu_v1_GroupAnswered, GroupAnswered__Output as _viommu_v1_GroupAnswered__Output } from './viommu/v1/GroupAnswered';
import type { GroupDiscarded as _viommu_v1_GroupDiscarded, GroupDiscarded__Output as _viommu_v1_GroupDiscarded__Output } from './viommu/v1/GroupDiscarded';
import type { GuestBuffer as _viommu_v1_GuestBuffer, GuestBuffer__Output as _viommu_v1_GuestBuffer__Output } from './viommu/v1/GuestBuffer';
import type { GuestCommandResult as _viommu_v1_GuestCommandResult, GuestCommandResult__Output as _viommu_v1_GuestCommandResult__Output } from './viommu/v1/GuestCommandResult';
import type { GuestInterrupt as _viommu_v1_GuestInterrupt, GuestInterrupt__Output as _viommu_v1_GuestInterrupt__Output } from './viommu/v1/GuestInterrupt';
import type { GuestMemoryWrite as _viommu_v1_GuestMemoryWrite, GuestMemoryWrite__Output as _viommu_v1_GuestMemoryWrite__Output } from './viommu/v1/GuestMemoryWrite';
import type { GuestQueue as _viommu_v1_GuestQueue, GuestQueue__Output as _viommu_v1_GuestQueue__Output } from './viommu/v1/GuestQueue';
import type { GuestQueueEffects as _viommu_v1_GuestQueueEffects, GuestQueueEffects__Output as _viommu_v1_GuestQueueEffects__Output } from './viommu/v1/GuestQueueEffects';
import type { GuestQueueQuirks as _viommu_v1_GuestQueueQuirks, GuestQueueQuirks__Output as _viommu_v1_GuestQueueQuirks__Output } from './viommu/v1/GuestQueueQuirks';
import type { GuestQueueServiceClient as _viommu_v1_GuestQueueServiceClient, GuestQueueServiceDefinition as _viommu_v1_GuestQueueServiceDefinition } from './viommu/v1/GuestQueueService';
import type { GuestRecord as _viommu_v1_GuestRecord, GuestRecord__Output as _viommu_v1_GuestRecord__Output } from './viommu/v1/GuestRecord';
import type { GuestRecordBatch as _viommu_v1_GuestRecordBatch, GuestRecordBatch__Output as _viommu_v1_GuestRecordBatch__Output } from './viommu/v1/GuestRecordBatch';
import type { GuestRecordsOpened as _viommu_v1_GuestRecordsOpened, GuestRecordsOpened__Output as _viommu_v1_GuestRecordsOpened__Output } from './viommu/v1/GuestRecordsOpened';
import type { GuestRegister as _viommu_v1_GuestRegister, GuestRegister__Output as _viommu_v1_GuestRegister__Output } from './viommu/v1/GuestRegister';
import type { GuestScope as _viommu_v1_GuestScope, GuestScope__Output as _viommu_v1_GuestScope__Output } from './viommu/v1/GuestScope';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from './viommu/v1/Heartbeat';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { ListGuestQueuesRequest as _viommu_v1_ListGuestQueuesRequest, ListGuestQueuesRequest__Output as _viommu_v1_ListGuestQueuesRequest__Output } from './viommu/v1/ListGuestQueuesRequest';
import type { ListGuestQueuesResponse as _viommu_v1_ListGuestQueuesResponse, ListGuestQueuesResponse__Output as _viommu_v1_ListGuestQueuesResponse__Output } from './viommu/v1/ListGuestQueuesResponse';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from './viommu/v1/NestedFault';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from './viommu/v1/OperationResult';
import type { PageRequest as _viommu_v1_PageRequest, PageRequest__Output as _viommu_v1_PageRequest__Output } from './viommu/v1/PageRequest';
import type { PageRequestGroup as _viommu_v1_PageRequestGroup, PageRequestGroup__Output as _viommu_v1_PageRequestGroup__Output } from './viommu/v1/PageRequestGroup';
import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from './viommu/v1/PageRequestItem';
import type { PageResponse as _viommu_v1_PageResponse, PageResponse__Output as _viommu_v1_PageResponse__Output } from './viommu/v1/PageResponse';
import type { PageResponseResult as _viommu_v1_PageResponseResult, PageResponseResult__Output as _viommu_v1_PageResponseResult__Output } from './viommu/v1/PageResponseResult';
import type { PartialsDropped as _viommu_v1_PartialsDropped, PartialsDropped__Output as _viommu_v1_PartialsDropped__Output } from './viommu/v1/PartialsDropped';
import type { PasidCapability as _viommu_v1_PasidCapability, PasidCapability__Output as _viommu_v1_PasidCapability__Output } from './viommu/v1/PasidCapability';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from './viommu/v1/Permissions';
import type { PriCapability as _viommu_v1_PriCapability, PriCapability__Output as _viommu_v1_PriCapability__Output } from './viommu/v1/PriCapability';
import type { PriStatus as _viommu_v1_PriStatus, PriStatus__Output as _viommu_v1_PriStatus__Output } from './viommu/v1/PriStatus';
import type { QueueOverflow as _viommu_v1_QueueOverflow, QueueOverflow__Output as _viommu_v1_QueueOverflow__Output } from './viommu/v1/QueueOverflow';
import type { ReadRecordsRequest as _viommu_v1_ReadRecordsRequest, ReadRecordsRequest__Output as _viommu_v1_ReadRecordsRequest__Output } from './viommu/v1/ReadRecordsRequest';
import type { ReadRecordsResponse as _viommu_v1_ReadRecordsResponse, ReadRecordsResponse__Output as _viommu_v1_ReadRecordsResponse__Output } from './viommu/v1/ReadRecordsResponse';
import type { Report as _viommu_v1_Report, Report__Output as _viommu_v1_Report__Output } from './viommu/v1/Report';
import type { ReportSelection as _viommu_v1_ReportSelection, ReportSelection__Output as _viommu_v1_ReportSelection__Output } from './viommu/v1/ReportSelection';
import type { ReportStreamOpened as _viommu_v1_ReportStreamOpened, ReportStreamOpened__Output as _viommu_v1_ReportStreamOpened__Output } from './viommu/v1/ReportStreamOpened';
import type { ResumePoint as _viommu_v1_ResumePoint, ResumePoint__Output as _viommu_v1_ResumePoint__Output } from './viommu/v1/ResumePoint';
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
import type { SetDomainTagsRequest as _viommu_v1_SetDomainTagsRequest, SetDomainTagsRequest__Output as _viommu_v1_SetDomainTagsRequest__Output } from './viommu/v1/SetDomainTagsRequest';
import type { SetDomainTagsResponse as _viommu_v1_SetDomainTagsResponse, SetDomainTagsResponse__Output as _viommu_v1_SetDomainTagsResponse__Output } from './viommu/v1/SetDomainTagsResponse';
import type { SkippedReports as _viommu_v1_SkippedReports, SkippedReports__Output as _viommu_v1_SkippedReports__Output } from './viommu/v1/SkippedReports';
import type { StallCapability as _viommu_v1_StallCapability, StallCapability__Output as _viommu_v1_StallCapability__Output } from './viommu/v1/StallCapability';
import type { StopMarker as _viommu_v1_StopMarker, StopMarker__Output as _viommu_v1_StopMarker__Output } from './viommu/v1/StopMarker';
import type { SubmitCommandsRequest as _viommu_v1_SubmitCommandsRequest, SubmitCommandsRequest__Output as _viommu_v1_SubmitCommandsRequest__Output } from './viommu/v1/SubmitCommandsRequest';
import type { SubmitCommandsResponse as _viommu_v1_SubmitCommandsResponse, SubmitCommandsResponse__Output as _viommu_v1_SubmitCommandsResponse__Output } from './viommu/v1/SubmitCommandsResponse';
import type { Violation as _viommu_v1_Violation, Violation__Output as _viommu_v1_Violation__Output } from './viommu/v1/Violation';
import type { WatchRecordsRequest as _viommu_v1_WatchRecordsRequest, WatchRecordsRequest__Output as _viommu_v1_WatchRecordsRequest__Output } from './viommu/v1/WatchRecordsRequest';
import type { WatchRecordsResponse as _viommu_v1_WatchRecordsResponse, WatchRecordsResponse__Output as _viommu_v1_WatchRecordsResponse__Output } from './viommu/v1/WatchRecordsResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      AtsCapability: MessageTypeDefinition<_viommu_v1_AtsCapability, _viommu_v1_AtsCapability__Output>
      AutomaticAnswer: MessageTypeDefinition<_viommu_v1_AutomaticAnswer, _viommu_v1_AutomaticAnswer__Output>
      ClosedGroup: MessageTypeDefinition<_viommu_v1_ClosedGroup, _viommu_v1_ClosedGroup__Output>
      Closing: MessageTypeDefinition<_viommu_v1_Closing, _viommu_v1_Closing__Output>
      ClosingReason: EnumTypeDefinition
      ContextState: EnumTypeDefinition
      ControlQueueRequest: MessageTypeDefinition<_viommu_v1_ControlQueueRequest, _viommu_v1_ControlQueueRequest__Output>
      ControlQueueResponse: MessageTypeDefinition<_viommu_v1_ControlQueueResponse, _viommu_v1_ControlQueueResponse__Output>
      Culprit: EnumTypeDefinition
      DomainSubscription: MessageTypeDefinition<_viommu_v1_DomainSubscription, _viommu_v1_DomainSubscription__Output>
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
      FlushCounts: MessageTypeDefinition<_viommu_v1_FlushCounts, _viommu_v1_FlushCounts__Output>
      GroupAnswered: MessageTypeDefinition<_viommu_v1_GroupAnswered, _viommu_v1_GroupAnswered__Output>
      GroupDiscarded: MessageTypeDefinition<_viommu_v1_GroupDiscarded, _viommu_v1_GroupDiscarded__Output>
      GuestBuffer: MessageTypeDefinition<_viommu_v1_GuestBuffer, _viommu_v1_GuestBuffer__Output>
      GuestCommandOutcome: EnumTypeDefinition
      GuestCommandResult: MessageTypeDefinition<_viommu_v1_GuestCommandResult, _viommu_v1_GuestCommandResult__Output>
      GuestInterrupt: MessageTypeDefinition<_viommu_v1_GuestInterrupt, _viommu_v1_GuestInterrupt__Output>
      GuestInterruptCause: EnumTypeDefinition
      GuestMemoryWrite: MessageTypeDefinition<_viommu_v1_GuestMemoryWrite, _viommu_v1_GuestMemoryWrite__Output>
      GuestQueue: MessageTypeDefinition<_viommu_v1_GuestQueue, _viommu_v1_GuestQueue__Output>
      GuestQueueEffects: MessageTypeDefinition<_viommu_v1_GuestQueueEffects, _viommu_v1_GuestQueueEffects__Output>
      GuestQueueKind: EnumTypeDefinition
      GuestQueueQuirks: MessageTypeDefinition<_viommu_v1_GuestQueueQuirks, _viommu_v1_GuestQueueQuirks__Output>
      /**
       * Bytes in, bytes out: what a guest's driver wrote to the queues of its IOMMU, and what hardware would write to them. Layouts are
       * those of the vIOMMU's profile. The VMM keeps registers, context structures and, unless it gives a ring away, the queues.
       */
      GuestQueueService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_GuestQueueServiceClient> & { service: _viommu_v1_GuestQueueServiceDefinition }
      GuestRecord: MessageTypeDefinition<_viommu_v1_GuestRecord, _viommu_v1_GuestRecord__Output>
      GuestRecordBatch: MessageTypeDefinition<_viommu_v1_GuestRecordBatch, _viommu_v1_GuestRecordBatch__Output>
      GuestRecordsOpened: MessageTypeDefinition<_viommu_v1_GuestRecordsOpened, _viommu_v1_GuestRecordsOpened__Output>
      GuestRegister: MessageTypeDefinition<_viommu_v1_GuestRegister, _viommu_v1_GuestRegister__Output>
      GuestScope: MessageTypeDefinition<_viommu_v1_GuestScope, _viommu_v1_GuestScope__Output>
      GuestScopeKind: EnumTypeDefinition
      Heartbeat: MessageTypeDefinition<_viommu_v1_Heartbeat, _viommu_v1_Heartbeat__Output>
      InvalidationCompletion: EnumTypeDefinition
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      ListGuestQueuesRequest: MessageTypeDefinition<_viommu_v1_ListGuestQueuesRequest, _viommu_v1_ListGuestQueuesRequest__Output>
      ListGuestQueuesResponse: MessageTypeDefinition<_viommu_v1_ListGuestQueuesResponse, _viommu_v1_ListGuestQueuesResponse__Output>
      NestedFault: MessageTypeDefinition<_viommu_v1_NestedFault, _viommu_v1_NestedFault__Output>
      OperationKind: EnumTypeDefinition
      OperationOutcome: EnumTypeDefinition
      OperationResult: MessageTypeDefinition<_viommu_v1_OperationResult, _viommu_v1_OperationResult__Output>
      PageRequest: MessageTypeDefinition<_viommu_v1_PageRequest, _viommu_v1_PageRequest__Output>
      PageRequestGroup: MessageTypeDefinition<_viommu_v1_PageRequestGroup, _viommu_v1_PageRequestGroup__Output>
      PageRequestItem: MessageTypeDefinition<_viommu_v1_PageRequestItem, _viommu_v1_PageRequestItem__Output>
      PageResponse: MessageTypeDefinition<_viommu_v1_PageResponse, _viommu_v1_PageResponse__Output>
      PageResponseCode: EnumTypeDefinition
      PageResponseOutcome: EnumTypeDefinition
      PageResponseResult: MessageTypeDefinition<_viommu_v1_PageResponseResult, _viommu_v1_PageResponseResult__Output>
      PartialsDropped: MessageTypeDefinition<_viommu_v1_PartialsDropped, _viommu_v1_PartialsDropped__Output>
      PasidCapability: MessageTypeDefinition<_viommu_v1_PasidCapability, _viommu_v1_PasidCapability__Output>
      Permissions: MessageTypeDefinition<_viommu_v1_Permissions, _viommu_v1_Permissions__Output>
      PriCapability: MessageTypeDefinition<_viommu_v1_PriCapability, _viommu_v1_PriCapability__Output>
      PriStatus: MessageTypeDefinition<_viommu_v1_PriStatus, _viommu_v1_PriStatus__Output>
      QueueOverflow: MessageTypeDefinition<_viommu_v1_QueueOverflow, _viommu_v1_QueueOverflow__Output>
      ReadRecordsRequest: MessageTypeDefinition<_viommu_v1_ReadRecordsRequest, _viommu_v1_ReadRecordsRequest__Output>
      ReadRecordsResponse: MessageTypeDefinition<_viommu_v1_ReadRecordsResponse, _viommu_v1_ReadRecordsResponse__Output>
      Report: MessageTypeDefinition<_viommu_v1_Report, _viommu_v1_Report__Output>
      ReportSelection: MessageTypeDefinition<_viommu_v1_ReportSelection, _viommu_v1_ReportSelection__Output>
      ReportStreamOpened: MessageTypeDefinition<_viommu_v1_ReportStreamOpened, _viommu_v1_ReportStreamOpened__Output>
      ResponseEffect: EnumTypeDefinition
      ResumeOutcome: EnumTypeDefinition
      ResumePoint: MessageTypeDefinition<_viommu_v1_ResumePoint, _viommu_v1_ResumePoint__Output>
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
      SetDomainTagsRequest: MessageTypeDefinition<_viommu_v1_SetDomainTagsRequest, _viommu_v1_SetDomainTagsRequest__Output>
      SetDomainTagsResponse: MessageTypeDefinition<_viommu_v1_SetDomainTagsResponse, _viommu_v1_SetDomainTagsResponse__Output>
      SkipReason: EnumTypeDefinition
      SkippedReports: MessageTypeDefinition<_viommu_v1_SkippedReports, _viommu_v1_SkippedReports__Output>
      StallAction: EnumTypeDefinition
      StallCapability: MessageTypeDefinition<_viommu_v1_StallCapability, _viommu_v1_StallCapability__Output>
      StopMarker: MessageTypeDefinition<_viommu_v1_StopMarker, _viommu_v1_StopMarker__Output>
      SubmitCommandsRequest: MessageTypeDefinition<_viommu_v1_SubmitCommandsRequest, _viommu_v1_SubmitCommandsRequest__Output>
      SubmitCommandsResponse: MessageTypeDefinition<_viommu_v1_SubmitCommandsResponse, _viommu_v1_SubmitCommandsResponse__Output>
      TransactionKind: EnumTypeDefinition
      TranslationStage: EnumTypeDefinition
      UnsupportedRequestReaction: EnumTypeDefinition
      Violation: MessageTypeDefinition<_viommu_v1_Violation, _viommu_v1_Violation__Output>
      WatchRecordsRequest: MessageTypeDefinition<_viommu_v1_WatchRecordsRequest, _viommu_v1_WatchRecordsRequest__Output>
      WatchRecordsResponse: MessageTypeDefinition<_viommu_v1_WatchRecordsResponse, _viommu_v1_WatchRecordsResponse__Output>
    }
  }
}

