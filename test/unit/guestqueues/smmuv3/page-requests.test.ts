import type { RegisterValue } from '../../../../src/model/guest-queue';
import { NO_PASID } from '../../../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../../../src/model/permissions';
import { now } from '../../session/support';
import { golden, GOLDEN_ENDPOINT, GOLDEN_STREAM, stage } from './support';

const named = (registers: readonly RegisterValue[]) =>
  Object.fromEntries(registers.map(({ name, value }) => [name, value]));

/** A vIOMMU whose PRI queue is on. */
function listening(control: Parameters<ReturnType<typeof stage>['control']>[1] = {}) {
  const on = stage();
  on.control('PAGE_REQUEST', { enabled: true, ...control });
  return {
    ...on,
    /** Lets the endpoint of the golden bytes send page requests. */
    send: (
      ...items: readonly { page?: number; permissions?: number; prgi?: number; pasid?: number; last?: boolean }[]
    ) =>
      on.core((iommu) =>
        iommu.submitPageRequests(
          'HOSTED',
          GOLDEN_ENDPOINT,
          items.map((item) => ({ page: 2, permissions: READ, prgi: 1, pasid: NO_PASID, last: true, ...item })),
          'STOP',
          true,
        ),
      ),
  };
}

describe('a page request', () => {
  test('is recorded bit by bit, and so is the answer that reaches the endpoint', () => {
    const on = listening();
    on.send({ page: 0x7f1234567, permissions: READ | WRITE, prgi: 165, pasid: 66 });
    const { records, effects } = now(on.host.guestQueues.read('PAGE_REQUEST', 8));
    const expected = Buffer.from(golden('priq', 'smmu.priq.rw_last_ssid')).toString('hex');
    expect(records.map(({ data }) => Buffer.from(data).toString('hex'))).toEqual([expected]);
    expect(effects.interrupts).toEqual([{ cause: 'PAGE_REQUEST' }]);
    on.submit(golden('cmdq', 'smmu.pri_resp.succ2'));
    expect(on.told(GOLDEN_ENDPOINT)).toMatchObject([{ kind: 'PAGE_RESPONSE', prgi: 165, pasid: 66, rawCode: 0 }]);
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
  });

  test.each([
    ['smmu.pri_resp.deny0', 15],
    ['smmu.pri_resp.succ2', 0],
  ])('answered with %s has code %i', (id, rawCode) => {
    const on = listening();
    on.send({ prgi: 165, pasid: 66 });
    on.submit(golden('cmdq', id));
    expect(on.told(GOLDEN_ENDPOINT)[0]).toMatchObject({ kind: 'PAGE_RESPONSE', rawCode });
  });

  test('has every field', () => {
    const on = listening();
    const permissions = READ | EXECUTE | PRIVILEGED;
    on.send({ permissions, pasid: 66, last: false }, { page: 3, permissions: WRITE, pasid: 66 });
    on.send({ prgi: 2 });
    expect(on.read('PAGE_REQUEST', 'priq').records).toMatchObject([
      { fields: { sid: GOLDEN_STREAM, ssv: 1, ssid: 66, priv: 1, x: 1, r: 1, w: 0, last: 0, addr: 0x2000n } },
      { fields: { ssv: 1, priv: 0, x: 0, r: 0, w: 1, last: 1, addr: 0x3000n } },
      { fields: { ssv: 0, ssid: 0, priv: 0, x: 0, r: 1, w: 0, last: 1, prgi: 2 } },
    ]);
  });

  test('that asks for nothing is a Stop Marker with a PASID only (R-PRI-41)', () => {
    const on = listening();
    on.send({ permissions: NONE, pasid: 66, prgi: 0 });
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(0);
    on.send({ permissions: NONE, prgi: 7 });
    expect(on.core((iommu) => iommu.pendingGroupCount)).toBe(1);
    expect(on.read('PAGE_REQUEST', 'priq').records).toMatchObject([
      { fields: { ssv: 1, ssid: 66, r: 0, w: 0, last: 1 } },
      { fields: { ssv: 0, r: 0, w: 0, last: 1, prgi: 7 } },
    ]);
  });
});

