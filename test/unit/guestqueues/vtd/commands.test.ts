import type { Given } from '../../../../src/codecs/layout';
import { GuestQueues } from '../../../../src/guestqueues';
import { NO_PASID } from '../../../../src/model/page-request';
import { READ } from '../../../../src/model/permissions';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, turn, VIRTUAL_ID } from '../stage';
import { FSTS, GLOBAL, INVALIDATE, stage, submitted, submittedAlone, told, vectors, wait, WRITTEN } from './vtd-stage';

describe('a wait', () => {
  test('ends when what is before it has ended, and writes its status', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { writeMemory: true });
    const ended = on.submit(on.encode('qi', INVALIDATE, wait()));
    expect(ended.result).toBeUndefined();
    on.complete(0);
    await turn();
    expect(ended.result).toMatchObject({
      consumed: 2,
      results: [],
      stopped: false,
      effects: { memoryWrites: [{ address: 0x2000n, data: WRITTEN, performed: true }], interrupts: [] },
    });
    expect(now(on.host.readMemory(0x2000n, 4))).toEqual(WRITTEN);
  });

  test('interrupts unless IWC is set already, writes, does both, or neither', () => {
    const on = stage();
    const ends = (fields: Given) => submitted(on, on.encode('qi', ['invalidation_wait', fields])).effects;
    expect(ends({ if: 1, sw: 1, status_addr: 0x2000n })).toMatchObject({
      registers: [{ name: 'ICS', value: 1n }],
      memoryWrites: [{ address: 0x2000n, performed: false }],
      interrupts: [{ cause: 'COMMAND' }],
    });
    expect(ends({ if: 1 })).toEqual({ registers: [], memoryWrites: [], interrupts: [] });
    on.control('COMMAND', { clear: ['ICS.IWC'] });
    expect(ends({ if: 1 }).interrupts).toEqual([{ cause: 'COMMAND' }]);
    expect(ends({ fn: 1 })).toEqual({ registers: [], memoryWrites: [], interrupts: [] });
    expect(ends({})).toEqual({ registers: [], memoryWrites: [], interrupts: [] });
  });

  test('ignores what its address has above the width of the host', () => {
    const on = stage();
    const { memoryWrites } = submitted(on, on.encode('qi', wait({ status_addr: 0xfff0_0000_0000_2000n }))).effects;
    expect(memoryWrites).toMatchObject([{ address: 0x2000n }]);
  });

  test('without a fence lets those behind it go on; with one it does not, though the head is past it', async () => {
    for (const [fn, consumed] of [
      [0, 3],
      [1, 2],
    ] as const) {
      const on = stage();
      on.grant();
      on.control('COMMAND', { entries: 16, base: 0x4000n });
      now(on.host.writeMemory(0x4000n, on.encode('qi', INVALIDATE, wait({ fn }), GLOBAL)));
      const tail = on.host.guestQueues.control('COMMAND', { clear: [], registers: [], tail: 96n }, false);
      expect(on.control('COMMAND', {}).view).toMatchObject({ head: BigInt(32 * consumed), tail: 96n });
      on.complete(0);
      expect(await tail).toMatchObject({ result: { consumed: 3, head: 96n, results: [] } });
    }
  });

  test.each([
    ['when it is reached stops the queue, and the head stays on it', [], 0, ['ABORTED', 'NOT_CONSUMED']],
    ['later stops the queue', [GLOBAL], 3, ['ABORTED']],
  ] as const)('whose status cannot be written %s', (_when, before, consumed, outcomes) => {
    const on = stage();
    on.control('COMMAND', { writeMemory: true, entries: 16 });
    const result = submitted(on, on.encode('qi', ...before, wait({ status_addr: 0xdead_0000n }), GLOBAL));
    expect(result).toMatchObject({
      consumed,
      head: BigInt(32 * consumed),
      stopped: true,
      effects: { memoryWrites: [{ performed: false }], interrupts: [{ cause: 'COMMAND_ERROR' }] },
    });
    expect(result.results.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(told(result.effects)).toEqual({ FSTS: FSTS.IQE });
  });

  test('with the drain flag ends behind the page requests that came before what it waits for', async () => {
    const on = stage();
    on.grant();
    on.control('PAGE_REQUEST', { enabled: true });
    const ended = on.submit(on.encode('qi', wait({ fn: 1 }), GLOBAL, INVALIDATE, wait({ pd: 1 })));
    on.request(7);
    on.complete(0);
    // The wait ends and the request is recorded, whoever is told first.
    await turn();
    expect(ended.result).toMatchObject({ consumed: 4, results: [] });
    expect(on.read('PAGE_REQUEST', 'prq').records).toMatchObject([{ fields: { prgi: 7 } }]);
    // It asks for what has arrived, and the other waits do not.
    let drained = 0;
    const drain = () => {
      drained += 1;
    };
    const memory = { read: () => false, write: () => false, isWritable: () => false, isShared: () => false };
    const queues = on.core((iommu) => new GuestQueues({ iommu, memory, drain }));
    queues.submit('COMMAND', on.encode('qi', wait(), wait({ pd: 1 }), wait({ fn: 1 })), []);
    expect(drained).toBe(1);
  });
});

