import type { PageRange } from './domain';
import type { PageResponseCode } from './page-request';

/** Which architecture's behaviour a vIOMMU shows. */
export type ProfileName = 'GENERIC' | 'VTD' | 'SMMUV3' | 'RISCV' | 'AMDVI' | 'VIRTIO';

/** Where a vIOMMU takes its time from. */
export type ClockKind = 'REAL' | 'VIRTUAL';

/** What the vIOMMU does with the accesses of all its endpoints. */
export type TranslationState = 'ON' | 'BYPASS' | 'OFF';

/** How the vIOMMU ends a group by itself. */
export type AutomaticAction = PageResponseCode | 'UNANSWERED';

/** Why the vIOMMU ends a group by itself, in the order in which the reasons are examined. */
export const ANSWER_STAGES = [
  'translationOff',
  'translationBypass',
  'unknownRequester',
  'contextUnusable',
  'pageRequestsNotAllowed',
  'noDomain',
  'noPageRequests',
  'queueOff',
  'queueFault',
  'allocationFailure',
  'handlerRefusal',
  'overflow',
] as const;

/** A reason for which the vIOMMU ends a group by itself. */
export type AnswerStage = (typeof ANSWER_STAGES)[number];

/** How the vIOMMU ends a group by itself, for each reason. */
export type AutomaticAnswers = Readonly<Record<AnswerStage, AutomaticAction>>;

/** What is checked when an endpoint uses a translated address. */
export type TranslatedRequestCheck = 'GRANTED' | 'CONTEXT' | 'NONE';

/** Behaviour of known software and hardware that a vIOMMU does not have by default. */
export interface Quirks {
  /** Groups are told apart by (endpoint, index) alone (R-PRI-29). */
  readonly mergeByPrgi: boolean;
  /** Answers to groups of an older PRI generation are sent. */
  readonly sendAfterPriOff: boolean;
  /** Without domain or handler every page request is answered, not only the last (R-PAIN-03). */
  readonly answerEveryPage: boolean;
  /** Response Failure for an endpoint with a shared interface is sent as Invalid Request (R-PAIN-02). */
  readonly spareSharedPri: boolean;
}

/** What becomes of an unmap that covers only a part of a mapping. */
export type PartialUnmap = 'REFUSE' | 'SPLIT';

/** The part of the configuration that can change. */
export interface Policy {
  readonly translation: TranslationState;
  readonly pageRequestQueueEnabled: boolean;
  /** Nanoseconds a complete group may stay unanswered; 0n: for ever. */
  readonly pageResponseDeadlineNs: bigint;
  readonly pageResponseDeadlineCode: PageResponseCode;
  readonly automaticAnswers: AutomaticAnswers;
  /** Overflow answers carry the PASID whatever the context says (SMMUv3 IDR0.PPS). */
  readonly pasidAlways: boolean;
  /** As if the queue's memory could not be written. */
  readonly pageRequestQueueFault: boolean;
  /** Bits of a virtual id that the device directory holds, 1..64. */
  readonly virtualIdWidthBits: number;
  readonly translatedRequestCheck: TranslatedRequestCheck;
  readonly quirks: Quirks;
  /** Nanoseconds from sending a device-TLB invalidation to its time-out; not 0n. */
  readonly invalidationTimeoutNs: bigint;
  /** Whether unmap and lowering permissions invalidate by themselves. */
  readonly unmapInvalidates: boolean;
  readonly partialUnmap: PartialUnmap;
  /** Fault events of invalidations that timed out do not tell whose (R-VTD-05). */
  readonly hideInvalidationSource: boolean;
  /** Invalidations of endpoints that are gone make fault events as well. */
  readonly reportGoneInvalidations: boolean;
  /** An endpoint that misses the time-out of an invalidation is cut off. */
  readonly fenceOnTimeout: boolean;
}

/** A change of the policy; undefined fields stay as they are. */
export type PolicyPatch = {
  readonly [K in keyof Omit<Policy, 'automaticAnswers' | 'quirks'>]?: Policy[K] | undefined;
} & {
  readonly automaticAnswers?: { readonly [K in AnswerStage]?: AutomaticAction | undefined } | undefined;
  readonly quirks?: { readonly [K in keyof Quirks]?: boolean | undefined } | undefined;
};

/** A limit of one vIOMMU: its value unless chosen otherwise, what may be chosen, and what is counted. */
export interface LimitSpec {
  /** Undefined: 1. */
  readonly least?: number;
  /** Whether it must be 0, or a power of two from 4. */
  readonly powerOfTwo?: true;
  readonly defaultValue: number;
  readonly maximum: number;
  readonly description: string;
}

