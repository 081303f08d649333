import { status as Code } from '@grpc/grpc-js';
import {
  isReason,
  MappingRecords,
  RangeRecords,
  type VmmChannel,
  type VmmChannelItem,
  type VmmChannelOptions,
} from '../../../../clients/typescript';
import type { VmmChannelResponse } from '../../../../clients/typescript/gen/viommu/v1/VmmChannelResponse';
import { ContractServer, refusal, settle, type VmmPeer } from './contract-server';

const MAX64 = 2n ** 64n - 1n;
let server: ContractServer;

beforeEach(async () => {
  server = await new ContractServer().start();
});
afterEach(() => server.stop());

const quick = { initialDelayMs: 5, maxDelayMs: 20 };
const opened = (nextSequence: bigint, more: object = {}): VmmChannelResponse => ({
  opened: { viommuId: 'vm', epoch: 1, nextSequence, credits: 64, ...more },
});
const group = (sequence: bigint, redelivery = false): VmmChannelResponse => ({
  reports: { reports: [{ sequence, pageRequestGroup: { groupCookie: 0xff00n + sequence, redelivery } }] },
});
const event = (sequence: bigint): VmmChannelResponse => ({ reports: { reports: [{ sequence, violation: {} }] } });

/** A channel and the server's end of it. */
async function open(options: Partial<VmmChannelOptions> = {}): Promise<{ channel: VmmChannel; peer: VmmPeer }> {
  const opening = server.client().openVmmChannel({ viommuId: 'vm', reconnect: quick, ...options });
  const peer = await server.nextVmm();
  await peer.expect();
  peer.send(opened(1n));
  return { channel: await opening, peer };
}

/** The next item of a channel, which must be of this kind. */
async function item<Kind extends VmmChannelItem['kind']>(channel: VmmChannel, kind: Kind) {
  const next = await channel[Symbol.asyncIterator]().next();
  if (next.done) throw new Error(`not ${kind}: the end`);
  if (next.value.kind !== kind) throw new Error(`not ${kind}: ${next.value.kind}`);
  return next.value as Extract<VmmChannelItem, { kind: Kind }>;
}

describe('answering without waiting', () => {
  test('sends tag 0, and shows what was not sent', async () => {
    const { channel, peer } = await open();
    channel.answer([{ groupCookie: MAX64, code: 'PAGE_RESPONSE_CODE_SUCCESS' }]);
    expect(await peer.expect()).toMatchObject({ tag: 0n, respond: { responses: [{ groupCookie: MAX64 }] } });
    const results = [{ index: 0, outcome: 'PAGE_RESPONSE_OUTCOME_UNKNOWN' }] as const;
    peer.send({ tag: 0n, respondResult: { sentCount: 0, results: [...results] } });
    expect((await item(channel, 'outcomes')).result.results).toMatchObject(results);
  });

  test('shows skipped reports before those that came with them', async () => {
    const { channel, peer } = await open();
    const skipped = [{ first: 1n, last: 3n, reason: 'SKIP_REASON_FILTERED' }] as const;
    peer.send({ reports: { reports: [{ sequence: 4n, violation: {} }], skipped: [...skipped] } });
    expect((await item(channel, 'skipped')).skipped).toMatchObject(skipped[0]);
    expect((await item(channel, 'reports')).reports).toHaveLength(1);
    expect(channel.resumePoint.sequence).toBe(4n);
  });
});

