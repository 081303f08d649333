import type { Given } from '../../../../src/codecs/layout';
import type { SubmissionResult } from '../../../../src/model/guest-queue';
import { NO_PASID } from '../../../../src/model/page-request';
import { READ } from '../../../../src/model/permissions';
import { now, reasonOf } from '../../session/support';
import { ENDPOINT, makeStage, turn, VIRTUAL_ID } from '../stage';

const SECOND = 1_000_000_000n;
const INVAL = ['ATS.INVAL', { rid: VIRTUAL_ID, addr: 0x1000n }] as const;
const FENCE = ['IOFENCE.C', { av: 1, addr: 0x2000n, data: 0xabcd1234 }] as const;
const ALL = ['IOTINVAL.VMA'] as const;

/** Bits of cqcsr: the queue is on; memory fault, time-out, illegal; a fence interrupts; on, busy. */
const [ON, CQMF, CMD_TO, CMD_ILL, FENCE_W_IP, CQON, BUSY] = [
  0x1_0001n,
  0x100n,
  0x200n,
  0x400n,
  0x800n,
  0x1_0000n,
  0x2_0000n,
];

const stage = (policy = {}) => makeStage('RISCV', policy);
type Stage = ReturnType<typeof stage>;

const csr = (on: Stage) => now(on.host.guestQueues.views())[0]?.registers.find(({ name }) => name === 'cqcsr')?.value;

const registersIn = (result: SubmissionResult | undefined) =>
  Object.fromEntries(result?.effects.registers.map(({ name, value }) => [name, value]) ?? []);

describe('an illegal command', () => {
  test.each<[string, string, Given]>([
    ['pscv with GVMA', 'IOTINVAL.GVMA', { pscv: 1, gv: 1 }],
    ['nl without the capability', 'IOTINVAL.VMA', { nl: 1 }],
    ['s without the capability', 'IOTINVAL.GVMA', { s: 1, av: 1, addr_raw: 0x1000n }],
    ['wsi without fctl.WSI', 'IOFENCE.C', { wsi: 1 }],
    ['dv = 0 with INVAL_PDT', 'IODIR.INVAL_PDT', { dv: 0 }],
  ])('%s: sets cmd_ill, and the head stays on it', (_what, kind, fields) => {
    const on = stage();
    on.control('COMMAND', { entries: 16 });
    const { result } = on.submit(on.encode('cq', ALL, [kind, fields], ALL));
    expect(result).toMatchObject({
      consumed: 1,
      head: 1n,
      stopped: true,
      results: [
        { index: 1, outcome: 'ILLEGAL', kind },
        { index: 2, outcome: 'NOT_CONSUMED', kind: '' },
      ],
      effects: { interrupts: [{ cause: 'COMMAND_ERROR' }] },
    });
    expect(registersIn(result)).toEqual({ cqcsr: ON | CMD_ILL, ipsr: 1n });
    expect(reasonOf(() => on.submit(on.encode('cq', ALL)))).toBe('GUEST_QUEUE_STOPPED');
    on.control('COMMAND', { clear: ['cqcsr.cmd_ill'] });
    expect(on.submit(on.encode('cq', ALL)).result).toMatchObject({ consumed: 1, head: 2n, results: [] });
  });

  test('any reserved bit of a command makes it one', () => {
    // The lowest bit of PID means nothing with INVAL_DDT; bit 11 with nothing but fences.
    const reserved = [
      ['IOTINVAL.VMA', 1, 0x08],
      ['IOFENCE.C', 1, 0x40],
      ['IODIR.INVAL_DDT', 1, 0x10],
      ['ATS.INVAL', 1, 0x08],
    ] as const;
    for (const [kind, byte, bits] of reserved) {
      const on = stage();
      const bytes = on.encode('cq', [kind]);
      bytes[byte]! |= bits;
      expect(on.submit(bytes).result).toMatchObject({ results: [{ outcome: 'ILLEGAL' }] });
    }
  });

  test.each([
    ['ATS.INVAL', { rid: VIRTUAL_ID }],
    ['ATS.PRGR', { rid: VIRTUAL_ID }],
  ])('%s without the ATS capability is one, and the page-request queue cannot be set up', (kind, fields) => {
    const on = stage();
    on.control('COMMAND', { registers: [{ name: 'capabilities.ATS', value: 0n }] });
    expect(on.submit(on.encode('cq', [kind, fields])).result).toMatchObject({ results: [{ outcome: 'ILLEGAL' }] });
    expect(reasonOf(() => on.control('PAGE_REQUEST', { enabled: true }))).toBe('GUEST_QUEUE_NOT_SUPPORTED');
    expect(reasonOf(() => on.control('PAGE_REQUEST', { entries: 4 }))).toBe('GUEST_QUEUE_NOT_SUPPORTED');
    on.control('COMMAND', { registers: [{ name: 'capabilities.ATS', value: 1n }], clear: ['cqcsr.cmd_ill'] });
    on.control('PAGE_REQUEST', { enabled: true });
    on.submit(on.encode('cq', [kind, fields]));
    expect(csr(on)).toBe(ON);
  });

  test.each([
    ['nl', 'capabilities.NL', { nl: 1 }],
    ['s', 'capabilities.S', { s: 1, av: 1, addr_raw: 0x1000n }],
  ])('%s is none with the capability', (_what, name, fields) => {
    const on = stage();
    on.control('COMMAND', { registers: [{ name, value: 1n }] });
    expect(on.submit(on.encode('cq', ['IOTINVAL.VMA', fields])).result).toMatchObject({ consumed: 1, results: [] });
  });

  test('leaves what was before it under way: everything since the last fence has to be sent again', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { entries: 16 });
    const ended = on.submit(on.encode('cq', INVAL, ['IOTINVAL.VMA', { nl: 1 }]));
    expect(ended.result).toBeUndefined();
    expect(csr(on)).toBe(ON | CMD_ILL);
    on.pass(90n * SECOND);
    await turn();
    expect(ended.result).toMatchObject({
      consumed: 1,
      head: 1n,
      results: [
        { index: 0, outcome: 'TIMED_OUT', endpointIds: [ENDPOINT] },
        { index: 1, outcome: 'ILLEGAL' },
      ],
    });
    on.control('COMMAND', { clear: ['cqcsr.cmd_ill'] });
    // A time-out that was before the error is the next fence's.
    expect(on.submit(on.encode('cq', FENCE)).result).toMatchObject({ consumed: 0, head: 1n, stopped: true });
    expect(csr(on)).toBe(ON | CMD_TO);
  });
});

