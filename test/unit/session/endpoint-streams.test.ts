import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { EndpointChannel } from '../../../src/session/endpoint-channel';
import type { EndpointChannelItem, EndpointWatchItem, HelloMode } from '../../../src/session/stream-items';
import { makeHost, now, reasonOf } from './support';

function brief(items: readonly (EndpointWatchItem | EndpointChannelItem)[]): string[] {
  return items.map((item) => {
    switch (item.kind) {
      case 'OPENED':
        return 'tag' in item ? `opened ${item.endpoint.endpointId} for ${item.tag}` : 'opened';
      case 'RESUMED':
        return `resumed ${item.resumed.view.endpointId} for ${item.tag} at ${item.resumed.nextSequence}`;
      case 'MESSAGE': {
        const { message, sequence, modelSequence } = item.output;
        const what = message.kind === 'ENDPOINT_CHANGED' ? message.change : message.kind;
        const again = message.kind === 'PAGE_RESPONSE' && message.redelivery ? ' again' : '';
        return `${what} ${modelSequence ?? `(${sequence})`}${again}`;
      }
      case 'SKIPPED':
        return `skipped ${item.count}`;
      case 'LOST':
        return `lost ${item.endpointId} ${item.reason}`;
      case 'BARRIER':
      case 'BARRIER_REACHED':
        return `${item.kind} ${item.endpointId} ${item.barrier}`;
      case 'HEARTBEAT':
        return 'heartbeat';
      case 'CLOSING':
        return `closing ${item.reason} ${JSON.stringify(item.resume)}`;
    }
  });
}

const RESET: HelloMode = { kind: 'RESET' };

function setUp(backend: 'EXTERNAL' | 'HOSTED' = 'EXTERNAL') {
  const host = makeHost();
  const run = <T>(command: Parameters<typeof host.execute<T>>[0]): T => now(host.execute(command));
  run((iommu) => {
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    for (const id of [1, 2]) {
      iommu.createEndpoint(id, { backend, ats: {}, pri: {} });
      iommu.attach(id, NO_PASID, 1, 0n);
    }
  });
  const stateOf = (id: number) => run((iommu) => iommu.endpoint(id)).state;
  return { host, run, stateOf };
}

