import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AdvanceTimeRequest as _viommu_v1_AdvanceTimeRequest, AdvanceTimeRequest__Output as _viommu_v1_AdvanceTimeRequest__Output } from './viommu/v1/AdvanceTimeRequest';
import type { AdvanceTimeResponse as _viommu_v1_AdvanceTimeResponse, AdvanceTimeResponse__Output as _viommu_v1_AdvanceTimeResponse__Output } from './viommu/v1/AdvanceTimeResponse';
import type { AutomaticAnswers as _viommu_v1_AutomaticAnswers, AutomaticAnswers__Output as _viommu_v1_AutomaticAnswers__Output } from './viommu/v1/AutomaticAnswers';
import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from './viommu/v1/ClosedGroup';
import type { CreateViommuRequest as _viommu_v1_CreateViommuRequest, CreateViommuRequest__Output as _viommu_v1_CreateViommuRequest__Output } from './viommu/v1/CreateViommuRequest';
import type { CreateViommuResponse as _viommu_v1_CreateViommuResponse, CreateViommuResponse__Output as _viommu_v1_CreateViommuResponse__Output } from './viommu/v1/CreateViommuResponse';
import type { DeleteViommuRequest as _viommu_v1_DeleteViommuRequest, DeleteViommuRequest__Output as _viommu_v1_DeleteViommuRequest__Output } from './viommu/v1/DeleteViommuRequest';
import type { DeleteViommuResponse as _viommu_v1_DeleteViommuResponse, DeleteViommuResponse__Output as _viommu_v1_DeleteViommuResponse__Output } from './viommu/v1/DeleteViommuResponse';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from './viommu/v1/FaultEvent';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from './viommu/v1/FlushCounts';
import type { GetInfoRequest as _viommu_v1_GetInfoRequest, GetInfoRequest__Output as _viommu_v1_GetInfoRequest__Output } from './viommu/v1/GetInfoRequest';
import type { GetInfoResponse as _viommu_v1_GetInfoResponse, GetInfoResponse__Output as _viommu_v1_GetInfoResponse__Output } from './viommu/v1/GetInfoResponse';
import type { GetViommuRequest as _viommu_v1_GetViommuRequest, GetViommuRequest__Output as _viommu_v1_GetViommuRequest__Output } from './viommu/v1/GetViommuRequest';
import type { GetViommuResponse as _viommu_v1_GetViommuResponse, GetViommuResponse__Output as _viommu_v1_GetViommuResponse__Output } from './viommu/v1/GetViommuResponse';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { LimitInfo as _viommu_v1_LimitInfo, LimitInfo__Output as _viommu_v1_LimitInfo__Output } from './viommu/v1/LimitInfo';
import type { ListViommusRequest as _viommu_v1_ListViommusRequest, ListViommusRequest__Output as _viommu_v1_ListViommusRequest__Output } from './viommu/v1/ListViommusRequest';
import type { ListViommusResponse as _viommu_v1_ListViommusResponse, ListViommusResponse__Output as _viommu_v1_ListViommusResponse__Output } from './viommu/v1/ListViommusResponse';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from './viommu/v1/NestedFault';
import type { PageRequest as _viommu_v1_PageRequest, PageRequest__Output as _viommu_v1_PageRequest__Output } from './viommu/v1/PageRequest';
import type { PageRequestGroup as _viommu_v1_PageRequestGroup, PageRequestGroup__Output as _viommu_v1_PageRequestGroup__Output } from './viommu/v1/PageRequestGroup';
import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from './viommu/v1/PageRequestItem';
import type { PageRequestQuirks as _viommu_v1_PageRequestQuirks, PageRequestQuirks__Output as _viommu_v1_PageRequestQuirks__Output } from './viommu/v1/PageRequestQuirks';
import type { PageResponse as _viommu_v1_PageResponse, PageResponse__Output as _viommu_v1_PageResponse__Output } from './viommu/v1/PageResponse';
import type { PageResponseResult as _viommu_v1_PageResponseResult, PageResponseResult__Output as _viommu_v1_PageResponseResult__Output } from './viommu/v1/PageResponseResult';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from './viommu/v1/Permissions';
import type { ResetViommuRequest as _viommu_v1_ResetViommuRequest, ResetViommuRequest__Output as _viommu_v1_ResetViommuRequest__Output } from './viommu/v1/ResetViommuRequest';
import type { ResetViommuResponse as _viommu_v1_ResetViommuResponse, ResetViommuResponse__Output as _viommu_v1_ResetViommuResponse__Output } from './viommu/v1/ResetViommuResponse';
import type { TimeFired as _viommu_v1_TimeFired, TimeFired__Output as _viommu_v1_TimeFired__Output } from './viommu/v1/TimeFired';
import type { UpdateViommuRequest as _viommu_v1_UpdateViommuRequest, UpdateViommuRequest__Output as _viommu_v1_UpdateViommuRequest__Output } from './viommu/v1/UpdateViommuRequest';
import type { UpdateViommuResponse as _viommu_v1_UpdateViommuResponse, UpdateViommuResponse__Output as _viommu_v1_UpdateViommuResponse__Output } from './viommu/v1/UpdateViommuResponse';
import type { Viommu as _viommu_v1_Viommu, Viommu__Output as _viommu_v1_Viommu__Output } from './viommu/v1/Viommu';
import type { ViommuConfig as _viommu_v1_ViommuConfig, ViommuConfig__Output as _viommu_v1_ViommuConfig__Output } from './viommu/v1/ViommuConfig';
import type { ViommuLimits as _viommu_v1_ViommuLimits, ViommuLimits__Output as _viommu_v1_ViommuLimits__Output } from './viommu/v1/ViommuLimits';
import type { ViommuPolicy as _viommu_v1_ViommuPolicy, ViommuPolicy__Output as _viommu_v1_ViommuPolicy__Output } from './viommu/v1/ViommuPolicy';
import type { ViommuServiceClient as _viommu_v1_ViommuServiceClient, ViommuServiceDefinition as _viommu_v1_ViommuServiceDefinition } from './viommu/v1/ViommuService';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      AdvanceTimeRequest: MessageTypeDefinition<_viommu_v1_AdvanceTimeRequest, _viommu_v1_AdvanceTimeRequest__Output>
      AdvanceTimeResponse: MessageTypeDefinition<_viommu_v1_AdvanceTimeResponse, _viommu_v1_AdvanceTimeResponse__Output>
      AutomaticAction: EnumTypeDefinition
      AutomaticAnswers: MessageTypeDefinition<_viommu_v1_AutomaticAnswers, _viommu_v1_AutomaticAnswers__Output>
      ClockKind: EnumTypeDefinition
      ClosedGroup: MessageTypeDefinition<_viommu_v1_ClosedGroup, _viommu_v1_ClosedGroup__Output>
      CreateViommuRequest: MessageTypeDefinition<_viommu_v1_CreateViommuRequest, _viommu_v1_CreateViommuRequest__Output>
      CreateViommuResponse: MessageTypeDefinition<_viommu_v1_CreateViommuResponse, _viommu_v1_CreateViommuResponse__Output>
      DeleteViommuRequest: MessageTypeDefinition<_viommu_v1_DeleteViommuRequest, _viommu_v1_DeleteViommuRequest__Output>
      DeleteViommuResponse: MessageTypeDefinition<_viommu_v1_DeleteViommuResponse, _viommu_v1_DeleteViommuResponse__Output>
      FaultEvent: MessageTypeDefinition<_viommu_v1_FaultEvent, _viommu_v1_FaultEvent__Output>
      FaultReason: EnumTypeDefinition
      FlushCounts: MessageTypeDefinition<_viommu_v1_FlushCounts, _viommu_v1_FlushCounts__Output>
      GetInfoRequest: MessageTypeDefinition<_viommu_v1_GetInfoRequest, _viommu_v1_GetInfoRequest__Output>
      GetInfoResponse: MessageTypeDefinition<_viommu_v1_GetInfoResponse, _viommu_v1_GetInfoResponse__Output>
      GetViommuRequest: MessageTypeDefinition<_viommu_v1_GetViommuRequest, _viommu_v1_GetViommuRequest__Output>
      GetViommuResponse: MessageTypeDefinition<_viommu_v1_GetViommuResponse, _viommu_v1_GetViommuResponse__Output>
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      LimitInfo: MessageTypeDefinition<_viommu_v1_LimitInfo, _viommu_v1_LimitInfo__Output>
      ListViommusRequest: MessageTypeDefinition<_viommu_v1_ListViommusRequest, _viommu_v1_ListViommusRequest__Output>
      ListViommusResponse: MessageTypeDefinition<_viommu_v1_ListViommusResponse, _viommu_v1_ListViommusResponse__Output>
      NestedFault: MessageTypeDefinition<_viommu_v1_NestedFault, _viommu_v1_NestedFault__Output>
      PageRequest: MessageTypeDefinition<_viommu_v1_PageRequest, _viommu_v1_PageRequest__Output>
      PageRequestGroup: MessageTypeDefinition<_viommu_v1_PageRequestGroup, _viommu_v1_PageRequestGroup__Output>
      PageRequestItem: MessageTypeDefinition<_viommu_v1_PageRequestItem, _viommu_v1_PageRequestItem__Output>
      PageRequestQuirks: MessageTypeDefinition<_viommu_v1_PageRequestQuirks, _viommu_v1_PageRequestQuirks__Output>
      PageResponse: MessageTypeDefinition<_viommu_v1_PageResponse, _viommu_v1_PageResponse__Output>
      PageResponseCode: EnumTypeDefinition
      PageResponseOutcome: EnumTypeDefinition
      PageResponseResult: MessageTypeDefinition<_viommu_v1_PageResponseResult, _viommu_v1_PageResponseResult__Output>
      PartialUnmap: EnumTypeDefinition
      Permissions: MessageTypeDefinition<_viommu_v1_Permissions, _viommu_v1_Permissions__Output>
      Profile: EnumTypeDefinition
      ResetViommuRequest: MessageTypeDefinition<_viommu_v1_ResetViommuRequest, _viommu_v1_ResetViommuRequest__Output>
      ResetViommuResponse: MessageTypeDefinition<_viommu_v1_ResetViommuResponse, _viommu_v1_ResetViommuResponse__Output>
      ResponseEffect: EnumTypeDefinition
      StallAction: EnumTypeDefinition
      TimeFired: MessageTypeDefinition<_viommu_v1_TimeFired, _viommu_v1_TimeFired__Output>
      TransactionKind: EnumTypeDefinition
      TranslatedRequestCheck: EnumTypeDefinition
      TranslationStage: EnumTypeDefinition
      TranslationState: EnumTypeDefinition
      UpdateViommuRequest: MessageTypeDefinition<_viommu_v1_UpdateViommuRequest, _viommu_v1_UpdateViommuRequest__Output>
      UpdateViommuResponse: MessageTypeDefinition<_viommu_v1_UpdateViommuResponse, _viommu_v1_UpdateViommuResponse__Output>
      Viommu: MessageTypeDefinition<_viommu_v1_Viommu, _viommu_v1_Viommu__Output>
      ViommuConfig: MessageTypeDefinition<_viommu_v1_ViommuConfig, _viommu_v1_ViommuConfig__Output>
      ViommuLimits: MessageTypeDefinition<_viommu_v1_ViommuLimits, _viommu_v1_ViommuLimits__Output>
      ViommuPolicy: MessageTypeDefinition<_viommu_v1_ViommuPolicy, _viommu_v1_ViommuPolicy__Output>
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
      ViommuService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_ViommuServiceClient> & { service: _viommu_v1_ViommuServiceDefinition }
    }
  }
}

