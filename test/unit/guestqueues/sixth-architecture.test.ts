import { GuestQueues, type Pending } from '../../../src/guestqueues';
import type { SubmissionResult } from '../../../src/model/guest-queue';
import { NO_PASID } from '../../../src/model/page-request';
import { now, openReports, pullAll } from '../session/support';
import { ENDPOINT, makeStage, NO_CONTROL, VIRTUAL_ID } from './stage';
import { toy, toyEntry } from './toy';

/** A vIOMMU of a profile that has no queues, with those of the toy: not a line of core or frame knows it. */
function toyStage() {
  const on = makeStage('GENERIC');
  const bytes = new Uint8Array(64);
  const { stream } = openReports(on.host, { defaultRole: 'CONTROLLER' });
  const queues = on.core(
    (iommu) =>
      new GuestQueues({
        iommu,
        memory: {
          read: () => false,
          write: (address, data) => {
            bytes.set(data, Number(address));
            return true;
          },
          isWritable: () => true,
          isShared: () => false,
        },
        drain: () => undefined,
        architecture: toy,
      }),
  );
  return {
    ...on,
    bytes,
    queues,
    submit: (...entries: Uint8Array[]): Pending => on.core(() => queues.submit('COMMAND', Buffer.concat(entries), [])),
    control: (...[kind, control]: Parameters<GuestQueues['control']>) =>
      on.core(() => {
        queues.checkControl(kind, control);
        return queues.control(kind, control);
      }),
    /** Hands what was reported to the queues, as a session does. */
    record: () => {
      for (const item of pullAll(stream)) {
        on.core(() => {
          if (item.kind === 'GROUP') queues.onGroup(item.group);
          if (item.kind === 'EVENT') queues.onReport(item.report);
        });
      }
    },
  };
}

/** What becomes of commands, once; `result` is there when they have ended. */
function watch(pending: Pending): { result?: SubmissionResult } {
  const ended: { result?: SubmissionResult } = {};
  pending.whenSettled(() => {
    ended.result = pending.result();
  });
  return ended;
}

test('the profile by itself has no queues but those of iommufd', () => {
  const kinds = now(makeStage('GENERIC').host.guestQueues.views()).map(({ kind }) => kind);
  expect(kinds).toEqual(['IOMMUFD_PAGE_RESPONSE', 'IOMMUFD_PAGE_FAULT']);
});

test('an architecture of its own has the queues that it says it has', () => {
  const { queues } = toyStage();
  expect(queues.views().map(({ kind, name, entryBytes }) => [kind, name, entryBytes])).toEqual([
    ['COMMAND', 'toy-in', 8],
    ['PAGE_REQUEST', 'toy-requests', 8],
    ['EVENT', 'toy-faults', 8],
  ]);
});

test('a command reaches the device; a sync waits for it, then writes and interrupts', () => {
  const on = toyStage();
  on.grant();
  on.control('COMMAND', { ...NO_CONTROL, entries: 8, writeMemory: true });
  const ended = watch(on.submit(toyEntry('I', 0, VIRTUAL_ID), toyEntry('W', 0x5a, 0, 16)));
  expect(ended.result).toBeUndefined();
  expect(on.queues.awaitsOperations).toBe(true);
  on.core((iommu) => {
    iommu.completeInvalidations('HOSTED', ENDPOINT, [0]);
    for (const output of iommu.takeOutputs()) {
      if (output.kind === 'OPERATION') on.queues.onOperation(output);
    }
  });
  expect(ended.result).toMatchObject({
    consumed: 2,
    head: 2n,
    results: [],
    effects: { memoryWrites: [{ address: 16n, performed: true }], interrupts: [{ cause: 'COMMAND' }] },
  });
  expect(on.bytes[16]).toBe(0x5a);
});

test('an illegal command stops the queue until software clears its flag', () => {
  const on = toyStage();
  expect(watch(on.submit(toyEntry('X'), toyEntry('W'))).result).toMatchObject({
    consumed: 0,
    stopped: true,
    results: [{ outcome: 'ILLEGAL', kind: 'X', detail: 'nothing is called X' }, { outcome: 'NOT_CONSUMED' }],
    effects: { registers: [{ name: 'STATUS', value: 1n }], interrupts: [{ cause: 'COMMAND_ERROR' }] },
  });
  on.control('COMMAND', { ...NO_CONTROL, clear: ['STATUS.ERROR'] });
  expect(watch(on.submit(toyEntry('W'))).result).toMatchObject({ consumed: 1, stopped: false });
});

test('a page request is recorded, and its answer in the bytes of the architecture reaches the device', () => {
  const on = toyStage();
  on.control('PAGE_REQUEST', { ...NO_CONTROL, enabled: true });
  on.request(9);
  on.record();
  const { records, effects } = on.queues.take('PAGE_REQUEST', 8);
  expect(records.map(({ data }) => data)).toEqual([toyEntry('P', 1, 9, 2)]);
  expect(effects.interrupts).toEqual([{ cause: 'EVENT' }]);
  expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(1);
  expect(watch(on.submit(toyEntry('R', 0, 9, VIRTUAL_ID))).result).toMatchObject({ consumed: 1, results: [] });
  expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
});

test('page requests beyond a full queue end as an overflow does, and the flag of the architecture stands', () => {
  const on = toyStage();
  on.control('PAGE_REQUEST', { ...NO_CONTROL, enabled: true, entries: 2 });
  on.request(1);
  on.request(2);
  on.record();
  expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(1);
  expect(on.queues.recordView('PAGE_REQUEST')).toMatchObject({ lost: 1, stopped: true, tail: 1n });
});

test('a fault is recorded', () => {
  const on = toyStage();
  on.control('EVENT', { ...NO_CONTROL, enabled: true });
  on.core((iommu) =>
    iommu.issueDma('HOSTED', ENDPOINT, {
      addressType: 'UNTRANSLATED',
      pasid: NO_PASID,
      address: 0x9000n,
      transfer: { kind: 'READ', length: 8 },
    }),
  );
  on.record();
  expect(on.queues.take('EVENT', 8).records.map(({ data }) => data)).toEqual([
    toyEntry('F', 'NOT_MAPPED'.length, 0, VIRTUAL_ID),
  ]);
});
