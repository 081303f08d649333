/** What software does with page requests besides answering them, over the wire: what each call does, and says. */
import { cleanUp } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { furnish, PAGE, RW, startWorld, type Json, type World } from './world';

let world: World;

beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
});
afterEach(cleanUp);

const vm = { viommuId: 'vm' };
const must = (rpc: string, request: Json) => world.must(rpc, { ...vm, ...request });
const NOTHING = { autoAnsweredGroupCount: 0n, discardedGroupCount: 0n, droppedPageCount: 0n, droppedGroupCount: 0n };

/** Endpoint 10 asks for pages; returns the result. In the beginning index 3 is unanswered, and 4 open for PASID 5. */
async function ask(...items: Json[]): Promise<{ closedGroups: (Json & { groupCookie: bigint })[] }> {
  const made = items.map((item) => ({ iova: PAGE, permissions: RW, last: true, ...item }));
  return (await must('EndpointService/SubmitPageRequests', { endpointId: 10, items: made })) as never;
}

const pending = async (): Promise<unknown[]> => {
  const { groups } = (await must('FaultService/ListPageRequestGroups', {})) as { groups: { group: Json }[] };
  return groups.map(({ group }) => [group['endpointId'], group['pasid'], group['prgi']]);
};

describe('StopPasid', () => {
  const stop = (request: Json) =>
    world.call('EndpointService/StopPasid', { ...vm, endpointId: 10, pasid: 5, ...request });

  test('waits for the answers; a repeated call joins it, and stopping again does nothing', async () => {
    const { closedGroups } = await ask({ pasid: 5, prgi: 9 });
    const first = stop({ requestId: 'stop' });
    const second = stop({ requestId: 'stop' });
    const other = await world.call('EndpointService/StopPasid', { ...vm, endpointId: 10, pasid: 7, requestId: 'stop' });
    expect(other.error?.details).toContain('request_id');
    const { groupCookie } = closedGroups[0]!;
    const responses = [{ groupCookie, code: 1 }];
    expect(await must('FaultService/RespondToPageRequests', { responses })).toMatchObject({ sentCount: 1 });
    const { response } = await first;
    expect(response).toMatchObject({
      endpoint: { stoppedPasidCount: 2 },
      operation: { kind: 'OPERATION_KIND_STOP_PASID', outcome: 'OPERATION_OUTCOME_COMPLETED' },
      flushed: { ...NOTHING, droppedPageCount: 1n, droppedGroupCount: 1n },
    });
    expect((await second).response).toEqual(response);
    expect((await stop({})).response).toMatchObject({ operation: null, flushed: NOTHING });
  });

  test('waits no longer than it was told to', async () => {
    await ask({ pasid: 5, prgi: 9 });
    const stopped = stop({ responseTimeoutNs: 100n });
    await must('ViommuService/GetViommu', {});
    await must('ViommuService/AdvanceTime', { advanceNs: 100n });
    expect((await stopped).response).toMatchObject({ operation: { outcome: 'OPERATION_OUTCOME_TIMED_OUT' } });
    expect(await pending()).not.toContainEqual([10, 5, 9]);
  });

  test('with a Stop Marker waits for nobody', async () => {
    await ask({ pasid: 5, prgi: 9 });
    const { response } = await stop({ style: 'STOP_PASID_STYLE_STOP_MARKER' });
    expect(response).toMatchObject({
      operation: { outcome: 'OPERATION_OUTCOME_COMPLETED' },
      flushed: { autoAnsweredGroupCount: 1n, discardedGroupCount: 0n, droppedPageCount: 1n, droppedGroupCount: 1n },
    });
    expect(await must('FaultService/GetQueueStatistics', { endpointId: 10 })).toMatchObject({
      statistics: { stopMarkerCount: 1n },
    });
  });
});

test('DrainPageRequests ends what it is told to, once for one request_id', async () => {
  await ask({ pasid: 5, prgi: 9 }, { pasid: 5, prgi: 10 }, { prgi: 11 });
  const drain = (request: Json) => must('FaultService/DrainPageRequests', request);
  const before = await pending();
  expect(before).toHaveLength(6);
  const once = { requestId: 'drain', endpointId: 10, pasid: 5 };
  const first = await drain(once);
  expect(first).toEqual({
    flushed: { autoAnsweredGroupCount: 2n, discardedGroupCount: 0n, droppedPageCount: 1n, droppedGroupCount: 1n },
  });
  await ask({ pasid: 5, prgi: 12 });
  expect(await drain(once)).toEqual(first);
  expect(await drain({ endpointId: 10, withoutPasid: true })).toMatchObject({
    flushed: { autoAnsweredGroupCount: 2n },
  });
  expect(await pending()).toEqual([...before.filter((group) => (group as number[])[0] !== 10), [10, 5, 12]]);
  expect(await drain({ domainId: 3 })).toEqual({ flushed: NOTHING });
  expect(await drain({ domainId: 1, endpointId: 10 })).toMatchObject({ flushed: { autoAnsweredGroupCount: 1n } });
  expect(await drain({ domainId: 1 })).toMatchObject({ flushed: { autoAnsweredGroupCount: 2n } });
  expect(await pending()).toEqual([]);
});

