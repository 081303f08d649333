/** A device model that is lost and goes on, and one whose accesses stall, over the wire. */
import * as grpc from '@grpc/grpc-js';
import { REASONS, type Reason } from '../../src/model/errors';
import { cleanUp, until } from '../unit/server/harness';
import { groupsOf, RawStream } from './channel-client';
import { furnish, PAGE, RW, startWorld, type Json, type World } from './world';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(cleanUp);

/** A device model's stream. */
function model(): RawStream {
  return RawStream.channel(world, 'EndpointChannel');
}

function expectRefused(answer: Json, reason: Reason): void {
  expect(answer).toMatchObject({ payload: 'refused', refused: { reason, code: grpc.status[REASONS[reason]] } });
}

describe('a model that goes on', () => {
  const vm = { viommuId: 'vm' };
  const endpointId = 3;

  beforeEach(() => furnish(world));

  const state = async (): Promise<Json> =>
    ((await world.must('EndpointService/GetEndpoint', { ...vm, endpointId })) as { endpoint: Json }).endpoint;

  const hello = async (stream: RawStream, tag: bigint, mode: Json): Promise<Json> => {
    stream.send({ tag, endpointId, hello: { ...vm, ...mode } });
    return stream.answer(tag);
  };

  /** Takes the endpoint, enables PRI, and asks for as many groups. Returns their cookies. */
  async function begin(stream: RawStream, groups: number): Promise<bigint[]> {
    expect(await hello(stream, 1n, { reset: {} })).toMatchObject({ payload: 'opened', endpointId });
    await world.must('EndpointService/UpdateEndpoint', { ...vm, endpointId, atsEnabled: true });
    await world.must('EndpointService/EnablePri', { ...vm, endpointId });
    const { endpointGeneration } = await state();
    expect(endpointGeneration).toBe(2);
    await world.call('DomainService/Attach', { ...vm, endpointId, domainId: 1 });
    const items = Array.from({ length: groups }, (_, prgi) => ({ iova: PAGE, permissions: RW, prgi, last: true }));
    stream.send({ tag: 2n, endpointId, pageRequests: { items } });
    const { pageRequestsResult } = (await stream.answer(2n)) as { pageRequestsResult: { closedGroups: Json[] } };
    return pageRequestsResult.closedGroups.map(({ groupCookie }) => groupCookie as bigint);
  }

  const answer = (groupCookie: bigint | undefined) =>
    world.must('FaultService/RespondToPageRequests', { ...vm, responses: [{ groupCookie, code: 1 }] });

  test('gets what it missed, and everything else as it was', async () => {
    const first = model();
    const [a, b, c] = await begin(first, 3);
    await answer(a);
    await first.next('pageResponse');
    const last = first.messages.at(-1)!['sequence'] as bigint;
    first.cancel();
    await until(() => first.status !== undefined);
    let seen = await state();
    while (seen['state'] !== 'ENDPOINT_STATE_DISCONNECTED') seen = await state();
    expect(await answer(b)).toMatchObject({ results: [{ outcome: 'PAGE_RESPONSE_OUTCOME_HELD_FOR_ENDPOINT' }] });
    expect(await state()).toMatchObject({ heldResponseCount: 1 });
    const second = model();
    const resume = { endpointGeneration: 2, lastReceivedSequence: last - 1n };
    expect(await hello(second, 7n, { resume })).toMatchObject({
      payload: 'resumed',
      endpointId,
      sequence: 0n,
      resumed: {
        endpoint: { endpointId, state: 'ENDPOINT_STATE_ACTIVE', atsEnabled: true, pri: { enabled: true } },
        nextSequence: last + 1n,
        outstandingGroups: [{ prgi: 2, pageRequestCount: 1 }],
        outstandingGroupCount: 1n,
        redeliveredResponseCount: 2,
        droppedPageRequestCount: 0n,
      },
    });
    await second.next('pageResponse', 2);
    expect(second.messages.slice(1).map(({ sequence, payload }) => [sequence, payload])).toEqual([
      [last + 1n, 'changed'],
      [last + 2n, 'pageResponse'],
      [last + 3n, 'pageResponse'],
    ]);
    expect(second.arm('changed')).toMatchObject([{ change: 'ENDPOINT_CHANGE_KIND_RESUMED' }]);
    expect(second.arm('pageResponse')).toMatchObject([
      { prgi: 0, redelivery: true, groupCookie: a },
      { prgi: 1, redelivery: false, groupCookie: b },
    ]);
    await answer(c);
    expect(await second.next('pageResponse', 3)).toMatchObject({ prgi: 2, effect: 'RESPONSE_EFFECT_RETRY' });
    second.send({ tag: 8n, endpointId, dma: { read: { lengthBytes: 1 } } });
    expect(await second.answer(8n)).toMatchObject({ payload: 'dmaResult' });
  });

  test('is refused without any effect where it knows too much, or another endpoint', async () => {
    const first = model();
    await begin(first, 1);
    const before = await state();
    const second = model();
    const takeOver = true;
    expectRefused(await hello(second, 1n, { resume: { endpointGeneration: 2 } }), 'ENDPOINT_OWNED');
    const stale = await hello(second, 2n, { takeOver, resume: { endpointGeneration: 1 } });
    expectRefused(stale, 'ENDPOINT_GENERATION_DIFFERS');
    expect(stale).toMatchObject({
      refused: { metadata: { endpoint_generation: '2', field: 'hello.resume.endpoint_generation' } },
    });
    const future = { endpointGeneration: 2, lastReceivedSequence: 1000n };
    expectRefused(await hello(second, 3n, { takeOver, resume: future }), 'RESUME_POINT_INVALID');
    expect(await state()).toEqual(before);
    expect(first.arm('endpointLost')).toEqual([]);
    expect(await hello(second, 4n, { takeOver, resume: { endpointGeneration: 2 } })).toMatchObject({
      payload: 'resumed',
    });
    expect(await first.next('endpointLost')).toMatchObject({ reason: 'CLOSING_REASON_TAKEN_OVER' });
  });

  test('what a model must not send is refused, and on record', async () => {
    const stream = model();
    await hello(stream, 1n, { reset: {} });
    const items = [{ iova: PAGE, permissions: RW, prgi: 1, last: true }];
    const send = async (tag: bigint, allowViolation: boolean): Promise<Json> => {
      stream.send({ tag, endpointId, pageRequests: { items, allowViolation } });
      return ((await stream.answer(tag)) as { pageRequestsResult: Json }).pageRequestsResult;
    };
    expect(await send(2n, false)).toMatchObject({ acceptedCount: 0, failures: [{ reason: 'PRI_DISABLED' }] });
    expect(await send(3n, true)).toMatchObject({ acceptedCount: 1, failures: [] });
    const { violations } = (await world.must('FaultService/ListViolations', { ...vm, endpointId })) as {
      violations: { violation: Json }[];
    };
    expect(violations.map(({ violation }) => violation)).toMatchObject([
      { rule: 'R-PRI-13', culprit: 'CULPRIT_ENDPOINT', onPurpose: false },
      { rule: 'R-PRI-13', culprit: 'CULPRIT_ENDPOINT', onPurpose: true },
    ]);
  });
});

