/** The server's outside, seen by programs that are not ours: buf curl, raw bytes, clients that are killed. */
import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as grpc from '@grpc/grpc-js';
import { IommuError } from '../../src/model/errors';
import { bidi, serverStream, unary } from '../../src/server/handler';
import { MAX_RECEIVE_BYTES } from '../../src/server/options';
import { packageRoot } from '../../src/server/protos';
import type { StreamEnd, StreamWriter } from '../../src/server/stream-writer';
import { call, cleanUp, client, detailsOf, filled, open, serve, statusOf, until } from '../unit/server/harness';

afterEach(cleanUp);

const run = promisify(execFile);
const buf = path.join(packageRoot(), 'node_modules/.bin/buf');

/** Calls with the gRPC client of another language. */
function curl(target: string, ...args: string[]) {
  const transport = ['--protocol', 'grpc', '--http2-prior-knowledge', '--unix-socket', target.slice('unix:'.length)];
  return run(buf, ['curl', ...transport, ...args], { cwd: packageRoot() });
}

const echo = filled('DomainService', {
  createDomain: unary((request) => {
    const { viommuId, domainId } = request as { viommuId: string; domainId: number };
    if (domainId === 0) {
      throw new IommuError('DOMAIN_EXISTS', 'domain_id: 0 is taken; choose another one', {
        field: 'domain_id',
        metadata: { domain_id: '0' },
      });
    }
    return { domain: { viommuId, domainId } };
  }),
});

describe('buf curl over a unix socket', () => {
  test.each(['grpc-v1', 'grpc-v1alpha'])('lists the methods by reflection %s', async (protocol) => {
    const { target } = await serve([echo, filled('FaultService', {})]);
    const { stdout } = await curl(
      target,
      '--reflect',
      '--reflect-protocol',
      protocol,
      '--list-methods',
      'http://localhost',
    );
    const methods = stdout.split('\n');
    expect(methods).toContain('viommu.v1.DomainService/CreateDomain');
    expect(methods).toContain('viommu.v1.FaultService/WatchFaults');
    expect(methods).toContain('grpc.health.v1.Health/Check');
    expect(stdout).not.toContain('ViommuService');
  });

  test.each(['grpc-v1', 'grpc-v1alpha'])('calls by reflection %s with the names of the contract', async (protocol) => {
    const { target } = await serve([echo]);
    const { stdout } = await curl(
      target,
      ...['--reflect', '--reflect-protocol', protocol, '-d', '{"viommu_id":"a","domain_id":3}'],
      'http://localhost/viommu.v1.DomainService/CreateDomain',
    );
    expect(JSON.parse(stdout)).toEqual({ domain: { viommuId: 'a', domainId: 3 } });
  });

  test('shows the details of a refusal', async () => {
    const { target } = await serve([echo]);
    const refused = curl(target, '--reflect', '-d', '{}', 'http://localhost/viommu.v1.DomainService/CreateDomain');
    const { stderr } = await refused.then(
      () => ({ stderr: '' }),
      (error: { stderr: string }) => error,
    );
    const shown = JSON.parse(stderr) as { code: string; message: string; details: { type: string; value: string }[] };
    expect([shown.code, shown.message]).toEqual(['already_exists', 'domain_id: 0 is taken; choose another one']);
    expect(shown.details.map((detail) => detail.type)).toEqual(['google.rpc.ErrorInfo', 'google.rpc.BadRequest']);
    expect(Buffer.from(shown.details[0]!.value, 'base64').toString()).toContain('DOMAIN_EXISTS');
  });

  test('sees health', async () => {
    const { target } = await serve([echo]);
    const { stdout } = await curl(target, '--reflect', '-d', '{}', 'http://localhost/grpc.health.v1.Health/Check');
    expect(JSON.parse(stdout)).toEqual({ status: 'SERVING' });
  });
});