describe('batches', () => {
  const mapping = (page: bigint) => ({ range: { first: page << 12n, last: (page << 12n) + 4095n }, outputAddress: 0n });

  test('go as records when they are records, or large, and as items when they are small', async () => {
    const { channel, peer } = await open();
    const mappings = new MappingRecords().addPages(1, 1, 2, { read: true });
    const ranges = new RangeRecords().addPages(1, 2);
    const many = Array.from({ length: 100 }, (_, i) => mapping(BigInt(i)));
    const results = [
      channel.map(5, mappings, { onError: 'ON_ERROR_STOP' }),
      channel.unmap(5, ranges, { invalidationTimeoutNs: 7n }),
      channel.map(5, many),
      channel.map(5, [mapping(3n)]),
      channel.unmap(5, [{ first: 0n, last: 4095n }]),
    ];
    const sent = [
      await peer.expect(),
      await peer.expect(),
      await peer.expect(),
      await peer.expect(),
      await peer.expect(),
    ];
    expect(sent.map(({ map, unmap }) => map ?? unmap)).toMatchObject([
      { domainId: 5, items: [], records: Buffer.from(mappings.bytes), onError: 'ON_ERROR_STOP' },
      { domainId: 5, ranges: [], records: Buffer.from(ranges.bytes), invalidationTimeoutNs: 7n },
      { items: [], records: { length: 8 + 100 * 32 } },
      { items: [mapping(3n)], records: Buffer.alloc(0) },
      { ranges: [{ first: 0n, last: 4095n }], records: Buffer.alloc(0) },
    ]);
    for (const { tag, payload } of sent) {
      peer.send(payload === 'map' ? { tag, mapResult: { mappedCount: 1 } } : { tag, unmapResult: {} });
    }
    expect(await Promise.all(results)).toHaveLength(5);
  });

  test('that are wrong are refused by the path of the field, however large', async () => {
    const { channel } = await open();
    const items = Array.from({ length: 100 }, (_, i) => mapping(BigInt(i)));
    const wrong = [...items, { range: { first: 0n, last: 1n << 64n } }];
    await expect(channel.map(5, wrong)).rejects.toMatchObject({ field: 'map.items[100].range.last' });
  });
});

describe('opening', () => {
  test('sends what it is told and keeps what it is answered', async () => {
    const resume = { epoch: 1, sequence: MAX64 - 1n };
    const selection = { domains: [{ domainId: 5, takeOver: true }], excludeEvents: true, resume };
    const opening = server.client().openVmmChannel({ viommuId: 'vm', selection, credits: 0, heartbeatIntervalMs: 500 });
    const peer = await server.nextVmm();
    const first = await peer.expect();
    expect(first).toMatchObject({ payload: 'open', open: { credits: 0, heartbeatIntervalMs: 500 } });
    expect(first.open?.selection).toMatchObject({ domains: [{ domainId: 5, takeOver: true }], resume });
    expect(peer.metadata.get('viommu-id')).toEqual(['vm']);
    peer.send(opened(MAX64, { controlledDomainIds: [5] }));
    const channel = await opening;
    expect(channel.opened.controlledDomainIds).toEqual([5]);
    expect(channel.resumePoint).toEqual({ epoch: 1, sequence: MAX64 - 1n });
  });

  test('rejects with the refusal, and does not try again', async () => {
    const opening = server.client().openVmmChannel({ viommuId: 'vm' });
    const peer = await server.nextVmm();
    peer.fail(Code.FAILED_PRECONDITION, 'taken', refusal('CONTROLLER_EXISTS', { domain_id: '5' }));
    await expect(opening).rejects.toMatchObject({ reason: 'CONTROLLER_EXISTS', metadata: { domain_id: '5' } });
    await settle(100);
    expect(server.vmm.size).toBe(0);
  });

  test('rejects when nobody is there, when aborted, and for options that cannot be sent', async () => {
    server.kill();
    const client = server.client();
    await expect(client.openVmmChannel({ viommuId: 'vm' })).rejects.toMatchObject({ code: Code.UNAVAILABLE });
    const signal = AbortSignal.abort();
    await expect(client.openVmmChannel({ viommuId: 'vm', signal })).rejects.toMatchObject({ code: Code.CANCELLED });
    const invalid = client.openVmmChannel({ viommuId: 'vm', credits: -1 });
    await expect(invalid).rejects.toMatchObject({ field: 'open.credits' });
  });
});

