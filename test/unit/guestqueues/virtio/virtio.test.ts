import type { Given } from '../../../../src/codecs/layout';
import type { Iommu } from '../../../../src/core/iommu';
import { NO_PASID } from '../../../../src/model/page-request';
import { READ, WRITE } from '../../../../src/model/permissions';
import { bytesFrom, vectorsOf } from '../../codecs/support';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, makeStage, turn, VIRTUAL_ID } from '../stage';

const SECOND = 1_000_000_000n;
const U64_MAX = 2n ** 64n - 1n;
const PROBE_BYTES = 512;
const STATUS = { OK: 0, UNSUPP: 2, DEVERR: 3, INVAL: 4, RANGE: 5, NOENT: 6, NOMEM: 8 } as const;
const UNKNOWN_ID = 0x999;

type Asked = readonly [kind: string, fields?: Given, reservedBits?: readonly number[]];

/** A stage of virtio-iommu: requests go in as bytes, and the status of each comes out. */
function virtioStage() {
  const on = makeStage('VIRTIO');
  const bytesOf = ([kind, fields = {}, reservedBits = []]: Asked): Uint8Array => {
    const encoded = on.codec('req').encode({ kind, fields: fields as never, reservedBits });
    if (!encoded.ok) throw new Error(encoded.message);
    return encoded.bytes;
  };
  /** Makes buffers available; the outcome may come later. */
  const give = (...buffers: { readable: Uint8Array; writableBytes: number }[]) => {
    const ended: {
      written?: (Uint8Array | undefined)[];
      outcomes?: string[];
      endpointIds?: (readonly number[])[];
      consumed?: number;
    } = {};
    const result = on.host.guestQueues.submit('COMMAND', new Uint8Array(0), buffers);
    const note = (value: Awaited<typeof result>) => {
      ended.written = value.results.map(({ written }) => written);
      ended.outcomes = value.results.map(({ outcome }) => outcome);
      ended.endpointIds = value.results.map(({ endpointIds }) => endpointIds);
      ended.consumed = value.consumed;
    };
    if (result instanceof Promise) void result.then(note);
    else note(result);
    return ended;
  };
  const ask = (...asked: Asked[]) => give(...asked.map((each) => ({ readable: bytesOf(each), writableBytes: 4 })));
  return {
    ...on,
    bytesOf,
    give,
    ask,
    /** The status of one request. */
    status: (...asked: Asked) => ask(asked).written?.[0]?.[0],
    access: (address: bigint) =>
      on.core((iommu: Iommu) =>
        iommu.issueDma('HOSTED', ENDPOINT, {
          addressType: 'UNTRANSLATED',
          pasid: NO_PASID,
          address,
          transfer: { kind: 'READ', length: 8 },
        }),
      ),
    domains: () => on.core((iommu) => [...iommu.domainIds()]),
  };
}

const map = (fields: Given = {}): Asked => [
  'MAP',
  { domain: DOMAIN, virt_start: 0x4000n, virt_end: 0x5fffn, phys_start: 0x8000n, flags: 3, ...fields },
];
const unmap = (first: bigint, last: bigint, domain = DOMAIN): Asked => [
  'UNMAP',
  { domain, virt_start: first, virt_end: last },
];
const attach = (domain: number, flags = 0, endpoint = VIRTUAL_ID): Asked => ['ATTACH', { domain, endpoint, flags }];
const detach = (domain: number, endpoint = VIRTUAL_ID): Asked => ['DETACH', { domain, endpoint }];

