import fs from 'node:fs';
import * as grpc from '@grpc/grpc-js';
import { service as healthDefinition } from 'grpc-health-check';
import { bidi, serverStream, unary } from '../../../src/server/handler';
import type { StreamWriter } from '../../../src/server/stream-writer';
import { call, cleanUp, client, detailsOf, filled, later, open, serve, statusOf, until, watch } from './harness';

afterEach(cleanUp);

interface HealthStream extends grpc.ClientReadableStream<{ status: string }> {
  on(event: string, listener: (...args: never[]) => void): this;
}

function healthClient(target: string) {
  const Health = grpc.makeClientConstructor(healthDefinition, 'Health');
  const made = new Health(target, grpc.credentials.createInsecure());
  later(() => {
    made.close();
  });
  const methods = made as unknown as {
    check(request: object, callback: (error: grpc.ServiceError | null, response?: { status: string }) => void): void;
    watch(request: object): HealthStream;
  };
  return {
    check: (service: string) =>
      new Promise<string | number | undefined>((resolve) => {
        methods.check({ service }, (error, response) => {
          resolve(error?.code ?? response?.status);
        });
      }),
    watch: (service: string) => methods.watch({ service }),
  };
}

describe('health', () => {
  test('knows the server and each service', async () => {
    const { target } = await serve([filled('DomainService', {}), filled('FaultService', {})]);
    const { check } = healthClient(target);
    expect(await Promise.all(['', 'viommu.v1.DomainService', 'viommu.v1.FaultService'].map(check))).toEqual(
      new Array(3).fill('SERVING'),
    );
    expect(await check('viommu.v1.ViommuService')).toBe(grpc.status.NOT_FOUND);
  });

  test('says NOT_SERVING to watchers before the end, and does not hold up the stop', async () => {
    const { target, server } = await serve([], '', { stopGraceMs: 60_000 });
    const stream = healthClient(target).watch('');
    const seen: string[] = [];
    stream.on('data', (message: { status: string }) => seen.push(message.status));
    await until(() => seen.length === 1);
    const ended = statusOf(stream);
    await server.stop();
    expect((await ended).code).toBe(grpc.status.OK);
    expect(seen).toEqual(['SERVING', 'NOT_SERVING']);
  });
});

describe('the allow-list of a listener', () => {
  const services = () => [
    filled('EndpointService', {
      watchEndpoint: serverStream((_request, _ctx, out) => {
        out.end();
      }),
      issueDma: unary(() => ({})),
    }),
    filled('FaultService', {}),
    filled('ChannelService', {}),
  ];

  test('refuses what is not on it, whatever its kind, and nothing else', async () => {
    const { target, lines } = await serve(services(), ',allow=device');
    const endpoints = client(target, 'EndpointService');
    expect((await call(endpoints, 'IssueDma', {}).outcome).response).toBeDefined();
    expect((await statusOf(watch(endpoints, 'WatchEndpoint', {}))).code).toBe(grpc.status.OK);
    expect(await healthClient(target).check('')).toBe('SERVING');

    const { error } = await call(endpoints, 'DeleteEndpoint', {}).outcome;
    const watching = await statusOf(watch(client(target, 'FaultService'), 'WatchFaults', {}));
    const channel = open(client(target, 'ChannelService'), 'VmmChannel');
    const channelStatus = statusOf(channel);
    for (const status of [error!, watching, await channelStatus]) {
      expect(status.code).toBe(grpc.status.PERMISSION_DENIED);
      expect(detailsOf(status)['ErrorInfo']?.['reason']).toBe('METHOD_NOT_ALLOWED_HERE');
    }
    expect(detailsOf(error!)['ErrorInfo']?.['metadata']).toEqual({ method: 'EndpointService/DeleteEndpoint' });
    expect(lines.filter((line) => line['level'] === 'warn')).toHaveLength(3);
  });
});

