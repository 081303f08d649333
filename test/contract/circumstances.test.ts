/** Refusals that need more than one call: repeated requests, shared files, things that end meanwhile. */
import fs from 'node:fs';
import * as grpc from '@grpc/grpc-js';
import type { Reason } from '../../src/model/errors';
import { REASONS } from '../../src/model/errors';
import { SESSION_LIMITS } from '../../src/session';
import { call, cleanUp, detailsOf, type Outcome } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { furnish, inMemoryDirectory, pages, startWorld, stateOf, type Json } from './world';

afterEach(cleanUp);

function expectReason({ error }: Outcome, reason: Reason): void {
  expect(error?.code).toBe(grpc.status[REASONS[reason]]);
  expect(detailsOf(error!)['ErrorInfo']).toMatchObject({ reason, domain: 'viommu' });
}

test('a request_id: the same request gets the first result, another one is refused', async () => {
  const world = await startWorld();
  await furnish(world);
  const request = { viommuId: 'vm', requestId: 'once', kind: 'DOMAIN_KIND_PAGING' };
  const first = await world.must('DomainService/CreateDomain', request);
  const before = await stateOf(world);
  expect(await world.must('DomainService/CreateDomain', request)).toEqual(first);
  expectReason(await world.call('DomainService/CreateDomain', { ...request, pageRequests: true }), 'REQUEST_ID_REUSED');
  expectReason(await world.call('DomainService/DeleteDomain', request), 'REQUEST_ID_REUSED');
  expect(await stateOf(world)).toEqual(before);
  // Refused calls left no trace, so that their id can still be used.
  const refused = { viommuId: 'vm', requestId: 'again', domainId: 1 };
  expectReason(await world.call('DomainService/CreateDomain', refused), 'DOMAIN_EXISTS');
  await world.must('DomainService/CreateDomain', { ...refused, domainId: 40 });
  const made = { requestId: 'made', viommuId: 'made' };
  const created = await world.must('ViommuService/CreateViommu', made);
  expect(await world.must('ViommuService/CreateViommu', made)).toEqual(created);
  const gone = { requestId: 'gone', viommuId: 'made' };
  await world.must('ViommuService/DeleteViommu', gone);
  await world.must('ViommuService/DeleteViommu', gone);
});