describe('a channel', () => {
  function open(host: ReturnType<typeof setUp>['host'], ...ids: number[]): EndpointChannel {
    const channel = now(host.openEndpointChannel(() => {}));
    for (const id of ids) {
      now(channel.hello(id, RESET, false, BigInt(id)));
    }
    return channel;
  }

  test('says that an endpoint is open before what the endpoint is sent', () => {
    const { host, stateOf } = setUp();
    const channel = open(host, 1);
    expect(brief(channel.pull(64))).toEqual(['opened 1 for 1', 'CONNECTED 1']);
    expect([stateOf(1), stateOf(2)]).toEqual(['ACTIVE', 'DISCONNECTED']);
    channel.requireOpen(1);
    expect(reasonOf(() => channel.requireOpen(2))).toBe('ENDPOINT_NOT_OPEN');
  });

  test('carries what the endpoint receives', () => {
    const { host, run } = setUp();
    const channel = open(host, 1, 2);
    channel.pull(64);
    run((iommu) => {
      iommu.setAts(1, true);
      iommu.enablePri(1);
      const item = { page: 4, permissions: READ, prgi: 3, pasid: NO_PASID, last: true };
      const { closed } = iommu.submitPageRequests('EXTERNAL', 1, [item], 'STOP');
      const [group] = closed.map((c) => c.group);
      iommu.respond(group?.kind === 'QUEUED' ? [{ cookie: group.cookie, rawCode: 0 }] : [], 'STOP');
      iommu.disablePri(2);
    });
    expect(channel.pull(2)).toHaveLength(2);
    expect(brief(channel.pull(64))).toEqual(['PAGE_RESPONSE 4']);
    expect(brief(channel.heartbeat())).toEqual(['heartbeat']);
  });

  test.each([
    ['ENDPOINT_NOT_FOUND', 9],
    ['ENDPOINT_OWNED', 2],
    ['ENDPOINT_REMOVED', 3],
    ['ENDPOINT_NOT_EXTERNAL', 4],
  ])('refuses a hello: %s', (reason, id) => {
    const { host, run, stateOf } = setUp();
    open(host, 2);
    run((iommu) => {
      iommu.createEndpoint(3, { backend: 'EXTERNAL' });
      iommu.surpriseRemove(3);
      iommu.createEndpoint(4, {});
    });
    const channel = open(host, 1);
    channel.pull(64);
    expect(reasonOf(() => channel.hello(id, RESET, id === 3, 5n))).toBe(reason);
    expect(channel.pull(64)).toEqual([]);
    expect(reasonOf(() => channel.requireOpen(id))).toBe('ENDPOINT_NOT_OPEN');
    expect([stateOf(1), stateOf(2)]).toEqual(['ACTIVE', 'ACTIVE']);
  });

  test('begins an endpoint of its own anew', () => {
    const { host, run } = setUp();
    const channel = open(host, 1);
    const { generation } = run((iommu) => iommu.endpoint(1));
    now(channel.hello(1, RESET, false, 7n));
    expect(brief(channel.pull(64))).toEqual(['opened 1 for 1', 'CONNECTED 1', 'opened 1 for 7', 'CONNECTED 1']);
    expect(run((iommu) => iommu.endpoint(1)).generation).toBeGreaterThan(generation);
  });

  test('loses an endpoint to another one that takes over', () => {
    const { host, stateOf } = setUp();
    const first = open(host, 1, 2);
    first.pull(64);
    const second = open(host);
    now(second.hello(1, RESET, true, 9n));
    expect(brief(first.pull(64))).toEqual(['lost 1 TAKEN_OVER']);
    expect(brief(second.pull(64))).toEqual(['opened 1 for 9', 'CONNECTED 1']);
    expect(reasonOf(() => first.requireOpen(1))).toBe('ENDPOINT_NOT_OPEN');
    // What the first one owns no more, it does not take down with it.
    first.abandon();
    expect([stateOf(1), stateOf(2)]).toEqual(['ACTIVE', 'DISCONNECTED']);
    second.requireOpen(1);
    expect(reasonOf(() => open(host, 1))).toBe('ENDPOINT_OWNED');
  });

  test('disconnects its endpoints when it ends, which others then can take', () => {
    const { host, stateOf } = setUp();
    const channel = open(host, 1);
    channel.pull(64);
    channel.finish();
    expect(brief(channel.pull(64))).toEqual(['closing CLIENT_DONE undefined']);
    expect(stateOf(1)).toBe('DISCONNECTED');
    now(channel.hello(1, RESET, false, 1n));
    expect(stateOf(1)).toBe('DISCONNECTED');
    open(host, 1);
    expect(stateOf(1)).toBe('ACTIVE');
  });

  test('hears that an endpoint is removed or deleted', () => {
    const { host, run } = setUp();
    const channel = open(host, 1, 2);
    channel.pull(64);
    run((iommu) => iommu.surpriseRemove(1));
    run((iommu) => iommu.deleteEndpoint(2, true));
    expect(brief(channel.pull(64))).toEqual([
      'REMOVED 2',
      'lost 1 ENDPOINT_DELETED',
      'DELETED 2',
      'lost 2 ENDPOINT_DELETED',
    ]);
    channel.abandon();
  });

  test('ends with the vIOMMU it belongs to', () => {
    const { host, stateOf } = setUp();
    const channel = open(host, 1);
    now(host.reset(undefined));
    expect(brief(channel.pull(1))).toEqual(['opened 1 for 1']);
    expect(brief(channel.pull(64))).toEqual(['CONNECTED 1', 'closing RESET undefined']);
    expect([channel.ended, stateOf(1)]).toEqual([true, 'DISCONNECTED']);
  });

  test('that is read no more counts as gone', () => {
    const { host, run, stateOf } = setUp();
    let told = 0;
    const channel = now(host.openEndpointChannel(() => (told += 1)));
    now(channel.hello(1, RESET, false, 1n));
    now(channel.hello(2, RESET, false, 1n));
    for (let i = 0; i < 66; i += 1) {
      run((iommu) => {
        for (let j = 0; j < 500; j += 1) {
          iommu.setAts(1, true);
          iommu.setAts(1, false);
        }
      });
    }
    expect(channel.failure?.metadata).toEqual({ limit: 'max_channel_messages', value: '65536' });
    expect([channel.ended, channel.pull(64), stateOf(1), stateOf(2)]).toEqual([
      true,
      [],
      'DISCONNECTED',
      'DISCONNECTED',
    ]);
    expect(told).toBeLessThanOrEqual(68);
  });
});