describe('ATTACH and DETACH', () => {
  test('a domain that there is not is made, and ceases to exist with its last endpoint and its mappings', () => {
    const on = virtioStage();
    expect(on.status(...detach(DOMAIN))).toBe(STATUS.OK);
    expect(on.domains()).toEqual([]);
    expect(on.status(...attach(7))).toBe(STATUS.OK);
    expect(on.status(...map({ domain: 7 }))).toBe(STATUS.OK);
    expect(on.domains()).toEqual([7]);
    expect(on.core((iommu) => iommu.mappingCount)).toBe(1);
    expect(on.status(...detach(7))).toBe(STATUS.OK);
    expect(on.status(...map({ domain: 7 }))).toBe(STATUS.NOENT);
    expect(on.core((iommu) => iommu.mappingCount)).toBe(0);
    expect(on.status(...attach(7))).toBe(STATUS.OK);
    expect(on.core((iommu) => iommu.mappingCount)).toBe(0);
  });

  test('domain 0 is one like any other, and a number may be the id of another domain', () => {
    const on = virtioStage();
    expect(on.status(...attach(0))).toBe(STATUS.OK);
    expect(on.status(...map({ domain: 0 }))).toBe(STATUS.OK);
    expect(on.domains()).toHaveLength(1);
    now(on.host.guestQueues.setDomainTags(on.domains()[0]!, { domainTag: 99, addressSpaceTag: undefined }));
    expect(on.status(...attach(on.domains()[0]!))).toBe(STATUS.OK);
    expect(on.status(...map({ domain: 99 }))).toBe(STATUS.NOENT);
  });

  test('an endpoint that is attached moves; another keeps its domain', () => {
    const on = virtioStage();
    on.core((iommu) => iommu.createEndpoint(2, { virtualId: 0x200n }));
    expect(on.status(...attach(DOMAIN, 0, 0x200))).toBe(STATUS.OK);
    expect(on.status(...attach(5))).toBe(STATUS.OK);
    expect(on.domains()).toEqual([DOMAIN, 5]);
    expect(on.core((iommu) => iommu.attachment(ENDPOINT, NO_PASID)?.domainId)).toBe(5);
    expect(on.core((iommu) => iommu.attachment(2, NO_PASID)?.domainId)).toBe(DOMAIN);
    expect(on.status(...attach(5))).toBe(STATUS.OK);
    expect(on.status(...detach(DOMAIN))).toBe(STATUS.INVAL);
  });

  test('a bypass domain passes everything, takes no mappings, and its flag has to be given again', () => {
    const on = virtioStage();
    expect(on.status(...attach(5, 1))).toBe(STATUS.OK);
    on.control('EVENT', { enabled: true });
    on.access(0x9000n);
    expect(on.read('EVENT', 'event').records).toEqual([]);
    expect(on.status(...map({ domain: 5 }))).toBe(STATUS.INVAL);
    expect(on.status(...unmap(0n, 0xfffn, 5))).toBe(STATUS.INVAL);
    on.core((iommu) => iommu.createEndpoint(2, { virtualId: 0x200n }));
    expect(on.status(...attach(5, 0, 0x200))).toBe(STATUS.INVAL);
    expect(on.status(...attach(5, 1, 0x200))).toBe(STATUS.OK);
  });

  test.each<[string, Asked, number]>([
    ['reserved bits of the body', ['ATTACH', { domain: 5, endpoint: VIRTUAL_ID }, [128]], STATUS.INVAL],
    ['reserved bits of the head, which are ignored', ['ATTACH', { domain: 5, endpoint: VIRTUAL_ID }, [8]], STATUS.OK],
    ['a flag that is not known', attach(5, 2), STATUS.INVAL],
    ['an endpoint that there is not', attach(5, 0, UNKNOWN_ID), STATUS.NOENT],
    ['detaching an endpoint that there is not', detach(DOMAIN, UNKNOWN_ID), STATUS.NOENT],
    ['detaching from a domain that there is not', detach(5), STATUS.INVAL],
    ['reserved bits of DETACH, which are ignored', ['DETACH', { domain: 1, endpoint: VIRTUAL_ID }, [96]], STATUS.OK],
  ])('%s', (_what, asked, status) => {
    expect(virtioStage().status(...asked)).toBe(status);
  });

  test('a domain that maps what an endpoint reserves is not compatible with it', () => {
    const on = virtioStage();
    on.core((iommu) => iommu.createEndpoint(2, { virtualId: 0x200n, reservedRanges: [{ firstPage: 1, lastPage: 1 }] }));
    expect(on.status(...attach(DOMAIN, 0, 0x200))).toBe(STATUS.UNSUPP);
  });
});

