// Original file: proto/viommu/v1/fault_service.proto


/**
 * Response of InjectFaultEvent.
 */
export interface InjectFaultEventResponse {
  /**
   * The sequence of the report.
   */
  'sequence'?: (bigint | number | string);
}

/**
 * Response of InjectFaultEvent.
 */
export interface InjectFaultEventResponse__Output {
  /**
   * The sequence of the report.
   */
  'sequence': (bigint);
}
