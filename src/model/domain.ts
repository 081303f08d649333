import type { Permissions } from './permissions';

/** How a domain translates. */
export type DomainKind = 'PAGING' | 'IDENTITY' | 'BLOCKED';

/** What happens to a group that meets a full queue. */
export type OverflowPolicy = 'NATIVE' | 'DROP_NEW' | 'DROP_OLD' | 'HOLD_CREDITS';

/** What a domain is made as. */
export interface DomainRequest {
  readonly kind: DomainKind;
  /** Whether page requests are queued; PAGING only. */
  readonly pageRequests: boolean;
  /** Undefined: NATIVE, which alone is possible without `pageRequests`. */
  readonly overflowPolicy?: OverflowPolicy | undefined;
}

/** A domain as readers see it. */
export interface DomainView {
  readonly domainId: number;
  readonly kind: DomainKind;
  readonly pageRequests: boolean;
  readonly attachmentCount: number;
  readonly mappingCount: number;
  readonly undeliveredGroups: number;
  readonly pendingGroups: number;
  readonly overflowPolicy: OverflowPolicy;
  /** Whether its queue is in overflow now. */
  readonly overflowActive: boolean;
}

/** An endpoint, or one PASID of it, that uses a domain. */
export interface AttachmentView {
  readonly endpointId: number;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly domainId: number;
  readonly deviceCookie: bigint;
  readonly generation: number;
}

/** What to do when part of the range to map is mapped already. */
export type IfMapped = 'REFUSE' | 'ACCEPT_IDENTICAL' | 'SET_PERMISSIONS';

/** One mapping to make. */
export interface MapItem {
  /** First address; a multiple of 4096. */
  readonly first: bigint;
  /** Last address, inclusive; one less than a multiple of 4096. */
  readonly last: bigint;
  /** Where `first` goes; a multiple of 4096. */
  readonly outputAddress: bigint;
  /** READ or WRITE at least. */
  readonly permissions: Permissions;
  readonly ifMapped: IfMapped;
}

/** An inclusive range of addresses. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}
