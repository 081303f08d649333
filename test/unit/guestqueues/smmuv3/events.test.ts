import type { FaultEvent, NestedFault } from '../../../../src/model/fault';
import type { RegisterValue } from '../../../../src/model/guest-queue';
import { NO_PASID } from '../../../../src/model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../../../../src/model/permissions';
import { Registers } from '../../../../src/guestqueues/effects';
import { SmmuEvents } from '../../../../src/guestqueues/smmuv3/events';
import { now } from '../../session/support';
import { ENDPOINT, VIRTUAL_ID } from '../stage';
import { golden, GOLDEN_ENDPOINT, MISSING, stage, STALLING, STALLING_STREAM } from './support';

const named = (registers: readonly RegisterValue[]) =>
  Object.fromEntries(registers.map(({ name, value }) => [name, value]));

/** A vIOMMU whose event queue is on. */
function listening(control: Parameters<ReturnType<typeof stage>['control']>[1] = {}) {
  const on = stage();
  on.control('EVENT', { enabled: true, ...control });
  return on;
}

describe('an event', () => {
  test('of an access says stream, address and kind of access', () => {
    const on = listening();
    on.fault(0x9123n);
    const { records, effects } = on.read('EVENT', 'evtq');
    expect(records).toMatchObject([
      {
        kind: 'F_TRANSLATION',
        fields: { sid: VIRTUAL_ID, ssv: 0, rnw: 1, ind: 0, pnu: 0, stall: 0, s2: 0, class: 2, input_addr: 0x9123n },
      },
    ]);
    expect(effects.interrupts).toEqual([{ cause: 'EVENT' }]);
  });

  test.each<[string, number, number, { pasid?: number; iova?: bigint; access?: number }]>([
    ['smmu.evt.bad_ste', 264, 0x04, {}],
    ['smmu.evt.bad_cd', 264, 0x0a, { pasid: 66 }],
    ['smmu.evt.bad_streamid', 0xffff_ffff, 0x02, { pasid: 0x12345 }],
    [
      'smmu.evt.permission_s1_exec',
      264,
      0x13,
      { pasid: 0xfffff, iova: 0x400abcn, access: EXECUTE | PRIVILEGED | READ },
    ],
  ])('is bit by bit %s', (id, stream, rawCode, { pasid = NO_PASID, ...rest }) => {
    const on = listening();
    on.core((iommu) => {
      if (stream !== 264) iommu.createEndpoint(9, { virtualId: BigInt(stream), pasid: {} });
      const endpointId = stream === 264 ? GOLDEN_ENDPOINT : 9;
      iommu.injectFault({ endpointId, reason: 'CONTEXT_INVALID', rawCode, pasid, ...rest });
    });
    const { records } = now(on.host.guestQueues.read('EVENT', 1));
    expect(Buffer.from(records[0]!.data).toString('hex')).toBe(Buffer.from(golden('evtq', id)).toString('hex'));
  });

  test.each<[number, string, object]>([
    [0x01, 'F_UUT', { ssv: 1, ssid: 66, rnw: 0, ind: 0, pnu: 1, input_addr: 0x5000n }],
    [0x03, 'F_STE_FETCH', { ssv: 1, ssid: 66, fetch_addr: 0n }],
    [0x05, 'F_BAD_ATS_TREQ', { ssv: 1, ssid: 66 }],
    [0x06, 'F_STREAM_DISABLED', { ssv: 0, ssid: 0 }],
    [0x07, 'F_TRANSL_FORBIDDEN', { ssv: 0, rnw: 0, pnu: 0, input_addr: 0x5000n }],
    [0x08, 'C_BAD_SUBSTREAMID', { ssv: 0, ssid: 66 }],
    [0x0b, 'F_WALK_EABT', { ssv: 1, s2: 0, class: 1, rnw: 0, input_addr: 0x5000n }],
    [0x12, 'F_ACCESS', { ssv: 1, s2: 0, class: 2, rnw: 0, input_addr: 0x5000n, ipa: 0n }],
    [0x20, 'F_TLB_CONFLICT', { ssv: 1, class: 2, input_addr: 0x5000n }],
    [0x21, 'F_CFG_CONFLICT', { ssv: 1 }],
    [0xe7, 'unknown', { event_id: 0xe7 }],
  ])('%i is %s, with the fields it has', (rawCode, kind, fields) => {
    const on = listening();
    const access = WRITE | EXECUTE | PRIVILEGED;
    on.core((iommu) =>
      iommu.injectFault({ endpointId: GOLDEN_ENDPOINT, reason: 'BLOCKED', rawCode, pasid: 66, access, iova: 0x5000n }),
    );
    const own = kind === 'unknown' ? {} : { sid: 264 };
    expect(on.read('EVENT', 'evtq').records).toMatchObject([{ kind, fields: { ...own, ...fields } }]);
  });

  const nested: NestedFault = { stage: 2, attachedDomainId: 2, tableAccess: false, tableWrite: false };
  test.each<[string, number, Partial<NestedFault>, object]>([
    ['stage 2, of the page', 0x10, { guestPhysicalAddress: 0x7123n }, { s2: 1, class: 2, ipa: 0x7000n, ttrnw: 0 }],
    [
      'stage 2, of an entry',
      0x10,
      { guestPhysicalAddress: 0x7128n, tableAccess: true },
      { s2: 1, class: 1, ipa: 0x7000n, ttrnw: 1 },
    ],
    [
      'stage 2, of an entry that is written',
      0x13,
      { guestPhysicalAddress: 0x7128n, tableAccess: true, tableWrite: true },
      { s2: 1, class: 1, ipa: 0x7000n, ttrnw: 0 },
    ],
    ['stage 1', 0x10, { stage: 1, guestPhysicalAddress: undefined }, { s2: 0, class: 2, ipa: 0n, ttrnw: 0 }],
    [
      'stage 1, of an entry that cannot be read',
      0x0b,
      { stage: 1, entryAddress: 0x8128n },
      { s2: 0, class: 1, fetch_addr: 0x8128n, ttrnw: 1 },
    ],
  ])('in a nested domain is of %s', (_what, rawCode, where, fields) => {
    const event: FaultEvent = {
      kind: 'FAULT_EVENT',
      reason: 'NOT_MAPPED',
      endpointId: ENDPOINT,
      requesterId: 0,
      virtualId: BigInt(VIRTUAL_ID),
      pasid: NO_PASID,
      iova: 0x5123n,
      access: READ,
      injected: false,
      rawCode,
      nested: { ...nested, ...where },
    };
    const records = new SmmuEvents(new Registers()).records({ kind: 'EVENT', sequence: 1n, event });
    const codec = stage().codec('evtq');
    expect(records).not.toBe('UNFIT');
    expect(codec.decode(records[0] as Uint8Array)).toMatchObject({
      fields: { input_addr: 0x5123n, rnw: 1, ...fields },
    });
  });

  test('stands as peers write it, if told so', () => {
    const on = listening({ quirks: ['LINUX_SSID_NEEDS_SSV'] });
    on.core((iommu) =>
      iommu.injectFault({ endpointId: GOLDEN_ENDPOINT, reason: 'NOT_ATTACHED', rawCode: 8, pasid: 66 }),
    );
    const { records } = now(on.host.guestQueues.read('EVENT', 1));
    expect(records[0]!.data[1]! & 0x08).toBe(0x08);
  });

  test('of a stream that there is not is recorded if CR2.RECINVSID says so', () => {
    const on = listening();
    const inject = () =>
      on.core((iommu) => iommu.injectFault({ endpointId: ENDPOINT, reason: 'UNKNOWN_REQUESTER', pasid: NO_PASID }));
    inject();
    expect(on.read('EVENT', 'evtq').records).toMatchObject([{ kind: 'C_BAD_STREAMID' }]);
    on.control('EVENT', { registers: [{ name: 'CR2.RECINVSID', value: 0n }] });
    inject();
    expect(on.read('EVENT', 'evtq').records).toEqual([]);
  });
});

