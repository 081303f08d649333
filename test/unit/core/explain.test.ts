import type { Explanation, TranslationStep } from '../../../src/model/explanation';
import { NO_PASID } from '../../../src/model/page-request';
import { PRIVILEGED, READ, WRITE, type Permissions } from '../../../src/model/permissions';
import { Bench, FULL, pages, read } from './fixture';
import { Guest, MOVED, RW, SPARE, type GuestOptions } from './guest';

const IOVA = 0x1234_5000n;
/** Guest-physical pages for data. */
const DATA = 0x1_0000n;
const MORE_DATA = 0x3_0000n;
/** Not mapped below. */
const FAR = 0x100_0000n;

function explain({ iommu }: Bench, iova: bigint, access: Permissions = READ, pasid = NO_PASID): Explanation {
  const { result, explanation } = iommu.explain(1, pasid, iova, access);
  expect(result).toEqual(iommu.probe(1, pasid, iova, access));
  return explanation;
}

const summary = (bench: Bench, iova: bigint, access: Permissions = READ, pasid = NO_PASID) =>
  explain(bench, iova, access, pasid).summary;

/** A step in few words. */
function words(step: TranslationStep): string {
  switch (step.kind) {
    case 'ATTACHMENT':
      return `attached ${step.attachment.domainId}`;
    case 'REFUSED':
      return `refused ${step.reason}`;
    case 'BYPASS':
      return 'bypass';
    case 'TABLE':
      return `table ${step.domainId} ${step.step.level} ${step.step.decision}${step.step.update === undefined ? '' : ' update'}`;
    case 'MAPPING': {
      const { domainId, mapping, tableAccess } = step.step;
      return `mapping ${domainId} ${mapping === undefined ? 'none' : 'found'}${tableAccess ? ' for a table' : ''}`;
    }
  }
}

const told = (bench: Bench, iova: bigint, access: Permissions = READ) => explain(bench, iova, access).steps.map(words);

/** Domain 1 maps pages 4 to 7 to 20 to 23, for reading. */
function paging(endpoint = {}, policy = {}): Bench {
  const bench = new Bench({}, policy);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.attach(1, NO_PASID, 1, 0xcafen);
  bench.iommu.map(1, [pages(4, 7, 20, READ)], 'CONTINUE');
  bench.said();
  return bench;
}

