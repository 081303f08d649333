import type { QueueKind } from '../../../src/model/guest-queue';
import { NO_PASID } from '../../../src/model/page-request';
import { DOMAIN, ENDPOINT, makeStage, NO_CONTROL, turn, VIRTUAL_ID } from '../guestqueues/stage';
import { brief, now, openReports, pullAll, reasonOf, rejectionOf } from './support';

const INVAL = ['ATS.INVAL', { rid: VIRTUAL_ID, addr: 0x1000n }] as const;
const FENCE = ['IOFENCE.C', {}] as const;

const stage = (request = {}) => makeStage('RISCV', {}, request);
type Stage = ReturnType<typeof stage>;

const view = (on: Stage, kind: QueueKind) => now(on.host.guestQueues.views()).find((each) => each.kind === kind)!;

/** A call that waits for the endpoint. */
const waitingCall = (on: Stage, signal?: AbortSignal) => {
  on.grant();
  return on.host.guestQueues.submit('COMMAND', on.encode('cq', INVAL, FENCE), [], signal);
};

const watch = (on: Stage, ...kinds: QueueKind[]) => {
  let readable = 0;
  const stream = now(on.host.watchRecords(kinds, () => (readable += 1)));
  return { stream, readable: () => readable };
};

const fault = (on: Stage, count = 1) => {
  on.core((iommu) => {
    for (let each = 0; each < count; each += 1) {
      iommu.injectFault({ endpointId: ENDPOINT, reason: 'PERMISSION', pasid: NO_PASID, access: 1, iova: BigInt(each) });
    }
  });
};

describe('a call that waits', () => {
  test('and is cancelled ends with the reason of its signal; its commands go on', async () => {
    const on = stage();
    on.control('COMMAND', { entries: 16 });
    const abort = new AbortController();
    const call = waitingCall(on, abort.signal);
    expect(on.host.guestQueues.busy).toBe(true);
    abort.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    expect(view(on, 'COMMAND')).toMatchObject({ head: 1n, waiting: 2 });
    expect(on.host.guestQueues.busy).toBe(false);
    on.complete(0);
    await turn();
    expect(view(on, 'COMMAND')).toMatchObject({ head: 2n, waiting: 0 });
  });

  test('does not begin to wait when it was cancelled before; its commands go on too', async () => {
    const on = stage();
    on.control('COMMAND', { entries: 16 });
    const call = waitingCall(on, AbortSignal.abort(new Error('before')));
    await expect(call).rejects.toThrow('before');
    on.complete(0);
    expect(view(on, 'COMMAND')).toMatchObject({ head: 2n, waiting: 0 });
  });

  test('is not cancelled by a signal that comes after its end', async () => {
    const on = stage();
    const abort = new AbortController();
    const call = waitingCall(on, abort.signal);
    on.complete(0);
    abort.abort(new Error('late'));
    expect(await call).toMatchObject({ consumed: 2, results: [] });
  });

  test('is refused when the vIOMMU is reset, whose queues begin anew', async () => {
    const on = stage();
    on.control('COMMAND', { entries: 16 });
    on.control('EVENT', { enabled: true });
    const records = watch(on, 'EVENT');
    const refused = rejectionOf(waitingCall(on));
    now(on.host.reset(undefined));
    expect(await refused).toBe('VIOMMU_DELETED');
    expect(view(on, 'COMMAND')).toMatchObject({ head: 0n, waiting: 0, entries: 0 });
    expect(view(on, 'EVENT').enabled).toBe(false);
    expect(records.stream.pull(9).at(-1)).toMatchObject({ kind: 'CLOSING', reason: 'RESET' });
    expect(on.host.guestQueues.busy).toBe(false);
    expect(on.submit(on.encode('cq', FENCE)).result).toMatchObject({ consumed: 1 });
  });

  test('is refused when the vIOMMU is deleted, and so is every later one', async () => {
    const on = stage();
    const records = watch(on, 'EVENT');
    const refused = rejectionOf(waitingCall(on));
    now(on.host.delete(() => undefined));
    expect(await refused).toBe('VIOMMU_DELETED');
    expect(records.stream.pull(9).at(-1)).toMatchObject({ kind: 'CLOSING', reason: 'VIOMMU_DELETED' });
    expect(reasonOf(() => on.submit(on.encode('cq', FENCE)))).toBe('VIOMMU_DELETED');
  });
});