describe('MAP and UNMAP', () => {
  test('what is mapped can be accessed, with the permissions it has, until it is unmapped', () => {
    const on = virtioStage();
    const meets = (permissions: number) => on.core((iommu) => iommu.probe(ENDPOINT, NO_PASID, 0x4000n, permissions));
    expect(on.status(...map({ flags: 1 }))).toBe(STATUS.OK);
    expect(meets(READ)).toMatchObject({ outputAddress: 0x8000n });
    expect(meets(WRITE)).not.toHaveProperty('outputAddress');
    expect(on.status(...unmap(0x4000n, 0x5fffn))).toBe(STATUS.OK);
    expect(meets(READ)).not.toHaveProperty('outputAddress');
  });

  test.each<[string, Given, number]>([
    ['another mapping', { virt_start: 0x1000n }, STATUS.INVAL],
    ['a flag that is not known', { flags: 9 }, STATUS.INVAL],
    ['neither read nor write', { flags: 0 }, STATUS.INVAL],
    ['a domain that there is not', { domain: 9 }, STATUS.NOENT],
    ['an end below the start', { virt_end: 0x3fffn }, STATUS.INVAL],
    ['a start inside of a page', { virt_start: 0x4800n }, STATUS.RANGE],
    ['an end inside of a page', { virt_end: 0x57ffn }, STATUS.RANGE],
    ['a target inside of a page', { phys_start: 0x8800n }, STATUS.RANGE],
    ['a target beyond the address space', { phys_start: U64_MAX - 0xfffn }, STATUS.RANGE],
    ['memory-mapped I/O', { flags: 7 }, STATUS.OK],
  ])('MAP meets %s', (_what, fields, status) => {
    expect(virtioStage().status(...map(fields))).toBe(status);
  });

  test('the whole address space can be mapped, and unmapped', () => {
    const on = virtioStage();
    expect(on.status(...unmap(0n, U64_MAX))).toBe(STATUS.OK);
    expect(on.status(...map({ virt_start: 0n, virt_end: U64_MAX, phys_start: 0n }))).toBe(STATUS.OK);
    expect(on.status(...unmap(0n, U64_MAX))).toBe(STATUS.OK);
    expect(on.core((iommu) => iommu.mappingCount)).toBe(0);
  });

  // The examples of the specification; each letter is a page of a mapping, a dot a page without.
  test.each<[string, string, [number, number], number, number]>([
    ['(1)', '.....', [0, 4], STATUS.OK, 0],
    ['(2)', 'aaaaa', [0, 4], STATUS.OK, 0],
    ['(3)', 'aaabb', [0, 4], STATUS.OK, 0],
    ['(4)', 'aaaaa', [0, 2], STATUS.RANGE, 1],
    ['the end of one is cut', 'aabbb', [0, 3], STATUS.RANGE, 2],
    ['the start of one is cut', 'aabbb', [1, 4], STATUS.RANGE, 2],
    ['(5)', 'aaabb', [0, 2], STATUS.OK, 1],
    ['(6)', 'aaa..', [0, 4], STATUS.OK, 0],
    ['(7)', 'aa.bb', [0, 4], STATUS.OK, 0],
  ])('UNMAP example %s', (_what, pages, [first, last], status, left) => {
    const on = virtioStage();
    // Splitting may be the VMM's policy; it is never the guest's.
    on.core((iommu) => iommu.update({ partialUnmap: 'SPLIT' }));
    on.ask(unmap(0n, U64_MAX));
    const at = (page: number): bigint => 0x10_0000n + BigInt(page) * 0x1000n;
    for (const letter of new Set(pages.replaceAll('.', ''))) {
      const [from, to] = [pages.indexOf(letter), pages.lastIndexOf(letter)];
      expect(on.status(...map({ virt_start: at(from), virt_end: at(to + 1) - 1n, phys_start: at(from) }))).toBe(0);
    }
    expect(on.status(...unmap(at(first), at(last + 1) - 1n))).toBe(status);
    expect(on.core((iommu) => iommu.mappingCount)).toBe(left);
  });

  test('UNMAP may begin and end inside of pages that are not mapped, not of those that are', () => {
    const on = virtioStage();
    expect(on.status(...unmap(0x1800n, 0x2fffn))).toBe(STATUS.RANGE);
    expect(on.status(...unmap(0n, 0x17ffn))).toBe(STATUS.RANGE);
    expect(on.status(...unmap(0x800n, 0x27ffn))).toBe(STATUS.OK);
    expect(on.core((iommu) => iommu.mappingCount)).toBe(0);
    expect(on.status(...unmap(0x5000n, 0x4fffn))).toBe(STATUS.INVAL);
    expect(on.status(...unmap(0n, 0xfffn, 9))).toBe(STATUS.NOENT);
  });

  test('no room for another domain is NOMEM', () => {
    const on = virtioStage();
    const { max_domains: limit } = on.core((iommu) => iommu.config.limits);
    on.core((iommu) => {
      for (let made = 1; made < limit; made += 1) iommu.createDomain(0, { kind: 'BLOCKED', pageRequests: false });
      iommu.createEndpoint(2, { virtualId: 0x200n });
    });
    expect(on.status(...attach(limit + 1, 0, 0x200))).toBe(STATUS.NOMEM);
  });

  test('what the definitions of Linux and QEMU compile to is understood', () => {
    const on = virtioStage();
    const bytes = (id: string): Uint8Array =>
      bytesFrom(vectorsOf('virtio', 'req').find((vector) => vector.id === `virtio.req.${id}`)!.hex);
    const statuses = (...ids: string[]) =>
      on.give(...ids.map((id) => ({ readable: bytes(id), writableBytes: 4 }))).written?.map((tail) => tail?.[0]);
    expect(statuses('unmap_all', 'map', 'unmap_all', 'map_full_mmio', 'map')).toEqual([0, 0, 0, 0, STATUS.INVAL]);
    on.core((iommu) => iommu.createEndpoint(2, { virtualId: 264n }));
    expect(statuses('attach', 'attach_bypass')).toEqual([STATUS.OK, STATUS.INVAL]);
    expect(on.core((iommu) => iommu.attachment(2, NO_PASID)?.domainId)).toBe(0x0102_0304);
  });
});

