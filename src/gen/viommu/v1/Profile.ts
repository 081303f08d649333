// Original file: proto/viommu/v1/viommu.proto

/**
 * Which architecture's behaviour a vIOMMU shows.
 */
export const Profile = {
  /**
   * In a request: GENERIC.
   */
  PROFILE_UNSPECIFIED: 'PROFILE_UNSPECIFIED',
  /**
   * No architecture in particular: PCIe ATS, PRI and PASID with the automatic answers of `AutomaticAnswers`.
   */
  PROFILE_GENERIC: 'PROFILE_GENERIC',
  /**
   * Intel VT-d.
   */
  PROFILE_VTD: 'PROFILE_VTD',
  /**
   * Arm SMMUv3, the only one with the stall model.
   */
  PROFILE_SMMUV3: 'PROFILE_SMMUV3',
  /**
   * RISC-V IOMMU.
   */
  PROFILE_RISCV: 'PROFILE_RISCV',
  /**
   * AMD-Vi.
   */
  PROFILE_AMDVI: 'PROFILE_AMDVI',
  /**
   * virtio-iommu: no page requests, so endpoints with PRI and domains with `page_requests` are refused.
   */
  PROFILE_VIRTIO: 'PROFILE_VIRTIO',
} as const;

/**
 * Which architecture's behaviour a vIOMMU shows.
 */
export type Profile =
  /**
   * In a request: GENERIC.
   */
  | 'PROFILE_UNSPECIFIED'
  | 0
  /**
   * No architecture in particular: PCIe ATS, PRI and PASID with the automatic answers of `AutomaticAnswers`.
   */
  | 'PROFILE_GENERIC'
  | 1
  /**
   * Intel VT-d.
   */
  | 'PROFILE_VTD'
  | 2
  /**
   * Arm SMMUv3, the only one with the stall model.
   */
  | 'PROFILE_SMMUV3'
  | 3
  /**
   * RISC-V IOMMU.
   */
  | 'PROFILE_RISCV'
  | 4
  /**
   * AMD-Vi.
   */
  | 'PROFILE_AMDVI'
  | 5
  /**
   * virtio-iommu: no page requests, so endpoints with PRI and domains with `page_requests` are refused.
   */
  | 'PROFILE_VIRTIO'
  | 6

/**
 * Which architecture's behaviour a vIOMMU shows.
 */
export type Profile__Output = typeof Profile[keyof typeof Profile]
