import { getEventListeners } from 'node:events';
import { IommuError } from '../../../src/model/errors';
import { Barriers } from '../../../src/session/barriers';
import { SESSION_LIMITS } from '../../../src/session/limits';
import type { EndpointChannel } from '../../../src/session/endpoint-channel';
import type { ViommuHost } from '../../../src/session/viommu-host';
import { FakeTime, makeHost, now, reasonOf, rejectionOf } from './support';

describe('barriers', () => {
  test('are reached when every model has answered, each once', async () => {
    const barriers = new Barriers();
    const { tag, wait } = barriers.expect([1, 2]);
    const waiting = wait(undefined);
    barriers.reached(1, tag);
    expect(reasonOf(() => barriers.reached(1, tag))).toBe('BARRIER_UNKNOWN');
    expect(reasonOf(() => barriers.reached(3, tag))).toBe('BARRIER_UNKNOWN');
    expect(reasonOf(() => barriers.reached(2, tag + 1n))).toBe('BARRIER_UNKNOWN');
    barriers.reached(2, tag);
    await waiting;
    expect(reasonOf(() => barriers.reached(2, tag))).toBe('BARRIER_UNKNOWN');
  });

  test('may be reached, or lost, before anybody waits', async () => {
    const barriers = new Barriers();
    const reached = barriers.expect([1]);
    barriers.reached(1, reached.tag);
    barriers.lost(1);
    await reached.wait(AbortSignal.abort(new Error('too late to matter')));
    const lost = barriers.expect([1]);
    barriers.lost(1);
    expect(await rejectionOf(lost.wait(undefined))).toBe('ENDPOINT_DISCONNECTED');
  });

  test('end with the first model that is lost; the others may still answer', async () => {
    const barriers = new Barriers();
    const { tag, wait } = barriers.expect([1, 2]);
    const waiting = rejectionOf(wait(undefined));
    barriers.lost(2);
    expect(await waiting).toBe('ENDPOINT_DISCONNECTED');
    barriers.reached(1, tag);
    expect(reasonOf(() => barriers.reached(2, tag))).toBe('BARRIER_UNKNOWN');
  });

  test('whose caller has gone, before or while it waits, are still answered without offence', async () => {
    const barriers = new Barriers();
    const before = barriers.expect([1]);
    await expect(before.wait(AbortSignal.abort(new Error('gone before')))).rejects.toThrow('gone before');
    barriers.reached(1, before.tag);
    const controller = new AbortController();
    const during = barriers.expect([1]);
    const waiting = during.wait(controller.signal);
    controller.abort(new Error('gone meanwhile'));
    await expect(waiting).rejects.toThrow('gone meanwhile');
    barriers.reached(1, during.tag);
  });

  test('leave nothing at the signal of their caller', async () => {
    const barriers = new Barriers();
    const { signal } = new AbortController();
    const { tag, wait } = barriers.expect([1]);
    const waiting = wait(signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    barriers.reached(1, tag);
    await waiting;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('of a model that never answers are bounded', () => {
    const barriers = new Barriers();
    const { maximum } = SESSION_LIMITS.max_unanswered_barriers;
    const tags = Array.from({ length: maximum }, () => barriers.expect([1]).tag);
    expect(reasonOf(() => barriers.expect([2, 1]))).toBe('LIMIT_EXCEEDED');
    barriers.reached(1, tags[0]!);
    barriers.expect([2, 1]);
    expect(reasonOf(() => barriers.expect([1]))).toBe('LIMIT_EXCEEDED');
    barriers.lost(1);
    barriers.expect([1]);
  });

  test('are refused with what ended the vIOMMU', async () => {
    const barriers = new Barriers();
    const waiting = rejectionOf(barriers.expect([1]).wait(undefined));
    barriers.rejectAll(new IommuError('VIOMMU_DELETED', 'gone'));
    barriers.lost(1);
    expect(await waiting).toBe('VIOMMU_DELETED');
  });
});

describe('time that moves after barriers', () => {
  /** External endpoints 1 and 2, each with a model. */
  function setUp(): { host: ViommuHost; models: EndpointChannel[] } {
    const host = makeHost({}, { time: new FakeTime() });
    const models = [1, 2].map((id) => {
      now(host.execute((iommu) => iommu.createEndpoint(id, { backend: 'EXTERNAL', ats: {} })));
      const channel = now(host.openEndpointChannel(() => {}));
      now(channel.hello(id, { kind: 'RESET' }, false, 0n));
      channel.pull(64);
      return channel;
    });
    return { host, models };
  }

  /** The tags of the barriers that a model was sent since the last time. */
  const asked = (channel: EndpointChannel | undefined): bigint[] =>
    channel!.pull(64).flatMap((item) => (item.kind === 'BARRIER' ? [item.barrier] : []));
  const timeOf = (host: ViommuHost) => now(host.view()).timeNs;
  const answer = (host: ViommuHost, id: number, tag: bigint | undefined) =>
    now(host.execute(() => host.barrierReached(id, tag!)));

  test('waits for all; an endpoint named twice is asked once', async () => {
    const { host, models } = setUp();
    const moving = host.advance({ byNs: 5n }, [1, 2, 1]);
    const tags = models.map((model) => asked(model));
    expect(tags).toEqual([[1n], [1n]]);
    answer(host, 2, 1n);
    await Promise.resolve();
    expect(timeOf(host)).toBe(0n);
    answer(host, 1, 1n);
    expect(await moving).toMatchObject({ timeNs: 5n });
  });

  test('is refused before anybody is asked', async () => {
    const { host, models } = setUp();
    now(host.execute((iommu) => iommu.createEndpoint(3, { backend: 'EXTERNAL' })));
    now(host.execute((iommu) => iommu.createEndpoint(4, {})));
    expect(await rejectionOf(host.advance({ byNs: 1n }, [1, 3]))).toBe('ENDPOINT_DISCONNECTED');
    expect(await rejectionOf(host.advance({ byNs: 1n }, [1, 4]))).toBe('ENDPOINT_NOT_EXTERNAL');
    expect(await rejectionOf(host.advance({ byNs: 1n }, [1, 5]))).toBe('ENDPOINT_NOT_FOUND');
    expect(await rejectionOf(host.advance({ byNs: 2n ** 64n }, [1]))).toBe('TIME_NOT_FORWARD');
    expect(asked(models[0])).toEqual([]);
  });

  test('asks a model whose link is down: it is the endpoint that hears nothing', async () => {
    const { host, models } = setUp();
    now(host.execute((iommu) => iommu.setLink(1, true, false)));
    const moving = host.advance({ byNs: 5n }, [1]);
    answer(host, 1, asked(models[0])[0]);
    expect(await moving).toMatchObject({ timeNs: 5n });
  });

  test.each<[string, (host: ViommuHost, model: EndpointChannel) => void, string]>([
    ['the model ends its stream', (_host, model) => model.finish(), 'ENDPOINT_DISCONNECTED'],
    [
      'it says hello again',
      (_host, model) => now(model.hello(1, { kind: 'RESET' }, false, 0n)),
      'ENDPOINT_DISCONNECTED',
    ],
    ['the endpoint is removed', (host) => now(host.execute((i) => i.surpriseRemove(1))), 'ENDPOINT_DISCONNECTED'],
    [
      'the endpoint is deleted',
      (host) => now(host.execute((i) => i.deleteEndpoint(1, false))),
      'ENDPOINT_DISCONNECTED',
    ],
    ['the vIOMMU is reset', (host) => now(host.reset(undefined)), 'VIOMMU_DELETED'],
    ['the vIOMMU is deleted', (host) => now(host.delete(() => undefined)), 'VIOMMU_DELETED'],
    ['the server stops', (host) => host.stop('SERVER_STOPPING'), 'SERVER_STOPPING'],
  ])('does not move when %s', async (_what, happens, reason) => {
    const { host, models } = setUp();
    const moving = rejectionOf(host.advance({ byNs: 5n }, [1, 2]));
    const [tag] = asked(models[1]);
    happens(host, models[0]!);
    expect(await moving).toBe(reason);
    if (reason === 'ENDPOINT_DISCONNECTED') {
      answer(host, 2, tag);
      expect(timeOf(host)).toBe(0n);
    }
  });

  test('does not move when its caller goes, before the answer or while the command waits in line', async () => {
    const { host, models } = setUp();
    const first = new AbortController();
    const early = host.advance({ byNs: 5n }, [1], first.signal);
    first.abort(new Error('gone'));
    await expect(early).rejects.toThrow('gone');
    answer(host, 1, asked(models[0])[0]);
    const second = new AbortController();
    const late = host.advance({ byNs: 5n }, [1], second.signal);
    const [tag] = asked(models[0]);
    answer(host, 1, tag);
    let isDone = false;
    const sliced = host.executeSliced(function* () {
      while (!isDone) yield;
    });
    second.abort(new Error('gone'));
    isDone = true;
    await expect(late).rejects.toThrow('gone');
    await sliced;
    expect(timeOf(host)).toBe(0n);
  });

  test('does not move in an incarnation that was not meant', async () => {
    const { host, models } = setUp();
    const moving = rejectionOf(host.advance({ byNs: 5n }, [1]));
    answer(host, 1, asked(models[0])[0]);
    now(host.reset(undefined));
    expect(await moving).toBe('VIOMMU_DELETED');
    expect(timeOf(host)).toBe(0n);
  });
});
