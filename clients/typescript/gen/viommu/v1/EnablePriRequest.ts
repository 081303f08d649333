// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Request of EnablePri.
 */
export interface EnablePriRequest {
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
   * Outstanding Page Request Allocation: credits, in page requests. Unset: the capacity.
   */
  'allocation'?: (number);
  /**
   * Does what correct software does not, and records it.
   */
  'allowViolation'?: (boolean);
  '_allocation'?: "allocation";
}

/**
 * Request of EnablePri.
 */
export interface EnablePriRequest__Output {
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
   * Outstanding Page Request Allocation: credits, in page requests. Unset: the capacity.
   */
  'allocation'?: (number);
  /**
   * Does what correct software does not, and records it.
   */
  'allowViolation': (boolean);
  '_allocation'?: "allocation";
}