describe('an overflow of the event queue', () => {
  test('is told once; as soon as there is room events are recorded, acknowledged or not', () => {
    const on = listening({ entries: 2 });
    for (let i = 0; i < 4; i += 1) on.fault();
    const { records, effects, view } = on.read('EVENT', 'evtq');
    expect(records).toHaveLength(2);
    expect(named(effects.registers)).toEqual({ 'EVENTQ_PROD.OVFLG': 1n });
    expect(effects.interrupts).toEqual([{ cause: 'EVENT' }]);
    expect(view).toMatchObject({ lost: 2, stopped: false, tail: 2n });
    on.control('EVENT', { head: 1n });
    on.fault();
    expect(on.read('EVENT', 'evtq')).toMatchObject({
      records: [{ kind: 'F_TRANSLATION' }],
      effects: { interrupts: [] },
    });
    // Another one is not seen until the first is acknowledged.
    on.fault();
    expect(on.read('EVENT', 'evtq').effects.registers).toEqual([]);
    on.control('EVENT', { clear: ['EVENTQ_CONS.OVACKFLG'] });
    on.fault();
    expect(named(on.read('EVENT', 'evtq').effects.registers)).toEqual({ 'EVENTQ_PROD.OVFLG': 0n });
  });

  test('interrupts again when the queue has been empty', () => {
    const on = listening({ entries: 4 });
    on.fault();
    on.fault();
    expect(on.read('EVENT', 'evtq').effects.interrupts).toEqual([{ cause: 'EVENT' }]);
    on.control('EVENT', { head: 2n });
    on.fault();
    expect(on.read('EVENT', 'evtq').effects.interrupts).toEqual([{ cause: 'EVENT' }]);
  });
});

