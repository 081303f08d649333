import { getMaxListeners } from 'node:events';
import * as grpc from '@grpc/grpc-js';
import type { ChannelServiceHandlers } from '../../../src/gen/viommu/v1/ChannelService';
import type { DomainServiceHandlers } from '../../../src/gen/viommu/v1/DomainService';
import { IommuError } from '../../../src/model/errors';
import { bidi, serverStream, unary, type CallContext, type ServiceHandlers } from '../../../src/server/handler';
import type { StreamWriter } from '../../../src/server/stream-writer';
import { call, cleanUp, client, detailsOf, filled, open, serve, statusOf, until, watch } from './harness';

afterEach(cleanUp);

const domains = (handlers: Partial<ServiceHandlers<DomainServiceHandlers>>) => filled('DomainService', handlers);
const channels = (handlers: Partial<ServiceHandlers<ChannelServiceHandlers>>) => filled('ChannelService', handlers);

describe('a unary handler', () => {
  test('gets the decoded request and answers', async () => {
    const { target } = await serve([
      domains({
        createDomain: unary((request) => ({ domain: { viommuId: request.viommuId, domainId: request.domainId } })),
      }),
    ]);
    const { outcome } = call(client(target, 'DomainService'), 'CreateDomain', { viommuId: 'a', domainId: 7 });
    expect((await outcome).response).toMatchObject({ domain: { viommuId: 'a', domainId: 7 } });
  });

  test.each<[string, () => never | Promise<never>]>([
    [
      'throws',
      () => {
        throw new TypeError('secret of the house');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('secret of the house'))],
    [
      'rejects later',
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        throw new TypeError('secret of the house');
      },
    ],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- anything can be thrown
    ['rejects with no error at all', () => Promise.reject('secret of the house')],
  ])('that %s is INTERNAL without a word about it, and the server lives', async (_name, fail) => {
    const { target, lines } = await serve([domains({ getDomain: unary(fail), listDomains: unary(() => ({})) })]);
    const made = client(target, 'DomainService');
    const { error } = await call(made, 'GetDomain', {}).outcome;
    expect(error?.code).toBe(grpc.status.INTERNAL);
    expect(JSON.stringify([error?.details, detailsOf(error!)])).not.toContain('secret');
    expect(detailsOf(error!)['ErrorInfo']).toEqual({ reason: 'INTERNAL', domain: 'viommu' });
    expect(JSON.stringify(lines.find((line) => line['level'] === 'error'))).toContain('secret of the house');
    expect((await call(made, 'ListDomains', {}).outcome).response).toBeDefined();
  });

  test('refuses with status, reason, metadata and the field at fault, and logs no words of the refusal', async () => {
    const { target, lines } = await serve([
      domains({
        map: unary(() => {
          throw new IommuError('RANGE_INVALID', 'items[0].range: 0x2000..0x1000 ends before it begins', {
            field: 'items[0].range',
            metadata: { first: '0x2000' },
          });
        }),
      }),
    ]);
    const { error } = await call(client(target, 'DomainService'), 'Map', {}).outcome;
    expect(error?.code).toBe(grpc.status.INVALID_ARGUMENT);
    expect(error?.details).toContain('0x2000..0x1000');
    expect(detailsOf(error!)).toMatchObject({
      ErrorInfo: { reason: 'RANGE_INVALID', domain: 'viommu', metadata: { first: '0x2000' } },
      BadRequest: { fieldViolations: [{ field: 'items[0].range' }] },
    });
    const line = lines.find((l) => l['msg'] === 'call refused');
    expect(line).toMatchObject({ level: 'info', method: 'DomainService/Map', reason: 'RANGE_INVALID' });
    expect(JSON.stringify(line)).not.toContain('0x2000');
  });

  test('that echoes half a surrogate pair or a very long text still ends its call', async () => {
    const { target } = await serve([
      domains({
        getDomain: unary((request) => {
          const text = `\ud800${request.viommuId}`;
          throw new IommuError('VIOMMU_NOT_FOUND', text, { metadata: { text }, field: 'viommu_id' });
        }),
      }),
    ]);
    const { error } = await call(client(target, 'DomainService'), 'GetDomain', { viommuId: 'é'.repeat(100_000) })
      .outcome;
    expect(error?.code).toBe(grpc.status.NOT_FOUND);
    expect(error!.details.length).toBe(400);
    expect(detailsOf(error!)['ErrorInfo']?.['reason']).toBe('VIOMMU_NOT_FOUND');
  });

  test('sees a cancelled call, and what it does afterwards harms nobody', async () => {
    let context: CallContext | undefined;
    const { target, lines } = await serve([
      domains({
        unmap: unary(async (_request, ctx) => {
          context = ctx;
          await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve));
          throw new IommuError('VIOMMU_DELETED', 'too late');
        }),
        listDomains: unary(() => ({})),
      }),
    ]);
    const made = client(target, 'DomainService');
    const { outcome, cancel } = call(made, 'Unmap', {});
    await until(() => context !== undefined);
    expect(context!.signal.aborted).toBe(false);
    cancel();
    expect((await outcome).error?.code).toBe(grpc.status.CANCELLED);
    await until(() => context!.signal.aborted);
    expect((await call(made, 'ListDomains', {}).outcome).response).toBeDefined();
    expect(lines.filter((line) => line['level'] !== 'debug' && line['level'] !== 'info')).toEqual([]);
  });

  test('sees the deadline pass; a call that ended well is never aborted', async () => {
    const contexts: CallContext[] = [];
    const { target } = await serve([
      domains({
        unmap: unary(async (_request, ctx) => {
          contexts.push(ctx);
          await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve));
          return {};
        }),
        map: unary((_request, ctx) => {
          contexts.push(ctx);
          return ctx.signal.aborted ? {} : { mappedCount: 1 };
        }),
      }),
    ]);
    const made = client(target, 'DomainService') as unknown as Record<string, (...args: unknown[]) => unknown>;
    const deadline = Date.now() + 100;
    const error = await new Promise((resolve) => {
      made['Unmap']!({}, { deadline }, resolve);
    });
    expect(error).toMatchObject({ code: grpc.status.DEADLINE_EXCEEDED });
    await until(() => contexts[0]!.signal.aborted);
    expect(Math.abs(contexts[0]!.deadline - deadline)).toBeLessThan(100);
    await call(made as unknown as grpc.Client, 'Map', {}).outcome;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(contexts[1]!.deadline).toBe(Infinity);
    expect(contexts[1]!.signal.aborted).toBe(false);
  });

  test('may listen for its end as often as it likes', async () => {
    let limit: number | undefined;
    const { target } = await serve([
      domains({
        unmap: unary((_request, { signal }) => {
          limit = getMaxListeners(signal);
          return {};
        }),
      }),
    ]);
    await call(client(target, 'DomainService'), 'Unmap', {}).outcome;
    // Node warns of a leak above this number. The warning itself goes past the tests.
    expect(limit).toBe(Infinity);
  });

  test('whose response cannot be encoded ends INTERNAL and says why in the log', async () => {
    const { target, lines } = await serve([domains({ getDomain: unary(() => ({ domain: 5 as never })) })]);
    const { error } = await call(client(target, 'DomainService'), 'GetDomain', {}).outcome;
    expect(error?.code).toBe(grpc.status.INTERNAL);
    expect(lines.find((line) => line['msg'] === 'a response cannot be encoded')).toMatchObject({
      method: 'DomainService/GetDomain',
    });
  });
});

