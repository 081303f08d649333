import { NO_PASID } from '../../../../src/model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../../../../src/model/permissions';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, VIRTUAL_ID } from '../stage';
import { FSTS, GLOBAL, ICESID, INVALIDATE, stage as makeStage, told, wait } from './vtd-stage';

const PASID = 5;
const PPR = 1n;
const PRO = 2n;

/** A vIOMMU whose endpoint has PASID 5 as well. */
function stage() {
  const on = makeStage();
  on.core((iommu) => iommu.attach(ENDPOINT, PASID, DOMAIN, 0x5n));
  return on;
}

describe('page requests', () => {
  test('are recorded with what was asked, and a stop marker as one that asks nothing', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true });
    const all = READ | EXECUTE | PRIVILEGED;
    on.core((iommu) =>
      iommu.submitPageRequests(
        'HOSTED',
        ENDPOINT,
        [
          { page: 2, permissions: all, prgi: 9, pasid: PASID, last: false },
          { page: 3, permissions: WRITE, prgi: 9, pasid: PASID, last: true },
          { page: 4, permissions: READ, prgi: 10, pasid: NO_PASID, last: true },
          { page: 0, permissions: 0, prgi: 0, pasid: PASID, last: true },
        ],
        'STOP',
      ),
    );
    const request = { type: 1, rid: VIRTUAL_ID, pp: 1, pasid: PASID };
    expect(on.read('PAGE_REQUEST', 'prq').records).toMatchObject([
      { fields: { ...request, rdr: 1, wrr: 0, exr: 1, pmr: 1, lpig: 0, prgi: 9, addr: 0x2000n } },
      { fields: { ...request, rdr: 0, wrr: 1, exr: 0, pmr: 0, lpig: 1, prgi: 9, addr: 0x3000n } },
      { fields: { ...request, pp: 0, pasid: 0, rdr: 1, wrr: 0, lpig: 1, prgi: 10, addr: 0x4000n } },
      { fields: { ...request, rdr: 0, wrr: 0, lpig: 1, prgi: 0 } },
    ]);
  });

  test.each([
    [0, true, false],
    [1, true, false],
    [2, false, true],
    [15, false, true],
  ])('are answered natively with code %i, and the endpoint has it', (response_code, enabled, responseFailure) => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true });
    on.request(3, PASID);
    on.read('PAGE_REQUEST', 'prq');
    const answer = { rid: VIRTUAL_ID, pp: 1, pasid: PASID, prgi: 3, response_code };
    expect(on.submit(on.encode('qi', ['page_group_response', answer])).result).toMatchObject({ results: [] });
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
    expect(on.core((iommu) => iommu.endpoint(ENDPOINT).pri)).toMatchObject({ enabled, responseFailure });
    expect(on.submit(on.encode('qi', ['page_group_response', answer])).result?.results).toMatchObject([
      { outcome: 'IGNORED' },
    ]);
  });

  test('are answered without PASID where PP = 0, whatever the field holds', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true });
    on.request(3);
    const answer = { rid: VIRTUAL_ID, pp: 0, pasid: PASID, prgi: 3, response_code: 0 };
    expect(on.submit(on.encode('qi', ['page_group_response', answer])).result).toMatchObject({ results: [] });
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
  });

  test('raise an event if neither PPR nor PRO was set', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    on.request(1);
    const first = on.read('PAGE_REQUEST', 'prq').effects;
    expect(first.interrupts).toEqual([{ cause: 'PAGE_REQUEST' }]);
    expect(told(first)).toEqual({ PRS_REG: PPR });
    // It overflows while PPR is set.
    on.request(2);
    const second = on.read('PAGE_REQUEST', 'prq').effects;
    expect(second.interrupts).toEqual([]);
    expect(told(second)).toEqual({ PRS_REG: PPR | PRO });
    // And when PPR alone is cleared, there is none either.
    on.control('PAGE_REQUEST', { clear: ['PRS_REG.PPR'], head: 32n });
    on.request(3);
    expect(on.read('PAGE_REQUEST', 'prq').effects.interrupts).toEqual([]);
    on.control('PAGE_REQUEST', { clear: ['PRS_REG.PRO'] });
    on.request(4);
    expect(on.read('PAGE_REQUEST', 'prq').effects.interrupts).toEqual([{ cause: 'PAGE_REQUEST' }]);
  });

  test('fill all places of the ring but one; beyond, they are answered Success, and so until PRO is cleared', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 4, base: 0x8000n });
    const pending = () => on.core((iommu) => iommu.pendingGroupCount);
    for (const prgi of [1, 2, 3]) on.request(prgi);
    expect(on.control('PAGE_REQUEST', {}).view).toMatchObject({ head: 0n, tail: 96n, stopped: false });
    on.request(4);
    expect(pending()).toBe(3);
    // The software that handles requests reads all of them at once, then moves the head.
    const records = [0, 32, 64].map((at) => on.codec('prq').decode(now(on.host.readMemory(0x8000n + BigInt(at), 32))));
    expect(records).toMatchObject([1, 2, 3].map((prgi) => ({ fields: { prgi } })));
    expect(on.control('PAGE_REQUEST', { head: 96n }).view).toMatchObject({ stopped: true, lost: 1 });
    on.request(5);
    expect(pending()).toBe(3);
    expect(on.control('PAGE_REQUEST', { clear: ['PRS_REG.PRO'] }).view).toMatchObject({ tail: 96n, lost: 2 });
    on.request(6);
    expect(pending()).toBe(4);
    expect(on.control('PAGE_REQUEST', {}).view).toMatchObject({ tail: 0n });
  });

  test('of a group of which a member did not fit stay in the ring, without their last one', () => {
    const on = stage();
    on.control('PAGE_REQUEST', { enabled: true, entries: 2 });
    on.core((iommu) =>
      iommu.submitPageRequests(
        'HOSTED',
        ENDPOINT,
        [
          { page: 2, permissions: READ, prgi: 1, pasid: PASID, last: false },
          { page: 3, permissions: READ, prgi: 1, pasid: PASID, last: true },
        ],
        'STOP',
      ),
    );
    expect(on.read('PAGE_REQUEST', 'prq').records).toMatchObject([{ fields: { lpig: 0 } }]);
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
  });
});

