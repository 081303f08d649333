// Original file: proto/viommu/v1/channel_service.proto

import type { EndpointHello as _viommu_v1_EndpointHello, EndpointHello__Output as _viommu_v1_EndpointHello__Output } from '../../viommu/v1/EndpointHello';
import type { EndpointDma as _viommu_v1_EndpointDma, EndpointDma__Output as _viommu_v1_EndpointDma__Output } from '../../viommu/v1/EndpointDma';
import type { EndpointTranslationRequest as _viommu_v1_EndpointTranslationRequest, EndpointTranslationRequest__Output as _viommu_v1_EndpointTranslationRequest__Output } from '../../viommu/v1/EndpointTranslationRequest';
import type { EndpointPageRequests as _viommu_v1_EndpointPageRequests, EndpointPageRequests__Output as _viommu_v1_EndpointPageRequests__Output } from '../../viommu/v1/EndpointPageRequests';
import type { EndpointInvalidationCompletion as _viommu_v1_EndpointInvalidationCompletion, EndpointInvalidationCompletion__Output as _viommu_v1_EndpointInvalidationCompletion__Output } from '../../viommu/v1/EndpointInvalidationCompletion';
import type { Barrier as _viommu_v1_Barrier, Barrier__Output as _viommu_v1_Barrier__Output } from '../../viommu/v1/Barrier';
import type { BarrierReached as _viommu_v1_BarrierReached, BarrierReached__Output as _viommu_v1_BarrierReached__Output } from '../../viommu/v1/BarrierReached';

/**
 * Request of EndpointChannel.
 */
export interface EndpointChannelRequest {
  /**
   * Echoed in the result.
   */
  'tag'?: (bigint | number | string);
  /**
   * The endpoint this is about. Errors: ENDPOINT_NOT_OPEN without a hello on this stream.
   */
  'endpointId'?: (number);
  /**
   * Takes the endpoint.
   */
  'hello'?: (_viommu_v1_EndpointHello | null);
  /**
   * Transfers data.
   */
  'dma'?: (_viommu_v1_EndpointDma | null);
  /**
   * Asks for translations.
   */
  'translationRequest'?: (_viommu_v1_EndpointTranslationRequest | null);
  /**
   * Asks for pages.
   */
  'pageRequests'?: (_viommu_v1_EndpointPageRequests | null);
  /**
   * Completes invalidations; has no result of its own, unexpected tags are violations (R-INV-04).
   */
  'invalidationCompletion'?: (_viommu_v1_EndpointInvalidationCompletion | null);
  /**
   * Asks the server to catch up: it answers `barrier_reached`.
   */
  'barrier'?: (_viommu_v1_Barrier | null);
  /**
   * Answers a `barrier` of the server. Errors: BARRIER_UNKNOWN (never asked, or answered).
   */
  'barrierReached'?: (_viommu_v1_BarrierReached | null);
  /**
   * What to do. Errors: MESSAGE_REQUIRED when no arm is set.
   */
  'payload'?: "hello"|"dma"|"translationRequest"|"pageRequests"|"invalidationCompletion"|"barrier"|"barrierReached";
}

/**
 * Request of EndpointChannel.
 */
export interface EndpointChannelRequest__Output {
  /**
   * Echoed in the result.
   */
  'tag': (bigint);
  /**
   * The endpoint this is about. Errors: ENDPOINT_NOT_OPEN without a hello on this stream.
   */
  'endpointId': (number);
  /**
   * Takes the endpoint.
   */
  'hello'?: (_viommu_v1_EndpointHello__Output | null);
  /**
   * Transfers data.
   */
  'dma'?: (_viommu_v1_EndpointDma__Output | null);
  /**
   * Asks for translations.
   */
  'translationRequest'?: (_viommu_v1_EndpointTranslationRequest__Output | null);
  /**
   * Asks for pages.
   */
  'pageRequests'?: (_viommu_v1_EndpointPageRequests__Output | null);
  /**
   * Completes invalidations; has no result of its own, unexpected tags are violations (R-INV-04).
   */
  'invalidationCompletion'?: (_viommu_v1_EndpointInvalidationCompletion__Output | null);
  /**
   * Asks the server to catch up: it answers `barrier_reached`.
   */
  'barrier'?: (_viommu_v1_Barrier__Output | null);
  /**
   * Answers a `barrier` of the server. Errors: BARRIER_UNKNOWN (never asked, or answered).
   */
  'barrierReached'?: (_viommu_v1_BarrierReached__Output | null);
  /**
   * What to do. Errors: MESSAGE_REQUIRED when no arm is set.
   */
  'payload'?: "hello"|"dma"|"translationRequest"|"pageRequests"|"invalidationCompletion"|"barrier"|"barrierReached";
}
