// Original file: proto/viommu/v1/operation.proto

/**
 * What kind of accepted work outlasts its call.
 */
export const OperationKind = {
  /**
   * Never sent.
   */
  OPERATION_KIND_UNSPECIFIED: 'OPERATION_KIND_UNSPECIFIED',
  /**
   * Mappings were removed.
   */
  OPERATION_KIND_UNMAP: 'OPERATION_KIND_UNMAP',
  /**
   * Permissions of mappings were lowered.
   */
  OPERATION_KIND_REDUCE_PERMISSIONS: 'OPERATION_KIND_REDUCE_PERMISSIONS',
  /**
   * An attachment was removed.
   */
  OPERATION_KIND_DETACH: 'OPERATION_KIND_DETACH',
  /**
   * An attachment was replaced.
   */
  OPERATION_KIND_REPLACE: 'OPERATION_KIND_REPLACE',
  /**
   * A domain was deleted.
   */
  OPERATION_KIND_DELETE_DOMAIN: 'OPERATION_KIND_DELETE_DOMAIN',
  /**
   * ATS of an endpoint was disabled.
   */
  OPERATION_KIND_DISABLE_ATS: 'OPERATION_KIND_DISABLE_ATS',
  /**
   * An invalidation batch.
   */
  OPERATION_KIND_INVALIDATE: 'OPERATION_KIND_INVALIDATE',
  /**
   * A DMA of a hosted endpoint.
   */
  OPERATION_KIND_DMA: 'OPERATION_KIND_DMA',
  /**
   * A memory region was unregistered with `force`.
   */
  OPERATION_KIND_UNREGISTER_MEMORY: 'OPERATION_KIND_UNREGISTER_MEMORY',
  /**
   * A PASID was stopped.
   */
  OPERATION_KIND_STOP_PASID: 'OPERATION_KIND_STOP_PASID',
} as const;

/**
 * What kind of accepted work outlasts its call.
 */
export type OperationKind =
  /**
   * Never sent.
   */
  | 'OPERATION_KIND_UNSPECIFIED'
  | 0
  /**
   * Mappings were removed.
   */
  | 'OPERATION_KIND_UNMAP'
  | 1
  /**
   * Permissions of mappings were lowered.
   */
  | 'OPERATION_KIND_REDUCE_PERMISSIONS'
  | 2
  /**
   * An attachment was removed.
   */
  | 'OPERATION_KIND_DETACH'
  | 3
  /**
   * An attachment was replaced.
   */
  | 'OPERATION_KIND_REPLACE'
  | 4
  /**
   * A domain was deleted.
   */
  | 'OPERATION_KIND_DELETE_DOMAIN'
  | 5
  /**
   * ATS of an endpoint was disabled.
   */
  | 'OPERATION_KIND_DISABLE_ATS'
  | 6
  /**
   * An invalidation batch.
   */
  | 'OPERATION_KIND_INVALIDATE'
  | 7
  /**
   * A DMA of a hosted endpoint.
   */
  | 'OPERATION_KIND_DMA'
  | 8
  /**
   * A memory region was unregistered with `force`.
   */
  | 'OPERATION_KIND_UNREGISTER_MEMORY'
  | 9
  /**
   * A PASID was stopped.
   */
  | 'OPERATION_KIND_STOP_PASID'
  | 10

/**
 * What kind of accepted work outlasts its call.
 */
export type OperationKind__Output = typeof OperationKind[keyof typeof OperationKind]
