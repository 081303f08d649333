import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { NO_PASID } from '../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../src/model/permissions';
import type { AddressType, Transfer } from '../../src/model/transfer';
import { IommuError } from '../../src/model/errors';
import { finish, FULL, pages } from '../unit/core/fixture';
import { Guest, MOVED, RW, SPARE, type Below, type GuestOptions } from '../unit/core/guest';
import { riscv, SUBJECTS } from '../unit/walkers/subjects';

/** What a guest puts into its tables, by format: flags of pages. */
const FORMATS = [
  // V, then R, W, X, U, G, A, D.
  { subject: riscv('SV39'), flags: [0xdfn, 0x1fn, 0x5fn, 0xd3n, 0x13n, 0x3fn, 0xcfn, 0xd9n, 0xc5n, 0n] },
  // P, R/W, U/S, A, D, G; XD.
  {
    subject: SUBJECTS['x86-64, four levels']!,
    flags: [0x67n, 0x7n, 0x27n, 0x5n, 0x3n, 0x107n, 0x7n | (1n << 63n), 0n],
  },
  // AP[1], AP[2], AF, nG; DBM, UXN.
  {
    subject: SUBJECTS['AArch64, 4 KiB, 48 bits']!,
    flags: [0xc40n, 0x840n, 0xcc0n, 0xcc0n | (1n << 51n), 0x440n, 0xc00n, 0xc40n | (1n << 54n)],
  },
];

/** IOVAs: some in one table of the last level, some in others, some of superpages. */
const IOVAS = [0x5000n, 0x6000n, 0x7000n, 0x8000n, 0x20_5000n, 0x4000_0000n, 0x4000_3000n, 0x4020_0000n, 0x4021_0000n];
/** Of superpages: the last two tables. */
const isLarge = (iova: bigint): boolean => iova >= 0x4000_0000n;

