// Original file: proto/viommu/v1/channel_service.proto


/**
 * Begins an endpoint anew: a function reset, and the sequence of its messages starts at 1.
 */
export interface HelloReset {
}

/**
 * Begins an endpoint anew: a function reset, and the sequence of its messages starts at 1.
 */
export interface HelloReset__Output {
}
