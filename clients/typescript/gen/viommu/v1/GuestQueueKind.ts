// Original file: proto/viommu/v1/guest_queue.proto

/**
 * A queue between a guest and its IOMMU. What it is called, and how its entries stand, is the profile's.
 */
export const GuestQueueKind = {
  /**
   * Never sent.
   */
  GUEST_QUEUE_KIND_UNSPECIFIED: 'GUEST_QUEUE_KIND_UNSPECIFIED',
  /**
   * What the guest asks for: VT-d invalidation queue, SMMUv3 command queue, RISC-V command queue, AMD-Vi command buffer,
   * virtio-iommu request virtqueue.
   */
  GUEST_QUEUE_KIND_COMMAND: 'GUEST_QUEUE_KIND_COMMAND',
  /**
   * Page requests of its devices: VT-d page request queue, SMMUv3 PRI queue, RISC-V page-request queue, AMD-Vi PPR log.
   */
  GUEST_QUEUE_KIND_PAGE_REQUEST: 'GUEST_QUEUE_KIND_PAGE_REQUEST',
  /**
   * Faults: VT-d fault recording registers, SMMUv3 event queue, RISC-V fault queue, AMD-Vi event log, virtio-iommu event
   * virtqueue.
   */
  GUEST_QUEUE_KIND_EVENT: 'GUEST_QUEUE_KIND_EVENT',
  /**
   * Linux iommufd, in every profile with page requests: `struct iommu_hwpt_pgfault`, whole groups.
   */
  GUEST_QUEUE_KIND_IOMMUFD_PAGE_FAULT: 'GUEST_QUEUE_KIND_IOMMUFD_PAGE_FAULT',
  /**
   * Linux iommufd: `struct iommu_hwpt_page_response`.
   */
  GUEST_QUEUE_KIND_IOMMUFD_PAGE_RESPONSE: 'GUEST_QUEUE_KIND_IOMMUFD_PAGE_RESPONSE',
  /**
   * Linux iommufd: `struct iommu_hwpt_vtd_s1_invalidate` in VTD, `struct iommu_viommu_arm_smmuv3_invalidate` in SMMUV3.
   */
  GUEST_QUEUE_KIND_IOMMUFD_INVALIDATE: 'GUEST_QUEUE_KIND_IOMMUFD_INVALIDATE',
  /**
   * Linux iommufd: `struct iommufd_vevent_header` and, in SMMUV3, `struct iommu_vevent_arm_smmuv3`.
   */
  GUEST_QUEUE_KIND_IOMMUFD_VEVENT: 'GUEST_QUEUE_KIND_IOMMUFD_VEVENT',
} as const;

/**
 * A queue between a guest and its IOMMU. What it is called, and how its entries stand, is the profile's.
 */
export type GuestQueueKind =
  /**
   * Never sent.
   */
  | 'GUEST_QUEUE_KIND_UNSPECIFIED'
  | 0
  /**
   * What the guest asks for: VT-d invalidation queue, SMMUv3 command queue, RISC-V command queue, AMD-Vi command buffer,
   * virtio-iommu request virtqueue.
   */
  | 'GUEST_QUEUE_KIND_COMMAND'
  | 1
  /**
   * Page requests of its devices: VT-d page request queue, SMMUv3 PRI queue, RISC-V page-request queue, AMD-Vi PPR log.
   */
  | 'GUEST_QUEUE_KIND_PAGE_REQUEST'
  | 2
  /**
   * Faults: VT-d fault recording registers, SMMUv3 event queue, RISC-V fault queue, AMD-Vi event log, virtio-iommu event
   * virtqueue.
   */
  | 'GUEST_QUEUE_KIND_EVENT'
  | 3
  /**
   * Linux iommufd, in every profile with page requests: `struct iommu_hwpt_pgfault`, whole groups.
   */
  | 'GUEST_QUEUE_KIND_IOMMUFD_PAGE_FAULT'
  | 4
  /**
   * Linux iommufd: `struct iommu_hwpt_page_response`.
   */
  | 'GUEST_QUEUE_KIND_IOMMUFD_PAGE_RESPONSE'
  | 5
  /**
   * Linux iommufd: `struct iommu_hwpt_vtd_s1_invalidate` in VTD, `struct iommu_viommu_arm_smmuv3_invalidate` in SMMUV3.
   */
  | 'GUEST_QUEUE_KIND_IOMMUFD_INVALIDATE'
  | 6
  /**
   * Linux iommufd: `struct iommufd_vevent_header` and, in SMMUV3, `struct iommu_vevent_arm_smmuv3`.
   */
  | 'GUEST_QUEUE_KIND_IOMMUFD_VEVENT'
  | 7

/**
 * A queue between a guest and its IOMMU. What it is called, and how its entries stand, is the profile's.
 */
export type GuestQueueKind__Output = typeof GuestQueueKind[keyof typeof GuestQueueKind]
