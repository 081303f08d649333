// Original file: proto/viommu/v1/guest_queue_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ControlQueueRequest as _viommu_v1_ControlQueueRequest, ControlQueueRequest__Output as _viommu_v1_ControlQueueRequest__Output } from '../../viommu/v1/ControlQueueRequest';
import type { ControlQueueResponse as _viommu_v1_ControlQueueResponse, ControlQueueResponse__Output as _viommu_v1_ControlQueueResponse__Output } from '../../viommu/v1/ControlQueueResponse';
import type { ListGuestQueuesRequest as _viommu_v1_ListGuestQueuesRequest, ListGuestQueuesRequest__Output as _viommu_v1_ListGuestQueuesRequest__Output } from '../../viommu/v1/ListGuestQueuesRequest';
import type { ListGuestQueuesResponse as _viommu_v1_ListGuestQueuesResponse, ListGuestQueuesResponse__Output as _viommu_v1_ListGuestQueuesResponse__Output } from '../../viommu/v1/ListGuestQueuesResponse';
import type { ReadRecordsRequest as _viommu_v1_ReadRecordsRequest, ReadRecordsRequest__Output as _viommu_v1_ReadRecordsRequest__Output } from '../../viommu/v1/ReadRecordsRequest';
import type { ReadRecordsResponse as _viommu_v1_ReadRecordsResponse, ReadRecordsResponse__Output as _viommu_v1_ReadRecordsResponse__Output } from '../../viommu/v1/ReadRecordsResponse';
import type { SetDomainTagsRequest as _viommu_v1_SetDomainTagsRequest, SetDomainTagsRequest__Output as _viommu_v1_SetDomainTagsRequest__Output } from '../../viommu/v1/SetDomainTagsRequest';
import type { SetDomainTagsResponse as _viommu_v1_SetDomainTagsResponse, SetDomainTagsResponse__Output as _viommu_v1_SetDomainTagsResponse__Output } from '../../viommu/v1/SetDomainTagsResponse';
import type { SubmitCommandsRequest as _viommu_v1_SubmitCommandsRequest, SubmitCommandsRequest__Output as _viommu_v1_SubmitCommandsRequest__Output } from '../../viommu/v1/SubmitCommandsRequest';
import type { SubmitCommandsResponse as _viommu_v1_SubmitCommandsResponse, SubmitCommandsResponse__Output as _viommu_v1_SubmitCommandsResponse__Output } from '../../viommu/v1/SubmitCommandsResponse';
import type { WatchRecordsRequest as _viommu_v1_WatchRecordsRequest, WatchRecordsRequest__Output as _viommu_v1_WatchRecordsRequest__Output } from '../../viommu/v1/WatchRecordsRequest';
import type { WatchRecordsResponse as _viommu_v1_WatchRecordsResponse, WatchRecordsResponse__Output as _viommu_v1_WatchRecordsResponse__Output } from '../../viommu/v1/WatchRecordsResponse';

/**
 * Bytes in, bytes out: what a guest's driver wrote to the queues of its IOMMU, and what hardware would write to them. Layouts are
 * those of the vIOMMU's profile. The VMM keeps registers, context structures and, unless it gives a ring away, the queues.
 */
