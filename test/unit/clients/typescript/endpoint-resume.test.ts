/** An endpoint channel over losses of its connection. */
import { status as Code } from '@grpc/grpc-js';
import {
  ResumeRefusedError,
  type EndpointChannel,
  type EndpointChannelOptions,
  type ExternalEndpoint,
  type HelloOptions,
} from '../../../../clients/typescript';
import type { EndpointChannelResponse } from '../../../../clients/typescript/gen/viommu/v1/EndpointChannelResponse';
import type { EndpointPageResponse } from '../../../../clients/typescript/gen/viommu/v1/EndpointPageResponse';
import type { EndpointResumed } from '../../../../clients/typescript/gen/viommu/v1/EndpointResumed';
import { ContractServer, settle, until, type EndpointPeer } from './contract-server';

const quick = { initialDelayMs: 5, maxDelayMs: 10 };
const pages = [{ iova: 0x1000n, permissions: { write: true } }];
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

/** Endpoint 1, taken anew, in generation 4. */
async function open(options: HelloOptions = {}, channelOptions: Partial<EndpointChannelOptions> = {}): Promise<Opened> {
  const channel = server.client().openEndpointChannel({ viommuId: 'vm', reconnect: quick, ...channelOptions });
  const hello = channel.hello(1, options);
  const peer = await server.nextEndpoint();
  const { tag } = await peer.expect();
  peer.send({ tag, endpointId: 1, opened: { endpointId: 1, endpointGeneration: 4 } });
  return { channel, endpoint: await hello, peer };
}

/** What the endpoint receives, with its number. */
const message = (sequence: bigint, pageResponse: EndpointPageResponse = { prgi: 500 }): EndpointChannelResponse => ({
  endpointId: 1,
  sequence,
  pageResponse,
});

/** The server loses the connection; returns the next one and the hello on it. */
async function lose(peer: EndpointPeer) {
  peer.fail(Code.UNAVAILABLE, 'gone');
  const again = await server.nextEndpoint();
  return { again, hello: await again.expect() };
}

/** The endpoint goes on. */
function accept(peer: EndpointPeer, tag: bigint, resumed: EndpointResumed = {}): void {
  const endpoint = { endpointId: 1, endpointGeneration: 4 };
  peer.send({ tag, endpointId: 1, resumed: { endpoint, nextSequence: 100n, ...resumed } });
}

function refuse(peer: EndpointPeer, tag: bigint, reason: string, metadata: Record<string, string> = {}): void {
  peer.send({ tag, endpointId: 1, refused: { code: Code.FAILED_PRECONDITION, reason, message: 'no', metadata } });
}

const differs = (peer: EndpointPeer, tag: bigint): void =>
  refuse(peer, tag, 'ENDPOINT_GENERATION_DIFFERS', { endpoint_generation: '6' });

/** Tells whether a promise has been settled. */
function watched(promise: Promise<unknown>): { isSettled: boolean } {
  const state = { isSettled: false };
  const mark = (): void => void (state.isSettled = true);
  promise.then(mark, mark);
  return state;
}

