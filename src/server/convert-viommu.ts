/** vIOMMUs between the contract and the model. */
import type { AutomaticAnswers as AnswersMessage, AutomaticAnswers__Output } from '../gen/viommu/v1/AutomaticAnswers';
import type { LimitInfo } from '../gen/viommu/v1/LimitInfo';
import type { PageRequestQuirks__Output } from '../gen/viommu/v1/PageRequestQuirks';
import type { Viommu } from '../gen/viommu/v1/Viommu';
import type { ViommuConfig as ConfigMessage, ViommuConfig__Output } from '../gen/viommu/v1/ViommuConfig';
import type { ViommuLimits, ViommuLimits__Output } from '../gen/viommu/v1/ViommuLimits';
import type { ViommuPolicy, ViommuPolicy__Output } from '../gen/viommu/v1/ViommuPolicy';
import {
  ANSWER_STAGES,
  type AutomaticAnswers,
  type LimitName,
  type LimitSpec,
  type Limits,
  type Policy,
  type PolicyPatch,
  type ViommuConfig,
} from '../model/viommu';
import type { ViommuRequest, ViommuView } from '../session';
import { fromAction, fromCode, fromEnum, toCode } from './convert';
import { fromRanges, MAX_RESERVED_RANGES, toPageRanges } from './convert-range';

/** The limits a vIOMMU can choose, by their names in decoded messages. */
const LIMIT_FIELDS = {
  max_endpoints: 'maxEndpoints',
  max_domains: 'maxDomains',
  max_mappings: 'maxMappings',
  page_request_queue_depth: 'pageRequestQueueDepth',
  max_pending_groups: 'maxPendingGroups',
  max_partial_pages: 'maxPartialPages',
  max_pages_per_group: 'maxPagesPerGroup',
  report_log_depth: 'reportLogDepth',
  max_outstanding_dma: 'maxOutstandingDma',
  max_grants_per_endpoint: 'maxGrantsPerEndpoint',
  max_waiting_invalidations: 'maxWaitingInvalidations',
  max_pending_groups_per_domain: 'maxPendingGroupsPerDomain',
  max_pending_groups_per_endpoint: 'maxPendingGroupsPerEndpoint',
  max_partial_pages_per_endpoint: 'maxPartialPagesPerEndpoint',
  max_open_page_requests: 'maxOpenPageRequests',
  violation_log_depth: 'violationLogDepth',
  iotlb_entries: 'iotlbEntries',
  max_rules: 'maxRules',
  max_delayed_messages: 'maxDelayedMessages',
} as const satisfies Record<LimitName, keyof ViommuLimits__Output>;

const LIMITS = Object.entries(LIMIT_FIELDS) as [LimitName, (typeof LIMIT_FIELDS)[LimitName]][];

/** What a vIOMMU is to be. */
export function fromViommuConfig(config: ViommuConfig__Output | null): ViommuRequest {
  if (config === null) return {};
  return {
    profile: fromEnum('PROFILE_', config.profile, 'config.profile'),
    clock: fromEnum('CLOCK_KIND_', config.clock, 'config.clock'),
    incarnation: config.incarnation,
    policy: fromPolicy(config.policy, 'config.policy'),
    limits: fromLimits(config.limits),
    bypassUnattached: config.bypassUnattached,
    iovaWidthBits: config.iovaWidthBits,
    outputWidthBits: config.outputWidthBits,
    deleteAfterIdleMs: config.deleteAfterIdleMs,
    preallocatePools: config.preallocatePools,
    granuleBits: config.granuleBits,
    seed: config.seed,
    reservedRanges: fromRanges(config.reservedIovaRanges, 'config.reserved_iova_ranges', MAX_RESERVED_RANGES),
  };
}

function fromLimits(limits: ViommuLimits__Output | null): { [K in LimitName]?: bigint | undefined } {
  return Object.fromEntries(LIMITS.map(([name, field]) => [name, limits?.[field]]));
}

/**
 * A change of the policy.
 *
 * @param policy absent: nothing is to change
 * @param field its path
 */
