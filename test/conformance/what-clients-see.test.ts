/** The rules that concern clients, through the contract: a real server, and raw clients that check nothing. */
import { cleanUp, watch } from '../unit/server/harness';
import { RawStream } from '../contract/channel-client';
import { PAGE, pages, RW, startWorld, type Json, type World } from '../contract/world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(cleanUp);

const vm = { viommuId: 'vm' };
const must = (rpc: string, request: Json) => world.must(rpc, { ...vm, ...request });

/** Endpoint 1 with everything in a vIOMMU of a profile, attached to domain 1 with and without PASID 5; PRI enabled. */
async function prepare(config: Json = {}, endpoint: Json = {}): Promise<void> {
  await must('ViommuService/CreateViommu', { config: { clock: 'CLOCK_KIND_VIRTUAL', ...config } });
  await must('EndpointService/CreateEndpoint', {
    endpointId: 1,
    config: { ats: {}, pri: {}, pasid: {}, ...endpoint },
  });
  await must('DomainService/CreateDomain', { domainId: 1, pageRequests: true });
  await must('DomainService/Attach', { endpointId: 1, domainId: 1 });
  await must('DomainService/Attach', { endpointId: 1, pasid: 5, domainId: 1 });
  await must('EndpointService/EnablePri', { endpointId: 1 });
}

/** An endpoint asks for pages; how its groups closed. */
async function ask(endpointId: number, ...items: Json[]): Promise<Json[]> {
  const made = items.map((item) => ({ iova: PAGE, permissions: RW, prgi: 0, last: true, ...item }));
  const response = await must('EndpointService/SubmitPageRequests', { endpointId, items: made });
  expect(response['failures']).toEqual([]);
  return response['closedGroups'] as Json[];
}

async function pri(endpointId = 1): Promise<Json> {
  const { endpoint } = (await must('EndpointService/GetEndpoint', { endpointId })) as { endpoint: { pri: Json } };
  return endpoint.pri;
}

const respond = (groupCookie: unknown, code: string) =>
  must('FaultService/RespondToPageRequests', {
    responses: [{ groupCookie, code: `PAGE_RESPONSE_CODE_${code}` }],
  });

async function violations(): Promise<unknown[]> {
  const listed = (await must('FaultService/ListViolations', {})) as { violations: { violation: Json }[] };
  return listed.violations.map(({ violation }) => violation['rule']);
}

test('a client sees one function turn off the page requests of all that share its interface', async () => {
  await prepare();
  for (const endpointId of [2, 3]) {
    await must('EndpointService/CreateEndpoint', { endpointId, config: { ats: {}, priParentEndpointId: 1 } });
    await must('DomainService/Attach', { endpointId, domainId: 1 });
  }
  const [own] = await ask(2, {});
  const [other] = await ask(3, {}, { prgi: 1 });
  expect(await pri(3)).toMatchObject({ outstandingPageRequestCount: 3, ownOutstandingPageRequestCount: 2 });
  expect(await respond(own!['groupCookie'], 'RESPONSE_FAILURE')).toMatchObject({
    results: [{ effect: 'RESPONSE_EFFECT_PRI_OFF' }],
  });
  for (const endpointId of [1, 2, 3]) {
    expect(await pri(endpointId)).toMatchObject({
      enabled: false,
      stopped: true,
      responseFailure: true,
      parentEndpointId: endpointId === 1 ? 0 : 1,
    });
  }
  expect(await respond(other!['groupCookie'], 'SUCCESS')).toMatchObject({
    results: [{ outcome: 'PAGE_RESPONSE_OUTCOME_IGNORED_PRI_OFF' }],
  });
  expect(await pri(3)).toMatchObject({ ignoredResponseCount: 1n });
});

test('a client sees the unexpected bit, who is to blame for it, and clears it', async () => {
  await prepare({}, { pri: { prgResponsePasidRequired: true } });
  await ask(1, { pasid: 5, prgi: 7 });
  const send = (request: Json) =>
    must('FaultService/SendPageResponse', { endpointId: 1, code: 'PAGE_RESPONSE_CODE_SUCCESS', ...request });
  const unexpected = { effect: 'RESPONSE_EFFECT_UNEXPECTED' };
  expect(await send({ prgi: 8, pasid: 5 })).toMatchObject(unexpected);
  expect(await send({ prgi: 7 })).toMatchObject(unexpected);
  expect(await send({ prgi: 7, pasid: 5 })).toMatchObject({ effect: 'RESPONSE_EFFECT_RETRY' });
  expect(await send({ prgi: 7, pasid: 5 })).toMatchObject(unexpected);
  expect(await violations()).toEqual(['R-PRI-55', 'R-PRI-56', 'R-PRI-55']);
  expect(await pri()).toMatchObject({ unexpectedPrgi: true, unexpectedResponseCount: 3n });
  await must('EndpointService/ClearPriStatus', { endpointId: 1, unexpectedPrgi: true });
  expect(await pri()).toMatchObject({ enabled: true, unexpectedPrgi: false, outstandingPageRequestCount: 0 });
});

test('a client sees a stop marker that it did not have to answer, and that its answers are stale', async () => {
  await prepare();
  const marker = { pasid: 5, permissions: {} };
  const [group, ...more] = await ask(1, { pasid: 5 }, marker);
  expect(more).toEqual([]);
  const late = await respond(group!['groupCookie'], 'SUCCESS');
  expect(late).toMatchObject({ sentCount: 1, results: [{ effect: 'RESPONSE_EFFECT_STALE' }] });
  expect(await must('FaultService/GetQueueStatistics', {})).toMatchObject({ statistics: { stopMarkerCount: 1n } });
  expect(await pri()).toMatchObject({ staleResponseCount: 1n, unexpectedPrgi: false });
  const again = { endpointId: 1, items: [{ iova: PAGE, permissions: RW, prgi: 1, pasid: 5, last: true }] };
  expect(await must('EndpointService/SubmitPageRequests', again)).toMatchObject({
    failures: [{ reason: 'PASID_STOPPED' }],
  });
});