describe('the steps', () => {
  test('of a paging domain are the attachment and the mapping that was looked up', () => {
    const { steps } = explain(paging(), 0x5123n);
    expect(steps).toEqual([
      {
        kind: 'ATTACHMENT',
        attachment: { endpointId: 1, pasid: NO_PASID, domainId: 1, deviceCookie: 0xcafen, generation: 1 },
      },
      {
        kind: 'MAPPING',
        step: {
          domainId: 1,
          page: 5,
          mapping: { firstPage: 4, lastPage: 7, outputFirstPage: 20, permissions: READ },
          tableAccess: false,
        },
      },
    ]);
    expect(told(paging(), 0x8000n)).toEqual(['attached 1', 'mapping 1 none']);
  });

  test('end where the vIOMMU ends: before any table', () => {
    const bench = paging();
    bench.iommu.updateContext(1, { state: 'INVALID' });
    expect(told(bench, 0x5000n)).toEqual(['refused CONTEXT_INVALID']);
    bench.iommu.update({ translation: 'BYPASS' });
    expect(told(bench, 0x5000n)).toEqual(['bypass']);
    bench.iommu.update({ translation: 'ON' });
    bench.iommu.updateContext(1, { state: 'VALID' });
    bench.iommu.detach(1, NO_PASID);
    expect(told(bench, 0x5000n)).toEqual(['refused NOT_ATTACHED']);
  });

  test('of a nested domain are in the order in which it looks', () => {
    const guest = new Guest();
    guest.stage1.map(IOVA, DATA, { flags: 0x1fn });
    const table = (level: number, decision: string) => ['mapping 1 found for a table', `table 2 ${level} ${decision}`];
    expect(told(guest, IOVA)).toEqual([
      'attached 2',
      ...table(2, 'TABLE'),
      ...table(1, 'TABLE'),
      'mapping 1 found for a table',
      // Asked again, for writing.
      'mapping 1 found for a table',
      'table 2 0 LEAF update',
      'mapping 1 found',
    ]);
  });

  test('name entries, where they are and where they lead', () => {
    const guest = new Guest({ below: 'NOTHING' });
    guest.stage1.map(IOVA, DATA, { flags: 0x1fn });
    const tables = explain(guest, IOVA, WRITE).steps.slice(1);
    expect(tables).toMatchObject(
      [2, 1, 0].map((level) => ({
        kind: 'TABLE',
        domainId: 2,
        step: { level, entryAddress: guest.stage1.at(IOVA, level), entry: guest.entry(IOVA, level) },
      })),
    );
    expect(tables.at(-1)).toMatchObject({ step: { target: DATA, update: guest.entry(IOVA) | 0xc0n } });
  });

  test('of tables of a second stage come before the entry that they lead to', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, DATA);
    const below = ['table 1 2 TABLE', 'table 1 1 LEAF'];
    expect(told(guest, IOVA)).toEqual([
      'attached 2',
      ...below,
      'table 2 2 TABLE',
      ...below,
      'table 2 1 TABLE',
      ...below,
      'table 2 0 LEAF',
      ...below,
    ]);
  });

  test.each<[string, (guest: Guest) => unknown, string]>([
    ['not present', (guest) => guest.stage1.put(IOVA, 0, 0n), 'table 2 0 NOT_PRESENT'],
    ['forbidden', (guest) => guest.stage1.map(IOVA, DATA, { flags: 0xd3n }), 'table 2 0 PERMISSION'],
    ['not mapped below', (guest) => guest.stage1.map(IOVA, FAR), 'mapping 1 none'],
    [
      'in memory that is not there',
      (guest) => [
        guest.stage1.map(IOVA, DATA),
        guest.memory.absent.add(Number((guest.stage1.at(IOVA) + MOVED) >> 12n)),
      ],
      'table 2 0 TABLE_ABORTED',
    ],
    [
      'in memory that is read-only',
      (guest) => [
        guest.stage1.map(IOVA, DATA, { flags: 0x1fn }),
        guest.memory.readOnly.add(Number((guest.stage1.at(IOVA) + MOVED) >> 12n)),
      ],
      'table 2 0 TABLE_ABORTED',
    ],
  ])('end with what is %s', (_what, prepare, last) => {
    const guest = new Guest();
    prepare(guest);
    expect(told(guest, IOVA, WRITE).at(-1)).toBe(last);
  });
});

describe('an explanation leaves no trace', () => {
  test.each<[string, GuestOptions]>([
    ['with mappings below', {}],
    ['with tables below', { below: 'TABLES' }],
    ['with nothing below', { below: 'NOTHING' }],
  ])('%s', (_what, options) => {
    const guest = new Guest({
      ...options,
      endpoint: FULL,
      pageRequests: true,
      dirtyTracking: options.below === undefined,
    });
    guest.stage1.map(IOVA, DATA, { flags: 0x1fn }).map(0x5000n, DATA, { flags: 0x13n }).map(0x6000n, FAR);
    if (options.below === undefined) {
      guest.iommu.setDirtyTracking(1, true);
    }
    guest.said();
    const before = Uint8Array.from(guest.memory.bytes);
    const seen = () => [
      guest.iommu.endpoint(1),
      guest.iommu.domains(0, 9),
      guest.iommu.statistics({}),
      guest.iommu.reportCount,
      guest.iommu.nextSequence,
    ];
    const then = seen();
    for (const iova of [IOVA, 0x5000n, 0x6000n, 0x7000n, 2n ** 50n]) {
      for (const access of [READ, WRITE, RW | PRIVILEGED]) {
        const first = explain(guest, iova, access, 5);
        expect(explain(guest, iova, access, 5)).toEqual(first);
        expect(first.iotlb ?? first.atc).toBeUndefined();
      }
    }
    expect([guest.said(), seen()]).toEqual([[], then]);
    expect(Buffer.compare(before, guest.memory.bytes)).toBe(0);
    if (options.below === undefined) {
      const query = { firstPage: 0, lastPage: 2 ** 52 - 1, pagesPerBit: 1, keep: true };
      expect(guest.iommu.readDirty(1, query).part).toBeUndefined();
    }
  });

  test('also not in what fault events say', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, FAR);
    guest.said();
    guest.read(IOVA);
    explain(guest, 0x5000n);
    guest.read(IOVA);
    const [first, second] = guest.faults();
    expect(first).toEqual(second);
  });
});