describe('a fence', () => {
  test('with wsi interrupts after its data is written', () => {
    const on = stage();
    on.control('COMMAND', { registers: [{ name: 'fctl.WSI', value: 1n }], writeMemory: true });
    const { result } = on.submit(on.encode('cq', ['IOFENCE.C', { ...FENCE[1], wsi: 1, pr: 1, pw: 1 }]));
    expect(result).toMatchObject({
      effects: { memoryWrites: [{ performed: true }], interrupts: [{ cause: 'COMMAND' }] },
    });
    expect(registersIn(result)).toEqual({ cqcsr: ON | FENCE_W_IP, ipsr: 1n });
    const cleared = on.control('COMMAND', { clear: ['cqcsr.fence_w_ip', 'ipsr.cip'] }).result;
    expect(registersIn(cleared)).toEqual({ cqcsr: ON, ipsr: 0n });
  });

  test('whose data cannot be written sets cqmf, and the head stays on it; cleared, it is fetched again', () => {
    const on = stage();
    on.control('COMMAND', { writeMemory: true, entries: 4, base: 0x4000n });
    const beyond = ['IOFENCE.C', { av: 1, addr: 0x10_0000n, data: 7 }] as const;
    now(on.host.writeMemory(0x4000n, on.encode('cq', ALL, beyond, ALL)));
    const { result, view } = on.control('COMMAND', { tail: 3n });
    expect(result).toMatchObject({
      consumed: 1,
      head: 1n,
      stopped: true,
      results: [
        { index: 1, outcome: 'ABORTED' },
        { index: 2, outcome: 'NOT_CONSUMED' },
      ],
      effects: {
        memoryWrites: [{ address: 0x10_0000n, performed: false }],
        interrupts: [{ cause: 'COMMAND_ERROR' }],
      },
    });
    expect(view.head).toBe(1n);
    expect(csr(on)).toBe(ON | CQMF);
    now(on.host.writeMemory(0x4010n, on.encode('cq', FENCE)));
    expect(on.control('COMMAND', { clear: ['cqcsr.cqmf'] })).toMatchObject({
      result: { consumed: 2, results: [] },
      view: { head: 3n, stopped: false },
    });
  });

  test('that waits when the queue is turned off keeps it on and busy until it has ended', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { entries: 16, writeMemory: true });
    const ended = on.submit(on.encode('cq', INVAL, FENCE, ALL));
    const off = on.control('COMMAND', { enabled: false });
    expect(registersIn(off.result)).toEqual({ cqcsr: CQON | BUSY });
    expect(reasonOf(() => on.submit(on.encode('cq', ALL)))).toBe('GUEST_QUEUE_OFF');
    expect(reasonOf(() => on.control('COMMAND', { enabled: true }))).toBe('GUEST_QUEUE_BUSY');
    expect(reasonOf(() => on.control('COMMAND', { entries: 8 }))).toBe('GUEST_QUEUE_BUSY');
    on.control('COMMAND', { clear: ['ipsr.cip'] });
    expect(csr(on)).toBe(CQON | BUSY);
    on.complete(0);
    await turn();
    expect(ended.result).toMatchObject({
      consumed: 2,
      head: 2n,
      results: [{ index: 2, outcome: 'NOT_CONSUMED' }],
      effects: { memoryWrites: [{ address: 0x2000n, performed: true }] },
    });
    expect(registersIn(ended.result)).toEqual({ cqcsr: 0n });
    expect(registersIn(on.control('COMMAND', { enabled: true }).result)).toEqual({ cqcsr: ON });
    expect(on.submit(on.encode('cq', FENCE)).result).toMatchObject({ consumed: 1, head: 1n });
  });

  test('that times out in a queue that was turned off says so, and then the queue is off', async () => {
    const on = stage();
    on.grant();
    const ended = on.submit(on.encode('cq', INVAL, FENCE));
    on.control('COMMAND', { enabled: false });
    on.pass(90n * SECOND);
    await turn();
    expect(ended.result).toMatchObject({ consumed: 1, results: [{}, { index: 1, outcome: 'TIMED_OUT' }] });
    expect(csr(on)).toBe(CMD_TO);
    on.control('COMMAND', { enabled: true });
    expect(csr(on)).toBe(ON);
  });
});

