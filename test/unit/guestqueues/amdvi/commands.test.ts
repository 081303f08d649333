import vectors from '../../../vectors/amdvi/cmd.json';
import type { Given } from '../../../../src/codecs/layout';
import type { ProfileName } from '../../../../src/model/viommu';
import { NO_PASID } from '../../../../src/model/page-request';
import { READ } from '../../../../src/model/permissions';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, makeStage, turn, VIRTUAL_ID } from '../stage';

const SECOND = 1_000_000_000n;
const PROFILE: ProfileName = 'AMDVI';
const RUNS = 1n << 4n;
const COM_WAIT_INT = 1n << 2n;
const DEVICE = ['INVALIDATE_IOTLB_PAGES', { devid: VIRTUAL_ID, addr: 0x1000n }] as const;
const STORE = ['COMPLETION_WAIT', { s: 1, store_addr: 0x2000n, store_data: 0x1122_3344_5566_7788n }] as const;
const FENCE = ['COMPLETION_WAIT', { ...STORE[1], f: 1 }] as const;
const TABLE = ['INVALIDATE_DEVTAB_ENTRY', { devid: 7 }] as const;
const ILLEGAL = new Uint8Array(16).fill(0xff);

type Stage = ReturnType<typeof makeStage>;
type Entry = Parameters<Stage['encode']>[1];

const head = (on: Stage) => on.control('COMMAND', {}).view.head;
const golden = (id: string) => new Uint8Array(Buffer.from(vectors.find((each) => each.id === id)!.hex, 'hex'));

/** Whether the IOMMU has the translation of page 1 cached, once an access has filled the cache. */
function cache(on: Stage, pasid = NO_PASID) {
  const held = () => on.core((iommu) => iommu.explain(ENDPOINT, pasid, 0x1000n, READ).explanation.iotlb) !== undefined;
  const fill = () => {
    on.core((iommu) =>
      iommu.issueDma('HOSTED', ENDPOINT, {
        addressType: 'UNTRANSLATED',
        pasid,
        address: 0x1000n,
        transfer: { kind: 'READ', length: 8 },
      }),
    );
    expect(held()).toBe(true);
  };
  fill();
  return { held, fill };
}

describe('COMPLETION_WAIT', () => {
  test.each([true, false])('ends after those before it and stores eight bytes; performed: %s', async (performed) => {
    const on = makeStage(PROFILE);
    on.grant();
    on.control('COMMAND', { writeMemory: performed });
    const ended = on.submit(on.encode('cmd', DEVICE, STORE));
    expect(ended.result).toBeUndefined();
    on.complete(0);
    await turn();
    const data = new Uint8Array([0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11]);
    expect(ended.result).toMatchObject({
      consumed: 2,
      results: [],
      effects: { memoryWrites: [{ address: 0x2000n, data, performed }], interrupts: [] },
    });
    expect(now(on.host.readMemory(0x2000n, 8))).toEqual(performed ? data : new Uint8Array(8));
  });

  test('with I is pending in the status register until software clears that', () => {
    const on = makeStage(PROFILE);
    const { result } = on.submit(golden('amd.completion_wait.int_only'));
    expect(result?.effects).toEqual({
      registers: [{ name: 'Status', value: RUNS | COM_WAIT_INT }],
      memoryWrites: [],
      interrupts: [{ cause: 'COMMAND' }],
    });
    const { view } = on.control('COMMAND', { clear: ['Status.ComWaitInt'] });
    expect(view.registers).toEqual([{ name: 'Status', value: RUNS }]);
  });

  test.each([
    ['without F lets those behind it go on', STORE, 48n],
    ['with F holds up those behind it', FENCE, 16n],
  ] as const)('%s', async (_what, wait, meanwhile) => {
    const on = makeStage(PROFILE);
    on.grant();
    on.control('COMMAND', { entries: 16 });
    const ended = on.submit(on.encode('cmd', DEVICE, wait, TABLE));
    expect(head(on)).toBe(meanwhile);
    expect(ended.result).toBeUndefined();
    on.complete(0);
    await turn();
    expect(ended.result).toMatchObject({ consumed: 3, head: 48n });
  });

  test('whose data cannot be stored stops the buffer, and is an event', () => {
    const on = makeStage(PROFILE);
    on.control('EVENT', { enabled: true });
    on.control('COMMAND', { writeMemory: true, entries: 16 });
    const outside = ['COMPLETION_WAIT', { s: 1, store_addr: 0x8000_0000n }] as const;
    expect(on.submit(on.encode('cmd', TABLE, outside, TABLE)).result).toMatchObject({
      consumed: 1,
      head: 16n,
      stopped: true,
      results: [{ index: 0 }, { index: 1, outcome: 'ABORTED' }, { index: 2, outcome: 'NOT_CONSUMED' }],
    });
    expect(on.read('EVENT', 'event').records).toMatchObject([
      { kind: 'COMMAND_HARDWARE_ERROR', fields: { addr: 0x10n, type: 1 } },
    ]);
  });
});

