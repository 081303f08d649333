/** Barriers on EndpointChannel in both directions, and time that moves after them, over the wire. */
import * as grpc from '@grpc/grpc-js';
import { REASONS, type Reason } from '../../src/model/errors';
import { call, cleanUp, detailsOf, type Outcome } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { furnish, PAGE, RW, startWorld, type Json, type World } from './world';

let world: World;
let model: RawStream;

const vm = { viommuId: 'vm' };
const endpointId = 3;

beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
  await world.must('DomainService/Attach', { ...vm, endpointId, domainId: 1 });
  model = await hello();
  await world.must('EndpointService/UpdateEndpoint', { ...vm, endpointId, atsEnabled: true });
  await world.must('EndpointService/EnablePri', { ...vm, endpointId });
});
afterEach(cleanUp);

async function hello(): Promise<RawStream> {
  const stream = RawStream.channel(world, 'EndpointChannel');
  stream.send({ endpointId, hello: { ...vm, reset: {} } });
  await stream.next('opened');
  return stream;
}

function expectReason({ error }: Outcome, reason: Reason): void {
  expect(error?.code).toBe(grpc.status[REASONS[reason]]);
  expect(detailsOf(error!)['ErrorInfo']).toMatchObject({ reason, domain: 'viommu' });
}

const timeOf = async (): Promise<unknown> =>
  ((await world.must('ViommuService/GetViommu', vm)) as { viommu: Json }).viommu['timeNs'];
const advance = (request: Json = {}) =>
  call(world.client('ViommuService'), 'AdvanceTime', {
    ...vm,
    advanceNs: 10n,
    afterBarrierEndpointIds: [endpointId],
    ...request,
  });
const payloads = (stream: RawStream): unknown[] => stream.messages.map(({ payload }) => payload);

/** The endpoint asks for a page; its group's cookie. */
async function ask(prgi: number): Promise<bigint> {
  const items = [{ iova: PAGE, permissions: RW, prgi, last: true }];
  const tag = BigInt(100 + prgi);
  model.send({ tag, endpointId, pageRequests: { items } });
  const { pageRequestsResult } = (await model.answer(tag)) as { pageRequestsResult: { closedGroups: Json[] } };
  return pageRequestsResult.closedGroups[0]!['groupCookie'] as bigint;
}

const respond = (groupCookie: bigint) =>
  world.must('FaultService/RespondToPageRequests', { ...vm, responses: [{ groupCookie, code: 1 }] });

describe('a barrier of the model', () => {
  test('is reached behind what the endpoint was sent, and the results of what it asked before', async () => {
    const cookies = [await ask(0), await ask(1), await ask(2)];
    for (const cookie of cookies) {
      await respond(cookie);
    }
    model.send({ tag: 7n, endpointId, translationRequest: { iova: PAGE, permissions: RW } });
    model.send({ tag: 8n, endpointId, dma: { address: PAGE, read: { lengthBytes: 4 } } });
    model.send({ tag: 9n, endpointId, barrier: { tag: 77n } });
    expect(await model.answer(9n)).toMatchObject({ endpointId, barrierReached: { tag: 77n } });
    const last = payloads(model).slice(payloads(model).indexOf('barrierReached') - 2);
    expect(model.arm('pageResponse')).toHaveLength(3);
    expect(last).toEqual(['translationCompletion', 'dmaResult', 'barrierReached']);
  });

  test('keeps its place while commands wait in line', async () => {
    let isDone = false;
    const host = world.host('vm');
    const sliced = host.executeSliced(function* () {
      while (!isDone) yield;
    });
    const before = model.messages.length;
    model.send({ tag: 7n, endpointId, translationRequest: { iova: PAGE, permissions: RW } });
    model.send({ tag: 8n, endpointId, dma: { address: PAGE, read: { lengthBytes: 4 } } });
    model.send({ tag: 9n, endpointId, barrier: { tag: 1n } });
    // What came later on the same connection is answered, of another kind: so these have come.
    await world.must('ViommuService/GetInfo', {});
    await world.must('ViommuService/GetInfo', {});
    expect(model.messages).toHaveLength(before);
    isDone = true;
    await sliced;
    await model.answer(9n);
    expect(payloads(model).slice(before)).toEqual(['translationCompletion', 'dmaResult', 'barrierReached']);
  });
});

