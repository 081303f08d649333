// Original file: proto/viommu/v1/fault_service.proto


/**
 * Request of GetQueueStatistics.
 */
export interface GetQueueStatisticsRequest {
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * A domain's.
   */
  'domainId'?: (number);
  /**
   * An endpoint's.
   */
  'endpointId'?: (number);
  /**
   * Whose counters; unset: the whole vIOMMU's.
   */
  'scope'?: "domainId"|"endpointId";
}

/**
 * Request of GetQueueStatistics.
 */
export interface GetQueueStatisticsRequest__Output {
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * A domain's.
   */
  'domainId'?: (number);
  /**
   * An endpoint's.
   */
  'endpointId'?: (number);
  /**
   * Whose counters; unset: the whole vIOMMU's.
   */
  'scope'?: "domainId"|"endpointId";
}
