import type { ContextState } from '../model/endpoint';
import type { FaultReason, NestedFault } from '../model/fault';
import { NO_PASID } from '../model/page-request';
import { EXECUTE, WRITE, type Permissions } from '../model/permissions';
import type { RuleId } from '../model/rules';
import type { AnswerStage, AutomaticAction, Policy, ProfileName } from '../model/viommu';

/** Nanoseconds in a second. */
const SECOND_NS = 1_000_000_000n;

/**
 * When an automatic answer carries the PASID of its request. BELIEVED: if the endpoint's context says that the device
 * requires it. AS_REQUEST: if the request had one.
 */
export type PasidRule = 'BELIEVED' | 'AS_REQUEST' | 'NEVER';

/** How one stage of the automatic answers behaves; its action is part of the policy. */
export interface StageRule {
  readonly rule: RuleId;
  readonly pasid: PasidRule;
  /**
   * The fault event beside the answer, also for requests that are not answered because they are not the last. For
   * `contextUnusable` the reason that the context's state has.
   */
  readonly fault?: FaultReason;
  /** The architecture's number for that event, where it is not that of the reason. */
  readonly faultCode?: number;
  /** What is done instead for a request with PASID whose context cannot be used to decide about the PASID. */
  readonly contextUnusable?: { readonly action: AutomaticAction; readonly pasid: PasidRule };
}

/**
 * An architecture's number for a fault: always the same; for accesses that write, fetch, or only read; for a function and
 * for one of its PASIDs; or for a table's entry that could not be read and for one that could not be written.
 */
export type FaultCode =
  | number
  | { readonly read: number; readonly write: number; readonly execute: number }
  | { readonly function: number; readonly pasid: number }
  | { readonly entryRead: number; readonly entryWrite: number };

/** What differs between architectures. */
export interface Profile {
  readonly name: ProfileName;
  /** Whether endpoints may have PRI and domains take page requests. */
  readonly pageRequests: boolean;
  /** Whether accesses can stall. */
  readonly stalls: boolean;
  /** The policy of a vIOMMU unless told otherwise. */
  readonly policy: Policy;
  /** Whether page requests are checked against the endpoint's context (R-AUTO-23). */
  readonly checksContext: boolean;
  readonly stages: Readonly<Record<AnswerStage, StageRule>>;
  /** Whether an overflow lasts until it is acknowledged. */
  readonly stickyOverflow: boolean;
  /** Whether a request that is not the last of its group meets a full queue as well. */
  readonly overflowAtAnyPage: boolean;
  /** Last, neither read nor write, no PASID: undefined in PCIe (R-PRI-41). */
  readonly stopMarkerWithoutPasid: 'STOP_MARKER' | 'PAGE_REQUEST';
  /** What a translated access is when the endpoint's context does not allow ATS (R-ATS-30, R-ATS-34). */
  readonly translatedWithoutAts: 'FAULT' | 'UNTRANSLATED';
  /** Whether accepting a page request drops the IOMMU's own cached translation of the page (R-AUTO-34). */
  readonly forgetsRequestedPages: boolean;
  /** States of the endpoint's context in which its suppression of fault events can be read (R-VTD-20). */
  readonly suppressesIn: readonly ContextState[];
  /** The architecture's numbers for faults, as far as it has them. */
  readonly faultCodes: FaultCodes;
  /** Those that differ for a nested domain. */
  readonly nestedFaultCodes: NestedFaultCodes;
  /** Bits of the addresses that PAGING domains translate: the most a vIOMMU can have, and what it has by default. */
  readonly iovaWidthBits: number;
  /** Bits of an output address: likewise. */
  readonly outputWidthBits: number;
}

/** An architecture's numbers for faults; those it has none for are left out. */
export type FaultCodes = Readonly<Partial<Record<FaultReason, FaultCode>>>;

/** Numbers for faults in a nested domain where they differ from those in other domains. */
export interface NestedFaultCodes {
  /** Of stage 1. */
  readonly stage1: FaultCodes;
  /** Of stage 2, for the address of the access. */
  readonly stage2: FaultCodes;
  /** Of stage 2, for the address of a table's entry. */
  readonly tableAccess: FaultCodes;
}

/** An architecture without numbers of its own for nested domains. */
export const SAME_WHEN_NESTED: NestedFaultCodes = { stage1: {}, stage2: {}, tableAccess: {} };

/**
 * The architecture's number for a fault; undefined where it has none.
 *
 * @param access what the access wanted, if there was one
 * @param pasid 0..2^20-1, or NO_PASID
 * @param nested where in a nested domain it happened; undefined: the domain is another
 */
export function faultCode(
  profile: Profile,
  reason: FaultReason,
  access: Permissions | undefined,
  pasid: number,
  nested?: NestedFault,
): number | undefined {
  const code = codeOf(profile, reason, nested);
  if (typeof code !== 'object') {
    return code;
  }
  if ('pasid' in code) {
    return pasid === NO_PASID ? code.function : code.pasid;
  }
  if ('entryRead' in code) {
    return nested?.tableWrite === true ? code.entryWrite : code.entryRead;
  }
  const wanted = access ?? 0;
  if (wanted & WRITE) {
    return code.write;
  }
  return wanted & EXECUTE ? code.execute : code.read;
}

/**
 * The architecture's number, or numbers, for a fault; undefined where it has none.
 *
 * @param nested where in a nested domain it happens; undefined: the domain is another
 */
export function codeOf(
  { faultCodes, nestedFaultCodes }: Profile,
  reason: FaultReason,
  nested: Pick<NestedFault, 'stage' | 'tableAccess'> | undefined,
): FaultCode | undefined {
  if (nested === undefined) {
    return faultCodes[reason];
  }
  const { stage1, stage2, tableAccess } = nestedFaultCodes;
  const second = nested.tableAccess ? tableAccess : stage2;
  return (nested.stage === 1 ? stage1 : second)[reason] ?? faultCodes[reason];
}

/** A policy that differs from the common one in its automatic answers only. */
export function policyWith(answers: Readonly<Record<AnswerStage, AutomaticAction>>): Policy {
  return {
    translation: 'ON',
    pageRequestQueueEnabled: true,
    pageRequestQueueFault: false,
    pageResponseDeadlineNs: 0n,
    pageResponseDeadlineCode: 'INVALID_REQUEST',
    automaticAnswers: answers,
    pasidAlways: false,
    virtualIdWidthBits: 64,
    translatedRequestCheck: 'GRANTED',
    quirks: { mergeByPrgi: false, sendAfterPriOff: false, answerEveryPage: false, spareSharedPri: false },
    // PCIe 10.3.1: 60 s -0/+50 %.
    invalidationTimeoutNs: 90n * SECOND_NS,
    unmapInvalidates: true,
    partialUnmap: 'REFUSE',
    hideInvalidationSource: false,
    reportGoneInvalidations: false,
    fenceOnTimeout: false,
  };
}
