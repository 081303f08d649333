// Original file: proto/viommu/v1/guest_queue_service.proto


/**
 * Response of SetDomainTags.
 */
export interface SetDomainTagsResponse {
}

/**
 * Response of SetDomainTags.
 */
export interface SetDomainTagsResponse__Output {
}