describe('requests', () => {
  test('get their results by tag, in whatever order those come', async () => {
    const { channel, peer } = await open();
    const respond = channel.respond([{ groupCookie: MAX64, code: 'PAGE_RESPONSE_CODE_SUCCESS' }]);
    const map = channel.map(7, [{ range: { first: 0n, last: MAX64 } }], { onError: 'ON_ERROR_STOP' });
    const unmap = channel.unmap(7, [{ first: 0n, last: 4095n }], { invalidationTimeoutNs: 5n });
    const invalidate = channel.invalidate([{ everything: {} }]);
    const resolve = channel.resolve([{ groupCookie: 1n, mappings: [{ outputAddress: MAX64 }] }]);
    const sent = [
      await peer.expect(),
      await peer.expect(),
      await peer.expect(),
      await peer.expect(),
      await peer.expect(),
    ];
    expect(sent.map(({ payload }) => payload)).toEqual(['respond', 'map', 'unmap', 'invalidate', 'resolve']);
    expect(new Set(sent.map(({ tag }) => tag)).size).toBe(5);
    expect(sent[0]?.respond?.responses[0]?.groupCookie).toBe(MAX64);
    expect(sent[1]?.map).toMatchObject({ domainId: 7, onError: 'ON_ERROR_STOP', items: [{ range: { last: MAX64 } }] });
    expect(sent[2]?.unmap).toMatchObject({ domainId: 7, invalidationTimeoutNs: 5n });
    const tag = (index: number) => sent[index]?.tag ?? 0n;
    peer.send(
      { tag: tag(4), resolveResult: { sentCount: 4 } },
      { tag: tag(1), mapResult: { mappedCount: 1 } },
      { tag: tag(3), invalidateResult: { completedCount: 3 } },
      { tag: tag(2), unmapResult: { removedMappingCount: MAX64 } },
      { tag: tag(0), respondResult: { sentCount: 9 } },
    );
    expect((await respond).sentCount).toBe(9);
    expect((await map).mappedCount).toBe(1);
    expect((await unmap).removedMappingCount).toBe(MAX64);
    expect((await invalidate).completedCount).toBe(3);
    expect((await resolve).sentCount).toBe(4);
  });

  test('reject with the refusal, and the channel goes on', async () => {
    const { channel, peer } = await open();
    const refused = channel.respond([]);
    const { tag } = await peer.expect();
    peer.send({ tag, refused: { code: 3, reason: 'ITEMS_REQUIRED', message: 'no items', metadata: { a: 'b' } } });
    await expect(refused).rejects.toMatchObject({ code: 3, reason: 'ITEMS_REQUIRED', metadata: { a: 'b' } });
    const unsent = channel.respond([{ groupCookie: MAX64 + 1n }]);
    await expect(unsent).rejects.toMatchObject({ field: 'respond.responses[0].groupCookie' });
    channel.setCredits(3);
    expect(await peer.expect()).toMatchObject({ setCredits: { credits: 3 } });
  });

  test('a refusal nobody waits for is an item', async () => {
    const { channel, peer } = await open();
    channel.setCredits(70_000);
    const { tag } = await peer.expect();
    peer.send({ tag, refused: { code: 3, reason: 'CREDITS_OUT_OF_RANGE' } });
    expect((await item(channel, 'refused')).error.reason).toBe('CREDITS_OUT_OF_RANGE');
  });

  test('wait in line while the server does not read, and are refused beyond the bound', async () => {
    const { channel, peer } = await open({ maxQueuedMessages: 50 });
    peer.pause();
    const responses = Array.from({ length: 2000 }, (_, i) => ({ groupCookie: BigInt(i) }));
    const results = Array.from({ length: 200 }, () => channel.respond(responses));
    const settled = Promise.allSettled(results);
    await expect(Promise.race(results)).rejects.toMatchObject({ reason: 'SEND_QUEUE_FULL' });
    peer.resume();
    let answered = 0;
    void channel.closed.then(() => (answered = -1));
    const answerAll = async (): Promise<void> => {
      for (let request = await peer.next(); request; request = await peer.next()) {
        peer.send({ tag: request.tag, respondResult: { sentCount: 2000 } });
        answered += 1;
      }
    };
    const answering = answerAll();
    const outcomes = (await settled).map(({ status }) => status);
    const fulfilled = outcomes.filter((status) => status === 'fulfilled').length;
    expect(fulfilled).toBeGreaterThanOrEqual(50);
    expect(fulfilled).toBeLessThan(200);
    expect(outcomes.lastIndexOf('fulfilled')).toBe(fulfilled - 1);
    expect(answered).toBe(fulfilled);
    channel.cancel();
    await answering;
  });
});