describe('device TLBs', () => {
  /** A stage whose endpoint holds page 1, and completes invalidations when it is told to. */
  function held() {
    const on = virtioStage();
    on.core((iommu) => {
      iommu.createEndpoint(2, { virtualId: 0x200n, ats: {}, invalidationCompletion: 'MANUAL' });
      iommu.attach(2, NO_PASID, DOMAIN, 0n);
      iommu.requestTranslation('HOSTED', 2, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ });
    });
    return on;
  }

  test('UNMAP ends when they have forgotten it; a MAP of the same addresses waits, an UNMAP elsewhere does not', async () => {
    const on = held();
    const first = on.ask(unmap(0x1000n, 0x1fffn), map({ virt_start: 0x1000n, virt_end: 0x1fffn }));
    expect(first.written).toBeUndefined();
    on.core((iommu) => iommu.completeInvalidations('HOSTED', 2, [0]));
    await turn();
    expect(first.written?.map((bytes) => bytes?.[0])).toEqual([STATUS.OK, STATUS.OK]);
    expect(first.consumed).toBe(2);
  });

  test('one that does not complete in time makes an error of the device', async () => {
    const on = held();
    const ended = on.ask(detach(DOMAIN, 0x200));
    on.pass(90n * SECOND);
    await turn();
    expect(ended).toMatchObject({ written: [new Uint8Array([STATUS.DEVERR, 0, 0, 0])], outcomes: ['TIMED_OUT'] });
    expect(ended.endpointIds).toEqual([[2]]);
  });
});

