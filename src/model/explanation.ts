import type { AttachmentView, PageRange } from './domain';
import type { FaultReason } from './fault';
import type { Permissions } from './permissions';

/**
 * Why a walk found no translation. The architecture's own fault follows from the cause, the level and the format.
 *
 * - INPUT_OUT_OF_RANGE: the input address is not canonical, or wider than the tables; no entry was read.
 * - NOT_PRESENT: the entry is invalid.
 * - RESERVED: a reserved bit or encoding is used.
 * - ADDRESS_SIZE: the entry holds an address wider than the output width.
 * - MISALIGNED: a superpage whose address is not a multiple of its size.
 * - PERMISSION: the tables do not allow the access.
 * - ACCESS_FLAG: the entry is not marked accessed, and the walk may not mark it.
 * - DIRTY: the entry is not marked dirty, and the walk may not mark it.
 * - TABLE_ABORTED, TABLE_STAGE2_FAULT: the entry could not be read or updated.
 * - TABLE_CONTENDED: the entry changed again and again while the walk tried to update it.
 */
export type WalkFault =
  | 'INPUT_OUT_OF_RANGE'
  | 'NOT_PRESENT'
  | 'RESERVED'
  | 'ADDRESS_SIZE'
  | 'MISALIGNED'
  | 'PERMISSION'
  | 'ACCESS_FLAG'
  | 'DIRTY'
  | 'TABLE_ABORTED'
  | 'TABLE_STAGE2_FAULT'
  | 'TABLE_CONTENDED';

/** What a walk did with one entry. TABLE: went on to the next table. LEAF: found the translation. */
export type WalkDecision = 'TABLE' | 'LEAF' | WalkFault;

/** One entry of an explained walk. */
export interface WalkStep {
  /** In the numbering of the architecture. */
  readonly level: number;
  /** In the address space the tables use; undefined for INPUT_OUT_OF_RANGE: there is none. */
  readonly entryAddress: bigint | undefined;
  /** As a walk would read it; undefined when it could not be read. */
  readonly entry: bigint | undefined;
  readonly decision: WalkDecision;
  /** Address of the next table, or of the output page for a LEAF; undefined for a fault. */
  readonly target: bigint | undefined;
  /** What a walk would write back; undefined when it would write nothing. */
  readonly update: bigint | undefined;
}

/** A look-up among mappings. */
export interface MappingStep {
  readonly domainId: number;
  /** What was looked up. */
  readonly page: number;
  /** Undefined: nothing is mapped there. */
  readonly mapping: (PageRange & { readonly outputFirstPage: number; readonly permissions: Permissions }) | undefined;
  /** Whether stage 2 was asked for the address of a table's entry, not for that of the access. */
  readonly tableAccess: boolean;
}

/** One step of an explanation. */
export type TranslationStep =
  | { readonly kind: 'ATTACHMENT'; readonly attachment: AttachmentView }
  | { readonly kind: 'REFUSED'; readonly reason: FaultReason }
  | { readonly kind: 'BYPASS' }
  | { readonly kind: 'TABLE'; readonly domainId: number; readonly step: WalkStep }
  | { readonly kind: 'MAPPING'; readonly step: MappingStep };

/** A translation that a cache holds. */
export interface CachedTranslation extends PageRange {
  readonly outputFirstPage: number;
  readonly permissions: Permissions;
  readonly domainId: number;
}

/** How the result of a probe comes about. */
export interface Explanation {
  /** In the order in which the vIOMMU looks. */
  readonly steps: readonly TranslationStep[];
  /** Undefined: nothing is cached. */
  readonly iotlb: CachedTranslation | undefined;
  /** Undefined: nothing is held. */
  readonly atc: CachedTranslation | undefined;
  /** For people. */
  readonly summary: string;
}
