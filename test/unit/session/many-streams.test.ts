/** Streams that are never read, vanish or come in thousands: each costs only itself, and leaves nothing behind. */
import { NO_PASID } from '../../../src/model/page-request';
import { READ } from '../../../src/model/permissions';
import type { EndpointChannel } from '../../../src/session/endpoint-channel';
import { SESSION_LIMITS } from '../../../src/session/limits';
import type { ReportStream } from '../../../src/session/report-stream';
import type { HelloMode } from '../../../src/session/stream-items';
import type { ViommuHost } from '../../../src/session/viommu-host';
import {
  addDomain,
  answer,
  FakeTime,
  makeHost,
  now,
  openReports,
  pullAll,
  queueGroup,
  reasonOf,
  refusalOf,
  reportFault,
  reportRequest,
} from './support';

const RESET: HelloMode = { kind: 'RESET' };
const OBSERVE = { defaultRole: 'OBSERVER' } as const;
const MAX_STREAMS = SESSION_LIMITS.max_streams.maximum;
const MAX_MESSAGES = SESSION_LIMITS.max_channel_messages.maximum;

/** Domain and endpoint 1, hosted, and endpoint 9, external. */
function setUp(request: Parameters<typeof makeHost>[0] = {}, time = new FakeTime()) {
  const host = makeHost(request, { time });
  const run = <T>(command: Parameters<typeof host.execute<T>>[0]): T => now(host.execute(command));
  run((iommu) => {
    addDomain(iommu, 1);
    iommu.createEndpoint(9, { backend: 'EXTERNAL', ats: {}, pri: { capacity: 8192 }, pasid: {} });
    iommu.attach(9, NO_PASID, 1, 0n);
  });
  const toggle = (times: number): void =>
    run((iommu) => {
      for (let i = 0; i < times; i += 1) {
        iommu.disablePri(1);
        iommu.enablePri(1);
      }
    });
  return { host, run, toggle };
}

const KINDS: readonly (readonly [string, (host: ViommuHost, onReadable: () => void) => { abandon(): void }])[] = [
  ['controller', (host, onReadable) => now(host.openReportStream(reportRequest(), onReadable))],
  ['observer', (host, onReadable) => now(host.openReportStream(reportRequest(OBSERVE), onReadable))],
  ['watch', (host, onReadable) => now(host.watchEndpoint(1, onReadable))],
  [
    'device model that begins anew',
    (host, onReadable) => {
      const channel = now(host.openEndpointChannel(onReadable));
      now(channel.hello(9, RESET, false, 1n));
      return channel;
    },
  ],
  [
    'device model that goes on',
    (host, onReadable) => {
      const channel = now(host.openEndpointChannel(onReadable));
      const { generation } = now(host.execute((iommu) => iommu.endpoint(9)));
      now(channel.hello(9, { kind: 'RESUME', generation, lastReceivedSequence: 0n }, false, 1n));
      return channel;
    },
  ],
];

describe.each(KINDS)('a %s', (_name, open) => {
  test('that comes and vanishes a thousand times leaves nothing behind', () => {
    const time = new FakeTime();
    const { host, run } = setUp({ clock: 'REAL' }, time);
    let told = 0;
    for (let i = 0; i < 1000; i += 1) {
      const stream = open(host, () => (told += 1));
      run((iommu) => answer(iommu, queueGroup(iommu, 1)));
      stream.abandon();
    }
    expect([host.inUse, time.timerCount]).toEqual([false, 0]);
    expect(run((iommu) => iommu.endpoint(9)).state).toBe('DISCONNECTED');
    // Nobody is called who is gone, and every place is free again.
    told = 0;
    run((iommu) => reportFault(iommu, 1));
    run((iommu) => iommu.disablePri(1));
    expect(told).toBe(0);
    const streams = Array.from({ length: MAX_STREAMS }, () => now(host.watchEndpoint(1, () => {})));
    expect(reasonOf(() => open(host, () => {}))).toBe('LIMIT_EXCEEDED');
    streams.forEach((stream) => stream.abandon());
    expect(host.inUse).toBe(false);
  });
});

test('watches that nobody reads take their share and no more, and are woken once per command', () => {
  const { host, run, toggle } = setUp();
  let woken = 0;
  const watches = Array.from({ length: MAX_STREAMS - 1 }, () => now(host.watchEndpoint(1, () => (woken += 1))));
  const reader = now(host.watchEndpoint(1, () => {}));
  reader.pull(1);
  const seen: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    toggle(500);
    seen.push(reader.pull(Infinity).length);
  }
  // Whoever reads gets everything.
  expect(seen).toEqual([1000, 1000, 1000]);
  expect(woken).toBeLessThanOrEqual(3 * watches.length);
  const limit = SESSION_LIMITS.max_watch_messages.maximum;
  for (const watch of watches) {
    const items = watch.pull(Infinity);
    expect([items.length, items.at(-1)]).toEqual([limit + 1, { kind: 'SKIPPED', count: 3000 - (limit - 1) }]);
  }
  expect(run((iommu) => iommu.endpoint(1)).state).toBe('ACTIVE');
});

