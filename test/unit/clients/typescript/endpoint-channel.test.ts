import { status as Code } from '@grpc/grpc-js';
import type {
  EndpointChannel,
  EndpointChannelOptions,
  ExternalEndpoint,
  HelloOptions,
} from '../../../../clients/typescript';
import { ContractServer, refusal, settle, type EndpointPeer } from './contract-server';

const MAX64 = 2n ** 64n - 1n;
let server: ContractServer;

beforeEach(async () => {
  server = await new ContractServer().start();
});
afterEach(() => server.stop());

interface Opened {
  readonly channel: EndpointChannel;
  readonly endpoint: ExternalEndpoint;
  readonly peer: EndpointPeer;
}

async function open(options: HelloOptions = {}, channelOptions: Partial<EndpointChannelOptions> = {}): Promise<Opened> {
  const channel = server.client().openEndpointChannel({ viommuId: 'vm', ...channelOptions });
  const hello = channel.hello(1, options);
  const peer = await server.nextEndpoint();
  const { tag } = await peer.expect();
  peer.send({ tag, endpointId: 1, opened: { endpointId: 1, endpointGeneration: 4 } });
  return { channel, endpoint: await hello, peer };
}

test('hello takes an endpoint; one channel may have many', async () => {
  const channel = server.client().openEndpointChannel({ viommuId: 'vm', heartbeatIntervalMs: 700 });
  const [first, second] = [channel.hello(1), channel.hello(2, { takeOver: true })];
  const peer = await server.nextEndpoint();
  const hello = await peer.expect();
  expect(hello).toMatchObject({ endpointId: 1, payload: 'hello' });
  expect(hello.hello).toMatchObject({ viommuId: 'vm', takeOver: false, mode: 'reset', heartbeatIntervalMs: 700 });
  const takeOver = await peer.expect();
  expect(takeOver).toMatchObject({ endpointId: 2, hello: { takeOver: true } });
  peer.send({ tag: takeOver.tag, endpointId: 2, opened: { endpointId: 2 } });
  peer.send({ tag: hello.tag, endpointId: 1, refused: { code: 9, reason: 'ENDPOINT_OWNED', message: 'take over' } });
  expect((await second).endpointId).toBe(2);
  await expect(first).rejects.toMatchObject({ reason: 'ENDPOINT_OWNED' });
});

test('a stream that is refused says why', async () => {
  const channel = server.client().openEndpointChannel({ viommuId: 'vm' });
  const hello = channel.hello(1);
  (await server.nextEndpoint()).fail(Code.NOT_FOUND, 'no', refusal('VIOMMU_NOT_FOUND'));
  await expect(hello).rejects.toMatchObject({ reason: 'VIOMMU_NOT_FOUND' });
  expect((await channel.closed).error?.reason).toBe('VIOMMU_NOT_FOUND');
});

test('DMA and translation requests carry exact addresses and get their own results', async () => {
  const { endpoint, peer } = await open();
  const read = endpoint.dmaRead(MAX64, 1, { pasid: 0, addressType: 'ADDRESS_TYPE_TRANSLATED', queueTag: 3 });
  const write = endpoint.dmaWrite(0n, Buffer.from('abc'));
  const translation = endpoint.translate(MAX64 - 4095n, 1, { read: true }, 5);
  const sent = [await peer.expect(), await peer.expect(), await peer.expect()];
  expect(sent.map((message) => message.endpointId)).toEqual([1, 1, 1]);
  expect(sent[0]?.dma).toMatchObject({
    address: MAX64,
    pasid: 0,
    queueTag: 3,
    transfer: 'read',
    read: { lengthBytes: 1n },
  });
  expect(sent[1]?.dma).toMatchObject({ transfer: 'write', write: { data: Buffer.from('abc') } });
  expect(sent[1]?.dma).not.toHaveProperty('pasid');
  expect(sent[2]?.translationRequest).toMatchObject({ iova: MAX64 - 4095n, pageCount: 1, pasid: 5 });
  const tag = (index: number) => sent[index]?.tag ?? 0n;
  peer.send(
    { tag: tag(2), endpointId: 1, translationCompletion: { entries: [{ outputAddress: MAX64 }] } },
    { tag: tag(1), endpointId: 1, dmaResult: { status: 'DMA_STATUS_COMPLETED', transferredBytes: 3n } },
    { tag: tag(0), endpointId: 1, dmaResult: { status: 'DMA_STATUS_FAULTED', failedIova: MAX64 } },
  );
  expect(await read).toMatchObject({ status: 'DMA_STATUS_FAULTED', failedIova: MAX64 });
  expect((await write).transferredBytes).toBe(3n);
  expect((await translation).entries[0]?.outputAddress).toBe(MAX64);
  await expect(endpoint.dmaRead(MAX64 + 1n, 1)).rejects.toMatchObject({ field: 'dma.address' });
});