describe('metadata viommu-id', () => {
  const metadata = (...ids: string[]): grpc.Metadata => {
    const made = new grpc.Metadata();
    for (const id of ids) made.add('viommu-id', id);
    return made;
  };

  test.each([
    ['agrees', 'a', metadata('a'), undefined],
    ['is absent', 'a', metadata(), undefined],
    ['stands alone', '', metadata('b'), undefined],
    ['differs', 'a', metadata('b'), 'VIOMMU_ID_CONFLICT'],
    ['differs once', 'a', metadata('a', 'b'), 'VIOMMU_ID_CONFLICT'],
  ])('that %s', async (_name, viommuId, given, reason) => {
    const { target } = await serve([domains({ getDomain: unary(() => ({})) })]);
    const { error } = await call(client(target, 'DomainService'), 'GetDomain', { viommuId }, given).outcome;
    expect(error && detailsOf(error)['ErrorInfo']?.['reason']).toBe(reason);
  });
});

describe('a server-streaming handler', () => {
  const watchers = (handler: Parameters<typeof serverStream>[0]) =>
    filled('EndpointService', { watchEndpoint: serverStream(handler) });

  test('pulls, ends with a last message, and its status is OK', async () => {
    const { target } = await serve([
      watchers((_request, _ctx, out) => {
        let n = 0n;
        out.write({ sequence: 0n, opened: {} });
        out.pull(() => {
          n += 1n;
          if (n <= 100n) return { sequence: n };
          out.end({ closing: {} });
          return undefined;
        });
      }),
    ]);
    const stream = watch(client(target, 'EndpointService'), 'WatchEndpoint', {});
    const got: unknown[] = [];
    stream.on('data', (message: Record<string, unknown>) => got.push(message['sequence']));
    expect((await statusOf(stream)).code).toBe(grpc.status.OK);
    expect(got.length).toBe(102);
    expect(got.slice(0, 101)).toEqual(Array.from({ length: 101 }, (_, i) => BigInt(i)));
  });

  test.each<[string, Parameters<typeof serverStream>[0]]>([
    [
      'throws',
      () => {
        throw new IommuError('ENDPOINT_NOT_FOUND', 'no such endpoint');
      },
    ],
    ['rejects', () => Promise.reject(new IommuError('ENDPOINT_NOT_FOUND', 'no such endpoint'))],
    [
      'throws in its producer',
      (_request, _ctx, out) => {
        out.pull(() => {
          throw new IommuError('ENDPOINT_NOT_FOUND', 'no such endpoint');
        });
      },
    ],
  ])('that %s fails the stream with the refusal', async (_name, handler) => {
    const { target } = await serve([watchers(handler)]);
    const status = await statusOf(watch(client(target, 'EndpointService'), 'WatchEndpoint', {}));
    expect(status.code).toBe(grpc.status.NOT_FOUND);
    expect(detailsOf(status)['ErrorInfo']?.['reason']).toBe('ENDPOINT_NOT_FOUND');
  });

  test('refuses a conflicting viommu-id', async () => {
    const { target } = await serve([watchers(() => undefined)]);
    const made = client(target, 'EndpointService') as unknown as Record<string, (...args: unknown[]) => never>;
    const metadata = new grpc.Metadata();
    metadata.set('viommu-id', 'b');
    const status = await statusOf(made['WatchEndpoint']!({ viommuId: 'a' }, metadata));
    expect(detailsOf(status)['ErrorInfo']?.['reason']).toBe('VIOMMU_ID_CONFLICT');
  });
});

