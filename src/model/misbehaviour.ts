import type { PageRange } from './domain';
import type { FaultReason } from './fault';
import type { PageResponseCode } from './page-request';
import type { Permissions } from './permissions';

/** What passes between an endpoint and the vIOMMU, where a rule can meddle. */
export type RuleEvent =
  'ACCESS' | 'TRANSLATION_REQUEST' | 'PAGE_REQUEST' | 'PAGE_RESPONSE' | 'INVALIDATION' | 'INVALIDATION_COMPLETION';

/** Where resources can run out on a page request's way. */
export type ExhaustionStage = 'PARTIAL' | 'GROUP' | 'HANDLER';

/** What a rule concerns. Everything that is defined must apply. */
export interface RuleMatch {
  readonly event: RuleEvent;
  readonly endpointId: number | undefined;
  /** 0..2^20-1, or NO_PASID: only without one. */
  readonly pasid: number | undefined;
  readonly pages: PageRange | undefined;
  /** PAGE_RESPONSE only. */
  readonly code: PageResponseCode | undefined;
  /** One of these is wanted; NONE: whatever is. */
  readonly anyPermission: Permissions;
}

/** Which of the matches a rule acts on. */
export interface RuleTrigger {
  /** Matches let pass first. */
  readonly skip: bigint;
  /** How often it acts at most; 0n: no limit. */
  readonly count: bigint;
  /** It acts on every how many-th of the rest, at least 1n. */
  readonly every: bigint;
  /** Millionths; undefined: always. */
  readonly probability: number | undefined;
}

/** What a rule does. */
export type RuleAction =
  | { readonly kind: 'FAULT'; readonly reason: FaultReason }
  | { readonly kind: 'DROP' }
  | { readonly kind: 'DELAY'; readonly delayNs: bigint }
  /** 0..15. */
  | { readonly kind: 'ANSWER'; readonly rawCode: number }
  | {
      readonly kind: 'COMPLETE_WRONGLY';
      /** Added to the tag, modulo 32. */
      readonly itagOffset: number;
      /** 1..8. */
      readonly count: number | undefined;
      readonly requesterId: number | undefined;
    }
  | { readonly kind: 'REMOVE_ENDPOINT'; readonly unnoticed: boolean }
  | { readonly kind: 'EXHAUST'; readonly stage: ExhaustionStage };

/** Which actions an event has. */
export const RULE_ACTIONS: Readonly<Record<RuleEvent, readonly RuleAction['kind'][]>> = {
  ACCESS: ['FAULT', 'REMOVE_ENDPOINT'],
  TRANSLATION_REQUEST: ['FAULT', 'REMOVE_ENDPOINT'],
  PAGE_REQUEST: ['DROP', 'DELAY', 'ANSWER', 'EXHAUST', 'REMOVE_ENDPOINT'],
  PAGE_RESPONSE: ['DROP', 'DELAY', 'ANSWER', 'REMOVE_ENDPOINT'],
  INVALIDATION: ['DROP', 'DELAY', 'REMOVE_ENDPOINT'],
  INVALIDATION_COMPLETION: ['DROP', 'DELAY', 'COMPLETE_WRONGLY', 'REMOVE_ENDPOINT'],
};

/** How often a rule is expected to act. */
export interface RuleExpectation {
  readonly minHits: bigint;
  /** Undefined: no limit. */
  readonly maxHits: bigint | undefined;
}

/** Deterministic misbehaviour. */
export interface Rule {
  /** From 1; 0 when it is added: the vIOMMU chooses. */
  readonly id: number;
  /** For people. */
  readonly name: string;
  /** The highest comes first, then the lowest id. */
  readonly priority: number;
  readonly match: RuleMatch;
  readonly trigger: RuleTrigger;
  readonly action: RuleAction;
  /** Undefined: nothing is expected. */
  readonly expectation: RuleExpectation | undefined;
}

/** A rule and what it has met. */
export interface RuleView {
  readonly rule: Rule;
  readonly matches: bigint;
  /** How often it has acted. */
  readonly hits: bigint;
}

/** A rule acted. */
export interface RuleHit {
  readonly kind: 'RULE_HIT';
  readonly ruleId: number;
  readonly event: RuleEvent;
  readonly endpointId: number;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly iova: bigint | undefined;
  readonly hits: bigint;
}
