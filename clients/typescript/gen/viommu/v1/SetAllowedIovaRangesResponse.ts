// Original file: proto/viommu/v1/domain_service.proto


/**
 * Response of SetAllowedIovaRanges.
 */
export interface SetAllowedIovaRangesResponse {
}

/**
 * Response of SetAllowedIovaRanges.
 */
export interface SetAllowedIovaRangesResponse__Output {
}
