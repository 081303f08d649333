// Original file: proto/viommu/v1/guest_memory_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListGuestMemoryRequest as _viommu_v1_ListGuestMemoryRequest, ListGuestMemoryRequest__Output as _viommu_v1_ListGuestMemoryRequest__Output } from '../../viommu/v1/ListGuestMemoryRequest';
import type { ListGuestMemoryResponse as _viommu_v1_ListGuestMemoryResponse, ListGuestMemoryResponse__Output as _viommu_v1_ListGuestMemoryResponse__Output } from '../../viommu/v1/ListGuestMemoryResponse';
import type { ReadGuestMemoryRequest as _viommu_v1_ReadGuestMemoryRequest, ReadGuestMemoryRequest__Output as _viommu_v1_ReadGuestMemoryRequest__Output } from '../../viommu/v1/ReadGuestMemoryRequest';
import type { ReadGuestMemoryResponse as _viommu_v1_ReadGuestMemoryResponse, ReadGuestMemoryResponse__Output as _viommu_v1_ReadGuestMemoryResponse__Output } from '../../viommu/v1/ReadGuestMemoryResponse';
import type { RegisterGuestMemoryRequest as _viommu_v1_RegisterGuestMemoryRequest, RegisterGuestMemoryRequest__Output as _viommu_v1_RegisterGuestMemoryRequest__Output } from '../../viommu/v1/RegisterGuestMemoryRequest';
import type { RegisterGuestMemoryResponse as _viommu_v1_RegisterGuestMemoryResponse, RegisterGuestMemoryResponse__Output as _viommu_v1_RegisterGuestMemoryResponse__Output } from '../../viommu/v1/RegisterGuestMemoryResponse';
import type { UnregisterGuestMemoryRequest as _viommu_v1_UnregisterGuestMemoryRequest, UnregisterGuestMemoryRequest__Output as _viommu_v1_UnregisterGuestMemoryRequest__Output } from '../../viommu/v1/UnregisterGuestMemoryRequest';
import type { UnregisterGuestMemoryResponse as _viommu_v1_UnregisterGuestMemoryResponse, UnregisterGuestMemoryResponse__Output as _viommu_v1_UnregisterGuestMemoryResponse__Output } from '../../viommu/v1/UnregisterGuestMemoryResponse';
import type { WriteGuestMemoryRequest as _viommu_v1_WriteGuestMemoryRequest, WriteGuestMemoryRequest__Output as _viommu_v1_WriteGuestMemoryRequest__Output } from '../../viommu/v1/WriteGuestMemoryRequest';
import type { WriteGuestMemoryResponse as _viommu_v1_WriteGuestMemoryResponse, WriteGuestMemoryResponse__Output as _viommu_v1_WriteGuestMemoryResponse__Output } from '../../viommu/v1/WriteGuestMemoryResponse';

/**
 * Tells a vIOMMU where guest RAM is. A DMA to an output address outside of it is a reported abort (MEMORY_ABORT).
 */
