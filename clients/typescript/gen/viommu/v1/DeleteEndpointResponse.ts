// Original file: proto/viommu/v1/endpoint_service.proto


/**
 * Response of DeleteEndpoint.
 */
export interface DeleteEndpointResponse {
}

/**
 * Response of DeleteEndpoint.
 */
export interface DeleteEndpointResponse__Output {
}
