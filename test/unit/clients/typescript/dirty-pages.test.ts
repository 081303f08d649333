import { status as Code, type ServerWritableStream } from '@grpc/grpc-js';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { ViommuClient } from '../../../../clients/typescript';
import { rangesOf } from '../../../../clients/typescript/dirty-pages';
import { ContractServer, refusal, settle } from './contract-server';

interface Part {
  readonly first: bigint;
  readonly bitmap: Uint8Array;
  readonly dirtyPageCount: number;
}
type ReadCall = ServerWritableStream<Record<string, unknown>, Part>;
type RangesCall = ServerUnaryCall<Record<string, unknown>, object>;

let server: ContractServer;
let client: ViommuClient;
let requests: Record<string, unknown>[];
let onRead: (call: ReadCall) => void;
let granuleBits: number | undefined;

beforeAll(async () => {
  server = await new ContractServer({
    domain: {
      ReadDirtyPages: (call: ReadCall) => {
        requests.push(call.request);
        onRead(call);
      },
      GetIovaRanges: (_call: RangesCall, callback: sendUnaryData<object>) =>
        granuleBits === undefined
          ? callback({ code: Code.NOT_FOUND, details: 'no', metadata: refusal('DOMAIN_NOT_FOUND') })
          : callback(null, { granuleBits }),
    },
  }).start();
  client = server.client();
});
afterAll(() => server.stop());
beforeEach(() => {
  requests = [];
  granuleBits = undefined;
});

const bits = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const sends =
  (...parts: Part[]) =>
  (call: ReadCall): void => {
    for (const part of parts) call.write(part);
    call.end();
  };

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('the ranges of a bitmap', () => {
  const K = 4096n;
  test.each<[string, Uint8Array, [number, number][]]>([
    ['nothing', bits(), []],
    ['no bit', bits(0, 0), []],
    ['the lowest bit of the first byte is the first page', bits(0x01), [[0, 0]]],
    ['the highest bit of a byte comes before the lowest of the next', bits(0x80, 0x01), [[7, 8]]],
    ['the lowest bit behind a byte without any', bits(0, 0x01), [[8, 8]]],
    ['whole bytes', bits(0xff, 0xff), [[0, 15]]],
    [
      'holes',
      bits(0b0101_1011, 0, 0b1000_0000),
      [
        [0, 1],
        [3, 4],
        [6, 6],
        [23, 23],
      ],
    ],
  ])('%s', (_name, bitmap, pages) => {
    const ranges = [...rangesOf({ first: 0x10000n, bitmap: Buffer.from(bitmap), dirtyPageCount: 0 }, K)];
    expect(ranges).toEqual(
      pages.map(([first, last]) => ({
        first: 0x10000n + BigInt(first) * K,
        last: 0x10000n + BigInt(last + 1) * K - 1n,
      })),
    );
  });

  test('end at the highest address', () => {
    const first = (1n << 64n) - 8n * K;
    expect([...rangesOf({ first, bitmap: Buffer.from([0xc0]), dirtyPageCount: 2 }, K)]).toEqual([
      { first: first + 6n * K, last: 0xffff_ffff_ffff_ffffn },
    ]);
  });
});

describe('a read', () => {
  const parts: Part[] = [
    { first: 0x0000n, bitmap: bits(0b1000_0001), dirtyPageCount: 2 },
    { first: 0x8000n, bitmap: bits(0b0000_0101), dirtyPageCount: 2 },
  ];
  const request = { viommuId: 'vm', domainId: 3, range: { first: 0n, last: 0xffffn } };

  test('gives the parts as they come', async () => {
    onRead = sends(...parts);
    const read = await collect(client.readDirtyPages({ ...request, keep: true }));
    expect(read).toEqual(parts.map((part) => ({ ...part, bitmap: Buffer.from(part.bitmap) })));
    expect(requests).toEqual([expect.objectContaining({ domainId: 3, keep: true, pageSizeBytes: 0n })]);
  });

  test('gives ranges that do not touch, across parts', async () => {
    onRead = sends(...parts);
    expect(await collect(client.readDirtyPages({ ...request, pageSizeBytes: 4096 }).ranges())).toEqual([
      { first: 0x0000n, last: 0x0fffn },
      { first: 0x7000n, last: 0x8fffn },
      { first: 0xa000n, last: 0xafffn },
    ]);
  });

  test('gives addresses', async () => {
    onRead = sends(...parts);
    expect(await collect(client.readDirtyPages({ ...request, pageSizeBytes: 4096n }).addresses())).toEqual([
      0x0000n,
      0x7000n,
      0x8000n,
      0xa000n,
    ]);
  });

  test('asks for the granule when no page size is given, and reads with it', async () => {
    granuleBits = 14;
    onRead = sends({ first: 0n, bitmap: bits(0b10), dirtyPageCount: 1 });
    expect(await collect(client.readDirtyPages(request).ranges())).toEqual([{ first: 0x4000n, last: 0x7fffn }]);
    expect(requests).toEqual([expect.objectContaining({ pageSizeBytes: 0x4000n })]);
  });

  test('reads nothing when the granule cannot be had, and nothing before a loop begins', async () => {
    const reading = client.readDirtyPages(request);
    await expect(collect(reading.ranges())).rejects.toMatchObject({ reason: 'DOMAIN_NOT_FOUND' });
    expect(requests).toEqual([]);
  });

  test('reads anew with each loop', async () => {
    const reading = client.readDirtyPages({ ...request, pageSizeBytes: 4096n });
    onRead = sends(parts[0] as Part);
    expect(await collect(reading.addresses())).toEqual([0n, 0x7000n]);
    onRead = sends();
    expect(await collect(reading.addresses())).toEqual([]);
  });

  test('throws what the server refuses, after what it sent', async () => {
    onRead = (call) => {
      call.write(parts[0] as Part);
      call.emit('error', { code: Code.FAILED_PRECONDITION, details: 'no', metadata: refusal('DOMAIN_NOT_FOUND') });
    };
    const seen: bigint[] = [];
    const loop = async (): Promise<void> => {
      for await (const { first } of client.readDirtyPages(request)) seen.push(first);
    };
    await expect(loop()).rejects.toMatchObject({ reason: 'DOMAIN_NOT_FOUND' });
    expect(seen).toEqual([0n]);
  });

  test('ends at the server when a loop over ranges is left', async () => {
    let isCancelled = false;
    onRead = (call) => {
      call.on('cancelled', () => (isCancelled = true));
      for (const part of parts) call.write(part);
    };
    for await (const range of client.readDirtyPages({ ...request, pageSizeBytes: 4096n }).ranges()) {
      expect(range.first).toBe(0n);
      break;
    }
    while (!isCancelled) await settle(5);
  });

  test('has a deadline when it is given one', async () => {
    onRead = () => {};
    await expect(collect(client.readDirtyPages(request, { deadlineMs: 20 }))).rejects.toMatchObject({
      code: Code.DEADLINE_EXCEEDED,
    });
  });

  test('is refused before anything is sent', async () => {
    const reading = client.readDirtyPages({ viommuId: 'vm', domainId: -1 });
    await expect(collect(reading)).rejects.toThrow('ReadDirtyPagesRequest.domainId must be an integer');
  });
});
