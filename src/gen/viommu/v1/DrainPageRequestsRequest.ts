// Original file: proto/viommu/v1/fault_service.proto


/**
 * Request of DrainPageRequests. At least one of `domain_id` and `endpoint_id` is set; with both, only what the endpoint
 * has in this domain.
 */
export interface DrainPageRequestsRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * Only of this domain.
   */
  'domainId'?: (number);
  /**
   * Only of this endpoint.
   */
  'endpointId'?: (number);
  /**
   * Only of this PASID of the endpoint.
   */
  'pasid'?: (number);
  /**
   * Only of the endpoint's requests without PASID.
   */
  'withoutPasid'?: (boolean);
  '_domainId'?: "domainId";
  '_endpointId'?: "endpointId";
  '_pasid'?: "pasid";
}

/**
 * Request of DrainPageRequests. At least one of `domain_id` and `endpoint_id` is set; with both, only what the endpoint
 * has in this domain.
 */
export interface DrainPageRequestsRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * Only of this domain.
   */
  'domainId'?: (number);
  /**
   * Only of this endpoint.
   */
  'endpointId'?: (number);
  /**
   * Only of this PASID of the endpoint.
   */
  'pasid'?: (number);
  /**
   * Only of the endpoint's requests without PASID.
   */
  'withoutPasid': (boolean);
  '_domainId'?: "domainId";
  '_endpointId'?: "endpointId";
  '_pasid'?: "pasid";
}
