// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Request of GetInfo.
 */
export interface GetInfoRequest {
}

/**
 * Request of GetInfo.
 */
export interface GetInfoRequest__Output {
}
