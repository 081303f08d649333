// Original file: proto/viommu/v1/channel_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EndpointChannelRequest as _viommu_v1_EndpointChannelRequest, EndpointChannelRequest__Output as _viommu_v1_EndpointChannelRequest__Output } from '../../viommu/v1/EndpointChannelRequest';
import type { EndpointChannelResponse as _viommu_v1_EndpointChannelResponse, EndpointChannelResponse__Output as _viommu_v1_EndpointChannelResponse__Output } from '../../viommu/v1/EndpointChannelResponse';
import type { VmmChannelRequest as _viommu_v1_VmmChannelRequest, VmmChannelRequest__Output as _viommu_v1_VmmChannelRequest__Output } from '../../viommu/v1/VmmChannelRequest';
import type { VmmChannelResponse as _viommu_v1_VmmChannelResponse, VmmChannelResponse__Output as _viommu_v1_VmmChannelResponse__Output } from '../../viommu/v1/VmmChannelResponse';

/**
 * The fast paths: one bidirectional stream for a VMM and one for a device model. Everything in them has a twin among
 * the other services. `tag`: any number of the sender's choice, echoed in the result; many may be outstanding, results
 * come in the order in which the work ends. With tag 0 `respond`, `resolve` and `page_requests` have a result only if
 * there is something to tell: a `PageResponseResult`, a group that was not queued, a refused item. A message that is
 * refused gets `refused` with its tag; the stream lives on. A message the server cannot decode, or one longer than
 * 512 KiB, ends the stream (transport status).
 */
export interface ChannelServiceClient extends grpc.Client {
  /**
   * A device model's stream: it may own many endpoints of one vIOMMU, each opened by a `hello`. The first message must
   * be a hello. When the stream ends its endpoints are DISCONNECTED: open invalidations end ENDPOINT_GONE, grants are
   * void, what is in flight is dropped and announced, complete groups stay pending.
   * 
   * Errors: OPEN_REQUIRED, VIOMMU_NOT_FOUND, LIMIT_EXCEEDED (max_streams).
   */
  EndpointChannel(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_EndpointChannelRequest, _viommu_v1_EndpointChannelResponse__Output>;
  EndpointChannel(options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_EndpointChannelRequest, _viommu_v1_EndpointChannelResponse__Output>;
  /**
   * A device model's stream: it may own many endpoints of one vIOMMU, each opened by a `hello`. The first message must
   * be a hello. When the stream ends its endpoints are DISCONNECTED: open invalidations end ENDPOINT_GONE, grants are
   * void, what is in flight is dropped and announced, complete groups stay pending.
   * 
   * Errors: OPEN_REQUIRED, VIOMMU_NOT_FOUND, LIMIT_EXCEEDED (max_streams).
   */
  endpointChannel(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_EndpointChannelRequest, _viommu_v1_EndpointChannelResponse__Output>;
  endpointChannel(options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_EndpointChannelRequest, _viommu_v1_EndpointChannelResponse__Output>;
  
  /**
   * A VMM's stream: the first message must be `open`. Reports come down as in `FaultService.WatchFaults`; answers,
   * mappings and invalidations go up.
   * 
   * Errors: OPEN_REQUIRED (the first message is something else, or none came within 10 s), those of
   * `FaultService.WatchFaults`; of a later message those of its twin.
   */
  VmmChannel(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_VmmChannelRequest, _viommu_v1_VmmChannelResponse__Output>;
  VmmChannel(options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_VmmChannelRequest, _viommu_v1_VmmChannelResponse__Output>;
  /**
   * A VMM's stream: the first message must be `open`. Reports come down as in `FaultService.WatchFaults`; answers,
   * mappings and invalidations go up.
   * 
   * Errors: OPEN_REQUIRED (the first message is something else, or none came within 10 s), those of
   * `FaultService.WatchFaults`; of a later message those of its twin.
   */
  vmmChannel(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_VmmChannelRequest, _viommu_v1_VmmChannelResponse__Output>;
  vmmChannel(options?: grpc.CallOptions): grpc.ClientDuplexStream<_viommu_v1_VmmChannelRequest, _viommu_v1_VmmChannelResponse__Output>;
  
}

/**
 * The fast paths: one bidirectional stream for a VMM and one for a device model. Everything in them has a twin among
 * the other services. `tag`: any number of the sender's choice, echoed in the result; many may be outstanding, results
 * come in the order in which the work ends. With tag 0 `respond`, `resolve` and `page_requests` have a result only if
 * there is something to tell: a `PageResponseResult`, a group that was not queued, a refused item. A message that is
 * refused gets `refused` with its tag; the stream lives on. A message the server cannot decode, or one longer than
 * 512 KiB, ends the stream (transport status).
 */
export interface ChannelServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * A device model's stream: it may own many endpoints of one vIOMMU, each opened by a `hello`. The first message must
   * be a hello. When the stream ends its endpoints are DISCONNECTED: open invalidations end ENDPOINT_GONE, grants are
   * void, what is in flight is dropped and announced, complete groups stay pending.
   * 
   * Errors: OPEN_REQUIRED, VIOMMU_NOT_FOUND, LIMIT_EXCEEDED (max_streams).
   */
  EndpointChannel: grpc.handleBidiStreamingCall<_viommu_v1_EndpointChannelRequest__Output, _viommu_v1_EndpointChannelResponse>;
  
  /**
   * A VMM's stream: the first message must be `open`. Reports come down as in `FaultService.WatchFaults`; answers,
   * mappings and invalidations go up.
   * 
   * Errors: OPEN_REQUIRED (the first message is something else, or none came within 10 s), those of
   * `FaultService.WatchFaults`; of a later message those of its twin.
   */
  VmmChannel: grpc.handleBidiStreamingCall<_viommu_v1_VmmChannelRequest__Output, _viommu_v1_VmmChannelResponse>;
  
}

export interface ChannelServiceDefinition extends grpc.ServiceDefinition {
  EndpointChannel: MethodDefinition<_viommu_v1_EndpointChannelRequest, _viommu_v1_EndpointChannelResponse, _viommu_v1_EndpointChannelRequest__Output, _viommu_v1_EndpointChannelResponse__Output>
  VmmChannel: MethodDefinition<_viommu_v1_VmmChannelRequest, _viommu_v1_VmmChannelResponse, _viommu_v1_VmmChannelRequest__Output, _viommu_v1_VmmChannelResponse__Output>
}
