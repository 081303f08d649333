import { Harness, type WatchCall } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

beforeAll(() => harness.server.start());
afterAll(() => harness.server.stop());
beforeEach(() => harness.forget());

const parts = [
  { first: 0x1000n, bitmap: Buffer.from([0b1000_0011]), dirtyPageCount: 3 },
  { first: 0x9000n, bitmap: Buffer.from([0b1]), dirtyPageCount: 1 },
];
const sends = (call: WatchCall): void => {
  for (const part of parts) call.write(part);
  call.end();
};

test('dirty pages are ranges, with how much they are', async () => {
  harness.answers['GetIovaRanges'] = { granuleBits: 12 };
  harness.watching = sends;
  expect(await viommuctl('dirty read 3 0x1000+1M --keep')).toEqual({
    code: 0,
    stdout: 'RANGE          LENGTH\n0x1000-0x2fff  8K\n0x8000-0x9fff  8K\n16K in 2 ranges\n',
    stderr: '',
  });
  expect(harness.asked.map(({ method }) => method)).toEqual(['GetIovaRanges', 'ReadDirtyPages']);
  expect(harness.asked[1]?.request).toMatchObject({
    domainId: 3,
    range: { first: 0x1000n, last: 0x100fffn },
    pageSizeBytes: 4096n,
    keep: true,
  });
});

test('dirty pages of a size that is given, as JSON, a range in each line', async () => {
  harness.watching = sends;
  const { code, stdout } = await viommuctl('dirty read 3 --page-size 4K --json');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: '{"first":"4096","last":"12287"}\n{"first":"32768","last":"40959"}\n',
  });
  expect(harness.asked).toMatchObject([
    { request: { range: { first: 0n, last: 0xffff_ffff_ffff_ffffn }, pageSizeBytes: 4096n, keep: false } },
  ]);
});

test('the bitmap comes in parts', async () => {
  harness.watching = sends;
  const people = await viommuctl('dirty read 3 --bitmap');
  expect(people.stdout).toBe('FIRST   DIRTY  BITMAP\n0x1000  3      83\n0x9000  1      01\n');
  const json = await viommuctl('dirty read 3 --bitmap --json');
  expect(json.stdout).toBe(
    '{"first":"4096","bitmap":"gw==","dirtyPageCount":3}\n{"first":"36864","bitmap":"AQ==","dirtyPageCount":1}\n',
  );
});

test('a read that was interrupted says so, whatever it has printed', async () => {
  const controller = new AbortController();
  harness.watching = (call) => {
    call.write(parts[0] as object as never);
    setImmediate(() => controller.abort());
  };
  const ended = await viommuctl('dirty read 3 --bitmap', { signal: controller.signal });
  expect(ended.code).toBe(130);
});
