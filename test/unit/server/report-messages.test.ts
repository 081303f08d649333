import { NO_PASID } from '../../../src/model/page-request';
import {
  MAX_BATCH_BYTES,
  MAX_BATCH_REPORTS,
  MAX_BATCH_SKIPPED,
  REPORT_FORMAT,
} from '../../../src/server/report-messages';
import { contractServices } from '../../../src/server/protos';
import type { GroupItem } from '../../../src/session';

const group = (sequence: number, pages: number): GroupItem => ({
  kind: 'GROUP',
  group: {
    cookie: 2n ** 64n - 1n,
    sequence: BigInt(sequence),
    timeNs: 2n ** 64n - 1n,
    domainId: 2 ** 32 - 1,
    endpointId: 2 ** 32 - 1,
    deviceCookie: 1n,
    pasid: NO_PASID,
    prgi: 511,
    pages: new Array<never>(pages).fill({ page: 2 ** 52 - 1, permissions: 15 } as never),
    requesterId: 0xffff,
    virtualId: 1n,
    attachmentGeneration: 2 ** 32 - 1,
    queueTag: 2 ** 32 - 1,
    lengthHint: 1n,
    injected: true,
    redelivery: true,
    delivered: true,
    stallTag: 2 ** 32 - 1,
    stallReason: 'NOT_MAPPED',
  },
});

const many = (count: number, pages: number) => Array.from({ length: count }, (_, i) => group(i + 1, pages));
const counts = (items: GroupItem[]) => REPORT_FORMAT.toMessages(items).map((m) => m.reports?.reports?.length);

test('a message is closed at 64 reports', () => {
  expect(MAX_BATCH_REPORTS).toBe(64);
  expect(counts(many(64, 1))).toEqual([64]);
  expect(counts(many(65, 1))).toEqual([64, 1]);
});

test('a message is closed at about 64 KiB, and a group is never split', () => {
  const { responseSerialize } = contractServices().get('FaultService')!.definition['WatchFaults']!;
  const messages = REPORT_FORMAT.toMessages(many(20, 512));
  expect(messages.flatMap((m) => m.reports!.reports!).map((r) => r.pageRequestGroup!.pages!.length)).toEqual(
    new Array<number>(20).fill(512),
  );
  const sizes = messages.map((message) => responseSerialize(message).length);
  expect(messages.length).toBeLessThan(7);
  for (const size of sizes) expect(size).toBeLessThanOrEqual(MAX_BATCH_BYTES);
});

test('what is not a report stands between the reports, in order', () => {
  const skipped = { kind: 'SKIPPED', first: 3n, last: 4n, reason: 'ENDED' } as const;
  const heartbeat = { kind: 'HEARTBEAT', timeNs: 1n, sequence: 5n } as const;
  const said = { first: 3n, last: 4n, reason: 'SKIP_REASON_ENDED' };
  expect(REPORT_FORMAT.toMessages([group(1, 1), group(2, 1), skipped, group(5, 1), heartbeat])).toMatchObject([
    { reports: { reports: [{ sequence: 1n }, { sequence: 2n }] } },
    { reports: { reports: [{ sequence: 5n }], skipped: [said] } },
    { heartbeat: { sequence: 5n } },
  ]);
  expect(REPORT_FORMAT.toMessages([skipped])).toEqual([{ skipped: said }]);
  expect(REPORT_FORMAT.toMessages([skipped, heartbeat])).toMatchObject([{ skipped: said }, { heartbeat: {} }]);
});

test('a message explains so many ranges and no more; the others come before it, one by one', () => {
  const ranges = Array.from({ length: 3 * MAX_BATCH_SKIPPED + 5 }, (_, i) => ({
    kind: 'SKIPPED' as const,
    first: BigInt(2 * i + 1),
    last: BigInt(2 * i + 1),
    reason: 'ENDED' as const,
  }));
  const messages = REPORT_FORMAT.toMessages([...ranges, group(9000, 1)]);
  expect(messages.at(-1)?.reports?.skipped).toHaveLength(5);
  const said = messages.flatMap(({ skipped, reports }) => skipped ?? reports?.skipped ?? []);
  expect(said.map(({ first }) => first)).toEqual(ranges.map(({ first }) => first));
  const full = REPORT_FORMAT.toMessages([...ranges.slice(0, MAX_BATCH_SKIPPED), group(9000, 1)]);
  expect(full.map(({ reports }) => reports?.skipped?.length)).toEqual([MAX_BATCH_SKIPPED]);
});
