// Original file: proto/viommu/v1/channel_service.proto


/**
 * A group an endpoint has asked for that is not answered.
 */
export interface OutstandingGroup {
  /**
   * Page-request group index.
   */
  'prgi'?: (number);
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * Its page requests: the credits that return with the answer.
   */
  'pageRequestCount'?: (number);
  '_pasid'?: "pasid";
}

/**
 * A group an endpoint has asked for that is not answered.
 */
export interface OutstandingGroup__Output {
  /**
   * Page-request group index.
   */
  'prgi': (number);
  /**
   * The PASID; unset: none.
   */
  'pasid'?: (number);
  /**
   * Its page requests: the credits that return with the answer.
   */
  'pageRequestCount': (number);
  '_pasid'?: "pasid";
}
