import type { RegisterValue } from '../../../../src/model/guest-queue';
import { NO_PASID } from '../../../../src/model/page-request';
import { now } from '../../session/support';
import { ENDPOINT, turn, VIRTUAL_ID } from '../stage';
import { golden, GOLDEN_ENDPOINT, GOLDEN_STREAM, stage, STALLING, STALLING_STREAM, TIME_OUT } from './support';

const SYNC = ['CMD_SYNC'] as const;
const ATC_INV = ['CMD_ATC_INV', { sid: VIRTUAL_ID, addr: 0x1000n }] as const;
const ERROR = 1n;

const named = (registers: readonly RegisterValue[]) =>
  Object.fromEntries(registers.map(({ name, value }) => [name, value]));

describe('CMD_SYNC', () => {
  test.each([
    [true, 0xabcd_1234],
    [false, 0],
  ])('waits for the invalidations before it, then writes its message (performed: %s)', async (writeMemory, found) => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { writeMemory });
    const sync = ['CMD_SYNC', { cs: 1, msi_addr: 0x2000n, msi_data: 0xabcd_1234 }] as const;
    const ended = on.submit(on.encode('cmdq', ATC_INV, sync, ['CMD_TLBI_NSNH_ALL']));
    expect(ended.result).toBeUndefined();
    on.complete(0);
    await turn();
    expect(ended.result).toMatchObject({
      consumed: 3,
      results: [],
      stopped: false,
      effects: {
        registers: [],
        memoryWrites: [{ address: 0x2000n, performed: writeMemory, data: new Uint8Array([0x34, 0x12, 0xcd, 0xab]) }],
        interrupts: [{ cause: 'COMMAND', msi: { address: 0x2000n, data: 0xabcd_1234 } }],
      },
    });
    const memory = now(on.host.readMemory(0x2000n, 4));
    expect(new DataView(memory.buffer, memory.byteOffset).getUint32(0, true)).toBe(found);
  });

  test.each([
    ['SIG_NONE', { cs: 0, msi_addr: 0x2000n }, {}, [], ''],
    ['SIG_IRQ without a message', { cs: 1 }, {}, [{ cause: 'COMMAND' }], ''],
    ['SIG_IRQ without MSIs', { cs: 1, msi_addr: 0x2000n }, { 'IDR0.MSI': 0n }, [{ cause: 'COMMAND' }], ''],
    ['SIG_SEV', { cs: 2 }, {}, [], 'sends an event to processors that wait (SEV)'],
    ['SIG_SEV without SEV', { cs: 2 }, { 'IDR0.SEV': 0n }, [], ''],
  ])('%s', (_what, fields, settings, interrupts, detail) => {
    const on = stage();
    on.control('COMMAND', { registers: Object.entries(settings).map(([name, value]) => ({ name, value })) });
    const { result } = on.submit(on.encode('cmdq', ['CMD_SYNC', fields]));
    expect(result).toMatchObject({ consumed: 1, effects: { interrupts, memoryWrites: [] } });
    expect(result?.results.map((each) => each.detail)).toEqual(detail === '' ? [] : [detail]);
  });

  test('whose message aborts completes, and activates GERROR; outside of memory it is for the VMM', () => {
    const on = stage();
    void on.host.registerMemory({
      regionId: 0,
      guestAddress: 1n << 32n,
      length: 4096n,
      readOnly: true,
      backing: { kind: 'ANONYMOUS' },
    });
    on.control('COMMAND', { writeMemory: true });
    const message = (address: bigint) => on.encode('cmdq', ['CMD_SYNC', { cs: 1, msi_addr: address }]);
    const doorbell = on.submit(message(1n << 40n)).result;
    expect(doorbell).toMatchObject({ consumed: 1, effects: { registers: [], memoryWrites: [{ performed: false }] } });
    const aborted = on.submit(message(1n << 32n)).result;
    expect(aborted).toMatchObject({ consumed: 1, stopped: false, results: [] });
    expect(named(aborted!.effects.registers)).toEqual({ GERROR: 0x10n });
    expect(aborted!.effects.interrupts).toContainEqual({ cause: 'COMMAND_ERROR' });
    // One that is active is not activated again; acknowledged, it is.
    expect(on.submit(message(1n << 32n)).result?.effects.registers).toEqual([]);
    on.control('COMMAND', { clear: ['GERROR.MSI_CMDQ_ABT_ERR'] });
    expect(named(on.submit(message(1n << 32n)).result!.effects.registers)).toEqual({ GERROR: 0n });
  });
});

