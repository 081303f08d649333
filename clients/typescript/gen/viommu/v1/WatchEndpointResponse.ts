// Original file: proto/viommu/v1/endpoint_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';
import type { EndpointPageResponse as _viommu_v1_EndpointPageResponse, EndpointPageResponse__Output as _viommu_v1_EndpointPageResponse__Output } from '../../viommu/v1/EndpointPageResponse';
import type { InvalidationRequest as _viommu_v1_InvalidationRequest, InvalidationRequest__Output as _viommu_v1_InvalidationRequest__Output } from '../../viommu/v1/InvalidationRequest';
import type { InvalidationEnded as _viommu_v1_InvalidationEnded, InvalidationEnded__Output as _viommu_v1_InvalidationEnded__Output } from '../../viommu/v1/InvalidationEnded';
import type { EndpointChanged as _viommu_v1_EndpointChanged, EndpointChanged__Output as _viommu_v1_EndpointChanged__Output } from '../../viommu/v1/EndpointChanged';
import type { SkippedMessages as _viommu_v1_SkippedMessages, SkippedMessages__Output as _viommu_v1_SkippedMessages__Output } from '../../viommu/v1/SkippedMessages';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from '../../viommu/v1/Heartbeat';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from '../../viommu/v1/Closing';

/**
 * Response of WatchEndpoint.
 */
export interface WatchEndpointResponse {
  /**
   * The endpoint's message number, from 1; one number, one message. 0 for `opened`, `skipped`, `heartbeat`, `closing`.
   */
  'sequence'?: (bigint | number | string);
  /**
   * When, nanoseconds of the vIOMMU's clock.
   */
  'timeNs'?: (bigint | number | string);
  /**
   * The first message: the endpoint as it is.
   */
  'opened'?: (_viommu_v1_Endpoint | null);
  /**
   * A PRG response was given to the endpoint.
   */
  'pageResponse'?: (_viommu_v1_EndpointPageResponse | null);
  /**
   * A device-TLB invalidation was sent to the endpoint.
   */
  'invalidationRequest'?: (_viommu_v1_InvalidationRequest | null);
  /**
   * A device-TLB invalidation ended.
   */
  'invalidationEnded'?: (_viommu_v1_InvalidationEnded | null);
  /**
   * The endpoint changed.
   */
  'changed'?: (_viommu_v1_EndpointChanged | null);
  /**
   * Messages were left out because the reader was too slow.
   */
  'skipped'?: (_viommu_v1_SkippedMessages | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing | null);
  /**
   * What happened.
   */
  'payload'?: "opened"|"pageResponse"|"invalidationRequest"|"invalidationEnded"|"changed"|"skipped"|"heartbeat"|"closing";
}

/**
 * Response of WatchEndpoint.
 */
export interface WatchEndpointResponse__Output {
  /**
   * The endpoint's message number, from 1; one number, one message. 0 for `opened`, `skipped`, `heartbeat`, `closing`.
   */
  'sequence': (bigint);
  /**
   * When, nanoseconds of the vIOMMU's clock.
   */
  'timeNs': (bigint);
  /**
   * The first message: the endpoint as it is.
   */
  'opened'?: (_viommu_v1_Endpoint__Output | null);
  /**
   * A PRG response was given to the endpoint.
   */
  'pageResponse'?: (_viommu_v1_EndpointPageResponse__Output | null);
  /**
   * A device-TLB invalidation was sent to the endpoint.
   */
  'invalidationRequest'?: (_viommu_v1_InvalidationRequest__Output | null);
  /**
   * A device-TLB invalidation ended.
   */
  'invalidationEnded'?: (_viommu_v1_InvalidationEnded__Output | null);
  /**
   * The endpoint changed.
   */
  'changed'?: (_viommu_v1_EndpointChanged__Output | null);
  /**
   * Messages were left out because the reader was too slow.
   */
  'skipped'?: (_viommu_v1_SkippedMessages__Output | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat__Output | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing__Output | null);
  /**
   * What happened.
   */
  'payload'?: "opened"|"pageResponse"|"invalidationRequest"|"invalidationEnded"|"changed"|"skipped"|"heartbeat"|"closing";
}