describe('page requests that a stream controls', () => {
  test('are not taken from it unasked, and nothing is changed', () => {
    const on = stage();
    const { stream } = openReports(on.host, { domains: [{ domainId: DOMAIN, role: 'CONTROLLER', takeOver: false }] });
    expect(reasonOf(() => on.control('PAGE_REQUEST', { enabled: true }))).toBe('CONTROLLER_EXISTS');
    expect(view(on, 'PAGE_REQUEST').enabled).toBe(false);
    on.request(1);
    expect(brief(pullAll(stream)).some((item) => item.startsWith('group'))).toBe(true);
  });

  test('are taken when asked for: the stream ends, what it had and did not answer is recorded', () => {
    const on = stage();
    const { stream } = openReports(on.host, { defaultRole: 'CONTROLLER' });
    on.request(1);
    pullAll(stream);
    now(on.host.guestQueues.control('PAGE_REQUEST', { ...NO_CONTROL, enabled: true }, true));
    expect(pullAll(stream).at(-1)).toMatchObject({ kind: 'CLOSING', reason: 'TAKEN_OVER' });
    on.request(2);
    expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([{ fields: { prgi: 1 } }, { fields: { prgi: 2 } }]);
  });

  test('are taken from the queue by a stream: the queue is off and says so, its faults go on', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true });
    on.control('EVENT', { enabled: true });
    const records = watch(on, 'PAGE_REQUEST', 'EVENT');
    records.stream.pull(9);
    on.request(1);
    const { stream } = openReports(on.host, { domains: [{ domainId: undefined, role: 'CONTROLLER', takeOver: true }] });
    expect(view(on, 'PAGE_REQUEST')).toMatchObject({
      enabled: false,
      waiting: 0,
      registers: [{ name: 'pqcsr', value: 0n }],
    });
    expect(brief(pullAll(stream)).filter((item) => item.startsWith('group'))).toHaveLength(1);
    on.request(2);
    expect(brief(pullAll(stream)).filter((item) => item.startsWith('group'))).toHaveLength(1);
    fault(on);
    const items = records.stream.pull(9);
    expect(items).toMatchObject([
      { queue: 'PAGE_REQUEST', records: [] },
      { queue: 'EVENT', records: [{ cookie: undefined }] },
    ]);
  });
});

describe('records', () => {
  test('that a slow watcher does not take stay, in batches of at most 64, for whoever comes next', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 256 });
    const slow = watch(on, 'EVENT');
    fault(on, 200);
    expect(slow.readable()).toBeGreaterThan(0);
    const [opened, first, ...rest] = slow.stream.pull(2);
    expect(rest).toEqual([]);
    expect(opened).toMatchObject({ kind: 'OPENED', queues: [{ kind: 'EVENT' }] });
    expect(first).toMatchObject({ kind: 'RECORDS', records: { length: 64 }, tail: 200n });
    slow.stream.abandon();
    const next = now(on.host.guestQueues.read('EVENT', 100));
    expect([next.records.length, next.view.waiting]).toEqual([100, 36]);
    const last = watch(on, 'EVENT').stream.pull(64);
    expect(last).toMatchObject([{ kind: 'OPENED' }, { kind: 'RECORDS', records: { length: 36 } }]);
  });

  test('are one reader’s at a time', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    const first = watch(on, 'EVENT');
    expect(reasonOf(() => watch(on, 'PAGE_REQUEST', 'EVENT'))).toBe('GUEST_QUEUE_BUSY');
    expect(reasonOf(() => on.read('EVENT', 'fq'))).toBe('GUEST_QUEUE_BUSY');
    watch(on, 'PAGE_REQUEST');
    first.stream.finish();
    expect(on.read('EVENT', 'fq').records).toEqual([]);
    expect(reasonOf(() => watch(on, 'COMMAND'))).toBe('GUEST_QUEUE_KIND_INVALID');
    expect(reasonOf(() => watch(on, 'IOMMUFD_VEVENT'))).toBe('GUEST_QUEUE_NOT_SUPPORTED');
  });

  test('of a ring that the server writes cannot be taken; a watcher is told the tail and the effects', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 8, base: 0x6000n });
    expect(reasonOf(() => on.read('EVENT', 'fq'))).toBe('GUEST_QUEUE_HAS_RING');
    const records = watch(on, 'EVENT');
    fault(on, 3);
    expect(records.stream.pull(9)).toMatchObject([
      { kind: 'OPENED' },
      { kind: 'RECORDS', records: [], tail: 3n, effects: { interrupts: [{ cause: 'EVENT' }] } },
    ]);
    expect(records.stream.pull(9)).toEqual([]);
  });

  test('of reports that were overwritten before they could be recorded are told as lost, and as an overflow', () => {
    const on = stage({ limits: { report_log_depth: 16n } });
    on.control('EVENT', { enabled: true, entries: 64 });
    fault(on, 40);
    expect(view(on, 'EVENT')).toMatchObject({ lost: 40, stopped: true, tail: 0n });
    on.control('EVENT', { clear: ['fqcsr.fqof'] });
    fault(on, 3);
    expect(view(on, 'EVENT')).toMatchObject({ lost: 40, tail: 3n });
  });

  test('begin with what is reported after the queue was turned on', () => {
    const on = stage();
    fault(on, 2);
    on.control('EVENT', { enabled: true });
    fault(on);
    on.control('EVENT', { enabled: false });
    fault(on);
    on.control('EVENT', { enabled: true });
    expect(on.read('EVENT', 'fq').records).toEqual([]);
    fault(on);
    expect(on.read('EVENT', 'fq').records).toHaveLength(1);
    expect(on.host.guestQueues.busy).toBe(true);
    on.control('EVENT', { enabled: false });
    expect(on.host.guestQueues.busy).toBe(false);
  });
});