describe('PROBE', () => {
  const probe = (on: ReturnType<typeof virtioStage>, writableBytes = PROBE_BYTES + 4, endpoint = VIRTUAL_ID) =>
    on.give({ readable: on.bytesOf(['PROBE', { endpoint }]), writableBytes }).written?.[0];

  test('tells what is reserved, in ranges that do not overlap; the rest is zero', () => {
    const on = virtioStage();
    on.core((iommu) =>
      iommu.createEndpoint(2, {
        virtualId: 0x200n,
        reservedRanges: [
          { firstPage: 0xfee00, lastPage: 0xfeeff },
          { firstPage: 0x10, lastPage: 0x1f },
        ],
      }),
    );
    const written = probe(on, PROBE_BYTES + 4, 0x200)!;
    expect(written).toHaveLength(PROBE_BYTES + 4);
    const codec = on.codec('probe');
    expect([0, 24, 48].map((at) => codec.decode(written.slice(at, at + (at === 48 ? 4 : 24))))).toMatchObject([
      { kind: 'RESV_MEM', fields: { length: 20, subtype: 0, start: 0x1_0000n, end: 0x1_ffffn } },
      { kind: 'RESV_MEM', fields: { start: 0xfee0_0000n, end: 0xfeef_ffffn } },
      { kind: 'NONE' },
    ]);
    expect([...written.slice(48)]).toEqual(Array<number>(PROBE_BYTES + 4 - 48).fill(0));
  });

  test('of an endpoint that there is not is NOENT, behind an empty list', () => {
    const written = probe(virtioStage(), PROBE_BYTES + 4, UNKNOWN_ID)!;
    expect([written.length, written.at(-4), written[0]]).toEqual([PROBE_BYTES + 4, STATUS.NOENT, 0]);
  });

  test('into a list that is too short, or with more than fits, is INVAL, and says nothing', () => {
    const on = virtioStage();
    expect(probe(on, 36)).toEqual(new Uint8Array([...Array<number>(32).fill(0), STATUS.INVAL, 0, 0, 0]));
    on.core((iommu) => iommu.createEndpoint(2, { virtualId: 0x200n, reservedRanges: [{ firstPage: 1, lastPage: 1 }] }));
    on.control('COMMAND', { registers: [{ name: 'probe_size', value: 20n }] });
    expect(probe(on, 24, 0x200)).toEqual(new Uint8Array([...Array<number>(20).fill(0), STATUS.INVAL, 0, 0, 0]));
  });
});

describe('what cannot be understood is returned as it came, and those behind it are looked at', () => {
  test.each<[string, (on: ReturnType<typeof virtioStage>) => { readable: Uint8Array; writableBytes: number }]>([
    ['nothing', () => ({ readable: new Uint8Array(0), writableBytes: 4 })],
    ['an unknown type', () => ({ readable: new Uint8Array(20).fill(9), writableBytes: 4 })],
    ['a request that is too short', (on) => ({ readable: on.bytesOf(map()).slice(0, 35), writableBytes: 4 })],
    ['no room for a tail', (on) => ({ readable: on.bytesOf(map()), writableBytes: 3 })],
  ])('%s', (_what, make) => {
    const on = virtioStage();
    const ended = on.give(make(on), { readable: on.bytesOf(map()), writableBytes: 4 });
    expect(ended).toMatchObject({ consumed: 2, outcomes: ['ILLEGAL', 'COMPLETED'], written: [undefined, { 0: 0 }] });
    expect(on.core((iommu) => iommu.mappingCount)).toBe(2);
  });
});