test('a call with a request_id joins the operation that runs', async () => {
  const world = await startWorld();
  await furnish(world);
  const request = { viommuId: 'vm', requestId: 'dma', endpointId: 1, iova: 0x9000n, read: { lengthBytes: 1 } };
  const first = world.call('EndpointService/IssueDma', request);
  const second = call(world.client('EndpointService'), 'IssueDma', request);
  const third = world.call('EndpointService/IssueDma', request);
  const { endpoint } = (await world.must('EndpointService/GetEndpoint', { viommuId: 'vm', endpointId: 1 })) as {
    endpoint: Json;
  };
  expect(endpoint['outstandingDmaCount']).toBe(1);
  second.cancel();
  expect((await second.outcome).error?.code).toBe(grpc.status.CANCELLED);
  const { groups } = (await world.must('FaultService/ListPageRequestGroups', { viommuId: 'vm' })) as {
    groups: { group: { groupCookie: bigint; pages: { iova: bigint }[] } }[];
  };
  const group = groups.map((pending) => pending.group).find(({ pages: [page] }) => page?.iova === 0x9000n);
  const responses = [{ groupCookie: group!.groupCookie, code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' }];
  await world.must('FaultService/RespondToPageRequests', { viommuId: 'vm', responses });
  expect((await first).response).toMatchObject({ result: { status: 'DMA_STATUS_INVALID_REQUEST' } });
  expect((await third).response).toEqual((await first).response);
});

test('files that may not be shared', async () => {
  const world = await startWorld(true);
  await world.must('ViommuService/CreateViommu', { viommuId: 'vm' });
  fs.writeFileSync(inMemoryDirectory(world, 'ram'), Buffer.alloc(8192));
  fs.symlinkSync('/etc/passwd', inMemoryDirectory(world, 'link'));
  const register = (path: string, offsetBytes = 0n, lengthBytes = 4096n) =>
    world.call('GuestMemoryService/RegisterGuestMemory', {
      viommuId: 'vm',
      region: { lengthBytes, sharedFile: { path, offsetBytes } },
    });
  for (const path of ['', '/etc/passwd', '../x', 'a/../../x', 'link', 'none', '.', 'ram\0x']) {
    expectReason(await register(path), 'MEMORY_PATH_REFUSED');
  }
  expectReason(await register('ram', 4096n, 8192n), 'MEMORY_FILE_TOO_SHORT');
  expectReason(await register('ram', 1n), 'ADDRESS_MISALIGNED');
  expect(await world.must('GuestMemoryService/ListGuestMemory', { viommuId: 'vm' })).toMatchObject({ regions: [] });
  expect((await register('ram', 4096n)).response).toMatchObject({ region: { regionId: 1 } });
});

test('calls and streams of a vIOMMU that is deleted or reset meanwhile', async () => {
  const world = await startWorld();
  await furnish(world);
  const dma = (iova: bigint) =>
    world.call('EndpointService/IssueDma', { viommuId: 'vm', endpointId: 1, iova, read: { lengthBytes: 1 } });
  const channel = RawStream.channel(world, 'VmmChannel');
  channel.send({ open: { viommuId: 'vm', selection: { domains: [{ domainId: 3 }] } } });
  await channel.next('opened');
  channel.send({ tag: 4n, invalidate: { entries: [{ deviceTlb: { endpointId: 6 } }] } });
  const model = RawStream.channel(world, 'EndpointChannel');
  model.send({ endpointId: 3, hello: { viommuId: 'vm', reset: {} } });
  await model.next('opened');
  const waiting = dma(0x7000n);
  await world.must('ViommuService/GetViommu', { viommuId: 'vm' });
  await world.must('ViommuService/ResetViommu', { viommuId: 'vm' });
  expectReason(await waiting, 'VIOMMU_DELETED');
  // The result that is owed comes before the end.
  expect(await channel.answer(4n)).toMatchObject({ refused: { reason: 'VIOMMU_DELETED' } });
  for (const stream of [channel, model]) {
    expect(await stream.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_RESET' });
    expect(stream.messages.at(-1)?.['payload']).toBe('closing');
    expect(await stream.end()).toMatchObject({ code: grpc.status.OK });
  }
  const watch = RawStream.channel(world, 'VmmChannel');
  watch.send({ open: { viommuId: 'vm' } });
  await watch.next('opened');
  await world.must('ViommuService/DeleteViommu', { viommuId: 'vm' });
  expect(await watch.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_VIOMMU_DELETED' });
  expect(await watch.end()).toMatchObject({ code: grpc.status.OK });
});

test('a server that stops', async () => {
  const world = await startWorld();
  await furnish(world);
  const channel = RawStream.channel(world, 'VmmChannel');
  channel.send({ open: { viommuId: 'vm' } });
  await channel.next('opened');
  const waiting = world.call('EndpointService/IssueDma', {
    viommuId: 'vm',
    endpointId: 1,
    iova: 0x7000n,
    read: { lengthBytes: 1 },
  });
  await world.must('ViommuService/GetViommu', { viommuId: 'vm' });
  await world.stop();
  expectReason(await waiting, 'SERVER_STOPPING');
  expect(await channel.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_SERVER_STOPPING' });
  expect(await channel.end()).toMatchObject({ code: grpc.status.OK });
});

test('more vIOMMUs than a server may have', async () => {
  const world = await startWorld();
  const { maximum } = SESSION_LIMITS.max_viommus;
  for (let i = 0; i < maximum; i += 1) await world.must('ViommuService/CreateViommu', {});
  expectReason(await world.call('ViommuService/CreateViommu', {}), 'LIMIT_EXCEEDED');
  const first = (await world.must('ViommuService/ListViommus', {})) as { viommus: Json[]; nextPageToken: string };
  expect(first.viommus).toHaveLength(100);
  const rest = (await world.must('ViommuService/ListViommus', {
    pageSize: 5000,
    pageToken: first.nextPageToken,
  })) as typeof first;
  expect(rest).toMatchObject({ nextPageToken: '' });
  expect(new Set([...first.viommus, ...rest.viommus].map(({ viommuId }) => viommuId)).size).toBe(maximum);
});

test('limits of one vIOMMU are named', async () => {
  const world = await startWorld();
  await furnish(world);
  const tiny = { viommuId: 'tiny' };
  const permissions = { read: true };
  const refused = async (limit: string, rpc: string, request: Json): Promise<void> => {
    const before = await stateOf(world);
    const { error, response } = await world.call(rpc, { ...tiny, ...request });
    if (error !== undefined) {
      expectReason({ error }, 'LIMIT_EXCEEDED');
      expect(detailsOf(error)['ErrorInfo']).toMatchObject({ metadata: { limit, value: '1' } });
    } else {
      const [failure] = (response as { failures: Json[] }).failures;
      expect(failure).toMatchObject({ reason: 'LIMIT_EXCEEDED', code: 8, metadata: { limit, value: '1' } });
    }
    expect(await stateOf(world)).toEqual(before);
  };
  await refused('max_endpoints', 'EndpointService/CreateEndpoint', {});
  await refused('max_domains', 'DomainService/CreateDomain', {});
  const item = { range: pages(50n), outputAddress: 0n, permissions };
  await refused('max_mappings', 'DomainService/Map', { domainId: 1, items: [item] });
  const partial = (prgi: number) => ({ items: [{ endpointId: 1, item: { iova: 0n, permissions, prgi } }] });
  await world.must('FaultService/InjectPageRequests', { ...tiny, ...partial(1) });
  await refused('max_partial_pages', 'FaultService/InjectPageRequests', partial(2));
  const dma = { endpointId: 1, iova: 0x9000n, read: { lengthBytes: 1 } };
  void world.call('EndpointService/IssueDma', { ...tiny, ...dma });
  await refused('max_outstanding_dma', 'EndpointService/IssueDma', dma);
});

test('batches stop where they are told to', async () => {
  const world = await startWorld();
  await furnish(world);
  const good = { range: pages(50n), outputAddress: 0n, permissions: { read: true } };
  const bad = { ...good, permissions: {} };
  const items = [bad, good, bad, { ...good, range: pages(51n) }];
  const map = (onError: string) => world.must('DomainService/Map', { viommuId: 'vm', domainId: 1, items, onError });
  expect(await map('ON_ERROR_STOP')).toMatchObject({ mappedCount: 0, notExecutedCount: 3, failures: [{ index: 0 }] });
  expect(await map('ON_ERROR_CONTINUE')).toMatchObject({
    mappedCount: 2,
    notExecutedCount: 0,
    failures: [{ index: 0 }, { index: 2, reason: 'PERMISSIONS_INVALID', code: 3 }],
  });
});
