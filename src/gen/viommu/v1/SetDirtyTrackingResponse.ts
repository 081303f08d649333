// Original file: proto/viommu/v1/domain_service.proto


/**
 * Response of SetDirtyTracking.
 */
export interface SetDirtyTrackingResponse {
}

/**
 * Response of SetDirtyTracking.
 */
export interface SetDirtyTrackingResponse__Output {
}
