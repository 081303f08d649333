/** Messages that never reach a handler: the status of the transport, and a server and other streams that live. */
import * as grpc from '@grpc/grpc-js';
import { call, cleanUp, client, open } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { furnish, startWorld, stateOf, type World } from './world';

let world: World;
let bystander: RawStream;

beforeAll(async () => {
  world = await startWorld();
  await furnish(world);
  bystander = RawStream.channel(world, 'VmmChannel');
  bystander.send({ open: { viommuId: 'vm', selection: { domains: [{ role: 'ROLE_OBSERVER' }] } } });
  await bystander.next('opened');
});
afterAll(cleanUp);

/** Clients that send these bytes, whatever they are told to send. */
const sending = (service: string, bytes: Buffer) => client(world.target, service, { requestSerialize: () => bytes });

const TOO_LONG = Buffer.concat([Buffer.from([0x0a, 0x80, 0x80, 0x40]), Buffer.alloc(1 << 20)]);

// A length that passes the end; a tag of field 0; an unterminated varint; a group that is never closed.
const UNDECODABLE = ['0aff', '00', '08ffffffffffffffffffff', '0b'].map((bytes) => Buffer.from(bytes, 'hex'));

let tag = 0n;

async function expectAlive(): Promise<void> {
  tag += 1n;
  bystander.send({ tag, respond: { responses: [{ groupCookie: 1n, code: 1 }] } });
  expect(await bystander.answer(tag)).toMatchObject({ payload: 'respondResult' });
}

test('a message longer than 512 KiB', async () => {
  const before = await stateOf(world);
  const { error } = await call(sending('DomainService', TOO_LONG), 'Map', {}).outcome;
  expect(error?.code).toBe(grpc.status.RESOURCE_EXHAUSTED);
  const stream = new RawStream(open(sending('ChannelService', TOO_LONG), 'VmmChannel'));
  stream.send({});
  expect(await stream.end()).toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED });
  await expectAlive();
  expect(await stateOf(world)).toEqual(before);
});

test.each(UNDECODABLE.map((bytes) => [bytes.toString('hex'), bytes] as const))('bytes %s', async (_name, bytes) => {
  const before = await stateOf(world);
  const { error } = await call(sending('DomainService', bytes), 'Map', {}).outcome;
  expect([grpc.status.INTERNAL, grpc.status.INVALID_ARGUMENT]).toContain(error?.code);
  for (const method of ['VmmChannel', 'EndpointChannel']) {
    const stream = new RawStream(open(sending('ChannelService', bytes), method));
    stream.send({});
    expect([grpc.status.INTERNAL, grpc.status.INVALID_ARGUMENT]).toContain((await stream.end()).code);
  }
  await expectAlive();
  expect(await stateOf(world)).toEqual(before);
});

test('a channel that carried an undecodable message ends, and another one goes on where it was', async () => {
  const groups = { viommuId: 'vm', selection: { domains: [{ domainId: 1 }] } };
  const bytes = [Buffer.from([0x0a, 0xff])];
  const methods = (
    world.client('ChannelService').constructor as unknown as {
      service: Record<string, { requestSerialize: (message: unknown) => Buffer }>;
    }
  ).service;
  const encode = methods['VmmChannel']!.requestSerialize;
  const half = client(world.target, 'ChannelService', {
    requestSerialize: (message: unknown) => (message === 'garbage' ? bytes[0]! : encode(message)),
  });
  const call = open(half, 'VmmChannel');
  const broken = new RawStream(call);
  broken.send({ open: groups });
  await broken.next('opened');
  await broken.next('reports');
  call.write('garbage');
  expect((await broken.end()).code).not.toBe(grpc.status.OK);
  const next = RawStream.channel(world, 'VmmChannel');
  next.send({ open: groups });
  const { reports } = (await next.next('reports')) as { reports: { pageRequestGroup: { redelivery: boolean } }[] };
  expect(reports[0]?.pageRequestGroup.redelivery).toBe(true);
  next.halfClose();
  await next.end();
  await expectAlive();
});