describe('after a loss', () => {
  test('neither the barriers before it matter nor the invalidations', async () => {
    const begun: number[] = [];
    const { peer } = await open({
      onInvalidation: ({ itag }) => {
        begun.push(itag);
        return new Promise(() => {});
      },
    });
    peer.send({ endpointId: 1, invalidationRequest: { itag: 1 } }, { endpointId: 1, barrier: { tag: 1n } });
    await until(() => begun.length === 1);
    const { again, hello } = await lose(peer);
    accept(again, hello.tag);
    again.send({ endpointId: 1, barrier: { tag: 2n } });
    expect(await again.expect()).toMatchObject({ endpointId: 1, barrierReached: { tag: 2n } });
  });

  test('the endpoint goes on after the last message that was handed over, and the model is told', async () => {
    const seen: string[] = [];
    const { channel, endpoint, peer } = await open({
      onDisconnected: ({ code }) => seen.push(`disconnected ${code}`),
      onResumed: ({ droppedPageRequestCount }) => seen.push(`resumed ${droppedPageRequestCount}`),
      onPageResponse: ({ prgi, redelivery }) => seen.push(`${prgi} ${redelivery}`),
      onReset: () => seen.push('reset'),
    });
    const read = endpoint.dmaRead(0n, 1);
    await peer.expect();
    peer.send(message(1n, { prgi: 1 }), message(2n, { prgi: 2 }));
    const lost = await Promise.all([
      expect(read).rejects.toMatchObject({ sent: true, name: 'ConnectionLostError' }),
      lose(peer),
    ]);
    const [, { again, hello }] = lost;
    expect(hello).toMatchObject({
      endpointId: 1,
      hello: {
        viommuId: 'vm',
        takeOver: false,
        mode: 'resume',
        resume: { endpointGeneration: 4, lastReceivedSequence: 2n },
      },
    });
    await expect(endpoint.dmaRead(0n, 1)).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
    expect(endpoint.resumed).toBeUndefined();
    accept(again, hello.tag, { redeliveredResponseCount: 1, droppedPageRequestCount: 3n });
    again.send(message(100n, { prgi: 3, redelivery: true }));
    await until(() => seen.includes('3 true'));
    expect(seen).toEqual(['1 false', '2 false', 'disconnected 14', 'resumed 3', '3 true']);
    expect(endpoint.resumed).toMatchObject({ nextSequence: 100n });
    expect(endpoint.resumePoint).toEqual({ endpointGeneration: 4, lastReceivedSequence: 100n });

    const translation = endpoint.translate(0n, 1, { read: true });
    const { tag, payload } = await again.expect();
    expect(payload).toBe('translationRequest');
    again.send({ tag, endpointId: 1, translationCompletion: {} });
    await translation;
    expect(channel.closing).toBeUndefined();
  });

  test('every endpoint goes on, in the generation that is known and without taking over', async () => {
    const { channel, peer } = await open({ takeOver: true });
    const other = channel.hello(2, { takeOver: true });
    const { tag } = await peer.expect();
    peer.send({ tag, endpointId: 2, opened: { endpointId: 2, endpointGeneration: 9 } });
    const second = await other;
    peer.send({
      endpointId: 2,
      sequence: 7n,
      changed: { change: 'ENDPOINT_CHANGE_KIND_FUNCTION_RESET', endpointGeneration: 10 },
    });
    await until(() => second.resumePoint.lastReceivedSequence === 7n);
    const { again, hello } = await lose(peer);
    const secondHello = await again.expect();
    expect(hello).toMatchObject({ endpointId: 1, hello: { resume: { endpointGeneration: 4 } } });
    expect(secondHello).toMatchObject({
      endpointId: 2,
      hello: { takeOver: false, resume: { endpointGeneration: 10, lastReceivedSequence: 7n } },
    });
  });

  test('a second loss asks for the same, until something was handed over, and is told only if there was something to lose', async () => {
    let losses = 0;
    const { endpoint, peer } = await open({ onDisconnected: () => (losses += 1) });
    peer.send(message(5n), { endpointId: 1, tag: 77n, dmaResult: {} }, message(6n));
    await until(() => endpoint.resumePoint.lastReceivedSequence === 6n);
    peer.send({ endpointId: 1, tag: 78n, dmaResult: {} });
    const first = await lose(peer);
    const second = await lose(first.again);
    expect(second.hello.hello?.resume?.lastReceivedSequence).toBe(6n);
    expect(losses).toBe(1);
    accept(second.again, second.hello.tag);
    second.again.send(message(100n));
    await until(() => endpoint.resumePoint.lastReceivedSequence === 100n);
    const third = await lose(second.again);
    expect(third.hello.hello?.resume?.lastReceivedSequence).toBe(100n);
    expect(losses).toBe(2);
  });

  test('a server that stops is come back to; a reset or deleted vIOMMU is not', async () => {
    const { channel, peer } = await open();
    peer.send({ closing: { reason: 'CLOSING_REASON_SERVER_STOPPING' } });
    peer.end();
    const again = await server.nextEndpoint();
    const { tag } = await again.expect();
    expect(channel.closing).toBeUndefined();
    accept(again, tag);
    again.send({ closing: { reason: 'CLOSING_REASON_RESET' } });
    again.end();
    const end = await channel.closed;
    expect(end.closing?.reason).toBe('CLOSING_REASON_RESET');
    expect(end.error).toBeUndefined();
    await settle();
    expect(server.endpoint.size).toBe(0);
  });

  test('an attempt that succeeded is none of those that are counted', async () => {
    const { endpoint, peer } = await open({}, { reconnect: { ...quick, maxAttempts: 1 } });
    const first = await lose(peer);
    accept(first.again, first.hello.tag);
    await until(() => endpoint.resumed !== undefined);
    const second = await lose(first.again);
    expect(second.hello.hello?.mode).toBe('resume');
  });

  test('a server that stops before it has heard the hello is come back to', async () => {
    const { endpoint, peer } = await open();
    const { again, hello } = await lose(peer);
    const stopping = { code: Code.UNAVAILABLE, reason: 'SERVER_STOPPING', message: 'later' };
    again.send({ tag: hello.tag, endpointId: 1, refused: stopping });
    const next = await server.nextEndpoint();
    accept(next, (await next.expect()).tag);
    await until(() => endpoint.resumed !== undefined);
  });

  test('an invalidation of the lost connection is not completed on the next', async () => {
    const done: (() => void)[] = [];
    const { peer } = await open({ onInvalidation: () => new Promise((resolve) => done.push(resolve)) });
    const invalidation = { endpointId: 1, invalidationRequest: { itag: 3 } };
    peer.send(invalidation);
    await until(() => done.length === 1);
    const { again, hello } = await lose(peer);
    accept(again, hello.tag);
    again.send(invalidation);
    await until(() => done.length === 2);
    done[0]?.();
    await settle();
    again.send({ endpointId: 1, invalidationRequest: { itag: 4 } });
    await until(() => done.length === 3);
    done[2]?.();
    expect((await again.expect()).invalidationCompletion).toEqual({ itags: [4] });
    done[1]?.();
    expect((await again.expect()).invalidationCompletion).toEqual({ itags: [3] });
  });
});