export interface GuestQueueServiceClient extends grpc.Client {
  /**
   * Sets what registers of the queue would set. With a ring, a new tail lets commands be read from guest memory and executed,
   * at most 4096, and the call waits for them as SubmitCommands does.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, REGISTER_UNKNOWN (names those there are), REGISTER_VALUE_INVALID, RING_INVALID,
   * POINTER_INVALID, QUIRK_UNKNOWN, FIELD_NOT_APPLICABLE, CONTROLLER_EXISTS (another stream controls a domain whose page requests
   * the queue would take; set take_over), GUEST_QUEUE_BUSY (its ring changes while commands wait).
   */
  ControlQueue(argument: _viommu_v1_ControlQueueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  ControlQueue(argument: _viommu_v1_ControlQueueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  ControlQueue(argument: _viommu_v1_ControlQueueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  ControlQueue(argument: _viommu_v1_ControlQueueRequest, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sets what registers of the queue would set. With a ring, a new tail lets commands be read from guest memory and executed,
   * at most 4096, and the call waits for them as SubmitCommands does.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, REGISTER_UNKNOWN (names those there are), REGISTER_VALUE_INVALID, RING_INVALID,
   * POINTER_INVALID, QUIRK_UNKNOWN, FIELD_NOT_APPLICABLE, CONTROLLER_EXISTS (another stream controls a domain whose page requests
   * the queue would take; set take_over), GUEST_QUEUE_BUSY (its ring changes while commands wait).
   */
  controlQueue(argument: _viommu_v1_ControlQueueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  controlQueue(argument: _viommu_v1_ControlQueueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  controlQueue(argument: _viommu_v1_ControlQueueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  controlQueue(argument: _viommu_v1_ControlQueueRequest, callback: grpc.requestCallback<_viommu_v1_ControlQueueResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the queues of the profile, with their registers.
   */
  ListGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  ListGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  ListGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  ListGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the queues of the profile, with their registers.
   */
  listGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  listGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  listGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  listGuestQueues(argument: _viommu_v1_ListGuestQueuesRequest, callback: grpc.requestCallback<_viommu_v1_ListGuestQueuesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes records from a queue whose ring the VMM keeps, in the order of the report log.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID (it is for commands), GUEST_QUEUE_HAS_RING (the server writes them),
   * COUNT_OUT_OF_RANGE, GUEST_QUEUE_BUSY (a stream takes them).
   */
  ReadRecords(argument: _viommu_v1_ReadRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  ReadRecords(argument: _viommu_v1_ReadRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  ReadRecords(argument: _viommu_v1_ReadRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  ReadRecords(argument: _viommu_v1_ReadRecordsRequest, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes records from a queue whose ring the VMM keeps, in the order of the report log.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID (it is for commands), GUEST_QUEUE_HAS_RING (the server writes them),
   * COUNT_OUT_OF_RANGE, GUEST_QUEUE_BUSY (a stream takes them).
   */
  readRecords(argument: _viommu_v1_ReadRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  readRecords(argument: _viommu_v1_ReadRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  readRecords(argument: _viommu_v1_ReadRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  readRecords(argument: _viommu_v1_ReadRecordsRequest, callback: grpc.requestCallback<_viommu_v1_ReadRecordsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says which numbers a guest's commands name a domain by. A domain without tags is named by its id, with any second tag.
   * 
   * Errors: DOMAIN_NOT_FOUND, DOMAIN_TAG_INVALID.
   */
  SetDomainTags(argument: _viommu_v1_SetDomainTagsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  SetDomainTags(argument: _viommu_v1_SetDomainTagsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  SetDomainTags(argument: _viommu_v1_SetDomainTagsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  SetDomainTags(argument: _viommu_v1_SetDomainTagsRequest, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says which numbers a guest's commands name a domain by. A domain without tags is named by its id, with any second tag.
   * 
   * Errors: DOMAIN_NOT_FOUND, DOMAIN_TAG_INVALID.
   */
  setDomainTags(argument: _viommu_v1_SetDomainTagsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  setDomainTags(argument: _viommu_v1_SetDomainTagsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  setDomainTags(argument: _viommu_v1_SetDomainTagsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  setDomainTags(argument: _viommu_v1_SetDomainTagsRequest, callback: grpc.requestCallback<_viommu_v1_SetDomainTagsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Executes commands in order, and waits until each has ended or the queue stopped. Calls of one queue follow each other, as
   * entries of one ring do; a command that waits for others waits for those of earlier calls. A command that is illegal is
   * a result, not an error.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID (it is not for commands), GUEST_QUEUE_OFF, GUEST_QUEUE_STOPPED,
   * GUEST_QUEUE_HAS_RING (set its tail instead), ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), ENTRIES_INVALID (not whole entries),
   * FIELD_NOT_APPLICABLE, LIMIT_EXCEEDED (max_waiting_commands).
   */
  SubmitCommands(argument: _viommu_v1_SubmitCommandsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  SubmitCommands(argument: _viommu_v1_SubmitCommandsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  SubmitCommands(argument: _viommu_v1_SubmitCommandsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  SubmitCommands(argument: _viommu_v1_SubmitCommandsRequest, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Executes commands in order, and waits until each has ended or the queue stopped. Calls of one queue follow each other, as
   * entries of one ring do; a command that waits for others waits for those of earlier calls. A command that is illegal is
   * a result, not an error.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID (it is not for commands), GUEST_QUEUE_OFF, GUEST_QUEUE_STOPPED,
   * GUEST_QUEUE_HAS_RING (set its tail instead), ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), ENTRIES_INVALID (not whole entries),
   * FIELD_NOT_APPLICABLE, LIMIT_EXCEEDED (max_waiting_commands).
   */
  submitCommands(argument: _viommu_v1_SubmitCommandsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  submitCommands(argument: _viommu_v1_SubmitCommandsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  submitCommands(argument: _viommu_v1_SubmitCommandsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  submitCommands(argument: _viommu_v1_SubmitCommandsRequest, callback: grpc.requestCallback<_viommu_v1_SubmitCommandsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The same as a stream, as they come; for a ring that the server writes, its tail and effects. One stream takes a queue's
   * records; what it was not given stays for the next one.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID, GUEST_QUEUE_BUSY, HEARTBEAT_OUT_OF_RANGE, LIMIT_EXCEEDED
   * (max_streams).
   */
  WatchRecords(argument: _viommu_v1_WatchRecordsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchRecordsResponse__Output>;
  WatchRecords(argument: _viommu_v1_WatchRecordsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchRecordsResponse__Output>;
  /**
   * The same as a stream, as they come; for a ring that the server writes, its tail and effects. One stream takes a queue's
   * records; what it was not given stays for the next one.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID, GUEST_QUEUE_BUSY, HEARTBEAT_OUT_OF_RANGE, LIMIT_EXCEEDED
   * (max_streams).
   */
  watchRecords(argument: _viommu_v1_WatchRecordsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchRecordsResponse__Output>;
  watchRecords(argument: _viommu_v1_WatchRecordsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_WatchRecordsResponse__Output>;
  
}

/**
 * Bytes in, bytes out: what a guest's driver wrote to the queues of its IOMMU, and what hardware would write to them. Layouts are
 * those of the vIOMMU's profile. The VMM keeps registers, context structures and, unless it gives a ring away, the queues.
 */
export interface GuestQueueServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Sets what registers of the queue would set. With a ring, a new tail lets commands be read from guest memory and executed,
   * at most 4096, and the call waits for them as SubmitCommands does.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, REGISTER_UNKNOWN (names those there are), REGISTER_VALUE_INVALID, RING_INVALID,
   * POINTER_INVALID, QUIRK_UNKNOWN, FIELD_NOT_APPLICABLE, CONTROLLER_EXISTS (another stream controls a domain whose page requests
   * the queue would take; set take_over), GUEST_QUEUE_BUSY (its ring changes while commands wait).
   */
  ControlQueue: grpc.handleUnaryCall<_viommu_v1_ControlQueueRequest__Output, _viommu_v1_ControlQueueResponse>;
  
  /**
   * Lists the queues of the profile, with their registers.
   */
  ListGuestQueues: grpc.handleUnaryCall<_viommu_v1_ListGuestQueuesRequest__Output, _viommu_v1_ListGuestQueuesResponse>;
  
  /**
   * Takes records from a queue whose ring the VMM keeps, in the order of the report log.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID (it is for commands), GUEST_QUEUE_HAS_RING (the server writes them),
   * COUNT_OUT_OF_RANGE, GUEST_QUEUE_BUSY (a stream takes them).
   */
  ReadRecords: grpc.handleUnaryCall<_viommu_v1_ReadRecordsRequest__Output, _viommu_v1_ReadRecordsResponse>;
  
  /**
   * Says which numbers a guest's commands name a domain by. A domain without tags is named by its id, with any second tag.
   * 
   * Errors: DOMAIN_NOT_FOUND, DOMAIN_TAG_INVALID.
   */
  SetDomainTags: grpc.handleUnaryCall<_viommu_v1_SetDomainTagsRequest__Output, _viommu_v1_SetDomainTagsResponse>;
  
  /**
   * Executes commands in order, and waits until each has ended or the queue stopped. Calls of one queue follow each other, as
   * entries of one ring do; a command that waits for others waits for those of earlier calls. A command that is illegal is
   * a result, not an error.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID (it is not for commands), GUEST_QUEUE_OFF, GUEST_QUEUE_STOPPED,
   * GUEST_QUEUE_HAS_RING (set its tail instead), ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), ENTRIES_INVALID (not whole entries),
   * FIELD_NOT_APPLICABLE, LIMIT_EXCEEDED (max_waiting_commands).
   */
  SubmitCommands: grpc.handleUnaryCall<_viommu_v1_SubmitCommandsRequest__Output, _viommu_v1_SubmitCommandsResponse>;
  
  /**
   * The same as a stream, as they come; for a ring that the server writes, its tail and effects. One stream takes a queue's
   * records; what it was not given stays for the next one.
   * 
   * Errors: GUEST_QUEUE_NOT_SUPPORTED, GUEST_QUEUE_KIND_INVALID, GUEST_QUEUE_BUSY, HEARTBEAT_OUT_OF_RANGE, LIMIT_EXCEEDED
   * (max_streams).
   */
  WatchRecords: grpc.handleServerStreamingCall<_viommu_v1_WatchRecordsRequest__Output, _viommu_v1_WatchRecordsResponse>;
  
}

export interface GuestQueueServiceDefinition extends grpc.ServiceDefinition {
  ControlQueue: MethodDefinition<_viommu_v1_ControlQueueRequest, _viommu_v1_ControlQueueResponse, _viommu_v1_ControlQueueRequest__Output, _viommu_v1_ControlQueueResponse__Output>
  ListGuestQueues: MethodDefinition<_viommu_v1_ListGuestQueuesRequest, _viommu_v1_ListGuestQueuesResponse, _viommu_v1_ListGuestQueuesRequest__Output, _viommu_v1_ListGuestQueuesResponse__Output>
  ReadRecords: MethodDefinition<_viommu_v1_ReadRecordsRequest, _viommu_v1_ReadRecordsResponse, _viommu_v1_ReadRecordsRequest__Output, _viommu_v1_ReadRecordsResponse__Output>
  SetDomainTags: MethodDefinition<_viommu_v1_SetDomainTagsRequest, _viommu_v1_SetDomainTagsResponse, _viommu_v1_SetDomainTagsRequest__Output, _viommu_v1_SetDomainTagsResponse__Output>
  SubmitCommands: MethodDefinition<_viommu_v1_SubmitCommandsRequest, _viommu_v1_SubmitCommandsResponse, _viommu_v1_SubmitCommandsRequest__Output, _viommu_v1_SubmitCommandsResponse__Output>
  WatchRecords: MethodDefinition<_viommu_v1_WatchRecordsRequest, _viommu_v1_WatchRecordsResponse, _viommu_v1_WatchRecordsRequest__Output, _viommu_v1_WatchRecordsResponse__Output>
}
