/** The services over a real socket, doing what they are for. */
import * as grpc from '@grpc/grpc-js';
import { cleanUp, until, watch } from '../unit/server/harness';
import { groupsOf, RawStream } from '../contract/channel-client';
import { furnish, many, PAGE, pages, RW, startWorld, type Json, type World } from '../contract/world';

let world: World;

beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
});
afterEach(cleanUp);

const vm = { viommuId: 'vm' };
const inject = (count: number, prgi = 100) =>
  world.must('FaultService/InjectPageRequests', {
    ...vm,
    items: Array.from({ length: count }, (_, i) => ({
      endpointId: 1,
      item: { iova: PAGE * BigInt(i), permissions: RW, prgi: (prgi + i) % 512, last: true },
    })),
  });

async function channel(open: Json): Promise<RawStream> {
  const stream = RawStream.channel(world, 'VmmChannel');
  stream.send({ open: { ...vm, ...open } });
  await stream.next('opened');
  return stream;
}

function watchStream(rpc: string, request: Json): RawStream {
  const [service = '', method = ''] = rpc.split('/');
  return new RawStream(watch(world.client(service), method, { ...vm, ...request }));
}

test('a fault: group out, mapping and answer in, the device goes on', async () => {
  const stream = await channel({});
  const data = Buffer.from('written by a device');
  const dma = world.must('EndpointService/IssueDma', { ...vm, endpointId: 1, iova: 0x5000n, write: { data } });
  await until(() => groupsOf(stream).some(({ pages: asked }) => (asked as Json[])[0]?.['iova'] === 0x5000n));
  const group = groupsOf(stream).find(({ pages: asked }) => (asked as Json[])[0]?.['iova'] === 0x5000n)!;
  expect(group).toMatchObject({ domainId: 1, endpointId: 1, deviceCookie: 77n, redelivery: false });
  stream.send({
    tag: 1n,
    map: { domainId: 1, items: [{ range: pages(5n), outputAddress: 0x3000n, permissions: RW }] },
  });
  stream.send({ tag: 2n, respond: { responses: [{ groupCookie: group.groupCookie, code: 1 }] } });
  expect(await stream.answer(1n)).toMatchObject({ mapResult: { mappedCount: 1 } });
  expect(await stream.answer(2n)).toMatchObject({ respondResult: { sentCount: 1, results: [] } });
  expect(await dma).toMatchObject({ result: { status: 'DMA_STATUS_COMPLETED', pageRequestGroupCount: 1 } });
  const read = { ...vm, endpointId: 1, iova: 0x5000n, read: { lengthBytes: data.length } };
  expect(await world.must('EndpointService/IssueDma', read)).toMatchObject({ result: { data } });
  stream.send({ tag: 3n, respond: { responses: [{ groupCookie: group.groupCookie, code: 1 }] } });
  expect(await stream.answer(3n)).toMatchObject({
    respondResult: { sentCount: 0, results: [{ outcome: 'PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED' }] },
  });
});

test('a stream is not told of its own answers, and with tag 0 of nothing that it expects', async () => {
  const stream = await channel({});
  const other = watchStream('FaultService/WatchFaults', {});
  await other.next('opened');
  const { closedGroups } = await inject(2);
  const [first, second] = (closedGroups as Json[]).map(({ groupCookie }) => groupCookie);
  stream.send({ respond: { responses: [{ groupCookie: first, code: 1 }] } });
  stream.send({ respond: { responses: [{ groupCookie: first, code: 1 }] } });
  await world.must('FaultService/RespondToPageRequests', { ...vm, responses: [{ groupCookie: second, code: 1 }] });
  const told = (of: RawStream) =>
    of.messages.flatMap(({ reports }) =>
      (((reports as Json | null)?.['reports'] as Json[] | undefined) ?? []).flatMap(({ groupAnswered }) =>
        groupAnswered ? [(groupAnswered as Json)['groupCookie']] : [],
      ),
    );
  await until(() => told(other).length === 2 && told(stream).length === 1);
  expect([told(other), told(stream)]).toEqual([[first, second], [second]]);
  const skips = stream.messages.flatMap(
    ({ reports }) => ((reports as Json | null)?.['skipped'] as Json[] | undefined) ?? [],
  );
  expect(skips).toMatchObject([{ reason: 'SKIP_REASON_FILTERED' }]);
  // Of two answers without a tag only the one that came too late is told.
  expect(stream.messages.filter(({ payload }) => payload === 'respondResult')).toMatchObject([
    { tag: 0n, respondResult: { sentCount: 0, results: [{ outcome: 'PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED' }] } },
  ]);
});

test('resolve maps and answers at once', async () => {
  const stream = await channel({});
  await stream.next('reports');
  const [group] = groupsOf(stream);
  const mappings = [{ range: pages(100n), outputAddress: 0n, permissions: RW }];
  stream.send({ tag: 1n, resolve: { items: [{ groupCookie: group!.groupCookie, mappings }] } });
  expect(await stream.answer(1n)).toMatchObject({ resolveResult: { failures: [], notExecutedCount: 0 } });
  const translate = { ...vm, endpointId: 1, iova: 100n * PAGE, permissions: RW };
  expect(await world.must('DomainService/Translate', translate)).toMatchObject({ result: 'found' });
});