describe('an error stops the queue at its command (R-SMMU-06)', () => {
  test('illegal: overwritten by a sync and acknowledged, the queue goes on from there', () => {
    const on = stage();
    on.control('COMMAND', { entries: 4, base: 0x4000n });
    const commands = Buffer.concat([
      on.encode('cmdq', ['CMD_TLBI_NSNH_ALL']),
      golden('cmdq', 'smmu.neg.unknown_op'),
      on.encode('cmdq', ['CMD_CFGI_ALL']),
    ]);
    now(on.host.writeMemory(0x4000n, commands));
    const { result, view } = on.control('COMMAND', { tail: 3n });
    expect(result).toMatchObject({
      consumed: 1,
      head: 1n,
      stopped: true,
      results: [
        { index: 1, outcome: 'ILLEGAL', kind: 'unknown' },
        { index: 2, outcome: 'NOT_CONSUMED' },
      ],
      effects: { interrupts: [{ cause: 'COMMAND_ERROR' }] },
    });
    expect(named(view.registers)).toMatchObject({ 'CMDQ_CONS.ERR': 1n, GERROR: ERROR, GERRORN: 0n });
    now(on.host.writeMemory(0x4010n, on.encode('cmdq', SYNC)));
    expect(on.control('COMMAND', {}).result.consumed).toBe(0);
    const resumed = on.control('COMMAND', { clear: ['GERROR.CMDQ_ERR'] });
    expect(resumed).toMatchObject({
      result: { consumed: 2, head: 3n, stopped: false, results: [{ outcome: 'COMPLETED', kind: 'CMD_CFGI_ALL' }] },
    });
    expect(named(resumed.view.registers)).toMatchObject({ GERROR: ERROR, GERRORN: ERROR });
  });

  test('a fetch that aborts: fetched again when it is acknowledged', () => {
    const on = stage();
    const base = 1n << 32n;
    on.control('COMMAND', { entries: 4, base });
    const { result, view } = on.control('COMMAND', { tail: 1n });
    expect(result).toMatchObject({ consumed: 0, head: 0n, stopped: true });
    expect(named(view.registers)).toMatchObject({ 'CMDQ_CONS.ERR': 2n, GERROR: ERROR });
    void on.host.registerMemory({
      regionId: 0,
      guestAddress: base,
      length: 4096n,
      readOnly: false,
      backing: { kind: 'ANONYMOUS' },
    });
    now(on.host.writeMemory(base, on.encode('cmdq', SYNC)));
    expect(on.control('COMMAND', { clear: ['GERROR.CMDQ_ERR'] }).result).toMatchObject({ consumed: 1, head: 1n });
  });

  test('a time-out: told by the next sync, which is tried again, and may fail again', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { entries: 16 });
    const attempt = async () => {
      const ended = on.submit(on.encode('cmdq', ATC_INV, SYNC, ['CMD_CFGI_ALL']));
      on.pass(TIME_OUT);
      await turn();
      return ended.result;
    };
    expect(await attempt()).toMatchObject({
      consumed: 1,
      head: 1n,
      stopped: true,
      results: [
        { index: 0, outcome: 'TIMED_OUT', endpointIds: [ENDPOINT] },
        { index: 1, outcome: 'TIMED_OUT', kind: 'CMD_SYNC', endpointIds: [ENDPOINT] },
        { index: 2, outcome: 'NOT_CONSUMED', scope: undefined },
      ],
      effects: {
        registers: [
          { name: 'CMDQ_CONS.ERR', value: 3n },
          { name: 'GERROR', value: ERROR },
        ],
        memoryWrites: [],
      },
    });
    on.control('COMMAND', { clear: ['GERROR.CMDQ_ERR'] });
    expect(await attempt()).toMatchObject({ consumed: 1, head: 2n, effects: { registers: [{ value: 0n }] } });
    on.control('COMMAND', { clear: ['GERROR.CMDQ_ERR'] });
    expect(on.submit(on.encode('cmdq', SYNC)).result).toMatchObject({ consumed: 1, results: [], head: 3n });
  });
});