describe('items', () => {
  test('come in order through the loop; leaving it leaves the channel open', async () => {
    const { channel, peer } = await open();
    peer.send(group(1n), { skipped: { first: 2n, last: 4n } }, event(5n), { heartbeat: { timeNs: 1n } });
    const kinds: string[] = [];
    for await (const { kind } of channel) {
      kinds.push(kind);
      if (kinds.length === 2) break;
    }
    expect(kinds).toEqual(['reports', 'skipped']);
    const { reports } = await item(channel, 'reports');
    expect(reports[0]?.record).toBe('violation');
    expect(channel.resumePoint).toEqual({ epoch: 1, sequence: 5n });
  });

  test('go to onItem as they arrive, with the channel, even before opening it has resolved', async () => {
    const onItem = (item: VmmChannelItem, channel: VmmChannel): void => {
      if (item.kind === 'reports') for (const { sequence } of item.reports) channel.setCredits(Number(sequence));
    };
    const opening = server.client().openVmmChannel({ viommuId: 'vm', onItem });
    const peer = await server.nextVmm();
    await peer.expect();
    peer.send(opened(1n), group(1n));
    expect(await peer.expect()).toMatchObject({ setCredits: { credits: 1 } });
    await opening;
  });

  test('go to onItem; what it throws ends the channel', async () => {
    const kinds: string[] = [];
    const broken = new Error('broken');
    const onItem = ({ kind }: VmmChannelItem): void => {
      kinds.push(kind);
      if (kind === 'skipped') throw broken;
    };
    const { channel, peer } = await open({ onItem });
    peer.send(group(1n), { skipped: { first: 2n, last: 4n } }, group(5n));
    const { error } = await channel.closed;
    expect(error).toMatchObject({ reason: 'HANDLER_FAILED', cause: broken });
    expect(kinds).toEqual(['reports', 'skipped']);
    await expect(channel[Symbol.asyncIterator]().next()).rejects.toBe(error);
  });

  test('nobody takes stop the server, until a result may be behind them', async () => {
    const { channel, peer } = await open();
    const detail = 'x'.repeat(16_384);
    const COUNT = 400;
    for (let i = 1n; i <= COUNT; i++) peer.send({ reports: { reports: [{ sequence: i, violation: { detail } }] } });
    await settle(200);
    expect(channel.resumePoint.sequence).toBeLessThan(200n);
    const result = channel.respond([]);
    const { tag } = await peer.expect();
    peer.send({ tag, respondResult: { sentCount: 1 } });
    expect((await result).sentCount).toBe(1);
    expect(channel.resumePoint.sequence).toBe(BigInt(COUNT));
    for (let i = 0; i < COUNT; i++) await item(channel, 'reports');
  });
});