describe('a bidirectional handler', () => {
  test('is opened by the first message, gets the others, and sees the half-close', async () => {
    const seen: unknown[] = [];
    const { target } = await serve([
      channels({
        vmmChannel: bidi((first, ctx, out) => {
          ctx.checkViommuId(first.open?.viommuId ?? '');
          seen.push(['open', first.open?.viommuId]);
          return {
            message(message) {
              seen.push(message.tag);
              out.write({ tag: message.tag, heartbeat: {} });
            },
            halfClosed() {
              out.end({ closing: {} });
            },
          };
        }),
      }),
    ]);
    const stream = open(client(target, 'ChannelService'), 'VmmChannel');
    const got: unknown[] = [];
    stream.on('data', (message: Record<string, unknown>) => got.push([message['payload'], message['tag']]));
    stream.write({ open: { viommuId: 'a' } });
    for (let tag = 1; tag <= 100; tag += 1) stream.write({ tag, setCredits: {} });
    stream.end();
    expect((await statusOf(stream)).code).toBe(grpc.status.OK);
    expect(seen).toEqual([['open', 'a'], ...Array.from({ length: 100 }, (_, i) => BigInt(i + 1))]);
    expect(got.length).toBe(101);
    expect(got[100]).toEqual(['closing', 0n]);
  });

  test.each<[string, (stream: grpc.ClientDuplexStream<unknown, unknown>) => void]>([
    ['no message comes in time', () => undefined],
    [
      'the client closes its side at once',
      (stream) => {
        stream.end();
      },
    ],
  ])('is never opened when %s', async (_name, act) => {
    const handler = bidi<never, never>(() => {
      throw new Error('must not be called');
    });
    const { target } = await serve([filled('ChannelService', { vmmChannel: handler })], '', {
      firstMessageTimeoutMs: 50,
    });
    const stream = open(client(target, 'ChannelService'), 'VmmChannel');
    const ended = statusOf(stream);
    act(stream);
    expect(detailsOf(await ended)['ErrorInfo']?.['reason']).toBe('OPEN_REQUIRED');
  });

  test.each<[string, () => void | Promise<void>]>([
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret'))],
  ])('whose sink %s fails its stream only', async (_name, message) => {
    let closed: unknown;
    const { target } = await serve([
      channels({
        vmmChannel: bidi((_first, _ctx, out) => {
          out.onClose((end) => (closed = end));
          return { message, halfClosed: () => undefined };
        }),
      }),
    ]);
    const made = client(target, 'ChannelService');
    const [one, other] = [open(made, 'VmmChannel'), open(made, 'VmmChannel')];
    const ended = statusOf(one);
    one.write({});
    other.write({});
    one.write({});
    expect((await ended).code).toBe(grpc.status.INTERNAL);
    expect(closed).toBe('failed');
    other.end();
    other.cancel();
    await statusOf(other);
  });

  test('does not read requests while many results wait for a slow reader', async () => {
    let out!: StreamWriter<unknown>;
    let handled = 0;
    const big = 'x'.repeat(20_000);
    const { target } = await serve([
      filled('ChannelService', {
        vmmChannel: bidi((_first, _ctx, writer) => {
          out = writer;
          return {
            message() {
              handled += 1;
              out.write({ refused: { message: big } });
            },
            halfClosed() {
              out.end();
            },
          };
        }),
      }),
    ]);
    const stream = open(client(target, 'ChannelService'), 'VmmChannel');
    for (let i = 0; i <= 1000; i += 1) stream.write({});
    stream.once('data', () => stream.pause());
    await until(() => out !== undefined && out.queued >= 32);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(out.queued).toBeLessThan(50);
    expect(handled).toBeLessThan(200);
    stream.end();
    expect((await statusOf(stream)).code).toBe(grpc.status.OK);
    expect(handled).toBe(1000);
  });
});
