// Original file: proto/viommu/v1/invalidation.proto


/**
 * Waits for every invalidation before it, of this batch and of anybody else; entries behind it are executed after that. Its
 * result names each endpoint that did not complete what the fence waited for, and each that missed a time-out since the last
 * fence ended, so that whoever waits knows exactly what may not have been invalidated (R-RV-02 to R-RV-05).
 */
export interface InvalidationFence {
}

/**
 * Waits for every invalidation before it, of this batch and of anybody else; entries behind it are executed after that. Its
 * result names each endpoint that did not complete what the fence waited for, and each that missed a time-out since the last
 * fence ended, so that whoever waits knows exactly what may not have been invalidated (R-RV-02 to R-RV-05).
 */
export interface InvalidationFence__Output {
}