describe('the end', () => {
  test('of our side is answered CLIENT_DONE, after the results', async () => {
    const { channel, peer } = await open();
    const result = channel.respond([]);
    const end = channel.end();
    const { tag } = await peer.expect();
    expect(await peer.next()).toBeUndefined();
    peer.send({ tag, respondResult: {} }, { closing: { reason: 'CLOSING_REASON_CLIENT_DONE' } });
    peer.end();
    await result;
    expect(await end).toMatchObject({ closing: { reason: 'CLOSING_REASON_CLIENT_DONE' } });
    expect((await channel[Symbol.asyncIterator]().next()).done).toBe(true);
    await expect(channel.respond([])).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
    expect(server.vmm.size).toBe(0);
  });

  test.each(['CLOSING_REASON_RESET', 'CLOSING_REASON_VIOMMU_DELETED', 'CLOSING_REASON_TAKEN_OVER'] as const)(
    '%s is final: the loop ends without an error',
    async (reason) => {
      const { channel, peer } = await open();
      const waiting = channel.respond([]);
      peer.send(group(1n), { closing: { reason, resume: { epoch: 1, sequence: 1n } } });
      peer.end();
      await expect(waiting).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: true });
      const items: VmmChannelItem[] = [];
      for await (const next of channel) items.push(next);
      expect(items).toHaveLength(1);
      expect(channel.closing).toMatchObject({ reason, resume: { sequence: 1n } });
      expect((await channel.closed).error).toBeUndefined();
      await settle(60);
      expect(server.vmm.size).toBe(0);
    },
  );

  test('cancel and a signal end it at once', async () => {
    const controller = new AbortController();
    const { channel, peer } = await open({ signal: controller.signal });
    const waiting = channel.respond([]);
    await peer.expect();
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ reason: 'CHANNEL_LOST' });
    expect(await channel.closed).toEqual({});
    expect(await peer.next()).toBeUndefined();
    channel.cancel();
    expect(await channel.end()).toEqual({});
  });
});

