import { RequestCache } from '../../../src/session/request-cache';
import { reasonOf, rejectionOf } from './support';

const key = (requestId: string, request: unknown = { a: 1 }, method = 'Map') => ({ requestId, method, request });

/** A promise that is settled by hand. */
function pending<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test('the same request gets the first result', () => {
  const cache = new RequestCache();
  let done = 0;
  const work = () => (done += 1);
  expect(cache.run(key('x'), undefined, work)).toBe(1);
  expect(cache.run(key('x'), undefined, work)).toBe(1);
  expect(cache.run(key('y'), undefined, work)).toBe(2);
});

test('without an id nothing is remembered, and the signal is passed on', () => {
  const cache = new RequestCache();
  const { signal } = new AbortController();
  let done = 0;
  for (let i = 1; i <= 2; i += 1) {
    expect(
      cache.run(key(''), signal, (given) => {
        expect(given).toBe(signal);
        return (done += 1);
      }),
    ).toBe(i);
  }
});

test.each([
  ['another field', key('x', { a: 2 })],
  ['another type', key('x', { a: '1' })],
  ['another bigint', key('x', { a: 1n })],
  ['another method', key('x', { a: 1 }, 'Unmap')],
])('another request with the id is refused: %s', (_name, other) => {
  const cache = new RequestCache();
  void cache.run(key('x'), undefined, () => 1);
  expect(reasonOf(() => cache.run(other, undefined, () => 2))).toBe('REQUEST_ID_REUSED');
});

test('bigints and bytes are told apart', () => {
  const cache = new RequestCache();
  const request = { at: 2n ** 63n, data: Buffer.from('abc'), view: new Uint8Array([1, 2]) };
  const same = { at: 2n ** 63n, data: Buffer.from('abc'), view: new Uint8Array([1, 2]) };
  expect(cache.run(key('x', request), undefined, () => 1)).toBe(1);
  expect(cache.run(key('x', same), undefined, () => 2)).toBe(1);
  for (const other of [
    { ...request, at: 2n ** 63n + 1n },
    { ...request, data: Buffer.from('abd') },
    { ...request, view: new Uint8Array([1, 3]) },
  ]) {
    expect(reasonOf(() => cache.run(key('x', other), undefined, () => 2))).toBe('REQUEST_ID_REUSED');
  }
});

test('an id that is too long is refused', () => {
  const cache = new RequestCache();
  expect(cache.run(key('x'.repeat(64)), undefined, () => 1)).toBe(1);
  expect(reasonOf(() => cache.run(key('x'.repeat(65)), undefined, () => 1))).toBe('REQUEST_ID_INVALID');
});

test('a refused call leaves no trace', async () => {
  const cache = new RequestCache();
  const refuse = () => {
    throw new RangeError('refused');
  };
  expect(() => cache.run(key('x'), undefined, refuse)).toThrow(RangeError);
  const { promise, reject } = pending<number>();
  const running = cache.run(key('x', { b: 1 }), undefined, () => promise);
  reject(new RangeError('refused later'));
  await expect(running).rejects.toThrow(RangeError);
  expect(cache.run(key('x', { c: 1 }), undefined, () => 3)).toBe(3);
});

test('a repeated request joins the one that runs; each caller can give up for itself', async () => {
  const cache = new RequestCache();
  const { promise, resolve } = pending<number>();
  const first = new AbortController();
  const wait = (signal?: AbortSignal) =>
    cache.run(key('x'), signal, (given) => {
      expect(given).toBeUndefined();
      return promise;
    });
  const [one, two, three] = [wait(first.signal), wait(new AbortController().signal), wait()];
  first.abort(new RangeError('gone'));
  await expect(one).rejects.toThrow(RangeError);
  await expect(wait(AbortSignal.abort(new RangeError('gone before')))).rejects.toThrow('gone before');
  resolve(7);
  expect(await Promise.all([two, three])).toEqual([7, 7]);
  expect(wait()).toBe(7);
  expect(await rejectionOf(Promise.resolve().then(() => cache.run(key('x', {}), undefined, () => 1)))).toBe(
    'REQUEST_ID_REUSED',
  );
});

test('the oldest results are forgotten, but none that is awaited', async () => {
  const cache = new RequestCache(2);
  const { promise, resolve } = pending<string>();
  const running = cache.run(key('running'), undefined, () => promise);
  for (const id of ['a', 'b', 'c']) {
    void cache.run(key(id), undefined, () => id);
  }
  const again = (id: string) => cache.run(key(id), undefined, () => `${id} again`);
  expect(again('running')).toBeInstanceOf(Promise);
  expect(again('c')).toBe('c');
  expect(again('b')).toBe('b again');
  resolve('done');
  await running;
});

test('what is remembered is bounded by its size too', () => {
  const cache = new RequestCache(10, 1000);
  let done = 0;
  const work = () => ({ data: new Uint8Array(400), call: (done += 1) });
  for (const id of ['a', 'b', 'c', 'c']) {
    void cache.run(key(id), undefined, work);
  }
  expect(done).toBe(3);
  // The first made room for the third.
  void cache.run(key('a'), undefined, work);
  expect(done).toBe(4);
});

test('clearing forgets what is finished and keeps what runs', async () => {
  const cache = new RequestCache();
  const running = pending<number>();
  void cache.run(key('a'), undefined, () => 1);
  void cache.run(key('b'), undefined, () => running.promise);
  cache.clear();
  expect(cache.run(key('a'), undefined, () => 2)).toBe(2);
  const joined = cache.run(key('b'), undefined, () => 3);
  running.resolve(4);
  expect(await joined).toBe(4);
});