const iova = fc.constantFrom(...IOVAS);
const page = fc.nat({ max: 7 });
const pasid = fc.constantFrom(NO_PASID, NO_PASID, 5, 7);
const permissions = fc.constantFrom(READ, WRITE, RW, RW | PRIVILEGED, RW | EXECUTE);

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('table' as const),
      iova,
      flags: fc.nat({ max: 9 }),
      output: fc.nat({ max: 5 }),
      large: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mapBelow' as const),
      page,
      more: fc.nat({ max: 3 }),
      output: page,
      permissions,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmapBelow' as const), page, more: fc.nat({ max: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('hole' as const),
      page: fc.constantFrom(0x10, 0x11, 0x200, 0x201, 0x202, 0x100),
      back: fc.constantFrom(NONE, READ, RW),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('map' as const),
      page,
      more: fc.nat({ max: 8 }),
      output: page,
      permissions,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmap' as const), page, more: fc.nat({ max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('permit' as const), nth: page, permissions }) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('dma' as const),
      id: fc.constantFrom(1, 2),
      pasid,
      iova,
      offset: fc.nat({ max: 0x1800 }),
      write: fc.boolean(),
      length: fc.integer({ min: 1, max: 0x1100 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      pasid,
      iova,
      count: fc.integer({ min: 1, max: 5 }),
      permissions,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('translated' as const), page, write: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('complete' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dirty' as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const hasMappingsBelow = ({ iommu }: Guest): boolean =>
  iommu.domains(0, 9).some(({ domainId, kind }) => domainId === 1 && kind === 'PAGING');

/** The same guest, with an IOTLB of so many entries. Domain 3, of PASID 7, has mappings. */
function guestWith(entries: number, options: GuestOptions): Guest {
  const guest = new Guest({
    ...options,
    limits: { iotlb_entries: entries },
    endpoint: { backend: 'EXTERNAL', ats: {}, pasid: {} },
  });
  guest.iommu.update({ partialUnmap: 'SPLIT' });
  guest.enter(2, FULL);
  guest.iommu.createDomain(3, { kind: 'PAGING', pageRequests: false, dirtyTracking: true });
  [1, 2].forEach((id) => guest.iommu.attach(id, 7, 3, 7n));
  guest.iommu.setDirtyTracking(3, true);
  if (hasMappingsBelow(guest)) {
    guest.iommu.setDirtyTracking(1, true);
  }
  // Behind 4 MiB, where guest-physical addresses are not those of tables: read-only, and not marked.
  [0xd3n, 0x1fn, 0xdfn].forEach((flags, i) => {
    guest.stage2?.map(0x40_0000n + BigInt(i) * 0x1000n, BigInt(SPARE + i) * 4096n, { flags });
  });
  return guest;
}

/** Does one step; whatever a refusal says is a result. */
function act(guest: Guest, one: Step, flags: readonly bigint[]): unknown {
  const { iommu } = guest;
  const range = (first: number, more: number) => ({ firstPage: first, lastPage: first + more });
  switch (one.kind) {
    case 'table': {
      const level = guest.stage1.subject.leaves.at(isLarge(one.iova) && one.large ? -2 : -1)!;
      const size = level === guest.stage1.subject.leaves.at(-1) ? 0x1000n : 0x20_0000n;
      const output =
        size === 0x1000n
          ? [0x1_0000n, 0x1_1000n, 0x40_0000n, 0x40_1000n, 0x40_4000n, 0x1_3000n][one.output]!
          : [0x40_0000n, 0x60_0000n][one.output % 2]!;
      const entry = guest.stage1.builder.layout.leaf(output, level, flags[one.flags % flags.length]!);
      guest.stage1.put(one.iova, level, flags[one.flags % flags.length] === 0n ? 0n : entry);
      const first = one.iova - (one.iova % 0x20_0000n);
      return guest.invalidate(2, { first, last: first + 0x1f_ffffn });
    }
    case 'mapBelow':
      return (
        hasMappingsBelow(guest) &&
        iommu.map(
          1,
          [{ ...pages(0x400 + one.page, 0x400 + one.page + one.more, SPARE + one.output, one.permissions) }],
          'CONTINUE',
        )
      );
    case 'unmapBelow':
      return hasMappingsBelow(guest) && finish(iommu.unmap(1, [range(0x400 + one.page, one.more)], 'CONTINUE'));
    case 'hole': {
      if (!hasMappingsBelow(guest)) {
        return undefined;
      }
      const gone = finish(iommu.unmap(1, [range(one.page, 0)], 'CONTINUE'));
      return [
        gone,
        one.back !== NONE &&
          iommu.map(1, [pages(one.page, one.page, one.page + Number(MOVED >> 12n), one.back)], 'CONTINUE'),
      ];
    }
    case 'map':
      return iommu.map(3, [pages(one.page, one.page + one.more, SPARE + one.output, one.permissions)], 'CONTINUE');
    case 'unmap':
      return finish(iommu.unmap(3, [range(one.page, one.more)], 'CONTINUE'));
    case 'permit': {
      const mapping = iommu.mappings(3, 0, 9)[one.nth];
      return (
        mapping &&
        iommu.map(3, [{ ...mapping, permissions: one.permissions, ifMapped: 'SET_PERMISSIONS' as const }], 'CONTINUE')
      );
    }
    case 'dma': {
      const { backend } = iommu.endpoint(one.id).config;
      const addressType: AddressType = backend === 'HOSTED' ? 'AUTOMATIC' : 'UNTRANSLATED';
      const transfer: Transfer = one.write
        ? { kind: 'FILL', pattern: Uint8Array.of(one.length & 0xff), length: one.length }
        : { kind: 'READ', length: one.length };
      return iommu.issueDma(backend, one.id, {
        addressType,
        pasid: one.pasid,
        address: one.iova + BigInt(one.offset),
        transfer,
      });
    }
    case 'ask':
      return iommu.requestTranslation('EXTERNAL', 1, {
        pasid: one.pasid,
        firstPage: Number(one.iova >> 12n),
        pageCount: one.count,
        permissions: one.permissions,
      });
    case 'translated': {
      const transfer: Transfer = one.write
        ? { kind: 'WRITE', data: Uint8Array.of(one.page) }
        : { kind: 'READ', length: 1 };
      return iommu.issueDma('EXTERNAL', 1, {
        addressType: 'TRANSLATED',
        pasid: NO_PASID,
        address: BigInt(SPARE + one.page) * 4096n,
        transfer,
      });
    }
    case 'complete': {
      const tags = iommu.outstandingInvalidations(1, 0, 99).flatMap(({ itag }) => (itag === undefined ? [] : [itag]));
      return iommu.completeInvalidations('EXTERNAL', 1, tags);
    }
    case 'dirty': {
      const query = { firstPage: 0, lastPage: 2 ** 52 - 1, pagesPerBit: 1, keep: false };
      return [3, ...(hasMappingsBelow(guest) ? [1] : [])].map((id) => iommu.readDirty(id, query));
    }
  }
}

function outcome(guest: Guest, one: Step, flags: readonly bigint[]): unknown {
  try {
    return act(guest, one, flags);
  } catch (error) {
    if (error instanceof IommuError) {
      return [error.reason, error.message];
    }
    throw error;
  }
}

test('an IOTLB of any size changes no result, no report and no byte of memory, as long as what changes is invalidated', () => {
  const below = fc.constantFrom<Below>('MAPPINGS', 'MAPPINGS', 'TABLES', 'NOTHING');
  let found = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...FORMATS),
      below,
      fc.array(step, { maxLength: 80, size: 'max' }),
      ({ subject, flags }, what, steps) => {
        const options: GuestOptions = { subject, below: what, dirtyTracking: what === 'MAPPINGS', updates: 'ALWAYS' };
        const guests = [0, 4, 1024].map((entries) => guestWith(entries, options));
        // Some pages to begin with.
        for (const guest of guests) {
          IOVAS.slice(0, 4).forEach((each, i) =>
            guest.stage1.map(each, 0x1_0000n + BigInt(i) * 0x1000n, { flags: flags[i]! }),
          );
        }
        for (const one of steps) {
          const [without, ...others] = guests.map((guest) => ({
            result: outcome(guest, one, flags),
            said: guest.said(),
          }));
          found += JSON.stringify(without, (_, value: unknown) =>
            typeof value === 'bigint' ? Number(value) : value,
          ).includes('"COMPLETED"')
            ? 1
            : 0;
          for (const other of others) {
            if (!isDeepStrictEqual(other, without)) {
              expect([one, other]).toEqual([one, without]);
            }
          }
        }
        const [first, ...others] = guests;
        expect(others.map((guest) => Buffer.compare(first!.memory.bytes, guest.memory.bytes))).toEqual([0, 0]);
      },
    ),
    { seed: 20_261_124, numRuns: 60 },
  );
  expect(found).toBeGreaterThan(200);
});