test('report streams that nobody reads hold no copy of the log', () => {
  const { host, run } = setUp({ limits: { report_log_depth: 8n } });
  const streams = Array.from({ length: MAX_STREAMS - 1 }, () => openReports(host, OBSERVE).stream);
  const reader = openReports(host).stream;
  for (let i = 0; i < 300; i += 1) {
    const cookie = run((iommu) => queueGroup(iommu, 1));
    expect(pullAll(reader)).toMatchObject([{ kind: 'GROUP', group: { cookie } }]);
    run((iommu) => answer(iommu, cookie));
    expect(pullAll(reader)).toHaveLength(1);
  }
  for (const stream of streams) {
    const items = pullAll(stream);
    expect(items[0]).toMatchObject({ kind: 'SKIPPED', reason: 'OVERWRITTEN' });
    // What is left of the log: four groups that have ended, and their answers.
    expect(items.filter(({ kind }) => kind === 'EVENT')).toHaveLength(4);
  }
});

test('a client that answers and never reads is remembered no further back than the log', () => {
  const { host, run } = setUp({ limits: { report_log_depth: 16n } });
  const { stream } = openReports(host);
  for (let i = 0; i < 500; i += 1) {
    const cookie = run((iommu) => queueGroup(iommu, 1));
    now(stream.executeAs((iommu) => iommu.respond([{ cookie, rawCode: 0 }], 'STOP')));
  }
  const { own } = stream as unknown as { own: Set<bigint> };
  expect(own.size).toBeLessThanOrEqual(16);
  expect(pullAll(stream)).toEqual([]);
  expect(stream.heartbeat()[0]).toMatchObject({ kind: 'SKIPPED', reason: 'OVERWRITTEN' });
  expect(own.size).toBe(0);
});

test('a quiet stream says what it skips before it is too much', () => {
  const { host, run } = setUp();
  const { stream, opened } = openReports(host, { credits: 0, excludeEvents: true });
  let next = opened.nextSequence;
  let most = 0;
  const take = (items: ReturnType<ReportStream['pull']>): void => {
    most = Math.max(most, items.length);
    const ranges = items.flatMap((item) => (item.kind === 'SKIPPED' ? [item] : []));
    for (const { first, last } of ranges.sort((a, b) => Number(a.first - b.first))) {
      expect(first).toBe(next);
      next = last + 1n;
    }
  };
  for (let i = 0; i < 2000; i += 1) {
    const cookie = run((iommu) => queueGroup(iommu, 1));
    take(stream.pull(64));
    run((iommu) => answer(iommu, cookie));
    take(stream.pull(64));
  }
  take(stream.heartbeat());
  expect(next).toBe(run((iommu) => iommu.nextSequence));
  expect(most).toBeLessThan(80);
});

describe('a device model that says hello and never reads', () => {
  const fill = (channel: EndpointChannel, leave: number): void => {
    for (let i = 0; i < MAX_MESSAGES - leave; i += 2) {
      // OPENED and CONNECTED.
      now(channel.hello(9, RESET, false, 1n));
    }
  };

  test('loses its own stream, by its own hello', () => {
    const { host, run } = setUp();
    const channel = now(host.openEndpointChannel(() => {}));
    fill(channel, 0);
    expect(channel.failure).toBeUndefined();
    now(channel.hello(9, RESET, false, 2n));
    expect(channel.failure?.metadata).toEqual({ limit: 'max_channel_messages', value: String(MAX_MESSAGES) });
    expect([channel.ended, channel.pull(64), host.inUse]).toEqual([true, [], false]);
    expect(run((iommu) => iommu.endpoint(9)).state).toBe('DISCONNECTED');
  });

  test('does not harm the one that takes its endpoint', () => {
    const { host, run } = setUp();
    const slow = now(host.openEndpointChannel(() => {}));
    fill(slow, 0);
    const channel = now(host.openEndpointChannel(() => {}));
    now(channel.hello(9, RESET, true, 2n));
    expect(channel.pull(64)).toMatchObject([{ kind: 'OPENED', tag: 2n }, { kind: 'MESSAGE' }]);
    expect(run((iommu) => iommu.endpoint(9)).state).toBe('ACTIVE');
    channel.requireOpen(9);
    expect(slow.failure?.reason).toBe('LIMIT_EXCEEDED');
  });

  test('cannot make the server keep more groups than messages', () => {
    const { host, run } = setUp({ limits: { page_request_queue_depth: 4096n } });
    const channel = now(host.openEndpointChannel(() => {}));
    now(channel.hello(9, RESET, false, 1n));
    run((iommu) => {
      iommu.setAts(9, true);
      iommu.enablePri(9);
      const item = (i: number) => ({ page: i, permissions: READ, prgi: i % 512, pasid: i >> 9, last: true });
      for (let pasid = 0; pasid < 8; pasid += 1) {
        iommu.attach(9, pasid, 1, 0n);
      }
      iommu.submitPageRequests(
        'EXTERNAL',
        9,
        Array.from({ length: 4096 }, (_, i) => item(i)),
        'STOP',
      );
    });
    const { generation } = run((iommu) => iommu.endpoint(9));
    const resume: HelloMode = { kind: 'RESUME', generation, lastReceivedSequence: 0n };
    let hellos = 0;
    while (channel.failure === undefined && hellos < 100) {
      now(channel.hello(9, resume, false, 1n));
      hellos += 1;
    }
    expect(channel.failure?.reason).toBe('LIMIT_EXCEEDED');
    expect(hellos * 4096).toBeLessThanOrEqual(MAX_MESSAGES + 4096);
    expect(refusalOf(() => channel.requireOpen(9)).reason).toBe('ENDPOINT_NOT_OPEN');
  });
});
