import * as grpc from '@grpc/grpc-js';
import { serverStream } from '../../../src/server/handler';
import { StreamWriter, type StreamEnd } from '../../../src/server/stream-writer';
import { FakeCall } from './fake-call';
import { cleanUp, client, filled, serve, statusOf, until, watch } from './harness';

afterEach(cleanUp);

function setUp() {
  const call = new FakeCall();
  const reported: unknown[] = [];
  const ends: StreamEnd[] = [];
  const out = new StreamWriter<number>(call, {
    failed: (error) => ({ code: grpc.status.INTERNAL, details: String(error), metadata: new grpc.Metadata() }),
    report: (error) => reported.push(error),
  });
  out.onClose((end) => ends.push(end));
  const counter = (): (() => number) => {
    let n = 0;
    return () => (n += 1);
  };
  return { call, out, ends, reported, counter };
}

describe('a producer', () => {
  test('is pulled until the buffer is full, and again when it was emptied', () => {
    const { call, out, counter } = setUp();
    out.pull(counter());
    expect(call.written).toEqual([1, 2]);
    expect(out.ready).toBe(false);
    out.wake();
    expect(call.written).toEqual([1, 2]);
    call.read();
    expect(call.written).toEqual([1, 2, 3, 4]);
  });

  test('that has nothing is left alone until it is woken', () => {
    const { call, out } = setUp();
    const feed: number[] = [];
    let asked = 0;
    out.pull(() => {
      asked += 1;
      return feed.shift();
    });
    call.read();
    expect(asked).toBe(1);
    feed.push(7);
    out.wake();
    expect(call.written).toEqual([7]);
    expect(asked).toBe(3);
  });

  test('may wake the writer while it is asked', () => {
    const { call, out, counter } = setUp();
    const next = counter();
    out.pull(() => {
      out.wake();
      return next();
    });
    expect(call.written).toEqual([1, 2]);
  });

  test('that throws fails the stream', () => {
    const { call, out, ends } = setUp();
    out.pull(() => {
      throw new Error('broken');
    });
    expect(call.status).toMatchObject({ details: 'Error: broken' });
    expect(ends).toEqual(['failed']);
  });

  test.each(['cancelled', 'close'])('is never asked again after "%s"', (event) => {
    const { call, out, ends, counter } = setUp();
    out.pull(counter());
    call.emit(event);
    call.emit('close');
    call.read();
    out.wake();
    out.pull(counter());
    expect(call.written).toEqual([1, 2]);
    expect(ends).toEqual(['gone']);
  });
});

describe('what is owed', () => {
  test('is taken even when the buffer is full', () => {
    const { call, out, counter } = setUp();
    out.pull(counter());
    expect(out.write(100)).toBe(false);
    expect(out.queued).toBe(3);
    call.read();
    expect(call.written).toEqual([1, 2, 100, 3, 4]);
  });

  test('is told when there is room again', () => {
    const { call, out } = setUp();
    let told = 0;
    out.onReady(() => {
      told += 1;
    });
    expect([out.write(1), out.write(2)]).toEqual([true, false]);
    call.read();
    call.read();
    expect(told).toBe(1);
    out.end();
    call.emit('drain');
    expect(told).toBe(1);
  });
});

describe('the end', () => {
  test('comes after a last message, once, and everything later is ignored', () => {
    const { call, out, ends } = setUp();
    out.end(9);
    out.end(10);
    out.fail(new Error('late'));
    expect(out.write(11)).toBe(false);
    call.emit('cancelled');
    expect(call.written).toEqual([9]);
    expect(call.ended).toBe(true);
    expect(call.status).toBeUndefined();
    expect(ends).toEqual(['ended']);
  });

  test('is told at once to who asks later, and a listener that throws harms nobody', () => {
    const { out, ends, reported } = setUp();
    out.onClose(() => {
      throw new Error('broken listener');
    });
    out.onClose((end) => ends.push(end));
    out.end();
    out.onClose((end) => ends.push(end));
    expect(ends).toEqual(['ended', 'ended', 'ended']);
    expect(reported).toHaveLength(1);
  });

  test('may come from inside the producer', () => {
    const { call, out, ends } = setUp();
    out.pull(() => {
      out.end(1);
      return 2;
    });
    expect(call.written).toEqual([1]);
    expect(ends).toEqual(['ended']);
  });
});

describe('over a real connection', () => {
  const payload = { invalidationEnded: {}, opened: { viommuId: 'x'.repeat(20_000) } };

  function endless() {
    const seen = { asked: 0, ends: [] as StreamEnd[], out: undefined as StreamWriter<unknown> | undefined };
    const service = filled('EndpointService', {
      watchEndpoint: serverStream<unknown, unknown>((_request, _ctx, out) => {
        seen.out = out;
        out.onClose((end) => seen.ends.push(end));
        out.pull(() => {
          seen.asked += 1;
          return payload;
        });
      }),
    });
    return { seen, service };
  }

  test('a client that does not read costs the server no more than its buffer', async () => {
    const { seen, service } = endless();
    const { target } = await serve([service]);
    const stream = watch(client(target, 'EndpointService'), 'WatchEndpoint', {});
    stream.on('error', () => undefined);
    stream.once('data', () => stream.pause());
    await until(() => seen.asked > 16);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const asked = seen.asked;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen.asked).toBe(asked);
    expect(asked).toBeLessThan(100);
    expect(seen.out!.queued).toBeLessThanOrEqual(16);
    stream.resume();
    await until(() => seen.asked > asked + 200);
    stream.cancel();
    await until(() => seen.ends.length === 1);
    expect(seen.ends).toEqual(['gone']);
  });

  test('a client that does not read and goes away frees the producer', async () => {
    const { seen, service } = endless();
    const { target } = await serve([service]);
    const stream = watch(client(target, 'EndpointService'), 'WatchEndpoint', {});
    stream.on('error', () => undefined);
    stream.once('data', () => stream.pause());
    await until(() => seen.asked > 16);
    stream.cancel();
    await until(() => seen.ends.length === 1);
    const { asked } = seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen.asked).toBe(asked);
    expect(seen.ends).toEqual(['gone']);
  });

  test('a slow reader costs only itself', async () => {
    const { service } = endless();
    const { target } = await serve([service]);
    const made = client(target, 'EndpointService');
    const slow = watch(made, 'WatchEndpoint', {});
    slow.on('error', () => undefined);
    slow.once('data', () => slow.pause());
    const fast = watch(made, 'WatchEndpoint', {});
    let got = 0;
    fast.on('data', () => {
      got += 1;
      if (got === 300) fast.cancel();
    });
    expect((await statusOf(fast)).code).toBe(grpc.status.CANCELLED);
    slow.cancel();
  });
});
