// Original file: proto/viommu/v1/channel_service.proto


/**
 * Goes on with an endpoint whose stream was lost. Grants are void (the model's ATC must be empty), page requests of
 * unclosed groups are forgotten and their credits returned, invalidations have ended; ATS, PRI and complete groups are as
 * they were. Page responses after `last_received_sequence` are sent again with new sequences and `redelivery`; then those
 * that were given while nobody was there are sent for the first time. Of responses sent before, the last one for each
 * index is kept: a model that used an index again had received it.
 */
export interface HelloResume {
  /**
   * The generation the model knows. Errors: ENDPOINT_GENERATION_DIFFERS (metadata `endpoint_generation`: the endpoint was
   * reset or removed since; say `reset`).
   */
  'endpointGeneration'?: (number);
  /**
   * The last sequence the model received; 0: none. Errors: RESUME_POINT_INVALID (never sent).
   */
  'lastReceivedSequence'?: (bigint | number | string);
}

/**
 * Goes on with an endpoint whose stream was lost. Grants are void (the model's ATC must be empty), page requests of
 * unclosed groups are forgotten and their credits returned, invalidations have ended; ATS, PRI and complete groups are as
 * they were. Page responses after `last_received_sequence` are sent again with new sequences and `redelivery`; then those
 * that were given while nobody was there are sent for the first time. Of responses sent before, the last one for each
 * index is kept: a model that used an index again had received it.
 */
export interface HelloResume__Output {
  /**
   * The generation the model knows. Errors: ENDPOINT_GENERATION_DIFFERS (metadata `endpoint_generation`: the endpoint was
   * reset or removed since; say `reset`).
   */
  'endpointGeneration': (number);
  /**
   * The last sequence the model received; 0: none. Errors: RESUME_POINT_INVALID (never sent).
   */
  'lastReceivedSequence': (bigint);
}
