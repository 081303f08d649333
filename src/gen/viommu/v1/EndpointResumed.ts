// Original file: proto/viommu/v1/channel_service.proto

import type { Endpoint as _viommu_v1_Endpoint, Endpoint__Output as _viommu_v1_Endpoint__Output } from '../../viommu/v1/Endpoint';
import type { OutstandingGroup as _viommu_v1_OutstandingGroup, OutstandingGroup__Output as _viommu_v1_OutstandingGroup__Output } from '../../viommu/v1/OutstandingGroup';

/**
 * The hello was accepted: the endpoint goes on.
 */
export interface EndpointResumed {
  /**
   * The endpoint as it is.
   */
  'endpoint'?: (_viommu_v1_Endpoint | null);
  /**
   * The sequence of the next message.
   */
  'nextSequence'?: (bigint | number | string);
  /**
   * What is still unanswered, oldest first, at most 4096. Everything else the model asked for was answered, and the answer
   * follows, or was dropped.
   */
  'outstandingGroups'?: (_viommu_v1_OutstandingGroup)[];
  /**
   * All that are unanswered.
   */
  'outstandingGroupCount'?: (bigint | number | string);
  /**
   * Page responses that follow.
   */
  'redeliveredResponseCount'?: (number);
  /**
   * Page requests of unclosed groups that were dropped when the stream was lost.
   */
  'droppedPageRequestCount'?: (bigint | number | string);
}

/**
 * The hello was accepted: the endpoint goes on.
 */
export interface EndpointResumed__Output {
  /**
   * The endpoint as it is.
   */
  'endpoint': (_viommu_v1_Endpoint__Output | null);
  /**
   * The sequence of the next message.
   */
  'nextSequence': (bigint);
  /**
   * What is still unanswered, oldest first, at most 4096. Everything else the model asked for was answered, and the answer
   * follows, or was dropped.
   */
  'outstandingGroups': (_viommu_v1_OutstandingGroup__Output)[];
  /**
   * All that are unanswered.
   */
  'outstandingGroupCount': (bigint);
  /**
   * Page responses that follow.
   */
  'redeliveredResponseCount': (number);
  /**
   * Page requests of unclosed groups that were dropped when the stream was lost.
   */
  'droppedPageRequestCount': (bigint);
}
