import type { PageRange } from './domain';

/** Which cached translations an entry of a batch is about. Ranges are inclusive addresses; left out: everything. */
export interface InvalidationScope {
  /** Undefined: of every PASID and of none. */
  readonly pasid?: number | undefined;
  readonly first?: bigint | undefined;
  readonly last?: bigint | undefined;
  /** With `pasid`: also translations marked global; of a device TLB, those of every PASID. */
  readonly global?: boolean | undefined;
}

/** One entry of an invalidation batch. */
export type InvalidationEntry =
  | ({ readonly kind: 'DOMAIN'; readonly domainId: number } & InvalidationScope)
  | ({ readonly kind: 'DEVICE_TLB'; readonly endpointId: number } & InvalidationScope)
  | { readonly kind: 'EVERYTHING' }
  | ({ readonly kind: 'IOTLB'; readonly domainId: number | undefined } & InvalidationScope)
  | { readonly kind: 'CONTEXT'; readonly endpointId: number }
  /** `pasid` may be NO_PASID. */
  | { readonly kind: 'PASID_ENTRY'; readonly endpointId: number; readonly pasid: number }
  | { readonly kind: 'FENCE' };

/** What an endpoint says of invalidations it has completed. */
export interface InvalidationCompletion {
  /** 0..31 each. */
  readonly itags: readonly number[];
  /** How many such messages come for each tag, 1..8. */
  readonly count: number;
  /** Undefined: the endpoint's own. */
  readonly requesterId?: number | undefined;
}

/** A device-TLB invalidation that has not ended. */
export interface OutstandingInvalidation extends PageRange {
  readonly operationId: bigint;
  readonly endpointId: number;
  /** 0..31; undefined while it waits for a free tag. */
  readonly itag: number | undefined;
  /** Undefined: all. */
  readonly pasid: number | undefined;
  readonly sentNs: bigint | undefined;
  /** Grows in the order in which they were made; the key of paging. */
  readonly serial: number;
  readonly completionsReceived: number;
  /** As the first completion said; 0: none has come. */
  readonly completionsExpected: number;
}