describe('a barrier of the server', () => {
  test('comes behind everything the endpoint was sent; time moves when it is answered', async () => {
    const cookie = await ask(0);
    await respond(cookie);
    const moving = advance();
    const { tag } = await model.next('barrier');
    expect(payloads(model).slice(-2)).toEqual(['pageResponse', 'barrier']);
    expect(await timeOf()).toBe(1000n);
    // What the model has to say before it answers happens before time moves.
    model.send({ endpointId, pageRequests: { items: [{ iova: PAGE, permissions: RW, prgi: 5, last: true }] } });
    model.send({ endpointId, barrierReached: { tag } });
    expect((await moving.outcome).response).toMatchObject({ timeNs: 1010n, fired: { delayedMessageCount: 0n } });
    const { groups } = (await world.must('FaultService/ListPageRequestGroups', vm)) as { groups: { group: Json }[] };
    expect(groups.map(({ group }) => [group['endpointId'], group['prgi']])).toContainEqual([3, 5]);
  });

  test('is answered once, and with its own tag', async () => {
    const moving = advance();
    const { tag } = (await model.next('barrier')) as { tag: bigint };
    model.send({ tag: 1n, endpointId, barrierReached: { tag: tag + 1n } });
    expect(await model.answer(1n)).toMatchObject({ refused: { reason: 'BARRIER_UNKNOWN' } });
    expect(await timeOf()).toBe(1000n);
    model.send({ endpointId, barrierReached: { tag } });
    expect((await moving.outcome).response).toMatchObject({ timeNs: 1010n });
    model.send({ tag: 2n, endpointId, barrierReached: { tag } });
    expect(await model.answer(2n)).toMatchObject({ refused: { reason: 'BARRIER_UNKNOWN' } });
  });

  test('waits for every endpoint', async () => {
    const other = RawStream.channel(world, 'EndpointChannel');
    const config = { backend: 'ENDPOINT_BACKEND_EXTERNAL' };
    await world.must('EndpointService/CreateEndpoint', { ...vm, endpointId: 20, config });
    other.send({ endpointId: 20, hello: { ...vm, reset: {} } });
    await other.next('opened');
    const moving = advance({ afterBarrierEndpointIds: [endpointId, 20] });
    const { tag } = await model.next('barrier');
    expect(await other.next('barrier')).toEqual({ tag });
    model.send({ tag: 1n, endpointId, barrierReached: { tag } });
    model.send({ tag: 2n, endpointId, barrier: { tag: 0n } });
    await model.answer(2n);
    expect(await timeOf()).toBe(1000n);
    other.send({ endpointId: 20, barrierReached: { tag } });
    expect((await moving.outcome).response).toMatchObject({ timeNs: 1010n });
  });

  test('ends with a model that is lost meanwhile, or is not there at all', async () => {
    const moving = advance();
    await model.next('barrier');
    model.cancel();
    expectReason(await moving.outcome, 'ENDPOINT_DISCONNECTED');
    expectReason(await advance().outcome, 'ENDPOINT_DISCONNECTED');
    expect(await timeOf()).toBe(1000n);
  });

  test('leaves time where it was when its caller goes; the answer that comes then is no offence', async () => {
    const made = world.client('ViommuService') as unknown as Record<
      string,
      (request: Json, metadata: grpc.Metadata, options: grpc.CallOptions, done: (error: unknown) => void) => void
    >;
    const ended = new Promise((resolve) => {
      const request = { ...vm, advanceNs: 10n, afterBarrierEndpointIds: [endpointId] };
      made['AdvanceTime']!(request, new grpc.Metadata(), { deadline: Date.now() + 300 }, resolve);
    });
    const { tag } = await model.next('barrier');
    expect(await ended).toMatchObject({ code: grpc.status.DEADLINE_EXCEEDED });
    const cancelled = advance();
    const { tag: second } = await model.next('barrier', 2);
    cancelled.cancel();
    expect((await cancelled.outcome).error?.code).toBe(grpc.status.CANCELLED);
    model.send({ tag: 1n, endpointId, barrierReached: { tag } });
    model.send({ tag: 2n, endpointId, barrier: { tag: 0n } });
    await model.answer(2n);
    expect(payloads(model)).not.toContain('refused');
    expect(await timeOf()).toBe(1000n);
    model.send({ tag: 3n, endpointId, barrierReached: { tag: second } });
    model.send({ tag: 4n, endpointId, barrier: { tag: 0n } });
    await model.answer(4n);
    expect(payloads(model)).not.toContain('refused');
    expect(await timeOf()).toBe(1000n);
  });
});
