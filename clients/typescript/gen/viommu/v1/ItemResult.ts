// Original file: proto/viommu/v1/batch.proto


/**
 * Why one item of a batch was refused. A refused item changed nothing.
 */
export interface ItemResult {
  /**
   * Position of the item in the request, from 0.
   */
  'index'?: (number);
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
 * Why one item of a batch was refused. A refused item changed nothing.
 */
export interface ItemResult__Output {
  /**
   * Position of the item in the request, from 0.
   */
  'index': (number);
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
