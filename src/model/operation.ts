/** What kind of accepted work outlasts its call. */
export type OperationKind =
  | 'UNMAP'
  | 'REDUCE_PERMISSIONS'
  | 'DETACH'
  | 'REPLACE'
  | 'DELETE_DOMAIN'
  | 'DISABLE_ATS'
  | 'INVALIDATE'
  | 'DMA'
  | 'UNREGISTER_MEMORY'
  | 'STOP_PASID';

/** How an operation, or one endpoint's part in it, ended. */
export type OperationOutcome = 'COMPLETED' | 'TIMED_OUT' | 'ENDPOINT_GONE';

const SEVERITY: Readonly<Record<OperationOutcome, number>> = { COMPLETED: 0, ENDPOINT_GONE: 1, TIMED_OUT: 2 };

/** The worse of two outcomes: TIMED_OUT before ENDPOINT_GONE before COMPLETED. */
export function worse(a: OperationOutcome, b: OperationOutcome): OperationOutcome {
  return SEVERITY[a] >= SEVERITY[b] ? a : b;
}

/** The part of one endpoint that did not complete. */
export interface EndpointOutcome {
  readonly endpointId: number;
  readonly outcome: OperationOutcome;
}

/** How one entry of an invalidation batch ended. */
export interface EntryOutcome {
  /** Position in the request. */
  readonly index: number;
  readonly outcome: OperationOutcome;
  /** The endpoints that did not complete, ordered by id. */
  readonly endpoints: readonly EndpointOutcome[];
}

/** An operation that has ended. */
export interface OperationResult {
  readonly kind: 'OPERATION_ENDED';
  /** Incarnation << 40 | counter. */
  readonly operationId: bigint;
  readonly operation: OperationKind;
  readonly outcome: OperationOutcome;
  /** The endpoints that did not complete, ordered by id. */
  readonly endpoints: readonly EndpointOutcome[];
  readonly beginNs: bigint;
  readonly endNs: bigint;
}
