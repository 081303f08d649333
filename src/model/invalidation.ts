/** One entry of an invalidation batch. Ranges are inclusive addresses; left out: everything. */
export type InvalidationEntry =
  | { readonly kind: 'DOMAIN'; readonly domainId: number; readonly first?: bigint; readonly last?: bigint }
  | {
      readonly kind: 'DEVICE_TLB';
      readonly endpointId: number;
      /** Undefined: translations of every PASID and of none. */
      readonly pasid?: number;
      readonly first?: bigint;
      readonly last?: bigint;
    }
  | { readonly kind: 'EVERYTHING' };

/** A device-TLB invalidation that has not ended. */
export interface OutstandingInvalidation {
  readonly operationId: bigint;
  readonly endpointId: number;
  /** 0..31; undefined while it waits for a free tag. */
  readonly itag: number | undefined;
  /** Undefined: all. */
  readonly pasid: number | undefined;
  readonly firstPage: number;
  /** Inclusive. */
  readonly lastPage: number;
  readonly sentNs: bigint | undefined;
  /** Grows in the order in which they were made; the key of paging. */
  readonly serial: number;
}