describe('a group that waits for its answer', () => {
  /** Groups under way when the connection is lost, none of them acknowledged. */
  async function waiting(...groups: { prgi: number; pasid?: number }[]) {
    const { endpoint, peer } = await open();
    const answers = groups.map((group) => endpoint.requestPages({ ...group, pages }));
    for (const answer of answers) answer.catch(() => {});
    for (const _ of groups) await peer.expect();
    return { answers, ...(await lose(peer)) };
  }
  const forgotten = { reason: 'PAGE_REQUEST_FORGOTTEN' };

  test('is answered later when the server still has it', async () => {
    const { answers, again, hello } = await waiting({ prgi: 1, pasid: 0 }, { prgi: 1 });
    const [listed, dropped] = answers as [Promise<unknown>, Promise<unknown>];
    const state = watched(listed);
    accept(again, hello.tag, { outstandingGroups: [{ prgi: 1, pasid: 0 }], outstandingGroupCount: 1n });
    await expect(dropped).rejects.toMatchObject(forgotten);
    await settle();
    expect(state.isSettled).toBe(false);
    again.send(message(100n, { prgi: 1, pasid: 0, rawCode: 1 }));
    expect(await listed).toMatchObject({ rawCode: 1 });
  });

  test('is answered by what is sent again, and forgotten only when all of that has come', async () => {
    const { answers, again, hello } = await waiting({ prgi: 1 }, { prgi: 2 }, { prgi: 3 });
    const [dropped, answered, listed] = answers as [Promise<unknown>, Promise<unknown>, Promise<unknown>];
    const state = watched(dropped);
    accept(again, hello.tag, {
      outstandingGroups: [{ prgi: 3 }],
      outstandingGroupCount: 1n,
      redeliveredResponseCount: 2,
    });
    // Given while nobody was there: it cannot have been received before.
    again.send(message(100n, { prgi: 2, rawCode: 1, redelivery: false }));
    expect(await answered).toMatchObject({ rawCode: 1, redelivery: false });
    await settle();
    expect(state.isSettled).toBe(false);
    again.send(message(101n, { prgi: 7, redelivery: true, effect: 'RESPONSE_EFFECT_UNEXPECTED' }));
    await expect(dropped).rejects.toMatchObject(forgotten);
    again.send(message(103n, { prgi: 3, rawCode: 15 }));
    expect(await listed).toMatchObject({ rawCode: 15, redelivery: false });
  });

  test('is not taken for another of its index that is still unanswered', async () => {
    const { answers, again, hello } = await waiting({ prgi: 1, pasid: 5 }, { prgi: 1, pasid: 6 });
    accept(again, hello.tag, {
      outstandingGroups: [{ prgi: 1, pasid: 5 }],
      outstandingGroupCount: 1n,
      redeliveredResponseCount: 1,
    });
    again.send(message(100n, { prgi: 1, rawCode: 1, redelivery: true }), message(101n, { prgi: 1, rawCode: 2 }));
    expect(await Promise.all(answers)).toMatchObject([{ rawCode: 2 }, { rawCode: 1 }]);
  });

  test('is counted once for each time the server lists it', async () => {
    const { answers, again, hello } = await waiting({ prgi: 1 }, { prgi: 1 });
    accept(again, hello.tag, { outstandingGroups: [{ prgi: 1 }], outstandingGroupCount: 1n });
    again.send(message(100n, { prgi: 1, rawCode: 2 }));
    await expect(answers[1]).rejects.toMatchObject(forgotten);
    expect(await answers[0]).toMatchObject({ rawCode: 2 });
  });

  test('has an unknown fate when the server could not list all', async () => {
    const { answers, again, hello } = await waiting({ prgi: 1 }, { prgi: 2 });
    accept(again, hello.tag, { outstandingGroups: [{ prgi: 1 }], outstandingGroupCount: 2n });
    await expect(answers[1]).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: true });
    again.send(message(100n, { prgi: 1 }));
    await answers[0];
  });

  test('that is asked for after the loss has nothing to do with it', async () => {
    const { endpoint, peer } = await open();
    const { again, hello } = await lose(peer);
    accept(again, hello.tag, { redeliveredResponseCount: 1 });
    await until(() => endpoint.resumed !== undefined);
    const answer = endpoint.requestPages({ prgi: 1, pages });
    const state = watched(answer);
    await again.expect();
    again.send(message(100n, { prgi: 1, rawCode: 9, redelivery: true }));
    await settle();
    expect(state.isSettled).toBe(false);
    again.send(message(101n, { prgi: 1, rawCode: 2 }));
    expect((await answer).rawCode).toBe(2);
  });
});