describe('an illegal command', () => {
  test.each([
    ['a reserved opcode', ILLEGAL],
    ['a reserved bit', Uint8Array.from(golden('amd.inv_dte'), (byte, index) => (index === 15 ? 1 : byte))],
  ])('%s stops the buffer at it and is an event; software turns it off and on', (_what, bytes) => {
    const on = makeStage(PROFILE);
    on.control('EVENT', { enabled: true });
    on.control('COMMAND', { entries: 16 });
    const { result } = on.submit(Buffer.concat([on.encode('cmd', TABLE), bytes, on.encode('cmd', TABLE)]));
    expect(result).toMatchObject({
      consumed: 1,
      head: 16n,
      stopped: true,
      results: [{ index: 0 }, { index: 1, outcome: 'ILLEGAL' }, { index: 2, outcome: 'NOT_CONSUMED' }],
    });
    const { records, effects } = on.read('EVENT', 'event');
    expect(records).toMatchObject([{ kind: 'ILLEGAL_COMMAND_ERROR', fields: { addr: 0x10n } }]);
    expect(effects).toMatchObject({ interrupts: [{ cause: 'EVENT' }], registers: [{ name: 'Status', value: 0xan }] });
    expect(() => on.submit(on.encode('cmd', TABLE))).toThrow('has stopped at an error');
    on.control('COMMAND', { enabled: false });
    expect(on.control('COMMAND', { enabled: true }).view).toMatchObject({ stopped: false, head: 16n });
    expect(on.submit(on.encode('cmd', TABLE)).result).toMatchObject({ consumed: 1, head: 32n });
  });

  test('does no harm to those before it that have not ended', async () => {
    const on = makeStage(PROFILE);
    on.grant();
    const ended = on.submit(Buffer.concat([on.encode('cmd', DEVICE, STORE), ILLEGAL]));
    expect(ended.result).toBeUndefined();
    on.complete(0);
    await turn();
    expect(ended.result).toMatchObject({
      consumed: 2,
      stopped: true,
      results: [{ index: 2, outcome: 'ILLEGAL' }],
      effects: { memoryWrites: [{ address: 0x2000n }] },
    });
  });
});

test('a command that cannot be fetched stops the buffer, and is an event', () => {
  const on = makeStage(PROFILE);
  on.control('EVENT', { enabled: true });
  const last = (1n << 20n) - 16n;
  now(on.host.writeMemory(last, on.encode('cmd', TABLE)));
  on.control('COMMAND', { entries: 4, base: last });
  expect(on.control('COMMAND', { tail: 32n })).toMatchObject({
    view: { head: 16n, tail: 32n, stopped: true },
    result: { consumed: 1 },
  });
  expect(on.read('EVENT', 'event').records).toMatchObject([
    { kind: 'COMMAND_HARDWARE_ERROR', fields: { addr: 1n << 20n, type: 1 } },
  ]);
});

test('a time-out is an event with the device and the command, and stops nothing', async () => {
  const on = makeStage(PROFILE);
  on.grant();
  on.control('EVENT', { enabled: true });
  on.control('COMMAND', { entries: 16, base: 0x4000n, writeMemory: true });
  now(on.host.writeMemory(0x4000n, on.encode('cmd', TABLE, DEVICE, FENCE, TABLE)));
  const controlled = on.host.guestQueues.control('COMMAND', { clear: [], registers: [], tail: 64n }, false);
  on.pass(90n * SECOND);
  await turn();
  expect(await controlled).toMatchObject({
    view: { head: 64n, stopped: false },
    result: {
      consumed: 4,
      results: [{ index: 0 }, { index: 1, outcome: 'TIMED_OUT', endpointIds: [ENDPOINT] }, { index: 3 }],
      effects: { memoryWrites: [{ address: 0x2000n, performed: true }] },
    },
  });
  expect(on.read('EVENT', 'event').records).toMatchObject([
    { kind: 'IOTLB_INV_TIMEOUT', fields: { devid: VIRTUAL_ID, addr: 0x4010n } },
  ]);
});

