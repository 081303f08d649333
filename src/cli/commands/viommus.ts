/** `viommuctl viommu …`. */
import type { ViommuPolicyInput } from '../../../clients/typescript';
import { command, EXIT, group } from '../command';
import { details } from '../details';
import { parseDuration, parseGranule, parseMilliseconds, parseRange, parseU32, parseU64 } from '../numbers';
import { requestId, viommuId } from '../options';
import { asText, flag, optional, repeated, type Values } from '../parameters';
import { firedText } from '../operations';
import { teardownText } from '../results';
import { seconds, short } from '../text';
import { UsageError } from '../usage-error';
import {
  ACTION_WORDS,
  choice,
  parseLimit,
  parseQuirk,
  parseSettingCode,
  parseStageAction,
  parseSwitch,
  QUIRK_WORDS,
  spelling,
  STAGE_WORDS,
} from '../words';

const CODES = 'success, invalid or failure';

const PROFILES = ['GENERIC', 'VTD', 'SMMUV3', 'RISCV', 'AMDVI', 'VIRTIO'] as const;

const policyOptions = {
  translation: optional('STATE', 'on, bypass or off', choice('TRANSLATION_STATE_', ['ON', 'BYPASS', 'OFF'])),
  pageRequestQueue: optional('on|off', 'whether page requests are queued at all', parseSwitch),
  pageRequestQueueFault: optional('on|off', "as if the queue's memory could not be written", parseSwitch),
  pageResponseDeadline: optional('TIME', 'how long a group may stay unanswered; 0: for ever', parseDuration),
  deadlineCode: optional('CODE', `the answer to a group past the deadline: ${CODES}`, parseSettingCode),
  answer: repeated(
    'STAGE=ACTION',
    `how groups end that nobody can answer; STAGE: ${STAGE_WORDS}; ACTION: ${ACTION_WORDS}`,
    parseStageAction,
  ),
  pasidAlways: optional('on|off', 'whether overflow answers always carry the PASID; profile smmuv3', parseSwitch),
  invalidationTimeout: optional('TIME', 'the hardware limit of a device-TLB invalidation', parseDuration),
  unmapInvalidates: optional('on|off', 'whether unmap invalidates by itself', parseSwitch),
  virtualIdWidth: optional('BITS', 'width of the virtual ids the device directory holds, 1 to 64', parseU32),
  translatedCheck: optional(
    'CHECK',
    'what is checked of a translated access: granted (default), context or none',
    choice('TRANSLATED_REQUEST_CHECK_', ['GRANTED', 'CONTEXT', 'NONE']),
  ),
  partialUnmap: optional(
    'WHAT',
    'what becomes of an unmap that covers only a part of a mapping: refuse (default) or split',
    choice('PARTIAL_UNMAP_', ['REFUSE', 'SPLIT']),
  ),
  fenceOnTimeout: optional('on|off', 'whether an endpoint that misses a time-out is cut off', parseSwitch),
  hideInvalidationSource: optional('on|off', 'whether time-out events do not tell whose they are', parseSwitch),
  reportGone: optional('on|off', 'whether an invalidation of an endpoint that is gone makes an event', parseSwitch),
  quirk: repeated('NAME', `behaviour of known software and hardware: ${QUIRK_WORDS}; NAME=off ends it`, parseQuirk),
};

function policyOf(options: Values<typeof policyOptions>): ViommuPolicyInput {
  const { answer, pasidAlways, quirk } = options;
  const answers = [...answer, ...(pasidAlways === undefined ? [] : [{ pasidAlways }])];
  return {
    translation: options.translation,
    pageRequestQueueEnabled: options.pageRequestQueue,
    pageRequestQueueFault: options.pageRequestQueueFault,
    pageResponseDeadlineNs: options.pageResponseDeadline,
    pageResponseDeadlineCode: options.deadlineCode,
    automaticAnswers: merged(answers),
    invalidationTimeoutNs: options.invalidationTimeout,
    unmapInvalidates: options.unmapInvalidates,
    virtualIdWidthBits: options.virtualIdWidth,
    translatedRequestCheck: options.translatedCheck,
    partialUnmap: options.partialUnmap,
    fenceOnTimeout: options.fenceOnTimeout,
    hideInvalidationSource: options.hideInvalidationSource,
    reportGoneInvalidations: options.reportGone,
    quirks: merged(quirk),
  };
}

/** Parts of one message as one; none when there are no parts. */
function merged<Message extends object>(parts: readonly Message[]): Message | undefined {
  return parts.length === 0 ? undefined : (Object.assign({}, ...parts) as Message);
}

const incarnation = optional('NUMBER', 'the incarnation to begin; only with a virtual clock', parseU32);

