import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AnonymousBacking as _viommu_v1_AnonymousBacking, AnonymousBacking__Output as _viommu_v1_AnonymousBacking__Output } from './viommu/v1/AnonymousBacking';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from './viommu/v1/EndpointOutcome';
import type { GuestMemoryServiceClient as _viommu_v1_GuestMemoryServiceClient, GuestMemoryServiceDefinition as _viommu_v1_GuestMemoryServiceDefinition } from './viommu/v1/GuestMemoryService';
import type { ListGuestMemoryRequest as _viommu_v1_ListGuestMemoryRequest, ListGuestMemoryRequest__Output as _viommu_v1_ListGuestMemoryRequest__Output } from './viommu/v1/ListGuestMemoryRequest';
import type { ListGuestMemoryResponse as _viommu_v1_ListGuestMemoryResponse, ListGuestMemoryResponse__Output as _viommu_v1_ListGuestMemoryResponse__Output } from './viommu/v1/ListGuestMemoryResponse';
import type { MemoryRegion as _viommu_v1_MemoryRegion, MemoryRegion__Output as _viommu_v1_MemoryRegion__Output } from './viommu/v1/MemoryRegion';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from './viommu/v1/OperationResult';
import type { ReadGuestMemoryRequest as _viommu_v1_ReadGuestMemoryRequest, ReadGuestMemoryRequest__Output as _viommu_v1_ReadGuestMemoryRequest__Output } from './viommu/v1/ReadGuestMemoryRequest';
import type { ReadGuestMemoryResponse as _viommu_v1_ReadGuestMemoryResponse, ReadGuestMemoryResponse__Output as _viommu_v1_ReadGuestMemoryResponse__Output } from './viommu/v1/ReadGuestMemoryResponse';
import type { RegisterGuestMemoryRequest as _viommu_v1_RegisterGuestMemoryRequest, RegisterGuestMemoryRequest__Output as _viommu_v1_RegisterGuestMemoryRequest__Output } from './viommu/v1/RegisterGuestMemoryRequest';
import type { RegisterGuestMemoryResponse as _viommu_v1_RegisterGuestMemoryResponse, RegisterGuestMemoryResponse__Output as _viommu_v1_RegisterGuestMemoryResponse__Output } from './viommu/v1/RegisterGuestMemoryResponse';
import type { SharedFileBacking as _viommu_v1_SharedFileBacking, SharedFileBacking__Output as _viommu_v1_SharedFileBacking__Output } from './viommu/v1/SharedFileBacking';
import type { UnregisterGuestMemoryRequest as _viommu_v1_UnregisterGuestMemoryRequest, UnregisterGuestMemoryRequest__Output as _viommu_v1_UnregisterGuestMemoryRequest__Output } from './viommu/v1/UnregisterGuestMemoryRequest';
import type { UnregisterGuestMemoryResponse as _viommu_v1_UnregisterGuestMemoryResponse, UnregisterGuestMemoryResponse__Output as _viommu_v1_UnregisterGuestMemoryResponse__Output } from './viommu/v1/UnregisterGuestMemoryResponse';
import type { WriteGuestMemoryRequest as _viommu_v1_WriteGuestMemoryRequest, WriteGuestMemoryRequest__Output as _viommu_v1_WriteGuestMemoryRequest__Output } from './viommu/v1/WriteGuestMemoryRequest';
import type { WriteGuestMemoryResponse as _viommu_v1_WriteGuestMemoryResponse, WriteGuestMemoryResponse__Output as _viommu_v1_WriteGuestMemoryResponse__Output } from './viommu/v1/WriteGuestMemoryResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      AnonymousBacking: MessageTypeDefinition<_viommu_v1_AnonymousBacking, _viommu_v1_AnonymousBacking__Output>
      EndpointOutcome: MessageTypeDefinition<_viommu_v1_EndpointOutcome, _viommu_v1_EndpointOutcome__Output>
      /**
       * Tells a vIOMMU where guest RAM is. A DMA to an output address outside of it is a reported abort (MEMORY_ABORT).
       */
      GuestMemoryService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_GuestMemoryServiceClient> & { service: _viommu_v1_GuestMemoryServiceDefinition }
      ListGuestMemoryRequest: MessageTypeDefinition<_viommu_v1_ListGuestMemoryRequest, _viommu_v1_ListGuestMemoryRequest__Output>
      ListGuestMemoryResponse: MessageTypeDefinition<_viommu_v1_ListGuestMemoryResponse, _viommu_v1_ListGuestMemoryResponse__Output>
      MemoryRegion: MessageTypeDefinition<_viommu_v1_MemoryRegion, _viommu_v1_MemoryRegion__Output>
      OperationKind: EnumTypeDefinition
      OperationOutcome: EnumTypeDefinition
      OperationResult: MessageTypeDefinition<_viommu_v1_OperationResult, _viommu_v1_OperationResult__Output>
      ReadGuestMemoryRequest: MessageTypeDefinition<_viommu_v1_ReadGuestMemoryRequest, _viommu_v1_ReadGuestMemoryRequest__Output>
      ReadGuestMemoryResponse: MessageTypeDefinition<_viommu_v1_ReadGuestMemoryResponse, _viommu_v1_ReadGuestMemoryResponse__Output>
      RegisterGuestMemoryRequest: MessageTypeDefinition<_viommu_v1_RegisterGuestMemoryRequest, _viommu_v1_RegisterGuestMemoryRequest__Output>
      RegisterGuestMemoryResponse: MessageTypeDefinition<_viommu_v1_RegisterGuestMemoryResponse, _viommu_v1_RegisterGuestMemoryResponse__Output>
      SharedFileBacking: MessageTypeDefinition<_viommu_v1_SharedFileBacking, _viommu_v1_SharedFileBacking__Output>
      UnregisterGuestMemoryRequest: MessageTypeDefinition<_viommu_v1_UnregisterGuestMemoryRequest, _viommu_v1_UnregisterGuestMemoryRequest__Output>
      UnregisterGuestMemoryResponse: MessageTypeDefinition<_viommu_v1_UnregisterGuestMemoryResponse, _viommu_v1_UnregisterGuestMemoryResponse__Output>
      WriteGuestMemoryRequest: MessageTypeDefinition<_viommu_v1_WriteGuestMemoryRequest, _viommu_v1_WriteGuestMemoryRequest__Output>
      WriteGuestMemoryResponse: MessageTypeDefinition<_viommu_v1_WriteGuestMemoryResponse, _viommu_v1_WriteGuestMemoryResponse__Output>
    }
  }
}