describe('a watch', () => {
  test('begins with the endpoint as it is, and shows what happens at it', () => {
    const { host, run } = setUp('HOSTED');
    let told = 0;
    const watch = now(host.watchEndpoint(1, () => (told += 1)));
    const [opened] = watch.pull(64);
    expect(opened).toMatchObject({ kind: 'OPENED', endpoint: { endpointId: 1, atsEnabled: true } });
    run((iommu) => {
      iommu.enablePri(1);
      iommu.enablePri(2);
      iommu.disablePri(1);
    });
    expect(told).toBe(1);
    expect(brief(watch.pull(64))).toEqual(['PRI_ENABLED (2)', 'PRI_DISABLED (3)']);
    expect(reasonOf(() => host.watchEndpoint(9, () => {}))).toBe('ENDPOINT_NOT_FOUND');
  });

  test('shows injected answers, which change no PRI state', () => {
    const { host, run } = setUp('HOSTED');
    const watch = now(host.watchEndpoint(1, () => {}));
    watch.pull(64);
    run((iommu) => {
      const item = { page: 4, permissions: READ | WRITE, prgi: 3, pasid: NO_PASID, last: true };
      const { closed } = iommu.inject([{ endpointId: 1, item }], 'STOP');
      const [group] = closed.map((c) => c.group);
      iommu.respond(group?.kind === 'QUEUED' ? [{ cookie: group.cookie, rawCode: 15 }] : [], 'STOP');
    });
    expect(brief(watch.pull(64))).toEqual(['PAGE_RESPONSE (2)']);
  });

  test('says how many messages a slow reader did not get, where they are missing', () => {
    const { host, run } = setUp('HOSTED');
    const watch = now(host.watchEndpoint(1, () => {}));
    const toggle = (times: number) =>
      run((iommu) => {
        for (let i = 0; i < times; i += 1) {
          iommu.enablePri(1);
          iommu.disablePri(1);
        }
      });
    toggle(600);
    const before = brief(watch.pull(24));
    expect(before.slice(0, 2)).toEqual(['opened', 'PRI_ENABLED (2)']);
    // 1023 of 1200 messages fitted beside OPENED.
    toggle(1);
    const items = brief(watch.pull(Infinity));
    expect(items.slice(-4)).toEqual(['PRI_ENABLED (1024)', 'skipped 177', 'PRI_ENABLED (1202)', 'PRI_DISABLED (1203)']);
    expect(before.length + items.length).toBe(1 + 1023 + 1 + 2);
    toggle(512);
    toggle(3);
    watch.pull(1);
    // Room for one item, but both the loss and the message would have to be said.
    run((iommu) => iommu.enablePri(1));
    const full = brief(watch.pull(Infinity));
    expect([full.length, full.at(-1)]).toEqual([1024, 'skipped 7']);
    expect(watch.pull(64)).toEqual([]);
  });

  test('ends when the endpoint is deleted, not when it is removed', () => {
    const { host, run } = setUp();
    const watch = now(host.watchEndpoint(1, () => {}));
    watch.pull(64);
    run((iommu) => iommu.surpriseRemove(1));
    expect(brief(watch.pull(64))).toEqual(['REMOVED (2)']);
    run((iommu) => iommu.deleteEndpoint(1, true));
    expect(brief(watch.pull(64))).toEqual(['DELETED (3)', 'closing ENDPOINT_DELETED undefined']);
    expect([watch.ended, watch.failure]).toEqual([true, undefined]);
  });

  test('keeps going for others when one of them ends', () => {
    const { host, run } = setUp('HOSTED');
    const [first, second] = [now(host.watchEndpoint(1, () => {})), now(host.watchEndpoint(1, () => {}))];
    second.pull(64);
    first.abandon();
    run((iommu) => iommu.enablePri(1));
    expect(brief(second.pull(64))).toEqual(['PRI_ENABLED (2)']);
    expect([...first.pull(64), ...first.heartbeat()]).toEqual([]);
  });
});