const create = command({
  name: 'create',
  summary: 'creates a vIOMMU',
  args: { id: optional('ID', 'its id; default: that of --viommu or VIOMMU_ID, else the server chooses', asText) },
  options: {
    profile: optional('PROFILE', PROFILES.map(spelling).join(', '), choice('PROFILE_', PROFILES)),
    clock: optional('KIND', 'real or virtual', choice('CLOCK_KIND_', ['REAL', 'VIRTUAL'])),
    incarnation,
    ...policyOptions,
    limit: repeated('NAME=VALUE', 'a limit, as in max_domains=16 or iotlb_entries=0; may be repeated', parseLimit),
    bypassUnattached: flag('let accesses of endpoints without attachment pass untranslated'),
    iovaWidth: optional('BITS', "width of an IOVA, from 12; default and most: the profile's", parseU32),
    outputWidth: optional('BITS', "width of an output address, from 12; default and most: the profile's", parseU32),
    granule: optional('LENGTH', 'the smallest page, 4K (default) to 1G', parseGranule),
    reserve: repeated('RANGE', 'IOVAs that no domain can map; may be repeated', parseRange),
    deleteAfterIdle: optional('TIME', 'delete it after this long without a call or an open stream', parseMilliseconds),
    seed: optional('NUMBER', 'what the probabilities of rules are drawn from; default 0', parseU64),
    preallocatePools: flag('take the memory of the page-request pools at once'),
    requestId,
  },
  async run({ client, call, output, viommuIfAny }, { id }, options) {
    const limits = Object.fromEntries(options.limit.map(({ name, value }) => [name, value]));
    const { viommu } = await client.viommus.create(
      {
        viommuId: viommuIfAny(id),
        requestId: options.requestId,
        config: {
          profile: options.profile,
          clock: options.clock,
          incarnation: options.incarnation,
          policy: policyOf(options),
          limits,
          bypassUnattached: options.bypassUnattached,
          iovaWidthBits: options.iovaWidth,
          outputWidthBits: options.outputWidth,
          granuleBits: options.granule,
          reservedIovaRanges: options.reserve,
          deleteAfterIdleMs: options.deleteAfterIdle,
          seed: options.seed,
          preallocatePools: options.preallocatePools,
        },
      },
      call,
    );
    output.message(viommu);
    return EXIT.ok;
  },
});

const get = command({
  name: 'get',
  summary: 'shows a vIOMMU',
  args: { id: viommuId },
  options: {},
  async run({ client, call, output, viommu }, { id }) {
    output.message((await client.viommus.get({ viommuId: viommu(id) }, call)).viommu);
    return EXIT.ok;
  },
});

const list = command({
  name: 'list',
  summary: 'lists the vIOMMUs of the server',
  args: {},
  options: {},
  async run({ client, call, output }) {
    await output.list(client.viommus.list({}, call), [
      ['ID', (viommu) => viommu.viommuId],
      ['PROFILE', (viommu) => short(viommu.config?.profile ?? '')],
      ['INCARNATION', (viommu) => viommu.incarnation],
      ['CLOCK', (viommu) => short(viommu.config?.clock ?? '')],
      ['TIME', (viommu) => seconds(viommu.timeNs)],
      ['ENDPOINTS', (viommu) => viommu.endpointCount],
      ['DOMAINS', (viommu) => viommu.domainCount],
      ['MAPPINGS', (viommu) => viommu.mappingCount],
      ['PENDING', (viommu) => viommu.pendingGroupCount],
    ]);
    return EXIT.ok;
  },
});

const update = command({
  name: 'update',
  summary: 'changes the policy of a vIOMMU; what is not given stays as it is',
  args: { id: viommuId },
  options: { ...policyOptions, requestId },
  async run({ client, call, output, viommu }, { id }, options) {
    const request = { viommuId: viommu(id), requestId: options.requestId, policy: policyOf(options) };
    output.message((await client.viommus.update(request, call)).viommu);
    return EXIT.ok;
  },
});

const remove = command({
  name: 'delete',
  summary: 'deletes a vIOMMU with everything in it',
  args: { id: viommuId },
  options: { requestId },
  async run({ client, call, output, viommu }, { id }, options) {
    const request = { viommuId: viommu(id), requestId: options.requestId };
    const response = await client.viommus.delete(request, call);
    output.result(response, () => [`deleted ${request.viommuId}`, ...teardownText(response)]);
    return EXIT.ok;
  },
});

const reset = command({
  name: 'reset',
  summary: 'resets a vIOMMU: domains and mappings go, endpoints and guest memory stay',
  args: { id: viommuId },
  options: { incarnation, requestId },
  async run({ client, call, output, viommu }, { id }, options) {
    const request = { viommuId: viommu(id), requestId: options.requestId, incarnation: options.incarnation };
    const response = await client.viommus.reset(request, call);
    output.result(response, () => [...details(response.viommu), ...teardownText(response)]);
    return EXIT.ok;
  },
});

const advance = command({
  name: 'advance',
  summary: 'moves a virtual clock forward',
  args: { id: viommuId },
  options: {
    by: optional('TIME', 'how far, as in 90s', parseDuration),
    until: optional('TIME', "to which time of the vIOMMU's clock", parseDuration),
    afterBarriers: repeated('ENDPOINT', 'external endpoint whose device model must have caught up first', parseU32),
    requestId,
  },
  async run({ client, call, output, viommu }, { id }, options) {
    const { by, until, afterBarriers } = options;
    if ((by === undefined) === (until === undefined)) throw new UsageError('give --by TIME or --until TIME');
    const request = { viommuId: viommu(id), requestId: options.requestId, advanceNs: by, untilNs: until };
    const wanted = { ...request, afterBarrierEndpointIds: afterBarriers };
    const response = await client.viommus.advanceTime(wanted, call);
    const fired = response.fired ? firedText(response.fired) : undefined;
    output.result(response, () => [seconds(response.timeNs), ...(fired === undefined ? [] : [fired])]);
    return EXIT.ok;
  },
});

/** Creates and keeps vIOMMUs. */
export const viommu = group('viommu', 'creates and keeps vIOMMUs', [create, get, list, update, remove, reset, advance]);
