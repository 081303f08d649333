// Original file: proto/viommu/v1/invalidation.proto


/**
 * Invalidates the whole IOTLB and the device TLB of every endpoint that holds translations.
 */
export interface InvalidateEverything {
}

/**
 * Invalidates the whole IOTLB and the device TLB of every endpoint that holds translations.
 */
export interface InvalidateEverything__Output {
}
