import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AtsCapability as _viommu_v1_AtsCapability, AtsCapability__Output as _viommu_v1_AtsCapability__Output } from './viommu/v1/AtsCapability';
import type { AutomaticAnswer as _viommu_v1_AutomaticAnswer, AutomaticAnswer__Output as _viommu_v1_AutomaticAnswer__Output } from './viommu/v1/AutomaticAnswer';
import type { ClearPriStatusRequest as _viommu_v1_ClearPriStatusRequest, ClearPriStatusRequest__Output as _viommu_v1_ClearPriStatusRequest__Output } from './viommu/v1/ClearPriStatusRequest';
import type { ClearPriStatusResponse as _viommu_v1_ClearPriStatusResponse, ClearPriStatusResponse__Output as _viommu_v1_ClearPriStatusResponse__Output } from './viommu/v1/ClearPriStatusResponse';
import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from './viommu/v1/ClosedGroup';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from './viommu/v1/Closing';
import type { CompleteInvalidationRequest as _viommu_v1_CompleteInvalidationRequest, CompleteInvalidationRequest__Output as _viommu_v1_CompleteInvalidationRequest__Output } from './viommu/v1/CompleteInvalidationRequest';
import type { CompleteInvalidationResponse as _viommu_v1_CompleteInvalidationResponse, CompleteInvalidationResponse__Output as _viommu_v1_CompleteInvalidationResponse__Output } from './viommu/v1/CompleteInvalidationResponse';
import type { CreateEndpointRequest as _viommu_v1_CreateEndpointRequest, CreateEndpointRequest__Output as _viommu_v1_CreateEndpointRequest__Output } from './viommu/v1/CreateEndpointRequest';
import type { CreateEndpointResponse as _viommu_v1_CreateEndpointResponse, CreateEndpointResponse__Output as _viommu_v1_CreateEndpointResponse__Output } from './viommu/v1/CreateEndpointResponse';
import type { DeleteEndpointRequest as _viommu_v1_DeleteEndpointRequest, DeleteEndpointRequest__Output as _viommu_v1_DeleteEndpointRequest__Output } from './viommu/v1/DeleteEndpointRequest';
import type { DeleteEndpointResponse as _viommu_v1_DeleteEndpointResponse, DeleteEndpointResponse__Output as _viommu_v1_DeleteEndpointResponse__Output } from './viommu/v1/DeleteEndpointResponse';
import type { DisablePriRequest as _viommu_v1_DisablePriRequest, DisablePriRequest__Output as _viommu_v1_DisablePriRequest__Output } from './viommu/v1/DisablePriRequest';
import type { DisablePriResponse as _viommu_v1_DisablePriResponse, DisablePriResponse__Output as _viommu_v1_DisablePriResponse__Output } from './viommu/v1/DisablePriResponse';
import type { DmaCopy as _viommu_v1_DmaCopy, DmaCopy__Output as _viommu_v1_DmaCopy__Output } from './viommu/v1/DmaCopy';
import type { DmaFill as _viommu_v1_DmaFill, DmaFill__Output as _viommu_v1_DmaFill__Output } from './viommu/v1/DmaFill';
import type { DmaRead as _viommu_v1_DmaRead, DmaRead__Output as _viommu_v1_DmaRead__Output } from './viommu/v1/DmaRead';
import type { DmaResult as _viommu_v1_DmaResult, DmaResult__Output as _viommu_v1_DmaResult__Output } from './viommu/v1/DmaResult';
import type { DmaWrite as _viommu_v1_DmaWrite, DmaWrite__Output as _viommu_v1_DmaWrite__Output } from './viommu/v1/DmaWrite';
import type { DomainSubscription as _viommu_v1_DomainSubscription, DomainSubscription__Output as _viommu_v1_DomainSubscription__Output } from './viommu/v1/DomainSubscription';
import type { EnablePriRequest as _viommu_v1_EnablePriRequest, EnablePriRequest__Output as _viommu_v1_EnablePriRequest__Output } from './viommu/v1/EnablePriRequest';
import type { EnablePriResponse as _viommu_v1_EnablePriResponse, EnablePriResponse__Output as _viommu_v1_EnablePriResponse__Output } from './viommu/v1/EnablePriResponse';
import type { EncodedRange as _viommu_v1_EncodedRange, EncodedRange__Output as _viommu_v1_EncodedRange__Output } from './viommu/v1/EncodedRange';
import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from './viommu/v1/Endpoint';
import type { EndpointChanged as _viommu_v1_EndpointChanged, EndpointChanged__Output as _viommu_v1_EndpointChanged__Output } from './viommu/v1/EndpointChanged';
import type { EndpointConfig as _viommu_v1_EndpointConfig, EndpointConfig__Output as _viommu_v1_EndpointConfig__Output } from './viommu/v1/EndpointConfig';
import type { EndpointContext as _viommu_v1_EndpointContext, EndpointContext__Output as _viommu_v1_EndpointContext__Output } from './viommu/v1/EndpointContext';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from './viommu/v1/EndpointOutcome';
import type { EndpointPageResponse as _viommu_v1_EndpointPageResponse, EndpointPageResponse__Output as _viommu_v1_EndpointPageResponse__Output } from './viommu/v1/EndpointPageResponse';
import type { EndpointServiceClient as _viommu_v1_EndpointServiceClient, EndpointServiceDefinition as _viommu_v1_EndpointServiceDefinition } from './viommu/v1/EndpointService';
import type { FailedResponse as _viommu_v1_FailedResponse, FailedResponse__Output as _viommu_v1_FailedResponse__Output } from './viommu/v1/FailedResponse';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from './viommu/v1/FaultEvent';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from './viommu/v1/FlushCounts';
import type { GetEndpointRequest as _viommu_v1_GetEndpointRequest, GetEndpointRequest__Output as _viommu_v1_GetEndpointRequest__Output } from './viommu/v1/GetEndpointRequest';
import type { GetEndpointResponse as _viommu_v1_GetEndpointResponse, GetEndpointResponse__Output as _viommu_v1_GetEndpointResponse__Output } from './viommu/v1/GetEndpointResponse';
import type { GroupAnswered as _viommu_v1_GroupAnswered, GroupAnswered__Output as _viommu_v1_GroupAnswered__Output } from './viommu/v1/GroupAnswered';
import type { GroupDiscarded as _viommu_v1_GroupDiscarded, GroupDiscarded__Output as _viommu_v1_GroupDiscarded__Output } from './viommu/v1/GroupDiscarded';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from './viommu/v1/Heartbeat';
import type { InvalidateContext as _viommu_v1_InvalidateContext, InvalidateContext__Output as _viommu_v1_InvalidateContext__Output } from './viommu/v1/InvalidateContext';
import type { InvalidateDeviceTlb as _viommu_v1_InvalidateDeviceTlb, InvalidateDeviceTlb__Output as _viommu_v1_InvalidateDeviceTlb__Output } from './viommu/v1/InvalidateDeviceTlb';
import type { InvalidateDomain as _viommu_v1_InvalidateDomain, InvalidateDomain__Output as _viommu_v1_InvalidateDomain__Output } from './viommu/v1/InvalidateDomain';
import type { InvalidateEverything as _viommu_v1_InvalidateEverything, InvalidateEverything__Output as _viommu_v1_InvalidateEverything__Output } from './viommu/v1/InvalidateEverything';
import type { InvalidateIotlb as _viommu_v1_InvalidateIotlb, InvalidateIotlb__Output as _viommu_v1_InvalidateIotlb__Output } from './viommu/v1/InvalidateIotlb';
import type { InvalidatePasidEntry as _viommu_v1_InvalidatePasidEntry, InvalidatePasidEntry__Output as _viommu_v1_InvalidatePasidEntry__Output } from './viommu/v1/InvalidatePasidEntry';
import type { InvalidationEnded as _viommu_v1_InvalidationEnded, InvalidationEnded__Output as _viommu_v1_InvalidationEnded__Output } from './viommu/v1/InvalidationEnded';
import type { InvalidationEntry as _viommu_v1_InvalidationEntry, InvalidationEntry__Output as _viommu_v1_InvalidationEntry__Output } from './viommu/v1/InvalidationEntry';
import type { InvalidationEntryResult as _viommu_v1_InvalidationEntryResult, InvalidationEntryResult__Output as _viommu_v1_InvalidationEntryResult__Output } from './viommu/v1/InvalidationEntryResult';
import type { InvalidationFence as _viommu_v1_InvalidationFence, InvalidationFence__Output as _viommu_v1_InvalidationFence__Output } from './viommu/v1/InvalidationFence';
import type { InvalidationRequest as _viommu_v1_InvalidationRequest, InvalidationRequest__Output as _viommu_v1_InvalidationRequest__Output } from './viommu/v1/InvalidationRequest';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { IssueDmaRequest as _viommu_v1_IssueDmaRequest, IssueDmaRequest__Output as _viommu_v1_IssueDmaRequest__Output } from './viommu/v1/IssueDmaRequest';
import type { IssueDmaResponse as _viommu_v1_IssueDmaResponse, IssueDmaResponse__Output as _viommu_v1_IssueDmaResponse__Output } from './viommu/v1/IssueDmaResponse';
import type { IssueTranslationRequestRequest as _viommu_v1_IssueTranslationRequestRequest, IssueTranslationRequestRequest__Output as _viommu_v1_IssueTranslationRequestRequest__Output } from './viommu/v1/IssueTranslationRequestRequest';
import type { IssueTranslationRequestResponse as _viommu_v1_IssueTranslationRequestResponse, IssueTranslationRequestResponse__Output as _viommu_v1_IssueTranslationRequestResponse__Output } from './viommu/v1/IssueTranslationRequestResponse';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from './viommu/v1/ItemResult';
import type { ListEndpointsRequest as _viommu_v1_ListEndpointsRequest, ListEndpointsRequest__Output as _viommu_v1_ListEndpointsRequest__Output } from './viommu/v1/ListEndpointsRequest';
import type { ListEndpointsResponse as _viommu_v1_ListEndpointsResponse, ListEndpointsResponse__Output as _viommu_v1_ListEndpointsResponse__Output } from './viommu/v1/ListEndpointsResponse';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from './viommu/v1/NestedFault';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from './viommu/v1/OperationResult';
import type { OutstandingInvalidation as _viommu_v1_OutstandingInvalidation, OutstandingInvalidation__Output as _viommu_v1_OutstandingInvalidation__Output } from './viommu/v1/OutstandingInvalidation';
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
import type { Report as _viommu_v1_Report, Report__Output as _viommu_v1_Report__Output } from './viommu/v1/Report';
import type { ReportSelection as _viommu_v1_ReportSelection, ReportSelection__Output as _viommu_v1_ReportSelection__Output } from './viommu/v1/ReportSelection';
import type { ReportStreamOpened as _viommu_v1_ReportStreamOpened, ReportStreamOpened__Output as _viommu_v1_ReportStreamOpened__Output } from './viommu/v1/ReportStreamOpened';
import type { ResetFunctionRequest as _viommu_v1_ResetFunctionRequest, ResetFunctionRequest__Output as _viommu_v1_ResetFunctionRequest__Output } from './viommu/v1/ResetFunctionRequest';
import type { ResetFunctionResponse as _viommu_v1_ResetFunctionResponse, ResetFunctionResponse__Output as _viommu_v1_ResetFunctionResponse__Output } from './viommu/v1/ResetFunctionResponse';
import type { ResetPriRequest as _viommu_v1_ResetPriRequest, ResetPriRequest__Output as _viommu_v1_ResetPriRequest__Output } from './viommu/v1/ResetPriRequest';
import type { ResetPriResponse as _viommu_v1_ResetPriResponse, ResetPriResponse__Output as _viommu_v1_ResetPriResponse__Output } from './viommu/v1/ResetPriResponse';
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
import type { TranslationCompletion as _viommu_v1_TranslationCompletion, TranslationCompletion__Output as _viommu_v1_TranslationCompletion__Output } from './viommu/v1/TranslationCompletion';
import type { TranslationEntry as _viommu_v1_TranslationEntry, TranslationEntry__Output as _viommu_v1_TranslationEntry__Output } from './viommu/v1/TranslationEntry';
import type { UpdateEndpointRequest as _viommu_v1_UpdateEndpointRequest, UpdateEndpointRequest__Output as _viommu_v1_UpdateEndpointRequest__Output } from './viommu/v1/UpdateEndpointRequest';
import type { UpdateEndpointResponse as _viommu_v1_UpdateEndpointResponse, UpdateEndpointResponse__Output as _viommu_v1_UpdateEndpointResponse__Output } from './viommu/v1/UpdateEndpointResponse';
import type { Violation as _viommu_v1_Violation, Violation__Output as _viommu_v1_Violation__Output } from './viommu/v1/Violation';
import type { WatchEndpointRequest as _viommu_v1_WatchEndpointRequest, WatchEndpointRequest__Output as _viommu_v1_WatchEndpointRequest__Output } from './viommu/v1/WatchEndpointRequest';
import type { WatchEndpointResponse as _viommu_v1_WatchEndpointResponse, WatchEndpointResponse__Output as _viommu_v1_WatchEndpointResponse__Output } from './viommu/v1/WatchEndpointResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      AddressType: EnumTypeDefinition
      AtsCapability: MessageTypeDefinition<_viommu_v1_AtsCapability, _viommu_v1_AtsCapability__Output>
      AutomaticAnswer: MessageTypeDefinition<_viommu_v1_AutomaticAnswer, _viommu_v1_AutomaticAnswer__Output>
      ClearPriStatusRequest: MessageTypeDefinition<_viommu_v1_ClearPriStatusRequest, _viommu_v1_ClearPriStatusRequest__Output>
      ClearPriStatusResponse: MessageTypeDefinition<_viommu_v1_ClearPriStatusResponse, _viommu_v1_ClearPriStatusResponse__Output>
      ClosedGroup: MessageTypeDefinition<_viommu_v1_ClosedGroup, _viommu_v1_ClosedGroup__Output>
      Closing: MessageTypeDefinition<_viommu_v1_Closing, _viommu_v1_Closing__Output>
      ClosingReason: EnumTypeDefinition
      CompleteInvalidationRequest: MessageTypeDefinition<_viommu_v1_CompleteInvalidationRequest, _viommu_v1_CompleteInvalidationRequest__Output>
      CompleteInvalidationResponse: MessageTypeDefinition<_viommu_v1_CompleteInvalidationResponse, _viommu_v1_CompleteInvalidationResponse__Output>
      ContextState: EnumTypeDefinition
      CreateEndpointRequest: MessageTypeDefinition<_viommu_v1_CreateEndpointRequest, _viommu_v1_CreateEndpointRequest__Output>
      CreateEndpointResponse: MessageTypeDefinition<_viommu_v1_CreateEndpointResponse, _viommu_v1_CreateEndpointResponse__Output>
      Culprit: EnumTypeDefinition
      DeleteEndpointRequest: MessageTypeDefinition<_viommu_v1_DeleteEndpointRequest, _viommu_v1_DeleteEndpointRequest__Output>
      DeleteEndpointResponse: MessageTypeDefinition<_viommu_v1_DeleteEndpointResponse, _viommu_v1_DeleteEndpointResponse__Output>
      DisablePriRequest: MessageTypeDefinition<_viommu_v1_DisablePriRequest, _viommu_v1_DisablePriRequest__Output>
      DisablePriResponse: MessageTypeDefinition<_viommu_v1_DisablePriResponse, _viommu_v1_DisablePriResponse__Output>
      DmaCopy: MessageTypeDefinition<_viommu_v1_DmaCopy, _viommu_v1_DmaCopy__Output>
      DmaFill: MessageTypeDefinition<_viommu_v1_DmaFill, _viommu_v1_DmaFill__Output>
      DmaRead: MessageTypeDefinition<_viommu_v1_DmaRead, _viommu_v1_DmaRead__Output>
      DmaResult: MessageTypeDefinition<_viommu_v1_DmaResult, _viommu_v1_DmaResult__Output>
      DmaStatus: EnumTypeDefinition
      DmaWrite: MessageTypeDefinition<_viommu_v1_DmaWrite, _viommu_v1_DmaWrite__Output>
      DomainSubscription: MessageTypeDefinition<_viommu_v1_DomainSubscription, _viommu_v1_DomainSubscription__Output>
      EnablePriRequest: MessageTypeDefinition<_viommu_v1_EnablePriRequest, _viommu_v1_EnablePriRequest__Output>
      EnablePriResponse: MessageTypeDefinition<_viommu_v1_EnablePriResponse, _viommu_v1_EnablePriResponse__Output>
      EncodedRange: MessageTypeDefinition<_viommu_v1_EncodedRange, _viommu_v1_EncodedRange__Output>
      EndCause: EnumTypeDefinition
      Endpoint: MessageTypeDefinition<_viommu_v1_Endpoint, _viommu_v1_Endpoint__Output>
      EndpointBackend: EnumTypeDefinition
      EndpointChangeKind: EnumTypeDefinition
      EndpointChanged: MessageTypeDefinition<_viommu_v1_EndpointChanged, _viommu_v1_EndpointChanged__Output>
      EndpointConfig: MessageTypeDefinition<_viommu_v1_EndpointConfig, _viommu_v1_EndpointConfig__Output>
      EndpointContext: MessageTypeDefinition<_viommu_v1_EndpointContext, _viommu_v1_EndpointContext__Output>
      EndpointKind: EnumTypeDefinition
      EndpointOutcome: MessageTypeDefinition<_viommu_v1_EndpointOutcome, _viommu_v1_EndpointOutcome__Output>
      EndpointPageResponse: MessageTypeDefinition<_viommu_v1_EndpointPageResponse, _viommu_v1_EndpointPageResponse__Output>
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
      ExhaustionStage: EnumTypeDefinition
      FailedResponse: MessageTypeDefinition<_viommu_v1_FailedResponse, _viommu_v1_FailedResponse__Output>
      FaultEvent: MessageTypeDefinition<_viommu_v1_FaultEvent, _viommu_v1_FaultEvent__Output>
      FaultReason: EnumTypeDefinition
      FlushCounts: MessageTypeDefinition<_viommu_v1_FlushCounts, _viommu_v1_FlushCounts__Output>
      GetEndpointRequest: MessageTypeDefinition<_viommu_v1_GetEndpointRequest, _viommu_v1_GetEndpointRequest__Output>
      GetEndpointResponse: MessageTypeDefinition<_viommu_v1_GetEndpointResponse, _viommu_v1_GetEndpointResponse__Output>
      GroupAnswered: MessageTypeDefinition<_viommu_v1_GroupAnswered, _viommu_v1_GroupAnswered__Output>
      GroupDiscarded: MessageTypeDefinition<_viommu_v1_GroupDiscarded, _viommu_v1_GroupDiscarded__Output>
      Heartbeat: MessageTypeDefinition<_viommu_v1_Heartbeat, _viommu_v1_Heartbeat__Output>
      InvalidateContext: MessageTypeDefinition<_viommu_v1_InvalidateContext, _viommu_v1_InvalidateContext__Output>
      InvalidateDeviceTlb: MessageTypeDefinition<_viommu_v1_InvalidateDeviceTlb, _viommu_v1_InvalidateDeviceTlb__Output>
      InvalidateDomain: MessageTypeDefinition<_viommu_v1_InvalidateDomain, _viommu_v1_InvalidateDomain__Output>
      InvalidateEverything: MessageTypeDefinition<_viommu_v1_InvalidateEverything, _viommu_v1_InvalidateEverything__Output>
      InvalidateIotlb: MessageTypeDefinition<_viommu_v1_InvalidateIotlb, _viommu_v1_InvalidateIotlb__Output>
      InvalidatePasidEntry: MessageTypeDefinition<_viommu_v1_InvalidatePasidEntry, _viommu_v1_InvalidatePasidEntry__Output>
      InvalidationCompletion: EnumTypeDefinition
      InvalidationEnded: MessageTypeDefinition<_viommu_v1_InvalidationEnded, _viommu_v1_InvalidationEnded__Output>
      InvalidationEntry: MessageTypeDefinition<_viommu_v1_InvalidationEntry, _viommu_v1_InvalidationEntry__Output>
      InvalidationEntryResult: MessageTypeDefinition<_viommu_v1_InvalidationEntryResult, _viommu_v1_InvalidationEntryResult__Output>
      InvalidationFence: MessageTypeDefinition<_viommu_v1_InvalidationFence, _viommu_v1_InvalidationFence__Output>
      InvalidationRequest: MessageTypeDefinition<_viommu_v1_InvalidationRequest, _viommu_v1_InvalidationRequest__Output>
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      IssueDmaRequest: MessageTypeDefinition<_viommu_v1_IssueDmaRequest, _viommu_v1_IssueDmaRequest__Output>
      IssueDmaResponse: MessageTypeDefinition<_viommu_v1_IssueDmaResponse, _viommu_v1_IssueDmaResponse__Output>
      IssueTranslationRequestRequest: MessageTypeDefinition<_viommu_v1_IssueTranslationRequestRequest, _viommu_v1_IssueTranslationRequestRequest__Output>
      IssueTranslationRequestResponse: MessageTypeDefinition<_viommu_v1_IssueTranslationRequestResponse, _viommu_v1_IssueTranslationRequestResponse__Output>
      ItemResult: MessageTypeDefinition<_viommu_v1_ItemResult, _viommu_v1_ItemResult__Output>
      ListEndpointsRequest: MessageTypeDefinition<_viommu_v1_ListEndpointsRequest, _viommu_v1_ListEndpointsRequest__Output>
      ListEndpointsResponse: MessageTypeDefinition<_viommu_v1_ListEndpointsResponse, _viommu_v1_ListEndpointsResponse__Output>
      NestedFault: MessageTypeDefinition<_viommu_v1_NestedFault, _viommu_v1_NestedFault__Output>
      OnError: EnumTypeDefinition
      OperationKind: EnumTypeDefinition
      OperationOutcome: EnumTypeDefinition
      OperationResult: MessageTypeDefinition<_viommu_v1_OperationResult, _viommu_v1_OperationResult__Output>
      OutstandingInvalidation: MessageTypeDefinition<_viommu_v1_OutstandingInvalidation, _viommu_v1_OutstandingInvalidation__Output>
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
      Report: MessageTypeDefinition<_viommu_v1_Report, _viommu_v1_Report__Output>
      ReportSelection: MessageTypeDefinition<_viommu_v1_ReportSelection, _viommu_v1_ReportSelection__Output>
      ReportStreamOpened: MessageTypeDefinition<_viommu_v1_ReportStreamOpened, _viommu_v1_ReportStreamOpened__Output>
      ResetFunctionRequest: MessageTypeDefinition<_viommu_v1_ResetFunctionRequest, _viommu_v1_ResetFunctionRequest__Output>
      ResetFunctionResponse: MessageTypeDefinition<_viommu_v1_ResetFunctionResponse, _viommu_v1_ResetFunctionResponse__Output>
      ResetPriRequest: MessageTypeDefinition<_viommu_v1_ResetPriRequest, _viommu_v1_ResetPriRequest__Output>
      ResetPriResponse: MessageTypeDefinition<_viommu_v1_ResetPriResponse, _viommu_v1_ResetPriResponse__Output>
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
      TransactionKind: EnumTypeDefinition
      TranslationCompletion: MessageTypeDefinition<_viommu_v1_TranslationCompletion, _viommu_v1_TranslationCompletion__Output>
      TranslationEntry: MessageTypeDefinition<_viommu_v1_TranslationEntry, _viommu_v1_TranslationEntry__Output>
      TranslationStage: EnumTypeDefinition
      TranslationStatus: EnumTypeDefinition
      UnsupportedRequestReaction: EnumTypeDefinition
      UpdateEndpointRequest: MessageTypeDefinition<_viommu_v1_UpdateEndpointRequest, _viommu_v1_UpdateEndpointRequest__Output>
      UpdateEndpointResponse: MessageTypeDefinition<_viommu_v1_UpdateEndpointResponse, _viommu_v1_UpdateEndpointResponse__Output>
      Violation: MessageTypeDefinition<_viommu_v1_Violation, _viommu_v1_Violation__Output>
      WatchEndpointRequest: MessageTypeDefinition<_viommu_v1_WatchEndpointRequest, _viommu_v1_WatchEndpointRequest__Output>
      WatchEndpointResponse: MessageTypeDefinition<_viommu_v1_WatchEndpointResponse, _viommu_v1_WatchEndpointResponse__Output>
    }
  }
}