describe('an endpoint that was reset meanwhile', () => {
  test('is given up, under the name of the reason; the others go on without it', async () => {
    const errors: ResumeRefusedError[] = [];
    const { channel, endpoint, peer } = await open({ onResumeRefused: (error) => errors.push(error) });
    const other = channel.hello(2);
    const { tag } = await peer.expect();
    peer.send({ tag, endpointId: 2, opened: { endpointId: 2, endpointGeneration: 1 } });
    const second = await other;
    const answer = endpoint.requestPages({ prgi: 1, pages });
    const rejected = expect(answer).rejects.toBeInstanceOf(ResumeRefusedError);
    await peer.expect();
    const { again, hello } = await lose(peer);
    const secondHello = await again.expect();
    differs(again, hello.tag);
    again.send({ tag: secondHello.tag, endpointId: 2, resumed: { endpoint: { endpointId: 2 } } });
    await rejected;
    await until(() => second.resumed !== undefined);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      name: 'ResumeRefusedError',
      code: Code.FAILED_PRECONDITION,
      reason: 'ENDPOINT_GENERATION_DIFFERS',
      endpointId: 1,
      endpointGeneration: 6,
    });
    await expect(endpoint.dmaRead(0n, 1)).rejects.toBe(errors[0]);
    const works = second.dmaRead(0n, 1);
    const dma = await again.expect();
    expect(dma).toMatchObject({ endpointId: 2, payload: 'dma' });
    again.send({ tag: dma.tag, endpointId: 2, dmaResult: {} });
    await works;
    const anew = channel.hello(1);
    const reset = await again.expect();
    expect(reset.hello?.mode).toBe('reset');
    refuse(again, reset.tag, 'ENDPOINT_OWNED');
    await expect(anew).rejects.toMatchObject({ name: 'ViommuError', reason: 'ENDPOINT_OWNED' });
    expect((await lose(again)).hello.endpointId).toBe(2);
  });

  test('ends the channel when nobody wants to hear of it', async () => {
    const { channel, peer } = await open();
    const { again, hello } = await lose(peer);
    differs(again, hello.tag);
    const { error } = await channel.closed;
    expect(error).toBeInstanceOf(ResumeRefusedError);
    expect(error).toMatchObject({ reason: 'ENDPOINT_GENERATION_DIFFERS', endpointGeneration: 6 });
  });

  test('begins anew where that is allowed', async () => {
    const seen: unknown[] = [];
    const { endpoint, peer } = await open({
      resetIfGenerationDiffers: true,
      onReset: ({ endpointGeneration }, error) => seen.push([endpointGeneration, error.endpointGeneration]),
      onResumed: () => seen.push('resumed'),
    });
    const answer = endpoint.requestPages({ prgi: 1, pages });
    const rejected = expect(answer).rejects.toMatchObject({ reason: 'PAGE_REQUEST_FORGOTTEN' });
    await peer.expect();
    peer.send(message(5n));
    await until(() => endpoint.resumePoint.lastReceivedSequence === 5n);
    const { again, hello } = await lose(peer);
    differs(again, hello.tag);
    const reset = await again.expect();
    expect(reset.hello).toMatchObject({ mode: 'reset', takeOver: false });
    await expect(endpoint.dmaRead(0n, 1)).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
    again.send({ tag: reset.tag, endpointId: 1, opened: { endpointId: 1, endpointGeneration: 7 } });
    await rejected;
    expect(seen).toEqual([[7, 6]]);
    expect(endpoint.resumePoint).toEqual({ endpointGeneration: 7, lastReceivedSequence: 0n });
    const next = await lose(again);
    expect(next.hello.hello?.resume).toEqual({ endpointGeneration: 7, lastReceivedSequence: 0n });
    accept(next.again, next.hello.tag);
    await until(() => endpoint.resumed !== undefined);
    expect(seen).toEqual([[7, 6], 'resumed']);
  });

  test.each(['ENDPOINT_REMOVED', 'ENDPOINT_NOT_FOUND', 'RESUME_POINT_INVALID'])(
    'is not begun anew for another reason: %s',
    async (reason) => {
      const errors: (string | undefined)[] = [];
      const { peer } = await open({
        resetIfGenerationDiffers: true,
        onResumeRefused: (error) => errors.push(error.reason),
      });
      const { again, hello } = await lose(peer);
      refuse(again, hello.tag, reason);
      await until(() => errors.length > 0);
      expect(errors).toEqual([reason]);
    },
  );

  test('and is owned is asked for again, for a while: the owner may be the lost connection', async () => {
    const errors: (string | undefined)[] = [];
    const { endpoint, peer } = await open({
      resetIfGenerationDiffers: true,
      onResumeRefused: ({ reason }) => errors.push(reason),
    });
    const first = await lose(peer);
    refuse(first.again, first.hello.tag, 'ENDPOINT_OWNED');
    const { tag, hello } = await first.again.expect();
    expect(hello).toMatchObject({ mode: 'resume', takeOver: false });
    accept(first.again, tag);
    await until(() => endpoint.resumed !== undefined);

    const second = await lose(first.again);
    let next = second.hello;
    for (let asked = 1; asked < 9; asked++) {
      expect(errors).toEqual([]);
      refuse(second.again, next.tag, 'ENDPOINT_OWNED');
      next = await second.again.expect();
    }
    refuse(second.again, next.tag, 'ENDPOINT_OWNED');
    await until(() => errors.length > 0);
    expect(errors).toEqual(['ENDPOINT_OWNED']);
  });

  test('and is owned is not asked for on a connection that is lost as well', async () => {
    const { peer } = await open({}, { reconnect: { initialDelayMs: 60, maxDelayMs: 60 } });
    const first = await lose(peer);
    refuse(first.again, first.hello.tag, 'ENDPOINT_OWNED');
    const second = await lose(first.again);
    accept(second.again, second.hello.tag);
    await settle(150);
    second.again.send(message(100n));
    const third = await lose(second.again);
    expect(third.hello.hello?.resume?.lastReceivedSequence).toBe(100n);
  });

  test('is not begun anew twice: what RESET is refused with is said', async () => {
    const errors: (string | undefined)[] = [];
    const { peer } = await open({
      resetIfGenerationDiffers: true,
      onResumeRefused: ({ reason }) => errors.push(reason),
    });
    const { again, hello } = await lose(peer);
    differs(again, hello.tag);
    refuse(again, (await again.expect()).tag, 'ENDPOINT_REMOVED');
    await until(() => errors.length > 0);
    expect(errors).toEqual(['ENDPOINT_REMOVED']);
  });
});

