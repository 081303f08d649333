import type { TableConfiguration } from './guest-tables';
import type { Permissions } from './permissions';

/** How a domain translates. */
export type DomainKind = 'PAGING' | 'IDENTITY' | 'BLOCKED' | 'NESTED';

/** What happens to a group that meets a full queue. */
export type OverflowPolicy = 'NATIVE' | 'DROP_NEW' | 'DROP_OLD' | 'HOLD_CREDITS';

/** Where walking guest tables writes accessed and dirty bits. */
export type TableUpdates = 'PRIVATE' | 'ALWAYS' | 'NEVER';

/** The tables of a NESTED domain. */
export interface NestedRequest {
  /** The domain that translates the addresses in the tables; undefined: none. */
  readonly stage2DomainId: number | undefined;
  readonly tables: TableConfiguration;
  readonly tableUpdates: TableUpdates;
}

/** What a domain is made as. */
export interface DomainRequest {
  readonly kind: DomainKind;
  /** Whether page requests are queued; PAGING and NESTED only. */
  readonly pageRequests: boolean;
  /** Undefined: NATIVE, which alone is possible without `pageRequests`. */
  readonly overflowPolicy?: OverflowPolicy | undefined;
  /** For NESTED, and only for it. */
  readonly nested?: NestedRequest | undefined;
  /** Whether written pages can be recorded; PAGING only. Undefined: no. */
  readonly dirtyTracking?: boolean | undefined;
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
  readonly nested: NestedRequest | undefined;
  /** NESTED domains whose stage 2 it is. */
  readonly nestedDomainCount: number;
  /** Whether written pages can be recorded, and are. */
  readonly dirtyTracking: boolean;
  readonly dirtyTrackingEnabled: boolean;
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

/** Pages, inclusive. */
export interface PageRange {
  /** 0..2^52-1. */
  readonly firstPage: number;
  /** Not below `firstPage`, at most 2^52-1. */
  readonly lastPage: number;
}

/** One mapping to make. */
export interface MapItem extends PageRange {
  /** Where `firstPage` goes, 0..2^52-1. */
  readonly outputFirstPage: number;
  /** READ or WRITE at least. */
  readonly permissions: Permissions;
  readonly ifMapped: IfMapped;
}

/** One mapping to make where there is room. */
export interface MapAnywhereRequest {
  /** At least 1. */
  readonly pageCount: number;
  readonly outputFirstPage: number;
  /** READ or WRITE at least. */
  readonly permissions: Permissions;
}

/** Pages that cannot be mapped. */
export interface ReservedRange extends PageRange {
  /** Who reserves them; undefined: the vIOMMU. */
  readonly endpointId: number | undefined;
}

/** Which pages of a domain can be mapped. */
export interface UsablePages {
  /** Ascending. */
  readonly usable: readonly PageRange[];
  /** Ascending; those of different endpoints may overlap. */
  readonly reserved: readonly ReservedRange[];
  /** Ascending; empty: no restriction. */
  readonly allowed: readonly PageRange[];
}

/** Dirty pages of a part of a range. */
export interface DirtyPart {
  /** The page of the first bit. */
  readonly firstPage: number;
  /** Bit i, from the lowest bit of the first byte: the page at `firstPage` + i times the pages of a bit. */
  readonly bitmap: Uint8Array;
  /** Bits that are set. */
  readonly dirtyCount: number;
}
