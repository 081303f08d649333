// Original file: proto/viommu/v1/domain.proto

/**
 * What to do when part of the range to map is mapped already.
 */
export const IfMapped = {
  /**
   * Same as IF_MAPPED_REFUSE, except in resolve, where it means IF_MAPPED_ACCEPT_IDENTICAL.
   */
  IF_MAPPED_UNSPECIFIED: 'IF_MAPPED_UNSPECIFIED',
  /**
   * Refuses the item (ALREADY_MAPPED).
   */
  IF_MAPPED_REFUSE: 'IF_MAPPED_REFUSE',
  /**
   * Accepts the item without a change if exactly this range is mapped to exactly this output address with exactly
   * these permissions; else refuses it (ALREADY_MAPPED).
   */
  IF_MAPPED_ACCEPT_IDENTICAL: 'IF_MAPPED_ACCEPT_IDENTICAL',
  /**
   * Gives an existing mapping of exactly this range and output address these permissions. Raising them invalidates
   * the IOTLB; lowering them is an operation. Errors: ALREADY_MAPPED when the range or the output address differs,
   * NOT_MAPPED when nothing is mapped there.
   */
  IF_MAPPED_SET_PERMISSIONS: 'IF_MAPPED_SET_PERMISSIONS',
} as const;

/**
 * What to do when part of the range to map is mapped already.
 */
export type IfMapped =
  /**
   * Same as IF_MAPPED_REFUSE, except in resolve, where it means IF_MAPPED_ACCEPT_IDENTICAL.
   */
  | 'IF_MAPPED_UNSPECIFIED'
  | 0
  /**
   * Refuses the item (ALREADY_MAPPED).
   */
  | 'IF_MAPPED_REFUSE'
  | 1
  /**
   * Accepts the item without a change if exactly this range is mapped to exactly this output address with exactly
   * these permissions; else refuses it (ALREADY_MAPPED).
   */
  | 'IF_MAPPED_ACCEPT_IDENTICAL'
  | 2
  /**
   * Gives an existing mapping of exactly this range and output address these permissions. Raising them invalidates
   * the IOTLB; lowering them is an operation. Errors: ALREADY_MAPPED when the range or the output address differs,
   * NOT_MAPPED when nothing is mapped there.
   */
  | 'IF_MAPPED_SET_PERMISSIONS'
  | 3

/**
 * What to do when part of the range to map is mapped already.
 */
export type IfMapped__Output = typeof IfMapped[keyof typeof IfMapped]