describe('features and configuration', () => {
  const set = (on: ReturnType<typeof virtioStage>, name: string, value: bigint) =>
    on.control('COMMAND', { registers: [{ name, value }] });

  test.each<[string, bigint, Asked, number | undefined]>([
    ['VIRTIO_IOMMU_F_MAP_UNMAP', 0n, map(), undefined],
    ['VIRTIO_IOMMU_F_PROBE', 0n, ['PROBE', { endpoint: VIRTUAL_ID }], undefined],
    ['VIRTIO_IOMMU_F_MMIO', 0n, map({ flags: 5 }), STATUS.INVAL],
    ['VIRTIO_IOMMU_F_BYPASS_CONFIG', 0n, attach(5, 1), STATUS.INVAL],
    ['input_range.start', 0x5000n, map(), STATUS.RANGE],
    ['input_range.end', 0x5000n, map(), STATUS.RANGE],
    ['domain_range.end', 4n, attach(5), STATUS.RANGE],
    ['domain_range.start', 6n, attach(5), STATUS.RANGE],
    ['page_size_mask', 0x1_0000n, map(), STATUS.RANGE],
    ['page_size_mask', 1n, map({ virt_start: 0x4001n }), STATUS.RANGE],
  ])('%s = %s', (name, value, asked, status) => {
    const on = virtioStage();
    set(on, name, value);
    expect(on.status(...asked)).toBe(status);
  });

  test('ranges that are not offered do not bind', () => {
    const on = virtioStage();
    set(on, 'domain_range.end', 1n);
    set(on, 'VIRTIO_IOMMU_F_DOMAIN_RANGE', 0n);
    expect(on.status(...attach(5))).toBe(STATUS.OK);
  });

  test('bypass decides about endpoints without a domain, at once', () => {
    const on = virtioStage();
    on.control('EVENT', { enabled: true });
    on.ask(detach(DOMAIN));
    const faults = (): number => {
      on.access(0x9000n);
      return on.read('EVENT', 'event').records.length;
    };
    expect(faults()).toBe(1);
    set(on, 'bypass', 1n);
    expect(faults()).toBe(0);
    set(on, 'VIRTIO_IOMMU_F_BYPASS_CONFIG', 0n);
    expect(faults()).toBe(1);
    set(on, 'VIRTIO_IOMMU_F_BYPASS', 1n);
    expect(faults()).toBe(0);
  });
});

describe('events', () => {
  const MISS = { iova: 0x7f12_3456_7abcn, access: WRITE, reason: 'NOT_MAPPED' as const };

  test('R-VIO-01: a fault has its reason, access, endpoint and address; an error without address has none', () => {
    const on = virtioStage();
    on.control('EVENT', { enabled: true });
    on.core((iommu) => iommu.injectFault({ endpointId: ENDPOINT, pasid: NO_PASID, ...MISS }));
    on.core((iommu) => iommu.injectFault({ endpointId: ENDPOINT, pasid: NO_PASID, reason: 'BLOCKED' }));
    const { records, effects } = on.read('EVENT', 'event');
    expect(records).toMatchObject([
      { fields: { reason: 2, flags: 0x102, endpoint: VIRTUAL_ID, address: MISS.iova } },
      { fields: { reason: 0, flags: 0, endpoint: VIRTUAL_ID, address: 0n } },
    ]);
    expect(effects.interrupts).toEqual([{ cause: 'EVENT' }]);
  });

  test('an endpoint without a domain faults with reason 1', () => {
    const on = virtioStage();
    on.control('EVENT', { enabled: true });
    on.ask(detach(DOMAIN));
    on.access(0x9000n);
    expect(on.read('EVENT', 'event').records).toMatchObject([
      { fields: { reason: 1, flags: 0x101, address: 0x9000n } },
    ]);
  });

  test('R-VIO-02: without a buffer they are dropped, and counted', () => {
    const on = virtioStage();
    on.control('EVENT', { enabled: true, registers: [{ name: 'eventq.queue_size', value: 1n }] });
    on.access(0x9000n);
    on.access(0xa000n);
    const { records, view } = on.read('EVENT', 'event');
    expect(records).toMatchObject([{ fields: { address: 0x9000n } }]);
    expect(view).toMatchObject({ lost: 1, stopped: false });
    on.access(0xb000n);
    expect(on.read('EVENT', 'event').records).toMatchObject([{ fields: { address: 0xb000n } }]);
  });
});

test('there is no ring whose base alone would say where entries are', () => {
  const on = virtioStage();
  expect(() => on.control('EVENT', { base: 0n })).toThrow('no ring in guest memory');
  expect(() => on.control('COMMAND', { entries: 16 })).toThrow('no ring in guest memory');
});