describe('what the transport refuses', () => {
  /** Sends bytes where a message should be. */
  const raw = { requestSerialize: (bytes: Buffer) => bytes };
  let handled: number;

  const setUp = () => {
    handled = 0;
    return serve([
      echo,
      filled('FaultService', {
        respondToPageRequests: unary(() => {
          handled += 1;
          return {};
        }),
      }),
      filled('ChannelService', {
        vmmChannel: bidi((_first, _ctx, out) => ({
          message: () => {
            out.write({ heartbeat: {} });
          },
          halfClosed: () => {
            out.end();
          },
        })),
      }),
    ]);
  };

  test.each([
    ['a message that is too long', Buffer.alloc(MAX_RECEIVE_BYTES + 1), grpc.status.RESOURCE_EXHAUSTED],
    ['bytes that are no message', Buffer.from('ffffffffffff', 'hex'), grpc.status.INTERNAL],
    ['a number that does not end', Buffer.from('20ff', 'hex'), grpc.status.INTERNAL],
    ['groups in groups without an end', Buffer.alloc(MAX_RECEIVE_BYTES, 'fb01', 'hex'), grpc.status.INTERNAL],
  ])('%s: the call ends, a stream on the same connection and the server live', async (_name, bytes, code) => {
    const { target } = await setUp();
    const channel = open(client(target, 'ChannelService'), 'VmmChannel');
    let beats = 0;
    channel.on('data', () => (beats += 1));
    const ended = statusOf(channel);
    channel.write({ open: {} });
    const { error } = await call(client(target, 'FaultService', raw), 'RespondToPageRequests', bytes).outcome;
    expect(error?.code).toBe(code);
    expect(handled).toBe(0);
    channel.write({ setCredits: {} });
    await until(() => beats === 1);
    channel.end();
    expect((await ended).code).toBe(grpc.status.OK);
    const later = await call(client(target, 'DomainService'), 'CreateDomain', { viommuId: 'a', domainId: 3 }).outcome;
    expect(later.response).toBeDefined();
  });

  test('the longest message is taken', async () => {
    const { target } = await setUp();
    // One unknown length-delimited field: tag, three bytes of length, and the rest.
    const length = MAX_RECEIVE_BYTES - 5;
    const head = Buffer.from([0xfa, 0x01, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14]);
    const bytes = Buffer.concat([head, Buffer.alloc(length)]);
    expect(bytes.length).toBe(MAX_RECEIVE_BYTES);
    const { response } = await call(client(target, 'FaultService', raw), 'RespondToPageRequests', bytes).outcome;
    expect(response).toBeDefined();
  });

  test.each([
    ['a message that is too long', Buffer.alloc(MAX_RECEIVE_BYTES + 1), grpc.status.RESOURCE_EXHAUSTED],
    ['bytes that are no message', Buffer.from('ffffffffffff', 'hex'), grpc.status.INTERNAL],
  ])('%s on a channel ends that channel only, and its handler knows', async (_name, bytes, code) => {
    const ends: StreamEnd[] = [];
    const { target } = await serve([
      filled('ChannelService', {
        vmmChannel: bidi((_first, _ctx, out) => {
          out.onClose((end) => ends.push(end));
          const message = (): void => {
            out.write({ heartbeat: {} });
          };
          return { message, halfClosed: () => undefined };
        }),
      }),
    ]);
    const made = client(target, 'ChannelService', raw);
    const [bad, good] = [open(made, 'VmmChannel'), open(made, 'VmmChannel')];
    let beats = 0;
    good.on('data', () => (beats += 1));
    good.on('error', () => undefined);
    const ended = statusOf(bad);
    for (const stream of [bad, good]) stream.write(Buffer.alloc(0));
    bad.write(bytes);
    expect((await ended).code).toBe(code);
    await until(() => ends.length === 1);
    expect(ends).toEqual(['gone']);
    good.write(Buffer.alloc(0));
    await until(() => beats === 1);
    good.cancel();
  });

  test('a method nobody has is UNIMPLEMENTED', async () => {
    const { target } = await setUp();
    const { error } = await call(client(target, 'ViommuService'), 'GetInfo', {}).outcome;
    expect(error?.code).toBe(grpc.status.UNIMPLEMENTED);
  });
});

test('a client that reads nothing and is killed frees its producer', async () => {
  const ends: StreamEnd[] = [];
  let writer: StreamWriter<unknown> | undefined;
  const { target } = await serve([
    filled('EndpointService', {
      watchEndpoint: serverStream<unknown, unknown>((_request, _ctx, out) => {
        writer = out;
        out.onClose((end) => ends.push(end));
        out.pull(() => ({ opened: { viommuId: 'x'.repeat(20_000) } }));
      }),
    }),
  ]);
  const script = `
    const grpc = require('@grpc/grpc-js');
    const path = '/viommu.v1.EndpointService/WatchEndpoint';
    const client = new grpc.Client(process.env.TARGET, grpc.credentials.createInsecure());
    const stream = client.makeServerStreamRequest(path, (b) => b, (b) => b, Buffer.alloc(0));
    stream.once('data', () => { stream.pause(); console.log('paused'); });`;
  const child = spawn(process.execPath, ['-e', script], {
    cwd: packageRoot(),
    env: { ...process.env, TARGET: target },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await until(() => writer !== undefined && !writer.ready);
  expect(ends).toEqual([]);
  child.kill('SIGKILL');
  await until(() => ends.length === 1);
  expect(ends).toEqual(['gone']);
});

test('a device model on its own listener cannot do what a VMM does', async () => {
  const { target } = await serve([echo], ',allow=device');
  const { error } = await call(client(target, 'DomainService'), 'CreateDomain', { viommuId: 'a', domainId: 3 }).outcome;
  expect(error?.code).toBe(grpc.status.PERMISSION_DENIED);
  expect(detailsOf(error!)['ErrorInfo']?.['reason']).toBe('METHOD_NOT_ALLOWED_HERE');
  const { stdout } = await curl(target, '--reflect', '--list-methods', 'http://localhost');
  expect(stdout).toContain('viommu.v1.DomainService/CreateDomain');
});
