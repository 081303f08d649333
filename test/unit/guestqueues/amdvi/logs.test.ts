import eventVectors from '../../../vectors/amdvi/event.json';
import pprVectors from '../../../vectors/amdvi/ppr.json';
import type { ContextPatch } from '../../../../src/model/endpoint';
import type { InjectedFault } from '../../../../src/model/fault';
import { NO_PASID } from '../../../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE, type Permissions } from '../../../../src/model/permissions';
import type { PolicyPatch } from '../../../../src/model/viommu';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, makeStage, turn, VIRTUAL_ID } from '../stage';

type Stage = ReturnType<typeof makeStage>;

/** Bits of the status register. */
const EVENT = { overflow: 1n, interrupt: 2n, run: 8n };
const PPR = { overflow: 0x20n, interrupt: 0x40n, run: 0x80n };
const COMMANDS_RUN = 0x10n;

const stage = (policy?: PolicyPatch) => makeStage('AMDVI', policy);
const groups = (on: Stage) => on.core((iommu) => iommu.pendingGroupCount);
const pri = (on: Stage) => on.core((iommu) => iommu.endpoint(ENDPOINT).pri);
const ask = (on: Stage, request: { pasid?: number; prgi?: number; permissions?: Permissions; last?: boolean }) => {
  on.core((iommu) =>
    iommu.submitPageRequests(
      'HOSTED',
      ENDPOINT,
      [{ page: 2, permissions: READ, prgi: 0, pasid: NO_PASID, last: true, ...request }],
      'STOP',
    ),
  );
};
const access = (on: Stage, address: bigint, transfer: 'READ' | 'WRITE' = 'READ') => {
  on.core((iommu) =>
    iommu.issueDma('HOSTED', ENDPOINT, {
      addressType: 'UNTRANSLATED',
      pasid: NO_PASID,
      address,
      transfer: transfer === 'READ' ? { kind: 'READ', length: 8 } : { kind: 'WRITE', data: new Uint8Array(8) },
    }),
  );
};
const status = (on: Stage) => on.control('COMMAND', {}).view.registers[0]?.value;

/** What a log is turned off, cleared and turned on again for. */
function restart(on: Stage, log: 'EVENT' | 'PAGE_REQUEST', flag: string): void {
  on.control(log, { enabled: false });
  on.control(log, { clear: [flag] });
  on.control(log, { enabled: true });
}

describe('a page request', () => {
  test.each([
    ['without PASID', {}, { pasid: 0, gn: 0, user: 1, exec: 0, read: 1, write: 0, last: 1 }],
    ['of a user', { pasid: 5, permissions: READ | WRITE }, { pasid: 5, gn: 1, user: 1, read: 1, write: 1 }],
    ['of PASID 0', { pasid: 0 }, { pasid: 0, gn: 1 }],
    [
      'of a supervisor',
      { pasid: 5, permissions: READ | EXECUTE | PRIVILEGED },
      { user: 0, exec: 1, read: 1, write: 0 },
    ],
  ])('%s is logged', (_what, request, fields) => {
    const on = stage();
    on.core((iommu) => [0, 5].map((pasid) => iommu.attach(ENDPOINT, pasid, DOMAIN, 0n)));
    on.control('PAGE_REQUEST', { enabled: true });
    ask(on, { prgi: 3, ...request });
    const { records, effects } = on.read('PAGE_REQUEST', 'ppr');
    expect(records).toMatchObject([
      { kind: 'PAGE_SERVICE_REQUEST', fields: { devid: VIRTUAL_ID, prgi: 3, addr: 0x2000n, rz: 0, ...fields } },
    ]);
    expect(effects.interrupts).toEqual([{ cause: 'PAGE_REQUEST' }]);
    expect(status(on)).toBe(COMMANDS_RUN | PPR.run | PPR.interrupt);
  });

  test('is logged as hardware does, byte for byte; so is a Stop Marker, which needs no answer', () => {
    const on = stage();
    on.core((iommu) => {
      iommu.createEndpoint(2, { virtualId: 0x108n, ats: {}, pri: {}, pasid: {} });
      iommu.enablePri(2);
      iommu.attach(2, 66, DOMAIN, 0n);
    });
    on.control('PAGE_REQUEST', { enabled: true });
    const item = { page: 0x7f12_3456_7n, prgi: 165, pasid: 66, last: true };
    on.core((iommu) =>
      iommu.submitPageRequests('HOSTED', 2, [{ ...item, page: Number(item.page), permissions: READ | WRITE }], 'STOP'),
    );
    const { records } = now(on.host.guestQueues.read('PAGE_REQUEST', 10));
    const { hex } = pprVectors.find(({ id }) => id === 'amd.ppr.rw_last_user')!;
    expect(Buffer.from(records[0]!.data).toString('hex')).toBe(hex);
    on.core((iommu) => iommu.submitPageRequests('HOSTED', 2, [{ ...item, page: 0, permissions: NONE }], 'STOP'));
    expect(on.read('PAGE_REQUEST', 'ppr').records).toMatchObject([{ fields: { read: 0, write: 0, last: 1, gn: 1 } }]);
    expect(groups(on)).toBe(1);
  });
});

