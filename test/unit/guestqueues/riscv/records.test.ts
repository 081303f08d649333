import { RISCV_QUIRKS } from '../../../../src/codecs/riscv/quirks';
import { findCodec } from '../../../../src/codecs/registry';
import { Registers } from '../../../../src/guestqueues/effects';
import { RiscvFaults } from '../../../../src/guestqueues/riscv/faults';
import type { FaultEvent } from '../../../../src/model/fault';
import { NO_PASID } from '../../../../src/model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../../../../src/model/permissions';
import { now, openReports, pullAll } from '../../session/support';
import { ENDPOINT, makeStage, VIRTUAL_ID } from '../stage';

const stage = (policy = {}) => makeStage('RISCV', policy);
type Stage = ReturnType<typeof stage>;

/** Where no memory is registered. */
const NOWHERE = 0x4000_0000n;

const read = (on: Stage, address: bigint, addressType: 'UNTRANSLATED' | 'TRANSLATED' = 'UNTRANSLATED') =>
  on.core((iommu) =>
    iommu.issueDma('HOSTED', ENDPOINT, {
      addressType,
      pasid: NO_PASID,
      address,
      transfer: { kind: 'READ', length: 8 },
    }),
  );

/** The vIOMMU's own answers, from now on; the function returned gives the last one. */
const answersOf = (on: Stage) => {
  const { stream } = openReports(on.host, { defaultRole: 'OBSERVER' });
  return () =>
    pullAll(stream)
      .flatMap((item) =>
        item.kind === 'EVENT' && item.report.record.kind === 'AUTOMATIC_ANSWER' ? [item.report.record] : [],
      )
      .map(({ rule, code }) => [rule, code])
      .at(-1);
};

