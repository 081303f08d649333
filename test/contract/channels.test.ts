/** Both channels with bad input: refused by tag, or ended with a clear status; nothing changed, the server alive. */
import * as grpc from '@grpc/grpc-js';
import { REASONS } from '../../src/model/errors';
import { SESSION_LIMITS } from '../../src/session';
import { cleanUp, later, open } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { CHANNEL_ROWS } from './rows-channel';
import { furnish, startWorld, stateOf, type Json, type World } from './world';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await furnish(world);
});
afterAll(cleanUp);

/** A message that is always answered, to see that a stream lives. */
const PROBE: Readonly<Record<string, Json>> = {
  VmmChannel: { tag: 99n, respond: { responses: [{ groupCookie: 1n, code: 1 }] } },
  EndpointChannel: { tag: 99n, endpointId: 3, dma: { address: 0n, read: { lengthBytes: 1 } } },
};

/** Without what comes and goes with the owner of endpoint 3. */
async function state(): Promise<string> {
  const seen = await stateOf(world);
  return JSON.stringify(seen, (key, value: unknown) =>
    ['nextSequence', 'reportCount', 'endpointGeneration', 'state'].includes(key)
      ? undefined
      : typeof value === 'bigint'
        ? `${value}n`
        : value,
  );
}

test.each(CHANNEL_ROWS.map((row) => [`${row.method}: ${row.name}`, row] as const))('%s', async (_name, row) => {
  const before = await state();
  const stream = RawStream.channel(world, row.method);
  const code = grpc.status[REASONS[row.reason]];
  if (row.opening !== undefined) {
    stream.send(row.opening);
    await stream.next('opened');
  }
  stream.send({ tag: 7n, ...row.message });
  if (row.ends) {
    expect(await stream.end()).toMatchObject({ code, reason: row.reason, ...(row.field && { field: row.field }) });
  } else {
    const answer = await stream.answer(7n);
    const metadata = row.field === undefined ? {} : { field: row.field };
    expect(answer).toMatchObject({ payload: 'refused', refused: { code, reason: row.reason, metadata } });
    if (row.method === 'EndpointChannel') expect(answer['endpointId']).toBe(row.message['endpointId']);
    stream.send(PROBE[row.method]!);
    expect((await stream.answer(99n))['payload']).toMatch(/Result$/);
    stream.halfClose();
    expect(await stream.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_CLIENT_DONE' });
    expect(await stream.end()).toMatchObject({ code: grpc.status.OK });
  }
  expect(await state()).toBe(before);
});

test('a stream whose client says nothing', async () => {
  for (const method of ['VmmChannel', 'EndpointChannel']) {
    const silent = RawStream.channel(world, method);
    expect(await silent.end()).toMatchObject({ code: grpc.status.INVALID_ARGUMENT, reason: 'OPEN_REQUIRED' });
    const ended = RawStream.channel(world, method);
    ended.halfClose();
    expect(await ended.end()).toMatchObject({ code: grpc.status.INVALID_ARGUMENT, reason: 'OPEN_REQUIRED' });
  }
});

test('a domain that another stream controls, and an endpoint that another stream owns', async () => {
  const owner = RawStream.channel(world, 'VmmChannel');
  owner.send({ open: { viommuId: 'vm' } });
  await owner.next('opened');
  const second = RawStream.channel(world, 'VmmChannel');
  second.send({ open: { viommuId: 'vm', selection: { domains: [{ domainId: 1 }] } } });
  expect(await second.end()).toMatchObject({
    code: grpc.status.FAILED_PRECONDITION,
    reason: 'CONTROLLER_EXISTS',
  });
  const model = RawStream.channel(world, 'EndpointChannel');
  model.send({ tag: 1n, endpointId: 3, hello: { viommuId: 'vm', reset: {} } });
  await model.next('opened');
  const other = RawStream.channel(world, 'EndpointChannel');
  other.send({ tag: 5n, endpointId: 3, hello: { viommuId: 'vm', reset: {} } });
  expect(await other.answer(5n)).toMatchObject({ refused: { reason: 'ENDPOINT_OWNED' } });
  other.send({ tag: 6n, endpointId: 3, hello: { viommuId: 'vm', reset: {}, takeOver: true } });
  expect(await other.answer(6n)).toMatchObject({ payload: 'opened', endpointId: 3 });
  expect(await model.next('endpointLost')).toMatchObject({ reason: 'CLOSING_REASON_TAKEN_OVER' });
  model.send({ tag: 8n, endpointId: 3, dma: { read: { lengthBytes: 1 } } });
  expect(await model.answer(8n)).toMatchObject({ refused: { reason: 'ENDPOINT_NOT_OPEN' } });
  for (const stream of [owner, model, other]) {
    stream.halfClose();
    await stream.end();
  }
});

test('more streams than a vIOMMU may have', async () => {
  const { service } = world.client('ChannelService').constructor as grpc.ServiceClientConstructor;
  // Connections of their own, because one connection takes no more calls than a vIOMMU takes streams.
  const connect = () => {
    const Client = grpc.makeClientConstructor(service, 'ChannelService');
    const made = new Client(world.target, grpc.credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
    later(() => {
      made.close();
    });
    return made;
  };
  const connections = [connect(), connect()];
  const streams = Array.from({ length: SESSION_LIMITS.max_streams.maximum }, (_, index) => {
    const stream = new RawStream(open(connections[index % 2]!, 'VmmChannel'));
    stream.send({ open: { viommuId: 'real', selection: { domains: [{ role: 2 }] } } });
    return stream;
  });
  await Promise.all(streams.map((stream) => stream.next('opened')));
  for (const [method, message] of [
    ['VmmChannel', { open: { viommuId: 'real' } }],
    ['EndpointChannel', { hello: { viommuId: 'real', reset: {} } }],
  ] as const) {
    const stream = RawStream.channel(world, method);
    stream.send(message);
    expect(await stream.end()).toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED, reason: 'LIMIT_EXCEEDED' });
  }
  for (const stream of streams) stream.cancel();
});

test('none of this was a failure of the server', () => {
  expect(world.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
});
