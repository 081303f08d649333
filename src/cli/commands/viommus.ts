/** `viommuctl viommu …`. */
import type { ViommuPolicyInput } from '../../../clients/typescript';
import { command, EXIT, group } from '../command';
import { parseDuration, parseMilliseconds, parseU32 } from '../numbers';
import { requestId, viommuId } from '../options';
import { asText, flag, optional, repeated, type Values } from '../parameters';
import { seconds, short } from '../text';
import { UsageError } from '../usage-error';
import { choice, parseLimit, parseSettingCode, parseSwitch } from '../words';

const CODES = 'success, invalid or failure';

const policyOptions = {
  translation: optional('STATE', 'on, bypass or off', choice('TRANSLATION_STATE_', ['ON', 'BYPASS', 'OFF'])),
  pageRequestQueue: optional('on|off', 'whether page requests are queued at all', parseSwitch),
  pageResponseDeadline: optional('TIME', 'how long a group may stay unanswered; 0: for ever', parseDuration),
  deadlineCode: optional('CODE', `the answer to a group past the deadline: ${CODES}`, parseSettingCode),
  answerNoDomain: optional('CODE', `the answer when there is no domain: ${CODES}`, parseSettingCode),
  answerNoPageRequests: optional(
    'CODE',
    `the answer when the domain takes no page requests: ${CODES}`,
    parseSettingCode,
  ),
  answerOverflow: optional('CODE', `the answer when a queue is full: ${CODES}`, parseSettingCode),
  invalidationTimeout: optional('TIME', 'the hardware limit of a device-TLB invalidation', parseDuration),
  unmapInvalidates: optional('on|off', 'whether unmap invalidates by itself', parseSwitch),
};

function policyOf(options: Values<typeof policyOptions>): ViommuPolicyInput {
  const { answerNoDomain, answerNoPageRequests, answerOverflow } = options;
  const answers = { noDomain: answerNoDomain, noPageRequests: answerNoPageRequests, overflow: answerOverflow };
  return {
    translation: options.translation,
    pageRequestQueueEnabled: options.pageRequestQueue,
    pageResponseDeadlineNs: options.pageResponseDeadline,
    pageResponseDeadlineCode: options.deadlineCode,
    automaticAnswers: Object.values(answers).some((code) => code !== undefined) ? answers : undefined,
    invalidationTimeoutNs: options.invalidationTimeout,
    unmapInvalidates: options.unmapInvalidates,
  };
}

const incarnation = optional('NUMBER', 'the incarnation to begin; only with a virtual clock', parseU32);

const create = command({
  name: 'create',
  summary: 'creates a vIOMMU',
  args: { id: optional('ID', 'its id; default: that of --viommu or VIOMMU_ID, else the server chooses', asText) },
  options: {
    profile: optional('PROFILE', 'generic', choice('PROFILE_', ['GENERIC'])),
    clock: optional('KIND', 'real or virtual', choice('CLOCK_KIND_', ['REAL', 'VIRTUAL'])),
    incarnation,
    ...policyOptions,
    limit: repeated('NAME=VALUE', 'a limit, as in max_domains=16', parseLimit),
    bypassUnattached: flag('let accesses of endpoints without attachment pass untranslated'),
    iovaWidth: optional('BITS', 'width of an IOVA, 12 to 64', parseU32),
    outputWidth: optional('BITS', 'width of an output address, 12 to 64', parseU32),
    deleteAfterIdle: optional('TIME', 'delete it after this long without a call or an open stream', parseMilliseconds),
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
          deleteAfterIdleMs: options.deleteAfterIdle,
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
    output.result(await client.viommus.delete(request, call), () => [`deleted ${request.viommuId}`]);
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
    output.message((await client.viommus.reset(request, call)).viommu);
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
    requestId,
  },
  async run({ client, call, output, viommu }, { id }, options) {
    const { by, until } = options;
    if ((by === undefined) === (until === undefined)) throw new UsageError('give --by TIME or --until TIME');
    const request = { viommuId: viommu(id), requestId: options.requestId, advanceNs: by, untilNs: until };
    const response = await client.viommus.advanceTime(request, call);
    output.result(response, () => [seconds(response.timeNs)]);
    return EXIT.ok;
  },
});

/** Creates and keeps vIOMMUs. */
export const viommu = group('viommu', 'creates and keeps vIOMMUs', [create, get, list, update, remove, reset, advance]);