test('SendPageResponse says what it did, and what it broke is on record', async () => {
  const send = (request: Json) => must('FaultService/SendPageResponse', { endpointId: 10, code: 1, ...request });
  const { closedGroups } = await ask({ prgi: 9 });
  expect(await send({ prgi: 9 })).toMatchObject({
    effect: 'RESPONSE_EFFECT_RETRY',
    groupCookie: closedGroups[0]!.groupCookie,
  });
  const wrong = await send({ prgi: 9, rawCode: 1 });
  expect(wrong).toMatchObject({ effect: 'RESPONSE_EFFECT_UNEXPECTED' });
  expect(wrong).not.toHaveProperty('groupCookie');
  expect(await must('FaultService/ListViolations', {})).toMatchObject({
    violations: [
      { violation: { rule: 'R-PRI-55', culprit: 'CULPRIT_VMM', onPurpose: false, endpointId: 10, prgi: 9 } },
    ],
    totalCount: 1n,
  });
  expect(await must('EndpointService/ClearPriStatus', { endpointId: 10, unexpectedPrgi: true })).toMatchObject({
    endpoint: { pri: { unexpectedPrgi: false, unexpectedResponseCount: 1n } },
  });
});

test('an answer is told when it did more than was asked for', async () => {
  const { closedGroups } = await ask({ prgi: 9 });
  const { groupCookie } = closedGroups[0]!;
  const channel = RawStream.channel(world, 'VmmChannel');
  channel.send({ open: { ...vm, selection: { domains: [{ domainId: 4 }] } } });
  await channel.next('opened');
  // Without a tag, and yet there is something to tell.
  channel.send({ respond: { responses: [{ groupCookie, code: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE' }] } });
  expect(await channel.next('respondResult')).toMatchObject({
    sentCount: 1,
    results: [{ index: 0, outcome: 'PAGE_RESPONSE_OUTCOME_SENT', effect: 'RESPONSE_EFFECT_PRI_OFF' }],
  });
});

test('violations on purpose are sent, recorded, and listed page by page', async () => {
  const submit = (items: Json[]) =>
    must('EndpointService/SubmitPageRequests', { endpointId: 10, items, allowViolation: true });
  const page = { iova: PAGE, permissions: RW, last: true };
  expect(
    await submit([
      { ...page, prgi: 3 },
      { ...page, prgi: 20, pasid: 6 },
      { ...page, prgi: 21, pasid: 5, permissions: { write: true, execute: true } },
      { ...page, prgi: 22, permissions: {} },
    ]),
  ).toMatchObject({ acceptedCount: 4, failures: [] });
  expect(
    await must('FaultService/InjectPageRequests', {
      items: [{ endpointId: 10, item: { ...page, prgi: 23, last: false, permissions: {} } }],
      allowViolation: true,
    }),
  ).toMatchObject({ acceptedCount: 1 });
  const rules: unknown[] = [];
  let pageToken = '';
  do {
    const listed = (await must('FaultService/ListViolations', { endpointId: 10, pageSize: 2, pageToken })) as {
      violations: { sequence: bigint; violation: Json }[];
      nextPageToken: string;
      totalCount: bigint;
    };
    expect(listed.violations.length).toBeLessThanOrEqual(2);
    expect(listed.violations.every(({ violation }) => violation['onPurpose'])).toBe(true);
    rules.push(...listed.violations.map(({ violation }) => violation['rule']));
    pageToken = listed.nextPageToken;
  } while (pageToken !== '');
  expect(rules).toEqual(['R-PRI-28', 'R-PRI-47', 'R-PRI-32', 'R-PRI-33', 'R-PRI-41', 'R-PRI-36']);
  expect(await must('FaultService/ListViolations', { endpointId: 1 })).toMatchObject({ violations: [] });
});

test('registers can be written in the wrong order on purpose', async () => {
  const enable = { endpointId: 10, allocation: 2, allowViolation: true };
  expect(await must('EndpointService/EnablePri', enable)).toMatchObject({ endpoint: { pri: { allocation: 8 } } });
  expect(await must('EndpointService/ResetPri', { endpointId: 10, allowViolation: true })).toMatchObject({
    endpoint: { pri: { enabled: true } },
    flushed: NOTHING,
  });
  const { violations } = (await must('FaultService/ListViolations', {})) as { violations: { violation: Json }[] };
  expect(violations.map(({ violation }) => violation['rule'])).toEqual(['R-PRI-05', 'R-PRI-09']);
});

test('InjectExhaustion makes the next ones fail, and says what was left of the order before', async () => {
  const exhaust = (request: Json) => must('FaultService/InjectExhaustion', { stage: 2, ...request });
  expect(await exhaust({ count: 5n, action: 'AUTOMATIC_ACTION_UNANSWERED' })).toEqual({ previousCount: 0n });
  const { closedGroups } = await ask({ prgi: 9 });
  expect(closedGroups).toMatchObject([
    { unanswered: true, rule: 'R-AUTO-41', automaticCode: 'PAGE_RESPONSE_CODE_UNSPECIFIED' },
  ]);
  expect(await exhaust({ count: 0n })).toEqual({ previousCount: 4n });
  expect((await ask({ prgi: 10 })).closedGroups[0]).toMatchObject({ unanswered: false, rule: '' });
});

test('the last credit closes the group, which is said', async () => {
  // Two of eight are outstanding.
  const items = Array.from({ length: 6 }, (_, i) => ({ prgi: 30, iova: PAGE * BigInt(i), last: false }));
  expect((await ask(...items)).closedGroups).toMatchObject([{ index: 5, closedByLastCredit: true }]);
});

test('AcknowledgeOverflow ends an overflow that lasts, and says what it cost', async () => {
  const riscv = { viommuId: 'riscv' };
  const config = { profile: 'PROFILE_RISCV', limits: { pageRequestQueueDepth: 1 } };
  await world.must('ViommuService/CreateViommu', { ...riscv, config });
  await world.must('EndpointService/CreateEndpoint', { ...riscv, endpointId: 1, config: { ats: {}, pri: {} } });
  await world.must('DomainService/CreateDomain', { ...riscv, domainId: 1, pageRequests: true });
  await world.must('DomainService/Attach', { ...riscv, endpointId: 1, domainId: 1 });
  const acknowledge = () => world.must('FaultService/AcknowledgeOverflow', { ...riscv, domainId: 1 });
  expect(await acknowledge()).toEqual({ overflow: null });
  const item = (prgi: number) => ({ endpointId: 1, item: { iova: 0n, permissions: RW, prgi, last: true } });
  await world.must('FaultService/InjectPageRequests', { ...riscv, items: [item(1), item(2), item(3)] });
  const domain = async () =>
    ((await world.must('DomainService/GetDomain', { ...riscv, domainId: 1 })) as { domain: Json }).domain;
  expect(await domain()).toMatchObject({ overflowActive: true, overflowPolicy: 'OVERFLOW_POLICY_NATIVE' });
  expect(await acknowledge()).toMatchObject({
    overflow: { domainId: 1, active: false, sticky: true, rule: 'R-AUTO-12', groupCount: 2n },
  });
  expect(await domain()).toMatchObject({ overflowActive: false });
});

test('an entry is changed with ATS, or by itself', async () => {
  const update = (request: Json) => must('EndpointService/UpdateEndpoint', { endpointId: 6, ...request });
  const context = { state: 'CONTEXT_STATE_MISCONFIGURED', suppressFaults: true };
  expect(await update({ context })).toMatchObject({
    endpoint: { atsEnabled: true, config: { context: { ...context, atsAllowed: true } } },
    operation: null,
  });
  expect(await update({ atsEnabled: true, context: { state: 'CONTEXT_STATE_VALID' } })).toMatchObject({
    endpoint: { config: { context: { state: 'CONTEXT_STATE_VALID', suppressFaults: true } } },
  });
});

describe('what ends with a teardown is counted:', () => {
  test.each([
    ['EndpointService/DeleteEndpoint', { endpointId: 10, force: true }, { discardedGroupCount: 1n }],
    ['EndpointService/ResetFunction', { endpointId: 10 }, { discardedGroupCount: 1n }],
    ['EndpointService/SurpriseRemove', { endpointId: 10 }, { discardedGroupCount: 1n }],
    [
      'DomainService/Detach',
      { endpointId: 10 },
      { autoAnsweredGroupCount: 1n, droppedPageCount: 0n, droppedGroupCount: 0n },
    ],
    ['DomainService/Detach', { endpointId: 10, pasid: 5 }, {}],
    ['DomainService/Replace', { endpointId: 10, pasid: 5, domainId: 4 }, {}],
    ['DomainService/DeleteDomain', { domainId: 1, force: true }, { autoAnsweredGroupCount: 3n }],
    ['ViommuService/ResetViommu', {}, { autoAnsweredGroupCount: 3n }],
    ['ViommuService/DeleteViommu', {}, { autoAnsweredGroupCount: 3n }],
  ])('%s %j', async (rpc, request, counts) => {
    expect(await must(rpc, request)).toMatchObject({
      flushed: { ...NOTHING, droppedPageCount: 1n, droppedGroupCount: 1n, ...counts },
    });
  });

  test('EndpointService/ResetPri', async () => {
    await must('EndpointService/DisablePri', { endpointId: 10 });
    expect(await must('EndpointService/ResetPri', { endpointId: 10 })).toMatchObject({
      flushed: { ...NOTHING, droppedPageCount: 1n, droppedGroupCount: 1n },
    });
  });
});
