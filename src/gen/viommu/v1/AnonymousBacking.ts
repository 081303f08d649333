// Original file: proto/viommu/v1/guest_memory.proto


/**
 * Memory of the server's own process, zero at first. At most 1 GiB for all regions of a vIOMMU together.
 */
export interface AnonymousBacking {
}

/**
 * Memory of the server's own process, zero at first. At most 1 GiB for all regions of a vIOMMU together.
 */
export interface AnonymousBacking__Output {
}
