/** What a stream costs while its client does not read, and after it is gone. */
import { Metadata, status } from '@grpc/grpc-js';
import { REPORT_FORMAT, type ReportStreamMessage } from '../../../src/server/report-messages';
import { StreamFeed } from '../../../src/server/stream-feed';
import { StreamWriter } from '../../../src/server/stream-writer';
import { addDomain, makeHost, now, openReports, queueGroup, reportFault, reportRequest } from '../session/support';
import { FakeCall } from './fake-call';

const INTERVAL = 100;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function setUp() {
  const host = makeHost();
  now(host.execute((iommu) => addDomain(iommu, 1)));
  const open = (): FakeCall => {
    const call = new FakeCall();
    const out = new StreamWriter<ReportStreamMessage>(call, {
      failed: (error) => ({ code: status.INTERNAL, details: String(error), metadata: new Metadata() }),
      report: () => undefined,
    });
    const stream = now(
      host.openReportStream(reportRequest(), () => {
        out.wake();
      }),
    );
    new StreamFeed(out, stream, REPORT_FORMAT, INTERVAL);
    return call;
  };
  return { host, open };
}

test('a thousand clients that vanish leave no timer and no stream behind', () => {
  const { host, open } = setUp();
  for (let i = 0; i < 1000; i += 1) {
    const call = open();
    expect(jest.getTimerCount()).toBe(1);
    call.emit(i % 2 === 0 ? 'cancelled' : 'close');
  }
  expect([jest.getTimerCount(), host.inUse]).toEqual([0, false]);
});

test('a client that reads nothing is owed one heartbeat, however long it takes', () => {
  const { host, open } = setUp();
  const call = open();
  now(host.execute((iommu) => reportFault(iommu, 1)));
  // OPENED and the report fill the buffer.
  expect(call.written).toHaveLength(2);
  jest.advanceTimersByTime(1000 * INTERVAL);
  expect(call.written).toHaveLength(2);
  call.read();
  expect(call.written.slice(2)).toMatchObject([{ heartbeat: {} }]);
  call.read();
  jest.advanceTimersByTime(INTERVAL - 1);
  expect(call.written).toHaveLength(3);
});

test('what a client does not read stays where it is, and comes when it reads', () => {
  const { host, open } = setUp();
  const call = open();
  for (let i = 0; i < 500; i += 1) now(host.execute((iommu) => reportFault(iommu, 1)));
  expect(call.written).toHaveLength(2);
  while (call.writableNeedDrain) call.read();
  const reports = (call.written as ReportStreamMessage[]).flatMap(({ reports: batch }) => batch?.reports ?? []);
  expect(reports).toHaveLength(500);
});

test('a client that vanishes while it does not read gives its groups back at once', () => {
  const { host, open } = setUp();
  const call = open();
  now(host.execute((iommu) => queueGroup(iommu, 1)));
  now(host.execute((iommu) => queueGroup(iommu, 1)));
  expect(call.writableNeedDrain).toBe(true);
  call.emit('cancelled');
  const next = openReports(host).stream.pull(64);
  expect(next).toMatchObject([{ group: { redelivery: true } }, { group: { redelivery: false } }]);
});
