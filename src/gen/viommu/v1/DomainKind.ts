// Original file: proto/viommu/v1/domain.proto

/**
 * How a domain translates.
 */
export const DomainKind = {
  /**
   * In a request: PAGING.
   */
  DOMAIN_KIND_UNSPECIFIED: 'DOMAIN_KIND_UNSPECIFIED',
  /**
   * By its mappings.
   */
  DOMAIN_KIND_PAGING: 'DOMAIN_KIND_PAGING',
  /**
   * Output address = IOVA, everything allowed.
   */
  DOMAIN_KIND_IDENTITY: 'DOMAIN_KIND_IDENTITY',
  /**
   * Every access is a fault.
   */
  DOMAIN_KIND_BLOCKED: 'DOMAIN_KIND_BLOCKED',
  /**
   * By page tables in guest memory, which the guest owns and changes; then by its stage 2, if it has one.
   */
  DOMAIN_KIND_NESTED: 'DOMAIN_KIND_NESTED',
} as const;

/**
 * How a domain translates.
 */
export type DomainKind =
  /**
   * In a request: PAGING.
   */
  | 'DOMAIN_KIND_UNSPECIFIED'
  | 0
  /**
   * By its mappings.
   */
  | 'DOMAIN_KIND_PAGING'
  | 1
  /**
   * Output address = IOVA, everything allowed.
   */
  | 'DOMAIN_KIND_IDENTITY'
  | 2
  /**
   * Every access is a fault.
   */
  | 'DOMAIN_KIND_BLOCKED'
  | 3
  /**
   * By page tables in guest memory, which the guest owns and changes; then by its stage 2, if it has one.
   */
  | 'DOMAIN_KIND_NESTED'
  | 4

/**
 * How a domain translates.
 */
export type DomainKind__Output = typeof DomainKind[keyof typeof DomainKind]