test('results come when the work ends, not in the order of the requests', async () => {
  const stream = await channel({ selection: { domains: [{ domainId: 3 }] } });
  stream.send({ tag: 1n, invalidate: { entries: [{ deviceTlb: { endpointId: 6 } }] } });
  stream.send({ tag: 2n, invalidate: { entries: [{ domain: { domainId: 1 } }] } });
  await stream.answer(2n);
  expect(stream.messages.some(({ tag }) => tag === 1n)).toBe(false);
  // The client has no more to say, and still gets what it is owed.
  stream.halfClose();
  const { invalidations } = (await world.must('InvalidationService/ListOutstandingInvalidations', vm)) as {
    invalidations: { itag: number }[];
  };
  const itags = invalidations.map(({ itag }) => itag);
  expect(itags).toHaveLength(2);
  await world.must('EndpointService/CompleteInvalidation', { ...vm, endpointId: 6, itags });
  expect(await stream.answer(1n)).toMatchObject({ invalidateResult: { completedCount: 1 } });
  expect(await stream.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_CLIENT_DONE' });
  expect(stream.messages.at(-1)?.['payload']).toBe('closing');
  expect(await stream.end()).toMatchObject({ code: grpc.status.OK });
});

test('credits bound what a controller holds; what it leaves behind is delivered again', async () => {
  await inject(10);
  const stream = await channel({ credits: 2 });
  await until(() => groupsOf(stream).length === 2);
  stream.send({ setCredits: { credits: 5 } });
  await until(() => groupsOf(stream).length === 5);
  await world.must('ViommuService/GetViommu', vm);
  expect(groupsOf(stream)).toHaveLength(5);
  stream.cancel();
  await stream.end();
  const next = await channel({});
  await until(() => groupsOf(next).length >= 13);
  expect(groupsOf(next).map(({ redelivery }) => redelivery)).toEqual([...many(5, true), ...many(8, false)]);
  expect(groupsOf(next).slice(0, 5)).toMatchObject(groupsOf(stream).map(({ groupCookie }) => ({ groupCookie })));
});

test('a reader that does not read costs only itself, and then misses nothing', async () => {
  const slow = watchStream('FaultService/WatchFaults', { selection: { domains: [{ role: 'ROLE_OBSERVER' }] } });
  await slow.next('opened');
  slow.pause();
  for (let round = 0; round < 40; round += 1) await inject(100, round);
  const quick = await channel({ credits: 65536 });
  await until(() => groupsOf(quick).length > 1000, 20_000);
  slow.resume();
  const statistics = (await world.must('FaultService/GetQueueStatistics', vm)) as { reportCount: bigint };
  const covered = () => {
    const seen = new Set<bigint>();
    for (const batch of slow.arm('reports')) {
      for (const report of batch['reports'] as { sequence: bigint }[]) seen.add(report.sequence);
    }
    for (const { first, last } of slow.arm('skipped') as { first: bigint; last: bigint }[]) {
      for (let sequence = first; sequence <= last; sequence += 1n) seen.add(sequence);
    }
    return seen;
  };
  const opened = slow.arm('opened')[0] as { nextSequence: bigint };
  const expected = Number(statistics.reportCount - opened.nextSequence + 1n);
  await until(() => covered().size === expected, 20_000);
});

test('heartbeats come only while nothing happens', async () => {
  const stream = await channel({ heartbeatIntervalMs: 100, selection: { domains: [{ domainId: 4 }] } });
  const endpoint = watchStream('EndpointService/WatchEndpoint', { endpointId: 1, heartbeatIntervalMs: 100 });
  for (let i = 0n; i < 10n; i += 1n) {
    stream.send({ tag: 10n + i, respond: { responses: [{ groupCookie: 1n, code: 1 }] } });
    await stream.answer(10n + i);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  const during = stream.arm('heartbeat').length;
  expect(during).toBeLessThanOrEqual(1);
  await stream.next('heartbeat', during + 2);
  expect(await endpoint.next('heartbeat', 2)).toMatchObject({ timeNs: expect.any(BigInt) as unknown });
  stream.halfClose();
  await stream.end();
  endpoint.cancel();
});

test('a device model: hello, translation, DMA, page requests, the answer, an invalidation', async () => {
  await world.must('DomainService/Attach', { ...vm, endpointId: 3, domainId: 1, deviceCookie: 9n });
  const model = RawStream.channel(world, 'EndpointChannel');
  const send = (tag: bigint, message: Json) => {
    model.send({ tag, endpointId: 3, ...message });
    return model.answer(tag);
  };
  expect(await send(1n, { hello: { ...vm, reset: {} } })).toMatchObject({ payload: 'opened' });
  await world.must('EndpointService/UpdateEndpoint', { ...vm, endpointId: 3, atsEnabled: true });
  await world.must('EndpointService/EnablePri', { ...vm, endpointId: 3 });
  expect(await send(2n, { translationRequest: { iova: PAGE, pageCount: 3, permissions: RW } })).toMatchObject({
    translationCompletion: {
      status: 'TRANSLATION_STATUS_SUCCESS',
      entries: [
        { range: pages(1n, 2n), outputAddress: 0n, permissions: RW },
        { range: pages(3n), permissions: { read: false, write: false } },
      ],
    },
  });
  const data = Buffer.from('model');
  expect(
    await send(3n, { dma: { addressType: 'ADDRESS_TYPE_TRANSLATED', address: 8n, write: { data } } }),
  ).toMatchObject({
    dmaResult: { status: 'DMA_STATUS_COMPLETED', transferredBytes: 5n },
  });
  expect(await send(4n, { dma: { address: PAGE + 8n, read: { lengthBytes: 5 } } })).toMatchObject({
    dmaResult: { data },
  });
  expect(await send(5n, { dma: { address: 77n * PAGE, read: { lengthBytes: 5 } } })).toMatchObject({
    dmaResult: { status: 'DMA_STATUS_FAULTED', faultReason: 'FAULT_REASON_NOT_MAPPED', failedIova: 77n * PAGE },
  });
  const items = [{ iova: 3n * PAGE, permissions: RW, prgi: 9, last: true, queueTag: 4 }];
  const submitted = (await send(6n, { pageRequests: { items } })) as {
    pageRequestsResult: { closedGroups: { groupCookie: bigint }[] };
  };
  const [closed] = submitted.pageRequestsResult.closedGroups;
  const responses = [{ groupCookie: closed!.groupCookie, code: 1 }];
  await world.must('FaultService/RespondToPageRequests', { ...vm, responses });
  expect(await model.next('pageResponse')).toMatchObject({ prgi: 9, groupCookie: closed!.groupCookie, rawCode: 0 });
  const unmap = world.must('DomainService/Unmap', { ...vm, domainId: 1, ranges: [pages(1n, 2n)] });
  const { itag } = (await model.next('invalidationRequest')) as { itag: number };
  model.send({ endpointId: 3, invalidationCompletion: { itags: [itag] } });
  expect(await unmap).toMatchObject({ removedMappingCount: 1n, operation: { outcome: 'OPERATION_OUTCOME_COMPLETED' } });
  const sequences = model.messages.map(({ sequence }) => sequence as bigint).filter((sequence) => sequence !== 0n);
  expect(sequences).toEqual(sequences.map((_, index) => BigInt(index + 1)));
  model.halfClose();
  expect(await model.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_CLIENT_DONE' });
  await model.end();
  expect(await world.must('EndpointService/GetEndpoint', { ...vm, endpointId: 3 })).toMatchObject({
    endpoint: { state: 'ENDPOINT_STATE_DISCONNECTED' },
  });
});

test('lists page by page, and say what there is', async () => {
  for (let domainId = 100; domainId < 350; domainId += 1) {
    await world.must('DomainService/CreateDomain', { ...vm, domainId });
  }
  const ids: number[] = [];
  let pageToken = '';
  do {
    const page = (await world.must('DomainService/ListDomains', { ...vm, pageToken, pageSize: 90 })) as {
      domains: { domainId: number }[];
      nextPageToken: string;
    };
    expect(page.domains.length).toBeLessThanOrEqual(90);
    ids.push(...page.domains.map(({ domainId }) => domainId));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(ids).toEqual([1, 2, 3, 4, ...Array.from({ length: 250 }, (_, i) => 100 + i)]);
  const attachments: Json[] = [];
  do {
    const page = (await world.must('DomainService/ListAttachments', { ...vm, pageToken, pageSize: 1 })) as {
      attachments: Json[];
      nextPageToken: string;
    };
    attachments.push(...page.attachments);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(attachments.map(({ endpointId, pasid }) => [endpointId, pasid])).toEqual([
    [1, undefined],
    [1, 5],
    [6, undefined],
    [7, undefined],
    [10, undefined],
    [10, 5],
  ]);
});

test('GetInfo lists every limit once, and the version of the package', async () => {
  const info = (await world.must('ViommuService/GetInfo', {})) as Json & { limits: { name: string }[] };
  expect(info).toMatchObject({
    apiPackages: ['viommu.v1'],
    profiles: ['GENERIC', 'VTD', 'SMMUV3', 'RISCV', 'AMDVI', 'VIRTIO'].map((name) => `PROFILE_${name}`),
    features: expect.arrayContaining(['endpoint_resume', 'stalls', 'violations_on_purpose']) as unknown,
  });
  expect(info['serverVersion']).toMatch(/^\d+\.\d+\.\d+/);
  const names = info.limits.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of ['max_mappings', 'violation_log_depth', 'max_streams', 'max_items', 'max_dma_bytes'])
    expect(names).toContain(name);
});
