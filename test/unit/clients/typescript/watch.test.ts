import { status as Code, type ServerWritableStream } from '@grpc/grpc-js';
import type { EndpointWatchItem, FaultWatchItem, ViommuClient } from '../../../../clients/typescript';
import type { WatchEndpointResponse } from '../../../../clients/typescript/gen/viommu/v1/WatchEndpointResponse';
import type { WatchFaultsResponse } from '../../../../clients/typescript/gen/viommu/v1/WatchFaultsResponse';
import { ContractServer, refusal, settle } from './contract-server';

type FaultCall = ServerWritableStream<Record<string, unknown>, WatchFaultsResponse>;
type EndpointCall = ServerWritableStream<Record<string, unknown>, WatchEndpointResponse>;

let server: ContractServer;
let client: ViommuClient;
let onWatchFaults: (call: FaultCall) => void;
let onWatchEndpoint: (call: EndpointCall) => void;

beforeAll(async () => {
  server = await new ContractServer({
    fault: { WatchFaults: (call: FaultCall) => onWatchFaults(call) },
    endpoint: { WatchEndpoint: (call: EndpointCall) => onWatchEndpoint(call) },
  }).start();
  client = server.client();
});
afterAll(() => server.stop());

const opened: WatchFaultsResponse = { opened: { viommuId: 'a', epoch: 3, nextSequence: 5n } };
const violation = (sequence: bigint): WatchFaultsResponse => ({ reports: { reports: [{ sequence, violation: {} }] } });

async function collect<Item>(watch: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of watch) items.push(item);
  return items;
}

test('gives everything in order, then the reason of the end and the resume point', async () => {
  onWatchFaults = (call) => {
    call.write(opened);
    call.write(violation(5n));
    call.write({ skipped: { first: 6n, last: 8n, reason: 'SKIP_REASON_FILTERED' } });
    call.write({ heartbeat: { timeNs: 1n, sequence: 8n } });
    call.write({ closing: { reason: 'CLOSING_REASON_RESET', resume: { epoch: 3, sequence: 8n } } });
    call.end();
  };
  const watch = client.watchFaults({ viommuId: 'a' });
  expect(watch.resumePoint).toBeUndefined();
  const items = await collect<FaultWatchItem>(watch);
  expect(items.map((item) => item.kind)).toEqual(['opened', 'reports', 'skipped', 'heartbeat']);
  expect(watch.closing).toMatchObject({ reason: 'CLOSING_REASON_RESET', resume: { epoch: 3, sequence: 8n } });
  expect(watch.resumePoint).toEqual({ epoch: 3, sequence: 8n });
});

test('a refusal is thrown by the loop', async () => {
  onWatchFaults = (call) =>
    void call.emit('error', { code: Code.FAILED_PRECONDITION, details: 'no', metadata: refusal('CONTROLLER_EXISTS') });
  await expect(collect(client.watchFaults({ viommuId: 'a' }))).rejects.toMatchObject({ reason: 'CONTROLLER_EXISTS' });
  expect(() => client.watchFaults({ viommuId: 1 } as never)).toThrow('WatchFaultsRequest.viommuId must be a string');
});

test('leaving the loop, cancelling and aborting end the stream at the server', async () => {
  const ended: string[] = [];
  const controller = new AbortController();
  onWatchFaults = (call) => {
    call.on('cancelled', () => ended.push(String(call.request.viommuId)));
    call.write(opened);
  };
  for await (const item of client.watchFaults({ viommuId: 'left' })) {
    expect(item.kind).toBe('opened');
    break;
  }
  const seen: string[] = [];
  const cancelled = client.watchFaults({ viommuId: 'cancelled' });
  for await (const { kind } of cancelled) {
    seen.push(kind);
    cancelled.cancel();
  }
  for await (const { kind } of client.watchFaults({ viommuId: 'aborted' }, { signal: controller.signal })) {
    seen.push(kind);
    controller.abort();
  }
  expect(seen).toEqual(['opened', 'opened']);
  while (ended.length < 3) await settle();
  expect(ended).toEqual(['left', 'cancelled', 'aborted']);
  expect(() => client.watchFaults({ viommuId: 'a' }, { signal: controller.signal })).toThrow('aborted');
});

test('a reader that does not read stops the server, and loses nothing', async () => {
  const COUNT = 3000;
  const detail = 'x'.repeat(4096);
  let written = 0;
  onWatchFaults = (call) => {
    const more = (): void => {
      while (written < COUNT) {
        written += 1;
        const reports = [{ sequence: BigInt(written + 4), violation: { detail } }];
        if (!call.write({ reports: { reports } })) return void call.once('drain', more);
      }
      call.end();
    };
    call.write(opened);
    more();
  };
  const watch = client.watchFaults({ viommuId: 'a' });
  await settle(300);
  expect(written).toBeLessThan(COUNT / 2);
  expect(await collect(watch)).toHaveLength(COUNT + 1);
  expect(watch.resumePoint?.sequence).toBe(BigInt(COUNT + 4));
});

test('an endpoint is watched under the names of what happens to it', async () => {
  onWatchEndpoint = (call) => {
    call.write({ opened: { endpointId: 1 } });
    call.write({ sequence: 1n, timeNs: 7n, pageResponse: { prgi: 9, groupCookie: 2n ** 64n - 1n } });
    call.write({ skipped: { count: 4n } });
    call.write({ closing: { reason: 'CLOSING_REASON_ENDPOINT_DELETED' } });
    call.end();
  };
  const watch = client.watchEndpoint({ viommuId: 'a', endpointId: 1 });
  const items = await collect<EndpointWatchItem>(watch);
  expect(items.map((item) => item.kind)).toEqual(['opened', 'pageResponse', 'skipped']);
  const [, response] = items;
  if (response?.kind !== 'pageResponse') throw new Error('not a page response');
  expect(response).toMatchObject({ sequence: 1n, timeNs: 7n });
  expect(response.pageResponse.groupCookie).toBe(2n ** 64n - 1n);
  expect(watch.closing?.reason).toBe('CLOSING_REASON_ENDPOINT_DELETED');
});