test('a client sees an overflow that lasts, its cause and its cost, and ends it', async () => {
  await prepare({ profile: 'PROFILE_RISCV', limits: { pageRequestQueueDepth: 1n } });
  const closed = await ask(1, {}, { prgi: 1 });
  expect(closed[1]).toMatchObject({ automaticCode: 'PAGE_RESPONSE_CODE_SUCCESS', rule: 'R-AUTO-12' });
  const domain = () => must('DomainService/GetDomain', { domainId: 1 });
  expect(await domain()).toMatchObject({ domain: { overflowActive: true } });
  await respond(closed[0]!['groupCookie'], 'SUCCESS');
  expect(await ask(1, { prgi: 2 })).toMatchObject([{ rule: 'R-AUTO-12' }]);
  const acknowledged = await must('FaultService/AcknowledgeOverflow', { domainId: 1 });
  expect(acknowledged).toMatchObject({ overflow: { active: false, rule: 'R-AUTO-12' } });
  expect(await ask(1, { prgi: 3 })).toMatchObject([{ rule: '' }]);
});

test('a client sees what the vIOMMU answered by itself, with its fault, in one order', async () => {
  await prepare({ profile: 'PROFILE_RISCV' });
  const stream = new RawStream(watch(world.client('FaultService'), 'WatchFaults', vm));
  await stream.next('opened');
  await must('EndpointService/UpdateEndpoint', { endpointId: 1, context: { pageRequestsAllowed: false } });
  await ask(1, {});
  const reports = () =>
    stream
      .arm('reports')
      .flatMap(({ reports: batch }) => (batch as Json[]).map(({ record, ...rest }) => [record, rest]));
  while (!reports().some(([record]) => record === 'automaticAnswer')) {
    await stream.next('reports', stream.arm('reports').length + 1);
  }
  const said = reports().filter(([record]) => record !== 'endpointChanged');
  expect(said).toMatchObject([
    ['faultEvent', { faultEvent: { rawCode: 260, iova: PAGE, endpointId: 1 } }],
    ['automaticAnswer', { automaticAnswer: { rule: 'R-AUTO-05', code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' } }],
  ]);
  stream.cancel();
});

test('a client sees credits that never return from what nobody answered', async () => {
  await prepare({ profile: 'PROFILE_AMDVI' }, { context: { pageRequestsAllowed: false } });
  expect(await ask(1, {})).toMatchObject([{ unanswered: true }]);
  await must('ViommuService/AdvanceTime', { advanceNs: 10n ** 12n });
  expect(await pri()).toMatchObject({ enabled: true, outstandingPageRequestCount: 1 });
});

test('a client sees a rogue device refused, and let in where that was asked for', async () => {
  await prepare();
  const region = { regionId: 1, guestAddress: 0n, lengthBytes: 1n << 20n, anonymous: {} };
  await must('GuestMemoryService/RegisterGuestMemory', { region });
  const rogue = () =>
    must('EndpointService/IssueDma', {
      endpointId: 1,
      iova: 9n * PAGE,
      addressType: 'ADDRESS_TYPE_TRANSLATED',
      read: { lengthBytes: 4 },
    });
  expect(await rogue()).toMatchObject({
    result: { status: 'DMA_STATUS_FAULTED', faultReason: 'FAULT_REASON_NOT_GRANTED' },
  });
  const policy = { translatedRequestCheck: 'TRANSLATED_REQUEST_CHECK_CONTEXT' };
  await must('ViommuService/UpdateViommu', { policy });
  expect(await rogue()).toMatchObject({ result: { status: 'DMA_STATUS_COMPLETED' } });
});

test('a client sees a stalled access as a group, and lets it go on', async () => {
  await must('ViommuService/CreateViommu', { config: { clock: 'CLOCK_KIND_VIRTUAL', profile: 'PROFILE_SMMUV3' } });
  const platform = { kind: 'ENDPOINT_KIND_PLATFORM', stall: {} };
  await must('EndpointService/CreateEndpoint', { endpointId: 1, config: platform });
  await must('DomainService/CreateDomain', { domainId: 1, pageRequests: true });
  await must('DomainService/Attach', { endpointId: 1, domainId: 1 });
  const region = { regionId: 1, guestAddress: 0n, lengthBytes: 1n << 20n, anonymous: {} };
  await must('GuestMemoryService/RegisterGuestMemory', { region });
  const dma = must('EndpointService/IssueDma', { endpointId: 1, iova: PAGE, write: { data: Buffer.from([1]) } });
  let groups: { group: Json }[] = [];
  while (groups.length === 0) {
    ({ groups } = (await must('FaultService/ListPageRequestGroups', {})) as { groups: { group: Json }[] });
  }
  expect(groups).toMatchObject([
    { group: { endpointId: 1, stallTag: 0, stallReason: 'FAULT_REASON_NOT_MAPPED', pages: [{ iova: PAGE }] } },
  ]);
  const mapping = { range: pages(1n), outputAddress: 0n, permissions: RW };
  await must('FaultService/ResolvePageRequests', {
    items: [{ groupCookie: groups[0]!.group['groupCookie'], mappings: [mapping] }],
  });
  expect(await dma).toMatchObject({ result: { status: 'DMA_STATUS_COMPLETED' } });
});