describe('after a loss', () => {
  test('it goes on before the first report that is missing; nothing is sent twice', async () => {
    const { channel, peer } = await open({ selection: { domains: [{ domainId: 5, takeOver: true }] } });
    peer.send(group(1n), event(2n), event(4n), { skipped: { first: 5n, last: 6n } });
    for (let i = 0; i < 3; i++) await item(channel, 'reports');
    await item(channel, 'skipped');
    channel.setCredits(9);
    await peer.expect();
    const unknown = channel.respond([{ groupCookie: 0xff01n }]);
    await peer.expect();
    server.kill();
    await expect(unknown).rejects.toMatchObject({ name: 'ConnectionLostError', reason: 'CHANNEL_LOST', sent: true });
    await expect(channel.respond([])).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
    await settle(60);
    await server.start();

    const again = await server.nextVmm();
    const { open: reopen } = await again.expect();
    expect(reopen?.credits).toBe(9);
    expect(reopen?.selection).toMatchObject({
      domains: [{ domainId: 5, takeOver: false }],
      resume: { epoch: 1, sequence: 2n },
    });
    again.send(opened(3n, { resumeOutcome: 'RESUME_OUTCOME_RESUMED', credits: 9 }), group(1n, true), group(3n));
    again.send(event(4n), { skipped: { first: 5n, last: 6n } }, event(7n));
    expect(await item(channel, 'resumed')).toMatchObject({ outcome: 'RESUME_OUTCOME_RESUMED', opened: { credits: 9 } });
    const sequences: bigint[] = [];
    const take = async () => sequences.push(...(await item(channel, 'reports')).reports.map((r) => r.sequence));
    await take();
    await take();
    await item(channel, 'skipped');
    await take();
    expect(sequences).toEqual([1n, 3n, 7n]);
    expect(channel.opened.credits).toBe(9);
    const works = channel.respond([]);
    const { payload, tag } = await again.expect();
    expect(payload).toBe('respond');
    again.send({ tag, respondResult: { sentCount: 1 } });
    expect((await works).sentCount).toBe(1);
  });

  test('of a server that stops, it comes back; and again, after more than one loss', async () => {
    const { channel, peer } = await open();
    peer.send(event(1n), { closing: { reason: 'CLOSING_REASON_SERVER_STOPPING', resume: { epoch: 1, sequence: 1n } } });
    peer.end();
    await item(channel, 'reports');
    for (const sequence of [2n, 3n]) {
      const again = await server.nextVmm();
      expect((await again.expect()).open?.selection?.resume?.sequence).toBe(sequence - 1n);
      again.send(opened(sequence, { resumeOutcome: 'RESUME_OUTCOME_RESUMED' }), event(sequence));
      await item(channel, 'resumed');
      await item(channel, 'reports');
      expect(channel.closing).toBeUndefined();
      again.fail(Code.UNAVAILABLE, 'gone');
    }
  });

  test('another epoch is said, and begins where it begins', async () => {
    const { channel, peer } = await open();
    peer.send(event(1n), event(2n));
    peer.fail(Code.UNAVAILABLE, 'gone');
    const again = await server.nextVmm();
    again.send(opened(1n, { epoch: 2, resumeOutcome: 'RESUME_OUTCOME_OTHER_EPOCH' }), event(1n));
    await item(channel, 'reports');
    await item(channel, 'reports');
    expect((await item(channel, 'resumed')).outcome).toBe('RESUME_OUTCOME_OTHER_EPOCH');
    await item(channel, 'reports');
    expect(channel.resumePoint).toEqual({ epoch: 2, sequence: 1n });
  });

  test('a controller is waited for, for a while: it may be the lost connection', async () => {
    const { channel, peer } = await open();
    peer.fail(Code.UNAVAILABLE, 'gone');
    const refuse = async () =>
      (await server.nextVmm()).fail(Code.FAILED_PRECONDITION, 'no', refusal('CONTROLLER_EXISTS'));
    await refuse();
    const again = await server.nextVmm();
    again.send(opened(1n, { resumeOutcome: 'RESUME_OUTCOME_RESUMED' }));
    await item(channel, 'resumed');
    again.fail(Code.UNAVAILABLE, 'gone');
    for (let refused = 0; refused < 9; refused++) await refuse();
    await expect(channel[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: 'CONTROLLER_EXISTS' });
  });

  test.each([
    [Code.FAILED_PRECONDITION, 'CREDITS_REQUIRED'],
    [Code.NOT_FOUND, 'VIOMMU_NOT_FOUND'],
  ])('a refusal (%p %s) is final and thrown by the loop', async (code, reason) => {
    const { channel, peer } = await open();
    peer.fail(Code.UNAVAILABLE, 'gone');
    (await server.nextVmm()).fail(code, 'no', refusal(reason));
    await expect(channel[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason });
    expect(isReason((await channel.closed).error, reason)).toBe(true);
    await settle(60);
    expect(server.vmm.size).toBe(0);
  });

  test('attempts are counted, and can be forbidden', async () => {
    const limited = await open({ reconnect: { ...quick, maxAttempts: 2 } });
    const never = await open({ reconnect: false });
    server.kill();
    expect((await never.channel.closed).error).toBeDefined();
    expect((await limited.channel.closed).error).toMatchObject({ code: Code.UNAVAILABLE, reason: undefined });
  });

  test('closing the client ends the channel, also while it is away', async () => {
    const client = server.client();
    const opening = client.openVmmChannel({ viommuId: 'vm', reconnect: { initialDelayMs: 60_000 } });
    const peer = await server.nextVmm();
    peer.send(opened(1n));
    const channel = await opening;
    peer.fail(Code.UNAVAILABLE, 'gone');
    await settle();
    client.close();
    expect(await channel.closed).toEqual({});
  });

  test('the channel can be ended or cancelled while it is away', async () => {
    const [ended, cancelled] = [await open(), await open({ reconnect: { initialDelayMs: 60_000 } })];
    server.kill();
    await settle(30);
    expect(await ended.channel.end()).toEqual({});
    cancelled.channel.cancel();
    expect(await cancelled.channel.closed).toEqual({});
  });

  test('silence of more than three heartbeats is a loss', async () => {
    const { channel } = await open({ heartbeatIntervalMs: 20 });
    const again = await server.nextVmm();
    again.send(opened(1n, { resumeOutcome: 'RESUME_OUTCOME_RESUMED' }));
    await item(channel, 'resumed');
    for (let i = 0; i < 10; i++) {
      await settle(20);
      again.send({ heartbeat: {} });
    }
    expect(server.vmm.size).toBe(0);
  });
});