describe('an overflow of the PRI queue (R-SMMU-10)', () => {
  test('stops it until it is acknowledged; what closes a group is answered Success', () => {
    const on = listening({ entries: 2 });
    on.send({ prgi: 1 }, { prgi: 2 }, { prgi: 3 });
    const { records, effects, view } = on.read('PAGE_REQUEST', 'priq');
    expect(records).toHaveLength(2);
    expect(named(effects.registers)).toEqual({ 'PRIQ_PROD.OVFLG': 1n });
    expect(view).toMatchObject({ lost: 1, stopped: true });
    expect(on.told(GOLDEN_ENDPOINT)).toMatchObject([{ kind: 'PAGE_RESPONSE', prgi: 3, code: 'SUCCESS' }]);
    on.control('PAGE_REQUEST', { head: 2n });
    on.send({ prgi: 4 });
    expect(on.read('PAGE_REQUEST', 'priq')).toMatchObject({ records: [], effects: { registers: [] } });
    expect(on.told(GOLDEN_ENDPOINT)).toMatchObject([{ prgi: 4, code: 'SUCCESS' }]);
    on.control('PAGE_REQUEST', { clear: ['PRIQ_CONS.OVACKFLG'] });
    on.send({ prgi: 5 });
    expect(on.read('PAGE_REQUEST', 'priq')).toMatchObject({
      records: [{ fields: { prgi: 5 } }],
      effects: { interrupts: [{ cause: 'PAGE_REQUEST' }] },
      view: { stopped: false },
    });
  });

  test('is recovered from with one write of the head and of the acknowledgement (R-SMMU-09)', () => {
    const on = listening({ entries: 2 });
    on.send({ prgi: 1 }, { prgi: 2, last: false }, { prgi: 2, page: 3, last: false }, { prgi: 2, page: 4 });
    const { records } = on.read('PAGE_REQUEST', 'priq');
    // Of the second group the guest has the beginning, and will never have the end: it was answered.
    expect(records).toMatchObject([{ fields: { prgi: 1, last: 1 } }, { fields: { prgi: 2, last: 0 } }]);
    expect(on.told(GOLDEN_ENDPOINT)).toMatchObject([{ prgi: 2, code: 'SUCCESS' }]);
    on.submit(on.encode('cmdq', ['CMD_PRI_RESP', { sid: GOLDEN_STREAM, prgi: 1, resp: 2 }]));
    on.control('PAGE_REQUEST', { head: 2n, clear: ['PRIQ_CONS.OVACKFLG'] });
    on.send({ prgi: 2 });
    expect(on.read('PAGE_REQUEST', 'priq').records).toMatchObject([{ fields: { prgi: 2, last: 1 } }]);
  });
});

test('a record that guest memory does not take is answered Response Failure without PASID (R-AUTO-22)', () => {
  const on = listening({ entries: 4, base: 1n << 32n });
  on.send({ pasid: 66 });
  expect(on.told(GOLDEN_ENDPOINT)[0]).toMatchObject({ code: 'RESPONSE_FAILURE', pasid: NO_PASID });
  const { view, result } = on.control('PAGE_REQUEST', {});
  expect(named(result.effects.registers)).toEqual({ GERROR: 8n });
  expect(view).toMatchObject({ tail: 0n, stopped: true, lost: 1 });
  on.core((iommu) => {
    iommu.clearPriStatus(GOLDEN_ENDPOINT, { responseFailure: true, unexpectedPrgi: false });
    iommu.enablePri(GOLDEN_ENDPOINT);
  });
  on.told(GOLDEN_ENDPOINT);
  on.control('PAGE_REQUEST', { base: 0x6000n });
  on.send({ prgi: 2 });
  expect(on.told(GOLDEN_ENDPOINT)[0]).toMatchObject({ prgi: 2, code: 'RESPONSE_FAILURE' });
  expect(named(on.control('PAGE_REQUEST', { clear: ['GERROR.PRIQ_ABT_ERR'] }).view.registers)).toMatchObject({
    GERROR: 8n,
    GERRORN: 8n,
    'PRIQ_PROD.OVFLG': 0n,
  });
  on.core((iommu) => {
    iommu.clearPriStatus(GOLDEN_ENDPOINT, { responseFailure: true, unexpectedPrgi: false });
    iommu.enablePri(GOLDEN_ENDPOINT);
  });
  on.send({ prgi: 3 });
  expect(on.codec('priq').decode(now(on.host.readMemory(0x6000n, 16)))).toMatchObject({ fields: { prgi: 3 } });
});