describe('going on where another channel was', () => {
  const resume = { endpointGeneration: 4, lastReceivedSequence: 8n };

  async function greet(options: HelloOptions) {
    const channel = server.client().openEndpointChannel({ viommuId: 'vm' });
    const hello = channel.hello(1, options);
    const peer = await server.nextEndpoint();
    return { channel, hello, peer, first: await peer.expect() };
  }

  test('is asked for with the first hello', async () => {
    const seen: string[] = [];
    const onResumed = (): number => seen.push('resumed');
    const { hello, peer, first } = await greet({ resume, takeOver: true, onResumed });
    expect(first.hello).toMatchObject({ takeOver: true, mode: 'resume', resume });
    accept(peer, first.tag, { redeliveredResponseCount: 1 });
    const endpoint = await hello;
    expect(seen).toEqual(['resumed']);
    expect(endpoint.opened.endpointGeneration).toBe(4);
    expect(endpoint.resumed?.redeliveredResponseCount).toBe(1);
    expect(endpoint.resumePoint).toEqual(resume);
  });

  test('is refused by name, and leaves the channel as it was', async () => {
    const { channel, hello, peer, first } = await greet({ resume });
    differs(peer, first.tag);
    await expect(hello).rejects.toBeInstanceOf(ResumeRefusedError);
    const anew = channel.hello(1);
    const { tag } = await peer.expect();
    peer.send({ tag, endpointId: 1, opened: { endpointId: 1, endpointGeneration: 7 } });
    expect((await anew).resumed).toBeUndefined();
  });

  test('falls back where that is allowed', async () => {
    const { hello, peer, first } = await greet({ resume, takeOver: true, resetIfGenerationDiffers: true });
    differs(peer, first.tag);
    const { tag, hello: reset } = await peer.expect();
    expect(reset).toMatchObject({ mode: 'reset', takeOver: true });
    peer.send({ tag, endpointId: 1, opened: { endpointId: 1, endpointGeneration: 7 } });
    expect((await hello).opened.endpointGeneration).toBe(7);
  });
});