export function fromPolicy(policy: ViommuPolicy__Output | null, field: string): PolicyPatch {
  if (policy === null) return {};
  return {
    translation: fromEnum('TRANSLATION_STATE_', policy.translation, `${field}.translation`),
    pageRequestQueueEnabled: policy.pageRequestQueueEnabled,
    pageRequestQueueFault: policy.pageRequestQueueFault,
    pageResponseDeadlineNs: policy.pageResponseDeadlineNs,
    pageResponseDeadlineCode: fromCode(policy.pageResponseDeadlineCode, `${field}.page_response_deadline_code`),
    automaticAnswers: fromAutomaticAnswers(policy.automaticAnswers, `${field}.automatic_answers`),
    pasidAlways: policy.automaticAnswers?.pasidAlways,
    virtualIdWidthBits: policy.virtualIdWidthBits,
    translatedRequestCheck: fromEnum(
      'TRANSLATED_REQUEST_CHECK_',
      policy.translatedRequestCheck,
      `${field}.translated_request_check`,
    ),
    quirks: fromQuirks(policy.quirks),
    invalidationTimeoutNs: policy.invalidationTimeoutNs,
    unmapInvalidates: policy.unmapInvalidates,
    partialUnmap: fromEnum('PARTIAL_UNMAP_', policy.partialUnmap, `${field}.partial_unmap`),
    hideInvalidationSource: policy.hideInvalidationSource,
    reportGoneInvalidations: policy.reportGoneInvalidations,
    fenceOnTimeout: policy.fenceOnTimeout,
  };
}

/** The stages have the same names in the model and in decoded messages. */
function fromAutomaticAnswers(
  answers: AutomaticAnswers__Output | null,
  field: string,
): PolicyPatch['automaticAnswers'] {
  if (answers === null) return undefined;
  return Object.fromEntries(
    ANSWER_STAGES.map((stage) => [stage, fromAction(answers[stage], `${field}.${snakeCase(stage)}`)]),
  );
}

function fromQuirks(quirks: PageRequestQuirks__Output | null): PolicyPatch['quirks'] {
  if (quirks === null) return undefined;
  const { mergeByPrgi, sendAfterPriOff, answerEveryPage, spareSharedPri } = quirks;
  return { mergeByPrgi, sendAfterPriOff, answerEveryPage, spareSharedPri };
}

/** A field's name in the contract's spelling. */
function snakeCase(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A vIOMMU, for the wire. */
export function toViommu(view: ViommuView): Viommu {
  return {
    viommuId: view.viommuId,
    config: toViommuConfig(view.config, view.deleteAfterIdleMs),
    incarnation: view.incarnation,
    timeNs: view.timeNs,
    endpointCount: view.endpointCount,
    domainCount: view.domainCount,
    mappingCount: view.mappingCount,
    pendingGroupCount: view.pendingGroupCount,
    nextSequence: view.nextSequence,
  };
}

function toViommuConfig(config: ViommuConfig, deleteAfterIdleMs: bigint): ConfigMessage {
  return {
    profile: `PROFILE_${config.profile}`,
    clock: `CLOCK_KIND_${config.clock}`,
    policy: toPolicy(config.policy),
    limits: toLimits(config.limits),
    bypassUnattached: config.bypassUnattached,
    iovaWidthBits: config.iovaWidthBits,
    outputWidthBits: config.outputWidthBits,
    deleteAfterIdleMs,
    preallocatePools: config.preallocatePools,
    granuleBits: config.granuleBits,
    seed: config.seed,
    reservedIovaRanges: toPageRanges(config.reservedRanges),
  };
}

function toPolicy(policy: Policy): ViommuPolicy {
  return {
    translation: `TRANSLATION_STATE_${policy.translation}`,
    pageRequestQueueEnabled: policy.pageRequestQueueEnabled,
    pageRequestQueueFault: policy.pageRequestQueueFault,
    pageResponseDeadlineNs: policy.pageResponseDeadlineNs,
    pageResponseDeadlineCode: toCode(policy.pageResponseDeadlineCode),
    automaticAnswers: { ...toAutomaticAnswers(policy.automaticAnswers), pasidAlways: policy.pasidAlways },
    virtualIdWidthBits: policy.virtualIdWidthBits,
    translatedRequestCheck: `TRANSLATED_REQUEST_CHECK_${policy.translatedRequestCheck}`,
    quirks: policy.quirks,
    invalidationTimeoutNs: policy.invalidationTimeoutNs,
    unmapInvalidates: policy.unmapInvalidates,
    partialUnmap: `PARTIAL_UNMAP_${policy.partialUnmap}`,
    hideInvalidationSource: policy.hideInvalidationSource,
    reportGoneInvalidations: policy.reportGoneInvalidations,
    fenceOnTimeout: policy.fenceOnTimeout,
  };
}

function toAutomaticAnswers(answers: AutomaticAnswers): AnswersMessage {
  return Object.fromEntries(ANSWER_STAGES.map((stage) => [stage, `AUTOMATIC_ACTION_${answers[stage]}`]));
}

function toLimits(limits: Limits): ViommuLimits {
  return Object.fromEntries(LIMITS.map(([name, field]) => [field, limits[name]]));
}

/** Limits as `GetInfo` lists them. */
export function toLimitInfos(limits: Readonly<Record<string, LimitSpec>>): LimitInfo[] {
  return Object.entries(limits).map(([name, { defaultValue, maximum, description }]) => ({
    name,
    defaultValue,
    maximum,
    description,
  }));
}
