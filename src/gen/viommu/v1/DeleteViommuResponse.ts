// Original file: proto/viommu/v1/viommu_service.proto


/**
 * Response of DeleteViommu.
 */
export interface DeleteViommuResponse {
}

/**
 * Response of DeleteViommu.
 */
export interface DeleteViommuResponse__Output {
}