describe('what caches hold', () => {
  test('is told: block, output, permissions, domain', () => {
    const guest = new Guest({ endpoint: FULL });
    guest.stage1.map(0x4000_0000n, 0x20_0000n, { level: 1 });
    guest.transfer({ kind: 'READ', length: 1 }, 0x4000_3000n, 5, 'AUTOMATIC');
    const { iotlb, atc } = explain(guest, 0x4000_3123n, READ, 5);
    expect(iotlb).toEqual({
      firstPage: 0x4_0000,
      lastPage: 0x4_01ff,
      outputFirstPage: 0x600,
      permissions: RW,
      domainId: 2,
    });
    expect(atc).toEqual({
      firstPage: 0x4_0003,
      lastPage: 0x4_0003,
      outputFirstPage: 0x603,
      permissions: READ,
      domainId: 2,
    });
    const other = explain(guest, 0x4000_4000n, READ, 5);
    expect([other.iotlb, other.atc]).toEqual([iotlb, undefined]);
    expect(explain(guest, 0x4000_3000n).iotlb).toBeUndefined();
    expect(explain(guest, 0x4000_3000n, READ | PRIVILEGED, 5).iotlb).toBeUndefined();
  });

  test('of an external endpoint is what it was granted', () => {
    const guest = new Guest({ endpoint: { backend: 'EXTERNAL', ats: {}, pasid: {} } });
    guest.stage1.map(IOVA, DATA);
    guest.ask(IOVA, RW);
    expect(explain(guest, IOVA).atc).toMatchObject({ outputFirstPage: Number((DATA + MOVED) >> 12n), permissions: RW });
  });

  test('is nothing for who is not attached', () => {
    const bench = paging(FULL);
    bench.iommu.issueDma('HOSTED', 1, read(0x5000n, 1));
    bench.iommu.detach(1, NO_PASID);
    expect(explain(bench, 0x5000n)).toMatchObject({ iotlb: undefined, atc: undefined });
  });
});