test('draining page requests of a device: software, invalidations and a wait that drains, and again after an overflow', () => {
  const on = stage();
  on.grant();
  on.control('PAGE_REQUEST', { enabled: true, entries: 2, base: 0x8000n });
  const drain = on.encode('qi', wait({ fn: 1 }), GLOBAL, INVALIDATE, wait({ pd: 1 }));
  const pending = () => on.core((iommu) => iommu.pendingGroupCount);
  const control = (change = {}) => on.control('PAGE_REQUEST', change).view;
  on.submit(drain);
  on.request(1);
  on.request(2);
  on.complete(0);
  // What the wait waited for is in the queue; what did not fit was answered, so there is more to come.
  expect(control()).toMatchObject({ tail: 32n, stopped: true, lost: 1 });
  expect(pending()).toBe(1);
  expect(control({ head: 32n, clear: ['PRS_REG.PPR', 'PRS_REG.PRO'] })).toMatchObject({ stopped: false });
  on.request(2);
  on.submit(drain);
  expect(control()).toMatchObject({ head: 32n, tail: 0n, stopped: false });
  expect(pending()).toBe(2);
});

describe('fault recording registers', () => {
  const dma = (on: ReturnType<typeof stage>, address: bigint, write = false, pasid = NO_PASID) => {
    on.core((iommu) =>
      iommu.issueDma('HOSTED', ENDPOINT, {
        addressType: 'UNTRANSLATED',
        pasid,
        address,
        transfer: write ? { kind: 'WRITE', data: new Uint8Array(4) } : { kind: 'READ', length: 4 },
      }),
    );
  };
  const inject = (on: ReturnType<typeof stage>, access: Permissions, rawCode = 0x86, pasid = PASID) => {
    on.core((iommu) =>
      iommu.injectFault({ endpointId: ENDPOINT, reason: 'PERMISSION', pasid, iova: 0x7123n, access, rawCode }),
    );
  };

  test('say what was asked for, by whom and where', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    dma(on, 0x9123n);
    dma(on, 0xa000n, true, PASID);
    inject(on, READ | EXECUTE | PRIVILEGED);
    inject(on, WRITE | EXECUTE | PRIVILEGED);
    on.core((iommu) => iommu.updateContext(ENDPOINT, { pageRequestsAllowed: false }));
    on.request(1, PASID);
    const record = { sid: VIRTUAL_ID, f: 1, at: 0 };
    const { records } = on.read('EVENT', 'frcd');
    expect(records).toMatchObject([
      { fields: { ...record, type: 'read', fault_reason: 0x86, pp: 0, pasid: 0, fault_info: 0x9000n } },
      { fields: { ...record, type: 'write', fault_reason: 0x85, pp: 1, pasid: PASID, fault_info: 0xa000n } },
      { fields: { ...record, type: 'read', priv: 1, exe: 1, fault_info: 0x7000n } },
      { fields: { ...record, type: 'write', priv: 1, exe: 0 } },
      { fields: { ...record, type: 'page_request', fault_reason: 0x47, pp: 1, fault_info: 0x2000n } },
    ]);
  });

  test('have the address type of translation requests and translated accesses', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.core((iommu) => {
      iommu.updateContext(ENDPOINT, { state: 'INVALID' });
      iommu.requestTranslation('HOSTED', ENDPOINT, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ });
    });
    expect(on.read('EVENT', 'frcd').records).toMatchObject([{ fields: { at: 1, fault_reason: 0x41 } }]);
  });

  test('have none for an invalidation that timed out, nor for a reason that does not fit', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.core((iommu) =>
      iommu.injectFault({ endpointId: ENDPOINT, reason: 'INVALIDATION_TIMEOUT', pasid: NO_PASID, rawCode: 1 }),
    );
    inject(on, READ, 0x100);
    expect(on.read('EVENT', 'frcd')).toMatchObject({ records: [], view: { lost: 1 } });
  });

  test('are all used, in turn; one more is an overflow, and so until PFO is cleared', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 2 });
    dma(on, 0x9000n);
    const first = on.read('EVENT', 'frcd').effects;
    expect(first.interrupts).toEqual([{ cause: 'EVENT' }]);
    expect(told(first)).toEqual({ FSTS: FSTS.PPF });
    dma(on, 0xa000n);
    dma(on, 0xb000n);
    const next = on.read('EVENT', 'frcd');
    expect(next).toMatchObject({ records: [{ fields: { fault_info: 0xa000n } }], view: { lost: 1, stopped: true } });
    expect(next.effects.interrupts).toEqual([]);
    expect(told(next.effects)).toEqual({ FSTS: FSTS.PPF | FSTS.PFO });
    // Software clears F of the first record: there is room, but the overflow stands.
    on.control('EVENT', { head: 1n });
    dma(on, 0xc000n);
    expect(on.read('EVENT', 'frcd').records).toEqual([]);
    on.control('EVENT', { clear: ['FSTS.PFO'] });
    dma(on, 0xd000n);
    expect(on.read('EVENT', 'frcd').records).toMatchObject([{ fields: { fault_info: 0xd000n } }]);
  });

  test('FRI tells the first record since there was none', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, entries: 4 });
    for (const address of [0x9000n, 0xa000n, 0xb000n]) dma(on, address);
    expect(told(on.read('EVENT', 'frcd').effects)).toEqual({ FSTS: FSTS.PPF });
    const { view } = on.control('EVENT', { head: 3n });
    expect(view.registers).toContainEqual({ name: 'FSTS', value: 0n });
    dma(on, 0xc000n);
    dma(on, 0xd000n);
    const { effects } = on.read('EVENT', 'frcd');
    expect(told(effects)).toEqual({ FSTS: FSTS.PPF | (3n << 8n) });
    expect(effects.interrupts).toEqual([{ cause: 'EVENT' }]);
  });

  test('that the VMM just takes are free again', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    for (const at of [0n, 1n]) {
      dma(on, 0x9000n);
      const { effects } = on.read('EVENT', 'frcd');
      expect(effects.interrupts).toEqual([{ cause: 'EVENT' }]);
      expect(told(effects)).toEqual({ FSTS: FSTS.PPF | (at << 8n) });
    }
  });

  test('are no memory, and at most 256', () => {
    const on = stage();
    expect(() => on.control('EVENT', { entries: 4, base: 0x4000n })).toThrow(/frcd are registers/);
    expect(() => on.control('EVENT', { entries: 512 })).toThrow('entries 512 is no power of two from 1 to 256');
    on.control('EVENT', { entries: 1, enabled: true });
    dma(on, 0x9000n);
    expect(on.read('EVENT', 'frcd').records).toHaveLength(1);
  });

  test('of QEMU have 16 bits of the PASID', () => {
    const on = stage();
    on.control('EVENT', { enabled: true, quirks: ['QEMU_FRCD'] });
    on.core((iommu) => iommu.attach(ENDPOINT, 0xabcde, DOMAIN, 0n));
    inject(on, WRITE | PRIVILEGED, 0x85, 0xabcde);
    expect(on.read('EVENT', 'frcd').records).toMatchObject([{ fields: { pasid: 0xbcde, priv: 0, type: 'write' } }]);
  });

  test('beside them an unexpected completion sets ICE, and the queue goes on', () => {
    const on = stage();
    on.control('EVENT', { enabled: true });
    on.complete(7);
    const { effects } = on.read('EVENT', 'frcd');
    expect(effects.interrupts).toEqual([{ cause: 'COMMAND_ERROR' }]);
    expect(told(effects)).toEqual({ FSTS: FSTS.ICE, IQER_REG: ICESID(VIRTUAL_ID) });
    expect(on.submit(on.encode('qi', ['invalidation_wait', {}])).result).toMatchObject({ consumed: 1, stopped: false });
    // No other error sends an event while it stands.
    dma(on, 0x9000n);
    expect(on.read('EVENT', 'frcd').effects.interrupts).toEqual([]);
    expect(told(on.control('EVENT', { clear: ['FSTS.ICE'] }).result.effects)).toMatchObject({ IQER_REG: 0n });
  });
});