describe('the end', () => {
  test('comes after enough attempts', async () => {
    const { channel, endpoint, peer } = await open({}, { reconnect: { ...quick, maxAttempts: 2 } });
    const answer = endpoint.requestPages({ prgi: 1, pages });
    const rejected = expect(answer).rejects.toMatchObject({ reason: 'CHANNEL_LOST' });
    await peer.expect();
    server.kill();
    expect((await channel.closed).error).toMatchObject({ code: Code.UNAVAILABLE, reason: undefined });
    await rejected;
    await expect(endpoint.dmaRead(0n, 1)).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
  });

  test('can be said while the channel is away, also to a hello', async () => {
    const patient = { reconnect: { initialDelayMs: 60_000 } };
    let away = 0;
    const onDisconnected = (): number => (away += 1);
    const [ended, cancelled] = [await open({ onDisconnected }, patient), await open({ onDisconnected }, patient)];
    const answer = cancelled.endpoint.requestPages({ prgi: 1, pages });
    const rejected = expect(answer).rejects.toMatchObject({ code: Code.UNAVAILABLE, reason: 'CHANNEL_LOST' });
    await cancelled.peer.expect();
    server.kill();
    await until(() => away === 2);
    await expect(ended.channel.hello(2)).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
    expect(await ended.channel.end()).toEqual({});
    cancelled.channel.cancel();
    expect(await cancelled.channel.closed).toEqual({});
    await rejected;
  });

  test('is a loss when the channel owns nothing', async () => {
    let isLost = false;
    const { channel, peer } = await open({ onLost: () => (isLost = true) });
    peer.send({ endpointId: 1, endpointLost: { reason: 'CLOSING_REASON_ENDPOINT_DELETED' } });
    await until(() => isLost);
    peer.fail(Code.UNAVAILABLE, 'gone');
    expect((await channel.closed).error).toMatchObject({ code: Code.UNAVAILABLE });
    expect(server.endpoint.size).toBe(0);
  });

  const broken = new Error('broken');
  const breaks = (): never => {
    throw broken;
  };
  test.each<[string, HelloOptions, boolean]>([
    ['onDisconnected', { onDisconnected: breaks }, false],
    ['onResumed', { onResumed: breaks }, true],
    ['onReset', { onReset: breaks, resetIfGenerationDiffers: true }, true],
    ['onResumeRefused', { onResumeRefused: breaks }, true],
  ])('comes when %s throws', async (name, options, comesBack) => {
    const { channel, peer } = await open(options);
    if (!comesBack) peer.fail(Code.UNAVAILABLE, 'gone');
    else {
      const { again, hello } = await lose(peer);
      if (name === 'onResumed') accept(again, hello.tag);
      else differs(again, hello.tag);
      if (name === 'onReset') {
        const { tag } = await again.expect();
        again.send({ tag, endpointId: 1, opened: { endpointId: 1 } });
      }
    }
    expect((await channel.closed).error).toMatchObject({ reason: 'HANDLER_FAILED', cause: broken });
  });

  test('may come from a handler', async () => {
    const { channel, peer } = await open({ onDisconnected: () => channel.cancel() });
    peer.fail(Code.UNAVAILABLE, 'gone');
    expect(await channel.closed).toEqual({});
    await settle();
    expect(server.endpoint.size).toBe(0);
  });
});
