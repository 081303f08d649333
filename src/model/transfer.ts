import type { FaultReason, NestedFault } from './fault';
import type { Permissions } from './permissions';
import type { RuleId } from './rules';

/** How a DMA's addresses are meant. */
export type AddressType = 'AUTOMATIC' | 'UNTRANSLATED' | 'TRANSLATED';

/** The most one DMA transfers, in bytes. */
export const MAX_DMA_BYTES = 262_144;

/** The most pages one translation request asks for. */
export const MAX_TRANSLATION_PAGES = 512;

/** What a DMA transfers. Lengths are 1..{@link MAX_DMA_BYTES}. */
export type Transfer =
  | { readonly kind: 'READ'; readonly length: number }
  | { readonly kind: 'WRITE'; readonly data: Uint8Array }
  | { readonly kind: 'FILL'; readonly pattern: Uint8Array; readonly length: number }
  | { readonly kind: 'COPY'; readonly source: bigint; readonly length: number };

/** A DMA. */
export interface DmaRequest {
  readonly addressType: AddressType;
  /** 0..2^20-1, or NO_PASID; NO_PASID with TRANSLATED. */
  readonly pasid: number;
  /** First address: an IOVA, or an output address with TRANSLATED. */
  readonly address: bigint;
  readonly transfer: Transfer;
  readonly queueTag?: number | undefined;
}

/** How a DMA ended. */
export type DmaStatus =
  | 'COMPLETED'
  | 'FAULTED'
  | 'INVALID_REQUEST'
  | 'PRI_OFF'
  | 'RETRY_LIMIT'
  | 'ENDPOINT_GONE'
  | 'ABORTED'
  | 'TERMINATED'
  | 'PASID_STOPPED';

/** Which answer made an access fail, and whose. */
export interface FailedResponse {
  /** Undefined: the group was answered before it was queued. */
  readonly cookie: bigint | undefined;
  readonly prgi: number;
  /** The 4-bit code that reached the endpoint. */
  readonly rawCode: number;
  /** Undefined: a client answered. */
  readonly rule: RuleId | undefined;
  readonly stallTag: number | undefined;
}

/** How a DMA ended. */
export interface DmaResult {
  readonly status: DmaStatus;
  /** Bytes transferred from its start without a gap. */
  readonly transferredBytes: number;
  /** The bytes read, `transferredBytes` long; empty unless it was a read. */
  readonly data: Uint8Array;
  /** For FAULTED. */
  readonly faultReason?: FaultReason | undefined;
  /** The first address not transferred (of the source, for a copy that could not read); undefined when COMPLETED. */
  readonly failedAddress?: bigint | undefined;
  /** Page-request groups it waited for. */
  readonly pageRequestGroups: number;
  /** What the access at `failedAddress` wanted. */
  readonly failedAccess?: Permissions | undefined;
  /** The answer that made it fail, if one did. */
  readonly failedResponse?: FailedResponse | undefined;
  /** Fruitless answers of Success to the access at `failedAddress`. */
  readonly retries: number;
}

/** A translation request (PCIe 10.2.2). */
export interface TranslationRequest {
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly firstPage: number;
  /** 1..{@link MAX_TRANSLATION_PAGES}. */
  readonly pageCount: number;
  readonly permissions: Permissions;
}

/** Pages with one translation, or a hole. */
export interface TranslationEntry {
  readonly firstPage: number;
  /** Inclusive. */
  readonly lastPage: number;
  /** Output page of `firstPage`; meaningless for a hole. */
  readonly outputFirstPage: number;
  /** Without READ and WRITE: a hole. */
  readonly permissions: Permissions;
  /** Whether the guest's tables say that it holds for every PASID. */
  readonly global: boolean;
}

/** A translation completion. */
export interface TranslationCompletion {
  readonly status: 'SUCCESS' | 'UNSUPPORTED_REQUEST' | 'COMPLETER_ABORT';
  readonly entries: readonly TranslationEntry[];
}

/** What an access would meet, as the probe says. */
export type ProbeResult =
  | {
      readonly kind: 'FOUND';
      readonly outputAddress: bigint;
      readonly first: bigint;
      readonly last: bigint;
      readonly permissions: Permissions;
      readonly domainId?: number | undefined;
    }
  | {
      readonly kind: 'FAULT';
      readonly reason: FaultReason;
      readonly domainId?: number | undefined;
      readonly permissions?: Permissions | undefined;
      /** Undefined: the attached domain is not nested. */
      readonly nested?: NestedFault | undefined;
    };
