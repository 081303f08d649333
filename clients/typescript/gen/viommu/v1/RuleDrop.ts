// Original file: proto/viommu/v1/rule.proto


/**
 * Loses it on the way.
 */
export interface RuleDrop {
}

/**
 * Loses it on the way.
 */
export interface RuleDrop__Output {
}
