// Original file: proto/viommu/v1/channel_service.proto


/**
 * Begins an endpoint anew: a function reset, and the sequence of its messages starts at 1. As after any function reset
 * ATS and PRI are disabled: the VMM, like a guest driver at hot-plug, sees the endpoint CONNECTED and enables them; the
 * model is told by `changed`. Endpoints that share this one's page-request interface are reset with it.
 */
export interface HelloReset {
}

/**
 * Begins an endpoint anew: a function reset, and the sequence of its messages starts at 1. As after any function reset
 * ATS and PRI are disabled: the VMM, like a guest driver at hot-plug, sees the endpoint CONNECTED and enables them; the
 * model is told by `changed`. Endpoints that share this one's page-request interface are reset with it.
 */
export interface HelloReset__Output {
}