describe('COMPLETE_PPR_REQUEST', () => {
  const answer = (on: Stage, fields: object) =>
    on.submit(on.encode('cmd', ['COMPLETE_PPR_REQUEST', { devid: VIRTUAL_ID, completion_tag: 3, ...fields }])).result;

  test.each([
    [0, 0, true],
    [1, 0, true],
    [2, 0, false],
    [14, 0, false],
    [15, 0, false],
  ])('with code %i ends the group at once; then %i wait, and whether PRI is on is %s', (code, waiting, enabled) => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true });
    ask(on, { prgi: 3 });
    // Others that have not ended do not hold it up.
    on.grant();
    on.submit(on.encode('cmd', ['INVALIDATE_IOTLB_PAGES', { devid: VIRTUAL_ID, addr: 0x1000n }]));
    expect(answer(on, { response_code: code })).toMatchObject({ consumed: 1, results: [] });
    expect(groups(on)).toBe(waiting);
    expect(pri(on)).toMatchObject({ enabled, responseFailure: !enabled, outstandingPageRequests: 0 });
  });

  test('carries the PASID that software wrote; another than the group’s answers nothing', () => {
    const on = stage();
    on.core((iommu) => {
      iommu.createEndpoint(2, { virtualId: 2n, ats: {}, pri: { prgResponsePasidRequired: true }, pasid: {} });
      iommu.enablePri(2);
      iommu.attach(2, 5, DOMAIN, 0n);
    });
    on.control('PAGE_REQUEST', { enabled: true });
    on.core((iommu) =>
      iommu.submitPageRequests('HOSTED', 2, [{ page: 2, permissions: READ, prgi: 3, pasid: 5, last: true }], 'STOP'),
    );
    expect(answer(on, { devid: 2, response_code: 0 })?.results).toMatchObject([{ outcome: 'IGNORED' }]);
    expect(answer(on, { devid: 2, gn: 1, pasid: 6 })?.results).toMatchObject([{ outcome: 'IGNORED' }]);
    expect(groups(on)).toBe(1);
    expect(answer(on, { devid: 2, gn: 1, pasid: 5 })?.results).toEqual([]);
    expect(groups(on)).toBe(0);
  });
});

describe('an overflow of the PPR log', () => {
  test('stops it and is answered automatically, until software restarts it; what was logged stays', async () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    ask(on, { prgi: 1 });
    ask(on, { prgi: 2 });
    expect(groups(on)).toBe(1);
    const { view } = on.control('PAGE_REQUEST', { head: 0n });
    expect(view).toMatchObject({ lost: 1, stopped: true, waiting: 1 });
    expect(view.registers).toEqual([{ name: 'Status', value: COMMANDS_RUN | PPR.overflow | PPR.interrupt }]);
    on.control('PAGE_REQUEST', { clear: ['Status.PPROverflow'] });
    ask(on, { prgi: 3 });
    expect(groups(on)).toBe(1);
    restart(on, 'PAGE_REQUEST', 'Status.PPROverflow');
    await turn();
    expect(on.read('PAGE_REQUEST', 'ppr').records).toMatchObject([{ fields: { prgi: 1 } }]);
    on.control('PAGE_REQUEST', { head: 16n });
    ask(on, { prgi: 4 });
    expect(on.read('PAGE_REQUEST', 'ppr').records).toMatchObject([{ fields: { prgi: 4 } }]);
    expect(groups(on)).toBe(2);
  });

  test('that was not cleared keeps it from running', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    ask(on, { prgi: 1 });
    ask(on, { prgi: 2 });
    on.control('PAGE_REQUEST', { enabled: false });
    expect(on.control('PAGE_REQUEST', { enabled: true }).view.stopped).toBe(true);
  });

  test('is not answered without automatic responses', () => {
    const on = stage({ automaticAnswers: { overflow: 'UNANSWERED' } });
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    ask(on, { prgi: 1 });
    ask(on, { prgi: 2 });
    expect(groups(on)).toBe(1);
    expect(pri(on)?.outstandingPageRequests).toBe(2);
  });
});

