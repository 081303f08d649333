import type { PageResponseCode } from './page-request';

/** Which architecture's behaviour a vIOMMU shows. */
export type ProfileName = 'GENERIC';

/** Where a vIOMMU takes its time from. */
export type ClockKind = 'REAL' | 'VIRTUAL';

/** What the vIOMMU does with the accesses of all its endpoints. */
export type TranslationState = 'ON' | 'BYPASS' | 'OFF';

/** Which code the vIOMMU answers with when nobody can. */
export interface AutomaticAnswers {
  readonly noDomain: PageResponseCode;
  readonly noPageRequests: PageResponseCode;
  readonly overflow: PageResponseCode;
}

/** The part of the configuration that can change. */
export interface Policy {
  readonly translation: TranslationState;
  readonly pageRequestQueueEnabled: boolean;
  /** Nanoseconds a complete group may stay unanswered; 0n: for ever. */
  readonly pageResponseDeadlineNs: bigint;
  readonly pageResponseDeadlineCode: PageResponseCode;
  readonly automaticAnswers: AutomaticAnswers;
  /** Nanoseconds from sending a device-TLB invalidation to its time-out; not 0n. */
  readonly invalidationTimeoutNs: bigint;
  /** Whether unmap and lowering permissions invalidate by themselves. */
  readonly unmapInvalidates: boolean;
}

/** A change of the policy; undefined fields stay as they are. */
export type PolicyPatch = {
  readonly [K in keyof Omit<Policy, 'automaticAnswers'>]?: Policy[K] | undefined;
} & {
  readonly automaticAnswers?: { readonly [K in keyof AutomaticAnswers]?: AutomaticAnswers[K] | undefined } | undefined;
};

/** A limit of one vIOMMU: its value unless chosen otherwise, the most that may be chosen, and what is counted. */
export interface LimitSpec {
  readonly defaultValue: number;
  readonly maximum: number;
  readonly description: string;
}

/** Limits a vIOMMU can choose, by their names in the contract. The least of each is 1. */
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
    description: 'device-TLB invalidations of one endpoint that wait for a tag',
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
  /** 12..64. */
  readonly iovaWidthBits: number;
  /** 12..64. */
  readonly outputWidthBits: number;
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
}
