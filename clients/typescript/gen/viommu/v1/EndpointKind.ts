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
 * What kind of function an endpoint is.
 */
export type EndpointKind__Output = typeof EndpointKind[keyof typeof EndpointKind]