describe('an event', () => {
  test('of an access has the domain by its tag, and is logged into a ring of the guest’s', () => {
    const on = stage();
    now(on.host.guestQueues.setDomainTags(DOMAIN, { domainTag: 77, addressSpaceTag: undefined }));
    on.control('EVENT', { enabled: true, entries: 4, base: 0x6000n });
    access(on, 0x9008n);
    access(on, 0x9010n, 'WRITE');
    const read = (at: bigint) => on.codec('event').decode(now(on.host.readMemory(at, 16)));
    const fields = { devid: VIRTUAL_ID, domid_or_pasid: 77, gn: 0, i: 0, us: 0, pr: 0, tr: 0 };
    expect(read(0x6000n)).toMatchObject({ kind: 'IO_PAGE_FAULT', fields: { ...fields, rw: 0, addr: 0x9008n } });
    expect(read(0x6010n)).toMatchObject({ kind: 'IO_PAGE_FAULT', fields: { ...fields, rw: 1, addr: 0x9010n } });
    expect(on.control('EVENT', {})).toMatchObject({ view: { tail: 0x20n } });
  });

  const fault = (fault: Partial<InjectedFault>) =>
    ({ reason: 'NOT_MAPPED', pasid: NO_PASID, iova: 0x5000n, ...fault }) as const;
  test.each([
    ['ILLEGAL_DEV_TABLE_ENTRY', fault({ reason: 'CONTEXT_INVALID' }), { rz: 0, addr: 0x5000n }],
    ['ILLEGAL_DEV_TABLE_ENTRY', fault({ reason: 'CONTEXT_MISCONFIGURED', access: WRITE }), { rz: 1, rw: 1 }],
    ['IO_PAGE_FAULT', fault({ reason: 'PERMISSION' }), { pr: 1, pe: 1, rz: 0, domid_or_pasid: DOMAIN }],
    ['IO_PAGE_FAULT', fault({ reason: 'TABLE_MALFORMED' }), { pr: 1, pe: 0, rz: 1 }],
    ['IO_PAGE_FAULT', fault({ pasid: 5, access: EXECUTE }), { gn: 1, domid_or_pasid: 5, nx: 1, us: 1 }],
    ['IO_PAGE_FAULT', fault({ pasid: 5, access: READ | PRIVILEGED }), { gn: 1, nx: 0, us: 0 }],
    ['DEV_TAB_HARDWARE_ERROR', fault({ reason: 'CONTEXT_ACCESS_FAULT' }), { type: 1 }],
    ['PAGE_TAB_HARDWARE_ERROR', fault({ reason: 'TABLE_ABORT' }), { type: 1, domid_or_pasid: DOMAIN }],
    ['ILLEGAL_COMMAND_ERROR', fault({ rawCode: 5 }), { addr: 0x5000n }],
    ['COMMAND_HARDWARE_ERROR', fault({ rawCode: 6 }), { addr: 0x5000n, type: 1 }],
    ['IOTLB_INV_TIMEOUT', fault({ reason: 'INVALIDATION_TIMEOUT' }), { addr: 0x5000n, devid: VIRTUAL_ID }],
    [
      'INVALID_DEVICE_REQUEST',
      fault({ reason: 'TRANSACTION_NOT_ALLOWED', pasid: 5 }),
      { type: 1, gn: 1, pasid: 5, us: 1 },
    ],
    ['INVALID_PPR_REQUEST', fault({ rawCode: 9, pasid: 5, access: WRITE }), { gn: 1, pasid: 5, write: 1, read: 0 }],
    ['RMP_PAGE_FAULT', fault({ rawCode: 0xd }), { addr: 0x5000n }],
    ['RMP_HW_ERROR', fault({ rawCode: 0xe }), { addr: 0x5000n }],
  ])('%s has its fields: %j', (kind, injected, fields) => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.core((iommu) => iommu.injectFault({ endpointId: ENDPOINT, ...injected }));
    const { records, effects } = on.read('EVENT', 'event');
    expect(records).toMatchObject([{ kind, fields }]);
    expect(effects).toMatchObject({
      registers: [{ name: 'Status', value: COMMANDS_RUN | EVENT.run | EVENT.interrupt }],
      interrupts: [{ cause: 'EVENT' }],
    });
  });

  test('that does not fit an entry is lost, and counted', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.core((iommu) => {
      iommu.injectFault({ endpointId: ENDPOINT, ...fault({ rawCode: 0x11 }) });
      iommu.injectFault({ endpointId: ENDPOINT, ...fault({ reason: 'MEMORY_ABORT' }) });
    });
    expect(on.read('EVENT', 'event')).toMatchObject({ records: [], view: { lost: 1 } });
  });

  test('is written as QEMU does, if that is asked for', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, quirks: ['QEMU_IO_PAGE_FAULT'] });
    access(on, 0x9000n);
    expect(on.read('EVENT', 'event').records).toMatchObject([{ fields: { i: 1, domid_or_pasid: 0 } }]);
  });

  test('of a refused page request is what software answers it by, and its credit returns', () => {
    const on = stage();
    const context: ContextPatch = { pageRequestsAllowed: false };
    on.core((iommu) => iommu.updateContext(ENDPOINT, context));
    on.control('EVENT', { enabled: true });
    on.control('PAGE_REQUEST', { enabled: true });
    ask(on, { prgi: 7, permissions: READ | WRITE });
    expect(on.read('PAGE_REQUEST', 'ppr').records).toEqual([]);
    expect(on.read('EVENT', 'event').records).toMatchObject([
      {
        kind: 'INVALID_PPR_REQUEST',
        fields: { devid: VIRTUAL_ID, prgi: 7, last: 1, read: 1, write: 1, addr: 0x2000n },
      },
    ]);
    expect(pri(on)?.outstandingPageRequests).toBe(1);
    on.submit(on.encode('cmd', ['COMPLETE_PPR_REQUEST', { devid: VIRTUAL_ID, completion_tag: 7, response_code: 1 }]));
    expect(pri(on)).toMatchObject({ enabled: true, outstandingPageRequests: 0 });
  });

  test('of an interrupt looks as hardware writes it only when QEMU’s mistake is asked for', () => {
    const { hex } = eventVectors.find(({ id }) => id === 'amd.evt.iopf_interrupt')!;
    const on = stage();
    on.core((iommu) => iommu.createEndpoint(2, { virtualId: 0xa0n }));
    on.control('EVENT', { enabled: true, quirks: ['QEMU_IO_PAGE_FAULT'] });
    on.core((iommu) => iommu.injectFault({ endpointId: 2, ...fault({ iova: 0xfee0_0000n }) }));
    const [record] = now(on.host.guestQueues.read('EVENT', 1)).records;
    expect(Buffer.from(record!.data).toString('hex')).toBe(hex);
  });
});

describe('the event log', () => {
  test('stops at an overflow until software restarts it', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 2 });
    access(on, 0x9000n);
    access(on, 0xa000n);
    expect(on.control('EVENT', {}).view).toMatchObject({ lost: 1, stopped: true });
    expect(status(on)).toBe(COMMANDS_RUN | EVENT.overflow | EVENT.interrupt);
    on.control('EVENT', { head: 16n });
    access(on, 0xb000n);
    expect(on.control('EVENT', {}).view).toMatchObject({ lost: 2, tail: 16n });
    restart(on, 'EVENT', 'Status.EventOverflow');
    access(on, 0xc000n);
    expect(on.read('EVENT', 'event').records).toMatchObject([
      { fields: { addr: 0x9000n } },
      { fields: { addr: 0xc000n } },
    ]);
  });

  test('stops when guest memory does not take an entry', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 2, base: 0x8000_0000n });
    access(on, 0x9000n);
    expect(on.control('EVENT', {}).view).toMatchObject({ lost: 1, stopped: true, tail: 0n });
    expect(status(on)).toBe(COMMANDS_RUN);
    restart(on, 'EVENT', 'Status.EventLogInt');
    expect(on.control('EVENT', {}).view.stopped).toBe(false);
  });
});
