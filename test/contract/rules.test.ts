/** Rules over the wire: the same seed and the same script have the same reports; and batches of typed invalidations. */
import { cleanUp } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { PAGE, pages, RW, startWorld, type Json, type World } from './world';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(cleanUp);

const HOSTED = 1;
const EXTERNAL = 2;
const MILLION = 1_000_000;

/** Half of what endpoint 1 accesses faults; what endpoint 2 asks for comes late or never, and is answered wrongly. */
const RULES: readonly Json[] = [
  {
    name: 'half',
    match: { event: 'RULE_EVENT_ACCESS', endpointId: HOSTED, range: { first: 0n, last: 10n * PAGE } },
    trigger: { probabilityMillionths: MILLION / 2 },
    fault: { reason: 'FAULT_REASON_BLOCKED' },
    expectation: { minHits: 1n, maxHits: 18n },
  },
  {
    match: { event: 'RULE_EVENT_PAGE_REQUEST', endpointId: EXTERNAL },
    trigger: { probabilityMillionths: MILLION / 3 },
    delay: { delayNs: 7n },
  },
  {
    match: { event: 'RULE_EVENT_PAGE_REQUEST', withoutPasid: true },
    trigger: { skip: 2n, every: 5n },
    drop: {},
  },
  {
    match: { event: 'RULE_EVENT_PAGE_RESPONSE', code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' },
    trigger: { every: 4n },
    answer: { rawCode: 0 },
  },
  {
    match: { event: 'RULE_EVENT_INVALIDATION_COMPLETION' },
    trigger: { every: 3n },
    completeWrongly: { itagOffset: 31, completionCount: 2 },
  },
];

/** Plays the script in a vIOMMU of its own; returns everything in its report log, and its rules. */
async function play(viommuId: string, seed: bigint): Promise<{ log: string[]; rules: Json[] }> {
  const vm = { viommuId };
  const must = (rpc: string, request: Json) => world.must(rpc, { ...vm, ...request });
  const config = { clock: 'CLOCK_KIND_VIRTUAL', incarnation: 5, seed };
  await must('ViommuService/CreateViommu', { config });
  await must('EndpointService/CreateEndpoint', { endpointId: HOSTED, config: {} });
  const external = { backend: 'ENDPOINT_BACKEND_EXTERNAL', ats: {}, pri: {} };
  await must('EndpointService/CreateEndpoint', { endpointId: EXTERNAL, config: external });
  await must('DomainService/CreateDomain', { domainId: 1, pageRequests: true });
  for (const endpointId of [HOSTED, EXTERNAL]) await must('DomainService/Attach', { endpointId, domainId: 1 });
  const item = { range: pages(0n, 100n), outputAddress: 0n, permissions: RW };
  await must('DomainService/Map', { domainId: 1, items: [item] });
  const model = RawStream.channel(world, 'EndpointChannel');
  model.send({ endpointId: EXTERNAL, hello: { ...vm, reset: {} } });
  await model.next('opened');
  await must('EndpointService/UpdateEndpoint', { endpointId: EXTERNAL, atsEnabled: true });
  await must('EndpointService/EnablePri', { endpointId: EXTERNAL });
  await must('RuleService/AddRules', { rules: RULES });
  let completed = 0;
  for (let round = 0; round < 20; round += 1) {
    const iova = BigInt(round % 10) * PAGE;
    await must('EndpointService/IssueDma', { endpointId: HOSTED, iova, read: { lengthBytes: 1 } });
    const entries = [{ deviceTlb: { endpointId: EXTERNAL, range: pages(BigInt(round)) } }];
    const invalidated = must('InvalidationService/Invalidate', { entries, invalidationTimeoutNs: 50n });
    await model.next('invalidationRequest', round + 1);
    const moving = must('ViommuService/AdvanceTime', { advanceNs: 5n, afterBarrierEndpointIds: [EXTERNAL] });
    const { tag } = await model.next('barrier', round + 1);
    // Everything that the endpoint was sent came before the barrier.
    const sent = model.arm('invalidationRequest');
    const items = [{ iova, permissions: RW, prgi: round, last: true }];
    model.send({ endpointId: EXTERNAL, pageRequests: { items } });
    for (const { itag } of sent.slice(completed)) {
      model.send({ endpointId: EXTERNAL, invalidationCompletion: { itags: [itag] } });
    }
    completed = sent.length;
    model.send({ endpointId: EXTERNAL, barrierReached: { tag } });
    await moving;
    const { groups } = (await must('FaultService/ListPageRequestGroups', {})) as { groups: { group: Json }[] };
    const responses = groups.map(({ group }) => ({ groupCookie: group['groupCookie'], code: 2 }));
    if (responses.length > 0) await must('FaultService/RespondToPageRequests', { responses });
    void invalidated.catch(() => undefined);
  }
  await loseTouch(must, model);
  const { viommu } = (await must('ViommuService/GetViommu', {})) as { viommu: { nextSequence: bigint } };
  const log = await logOf(viommuId, viommu.nextSequence);
  const { rules } = (await must('RuleService/ListRules', {})) as { rules: Json[] };
  return { log, rules };
}

/** The model misses a time-out behind which a fence waits, is cut off, and comes back; a link goes down and up. */
async function loseTouch(must: (rpc: string, request: Json) => Promise<unknown>, model: RawStream): Promise<void> {
  await must('ViommuService/UpdateViommu', { policy: { fenceOnTimeout: true, reportGoneInvalidations: true } });
  const entries = [{ deviceTlb: { endpointId: EXTERNAL } }, { fence: {} }, { deviceTlb: { endpointId: EXTERNAL } }];
  const sent = model.arm('invalidationRequest').length;
  const invalidated = must('InvalidationService/Invalidate', { entries, invalidationTimeoutNs: 50n });
  await model.next('invalidationRequest', sent + 1);
  const barriers = model.arm('barrier').length;
  const moving = must('ViommuService/AdvanceTime', { advanceNs: 60n, afterBarrierEndpointIds: [EXTERNAL] });
  const { tag } = await model.next('barrier', barriers + 1);
  model.send({ endpointId: EXTERNAL, barrierReached: { tag } });
  await Promise.all([moving, invalidated]);
  await must('EndpointService/SetLink', { endpointId: HOSTED, down: true });
  await must('EndpointService/SetLink', { endpointId: HOSTED, down: false });
  await must('EndpointService/ResetFunction', { endpointId: EXTERNAL });
  await must('EndpointService/SurpriseRemove', { endpointId: HOSTED });
}

/** Every report of a vIOMMU, as text. */
async function logOf(viommuId: string, nextSequence: bigint): Promise<string[]> {
  const stream = RawStream.channel(world, 'VmmChannel');
  const selection = { domains: [{ role: 'ROLE_OBSERVER' }], resume: { epoch: 5, sequence: 0n } };
  stream.send({ open: { viommuId, selection } });
  await stream.next('opened');
  const reports = (): Json[] => stream.arm('reports').flatMap((batch) => batch['reports'] as Json[]);
  for (let count = 1; (reports().at(-1)?.['sequence'] ?? 0n) !== nextSequence - 1n; count += 1) {
    await stream.next('reports', count);
  }
  stream.cancel();
  return reports().map((report) =>
    JSON.stringify(report, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  );
}

test('the same seed and the same script have equal report logs, device model and all; another seed has not', async () => {
  // At the same time: what one vIOMMU does has no part in another one.
  const [first, second, other] = await Promise.all([play('a', 42n), play('b', 42n), play('c', 43n)]);
  expect(first.log.length).toBeGreaterThan(60);
  expect(second.log.join('\n')).toBe(first.log.join('\n'));
  expect(second.rules).toEqual(first.rules);
  expect(other.log.join('\n')).not.toBe(first.log.join('\n'));
  for (const change of ['FENCED', 'LINK_DOWN', 'LINK_UP', 'FUNCTION_RESET', 'REMOVED']) {
    expect(first.log.join()).toContain(`"ENDPOINT_CHANGE_KIND_${change}"`);
  }
  // Each of the rules had its part in it.
  expect(first.rules.map(({ hits }) => (hits as bigint) > 0n)).toEqual(RULES.map(() => true));
  expect(first.log.filter((report) => report.includes('"record":"ruleHit"')).length).toBe(
    first.rules.reduce((sum, { hits }) => sum + Number(hits), 0),
  );
  expect(await world.must('RuleService/VerifyExpectations', { viommuId: 'a' })).toEqual({ verifiedCount: 1 });
});

test('rules come back as they were given, page by page', async () => {
  const vm = { viommuId: 'vm' };
  await world.must('ViommuService/CreateViommu', vm);
  await world.must('EndpointService/CreateEndpoint', { ...vm, endpointId: 1 });
  await world.must('EndpointService/CreateEndpoint', { ...vm, endpointId: 2 });
  const { rules: added } = (await world.must('RuleService/AddRules', { ...vm, rules: RULES })) as { rules: Json[] };
  expect(added).toMatchObject([
    {
      ruleId: 1,
      name: 'half',
      match: { event: 'RULE_EVENT_ACCESS', endpointId: 1, withoutPasid: false },
      trigger: { skip: 0n, count: 0n, every: 1n, probabilityMillionths: 500_000 },
      action: 'fault',
      fault: { reason: 'FAULT_REASON_BLOCKED' },
      expectation: { minHits: 1n, maxHits: 18n },
      matches: 0n,
      hits: 0n,
    },
    { ruleId: 2, action: 'delay', delay: { delayNs: 7n }, expectation: null },
    { ruleId: 3, action: 'drop', match: { withoutPasid: true }, trigger: { skip: 2n, every: 5n } },
    { ruleId: 4, action: 'answer', match: { code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' }, answer: { rawCode: 0 } },
    { ruleId: 5, action: 'completeWrongly', completeWrongly: { itagOffset: 31, completionCount: 2 } },
  ]);
  const listed: Json[] = [];
  let pageToken = '';
  do {
    const page = (await world.must('RuleService/ListRules', { ...vm, pageSize: 2, pageToken })) as {
      rules: Json[];
      nextPageToken: string;
    };
    listed.push(...page.rules);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(listed).toEqual(added);
  expect(await world.must('RuleService/DeleteRules', { ...vm, ruleIds: [2, 4] })).toEqual({ deletedCount: 2 });
  expect(await world.must('RuleService/DeleteRules', vm)).toEqual({ deletedCount: 3 });
});

test('a batch of typed invalidations with a fence, over VmmChannel', async () => {
  const vm = { viommuId: 'vm' };
  await world.must('ViommuService/CreateViommu', { ...vm, config: { clock: 'CLOCK_KIND_VIRTUAL' } });
  const config = { ats: {}, pasid: {}, invalidationCompletion: 'INVALIDATION_COMPLETION_MANUAL' };
  for (const endpointId of [1, 2]) await world.must('EndpointService/CreateEndpoint', { ...vm, endpointId, config });
  await world.must('DomainService/CreateDomain', { ...vm, domainId: 1 });
  await world.must('DomainService/Attach', { ...vm, endpointId: 1, pasid: 5, domainId: 1 });
  const watch = new RawStream(
    (world.client('EndpointService') as unknown as Record<string, (request: Json) => never>)['WatchEndpoint']!({
      ...vm,
      endpointId: 1,
    }),
  );
  await watch.next('opened');
  const channel = RawStream.channel(world, 'VmmChannel');
  channel.send({ open: { ...vm, selection: { domains: [{ role: 'ROLE_OBSERVER' }] } } });
  await channel.next('opened');
  const entries = [
    { iotlb: { domainId: 1, pasid: 5, global: true } },
    { context: { endpointId: 1 } },
    { pasidEntry: { endpointId: 1, pasid: 5 } },
    { domain: { domainId: 1, pasid: 5, range: pages(3n, 3n) } },
    // Bits 12 and 13 are 1, bit 14 is 0: 32 KiB.
    { deviceTlb: { endpointId: 1, pasid: 5, global: true, encodedRange: { address: 0xb000n, sizeBit: true } } },
    { deviceTlb: { endpointId: 2, range: pages(3n, 2n) } },
    { fence: {} },
    { deviceTlb: { endpointId: 1 } },
    { context: { endpointId: 99 } },
  ];
  channel.send({ tag: 4n, invalidate: { entries, invalidationTimeoutNs: 100n, onError: 'ON_ERROR_CONTINUE' } });
  expect(await watch.next('invalidationRequest')).toMatchObject({
    itag: 0,
    pasid: 5,
    global: true,
    range: { first: 0x8000n, last: 0xffffn },
    encodedRange: { address: 0xb000n, sizeBit: true },
  });
  const outstanding = async () =>
    (
      (await world.must('InvalidationService/ListOutstandingInvalidations', vm)) as { invalidations: Json[] }
    ).invalidations.map(({ endpointId, completionsReceived, completionsExpected }) => [
      endpointId,
      completionsReceived,
      completionsExpected,
    ]);
  const complete = (completionCount: number) =>
    world.must('EndpointService/CompleteInvalidation', { ...vm, endpointId: 1, itags: [0], completionCount });
  await complete(2);
  expect(await outstanding()).toEqual([
    [1, 1, 2],
    [2, 0, 0],
  ]);
  await complete(2);
  expect(await outstanding()).toEqual([[2, 0, 0]]);
  expect(watch.arm('invalidationRequest')).toHaveLength(1);
  await world.must('EndpointService/SurpriseRemove', { ...vm, endpointId: 2 });
  expect(await watch.next('invalidationRequest', 2)).toMatchObject({ itag: 1, global: false });
  await world.must('EndpointService/CompleteInvalidation', { ...vm, endpointId: 1, itags: [1] });
  const gone = [{ endpointId: 2, outcome: 'OPERATION_OUTCOME_ENDPOINT_GONE' }];
  expect(await channel.answer(4n)).toMatchObject({
    invalidateResult: {
      completedCount: 6,
      // The fence names who did not complete before it.
      results: [
        { index: 5, endpoints: gone },
        { index: 6, endpoints: gone },
      ],
      failures: [{ index: 8, reason: 'ENDPOINT_NOT_FOUND' }],
      operation: { outcome: 'OPERATION_OUTCOME_ENDPOINT_GONE' },
    },
  });
});
