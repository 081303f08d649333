import type { EndCause } from '../model/report';
import type { PageResponseCode } from '../model/page-request';
import type { RuleId } from '../model/rules';

/** Why the vIOMMU answers by itself, and how. */
export interface AutomaticReason {
  readonly cause: EndCause;
  readonly rule: RuleId;
  readonly code: PageResponseCode;
}

/**
 * A group whose last page has not arrived. Once it has lost a page it is *broken*: it holds no pages any more, and its
 * last page is answered automatically, so that a group is delivered whole or not at all (law 2).
 */
export interface Partial {
  readonly pasid: number;
  readonly prgi: number;
  readonly injected: boolean;
  /** Page numbers in the order of arrival; empty once broken. */
  pages: number[];
  /** Permissions of these pages. */
  permissions: number[];
  /** Page requests that arrived, lost ones included: the credits that return with the answer. */
  messages: number;
  /** How its last page will be answered. */
  broken: AutomaticReason | undefined;
}