test('turned off, a queue where no fence waits is off at once, and what was consumed ends', async () => {
  const on = stage();
  on.grant();
  const ended = on.submit(on.encode('cq', INVAL));
  expect(registersIn(on.control('COMMAND', { enabled: false }).result)).toEqual({ cqcsr: 0n });
  on.control('COMMAND', { entries: 8 });
  on.complete(0);
  await turn();
  expect(ended.result).toMatchObject({ consumed: 1, results: [] });
});

test('cip that is cleared while its cause stands is raised again', () => {
  const on = stage();
  on.submit(on.encode('cq', ['IOFENCE.C', { wsi: 1 }]));
  expect(on.control('COMMAND', { clear: ['ipsr.cip'] }).result.effects).toMatchObject({
    registers: [{ name: 'ipsr', value: 1n }],
    interrupts: [{ cause: 'COMMAND_ERROR' }],
  });
  expect(on.control('COMMAND', { clear: ['cqcsr.cmd_ill', 'ipsr.cip'] }).result.effects).toMatchObject({
    registers: [
      { name: 'cqcsr', value: ON },
      { name: 'ipsr', value: 0n },
    ],
    interrupts: [],
  });
});

describe('a command that cannot be fetched', () => {
  test('sets cqmf when it is reached: those before it are executed, a fence that waits included', async () => {
    const on = stage();
    on.grant();
    const base = 0x10_0000n - 32n;
    on.control('COMMAND', { entries: 8, base, writeMemory: true });
    now(on.host.writeMemory(base, on.encode('cq', INVAL, FENCE)));
    const pending = on.host.guestQueues.control('COMMAND', { clear: [], registers: [], tail: 4n }, false);
    expect(csr(on)).toBe(ON);
    on.complete(0);
    const { result, view } = await pending;
    expect(result).toMatchObject({
      consumed: 2,
      head: 2n,
      stopped: true,
      results: [{ index: 2, outcome: 'NOT_CONSUMED', detail: 'guest memory at 0x100000 cannot be read' }],
      effects: { memoryWrites: [{ performed: true }], interrupts: [{ cause: 'COMMAND_ERROR' }] },
    });
    expect(view).toMatchObject({ head: 2n, tail: 4n, stopped: true });
    expect(csr(on)).toBe(ON | CQMF);
  });
});

test('where no invalidation more can wait for a tag the queue stands still until one ends', async () => {
  const on = makeStage('RISCV', {}, { limits: { max_waiting_invalidations: 1n } });
  on.grant();
  on.control('COMMAND', { entries: 64 });
  const ended = on.submit(on.encode('cq', ...Array.from({ length: 34 }, () => INVAL), ALL, FENCE));
  const head = () => now(on.host.guestQueues.views())[0]?.head;
  // 32 have a tag, one waits for one.
  expect(head()).toBe(33n);
  on.complete(0);
  expect(head()).toBe(35n);
  on.complete(...Array.from({ length: 32 }, (_, itag) => itag));
  on.complete(0, 1);
  await turn();
  expect(ended.result).toMatchObject({ consumed: 36, head: 36n, results: [] });
});

