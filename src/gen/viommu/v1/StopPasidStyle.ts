// Original file: proto/viommu/v1/endpoint_service.proto

/**
 * How a device stops using a PASID (R-PRI-46).
 */
export const StopPasidStyle = {
  /**
   * In a request: WAIT_FOR_RESPONSES.
   */
  STOP_PASID_STYLE_UNSPECIFIED: 'STOP_PASID_STYLE_UNSPECIFIED',
  /**
   * Waits until every complete group of the PASID is answered. After `response_timeout_ns` the vIOMMU answers the rest
   * Invalid Request and the operation ends TIMED_OUT.
   */
  STOP_PASID_STYLE_WAIT_FOR_RESPONSES: 'STOP_PASID_STYLE_WAIT_FOR_RESPONSES',
  /**
   * Takes its outstanding requests for stale and sends a Stop Marker, unless it may send nothing because PRI is disabled
   * (R-PRI-13). The vIOMMU answers the complete groups Invalid
   * Request, which returns the credits and does nothing else (R-PRI-47).
   */
  STOP_PASID_STYLE_STOP_MARKER: 'STOP_PASID_STYLE_STOP_MARKER',
} as const;

/**
 * How a device stops using a PASID (R-PRI-46).
 */
export type StopPasidStyle =
  /**
   * In a request: WAIT_FOR_RESPONSES.
   */
  | 'STOP_PASID_STYLE_UNSPECIFIED'
  | 0
  /**
   * Waits until every complete group of the PASID is answered. After `response_timeout_ns` the vIOMMU answers the rest
   * Invalid Request and the operation ends TIMED_OUT.
   */
  | 'STOP_PASID_STYLE_WAIT_FOR_RESPONSES'
  | 1
  /**
   * Takes its outstanding requests for stale and sends a Stop Marker, unless it may send nothing because PRI is disabled
   * (R-PRI-13). The vIOMMU answers the complete groups Invalid
   * Request, which returns the credits and does nothing else (R-PRI-47).
   */
  | 'STOP_PASID_STYLE_STOP_MARKER'
  | 2

/**
 * How a device stops using a PASID (R-PRI-46).
 */
export type StopPasidStyle__Output = typeof StopPasidStyle[keyof typeof StopPasidStyle]
