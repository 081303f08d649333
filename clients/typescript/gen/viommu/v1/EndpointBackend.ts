// Original file: proto/viommu/v1/endpoint.proto

/**
 * Who emulates the endpoint. Fixed for its life.
 */
export const EndpointBackend = {
  /**
   * In a request: HOSTED.
   */
  ENDPOINT_BACKEND_UNSPECIFIED: 'ENDPOINT_BACKEND_UNSPECIFIED',
  /**
   * The server: ATC, page-request interface and a DMA engine, driven by calls of `EndpointService`.
   */
  ENDPOINT_BACKEND_HOSTED: 'ENDPOINT_BACKEND_HOSTED',
  /**
   * A device model on `ChannelService.EndpointChannel`. The server keeps the capability registers, the credits and
   * the record of granted translations; the model its ATC and the choice of group indexes.
   */
  ENDPOINT_BACKEND_EXTERNAL: 'ENDPOINT_BACKEND_EXTERNAL',
} as const;

/**
 * Who emulates the endpoint. Fixed for its life.
 */
export type EndpointBackend =
  /**
   * In a request: HOSTED.
   */
  | 'ENDPOINT_BACKEND_UNSPECIFIED'
  | 0
  /**
   * The server: ATC, page-request interface and a DMA engine, driven by calls of `EndpointService`.
   */
  | 'ENDPOINT_BACKEND_HOSTED'
  | 1
  /**
   * A device model on `ChannelService.EndpointChannel`. The server keeps the capability registers, the credits and
   * the record of granted translations; the model its ATC and the choice of group indexes.
   */
  | 'ENDPOINT_BACKEND_EXTERNAL'
  | 2

/**
 * Who emulates the endpoint. Fixed for its life.
 */
export type EndpointBackend__Output = typeof EndpointBackend[keyof typeof EndpointBackend]