describe('caches', () => {
  test('of structures are the VMM’s: it is told the scope', () => {
    const on = stage();
    const context = (fields: Given) => ['context_cache_invalidate', fields] as const;
    const pasid = (fields: Given) => ['pasid_cache_invalidate', fields] as const;
    const { results } = submitted(
      on,
      on.encode(
        'qi',
        context({ granularity: 'global' }),
        context({ granularity: 'domain', did: 9 }),
        context({ granularity: 'device', did: 9, sid: 0x10b }),
        context({ granularity: 'device', sid: 0x10b, fm: 1 }),
        context({ granularity: 'device', sid: 0x10b, fm: 3 }),
        pasid({ granularity: 'global' }),
        pasid({ granularity: 'domain', did: 9 }),
        pasid({ granularity: 'pasid', did: 9, pasid: 5 }),
      ),
    );
    expect(results.map(({ scope }) => scope)).toEqual([
      { kind: 'EVERYTHING' },
      { kind: 'DOMAIN', domainTag: 9 },
      { kind: 'DEVICES', devices: { first: 0x10bn, last: 0x10bn } },
      { kind: 'DEVICES', devices: { first: 0x10bn, last: 0x10fn } },
      { kind: 'DEVICES', devices: { first: 0x108n, last: 0x10fn } },
      { kind: 'PASID' },
      { kind: 'PASID', domainTag: 9 },
      { kind: 'PASID', pasid: 5, domainTag: 9 },
    ]);
  });

  test('of interrupts and of host permissions are not here', () => {
    const on = stage();
    on.control('COMMAND', { registers: [{ name: 'ECAP.HPT', value: 1n }] });
    const entries = on.encode('qi', ['interrupt_entry_cache_invalidate', {}], ['hpt_cache_invalidate', {}]);
    expect(submitted(on, entries)).toMatchObject({ consumed: 2, results: [] });
  });

  const page = { granularity: 'page', addr: 0x1000n } as const;
  test.each([
    ['iotlb_invalidate', { granularity: 'global' }, true],
    ['iotlb_invalidate', { granularity: 'domain', did: 77 }, true],
    ['iotlb_invalidate', { granularity: 'domain', did: DOMAIN }, false],
    ['iotlb_invalidate', { ...page, did: 77 }, true],
    ['iotlb_invalidate', { ...page, did: 77, addr: 0x8000n }, false],
    ['iotlb_invalidate', { ...page, did: 77, addr: 0x8000n, am: 4 }, true],
    ['iotlb_invalidate', { ...page, did: 77, addr: 0x8000n, am: 63 }, true],
    ['pasid_iotlb_invalidate', { granularity: 'pasid', did: 77, pasid: 5 }, true],
    ['pasid_iotlb_invalidate', { ...page, did: 77, pasid: 5 }, true],
    ['pasid_iotlb_invalidate', { ...page, did: 77, pasid: 5, addr: 0x8000n }, false],
  ] as const)('of translations: %s %o of domain 77 forgets page 1: %s', (kind, fields, forgets) => {
    const on = stage();
    now(on.host.guestQueues.setDomainTags(DOMAIN, { domainTag: 77, addressSpaceTag: undefined }));
    const cached = () => on.core((iommu) => iommu.explain(ENDPOINT, NO_PASID, 0x1000n, READ).explanation.iotlb);
    on.core((iommu) =>
      iommu.issueDma('HOSTED', ENDPOINT, {
        addressType: 'UNTRANSLATED',
        pasid: NO_PASID,
        address: 0x1000n,
        transfer: { kind: 'READ', length: 8 },
      }),
    );
    const before = cached();
    submitted(on, on.encode('qi', [kind, fields]));
    expect(before).toMatchObject({ domainId: DOMAIN, firstPage: 1 });
    expect(cached()).toEqual(forgets ? undefined : before);
  });

  test.each([
    ['device_tlb_invalidate', { sid: VIRTUAL_ID, s: 1, addr: 0x4000n, range_bytes: 0x4000n }, undefined, 4, 7],
    ['device_tlb_invalidate', { sid: VIRTUAL_ID, s: 1, range_bytes: 'all' }, undefined, 0, 2 ** 52 - 1],
    ['pasid_device_tlb_invalidate', { sid: VIRTUAL_ID, pasid: 5, addr: 0x3000n }, 5, 3, 3],
  ] as const)('of a device: %s %o', (kind, fields, pasid, firstPage, lastPage) => {
    const on = stage();
    on.grant();
    on.submit(on.encode('qi', [kind, fields]));
    const outstanding = on.core((iommu) => iommu.outstandingInvalidations(ENDPOINT, 0, 9));
    expect(outstanding).toMatchObject([{ firstPage, lastPage, itag: 0 }]);
    expect(outstanding[0]?.pasid).toBe(pasid);
  });

  test('of a device that is not there is not waited for', () => {
    const on = stage();
    expect(submitted(on, on.encode('qi', ['device_tlb_invalidate', { sid: 0x999 }], wait()))).toMatchObject({
      consumed: 2,
      results: [{ index: 0, outcome: 'IGNORED', detail: 'no endpoint has virtual id 2457' }],
    });
  });
});

test.each(vectors().filter(([, , iqei]) => iqei === undefined))(
  'a descriptor of another program is accepted: %s',
  (_id, entry) => {
    expect(submittedAlone(entry)).toMatchObject({ consumed: 1, stopped: false });
  },
);