describe('invalidations', () => {
  const pages = (fields: Given) => ['INVALIDATE_IOMMU_PAGES', fields] as const;
  // Everything, as the kernel writes it.
  const ALL = { s: 1, addr_raw: 0x7fff_ffff_ffff_f000n };

  test.each([
    ['a page of the domain', false, pages({ domid: DOMAIN, addr_raw: 0x1000n })],
    ['another page', true, pages({ domid: DOMAIN, addr_raw: 0x5000n })],
    ['a range around it', false, pages({ domid: DOMAIN, addr: 0n, range_bytes: 0x4000n, s: 1 })],
    ['everything of the domain', false, pages({ domid: DOMAIN, pde: 1, ...ALL })],
    ['everything of another domain', true, pages({ domid: 9, ...ALL })],
    ['a PASID of the domain', true, pages({ domid: DOMAIN, gn: 1, pasid: 5, ...ALL })],
    ['all there is', false, ['INVALIDATE_IOMMU_ALL'] as const],
    ['a prefetch', true, ['PREFETCH_IOMMU_PAGES', { devid: VIRTUAL_ID, pfcount: 1, addr_raw: 0x1000n }] as const],
    ['a prefetch with Inval', false, ['PREFETCH_IOMMU_PAGES', { devid: VIRTUAL_ID, inval: 1 }] as const],
    ['an interrupt table', true, ['INVALIDATE_INTERRUPT_TABLE', { devid: VIRTUAL_ID }] as const],
  ])('%s: whether the translation stays is %s', (_what, stays, command) => {
    const on = makeStage(PROFILE);
    const { held } = cache(on);
    expect(on.submit(on.encode('cmd', command as Entry)).result).toMatchObject({ consumed: 1, stopped: false });
    expect(held()).toBe(stays);
  });

  test('of a PASID reach that PASID; DomID is the tag that the VMM gave', () => {
    const on = makeStage(PROFILE);
    on.core((iommu) => iommu.attach(ENDPOINT, 5, DOMAIN, 0n));
    const { held, fill } = cache(on, 5);
    on.submit(on.encode('cmd', pages({ domid: DOMAIN, gn: 1, pasid: 5, ...ALL })));
    expect(held()).toBe(false);
    fill();
    now(on.host.guestQueues.setDomainTags(DOMAIN, { domainTag: 77, addressSpaceTag: undefined }));
    on.submit(on.encode('cmd', pages({ domid: DOMAIN, ...ALL })));
    expect(held()).toBe(true);
    on.submit(on.encode('cmd', pages({ domid: 77, ...ALL })));
    expect(held()).toBe(false);
  });

  test('of all there is leave what devices hold; tables are the VMM’s, which is told the scope', () => {
    const on = makeStage(PROFILE);
    on.grant();
    const { result } = on.submit(Buffer.concat([on.encode('cmd', ['INVALIDATE_IOMMU_ALL']), golden('amd.inv_dte')]));
    expect(result?.results).toMatchObject([
      { index: 0, outcome: 'COMPLETED', scope: { kind: 'EVERYTHING' } },
      { index: 1, outcome: 'COMPLETED', scope: { kind: 'DEVICES', devices: { first: 264n, last: 264n } } },
    ]);
    expect(on.core((iommu) => iommu.outstandingInvalidations(undefined, 0, 10))).toEqual([]);
  });

  test.each(['INVALIDATE_IOTLB_PAGES', 'PREFETCH_IOMMU_PAGES', 'COMPLETE_PPR_REQUEST'])(
    '%s of a device that is not there does nothing',
    (kind) => {
      const on = makeStage(PROFILE);
      expect(on.submit(on.encode('cmd', [kind, { devid: 99 }])).result).toMatchObject({
        consumed: 1,
        results: [{ outcome: 'IGNORED', detail: 'no endpoint has virtual id 99' }],
      });
    },
  );
});