describe('a stalled access', () => {
  test('is an event with a tag, and goes on when it is resumed', () => {
    const on = listening();
    on.stall(MISSING + 0x10n);
    const { records } = on.read('EVENT', 'evtq');
    expect(records).toMatchObject([
      {
        kind: 'F_TRANSLATION',
        fields: { sid: STALLING_STREAM, stall: 1, stag: 0, rnw: 1, s2: 0, class: 2, input_addr: MISSING },
      },
    ]);
    const encoded = on.encode('cmdq', ['CMD_RESUME', { sid: STALLING_STREAM, stag: 0, ac: 1 }]);
    expect(on.submit(encoded).result).toMatchObject({ consumed: 1, results: [] });
    expect(on.told(STALLING)).toMatchObject([{ effect: 'STALL_RETRIED' }]);
    // Nothing was mapped: it stalls again.
    expect(on.read('EVENT', 'evtq').records).toMatchObject([{ fields: { stall: 1 } }]);
  });

  test('waits for room: it is no overflow, and nothing of it is lost', () => {
    const on = listening({ entries: 2 });
    on.fault();
    on.fault();
    on.stall();
    on.stall();
    expect(on.read('EVENT', 'evtq')).toMatchObject({
      records: [{}, {}],
      effects: { registers: [] },
      view: { lost: 0 },
    });
    on.control('EVENT', { head: 1n });
    expect(on.read('EVENT', 'evtq').records).toMatchObject([{ fields: { stall: 1, stag: 0 } }]);
    on.control('EVENT', { head: 2n });
    expect(on.read('EVENT', 'evtq').records).toMatchObject([{ fields: { stall: 1, stag: 1 } }]);
    expect(on.told(STALLING)).toEqual([]);
  });

  test('whose StreamID does not fit a record is aborted, and counted', () => {
    const on = listening();
    on.core((iommu) => {
      iommu.createEndpoint(9, { kind: 'PLATFORM', virtualId: 1n << 32n, stall: {} });
      iommu.attach(9, NO_PASID, 1, 0n);
      iommu.issueDma('HOSTED', 9, {
        addressType: 'UNTRANSLATED',
        pasid: NO_PASID,
        address: MISSING,
        transfer: { kind: 'READ', length: 8 },
      });
    });
    expect(on.read('EVENT', 'evtq')).toMatchObject({ records: [], view: { lost: 1 } });
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
  });
});

describe('a ring that the server writes', () => {
  test('has the events one after the other', () => {
    const on = listening({ entries: 2, base: 0x6000n });
    on.fault();
    on.stall();
    const bytes = now(on.host.readMemory(0x6000n, 64));
    expect(on.codec('evtq').decode(bytes.subarray(0, 32))).toMatchObject({ fields: { stall: 0 } });
    expect(on.codec('evtq').decode(bytes.subarray(32))).toMatchObject({ fields: { stall: 1 } });
    expect(on.control('EVENT', {}).view).toMatchObject({ head: 0n, tail: 2n });
  });

  test('in memory that does not take it activates GERROR; what stalls waits until that is acknowledged', () => {
    const base = 1n << 32n;
    const on = listening({ entries: 4, base });
    on.fault();
    const { view, result } = on.control('EVENT', {});
    expect(view).toMatchObject({ tail: 0n, lost: 1, stopped: true });
    expect(named(result.effects.registers)).toEqual({ GERROR: 4n });
    expect(result.effects.interrupts).toEqual([{ cause: 'COMMAND_ERROR' }]);
    void on.host.registerMemory({
      regionId: 0,
      guestAddress: base,
      length: 4096n,
      readOnly: false,
      backing: { kind: 'ANONYMOUS' },
    });
    on.stall();
    on.fault();
    // An event that an aborted queue loses is no overflow.
    expect(named(on.control('EVENT', {}).view.registers)).toMatchObject({ 'EVENTQ_PROD.OVFLG': 0n, GERROR: 4n });
    expect(on.control('EVENT', { clear: ['GERROR.EVENTQ_ABT_ERR'] }).view).toMatchObject({ tail: 1n, stopped: false });
    expect(on.codec('evtq').decode(now(on.host.readMemory(base, 32)))).toMatchObject({ fields: { stall: 1 } });
    expect(on.told(STALLING)).toEqual([]);
  });
});
