import { NO_PASID } from '../../../../src/model/page-request';
import { READ } from '../../../../src/model/permissions';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, makeStage, turn, VIRTUAL_ID } from '../stage';

const SECOND = 1_000_000_000n;
const stage = (policy = {}) => makeStage('RISCV', policy);
const INVAL = ['ATS.INVAL', { rid: VIRTUAL_ID, addr: 0x1000n }] as const;
const FENCE = ['IOFENCE.C', { av: 1, addr: 0x2000n, data: 0xabcd1234 }] as const;

describe('the command queue', () => {
  test('a fence waits for the invalidations before it, then writes its data', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { writeMemory: true });
    const ended = on.submit(on.encode('cq', INVAL, FENCE));
    expect(ended.result).toBeUndefined();
    on.complete(0);
    await turn();
    expect(ended.result).toMatchObject({
      consumed: 2,
      results: [],
      stopped: false,
      effects: {
        memoryWrites: [{ address: 0x2000n, performed: true, data: new Uint8Array([0x34, 0x12, 0xcd, 0xab]) }],
      },
    });
    expect(now(on.host.readMemory(0x2000n, 4))).toEqual(new Uint8Array([0x34, 0x12, 0xcd, 0xab]));
  });

  test('a time-out is told by the next fence, on which the head stays; cleared, the fence succeeds', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { entries: 16 });
    const ended = on.submit(on.encode('cq', INVAL, FENCE, ['IOTINVAL.VMA']));
    on.pass(90n * SECOND);
    await turn();
    expect(ended.result).toMatchObject({
      consumed: 1,
      head: 1n,
      stopped: true,
      results: [
        { index: 0, outcome: 'TIMED_OUT', endpointIds: [ENDPOINT] },
        { index: 1, outcome: 'TIMED_OUT', endpointIds: [ENDPOINT] },
        { index: 2, outcome: 'NOT_CONSUMED' },
      ],
      effects: {
        registers: [
          { name: 'cqcsr', value: 0x1_0201n },
          { name: 'ipsr', value: 1n },
        ],
        memoryWrites: [],
      },
    });
    on.control('COMMAND', { clear: ['cqcsr.cmd_to'] });
    expect(on.submit(on.encode('cq', FENCE)).result).toMatchObject({ consumed: 1, results: [], head: 2n });
  });

  test.each([
    ['a reserved opcode', new Uint8Array(16).fill(0xff)],
    ['wsi without fctl.WSI', 'wsi'],
    ['nl without the capability', 'nl'],
  ])('%s is illegal, and stays at the head', (_what, entry) => {
    const on = stage();
    const bytes =
      entry === 'wsi'
        ? on.encode('cq', ['IOFENCE.C', { wsi: 1 }])
        : entry === 'nl'
          ? on.encode('cq', ['IOTINVAL.VMA', { nl: 1 }])
          : (entry as Uint8Array);
    const { result } = on.submit(bytes);
    expect(result).toMatchObject({ consumed: 0, stopped: true, results: [{ index: 0, outcome: 'ILLEGAL' }] });
    expect(result?.effects.registers[0]).toEqual({ name: 'cqcsr', value: 0x1_0401n });
  });

  test('an IOTLB invalidation reaches the domains that its numbers name', () => {
    const on = stage();
    const access = () => on.core((iommu) => iommu.explain(ENDPOINT, NO_PASID, 0x1000n, READ).explanation.iotlb);
    const dma = () =>
      on.core((iommu) =>
        iommu.issueDma('HOSTED', ENDPOINT, {
          addressType: 'UNTRANSLATED',
          pasid: NO_PASID,
          address: 0x1000n,
          transfer: { kind: 'READ', length: 8 },
        }),
      );
    dma();
    const cached = access();
    on.submit(on.encode('cq', ['IOTINVAL.VMA', { gv: 1, gscid: 77 }]));
    expect(access()).toEqual(cached);
    on.submit(on.encode('cq', ['IOTINVAL.VMA', { gv: 1, gscid: DOMAIN, av: 1, addr_raw: 0x1000n }]));
    expect(access()).not.toEqual(cached);
  });

  test('directories are the VMM’s: it is told the scope', () => {
    const on = stage();
    const entries = on.encode('cq', ['IODIR.INVAL_DDT'], ['IODIR.INVAL_PDT', { dv: 1, did: 7, pid: 5 }]);
    expect(on.submit(entries).result?.results).toMatchObject([
      { index: 0, outcome: 'COMPLETED', scope: { kind: 'EVERYTHING' } },
      { index: 1, outcome: 'COMPLETED', scope: { kind: 'PASID', devices: { first: 7n, last: 7n }, pasid: 5 } },
    ]);
  });

  test('is read from a ring in guest memory, from its head to its tail', () => {
    const on = stage();
    on.control('COMMAND', { entries: 4, base: 0x4000n, writeMemory: true });
    now(on.host.writeMemory(0x4000n, on.encode('cq', ['IOTINVAL.VMA'], FENCE)));
    expect(on.control('COMMAND', { tail: 2n })).toMatchObject({
      view: { head: 2n, tail: 2n },
      result: { consumed: 2, results: [] },
    });
  });
});

describe('page requests', () => {
  test('are recorded, answered natively, and the endpoint has its answer', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true });
    on.request(3);
    const { records, effects } = on.read('PAGE_REQUEST', 'pq');
    expect(records).toMatchObject([
      { kind: 'page_request', fields: { did: VIRTUAL_ID, pv: 0, r: 1, w: 1, l: 1, prgi: 3, addr: 0x2000n } },
    ]);
    expect(effects.interrupts).toEqual([{ cause: 'PAGE_REQUEST' }]);
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(1);
    on.submit(on.encode('cq', ['ATS.PRGR', { rid: VIRTUAL_ID, prgi: 3, response_code: 0 }]));
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
  });

  test('beyond a full queue are answered Success, and those after them too, until that is cleared', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    on.request(1);
    on.request(2);
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(1);
    expect(on.read('PAGE_REQUEST', 'pq')).toMatchObject({ records: [{}], view: { lost: 1, stopped: true } });
    on.control('PAGE_REQUEST', { head: 1n });
    on.request(3);
    expect(on.read('PAGE_REQUEST', 'pq').records).toEqual([]);
    on.control('PAGE_REQUEST', { clear: ['pqcsr.pqof'] });
    on.request(4);
    expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([{ fields: { prgi: 4 } }]);
  });
});

test('a fault is recorded with its cause, and in a ring of the guest’s', () => {
  const on = stage();
  on.control('EVENT', { enabled: true, entries: 2, base: 0x6000n });
  on.core((iommu) =>
    iommu.issueDma('HOSTED', ENDPOINT, {
      addressType: 'UNTRANSLATED',
      pasid: NO_PASID,
      address: 0x9000n,
      transfer: { kind: 'READ', length: 8 },
    }),
  );
  const record = on.codec('fq').decode(now(on.host.readMemory(0x6000n, 32)));
  expect(record).toMatchObject({ fields: { cause: 13, ttyp: 2, did: VIRTUAL_ID, iotval: 0x9000n } });
  expect(on.control('EVENT', {}).view).toMatchObject({ tail: 1n });
});
