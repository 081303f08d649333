// Original file: proto/viommu/v1/channel_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';
import type { DmaResult as _viommu_v1_DmaResult, DmaResult__Output as _viommu_v1_DmaResult__Output } from '../../viommu/v1/DmaResult';
import type { TranslationCompletion as _viommu_v1_TranslationCompletion, TranslationCompletion__Output as _viommu_v1_TranslationCompletion__Output } from '../../viommu/v1/TranslationCompletion';
import type { SubmitPageRequestsResponse as _viommu_v1_SubmitPageRequestsResponse, SubmitPageRequestsResponse__Output as _viommu_v1_SubmitPageRequestsResponse__Output } from '../../viommu/v1/SubmitPageRequestsResponse';
import type { EndpointPageResponse as _viommu_v1_EndpointPageResponse, EndpointPageResponse__Output as _viommu_v1_EndpointPageResponse__Output } from '../../viommu/v1/EndpointPageResponse';
import type { InvalidationRequest as _viommu_v1_InvalidationRequest, InvalidationRequest__Output as _viommu_v1_InvalidationRequest__Output } from '../../viommu/v1/InvalidationRequest';
import type { EndpointChanged as _viommu_v1_EndpointChanged, EndpointChanged__Output as _viommu_v1_EndpointChanged__Output } from '../../viommu/v1/EndpointChanged';
import type { Refused as _viommu_v1_Refused, Refused__Output as _viommu_v1_Refused__Output } from '../../viommu/v1/Refused';
import type { EndpointLost as _viommu_v1_EndpointLost, EndpointLost__Output as _viommu_v1_EndpointLost__Output } from '../../viommu/v1/EndpointLost';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from '../../viommu/v1/Heartbeat';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from '../../viommu/v1/Closing';
import type { EndpointResumed as _viommu_v1_EndpointResumed, EndpointResumed__Output as _viommu_v1_EndpointResumed__Output } from '../../viommu/v1/EndpointResumed';
import type { BarrierReached as _viommu_v1_BarrierReached, BarrierReached__Output as _viommu_v1_BarrierReached__Output } from '../../viommu/v1/BarrierReached';
import type { Barrier as _viommu_v1_Barrier, Barrier__Output as _viommu_v1_Barrier__Output } from '../../viommu/v1/Barrier';

/**
 * Response of EndpointChannel. Messages with a `sequence` are what the endpoint receives, in order.
 */
export interface EndpointChannelResponse {
  /**
   * The tag of the request this is the result of; 0 for what was not asked for.
   */
  'tag'?: (bigint | number | string);
  /**
   * The endpoint this is about; 0 for `heartbeat` and `closing`.
   */
  'endpointId'?: (number);
  /**
   * The endpoint's message number, from 1 since its hello; 0 for results and messages of the stream itself.
   */
  'sequence'?: (bigint | number | string);
  /**
   * The hello was accepted: the endpoint as it is.
   */
  'opened'?: (_viommu_v1_Endpoint | null);
  /**
   * Result of `dma`; that of an access that stalls comes when it has ended, at the latest with the stream.
   */
  'dmaResult'?: (_viommu_v1_DmaResult | null);
  /**
   * Result of `translation_request`.
   */
  'translationCompletion'?: (_viommu_v1_TranslationCompletion | null);
  /**
   * Result of `page_requests`.
   */
  'pageRequestsResult'?: (_viommu_v1_SubmitPageRequestsResponse | null);
  /**
   * A PRG response.
   */
  'pageResponse'?: (_viommu_v1_EndpointPageResponse | null);
  /**
   * A device-TLB invalidation to complete.
   */
  'invalidationRequest'?: (_viommu_v1_InvalidationRequest | null);
  /**
   * The endpoint changed.
   */
  'changed'?: (_viommu_v1_EndpointChanged | null);
  /**
   * The message with this tag was refused.
   */
  'refused'?: (_viommu_v1_Refused | null);
  /**
   * The endpoint is lost to this stream.
   */
  'endpointLost'?: (_viommu_v1_EndpointLost | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing | null);
  /**
   * The hello was accepted, and the endpoint goes on.
   */
  'resumed'?: (_viommu_v1_EndpointResumed | null);
  /**
   * Answers a `barrier` of the model.
   */
  'barrierReached'?: (_viommu_v1_BarrierReached | null);
  /**
   * Asks the model to catch up: it must answer `barrier_reached`.
   */
  'barrier'?: (_viommu_v1_Barrier | null);
  /**
   * What comes.
   */
  'payload'?: "opened"|"dmaResult"|"translationCompletion"|"pageRequestsResult"|"pageResponse"|"invalidationRequest"|"changed"|"refused"|"endpointLost"|"heartbeat"|"closing"|"resumed"|"barrierReached"|"barrier";
}

/**
 * Response of EndpointChannel. Messages with a `sequence` are what the endpoint receives, in order.
 */
export interface EndpointChannelResponse__Output {
  /**
   * The tag of the request this is the result of; 0 for what was not asked for.
   */
  'tag': (bigint);
  /**
   * The endpoint this is about; 0 for `heartbeat` and `closing`.
   */
  'endpointId': (number);
  /**
   * The endpoint's message number, from 1 since its hello; 0 for results and messages of the stream itself.
   */
  'sequence': (bigint);
  /**
   * The hello was accepted: the endpoint as it is.
   */
  'opened'?: (_viommu_v1_Endpoint__Output | null);
  /**
   * Result of `dma`; that of an access that stalls comes when it has ended, at the latest with the stream.
   */
  'dmaResult'?: (_viommu_v1_DmaResult__Output | null);
  /**
   * Result of `translation_request`.
   */
  'translationCompletion'?: (_viommu_v1_TranslationCompletion__Output | null);
  /**
   * Result of `page_requests`.
   */
  'pageRequestsResult'?: (_viommu_v1_SubmitPageRequestsResponse__Output | null);
  /**
   * A PRG response.
   */
  'pageResponse'?: (_viommu_v1_EndpointPageResponse__Output | null);
  /**
   * A device-TLB invalidation to complete.
   */
  'invalidationRequest'?: (_viommu_v1_InvalidationRequest__Output | null);
  /**
   * The endpoint changed.
   */
  'changed'?: (_viommu_v1_EndpointChanged__Output | null);
  /**
   * The message with this tag was refused.
   */
  'refused'?: (_viommu_v1_Refused__Output | null);
  /**
   * The endpoint is lost to this stream.
   */
  'endpointLost'?: (_viommu_v1_EndpointLost__Output | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat__Output | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing__Output | null);
  /**
   * The hello was accepted, and the endpoint goes on.
   */
  'resumed'?: (_viommu_v1_EndpointResumed__Output | null);
  /**
   * Answers a `barrier` of the model.
   */
  'barrierReached'?: (_viommu_v1_BarrierReached__Output | null);
  /**
   * Asks the model to catch up: it must answer `barrier_reached`.
   */
  'barrier'?: (_viommu_v1_Barrier__Output | null);
  /**
   * What comes.
   */
  'payload'?: "opened"|"dmaResult"|"translationCompletion"|"pageRequestsResult"|"pageResponse"|"invalidationRequest"|"changed"|"refused"|"endpointLost"|"heartbeat"|"closing"|"resumed"|"barrierReached"|"barrier";
}