describe('after an invalidation that timed out (R-SMMU-07)', () => {
  test.each([
    [0n, { consumed: 1, stopped: true }, { 'CMDQ_CONS.ERR': 3n, GERROR: ERROR }, []],
    [1n, { consumed: 1, stopped: true }, { 'CMDQ_CONS.ERR': 2n, GERROR: ERROR }, []],
    [2n, { consumed: 2, stopped: false }, {}, [{ kind: 'unknown', fields: { event_id: 0xe0 } }]],
  ])('the sync fails, is aborted, or completes and a record is left (%s)', async (value, result, registers, events) => {
    const on = stage();
    on.grant();
    on.control('EVENT', { enabled: true });
    on.control('COMMAND', { registers: [{ name: 'IMPDEF.ATC_INV_TIMEOUT', value }] });
    const ended = on.submit(on.encode('cmdq', ATC_INV, SYNC));
    on.pass(TIME_OUT);
    await turn();
    expect(ended.result).toMatchObject(result);
    expect(named(ended.result!.effects.registers)).toEqual(registers);
    const { records } = on.read('EVENT', 'evtq');
    expect(records).toMatchObject(events);
    expect(records).toHaveLength(events.length);
  });
});

describe('a command is illegal', () => {
  test.each<[string, string, object, Record<string, bigint>]>([
    ['of the secure stream', 'CMD_CFGI_STE', { ssec: 1 }, {}],
    ['that invalidates EL3', 'CMD_TLBI_EL3_ALL', {}, {}],
    ['that invalidates EL3 by address', 'CMD_TLBI_EL3_VA', { addr: 0x1000n }, {}],
    ['that invalidates EL2, without EL2', 'CMD_TLBI_EL2_ALL', {}, { 'IDR0.Hyp': 0n }],
    ['with a granule and neither range nor level', 'CMD_TLBI_NH_VA', { tg: 1 }, {}],
    ['of ATS, without ATS', 'CMD_ATC_INV', { sid: 77 }, { 'IDR0.ATS': 0n }],
    ['with a size above 52', 'CMD_ATC_INV', { sid: VIRTUAL_ID, size: 53 }, {}],
    ['that answers, without PRI', 'CMD_PRI_RESP', { sid: VIRTUAL_ID, resp: 2 }, { 'IDR0.PRI': 0n }],
    ['that resumes, without stalls', 'CMD_RESUME', {}, { 'IDR0.STALL_MODEL': 1n }],
    ['that terminates, without stalls', 'CMD_STALL_TERM', {}, { 'IDR0.STALL_MODEL': 1n }],
  ])('%s', (_what, kind, fields, settings) => {
    const on = stage();
    const entries = on.encode('cmdq', [kind, fields as Record<string, number>]);
    const registers = Object.entries(settings).map(([name, value]) => ({ name, value }));
    if (registers.length > 0) {
      expect(on.submit(entries).result).toMatchObject({ consumed: 1, stopped: false });
      on.control('COMMAND', { registers });
    }
    expect(on.submit(entries).result).toMatchObject({ consumed: 0, results: [{ outcome: 'ILLEGAL', kind }] });
  });

  test.each(['smmu.pri_resp.rsvd3', 'smmu.sync.rsvd_cs3', 'smmu.neg.unknown_op'])('as %s', (id) => {
    expect(stage().submit(golden('cmdq', id)).result).toMatchObject({ consumed: 0, results: [{ outcome: 'ILLEGAL' }] });
  });

  test('with reserved bits only where that is checked', () => {
    const on = stage();
    const sync = on.encode('cmdq', SYNC);
    sync[15] = 0x80;
    expect(on.submit(sync).result).toMatchObject({ consumed: 1, results: [] });
    on.control('COMMAND', { registers: [{ name: 'IMPDEF.CHECK_RES0', value: 1n }] });
    expect(on.submit(sync).result).toMatchObject({ consumed: 0, results: [{ outcome: 'ILLEGAL' }] });
  });
});