describe('a stop', () => {
  test('lets us end our streams with a reason, and is not delayed by them', async () => {
    const writers: StreamWriter<unknown>[] = [];
    const { target, server } = await serve(
      [
        filled('EndpointService', { watchEndpoint: serverStream((_request, _ctx, out) => void writers.push(out)) }),
        filled('ChannelService', {
          vmmChannel: bidi((_first, _ctx, out) => {
            writers.push(out);
            return { message: () => undefined, halfClosed: () => undefined };
          }),
        }),
      ],
      '',
      {
        stopGraceMs: 60_000,
        onStopping: () => {
          for (const out of writers) out.end({ closing: { reason: 'CLOSING_REASON_SERVER_STOPPING' } });
        },
      },
    );
    const one = watch(client(target, 'EndpointService'), 'WatchEndpoint', {});
    const other = open(client(target, 'ChannelService'), 'VmmChannel');
    other.write({});
    await until(() => writers.length === 2);
    const last: unknown[] = [];
    for (const stream of [one, other]) {
      stream.on('data', (message: Record<string, unknown>) => last.push(message['payload']));
    }
    const ends = [statusOf(one), statusOf(other)];
    await server.stop();
    expect((await Promise.all(ends)).map((status) => status.code)).toEqual([grpc.status.OK, grpc.status.OK]);
    expect(last).toEqual(['closing', 'closing']);
  });

  test('does not wait for a stream that was never opened, and tells it why it ends', async () => {
    const opened = jest.fn(() => ({ message: () => undefined, halfClosed: () => undefined }));
    const { target, server } = await serve([filled('ChannelService', { vmmChannel: bidi(opened) })], '', {
      stopGraceMs: 60_000,
      onStopping: () => second.cancel(),
    });
    const made = client(target, 'ChannelService');
    const silent = statusOf(open(made, 'VmmChannel'));
    const second = open(made, 'VmmChannel');
    second.on('error', () => undefined);
    second.write({});
    await until(() => opened.mock.calls.length === 1);
    await server.stop();
    const status = await silent;
    expect(status.code).toBe(grpc.status.UNAVAILABLE);
    expect(detailsOf(status)).toMatchObject({ ErrorInfo: { reason: 'SERVER_STOPPING' } });
  });

  test('waits for a call that runs', async () => {
    let finish!: () => void;
    const { target, server } = await serve(
      [
        filled('DomainService', {
          unmap: unary(async () => {
            await new Promise<void>((resolve) => (finish = resolve));
            return {};
          }),
        }),
      ],
      '',
      { stopGraceMs: 60_000 },
    );
    const { outcome } = call(client(target, 'DomainService'), 'Unmap', {});
    await until(() => finish !== undefined);
    const stopped = server.stop();
    let over = false;
    void stopped.then(() => (over = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(over).toBe(false);
    finish();
    expect((await outcome).response).toBeDefined();
    await stopped;
  });

  test('cuts off what is left after the grace time, and its handler knows', async () => {
    let signal: AbortSignal | undefined;
    const { target, server } = await serve(
      [
        filled('DomainService', {
          unmap: unary((_request, ctx) => {
            signal = ctx.signal;
            return new Promise(() => undefined);
          }),
        }),
        filled('EndpointService', { watchEndpoint: serverStream(() => undefined) }),
      ],
      '',
      { stopGraceMs: 100 },
    );
    const { outcome } = call(client(target, 'DomainService'), 'Unmap', {});
    const stream = statusOf(watch(client(target, 'EndpointService'), 'WatchEndpoint', {}));
    await until(() => signal !== undefined);
    const began = Date.now();
    await server.stop();
    expect(Date.now() - began).toBeLessThan(2000);
    expect((await outcome).error).toBeDefined();
    expect((await stream).code).not.toBe(grpc.status.OK);
    await until(() => signal!.aborted);
  });

  test('is idempotent, tells its listener once, and takes the socket away even when that throws', async () => {
    let told = 0;
    const { target, server, lines } = await serve([], '', {
      onStopping: () => {
        told += 1;
        throw new Error('broken hook');
      },
    });
    const first = server.stop();
    expect(server.stop()).toBe(first);
    await first;
    await server.stop();
    expect(told).toBe(1);
    expect(fs.existsSync(target.slice('unix:'.length))).toBe(false);
    expect(lines.filter((line) => line['level'] === 'error')).toHaveLength(1);
  });
});