describe('an access that stalls', () => {
  const smmu = { viommuId: 'smmu' };
  let vmm: RawStream;
  let device: RawStream;

  beforeEach(async () => {
    await world.must('ViommuService/CreateViommu', { ...smmu, config: { profile: 'PROFILE_SMMUV3' } });
    const config = { kind: 'ENDPOINT_KIND_PLATFORM', backend: 'ENDPOINT_BACKEND_EXTERNAL', stall: {} };
    await world.must('EndpointService/CreateEndpoint', { ...smmu, endpointId: 1, config });
    await world.must('DomainService/CreateDomain', { ...smmu, domainId: 1, pageRequests: true });
    await world.must('DomainService/Attach', { ...smmu, endpointId: 1, domainId: 1, deviceCookie: 77n });
    const region = { guestAddress: 0n, lengthBytes: PAGE, anonymous: {} };
    await world.must('GuestMemoryService/RegisterGuestMemory', { ...smmu, region });
    vmm = RawStream.channel(world, 'VmmChannel');
    vmm.send({ open: smmu });
    await vmm.next('opened');
    device = model();
    device.send({ tag: 1n, endpointId: 1, hello: { ...smmu, reset: {} } });
    await device.next('opened');
  });

  const read = (tag: bigint, iova = PAGE): void => {
    device.send({ tag, endpointId: 1, dma: { address: iova, read: { lengthBytes: 4 } } });
  };

  /** Waits for the `count`th stalled access. */
  async function stalled(count: number): Promise<bigint> {
    await until(() => groupsOf(vmm).length >= count);
    const group = groupsOf(vmm)[count - 1]!;
    expect(group).toMatchObject({ deviceCookie: 77n, prgi: 0, stallReason: 'FAULT_REASON_NOT_MAPPED' });
    expect(typeof group['stallTag']).toBe('number');
    return group.groupCookie;
  }

  const respond = (groupCookie: bigint, stallAction: string) =>
    vmm.send({ tag: 5n, respond: { responses: [{ groupCookie, stallAction }] } });

  test.each([
    ['STALL_ACTION_ABORT', { status: 'DMA_STATUS_ABORTED', transferredBytes: 0n, failedIova: PAGE }],
    ['STALL_ACTION_TERMINATE', { status: 'DMA_STATUS_TERMINATED', data: Buffer.alloc(4) }],
  ])('ends as the answer says: %s', async (action, result) => {
    read(9n);
    const cookie = await stalled(1);
    // The stream goes on meanwhile.
    read(10n, 0n);
    const other = await stalled(2);
    expect(device.messages.filter(({ payload }) => payload === 'dmaResult')).toEqual([]);
    respond(other, action);
    expect(await device.answer(10n)).toMatchObject({ dmaResult: { status: result.status } });
    respond(cookie, action);
    expect(await device.answer(9n)).toMatchObject({
      endpointId: 1,
      dmaResult: { ...result, pageRequestGroupCount: 1 },
    });
  });

  test('goes on when it is retried', async () => {
    read(9n);
    const cookie = await stalled(1);
    const items = [{ range: { first: PAGE, last: 2n * PAGE - 1n }, outputAddress: 0n, permissions: RW }];
    await world.must('DomainService/Map', { ...smmu, domainId: 1, items });
    respond(cookie, 'STALL_ACTION_RETRY');
    expect(await device.answer(9n)).toMatchObject({
      dmaResult: { status: 'DMA_STATUS_COMPLETED', transferredBytes: 4n, data: Buffer.alloc(4) },
    });
  });

  test('ends with its model, before the stream does', async () => {
    read(9n);
    await stalled(1);
    device.halfClose();
    expect(await device.answer(9n)).toMatchObject({ dmaResult: { status: 'DMA_STATUS_ENDPOINT_GONE' } });
    expect(await device.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_CLIENT_DONE' });
    expect(device.messages.at(-1)?.['payload']).toBe('closing');
    expect(await device.end()).toMatchObject({ code: grpc.status.OK });
  });

  test('ends when its model is lost', async () => {
    read(9n);
    const cookie = await stalled(1);
    device.cancel();
    const discarded = (): Json | undefined =>
      vmm
        .arm('reports')
        .flatMap((batch) => batch['reports'] as { groupDiscarded: Json | null }[])
        .map(({ groupDiscarded }) => groupDiscarded)
        .find((record) => record !== null && record !== undefined);
    await until(() => discarded() !== undefined);
    expect(discarded()).toMatchObject({ groupCookie: cookie, cause: 'END_CAUSE_CHANNEL_LOST' });
    const { endpoint } = (await world.must('EndpointService/GetEndpoint', { ...smmu, endpointId: 1 })) as {
      endpoint: Json;
    };
    expect(endpoint).toMatchObject({ state: 'ENDPOINT_STATE_DISCONNECTED', outstandingDmaCount: 0 });
  });
});
