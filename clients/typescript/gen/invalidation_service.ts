import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { EncodedRange as _viommu_v1_EncodedRange, EncodedRange__Output as _viommu_v1_EncodedRange__Output } from './viommu/v1/EncodedRange';
import type { EndpointOutcome as _viommu_v1_EndpointOutcome, EndpointOutcome__Output as _viommu_v1_EndpointOutcome__Output } from './viommu/v1/EndpointOutcome';
import type { InvalidateContext as _viommu_v1_InvalidateContext, InvalidateContext__Output as _viommu_v1_InvalidateContext__Output } from './viommu/v1/InvalidateContext';
import type { InvalidateDeviceTlb as _viommu_v1_InvalidateDeviceTlb, InvalidateDeviceTlb__Output as _viommu_v1_InvalidateDeviceTlb__Output } from './viommu/v1/InvalidateDeviceTlb';
import type { InvalidateDomain as _viommu_v1_InvalidateDomain, InvalidateDomain__Output as _viommu_v1_InvalidateDomain__Output } from './viommu/v1/InvalidateDomain';
import type { InvalidateEverything as _viommu_v1_InvalidateEverything, InvalidateEverything__Output as _viommu_v1_InvalidateEverything__Output } from './viommu/v1/InvalidateEverything';
import type { InvalidateIotlb as _viommu_v1_InvalidateIotlb, InvalidateIotlb__Output as _viommu_v1_InvalidateIotlb__Output } from './viommu/v1/InvalidateIotlb';
import type { InvalidatePasidEntry as _viommu_v1_InvalidatePasidEntry, InvalidatePasidEntry__Output as _viommu_v1_InvalidatePasidEntry__Output } from './viommu/v1/InvalidatePasidEntry';
import type { InvalidateRequest as _viommu_v1_InvalidateRequest, InvalidateRequest__Output as _viommu_v1_InvalidateRequest__Output } from './viommu/v1/InvalidateRequest';
import type { InvalidateResponse as _viommu_v1_InvalidateResponse, InvalidateResponse__Output as _viommu_v1_InvalidateResponse__Output } from './viommu/v1/InvalidateResponse';
import type { InvalidationEntry as _viommu_v1_InvalidationEntry, InvalidationEntry__Output as _viommu_v1_InvalidationEntry__Output } from './viommu/v1/InvalidationEntry';
import type { InvalidationEntryResult as _viommu_v1_InvalidationEntryResult, InvalidationEntryResult__Output as _viommu_v1_InvalidationEntryResult__Output } from './viommu/v1/InvalidationEntryResult';
import type { InvalidationFence as _viommu_v1_InvalidationFence, InvalidationFence__Output as _viommu_v1_InvalidationFence__Output } from './viommu/v1/InvalidationFence';
import type { InvalidationRequest as _viommu_v1_InvalidationRequest, InvalidationRequest__Output as _viommu_v1_InvalidationRequest__Output } from './viommu/v1/InvalidationRequest';
import type { InvalidationServiceClient as _viommu_v1_InvalidationServiceClient, InvalidationServiceDefinition as _viommu_v1_InvalidationServiceDefinition } from './viommu/v1/InvalidationService';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { ItemResult as _viommu_v1_ItemResult, ItemResult__Output as _viommu_v1_ItemResult__Output } from './viommu/v1/ItemResult';
import type { ListOutstandingInvalidationsRequest as _viommu_v1_ListOutstandingInvalidationsRequest, ListOutstandingInvalidationsRequest__Output as _viommu_v1_ListOutstandingInvalidationsRequest__Output } from './viommu/v1/ListOutstandingInvalidationsRequest';
import type { ListOutstandingInvalidationsResponse as _viommu_v1_ListOutstandingInvalidationsResponse, ListOutstandingInvalidationsResponse__Output as _viommu_v1_ListOutstandingInvalidationsResponse__Output } from './viommu/v1/ListOutstandingInvalidationsResponse';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from './viommu/v1/OperationResult';
import type { OutstandingInvalidation as _viommu_v1_OutstandingInvalidation, OutstandingInvalidation__Output as _viommu_v1_OutstandingInvalidation__Output } from './viommu/v1/OutstandingInvalidation';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      EncodedRange: MessageTypeDefinition<_viommu_v1_EncodedRange, _viommu_v1_EncodedRange__Output>
      EndpointOutcome: MessageTypeDefinition<_viommu_v1_EndpointOutcome, _viommu_v1_EndpointOutcome__Output>
      InvalidateContext: MessageTypeDefinition<_viommu_v1_InvalidateContext, _viommu_v1_InvalidateContext__Output>
      InvalidateDeviceTlb: MessageTypeDefinition<_viommu_v1_InvalidateDeviceTlb, _viommu_v1_InvalidateDeviceTlb__Output>
      InvalidateDomain: MessageTypeDefinition<_viommu_v1_InvalidateDomain, _viommu_v1_InvalidateDomain__Output>
      InvalidateEverything: MessageTypeDefinition<_viommu_v1_InvalidateEverything, _viommu_v1_InvalidateEverything__Output>
      InvalidateIotlb: MessageTypeDefinition<_viommu_v1_InvalidateIotlb, _viommu_v1_InvalidateIotlb__Output>
      InvalidatePasidEntry: MessageTypeDefinition<_viommu_v1_InvalidatePasidEntry, _viommu_v1_InvalidatePasidEntry__Output>
      InvalidateRequest: MessageTypeDefinition<_viommu_v1_InvalidateRequest, _viommu_v1_InvalidateRequest__Output>
      InvalidateResponse: MessageTypeDefinition<_viommu_v1_InvalidateResponse, _viommu_v1_InvalidateResponse__Output>
      InvalidationEntry: MessageTypeDefinition<_viommu_v1_InvalidationEntry, _viommu_v1_InvalidationEntry__Output>
      InvalidationEntryResult: MessageTypeDefinition<_viommu_v1_InvalidationEntryResult, _viommu_v1_InvalidationEntryResult__Output>
      InvalidationFence: MessageTypeDefinition<_viommu_v1_InvalidationFence, _viommu_v1_InvalidationFence__Output>
      InvalidationRequest: MessageTypeDefinition<_viommu_v1_InvalidationRequest, _viommu_v1_InvalidationRequest__Output>
      /**
       * Invalidates the IOTLB and device TLBs by hand. Unmap, lowering permissions, detach and replace do so by themselves.
       */
      InvalidationService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_InvalidationServiceClient> & { service: _viommu_v1_InvalidationServiceDefinition }
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      ItemResult: MessageTypeDefinition<_viommu_v1_ItemResult, _viommu_v1_ItemResult__Output>
      ListOutstandingInvalidationsRequest: MessageTypeDefinition<_viommu_v1_ListOutstandingInvalidationsRequest, _viommu_v1_ListOutstandingInvalidationsRequest__Output>
      ListOutstandingInvalidationsResponse: MessageTypeDefinition<_viommu_v1_ListOutstandingInvalidationsResponse, _viommu_v1_ListOutstandingInvalidationsResponse__Output>
      OnError: EnumTypeDefinition
      OperationKind: EnumTypeDefinition
      OperationOutcome: EnumTypeDefinition
      OperationResult: MessageTypeDefinition<_viommu_v1_OperationResult, _viommu_v1_OperationResult__Output>
      OutstandingInvalidation: MessageTypeDefinition<_viommu_v1_OutstandingInvalidation, _viommu_v1_OutstandingInvalidation__Output>
    }
  }
}

