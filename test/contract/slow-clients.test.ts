/** Clients that do not read, vanish or come back again and again: each costs only itself. */
import * as grpc from '@grpc/grpc-js';
import { SESSION_LIMITS } from '../../src/session';
import { cleanUp, until, watch } from '../unit/server/harness';
import { RawStream } from './channel-client';
import { furnish, RW, startWorld, type Json, type World } from './world';

let world: World;

beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
});
afterEach(cleanUp);

const vm = { viommuId: 'vm' };

const open = (rpc: string, request: Json): RawStream => {
  const [service = '', method = ''] = rpc.split('/');
  return new RawStream(watch(world.client(service), method, { ...vm, ...request }));
};

/** Opens one of the four kinds of streams; the channels take control, or an endpoint. */
function connect(kind: number): RawStream {
  switch (kind % 4) {
    case 0:
      return open('FaultService/WatchFaults', {});
    case 1:
      return open('EndpointService/WatchEndpoint', { endpointId: 1 });
    case 2: {
      const stream = RawStream.channel(world, 'VmmChannel');
      stream.send({ open: { ...vm, selection: { domains: [{ takeOver: true }] } } });
      return stream;
    }
    default: {
      const stream = RawStream.channel(world, 'EndpointChannel');
      stream.send({ tag: 1n, endpointId: 3, hello: { ...vm, takeOver: true, reset: {} } });
      return stream;
    }
  }
}

test('clients that come back more often than there is room for streams find room', async () => {
  const times = SESSION_LIMITS.max_streams.maximum + 76;
  for (let done = 0; done < times; done += 20) {
    const streams = Array.from({ length: 20 }, (_, i) => connect(done + i));
    await Promise.all(streams.map((stream) => stream.next('opened')));
    for (const stream of streams) stream.cancel();
    await Promise.all(streams.map((stream) => stream.end()));
  }
  const state = async (): Promise<unknown> =>
    ((await world.must('EndpointService/GetEndpoint', { ...vm, endpointId: 3 })) as { endpoint: Json }).endpoint[
      'state'
    ];
  while ((await state()) !== 'ENDPOINT_STATE_DISCONNECTED') {
    // The server hears of the last cancellations in its own time.
  }
  const last = RawStream.channel(world, 'VmmChannel');
  last.send({ open: vm });
  expect(await last.next('opened')).toMatchObject({ controlledDomainIds: [1, 2, 3, 4] });
  last.halfClose();
  expect(await last.end()).toMatchObject({ code: grpc.status.OK });
  expect(world.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
});

test('a watch that is not read loses what does not fit, says how much, and nobody else notices', async () => {
  const [slow, quick] = [1, 2].map(() => open('EndpointService/WatchEndpoint', { endpointId: 8 })) as [
    RawStream,
    RawStream,
  ];
  await slow.next('opened');
  await quick.next('opened');
  slow.pause();
  // Endpoint 8 is attached to nothing: every group is answered at once.
  const items = Array.from({ length: 4096 }, (_, i) => ({
    endpointId: 8,
    item: { iova: 0n, permissions: RW, prgi: i % 512, last: true },
  }));
  const calls = 10;
  for (let i = 1; i <= calls; i += 1) {
    expect(await world.must('FaultService/InjectPageRequests', { ...vm, items })).toMatchObject({
      acceptedCount: items.length,
    });
    // The quick one keeps up, whatever it was skipped of a burst that is longer than what waits for it.
    await until(() => seen(quick) === i * items.length);
  }
  const total = calls * items.length;
  expect(seen(slow)).toBeLessThan(total);
  slow.resume();
  await until(() => seen(slow) === total);
  const kept = slow.arm('pageResponse').length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(quick.arm('pageResponse').length);
  const sequences = slow.messages.map(({ sequence }) => sequence as bigint).filter((sequence) => sequence > 0n);
  expect(sequences).toEqual([...sequences].sort((a, b) => Number(a - b)));
});

/** Messages of the endpoint that a watch was given or told to have lost. */
function seen(stream: RawStream): number {
  const skipped = stream.arm('skipped') as { count: bigint }[];
  return stream.arm('pageResponse').length + skipped.reduce((sum, { count }) => sum + Number(count), 0);
}
