// Original file: proto/viommu/v1/guest_queue.proto

/**
 * Which of the guest's structures a command wants to be read again. The VMM keeps them, and attaches, replaces or detaches.
 */
export const GuestScopeKind = {
  /**
   * Never sent.
   */
  GUEST_SCOPE_KIND_UNSPECIFIED: 'GUEST_SCOPE_KIND_UNSPECIFIED',
  /**
   * Every one.
   */
  GUEST_SCOPE_KIND_EVERYTHING: 'GUEST_SCOPE_KIND_EVERYTHING',
  /**
   * Those of a range of devices: context entries, stream table entries, device contexts, device table entries.
   */
  GUEST_SCOPE_KIND_DEVICES: 'GUEST_SCOPE_KIND_DEVICES',
  /**
   * One of a device's PASID structures: PASID table entry, context descriptor, process context.
   */
  GUEST_SCOPE_KIND_PASID: 'GUEST_SCOPE_KIND_PASID',
  /**
   * Those that name a domain.
   */
  GUEST_SCOPE_KIND_DOMAIN: 'GUEST_SCOPE_KIND_DOMAIN',
} as const;

/**
 * Which of the guest's structures a command wants to be read again. The VMM keeps them, and attaches, replaces or detaches.
 */
export type GuestScopeKind =
  /**
   * Never sent.
   */
  | 'GUEST_SCOPE_KIND_UNSPECIFIED'
  | 0
  /**
   * Every one.
   */
  | 'GUEST_SCOPE_KIND_EVERYTHING'
  | 1
  /**
   * Those of a range of devices: context entries, stream table entries, device contexts, device table entries.
   */
  | 'GUEST_SCOPE_KIND_DEVICES'
  | 2
  /**
   * One of a device's PASID structures: PASID table entry, context descriptor, process context.
   */
  | 'GUEST_SCOPE_KIND_PASID'
  | 3
  /**
   * Those that name a domain.
   */
  | 'GUEST_SCOPE_KIND_DOMAIN'
  | 4

/**
 * Which of the guest's structures a command wants to be read again. The VMM keeps them, and attaches, replaces or detaches.
 */
export type GuestScopeKind__Output = typeof GuestScopeKind[keyof typeof GuestScopeKind]