describe('big-endian', () => {
  test('commands are read, and the data of a fence is written', () => {
    const on = stage();
    on.control('COMMAND', { bigEndian: true, writeMemory: true });
    const { result } = on.submit(swapped(on.encode('cq', FENCE)));
    expect(result).toMatchObject({ consumed: 1, results: [] });
    expect(result?.effects.memoryWrites[0]?.data).toEqual(new Uint8Array([0xab, 0xcd, 0x12, 0x34]));
    expect(on.submit(on.encode('cq', FENCE)).result).toMatchObject({ consumed: 0, results: [{ outcome: 'ILLEGAL' }] });
  });

  test.each(['PAGE_REQUEST', 'EVENT'] as const)('%s records are written', (kind) => {
    const records = (bigEndian: boolean): Uint8Array => {
      const on = stage();
      on.control(kind, { enabled: true, bigEndian });
      on.request(5);
      on.core((iommu) =>
        iommu.issueDma('HOSTED', ENDPOINT, {
          addressType: 'UNTRANSLATED',
          pasid: NO_PASID,
          address: 0x9000n,
          transfer: { kind: 'READ', length: 8 },
        }),
      );
      return now(on.host.guestQueues.read(kind, 1)).records[0]!.data;
    };
    expect(records(true)).toEqual(swapped(records(false)));
  });
});

test('page responses reach the endpoint with their code', () => {
  const effects = [0, 1, 2, 14, 15].map((code) => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true });
    on.request(3);
    const { result } = on.submit(on.encode('cq', ['ATS.PRGR', { rid: VIRTUAL_ID, prgi: 3, response_code: code }]));
    const outputs = on.core((iommu) => iommu.endpoint(ENDPOINT));
    return [result?.results.length, outputs.pri?.enabled];
  });
  // Everything but Success and Invalid Request acts as Response Failure, and turns PRI off (R-PRI-52, R-PRI-53).
  expect(effects).toEqual([
    [0, true],
    [0, true],
    [0, false],
    [0, false],
    [0, false],
  ]);
});

test('a response that nobody waits for, and commands to nobody, are ignored', () => {
  const on = stage();
  const entries = on.encode(
    'cq',
    ['ATS.PRGR', { rid: VIRTUAL_ID, prgi: 9 }],
    ['ATS.PRGR', { rid: 0x777, prgi: 9 }],
    ['ATS.INVAL', { rid: VIRTUAL_ID, dsv: 1, dseg: 2 }],
  );
  expect(on.submit(entries).result).toMatchObject({
    consumed: 3,
    results: [0, 1, 2].map((index) => ({ index, outcome: 'IGNORED' })),
  });
});

describe('IOTINVAL', () => {
  /** Whether the translation of page 1 is still cached after a command. */
  const keeps = (kind: string, fields: Given): boolean => {
    const on = stage();
    on.control('COMMAND', { registers: [{ name: 'capabilities.S', value: 1n }] });
    const cached = () => on.core((iommu) => iommu.explain(ENDPOINT, NO_PASID, 0x1000n, READ).explanation.iotlb);
    const none = cached();
    on.core((iommu) =>
      iommu.issueDma('HOSTED', ENDPOINT, {
        addressType: 'UNTRANSLATED',
        pasid: NO_PASID,
        address: 0x1000n,
        transfer: { kind: 'READ', length: 8 },
      }),
    );
    expect(cached()).not.toEqual(none);
    on.submit(on.encode('cq', [kind, fields]));
    return JSON.stringify(cached(), text) !== JSON.stringify(none, text);
  };

  test.each<[string, string, Given, boolean]>([
    ['without anything: everything', 'IOTINVAL.VMA', {}, false],
    ['of another address', 'IOTINVAL.VMA', { av: 1, addr_raw: 0x5000n }, true],
    ['of this address', 'IOTINVAL.VMA', { av: 1, addr_raw: 0x1000n }, false],
    ['of a range that holds it', 'IOTINVAL.VMA', { av: 1, s: 1, addr: 0n, range_bytes: 0x4000n }, false],
    ['of a range beside it', 'IOTINVAL.VMA', { av: 1, s: 1, addr: 0x4000n, range_bytes: 0x4000n }, true],
    ['of another process', 'IOTINVAL.VMA', { gv: 1, gscid: 2, pscv: 1, pscid: 1 }, true],
    ['of a guest address without GSCID: everything', 'IOTINVAL.GVMA', { av: 1, addr_raw: 0x5000n }, false],
    ['of this guest', 'IOTINVAL.GVMA', { gv: 1, gscid: 1 }, false],
    ['of another address of this guest', 'IOTINVAL.GVMA', { gv: 1, gscid: 1, av: 1, addr_raw: 0x5000n }, true],
  ])('%s', (_what, kind, fields, kept) => {
    expect(keeps(kind, fields)).toBe(kept);
  });
});

/** Each 64-bit doubleword the other way round. */
function swapped(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, index) => bytes[index - (index % 8) + 7 - (index % 8)]!);
}

function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