describe('page requests', () => {
  test('keep their PASID, and PRIV and EXEC only with one', () => {
    const on = stage();
    on.core((iommu) => {
      iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
      iommu.attach(ENDPOINT, 5, 2, 0n);
    });
    on.control('PAGE_REQUEST', { enabled: true });
    const permissions = READ | EXECUTE | PRIVILEGED;
    const send = (prgi: number, pasid: number, last: boolean) =>
      on.core((iommu) =>
        iommu.submitPageRequests('HOSTED', ENDPOINT, [{ page: 0x77, permissions, prgi, pasid, last }], 'STOP'),
      );
    send(1, 5, false);
    send(1, 5, true);
    expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([
      { fields: { pv: 1, pid: 5, priv: 1, exec: 1, r: 1, w: 0, l: 0, prgi: 1, addr: 0x77000n } },
      { fields: { pv: 1, pid: 5, priv: 1, exec: 1, r: 1, w: 0, l: 1, prgi: 1, addr: 0x77000n } },
    ]);
  });

  test('a stop marker is recorded, with L and without R and W', () => {
    const on = stage();
    on.core((iommu) => {
      iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
      iommu.attach(ENDPOINT, 5, 2, 0n);
    });
    on.control('PAGE_REQUEST', { enabled: true });
    on.core((iommu) =>
      iommu.submitPageRequests(
        'HOSTED',
        ENDPOINT,
        [{ page: 0, permissions: 0, prgi: 0, pasid: 5, last: true }],
        'STOP',
      ),
    );
    expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([{ fields: { pv: 1, pid: 5, r: 0, w: 0, l: 1 } }]);
  });

  test('that guest memory does not take set pqmf, and are answered Response Failure until that is cleared', () => {
    const on = stage();
    const lastAnswer = answersOf(on);
    on.control('PAGE_REQUEST', { enabled: true, entries: 4, base: NOWHERE });
    on.request(1);
    expect(on.control('PAGE_REQUEST', {}).result.effects).toMatchObject({
      registers: [
        { name: 'pqcsr', value: 0x1_0101n },
        { name: 'ipsr', value: 8n },
      ],
      interrupts: [{ cause: 'PAGE_REQUEST' }],
    });
    expect(registers(on, 'PAGE_REQUEST')).toMatchObject({ pqcsr: 0x1_0101n });
    expect(lastAnswer()).toEqual(['R-AUTO-07', 'RESPONSE_FAILURE']);
    on.core((iommu) => iommu.enablePri(ENDPOINT));
    on.control('PAGE_REQUEST', { base: 0x6000n });
    on.request(2);
    expect(lastAnswer()).toEqual(['R-AUTO-07', 'RESPONSE_FAILURE']);
    on.core((iommu) => iommu.enablePri(ENDPOINT));
    on.control('PAGE_REQUEST', { clear: ['pqcsr.pqmf'] });
    on.request(3);
    expect(on.codec('pq').decode(now(on.host.readMemory(0x6000n, 16)))).toMatchObject({ fields: { prgi: 3 } });
  });

  test('a page that is not the last sets pqof, and making room ends nothing until it is cleared', () => {
    const on = stage();
    const lastAnswer = answersOf(on);
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    const send = (prgi: number, last: boolean) =>
      on.core((iommu) =>
        iommu.submitPageRequests(
          'HOSTED',
          ENDPOINT,
          [{ page: 2, permissions: READ, prgi, pasid: NO_PASID, last }],
          'STOP',
        ),
      );
    send(1, false);
    send(1, false);
    send(1, true);
    expect(lastAnswer()).toEqual(['R-AUTO-12', 'SUCCESS']);
    expect(registers(on, 'PAGE_REQUEST')).toMatchObject({ pqcsr: 0x1_0201n });
    // What was written before the overflow is in the ring: software discards a group without a last page.
    expect(on.read('PAGE_REQUEST', 'pq')).toMatchObject({ records: [{ fields: { l: 0 } }], view: { lost: 2 } });
    on.control('PAGE_REQUEST', { head: 1n });
    on.request(2);
    expect(lastAnswer()).toEqual(['R-AUTO-12', 'SUCCESS']);
    on.control('PAGE_REQUEST', { clear: ['pqcsr.pqof'] });
    on.request(3);
    expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([{ fields: { prgi: 3 } }]);
  });

  test('pip is raised for every record, and again when it is cleared while pqof stands', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 4 });
    on.request(1);
    expect(on.read('PAGE_REQUEST', 'pq').effects).toMatchObject({ registers: [{ name: 'ipsr', value: 8n }] });
    on.request(2);
    expect(on.read('PAGE_REQUEST', 'pq').effects).toEqual({
      registers: [],
      memoryWrites: [],
      interrupts: [{ cause: 'PAGE_REQUEST' }],
    });
    on.request(3);
    on.request(4);
    on.read('PAGE_REQUEST', 'pq');
    const cleared = (clear: string[]) => on.control('PAGE_REQUEST', { clear }).result.effects;
    expect(cleared(['ipsr.pip'])).toMatchObject({ registers: [{ value: 8n }], interrupts: [{}] });
    expect(cleared(['pqcsr.pqof', 'ipsr.pip'])).toMatchObject({ registers: [{}, { value: 0n }], interrupts: [] });
  });

  test('turned off and on the queue begins at 0 without its errors', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    on.request(1);
    on.request(2);
    expect(registers(on, 'PAGE_REQUEST')).toMatchObject({ pqcsr: 0x1_0201n });
    on.read('PAGE_REQUEST', 'pq');
    on.control('PAGE_REQUEST', { enabled: false });
    expect(registers(on, 'PAGE_REQUEST')).toMatchObject({ pqcsr: 0x200n });
    expect(on.control('PAGE_REQUEST', { enabled: true }).view).toMatchObject({ head: 0n, tail: 0n, stopped: false });
  });
});

