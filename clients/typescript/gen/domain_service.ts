import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Aarch64Region as _viommu_v1_Aarch64Region, Aarch64Region__Output as _viommu_v1_Aarch64Region__Output } from './viommu/v1/Aarch64Region';
import type { Aarch64Tables as _viommu_v1_Aarch64Tables, Aarch64Tables__Output as _viommu_v1_Aarch64Tables__Output } from './viommu/v1/Aarch64Tables';
import type { AttachRequest as _viommu_v1_AttachRequest, AttachRequest__Output as _viommu_v1_AttachRequest__Output } from './viommu/v1/AttachRequest';
import type { AttachResponse as _viommu_v1_AttachResponse, AttachResponse__Output as _viommu_v1_AttachResponse__Output } from './viommu/v1/AttachResponse';
import type { Attachment as _viommu_v1_Attachment, Attachment__Output as _viommu_v1_Attachment__Output } from './viommu/v1/Attachment';
import type { CachedTranslation as _viommu_v1_CachedTranslation, CachedTranslation__Output as _viommu_v1_CachedTranslation__Output } from './viommu/v1/CachedTranslation';
import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from './viommu/v1/ClosedGroup';
import type { CreateDomainRequest as _viommu_v1_CreateDomainRequest, CreateDomainRequest__Output as _viommu_v1_CreateDomainRequest__Output } from './viommu/v1/CreateDomainRequest';
import type { CreateDomainResponse as _viommu_v1_CreateDomainResponse, CreateDomainResponse__Output as _viommu_v1_CreateDomainResponse__Output } from './viommu/v1/CreateDomainResponse';
import type { DeleteDomainRequest as _viommu_v1_DeleteDomainRequest, DeleteDomainRequest__Output as _viommu_v1_DeleteDomainRequest__Output } from './viommu/v1/DeleteDomainRequest';
import type { DeleteDomainResponse as _viommu_v1_DeleteDomainResponse, DeleteDomainResponse__Output as _viommu_v1_DeleteDomainResponse__Output } from './viommu/v1/DeleteDomainResponse';
import type { DetachRequest as _viommu_v1_DetachRequest, DetachRequest__Output as _viommu_v1_DetachRequest__Output } from './viommu/v1/DetachRequest';
import type { DetachResponse as _viommu_v1_DetachResponse, DetachResponse__Output as _viommu_v1_DetachResponse__Output } from './viommu/v1/DetachResponse';
import type { Domain as _viommu_v1_Domain, Domain__Output as _viommu_v1_Domain__Output } from './viommu/v1/Domain';
import type { DomainServiceClient as _viommu_v1_DomainServiceClient, DomainServiceDefinition as _viommu_v1_DomainServiceDefinition } from './viommu/v1/DomainService';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from './viommu/v1/EndpointOutcome';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from './viommu/v1/FaultEvent';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from './viommu/v1/FlushCounts';
import type { GetDomainRequest as _viommu_v1_GetDomainRequest, GetDomainRequest__Output as _viommu_v1_GetDomainRequest__Output } from './viommu/v1/GetDomainRequest';
import type { GetDomainResponse as _viommu_v1_GetDomainResponse, GetDomainResponse__Output as _viommu_v1_GetDomainResponse__Output } from './viommu/v1/GetDomainResponse';
import type { GetIovaRangesRequest as _viommu_v1_GetIovaRangesRequest, GetIovaRangesRequest__Output as _viommu_v1_GetIovaRangesRequest__Output } from './viommu/v1/GetIovaRangesRequest';
import type { GetIovaRangesResponse as _viommu_v1_GetIovaRangesResponse, GetIovaRangesResponse__Output as _viommu_v1_GetIovaRangesResponse__Output } from './viommu/v1/GetIovaRangesResponse';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from './viommu/v1/ItemResult';
import type { ListAttachmentsRequest as _viommu_v1_ListAttachmentsRequest, ListAttachmentsRequest__Output as _viommu_v1_ListAttachmentsRequest__Output } from './viommu/v1/ListAttachmentsRequest';
import type { ListAttachmentsResponse as _viommu_v1_ListAttachmentsResponse, ListAttachmentsResponse__Output as _viommu_v1_ListAttachmentsResponse__Output } from './viommu/v1/ListAttachmentsResponse';
import type { ListDomainsRequest as _viommu_v1_ListDomainsRequest, ListDomainsRequest__Output as _viommu_v1_ListDomainsRequest__Output } from './viommu/v1/ListDomainsRequest';
import type { ListDomainsResponse as _viommu_v1_ListDomainsResponse, ListDomainsResponse__Output as _viommu_v1_ListDomainsResponse__Output } from './viommu/v1/ListDomainsResponse';
import type { ListMappingsRequest as _viommu_v1_ListMappingsRequest, ListMappingsRequest__Output as _viommu_v1_ListMappingsRequest__Output } from './viommu/v1/ListMappingsRequest';
import type { ListMappingsResponse as _viommu_v1_ListMappingsResponse, ListMappingsResponse__Output as _viommu_v1_ListMappingsResponse__Output } from './viommu/v1/ListMappingsResponse';
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
import type { PageRequest as _viommu_v1_PageRequest, PageRequest__Output as _viommu_v1_PageRequest__Output } from './viommu/v1/PageRequest';
import type { PageRequestGroup as _viommu_v1_PageRequestGroup, PageRequestGroup__Output as _viommu_v1_PageRequestGroup__Output } from './viommu/v1/PageRequestGroup';
import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from './viommu/v1/PageRequestItem';
import type { PageResponse as _viommu_v1_PageResponse, PageResponse__Output as _viommu_v1_PageResponse__Output } from './viommu/v1/PageResponse';
import type { PageResponseResult as _viommu_v1_PageResponseResult, PageResponseResult__Output as _viommu_v1_PageResponseResult__Output } from './viommu/v1/PageResponseResult';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from './viommu/v1/Permissions';
import type { ReadDirtyPagesRequest as _viommu_v1_ReadDirtyPagesRequest, ReadDirtyPagesRequest__Output as _viommu_v1_ReadDirtyPagesRequest__Output } from './viommu/v1/ReadDirtyPagesRequest';
import type { ReadDirtyPagesResponse as _viommu_v1_ReadDirtyPagesResponse, ReadDirtyPagesResponse__Output as _viommu_v1_ReadDirtyPagesResponse__Output } from './viommu/v1/ReadDirtyPagesResponse';
import type { ReplaceRequest as _viommu_v1_ReplaceRequest, ReplaceRequest__Output as _viommu_v1_ReplaceRequest__Output } from './viommu/v1/ReplaceRequest';
import type { ReplaceResponse as _viommu_v1_ReplaceResponse, ReplaceResponse__Output as _viommu_v1_ReplaceResponse__Output } from './viommu/v1/ReplaceResponse';
import type { ReservedIovaRange as _viommu_v1_ReservedIovaRange, ReservedIovaRange__Output as _viommu_v1_ReservedIovaRange__Output } from './viommu/v1/ReservedIovaRange';
import type { RiscvTables as _viommu_v1_RiscvTables, RiscvTables__Output as _viommu_v1_RiscvTables__Output } from './viommu/v1/RiscvTables';
import type { RouteStep as _viommu_v1_RouteStep, RouteStep__Output as _viommu_v1_RouteStep__Output } from './viommu/v1/RouteStep';
import type { SetAllowedIovaRangesRequest as _viommu_v1_SetAllowedIovaRangesRequest, SetAllowedIovaRangesRequest__Output as _viommu_v1_SetAllowedIovaRangesRequest__Output } from './viommu/v1/SetAllowedIovaRangesRequest';
import type { SetAllowedIovaRangesResponse as _viommu_v1_SetAllowedIovaRangesResponse, SetAllowedIovaRangesResponse__Output as _viommu_v1_SetAllowedIovaRangesResponse__Output } from './viommu/v1/SetAllowedIovaRangesResponse';
import type { SetDirtyTrackingRequest as _viommu_v1_SetDirtyTrackingRequest, SetDirtyTrackingRequest__Output as _viommu_v1_SetDirtyTrackingRequest__Output } from './viommu/v1/SetDirtyTrackingRequest';
import type { SetDirtyTrackingResponse as _viommu_v1_SetDirtyTrackingResponse, SetDirtyTrackingResponse__Output as _viommu_v1_SetDirtyTrackingResponse__Output } from './viommu/v1/SetDirtyTrackingResponse';
import type { TableStep as _viommu_v1_TableStep, TableStep__Output as _viommu_v1_TableStep__Output } from './viommu/v1/TableStep';
import type { TranslateRequest as _viommu_v1_TranslateRequest, TranslateRequest__Output as _viommu_v1_TranslateRequest__Output } from './viommu/v1/TranslateRequest';
import type { TranslateResponse as _viommu_v1_TranslateResponse, TranslateResponse__Output as _viommu_v1_TranslateResponse__Output } from './viommu/v1/TranslateResponse';
import type { TranslationExplanation as _viommu_v1_TranslationExplanation, TranslationExplanation__Output as _viommu_v1_TranslationExplanation__Output } from './viommu/v1/TranslationExplanation';
import type { TranslationFault as _viommu_v1_TranslationFault, TranslationFault__Output as _viommu_v1_TranslationFault__Output } from './viommu/v1/TranslationFault';
import type { TranslationFound as _viommu_v1_TranslationFound, TranslationFound__Output as _viommu_v1_TranslationFound__Output } from './viommu/v1/TranslationFound';
import type { TranslationStep as _viommu_v1_TranslationStep, TranslationStep__Output as _viommu_v1_TranslationStep__Output } from './viommu/v1/TranslationStep';
import type { UnmapRequest as _viommu_v1_UnmapRequest, UnmapRequest__Output as _viommu_v1_UnmapRequest__Output } from './viommu/v1/UnmapRequest';
import type { UnmapResponse as _viommu_v1_UnmapResponse, UnmapResponse__Output as _viommu_v1_UnmapResponse__Output } from './viommu/v1/UnmapResponse';
import type { X86Tables as _viommu_v1_X86Tables, X86Tables__Output as _viommu_v1_X86Tables__Output } from './viommu/v1/X86Tables';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      Aarch64Region: MessageTypeDefinition<_viommu_v1_Aarch64Region, _viommu_v1_Aarch64Region__Output>
      Aarch64Tables: MessageTypeDefinition<_viommu_v1_Aarch64Tables, _viommu_v1_Aarch64Tables__Output>
      AttachRequest: MessageTypeDefinition<_viommu_v1_AttachRequest, _viommu_v1_AttachRequest__Output>
      AttachResponse: MessageTypeDefinition<_viommu_v1_AttachResponse, _viommu_v1_AttachResponse__Output>
      Attachment: MessageTypeDefinition<_viommu_v1_Attachment, _viommu_v1_Attachment__Output>
      CachedTranslation: MessageTypeDefinition<_viommu_v1_CachedTranslation, _viommu_v1_CachedTranslation__Output>
      ClosedGroup: MessageTypeDefinition<_viommu_v1_ClosedGroup, _viommu_v1_ClosedGroup__Output>
      CreateDomainRequest: MessageTypeDefinition<_viommu_v1_CreateDomainRequest, _viommu_v1_CreateDomainRequest__Output>
      CreateDomainResponse: MessageTypeDefinition<_viommu_v1_CreateDomainResponse, _viommu_v1_CreateDomainResponse__Output>
      DeleteDomainRequest: MessageTypeDefinition<_viommu_v1_DeleteDomainRequest, _viommu_v1_DeleteDomainRequest__Output>
      DeleteDomainResponse: MessageTypeDefinition<_viommu_v1_DeleteDomainResponse, _viommu_v1_DeleteDomainResponse__Output>
      DetachRequest: MessageTypeDefinition<_viommu_v1_DetachRequest, _viommu_v1_DetachRequest__Output>
      DetachResponse: MessageTypeDefinition<_viommu_v1_DetachResponse, _viommu_v1_DetachResponse__Output>
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
      EndpointOutcome: MessageTypeDefinition<_viommu_v1_EndpointOutcome, _viommu_v1_EndpointOutcome__Output>
      FaultEvent: MessageTypeDefinition<_viommu_v1_FaultEvent, _viommu_v1_FaultEvent__Output>
      FaultReason: EnumTypeDefinition
      FlushCounts: MessageTypeDefinition<_viommu_v1_FlushCounts, _viommu_v1_FlushCounts__Output>
      GetDomainRequest: MessageTypeDefinition<_viommu_v1_GetDomainRequest, _viommu_v1_GetDomainRequest__Output>
      GetDomainResponse: MessageTypeDefinition<_viommu_v1_GetDomainResponse, _viommu_v1_GetDomainResponse__Output>
      GetIovaRangesRequest: MessageTypeDefinition<_viommu_v1_GetIovaRangesRequest, _viommu_v1_GetIovaRangesRequest__Output>
      GetIovaRangesResponse: MessageTypeDefinition<_viommu_v1_GetIovaRangesResponse, _viommu_v1_GetIovaRangesResponse__Output>
      IfMapped: EnumTypeDefinition
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      ItemResult: MessageTypeDefinition<_viommu_v1_ItemResult, _viommu_v1_ItemResult__Output>
      ListAttachmentsRequest: MessageTypeDefinition<_viommu_v1_ListAttachmentsRequest, _viommu_v1_ListAttachmentsRequest__Output>
      ListAttachmentsResponse: MessageTypeDefinition<_viommu_v1_ListAttachmentsResponse, _viommu_v1_ListAttachmentsResponse__Output>
      ListDomainsRequest: MessageTypeDefinition<_viommu_v1_ListDomainsRequest, _viommu_v1_ListDomainsRequest__Output>
      ListDomainsResponse: MessageTypeDefinition<_viommu_v1_ListDomainsResponse, _viommu_v1_ListDomainsResponse__Output>
      ListMappingsRequest: MessageTypeDefinition<_viommu_v1_ListMappingsRequest, _viommu_v1_ListMappingsRequest__Output>
      ListMappingsResponse: MessageTypeDefinition<_viommu_v1_ListMappingsResponse, _viommu_v1_ListMappingsResponse__Output>
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
      OverflowPolicy: EnumTypeDefinition
      PageRequest: MessageTypeDefinition<_viommu_v1_PageRequest, _viommu_v1_PageRequest__Output>
      PageRequestGroup: MessageTypeDefinition<_viommu_v1_PageRequestGroup, _viommu_v1_PageRequestGroup__Output>
      PageRequestItem: MessageTypeDefinition<_viommu_v1_PageRequestItem, _viommu_v1_PageRequestItem__Output>
      PageResponse: MessageTypeDefinition<_viommu_v1_PageResponse, _viommu_v1_PageResponse__Output>
      PageResponseCode: EnumTypeDefinition
      PageResponseOutcome: EnumTypeDefinition
      PageResponseResult: MessageTypeDefinition<_viommu_v1_PageResponseResult, _viommu_v1_PageResponseResult__Output>
      Permissions: MessageTypeDefinition<_viommu_v1_Permissions, _viommu_v1_Permissions__Output>
      ReadDirtyPagesRequest: MessageTypeDefinition<_viommu_v1_ReadDirtyPagesRequest, _viommu_v1_ReadDirtyPagesRequest__Output>
      ReadDirtyPagesResponse: MessageTypeDefinition<_viommu_v1_ReadDirtyPagesResponse, _viommu_v1_ReadDirtyPagesResponse__Output>
      ReplaceRequest: MessageTypeDefinition<_viommu_v1_ReplaceRequest, _viommu_v1_ReplaceRequest__Output>
      ReplaceResponse: MessageTypeDefinition<_viommu_v1_ReplaceResponse, _viommu_v1_ReplaceResponse__Output>
      ReservedIovaRange: MessageTypeDefinition<_viommu_v1_ReservedIovaRange, _viommu_v1_ReservedIovaRange__Output>
      ResponseEffect: EnumTypeDefinition
      RiscvMode: EnumTypeDefinition
      RiscvTables: MessageTypeDefinition<_viommu_v1_RiscvTables, _viommu_v1_RiscvTables__Output>
      RouteStep: MessageTypeDefinition<_viommu_v1_RouteStep, _viommu_v1_RouteStep__Output>
      SetAllowedIovaRangesRequest: MessageTypeDefinition<_viommu_v1_SetAllowedIovaRangesRequest, _viommu_v1_SetAllowedIovaRangesRequest__Output>
      SetAllowedIovaRangesResponse: MessageTypeDefinition<_viommu_v1_SetAllowedIovaRangesResponse, _viommu_v1_SetAllowedIovaRangesResponse__Output>
      SetDirtyTrackingRequest: MessageTypeDefinition<_viommu_v1_SetDirtyTrackingRequest, _viommu_v1_SetDirtyTrackingRequest__Output>
      SetDirtyTrackingResponse: MessageTypeDefinition<_viommu_v1_SetDirtyTrackingResponse, _viommu_v1_SetDirtyTrackingResponse__Output>
      StallAction: EnumTypeDefinition
      TableDecision: EnumTypeDefinition
      TableStep: MessageTypeDefinition<_viommu_v1_TableStep, _viommu_v1_TableStep__Output>
      TableUpdates: EnumTypeDefinition
      TransactionKind: EnumTypeDefinition
      TranslateRequest: MessageTypeDefinition<_viommu_v1_TranslateRequest, _viommu_v1_TranslateRequest__Output>
      TranslateResponse: MessageTypeDefinition<_viommu_v1_TranslateResponse, _viommu_v1_TranslateResponse__Output>
      TranslationExplanation: MessageTypeDefinition<_viommu_v1_TranslationExplanation, _viommu_v1_TranslationExplanation__Output>
      TranslationFault: MessageTypeDefinition<_viommu_v1_TranslationFault, _viommu_v1_TranslationFault__Output>
      TranslationFound: MessageTypeDefinition<_viommu_v1_TranslationFound, _viommu_v1_TranslationFound__Output>
      TranslationStage: EnumTypeDefinition
      TranslationStep: MessageTypeDefinition<_viommu_v1_TranslationStep, _viommu_v1_TranslationStep__Output>
      UnmapRequest: MessageTypeDefinition<_viommu_v1_UnmapRequest, _viommu_v1_UnmapRequest__Output>
      UnmapResponse: MessageTypeDefinition<_viommu_v1_UnmapResponse, _viommu_v1_UnmapResponse__Output>
      X86Tables: MessageTypeDefinition<_viommu_v1_X86Tables, _viommu_v1_X86Tables__Output>
    }
  }
}