describe('the summary', () => {
  test.each<[string, bigint, Permissions]>([
    ['0x5123 (r---) goes to 0x15123 (r---).', 0x5123n, READ],
    ['0x5123 (-w--) faults: PERMISSION in domain 1.', 0x5123n, WRITE],
    ['0x8000 (r---) faults: NOT_MAPPED in domain 1.', 0x8000n, READ],
  ])('of a paging domain: %s', (text, iova, access) => {
    expect(summary(paging(), iova, access)).toBe(text);
  });

  test('of a nested domain says at which stage, where, and what for', () => {
    const guest = new Guest();
    const at = (iova: bigint, level: number) => `0x${guest.stage1.at(iova, level).toString(16)}`;
    guest.stage1.map(IOVA, DATA, { flags: 0xd3n }).map(0x6000n, FAR);
    const forbidden = `0x12345000 (-w--) faults: PERMISSION in domain 2, stage 1, entry of level 0 at ${at(IOVA, 0)}.`;
    expect(summary(guest, IOVA, WRITE)).toBe(forbidden);
    const missing = `0x6007 (r---) faults: NOT_MAPPED in domain 1, stage 2, guest-physical 0x1000007, entry of level 0 at ${at(0x6000n, 0)}.`;
    expect(summary(guest, 0x6007n)).toBe(missing);
    expect(summary(guest, 2n ** 40n)).toBe('0x10000000000 (r---) faults: ADDRESS_TOO_WIDE in domain 2, stage 1.');
    const table = guest.stage1.at(IOVA, 1);
    guest.iommu.update({ partialUnmap: 'SPLIT' });
    guest.unmap(1, (table >> 12n) << 12n, table | 0xfffn);
    const behind = `guest-physical ${at(IOVA, 1)} while reading a table, entry of level 1 at ${at(IOVA, 1)}.`;
    expect(summary(guest, IOVA)).toBe(`0x12345000 (r---) faults: NOT_MAPPED in domain 1, stage 2, ${behind}`);
  });

  const STALE = /still leads/;

  test('says nothing of caches that agree, also where they hold less than is allowed', () => {
    const guest = new Guest({ endpoint: FULL });
    guest.stage1.map(IOVA, DATA).map(0x5000n, DATA, { flags: 0xd3n });
    [IOVA, 0x5000n].forEach((iova) => guest.transfer({ kind: 'READ', length: 1 }, iova, NO_PASID, 'AUTOMATIC'));
    expect(explain(guest, IOVA)).toMatchObject({ iotlb: {}, atc: {} });
    expect([summary(guest, IOVA), summary(guest, IOVA, WRITE), summary(guest, 0x5000n, WRITE)].join()).not.toMatch(
      STALE,
    );
    // More is allowed than is cached: the tables are asked.
    guest.stage1.map(0x5000n, DATA);
    expect(summary(guest, 0x5000n, WRITE)).not.toMatch(STALE);
  });

  test('says so where guest-physical addresses are held that the tables still lead to, only if they do not', () => {
    const guest = new Guest({ endpoint: { ...FULL, context: { atsGuestPhysical: true } } });
    guest.stage1.map(IOVA, DATA);
    guest.transfer({ kind: 'READ', length: 1 }, IOVA, NO_PASID, 'AUTOMATIC');
    expect(summary(guest, IOVA)).toBe('0x12345000 (r---) goes to 0x410000 (rw--).');
    guest.stage1.map(IOVA, DATA + 0x1000n);
    expect(summary(guest, IOVA)).toBe(
      '0x12345000 (r---) goes to 0x411000 (rw--). The IOTLB still leads to 0x410000 (rw--), until it is invalidated. ' +
        'The ATC still leads to 0x10000 (r---), until it is invalidated.',
    );
  });

  test('says what caches still hold where it is gone, is elsewhere, or is less', () => {
    const guest = new Guest({ endpoint: FULL });
    guest.stage1.map(IOVA, DATA);
    guest.transfer({ kind: 'WRITE', data: Uint8Array.of(1) }, IOVA, NO_PASID, 'AUTOMATIC');
    const iotlb = 'The IOTLB still leads to 0x410000 (rw--), until it is invalidated.';
    const atc = 'The ATC still leads to 0x410000 (rw--), until it is invalidated.';
    for (const entry of [0n, (MORE_DATA >> 2n) | 0xdfn, (DATA >> 2n) | 0xd3n]) {
      guest.setEntry(IOVA, entry);
      expect([summary(guest, IOVA), summary(guest, IOVA, WRITE)]).toEqual([
        expect.stringMatching(`${iotlb} ${atc}`.replace(/[().]/g, '\\$&')),
        expect.stringMatching(`${iotlb} ${atc}`.replace(/[().]/g, '\\$&')),
      ]);
    }
    guest.invalidate();
    expect([summary(guest, IOVA), summary(guest, IOVA, WRITE)].join()).not.toMatch(STALE);
  });

  test('says what the IOTLB holds of a mapping that allows more by now', () => {
    const bench = paging({}, { unmapInvalidates: false });
    bench.iommu.issueDma('HOSTED', 1, read(0x5000n, 1));
    bench.iommu.map(1, [{ ...pages(4, 7, 20, RW), ifMapped: 'SET_PERMISSIONS' as const }], 'CONTINUE');
    const text =
      '0x5000 (-w--) goes to 0x15000 (rw--). The IOTLB still leads to 0x15000 (r---), until it is invalidated.';
    expect(summary(bench, 0x5000n, WRITE)).toBe(text);
  });

  test('of a page that moved below is about where it is', () => {
    const guest = new Guest({ policy: { unmapInvalidates: false } });
    guest.stage1.map(IOVA, FAR);
    guest.mapBelow(0x1000, SPARE);
    guest.read(IOVA);
    guest.unmap(1, FAR, FAR + 0xfffn);
    guest.mapBelow(0x1000, SPARE + 1);
    expect(summary(guest, IOVA)).toMatch(/goes to 0x9f1000 .* still leads to 0x9f0000/);
  });
});
