// Original file: proto/viommu/v1/viommu.proto

/**
 * What becomes of an unmap whose range covers only a part of a mapping.
 */
export const PartialUnmap = {
  /**
   * In a request: REFUSE.
   */
  PARTIAL_UNMAP_UNSPECIFIED: 'PARTIAL_UNMAP_UNSPECIFIED',
  /**
   * The range is refused (MAPPING_SPLIT), as iommufd and virtio-iommu do.
   */
  PARTIAL_UNMAP_REFUSE: 'PARTIAL_UNMAP_REFUSE',
  /**
   * The mapping is split: what lies outside of the range stays mapped.
   */
  PARTIAL_UNMAP_SPLIT: 'PARTIAL_UNMAP_SPLIT',
} as const;

/**
 * What becomes of an unmap whose range covers only a part of a mapping.
 */
export type PartialUnmap =
  /**
   * In a request: REFUSE.
   */
  | 'PARTIAL_UNMAP_UNSPECIFIED'
  | 0
  /**
   * The range is refused (MAPPING_SPLIT), as iommufd and virtio-iommu do.
   */
  | 'PARTIAL_UNMAP_REFUSE'
  | 1
  /**
   * The mapping is split: what lies outside of the range stays mapped.
   */
  | 'PARTIAL_UNMAP_SPLIT'
  | 2

/**
 * What becomes of an unmap whose range covers only a part of a mapping.
 */
export type PartialUnmap__Output = typeof PartialUnmap[keyof typeof PartialUnmap]
