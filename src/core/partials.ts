import type { FaultReason } from '../model/fault';
import type { EndCause } from '../model/report';
import type { RuleId } from '../model/rules';
import type { AutomaticAction } from '../model/viommu';
import type { PasidRule } from '../profiles';

/** How, why and by which rule the vIOMMU ends a group by itself. */
export interface AutomaticReason {
  readonly cause: EndCause;
  readonly rule: RuleId;
  readonly action: AutomaticAction;
  /** When the answer carries the PASID; REQUIRED: as PRG Response PASID Required says. */
  readonly pasid: PasidRule | 'REQUIRED';
  /** The fault event beside it. */
  readonly fault?: { readonly reason: FaultReason; readonly code: number | undefined } | undefined;
}

/**
 * A group whose last page has not arrived. When one of its pages cannot be stored the group is *broken*: it holds no
 * pages any more and is never queued, so that a group is delivered whole or not at all (law 2).
 */
export interface Partial {
  readonly pasid: number;
  readonly prgi: number;
  readonly injected: boolean;
  /** Pool entry of its first page; -1: it holds none. */
  first: number;
  /** Pool entry of its last page. */
  tail: number;
  /** Pages it holds. */
  pages: number;
  /** How its last page will be answered. */
  broken: AutomaticReason | undefined;
}