describe('page requests', () => {
  const pages = [
    { iova: 0x1000n, permissions: { read: true } },
    { iova: 0x2000n, permissions: { write: true } },
  ];

  /** Of a submission whose last page closed its group. */
  const taken = { acceptedCount: 2, closedGroups: [{ index: 1, groupCookie: 7n }] };

  test('a group is closed by its last page and answered by its index and PASID', async () => {
    const seen: number[] = [];
    const { endpoint, peer } = await open({ onPageResponse: ({ rawCode }) => seen.push(rawCode) });
    const answers = [
      endpoint.requestPages({ prgi: 4, pasid: 9, pages, queueTag: 2, lengthHintBytes: MAX64 }),
      endpoint.requestPages({ prgi: 4, pages: pages.slice(1) }),
      endpoint.requestPages({ prgi: 5, pasid: 1, pages }),
    ];
    const sent = [await peer.expect(), await peer.expect(), await peer.expect()];
    expect(sent[0]?.pageRequests).toMatchObject({
      onError: 'ON_ERROR_STOP',
      items: [
        { iova: 0x1000n, prgi: 4, pasid: 9, last: false },
        { iova: 0x2000n, prgi: 4, pasid: 9, last: true, queueTag: 2, lengthHintBytes: MAX64 },
      ],
    });
    expect(sent[0]?.pageRequests?.items[0]).not.toHaveProperty('queueTag');
    const response = (prgi: number, rawCode: number, more: object = {}) => ({
      endpointId: 1,
      pageResponse: { prgi, rawCode, ...more },
    });
    // Before the results of the submissions; one without PASID goes to the older group of its index.
    peer.send(response(5, 10, { pasid: 1 }), response(4, 11, { injected: true }), response(4, 12), response(4, 13));
    for (const { tag } of sent) peer.send({ tag, endpointId: 1, pageRequestsResult: taken });
    expect((await Promise.all(answers)).map(({ rawCode }) => rawCode)).toEqual([12, 13, 10]);
    expect(seen).toEqual([10, 11, 12, 13]);
  });

  test('a response that did nothing at the endpoint, or ends a stall, answers no group', async () => {
    const seen: number[] = [];
    const { endpoint, peer } = await open({ onPageResponse: ({ rawCode }) => seen.push(rawCode) });
    const answer = endpoint.requestPages({ prgi: 0, pasid: 9, pages });
    const { tag } = await peer.expect();
    peer.send({ tag, endpointId: 1, pageRequestsResult: taken });
    const effects = ['UNEXPECTED', 'IGNORED', 'STALL_RETRIED', 'RETRY'] as const;
    for (const [rawCode, effect] of effects.entries()) {
      const stalled = effect === 'STALL_RETRIED' ? { stallTag: 3 } : {};
      peer.send({ endpointId: 1, pageResponse: { rawCode, effect: `RESPONSE_EFFECT_${effect}`, ...stalled } });
    }
    expect((await answer).rawCode).toBe(3);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test.each([
    ['the vIOMMU ends without an answer', { closedGroups: [{ index: 1, rule: 'R-AUTO-31', unanswered: true }] }],
    ['are a Stop Marker', {}],
  ])('that %s are not waited for', async (_what, result) => {
    const { endpoint, peer } = await open();
    const answer = endpoint.requestPages({ prgi: 4, pages });
    const { tag } = await peer.expect();
    peer.send({ tag, endpointId: 1, pageRequestsResult: { acceptedCount: 2, ...result } });
    await expect(answer).rejects.toMatchObject({ reason: 'PAGE_REQUEST_UNANSWERED' });
  });

  test('may be what they must not be, and a Stop Marker', async () => {
    const { endpoint, peer } = await open();
    const sent: Promise<unknown>[] = [
      endpoint.submitPageRequests([{ prgi: 5 }], { allowViolation: true }),
      endpoint.requestPages({ prgi: 4, pages, allowViolation: true }),
      endpoint.sendStopMarker(9, 2),
    ];
    const messages = [await peer.expect(), await peer.expect(), await peer.expect()];
    expect(messages.map(({ pageRequests }) => pageRequests?.allowViolation)).toEqual([true, true, false]);
    const [marker] = messages[2]?.pageRequests?.items ?? [];
    expect(marker).toMatchObject({ prgi: 2, pasid: 9, last: true, permissions: { read: false, write: false } });
    for (const { tag } of messages) peer.send({ tag, endpointId: 1, pageRequestsResult: taken });
    peer.send({ endpointId: 1, pageResponse: { prgi: 4 } });
    await Promise.all(sent);
  });

  test('a refused page rejects, and its index can be used again', async () => {
    const { endpoint, peer } = await open();
    const refused = endpoint.requestPages({ prgi: 4, pages });
    const { tag } = await peer.expect();
    const failures = [{ index: 0, code: 9, reason: 'PRI_CREDITS_EXHAUSTED', message: 'wait' }];
    peer.send({ tag, endpointId: 1, pageRequestsResult: { failures, notExecutedCount: 1 } });
    await expect(refused).rejects.toMatchObject({ reason: 'PRI_CREDITS_EXHAUSTED' });
    const answered = endpoint.requestPages({ prgi: 4, pages });
    await peer.expect();
    peer.send({ endpointId: 1, pageResponse: { prgi: 4, code: 'PAGE_RESPONSE_CODE_SUCCESS' } });
    expect((await answered).code).toBe('PAGE_RESPONSE_CODE_SUCCESS');
    await expect(endpoint.requestPages({ prgi: -1, pages })).rejects.toMatchObject({ name: 'InvalidRequestError' });
  });

  test('are forgotten with a reset, and not when PRI is only disabled', async () => {
    const changes: string[] = [];
    const { endpoint, peer } = await open({ onChanged: ({ change }) => changes.push(change) });
    let forgotten = false;
    const waiting = endpoint.requestPages({ prgi: 4, pages }).finally(() => (forgotten = true));
    await peer.expect();
    peer.send({ endpointId: 1, changed: { change: 'ENDPOINT_CHANGE_KIND_PRI_DISABLED' } });
    await settle();
    expect(forgotten).toBe(false);
    peer.send({ endpointId: 1, changed: { change: 'ENDPOINT_CHANGE_KIND_PRI_RESET' } });
    await expect(waiting).rejects.toMatchObject({ reason: 'PAGE_REQUEST_FORGOTTEN' });
    expect(changes).toEqual(['ENDPOINT_CHANGE_KIND_PRI_DISABLED', 'ENDPOINT_CHANGE_KIND_PRI_RESET']);
  });
});

describe('invalidations', () => {
  const request = (itag: number) => ({
    endpointId: 1,
    invalidationRequest: { itag, range: { first: 0n, last: MAX64 } },
  });

  test('are completed when the handler is done, each for itself', async () => {
    const finish: (() => void)[] = [];
    const { peer } = await open({
      onInvalidation: ({ itag, range }) => {
        expect(range?.last).toBe(MAX64);
        return itag === 3 ? undefined : new Promise((resolve) => (finish[itag] = resolve));
      },
    });
    peer.send(request(1), request(2), request(3));
    const itags = async () => (await peer.expect()).invalidationCompletion?.itags;
    expect(await itags()).toEqual([3]);
    finish[2]?.();
    expect(await itags()).toEqual([2]);
    finish[1]?.();
    expect(await itags()).toEqual([1]);
  });

  test('are completed at once without a handler, and by hand when told so', async () => {
    const { peer } = await open();
    peer.send(request(7));
    expect((await peer.expect()).invalidationCompletion).toEqual({ itags: [7] });
    const seen: number[] = [];
    const refused: unknown[] = [];
    const manual = await open({
      manualCompletion: true,
      onInvalidation: ({ itag }) => void seen.push(itag),
      onRefused: ({ reason }) => refused.push(reason),
    });
    manual.peer.send(request(8), request(9));
    await settle();
    expect(seen).toEqual([8, 9]);
    manual.endpoint.completeInvalidation([9, 8]);
    const { invalidationCompletion, tag } = await manual.peer.expect();
    expect(invalidationCompletion).toEqual({ itags: [9, 8] });
    manual.peer.send({ tag, endpointId: 1, refused: { code: 9, reason: 'ENDPOINT_NOT_OPEN' } });
    await settle();
    expect(refused).toEqual(['ENDPOINT_NOT_OPEN']);
  });

  test('a completion says how many come, and whose it is', async () => {
    const { endpoint, peer } = await open({ manualCompletion: true });
    endpoint.completeInvalidation([3, 4], { completionCount: 0, requesterId: 0x108 });
    endpoint.completeInvalidation([5]);
    expect((await peer.expect()).invalidationCompletion).toMatchObject({
      itags: [3, 4],
      completionCount: 0,
      requesterId: 0x108,
    });
    expect((await peer.expect()).invalidationCompletion).toEqual({ itags: [5] });
    expect(() => endpoint.completeInvalidation([5], { completionCount: -1 })).toThrow('completionCount');
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('a handler that %s ends the channel', async (_how, onInvalidation) => {
    const { channel, peer } = await open({ onInvalidation });
    peer.send(request(1));
    expect((await channel.closed).error).toMatchObject({ reason: 'HANDLER_FAILED', cause: new Error('broken') });
    expect(await peer.next()).toBeUndefined();
  });
});

describe('barriers', () => {
  const invalidation = (itag: number) => ({ endpointId: 1, sequence: BigInt(itag), invalidationRequest: { itag } });

  test('one of ours resolves when the server has caught up', async () => {
    const { endpoint, peer } = await open();
    let isReached = false;
    const barrier = endpoint.barrier().then(() => (isReached = true));
    const { tag, endpointId, payload } = await peer.expect();
    expect([endpointId, payload]).toEqual([1, 'barrier']);
    peer.send({ tag: tag + 1n, endpointId: 1, barrierReached: {} });
    await settle();
    expect(isReached).toBe(false);
    peer.send({ tag, endpointId: 1, barrierReached: {} });
    expect(await barrier).toBe(true);
  });

  test('one of ours rejects with the refusal', async () => {
    const { endpoint, peer } = await open();
    const barrier = endpoint.barrier();
    const { tag } = await peer.expect();
    peer.send({ tag, endpointId: 1, refused: { code: 9, reason: 'ENDPOINT_NOT_OPEN', message: 'no' } });
    await expect(barrier).rejects.toMatchObject({ reason: 'ENDPOINT_NOT_OPEN' });
  });

  test('one of the server is answered when everything before it was handled, and what that sends was sent', async () => {
    let finish = () => {};
    const { endpoint, peer } = await open({
      onInvalidation: ({ itag }) => (itag === 2 ? new Promise<void>((resolve) => (finish = resolve)) : undefined),
      onPageResponse: () => void endpoint.dmaRead(0x2000n, 1).catch(() => {}),
    });
    void endpoint.dmaRead(0x1000n, 1).then(() => endpoint.completeInvalidation([31]));
    const { tag } = await peer.expect();
    const result = { tag, endpointId: 1, dmaResult: { status: 'DMA_STATUS_COMPLETED' as const } };
    const barrier = { endpointId: 1, barrier: { tag: MAX64 } };
    peer.send(result, invalidation(1), { endpointId: 1, pageResponse: { prgi: 1 } }, invalidation(2), barrier);
    const sent = [await peer.expect(), await peer.expect(), await peer.expect()];
    expect(sent.map((message) => message.dma?.address ?? message.invalidationCompletion?.itags)).toEqual(
      expect.arrayContaining([[31], 0x2000n, [1]]),
    );
    let answered = false;
    const next = peer.expect().then((message) => {
      answered = message.payload === 'barrierReached';
      return message;
    });
    await settle();
    expect(answered).toBe(false);
    finish();
    expect((await next).invalidationCompletion).toEqual({ itags: [2] });
    expect(await peer.expect()).toMatchObject({ endpointId: 1, barrierReached: { tag: MAX64 } });
  });

  test('one of the server waits for nothing that came after it, nor with manual completion for any completion', async () => {
    const { peer } = await open({ manualCompletion: true });
    const hung = await open({ onInvalidation: () => new Promise(() => {}) });
    peer.send(invalidation(1), { endpointId: 1, barrier: { tag: 1n } });
    expect(await peer.expect()).toMatchObject({ barrierReached: { tag: 1n } });
    hung.peer.send({ endpointId: 1, barrier: { tag: 2n } }, invalidation(1));
    expect(await hung.peer.expect()).toMatchObject({ barrierReached: { tag: 2n } });
  });
});

describe('the end', () => {
  test('a lost endpoint rejects what is its own', async () => {
    const lost: string[] = [];
    const { channel, endpoint, peer } = await open({ onLost: (reason) => lost.push(reason) });
    const other = channel.hello(2);
    const { tag } = await peer.expect();
    const waiting = endpoint.dmaRead(0n, 1);
    const pages = endpoint.requestPages({ prgi: 1, pages: [{ iova: 0n }] });
    const settled = Promise.allSettled([waiting, pages]);
    peer.send({ endpointId: 1, endpointLost: { reason: 'CLOSING_REASON_TAKEN_OVER' } });
    const gone = { status: 'rejected', reason: expect.objectContaining({ reason: 'CHANNEL_LOST' }) as unknown };
    expect(await settled).toEqual([gone, gone]);
    expect(lost).toEqual(['CLOSING_REASON_TAKEN_OVER']);
    peer.send({ tag, endpointId: 2, opened: { endpointId: 2 } });
    expect((await other).endpointId).toBe(2);
  });

  test('a lost channel that may not come back rejects everything', async () => {
    const { channel, endpoint } = await open({}, { reconnect: false });
    const waiting = Promise.allSettled([endpoint.dmaRead(0n, 1), endpoint.requestPages({ prgi: 1, pages: [{}] })]);
    await settle();
    server.kill();
    const [read, pages] = await waiting;
    expect(read).toMatchObject({ reason: { name: 'ConnectionLostError', sent: true } });
    expect(pages).toMatchObject({ reason: { name: 'ConnectionLostError' } });
    expect((await channel.closed).error).toBeDefined();
    await expect(channel.hello(1)).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
    endpoint.completeInvalidation([1]);
  });

  test('end waits for CLIENT_DONE; cancel does not', async () => {
    const { channel, peer } = await open();
    const end = channel.end();
    expect(await peer.next()).toBeUndefined();
    peer.send({ closing: { reason: 'CLOSING_REASON_CLIENT_DONE' } });
    peer.end();
    expect(await end).toMatchObject({ closing: { reason: 'CLOSING_REASON_CLIENT_DONE' } });
    const other = await open();
    other.channel.cancel();
    expect(await other.channel.closed).toEqual({});
    expect(await server.client().openEndpointChannel({ viommuId: 'vm' }).end()).toEqual({});
  });

  test('taking an endpoint anew forgets what the first handle waits for', async () => {
    const { channel, endpoint, peer } = await open();
    const waiting = endpoint.requestPages({ prgi: 1, pages: [{}] });
    const refusedToo = waiting.catch((error: unknown) => error);
    await peer.expect();
    const again = channel.hello(1);
    const { tag } = await peer.expect();
    peer.send({ tag, endpointId: 1, opened: { endpointId: 1, endpointGeneration: 5 } });
    expect((await again).opened.endpointGeneration).toBe(5);
    expect(await refusedToo).toMatchObject({ reason: 'CHANNEL_LOST' });
  });
});
