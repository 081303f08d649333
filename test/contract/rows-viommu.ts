import type { Reason } from '../../src/model/errors';
import { listRows, rowsOf, viommuRows, type Row } from './rows';
import { many, U64 } from './world';

const VIRTUAL = { clock: 'CLOCK_KIND_VIRTUAL' };
const create = rowsOf('ViommuService/CreateViommu', { viommuId: 'new' });
const update = rowsOf('ViommuService/UpdateViommu');
const reset = rowsOf('ViommuService/ResetViommu');
const advance = rowsOf('ViommuService/AdvanceTime');

const STAGES = [
  'noDomain',
  'noPageRequests',
  'overflow',
  'translationOff',
  'translationBypass',
  'unknownRequester',
  'contextUnusable',
  'pageRequestsNotAllowed',
  'queueOff',
  'queueFault',
  'allocationFailure',
  'handlerRefusal',
];

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const policies: readonly (readonly [string, object, Reason, string])[] = [
  ['an unknown translation', { translation: 99 }, 'ENUM_VALUE_UNKNOWN', 'translation'],
  ['an unknown deadline code', { pageResponseDeadlineCode: 4 }, 'CODE_INVALID', 'page_response_deadline_code'],
  ...STAGES.map(
    (stage) =>
      [
        `an unknown action for ${stage}`,
        { automaticAnswers: { [stage]: 15 } },
        'ENUM_VALUE_UNKNOWN',
        `automatic_answers.${snakeCase(stage)}`,
      ] as const,
  ),
  ['a negative action', { automaticAnswers: { overflow: -1 } }, 'ENUM_VALUE_UNKNOWN', 'automatic_answers.overflow'],
  ['an unknown check', { translatedRequestCheck: 4 }, 'ENUM_VALUE_UNKNOWN', 'translated_request_check'],
  ['virtual ids of 0 bits', { virtualIdWidthBits: 0 }, 'WIDTH_OUT_OF_RANGE', 'virtual_id_width_bits'],
  ['virtual ids of 65 bits', { virtualIdWidthBits: 65 }, 'WIDTH_OUT_OF_RANGE', 'virtual_id_width_bits'],
  ['an unknown partial unmap', { partialUnmap: 3 }, 'ENUM_VALUE_UNKNOWN', 'partial_unmap'],
  ['no time for invalidations', { invalidationTimeoutNs: 0n }, 'TIMEOUT_INVALID', 'invalidation_timeout_ns'],
];

const LIMITS = [
  'maxPendingGroupsPerDomain',
  'maxPendingGroupsPerEndpoint',
  'maxPartialPagesPerEndpoint',
  'maxOpenPageRequests',
  'violationLogDepth',
];

