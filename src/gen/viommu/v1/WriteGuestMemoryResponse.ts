// Original file: proto/viommu/v1/guest_memory_service.proto


/**
 * Response of WriteGuestMemory.
 */
export interface WriteGuestMemoryResponse {
}

/**
 * Response of WriteGuestMemory.
 */
export interface WriteGuestMemoryResponse__Output {
}