/** Limits a vIOMMU can choose, by their names in the contract. */
export const VIOMMU_LIMITS = {
  max_endpoints: { defaultValue: 1024, maximum: 65_536, description: 'endpoints of a vIOMMU' },
  max_domains: { defaultValue: 1024, maximum: 65_536, description: 'domains of a vIOMMU' },
  // 25 to 40 bytes each: 80 MB at the default when all are used.
  max_mappings: { defaultValue: 2_097_152, maximum: 16_777_216, description: 'mappings in all domains of a vIOMMU' },
  page_request_queue_depth: {
    defaultValue: 1024,
    maximum: 65_536,
    description: 'complete, undelivered groups in the queue of one domain',
  },
  // About 100 bytes each with one page: 0.8 MB at the default.
  max_pending_groups: {
    defaultValue: 8192,
    maximum: 1_048_576,
    description: 'complete, unanswered groups of a vIOMMU',
  },
  max_partial_pages: {
    defaultValue: 65_536,
    maximum: 1_048_576,
    description: 'page requests in unclosed groups of a vIOMMU',
  },
  max_pages_per_group: { defaultValue: 512, maximum: 512, description: 'page requests of one group' },
  // About 200 bytes each: 3 MB at the default.
  report_log_depth: { defaultValue: 16_384, maximum: 1_048_576, description: 'reports kept by a vIOMMU' },
  max_outstanding_dma: {
    defaultValue: 256,
    maximum: 4096,
    description: 'unfinished DMA operations of a hosted endpoint',
  },
  max_grants_per_endpoint: {
    defaultValue: 65_536,
    maximum: 1_048_576,
    description: 'pages one endpoint holds translations for',
  },
  max_waiting_invalidations: {
    defaultValue: 4096,
    maximum: 65_536,
    description:
      'device-TLB invalidations of one endpoint that wait for a tag; also fences that wait, with the entries behind them',
  },
  max_pending_groups_per_domain: {
    defaultValue: 8192,
    maximum: 1_048_576,
    description: 'complete, unanswered groups of one domain',
  },
  max_pending_groups_per_endpoint: {
    defaultValue: 8192,
    maximum: 1_048_576,
    description: 'complete, unanswered groups of one endpoint',
  },
  max_partial_pages_per_endpoint: {
    defaultValue: 65_536,
    maximum: 1_048_576,
    description: 'page requests of one endpoint in unclosed groups',
  },
  // 13 bytes each: 13.6 MB at the default when all are used.
  max_open_page_requests: {
    defaultValue: 1_048_576,
    maximum: 16_777_216,
    description: 'page requests in unclosed and in unanswered groups of a vIOMMU',
  },
  violation_log_depth: { defaultValue: 1024, maximum: 65_536, description: 'violations kept by a vIOMMU' },
  max_rules: { defaultValue: 1024, maximum: 65_536, description: 'rules of a vIOMMU' },
  max_delayed_messages: {
    defaultValue: 65_536,
    maximum: 1_048_576,
    description: 'messages that rules of a vIOMMU have delayed',
  },
  iotlb_entries: {
    least: 0,
    powerOfTwo: true,
    defaultValue: 1024,
    maximum: 1_048_576,
    description: 'translations that the IOTLB of a vIOMMU holds',
  },
} as const satisfies Record<string, LimitSpec>;

/** Name of a limit a vIOMMU can choose. */
export type LimitName = keyof typeof VIOMMU_LIMITS;

/** The limits of a vIOMMU in force. */
export type Limits = Readonly<Record<LimitName, number>>;

/** A vIOMMU's configuration, every default filled in. */
export interface ViommuConfig {
  readonly profile: ProfileName;
  readonly clock: ClockKind;
  readonly policy: Policy;
  readonly limits: Limits;
  /** Accesses without attachment pass untranslated. */
  readonly bypassUnattached: boolean;
  /** 12 to what the profile has. */
  readonly iovaWidthBits: number;
  /** 12 to what the profile has. */
  readonly outputWidthBits: number;
  /** Width of the offset in the smallest page of a mapping, 12..30. */
  readonly granuleBits: number;
  /** Pages no domain can map, ascending and apart. */
  readonly reservedRanges: readonly PageRange[];
  /** Of the probabilities of rules, 0..2^64-1. */
  readonly seed: bigint;
  /** Whether the pools of page requests take their memory at once. */
  readonly preallocatePools: boolean;
}

/** The highest incarnation, 2^24-1. */
export const MAX_INCARNATION = 0xff_ffff;

/** Limits that are the same for every batch and message. */
export const MAX_ITEMS = 4096;

/** Counters of groups. accepted = answered + autoAnswered + discarded + pending, at any time. */
export interface QueueStatistics {
  readonly accepted: number;
  readonly answered: number;
  readonly autoAnswered: number;
  readonly discarded: number;
  readonly pending: number;
  readonly undelivered: number;
  readonly pendingHighWater: number;
  readonly partialPages: number;
  readonly droppedPages: number;
  /** Undefined: nothing is pending. */
  readonly oldestPendingAgeNs: bigint | undefined;
  readonly partialPageHighWater: number;
  /** Page requests in unclosed and in unanswered groups. */
  readonly openPages: number;
  readonly openPageHighWater: number;
  readonly undeliveredHighWater: number;
  readonly overflows: number;
  readonly stopMarkers: number;
  readonly violations: number;
  readonly suppressedFaults: number;
}

/** What fell due while time moved. */
export interface TimeFired {
  readonly responseDeadlines: number;
  readonly invalidationTimeouts: number;
  readonly operationTimeouts: number;
  readonly delayedMessages: number;
}

/** What a teardown ended. */
export interface FlushCounts {
  /** Complete groups the vIOMMU answered by itself. */
  readonly autoAnswered: number;
  /** Complete groups that ended without an answer. */
  readonly discarded: number;
  /** Page requests dropped with groups that were not complete. */
  readonly droppedPages: number;
  /** Groups that were not complete. */
  readonly droppedGroups: number;
}

/** Two counts together. */
export function addFlushed(a: FlushCounts, b: FlushCounts): FlushCounts {
  return {
    autoAnswered: a.autoAnswered + b.autoAnswered,
    discarded: a.discarded + b.discarded,
    droppedPages: a.droppedPages + b.droppedPages,
    droppedGroups: a.droppedGroups + b.droppedGroups,
  };
}