describe('faults', () => {
  test('that guest memory does not take set fqmf, and nothing is recorded until that is cleared', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 4, base: NOWHERE });
    read(on, 0x9000n);
    expect(registers(on, 'EVENT')).toMatchObject({ fqcsr: 0x1_0101n });
    on.control('EVENT', { base: 0x6000n });
    read(on, 0xa000n);
    expect(on.control('EVENT', { clear: ['fqcsr.fqmf'] }).view).toMatchObject({ tail: 0n, lost: 2 });
    read(on, 0xb000n);
    expect(on.codec('fq').decode(now(on.host.readMemory(0x6000n, 32)))).toMatchObject({ fields: { iotval: 0xb000n } });
  });

  test('beyond a full queue set fqof, and are dropped until that is cleared, room or not', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 2 });
    read(on, 0x9000n);
    read(on, 0xa000n);
    const { records, view, effects } = on.read('EVENT', 'fq');
    expect([records.length, view.lost]).toEqual([1, 1]);
    expect(effects).toMatchObject({
      registers: [
        { name: 'ipsr', value: 2n },
        { name: 'fqcsr', value: 0x1_0201n },
      ],
      interrupts: [{ cause: 'EVENT' }],
    });
    on.control('EVENT', { head: 1n });
    read(on, 0xb000n);
    expect(on.control('EVENT', { clear: ['ipsr.fip'] }).result.effects.interrupts).toEqual([{ cause: 'EVENT' }]);
    on.control('EVENT', { clear: ['fqcsr.fqof'] });
    read(on, 0xc000n);
    expect(on.read('EVENT', 'fq').records).toMatchObject([{ fields: { iotval: 0xc000n } }]);
  });

  test('are not recorded where the device context says so (DTF)', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.core((iommu) => iommu.updateContext(ENDPOINT, { suppressFaults: true }));
    read(on, 0x9000n);
    expect(on.read('EVENT', 'fq').records).toEqual([]);
    on.core((iommu) => iommu.updateContext(ENDPOINT, { state: 'INVALID' }));
    read(on, 0x9000n);
    expect(on.read('EVENT', 'fq').records).toMatchObject([{ fields: { cause: 258 } }]);
  });

  test('a translation request that finds no page logs nothing', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.core((iommu) =>
      iommu.requestTranslation('HOSTED', ENDPOINT, { pasid: NO_PASID, firstPage: 9, pageCount: 1, permissions: READ }),
    );
    expect(on.read('EVENT', 'fq').records).toEqual([]);
  });

  test('a page request that the tables refuse is recorded as the PCIe message it is', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.control('PAGE_REQUEST', { enabled: true });
    on.core((iommu) => iommu.updateContext(ENDPOINT, { pageRequestsAllowed: false }));
    on.request(1);
    expect(on.read('EVENT', 'fq').records).toMatchObject([
      { fields: { cause: 260, ttyp: 9, did: VIRTUAL_ID, pv: 0, iotval: 4n } },
    ]);
    expect(on.read('PAGE_REQUEST', 'pq').records).toEqual([]);
  });

  test('an invalidation that times out is no fault of RISC-V', () => {
    const on = stage();
    on.grant();
    on.control('EVENT', { enabled: true });
    on.submit(on.encode('cq', ['ATS.INVAL', { rid: VIRTUAL_ID, addr: 0x1000n }]));
    on.pass(90_000_000_000n);
    expect(on.read('EVENT', 'fq').records).toEqual([]);
  });
});