test.each([
  ['CMD_CFGI_STE', { sid: 7, leaf: 1 }, { kind: 'DEVICES', devices: { first: 7n, last: 7n }, leafOnly: true }],
  ['CMD_CFGI_STE_RANGE', { sid: 0x1235, range: 3 }, { kind: 'DEVICES', devices: { first: 0x1230n, last: 0x123fn } }],
  ['CMD_CFGI_ALL', {}, { kind: 'EVERYTHING' }],
  ['CMD_CFGI_CD', { sid: 7, ssid: 5 }, { kind: 'PASID', devices: { first: 7n, last: 7n }, pasid: 5, leafOnly: false }],
  ['CMD_CFGI_CD_ALL', { sid: 7 }, { kind: 'PASID', devices: { first: 7n, last: 7n } }],
])('%s says which structures are to be read again', (kind, fields, scope) => {
  const on = stage();
  const { result } = on.submit(on.encode('cmdq', [kind, fields]));
  expect(result).toMatchObject({ consumed: 1, results: [{ outcome: 'COMPLETED', kind, scope }] });
});

test('hints to prefetch do nothing', () => {
  const on = stage();
  const hints = on.encode('cmdq', ['CMD_PREFETCH_CONFIG', { sid: 1 }], ['CMD_PREFETCH_ADDR', { sid: 1 }]);
  expect(on.submit(hints).result).toMatchObject({ consumed: 2, results: [] });
});

describe('CMD_ATC_INV', () => {
  test.each<[string, Uint8Array | object, object]>([
    [
      'a page of a PASID',
      golden('cmdq', 'smmu.atc_inv_page_ssid'),
      { pasid: 66, firstPage: 0x7f0000003, lastPage: 0x7f0000003 },
    ],
    [
      'an aligned range',
      { sid: GOLDEN_STREAM, addr: 0x13000n, size: 4 },
      { pasid: NO_PASID, firstPage: 0x10, lastPage: 0x1f, global: false },
    ],
    ['everything', { sid: GOLDEN_STREAM, addr: 0x13000n, size: 52 }, { firstPage: 0, lastPage: 2 ** 52 - 1 }],
    ['global entries too', { sid: GOLDEN_STREAM, ssv: 1, ssid: 66, g: 1 }, { pasid: 66, global: true }],
    ['no global entries without a PASID', { sid: GOLDEN_STREAM, g: 1 }, { pasid: NO_PASID, global: false }],
  ])('%s', (_what, entry, told) => {
    const on = stage();
    on.submit(
      entry instanceof Uint8Array ? entry : on.encode('cmdq', ['CMD_ATC_INV', entry as Record<string, number>]),
    );
    expect(on.told(GOLDEN_ENDPOINT)).toMatchObject([{ kind: 'INVALIDATION', ...told }]);
  });

  test('is ignored for a stream that nobody has, and while translation is off', () => {
    const on = stage();
    const nobody = on.submit(on.encode('cmdq', ['CMD_ATC_INV', { sid: 77 }])).result;
    expect(nobody).toMatchObject({ consumed: 1, results: [{ outcome: 'IGNORED' }] });
    on.core((iommu) => iommu.update({ translation: 'BYPASS' }));
    expect(on.submit(on.encode('cmdq', ATC_INV)).result).toMatchObject({ results: [{ outcome: 'IGNORED' }] });
    expect(on.told(ENDPOINT)).toEqual([]);
  });
});

