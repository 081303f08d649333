// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of CompleteInvalidation.
 */
export interface CompleteInvalidationRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The endpoint.
   */
  'endpointId'?: (number);
  /**
   * The tags to complete, each 0 to 31. At most 32. Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS.
   */
  'itags'?: (number)[];
  /**
   * As in `EndpointInvalidationCompletion`.
   */
  'completionCount'?: (number);
  /**
   * As in `EndpointInvalidationCompletion`.
   */
  'requesterId'?: (number);
  '_completionCount'?: "completionCount";
  '_requesterId'?: "requesterId";
}

/**
 * Request of CompleteInvalidation.
 */
export interface CompleteInvalidationRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The endpoint.
   */
  'endpointId': (number);
  /**
   * The tags to complete, each 0 to 31. At most 32. Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS.
   */
  'itags': (number)[];
  /**
   * As in `EndpointInvalidationCompletion`.
   */
  'completionCount'?: (number);
  /**
   * As in `EndpointInvalidationCompletion`.
   */
  'requesterId'?: (number);
  '_completionCount'?: "completionCount";
  '_requesterId'?: "requesterId";
}