describe('a fault record', () => {
  const faults = new RiscvFaults(new Registers());
  const event = (more: Partial<FaultEvent>): FaultEvent => ({
    kind: 'FAULT_EVENT',
    reason: 'NOT_MAPPED',
    endpointId: 1,
    requesterId: 8,
    virtualId: 0x12_3456n,
    pasid: NO_PASID,
    injected: false,
    rawCode: 13,
    iova: 0x1_2345_6789n,
    transaction: 'UNTRANSLATED',
    access: READ,
    ...more,
  });
  const fieldsOf = (more: Partial<FaultEvent>, dialect = faults) => {
    const records = dialect.records({ kind: 'EVENT', sequence: 1n, event: event(more) });
    if (records === 'UNFIT') return 'UNFIT';
    const codec = findCodec('riscv', 'fq');
    if (typeof codec === 'string') throw new Error(codec);
    return records.map((record) => codec.decode(record))[0];
  };

  test.each<[FaultEvent['transaction'], number, number]>([
    ['UNTRANSLATED', EXECUTE, 1],
    ['UNTRANSLATED', READ, 2],
    ['UNTRANSLATED', WRITE, 3],
    ['UNTRANSLATED', READ | WRITE, 3],
    ['TRANSLATED', EXECUTE, 5],
    ['TRANSLATED', READ, 6],
    ['TRANSLATED', WRITE, 7],
    ['TRANSLATION_REQUEST', READ | WRITE, 8],
    ['PAGE_REQUEST', READ, 9],
  ])('of a transaction %s with permissions %i has TTYP %i', (transaction, access, ttyp) => {
    expect(fieldsOf({ transaction, access })).toMatchObject({
      fields: { ttyp, did: 0x12_3456, pv: 0, pid: 0, priv: 0, iotval: ttyp === 9 ? 4n : 0x1_2345_6789n },
    });
  });

  test('has PID and PRIV with a PASID only', () => {
    const access = READ | PRIVILEGED;
    expect(fieldsOf({ access, pasid: 7 })).toMatchObject({ fields: { pv: 1, pid: 7, priv: 1 } });
    expect(fieldsOf({ access })).toMatchObject({ fields: { pv: 0, pid: 0, priv: 0 } });
    expect(fieldsOf({ pasid: 7 })).toMatchObject({ fields: { pv: 1, pid: 7, priv: 0 } });
  });

  test('of an event that is none of a transaction names no device; an injected access is an untranslated one', () => {
    const none = { transaction: undefined, access: undefined, iova: undefined, pasid: 7, rawCode: 273 };
    expect(fieldsOf(none)).toMatchObject({ fields: { cause: 273, ttyp: 0, did: 0, pv: 0, pid: 0, iotval: 0n } });
    expect(fieldsOf({ transaction: undefined, access: WRITE, rawCode: 15 })).toMatchObject({
      fields: { cause: 15, ttyp: 3, did: 0x12_3456 },
    });
  });

  const nested = { stage: 2, attachedDomainId: 1, guestPhysicalAddress: 0x8000_1237n } as const;

  test.each([
    [20, true, false, 0x8000_1235n],
    [21, true, true, 0x8000_1237n],
    [23, false, false, 0x8000_1234n],
    [5, true, false, 0n],
    [13, false, false, 0n],
  ])(
    'of cause %i has the guest-physical address if it is a guest page fault',
    (rawCode, tableAccess, tableWrite, iotval2) => {
      expect(fieldsOf({ rawCode, nested: { ...nested, tableAccess, tableWrite } })).toMatchObject({
        fields: { cause: rawCode, iotval: 0x1_2345_6789n, iotval2 },
      });
    },
  );

  test('is UNFIT where a value has no room', () => {
    expect(fieldsOf({ virtualId: 0x100_0000n })).toBe('UNFIT');
    expect(fieldsOf({ rawCode: 4096 })).toBe('UNFIT');
  });

  test('of a fault without a cause is none', () => {
    expect(fieldsOf({ rawCode: undefined })).toBeUndefined();
  });

  test('has PV always where the quirk asks for it', () => {
    const quirky = new RiscvFaults(new Registers());
    quirky.setForm({ order: 'little', quirks: new Set(Object.keys(RISCV_QUIRKS)), entryBytes: 32 });
    expect(fieldsOf({}, quirky)).toMatchObject({ fields: { pv: 1, pid: 0 } });
  });
});

test('a virtual id that a record has no room for is told as lost', () => {
  const on = stage();
  on.core((iommu) => {
    iommu.createEndpoint(2, { virtualId: 1n << 24n, ats: {}, pri: {} });
  });
  on.control('EVENT', { enabled: true });
  on.core((iommu) => iommu.injectFault({ endpointId: 2, reason: 'PERMISSION', pasid: NO_PASID, access: READ }));
  expect(on.read('EVENT', 'fq')).toMatchObject({ records: [], view: { lost: 1 } });
});

function registers(on: Stage, kind: 'PAGE_REQUEST' | 'EVENT'): Record<string, bigint> {
  const view = now(on.host.guestQueues.views()).find((queue) => queue.kind === kind);
  return Object.fromEntries(view?.registers.map(({ name, value }) => [name, value]) ?? []);
}