describe('CMD_PRI_RESP', () => {
  test.each([
    [0, 15, 'RESPONSE_FAILURE'],
    [1, 1, 'INVALID_REQUEST'],
    [2, 0, 'SUCCESS'],
  ])('resp %i is code %i of PCI Express', (resp, rawCode, code) => {
    const on = stage();
    on.ask(165);
    on.submit(on.encode('cmdq', ['CMD_PRI_RESP', { sid: GOLDEN_STREAM, prgi: 165, resp }]));
    expect(on.told(GOLDEN_ENDPOINT)[0]).toMatchObject({ kind: 'PAGE_RESPONSE', prgi: 165, rawCode, code });
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
    expect(on.core((iommu) => iommu.endpoint(GOLDEN_ENDPOINT).pri?.enabled)).toBe(resp !== 0);
  });

  test('is where a peer writes it, if told so', () => {
    const on = stage();
    on.control('COMMAND', { quirks: ['QEMU_PRI_RESP_BITS'] });
    on.ask(1);
    const entry = on.encode('cmdq', ['CMD_PRI_RESP', { sid: GOLDEN_STREAM, prgi: 1 }]);
    entry[9] = 0x08;
    on.submit(entry);
    expect(on.told(GOLDEN_ENDPOINT)).toMatchObject([{ code: 'INVALID_REQUEST' }]);
  });

  test('that nobody waits for is ignored, and so is every one while translation is off', () => {
    const on = stage();
    const entry = on.encode('cmdq', ['CMD_PRI_RESP', { sid: GOLDEN_STREAM, prgi: 3, resp: 2 }]);
    expect(on.submit(entry).result).toMatchObject({ consumed: 1, results: [{ outcome: 'IGNORED' }] });
    on.ask(3);
    on.core((iommu) => iommu.update({ translation: 'OFF' }));
    expect(on.submit(entry).result).toMatchObject({ consumed: 1, results: [{ outcome: 'IGNORED' }] });
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(1);
  });
});

describe('CMD_RESUME', () => {
  test.each([
    ['retry', { ac: 1, ab: 1 }, 0n, 'STALL_RETRIED'],
    ['abort', { ac: 0, ab: 1 }, 0n, 'STALL_ABORTED'],
    ['read as zero', { ac: 0, ab: 0 }, 0n, 'STALL_TERMINATED'],
    ['abort where nothing reads as zero', { ac: 0, ab: 0 }, 1n, 'STALL_ABORTED'],
  ])('lets an access %s', (_what, action, value, effect) => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.control('COMMAND', { registers: [{ name: 'IDR0.TERM_MODEL', value }] });
    on.stall();
    on.read('EVENT', 'evtq');
    const { result } = on.submit(on.encode('cmdq', ['CMD_RESUME', { sid: STALLING_STREAM, stag: 0, ...action }]));
    expect(result).toMatchObject({ consumed: 1, results: [] });
    expect(on.told(STALLING)).toMatchObject([{ kind: 'PAGE_RESPONSE', stallTag: 0, effect }]);
  });

  test.each([
    ['another tag', { sid: STALLING_STREAM, stag: 5 }],
    ['another stream', { sid: VIRTUAL_ID, stag: 0 }],
    ['a stream that nobody has', { sid: 77, stag: 0 }],
  ])('with %s does nothing', (_what, fields) => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.stall();
    const { result } = on.submit(on.encode('cmdq', ['CMD_RESUME', { ac: 1, ...fields }]));
    expect(result).toMatchObject({ consumed: 1, stopped: false, results: [{ outcome: 'IGNORED' }] });
    expect(on.told(STALLING)).toEqual([]);
  });

  test('CMD_STALL_TERM aborts every stalled access of a stream', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.stall();
    on.stall();
    on.submit(on.encode('cmdq', ['CMD_STALL_TERM', { sid: VIRTUAL_ID }]));
    expect(on.told(STALLING)).toEqual([]);
    on.submit(on.encode('cmdq', ['CMD_STALL_TERM', { sid: STALLING_STREAM }]));
    expect(on.told(STALLING)).toMatchObject([{ effect: 'STALL_ABORTED' }, { effect: 'STALL_ABORTED' }]);
  });
});

test('the wrap bit tells a full ring from an empty one', () => {
  const on = stage();
  on.control('COMMAND', { entries: 2, base: 0x4000n });
  now(on.host.writeMemory(0x4000n, on.encode('cmdq', SYNC, SYNC)));
  expect(on.control('COMMAND', { tail: 2n })).toMatchObject({ view: { head: 2n, tail: 2n }, result: { consumed: 2 } });
  expect(on.control('COMMAND', { tail: 0n })).toMatchObject({ view: { head: 0n }, result: { consumed: 2 } });
  expect(on.control('COMMAND', { tail: 0n })).toMatchObject({ result: { consumed: 0 } });
});

test('CR0ACK follows what is on', () => {
  const on = stage();
  on.control('EVENT', { enabled: true });
  expect(named(on.control('PAGE_REQUEST', { enabled: true }).view.registers)['CR0ACK']).toBe(0xen);
  expect(named(on.control('COMMAND', { enabled: false }).view.registers)['CR0ACK']).toBe(6n);
});