export const VIOMMU_ROWS: readonly Row[] = [
  create('a space in the id', { viommuId: 'a b' }, 'VIOMMU_ID_INVALID', 'viommu_id'),
  create('an id of 65 characters', { viommuId: 'x'.repeat(65) }, 'VIOMMU_ID_INVALID', 'viommu_id'),
  create('an id that is taken', { viommuId: 'vm' }, 'VIOMMU_EXISTS', 'viommu_id'),
  create('another id as metadata', {}, 'VIOMMU_ID_CONFLICT', 'viommu_id', { router: 'vm' }),
  create('a request_id of 65 characters', { requestId: 'x'.repeat(65) }, 'REQUEST_ID_INVALID', 'request_id'),
  create('an unknown profile', { config: { profile: 77 } }, 'ENUM_VALUE_UNKNOWN', 'config.profile'),
  create('an unknown clock', { config: { clock: 3 } }, 'ENUM_VALUE_UNKNOWN', 'config.clock'),
  create(
    'a limit of 0',
    { config: { limits: { maxEndpoints: 0 } } },
    'LIMIT_OUT_OF_RANGE',
    'config.limits.max_endpoints',
  ),
  create(
    'a limit of 2^64-1',
    { config: { limits: { maxMappings: U64 } } },
    'LIMIT_OUT_OF_RANGE',
    'config.limits.max_mappings',
  ),
  create(
    'a limit above its maximum',
    { config: { limits: { maxPagesPerGroup: 513 } } },
    'LIMIT_OUT_OF_RANGE',
    'config.limits.max_pages_per_group',
  ),
  ...LIMITS.flatMap((limit) =>
    [0n, U64].map((value) =>
      create(
        `${limit} of ${value}`,
        { config: { limits: { [limit]: value } } },
        'LIMIT_OUT_OF_RANGE',
        `config.limits.${snakeCase(limit)}`,
      ),
    ),
  ),
  create('11 bits', { config: { iovaWidthBits: 11 } }, 'WIDTH_OUT_OF_RANGE', 'config.iova_width_bits'),
  create('65 bits', { config: { outputWidthBits: 65 } }, 'WIDTH_OUT_OF_RANGE', 'config.output_width_bits'),
  create(
    'an incarnation in real time',
    { config: { incarnation: 1 } },
    'INCARNATION_NOT_ALLOWED',
    'config.incarnation',
  ),
  create('incarnation 0', { config: { ...VIRTUAL, incarnation: 0 } }, 'INCARNATION_OUT_OF_RANGE', 'config.incarnation'),
  create(
    'incarnation 2^24',
    { config: { ...VIRTUAL, incarnation: 2 ** 24 } },
    'INCARNATION_OUT_OF_RANGE',
    'config.incarnation',
  ),
  ...policies.map(([name, policy, reason, field]) =>
    create(name, { config: { policy } }, reason, `config.policy.${field}`),
  ),
  ...viommuRows('ViommuService/GetViommu', false),
  ...listRows('ViommuService/ListViommus', {}),
  ...viommuRows('ViommuService/UpdateViommu', true),
  ...policies.map(([name, policy, reason, field]) => update(name, { policy }, reason, `policy.${field}`)),
  ...viommuRows('ViommuService/DeleteViommu', true),
  ...viommuRows('ViommuService/ResetViommu', true),
  reset('an incarnation in real time', { viommuId: 'real', incarnation: 5 }, 'INCARNATION_NOT_ALLOWED', 'incarnation'),
  reset('incarnation 0', { incarnation: 0 }, 'INCARNATION_OUT_OF_RANGE', 'incarnation'),
  reset('incarnation 2^32-1', { incarnation: 2 ** 32 - 1 }, 'INCARNATION_OUT_OF_RANGE', 'incarnation'),
  ...viommuRows('ViommuService/AdvanceTime', true).map((row) => ({
    ...row,
    request: { advanceNs: 1n, ...row.request },
  })),
  advance('no target', {}, 'TIME_REQUIRED', 'target'),
  advance('a real clock', { viommuId: 'real', advanceNs: 1n }, 'CLOCK_NOT_VIRTUAL'),
  advance('the past', { untilNs: 999n }, 'TIME_NOT_FORWARD', 'until_ns'),
  advance('beyond 2^64-1', { advanceNs: U64 }, 'TIME_NOT_FORWARD', 'advance_ns'),
  advance(
    '4097 barriers',
    { advanceNs: 1n, afterBarrierEndpointIds: many(4097, 3) },
    'TOO_MANY_ITEMS',
    'after_barrier_endpoint_ids',
  ),
  advance('a barrier nowhere', { advanceNs: 1n, afterBarrierEndpointIds: [999] }, 'ENDPOINT_NOT_FOUND'),
  advance('a barrier of a hosted endpoint', { advanceNs: 1n, afterBarrierEndpointIds: [1] }, 'ENDPOINT_NOT_EXTERNAL'),
  advance('a barrier without a model', { advanceNs: 1n, afterBarrierEndpointIds: [3] }, 'ENDPOINT_DISCONNECTED'),
  advance('the past and a barrier', { untilNs: 999n, afterBarrierEndpointIds: [3] }, 'TIME_NOT_FORWARD', 'until_ns'),
  rowsOf('ViommuService/GetInfo', {})('the wrong listener', {}, 'METHOD_NOT_ALLOWED_HERE', undefined, { device: true }),
];