export interface GuestMemoryServiceClient extends grpc.Client {
  /**
   * Lists the regions, ordered by guest address.
   */
  ListGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  ListGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  ListGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  ListGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the regions, ordered by guest address.
   */
  listGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  listGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  listGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  listGuestMemory(argument: _viommu_v1_ListGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_ListGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads guest memory, as a processor of the guest would.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE.
   */
  ReadGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  ReadGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  ReadGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  ReadGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads guest memory, as a processor of the guest would.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE.
   */
  readGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  readGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  readGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  readGuestMemory(argument: _viommu_v1_ReadGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_ReadGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Registers a region.
   * 
   * Errors: FIELD_REQUIRED (`region`), REGION_EXISTS, REGION_OVERLAP (metadata `region_id`), ADDRESS_MISALIGNED,
   * LENGTH_OUT_OF_RANGE, ADDRESS_OVERFLOW, BACKING_REQUIRED, MEMORY_DIR_NOT_SET, MEMORY_PATH_REFUSED,
   * MEMORY_FILE_TOO_SHORT, LIMIT_EXCEEDED (max_memory_regions, max_anonymous_memory_bytes).
   */
  RegisterGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  RegisterGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  RegisterGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  RegisterGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Registers a region.
   * 
   * Errors: FIELD_REQUIRED (`region`), REGION_EXISTS, REGION_OVERLAP (metadata `region_id`), ADDRESS_MISALIGNED,
   * LENGTH_OUT_OF_RANGE, ADDRESS_OVERFLOW, BACKING_REQUIRED, MEMORY_DIR_NOT_SET, MEMORY_PATH_REFUSED,
   * MEMORY_FILE_TOO_SHORT, LIMIT_EXCEEDED (max_memory_regions, max_anonymous_memory_bytes).
   */
  registerGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  registerGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  registerGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  registerGuestMemory(argument: _viommu_v1_RegisterGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_RegisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Forgets a region. With `force`, mappings that refer to it are removed first: an operation, which this call waits
   * for.
   * 
   * Errors: REGION_NOT_FOUND, BUSY (metadata `holder`: a domain maps it, or an attached identity domain reaches it)
   * unless `force`, with which an identity domain stays attached; TIMEOUT_INVALID.
   */
  UnregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  UnregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  UnregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  UnregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Forgets a region. With `force`, mappings that refer to it are removed first: an operation, which this call waits
   * for.
   * 
   * Errors: REGION_NOT_FOUND, BUSY (metadata `holder`: a domain maps it, or an attached identity domain reaches it)
   * unless `force`, with which an identity domain stays attached; TIMEOUT_INVALID.
   */
  unregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  unregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  unregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  unregisterGuestMemory(argument: _viommu_v1_UnregisterGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_UnregisterGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Writes guest memory, as a processor of the guest would: page tables, for instance. All of it or nothing. Does not
   * count as a write of an endpoint.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE (not registered, or
   * read-only).
   */
  WriteGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  WriteGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  WriteGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  WriteGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Writes guest memory, as a processor of the guest would: page tables, for instance. All of it or nothing. Does not
   * count as a write of an endpoint.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE (not registered, or
   * read-only).
   */
  writeGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  writeGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  writeGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  writeGuestMemory(argument: _viommu_v1_WriteGuestMemoryRequest, callback: grpc.requestCallback<_viommu_v1_WriteGuestMemoryResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Tells a vIOMMU where guest RAM is. A DMA to an output address outside of it is a reported abort (MEMORY_ABORT).
 */
export interface GuestMemoryServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Lists the regions, ordered by guest address.
   */
  ListGuestMemory: grpc.handleUnaryCall<_viommu_v1_ListGuestMemoryRequest__Output, _viommu_v1_ListGuestMemoryResponse>;
  
  /**
   * Reads guest memory, as a processor of the guest would.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE.
   */
  ReadGuestMemory: grpc.handleUnaryCall<_viommu_v1_ReadGuestMemoryRequest__Output, _viommu_v1_ReadGuestMemoryResponse>;
  
  /**
   * Registers a region.
   * 
   * Errors: FIELD_REQUIRED (`region`), REGION_EXISTS, REGION_OVERLAP (metadata `region_id`), ADDRESS_MISALIGNED,
   * LENGTH_OUT_OF_RANGE, ADDRESS_OVERFLOW, BACKING_REQUIRED, MEMORY_DIR_NOT_SET, MEMORY_PATH_REFUSED,
   * MEMORY_FILE_TOO_SHORT, LIMIT_EXCEEDED (max_memory_regions, max_anonymous_memory_bytes).
   */
  RegisterGuestMemory: grpc.handleUnaryCall<_viommu_v1_RegisterGuestMemoryRequest__Output, _viommu_v1_RegisterGuestMemoryResponse>;
  
  /**
   * Forgets a region. With `force`, mappings that refer to it are removed first: an operation, which this call waits
   * for.
   * 
   * Errors: REGION_NOT_FOUND, BUSY (metadata `holder`: a domain maps it, or an attached identity domain reaches it)
   * unless `force`, with which an identity domain stays attached; TIMEOUT_INVALID.
   */
  UnregisterGuestMemory: grpc.handleUnaryCall<_viommu_v1_UnregisterGuestMemoryRequest__Output, _viommu_v1_UnregisterGuestMemoryResponse>;
  
  /**
   * Writes guest memory, as a processor of the guest would: page tables, for instance. All of it or nothing. Does not
   * count as a write of an endpoint.
   * 
   * Errors: LENGTH_OUT_OF_RANGE (1 to 262144 bytes), ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE (not registered, or
   * read-only).
   */
  WriteGuestMemory: grpc.handleUnaryCall<_viommu_v1_WriteGuestMemoryRequest__Output, _viommu_v1_WriteGuestMemoryResponse>;
  
}

export interface GuestMemoryServiceDefinition extends grpc.ServiceDefinition {
  ListGuestMemory: MethodDefinition<_viommu_v1_ListGuestMemoryRequest, _viommu_v1_ListGuestMemoryResponse, _viommu_v1_ListGuestMemoryRequest__Output, _viommu_v1_ListGuestMemoryResponse__Output>
  ReadGuestMemory: MethodDefinition<_viommu_v1_ReadGuestMemoryRequest, _viommu_v1_ReadGuestMemoryResponse, _viommu_v1_ReadGuestMemoryRequest__Output, _viommu_v1_ReadGuestMemoryResponse__Output>
  RegisterGuestMemory: MethodDefinition<_viommu_v1_RegisterGuestMemoryRequest, _viommu_v1_RegisterGuestMemoryResponse, _viommu_v1_RegisterGuestMemoryRequest__Output, _viommu_v1_RegisterGuestMemoryResponse__Output>
  UnregisterGuestMemory: MethodDefinition<_viommu_v1_UnregisterGuestMemoryRequest, _viommu_v1_UnregisterGuestMemoryResponse, _viommu_v1_UnregisterGuestMemoryRequest__Output, _viommu_v1_UnregisterGuestMemoryResponse__Output>
  WriteGuestMemory: MethodDefinition<_viommu_v1_WriteGuestMemoryRequest, _viommu_v1_WriteGuestMemoryResponse, _viommu_v1_WriteGuestMemoryRequest__Output, _viommu_v1_WriteGuestMemoryResponse__Output>
}
