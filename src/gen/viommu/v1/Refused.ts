// Original file: proto/viommu/v1/channel_service.proto


/**
 * Why a whole message was refused; it changed nothing.
 */
export interface Refused {
  /**
   * The gRPC status code this refusal would have had as a call of its own.
   */
  'code'?: (number);
  /**
   * Machine-readable reason, the same words as `google.rpc.ErrorInfo.reason`.
   */
  'reason'?: (string);
  /**
   * For people: the field, the value and the way out.
   */
  'message'?: (string);
  /**
   * The same keys and values as `google.rpc.ErrorInfo.metadata`.
   */
  'metadata'?: ({[key: string]: string});
}

/**
 * Why a whole message was refused; it changed nothing.
 */
export interface Refused__Output {
  /**
   * The gRPC status code this refusal would have had as a call of its own.
   */
  'code': (number);
  /**
   * Machine-readable reason, the same words as `google.rpc.ErrorInfo.reason`.
   */
  'reason': (string);
  /**
   * For people: the field, the value and the way out.
   */
  'message': (string);
  /**
   * The same keys and values as `google.rpc.ErrorInfo.metadata`.
   */
  'metadata': ({[key: string]: string});
}
