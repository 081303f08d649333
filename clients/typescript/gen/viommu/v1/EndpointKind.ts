// Original file: proto/viommu/v1/endpoint.proto

/**
 * What kind of function an endpoint is.
 */
export const EndpointKind = {
  /**
   * In a request: PCIE.
   */
  ENDPOINT_KIND_UNSPECIFIED: 'ENDPOINT_KIND_UNSPECIFIED',
  /**
   * A PCI Express function.
   */
  ENDPOINT_KIND_PCIE: 'ENDPOINT_KIND_PCIE',
  /**
   * A device that is not on PCI Express: no ATS and no PRI; in SMMUV3 its accesses can stall.
   */
  ENDPOINT_KIND_PLATFORM: 'ENDPOINT_KIND_PLATFORM',
} as const;

/**
 * What kind of function an endpoint is.
 */
export type EndpointKind =
  /**
   * In a request: PCIE.
   */
  | 'ENDPOINT_KIND_UNSPECIFIED'
  | 0
  /**
   * A PCI Express function.
   */
  | 'ENDPOINT_KIND_PCIE'
  | 1
  /**
   * A device that is not on PCI Express: no ATS and no PRI; in SMMUV3 its accesses can stall.
   */
  | 'ENDPOINT_KIND_PLATFORM'
  | 2

/**
 * What kind of function an endpoint is.
 */
export type EndpointKind__Output = typeof EndpointKind[keyof typeof EndpointKind]
