import type { EndpointRequest } from '../../../src/model/endpoint';
import { NO_PASID } from '../../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import { SUBJECTS } from '../walkers/subjects';
import { finish } from './fixture';
import { Guest, MOVED, RW, SPARE, type GuestOptions } from './guest';

const IOVA = 0x1234_5000n;
const PAGE = Number(IOVA >> 12n);
const DATA = 0x1_0000n;
const FAR = 0x100_0000n;
const EXTERNAL: EndpointRequest = { backend: 'EXTERNAL', ats: {}, pasid: {} };
const HOSTED: EndpointRequest = { ats: {}, pasid: {} };

const external = (options: GuestOptions = {}) => new Guest({ endpoint: EXTERNAL, ...options });
/** Where a guest-physical address is in memory, by page. */
const inMemory = (guestPhysical: bigint): number => Number((guestPhysical + MOVED) >> 12n);

const hole = (firstPage: number, lastPage = firstPage) => ({
  firstPage,
  lastPage,
  outputFirstPage: 0,
  permissions: NONE,
  global: false,
});

function translated(guest: Guest, page: number, kind: 'READ' | 'WRITE' = 'WRITE') {
  const transfer = kind === 'READ' ? { kind, length: 1 } : { kind, data: Uint8Array.of(9) };
  const { status, faultReason } = guest.transfer(transfer, BigInt(page) * 4096n + 0x123n, NO_PASID, 'TRANSLATED');
  return faultReason ?? status;
}

describe('a translation request', () => {
  test('is answered with what both stages make of it, page by page', () => {
    const guest = external();
    guest.stage1
      .map(IOVA, DATA)
      .map(IOVA + 0x1000n, DATA + 0x1000n)
      .map(IOVA + 0x3000n, DATA);
    expect(guest.ask(IOVA, RW, NO_PASID, 5)).toEqual({
      status: 'SUCCESS',
      entries: [
        { firstPage: PAGE, lastPage: PAGE + 1, outputFirstPage: inMemory(DATA), permissions: RW, global: false },
        hole(PAGE + 2),
        { firstPage: PAGE + 3, lastPage: PAGE + 3, outputFirstPage: inMemory(DATA), permissions: RW, global: false },
        hole(PAGE + 4),
      ],
    });
    expect(guest.iommu.endpoint(1).grantedPages).toBe(3);
  });

  test('is answered in one range where pages move together by chance', () => {
    const guest = external();
    guest.stage1.map(IOVA, FAR).map(IOVA + 0x1000n, DATA + 0x1000n);
    guest.mapBelow(0x1000, inMemory(DATA));
    expect(guest.ask(IOVA, READ, NO_PASID, 2).entries).toMatchObject([{ firstPage: PAGE, lastPage: PAGE + 1 }]);
  });

  test.each<[string, GuestOptions, (guest: Guest) => unknown, bigint]>([
    ['nothing in the tables', {}, () => undefined, IOVA],
    ['a malformed entry', {}, (guest) => guest.stage1.put(IOVA, 0, 0xc5n), IOVA],
    [
      'an entry that is not accessed',
      { tables: { hardwareUpdate: false } },
      (guest) => guest.stage1.map(IOVA, DATA, { flags: 0x1fn }),
      IOVA,
    ],
    ['an address outside of the tables', {}, () => undefined, 2n ** 40n],
    ['nothing below', {}, (guest) => guest.stage1.map(IOVA, FAR), IOVA],
    ['a table that is not mapped below', { tables: { root: FAR } }, () => undefined, IOVA],
    [
      'a page too wide for the domain below',
      { changes: { iovaWidthBits: 40 } },
      (guest) => guest.stage1.map(IOVA, 2n ** 41n),
      IOVA,
    ],
    ['a PASID that is not attached', {}, (guest) => guest.iommu.detach(1, 5), IOVA],
  ])('is a success that grants nothing, and no fault, for %s', (_what, options, prepare, iova) => {
    const guest = external(options);
    prepare(guest);
    guest.said();
    expect(guest.ask(iova, READ, 5)).toEqual({ status: 'SUCCESS', entries: [hole(Number(iova >> 12n))] });
    expect([guest.faults(), guest.iommu.endpoint(1).grantedPages]).toEqual([[], 0]);
  });

  test('grants what is left where not everything asked for is allowed', () => {
    const guest = external();
    guest.stage1.map(IOVA, DATA, { flags: 0xd3n }).map(IOVA + 0x1000n, FAR);
    guest.mapBelow(0x1000, SPARE, READ);
    expect(guest.ask(IOVA, RW, NO_PASID, 2).entries).toMatchObject([{ permissions: READ }, { permissions: READ }]);
    expect(guest.ask(IOVA, WRITE).entries).toEqual([hole(PAGE)]);
  });

  test('for fetching grants that with reading only, and as both stages allow', () => {
    const guest = external();
    guest.stage1.map(IOVA, DATA);
    const asked = READ | EXECUTE;
    expect(guest.ask(IOVA, asked, 5).entries).toMatchObject([{ permissions: READ }]);
    guest.iommu.map(
      1,
      [
        {
          firstPage: 0,
          lastPage: 0x3ff,
          outputFirstPage: 0x400,
          permissions: RW | EXECUTE,
          ifMapped: 'SET_PERMISSIONS' as const,
        },
      ],
      'CONTINUE',
    );
    expect(guest.ask(IOVA, asked, 5).entries).toMatchObject([{ permissions: asked }]);
    expect(guest.ask(IOVA, READ, 5).entries).toMatchObject([{ permissions: READ }]);
  });

  test('for reading grants no writing; writing must be asked for (R-ATS-23)', () => {
    const guest = external();
    guest.stage1.map(IOVA, DATA);
    guest.ask(IOVA, READ);
    expect(translated(guest, inMemory(DATA))).toBe('NOT_GRANTED');
    guest.ask(IOVA, RW);
    expect(translated(guest, inMemory(DATA))).toBe('COMPLETED');
  });

  test('with privilege is answered for privileged accesses, and says nothing of others (R-ATS-18)', () => {
    const guest = external({ subject: SUBJECTS['x86-64, four levels']! });
    // A page of the supervisor.
    guest.stage1.map(IOVA, DATA, { flags: 0x63n });
    expect(guest.ask(IOVA, RW | PRIVILEGED, 5).entries).toMatchObject([{ permissions: RW | PRIVILEGED }]);
    expect(guest.ask(IOVA, RW, 5).entries).toEqual([hole(PAGE)]);
    expect(guest.read(IOVA, 5)).toBe('PERMISSION');
  });
});

describe('a translation that the tables call global', () => {
  const G = 0xffn;

  test('is said to be, where the request has a PASID', () => {
    const guest = external();
    guest.stage1.map(IOVA, DATA, { flags: G });
    expect(guest.ask(IOVA, READ, 5).entries).toMatchObject([{ global: true }]);
    expect(guest.ask(IOVA, READ).entries).toMatchObject([{ global: false }]);
    // From the IOTLB as well.
    expect(guest.ask(IOVA, READ, 5).entries).toMatchObject([{ global: true }]);
  });

  test('is a range of its own', () => {
    const guest = external();
    [DATA, DATA + 0x1000n, DATA + 0x2000n].forEach((output, i) => {
      guest.stage1.map(IOVA + BigInt(i) * 0x1000n, output, { flags: i === 1 ? G : 0xdfn });
    });
    expect(guest.ask(IOVA, READ, 5, 3).entries.map(({ firstPage, global }) => [firstPage, global])).toEqual([
      [PAGE, false],
      [PAGE + 1, true],
      [PAGE + 2, false],
    ]);
  });

  test('is not said to be where nothing is granted', () => {
    const guest = external();
    guest.stage1.map(IOVA, DATA, { flags: 0xf9n });
    expect(guest.ask(IOVA, READ, 5).entries).toEqual([hole(PAGE)]);
  });
});

describe('an abort of the walk', () => {
  const absent = (guest: Guest, iova: bigint) => guest.memory.absent.add(inMemory(guest.stage1.at(iova)));

  test('for the first page aborts the request, with a fault event (R-ATS-12)', () => {
    const guest = external();
    guest.stage1.map(IOVA, DATA);
    absent(guest, IOVA);
    guest.said();
    expect(guest.ask(IOVA, RW, 5)).toEqual({ status: 'COMPLETER_ABORT', entries: [] });
    expect(guest.faults()).toMatchObject([
      {
        reason: 'TABLE_ABORT',
        transaction: 'TRANSLATION_REQUEST',
        domainId: 2,
        pasid: 5,
        iova: IOVA,
        access: RW,
        deviceCookie: 5n,
        nested: { stage: 1, attachedDomainId: 2, level: 0, entryAddress: guest.stage1.at(IOVA) },
      },
    ]);
    expect(guest.iommu.endpoint(1).grantedPages).toBe(0);
  });

  test('for a page behind it is a hole, without a fault event', () => {
    const guest = external();
    // The first page of another table.
    const next = 0x1240_0000n;
    guest.stage1.map(next - 0x1000n, DATA).map(next, DATA);
    absent(guest, next);
    guest.said();
    const first = Number(next >> 12n) - 1;
    expect(guest.ask(next - 0x1000n, READ, NO_PASID, 2)).toMatchObject({
      status: 'SUCCESS',
      entries: [{ firstPage: first }, hole(first + 1)],
    });
    expect(guest.faults()).toEqual([]);
  });

  test('ends a DMA through the ATC with that fault', () => {
    const guest = new Guest({ endpoint: HOSTED });
    guest.stage1.map(IOVA, DATA);
    absent(guest, IOVA);
    guest.said();
    expect(guest.transfer({ kind: 'READ', length: 1 }, IOVA, NO_PASID, 'AUTOMATIC')).toMatchObject({
      status: 'FAULTED',
      faultReason: 'TABLE_ABORT',
      failedAddress: IOVA,
    });
    expect(guest.faults()).toMatchObject([{ reason: 'TABLE_ABORT', transaction: 'TRANSLATION_REQUEST' }]);
  });

  test('of a second stage is one as well', () => {
    const guest = external({ below: 'TABLES' });
    guest.stage1.map(IOVA, FAR);
    guest.stage2!.map(FAR, 0x9f_0000n);
    guest.memory.absent.add(Number(guest.stage2!.at(FAR) >> 12n));
    guest.said();
    expect(guest.ask(IOVA).status).toBe('COMPLETER_ABORT');
    expect(guest.faults()).toMatchObject([
      { reason: 'TABLE_ABORT', domainId: 1, nested: { stage: 2, guestPhysicalAddress: FAR } },
    ]);
  });
});

test('a DMA through the ATC reaches what both stages lead to, and is not troubled by what changes before it is invalidated', () => {
  const guest = new Guest({ endpoint: HOSTED });
  guest.stage1.map(IOVA, DATA);
  const write = (value: number) =>
    guest.transfer({ kind: 'WRITE', data: Uint8Array.of(value) }, IOVA + 5n, NO_PASID, 'AUTOMATIC').status;
  expect([write(3), guest.byteAt(DATA + 5n)]).toEqual(['COMPLETED', 3]);
  guest.stage1.map(IOVA, DATA + 0x1000n);
  expect([write(4), guest.byteAt(DATA + 5n)]).toEqual(['COMPLETED', 4]);
  guest.invalidate();
  expect([write(5), guest.byteAt(DATA + 5n), guest.byteAt(DATA + 0x1005n)]).toEqual(['COMPLETED', 4, 5]);
});

describe('guest-physical translations (R-ATS-32)', () => {
  const GPA: EndpointRequest = { ...EXTERNAL, context: { atsGuestPhysical: true } };
  const ATC: EndpointRequest = { ...HOSTED, context: { atsGuestPhysical: true } };
  const gpa = (options: GuestOptions = {}) => {
    const guest = external({ endpoint: GPA, ...options });
    guest.stage1.map(IOVA, DATA);
    return guest;
  };
  const page = Number(DATA >> 12n);

  test.each(['MAPPINGS', 'TABLES'] as const)(
    'are what a request is answered with, and an access passes the second stage: %s',
    (below) => {
      const guest = gpa({ below });
      expect(guest.ask(IOVA, RW).entries).toMatchObject([{ outputFirstPage: page, permissions: RW }]);
      expect([translated(guest, page), guest.byteAt(DATA + 0x123n)]).toEqual(['COMPLETED', 9]);
    },
  );

  test('are so for pages of a superpage, and from the IOTLB', () => {
    const guest = gpa();
    guest.stage1.map(0x4000_0000n, 0x20_0000n, { level: 1 });
    expect(guest.ask(0x4000_3000n).entries).toMatchObject([{ outputFirstPage: 0x203 }]);
    expect(guest.ask(0x4000_5000n, READ, NO_PASID, 2).entries).toMatchObject([
      { outputFirstPage: 0x205, lastPage: 0x4_0006 },
    ]);
  });

  test('are accessed only as they were granted; the page in memory was not', () => {
    const guest = gpa();
    expect(translated(guest, page)).toBe('NOT_GRANTED');
    guest.ask(IOVA, READ);
    expect([translated(guest, page, 'READ'), translated(guest, page)]).toEqual(['COMPLETED', 'NOT_GRANTED']);
    expect(translated(guest, inMemory(DATA), 'READ')).toBe('NOT_GRANTED');
  });

  test('fault where the second stage does not translate any more, with the address that was used', () => {
    const guest = gpa({ policy: { unmapInvalidates: false } });
    guest.stage1.map(IOVA, FAR);
    guest.mapBelow(0x1000, SPARE);
    guest.ask(IOVA, RW);
    expect(translated(guest, 0x1000)).toBe('COMPLETED');
    guest.iommu.map(
      1,
      [
        {
          firstPage: 0x1000,
          lastPage: 0x1000,
          outputFirstPage: SPARE,
          permissions: READ,
          ifMapped: 'SET_PERMISSIONS' as const,
        },
      ],
      'CONTINUE',
    );
    guest.said();
    expect(translated(guest, 0x1000)).toBe('PERMISSION');
    guest.unmap(1, FAR, FAR + 0xfffn);
    expect(translated(guest, 0x1000, 'READ')).toBe('NOT_MAPPED');
    const nested = {
      stage: 2,
      attachedDomainId: 2,
      guestPhysicalAddress: FAR + 0x123n,
      tableAccess: false,
      entryAddress: undefined,
    };
    expect(guest.faults()).toMatchObject([
      { reason: 'PERMISSION', transaction: 'TRANSLATED', iova: FAR + 0x123n, domainId: 1, access: WRITE, nested },
      { reason: 'NOT_MAPPED', transaction: 'TRANSLATED', iova: FAR + 0x123n, domainId: 1, access: READ, nested },
    ]);
  });

  test('need no invalidation where only the second stage moves, and follow at once', () => {
    const guest = gpa({ policy: { unmapInvalidates: false } });
    guest.stage1.map(IOVA, FAR);
    guest.mapBelow(0x1000, SPARE);
    guest.ask(IOVA, RW);
    guest.unmap(1, FAR, FAR + 0xfffn);
    guest.mapBelow(0x1000, SPARE + 1);
    expect([translated(guest, 0x1000), guest.memory.bytes[(SPARE + 1) * 4096 + 0x123]]).toEqual(['COMPLETED', 9]);
  });

  test('are used by an ATC the same way', () => {
    const guest = gpa({ endpoint: ATC });
    const dma = (address: bigint, pasid: number) =>
      guest.transfer({ kind: 'WRITE', data: Uint8Array.of(7) }, address, pasid, 'AUTOMATIC');
    expect([dma(IOVA + 4n, NO_PASID).status, guest.byteAt(DATA + 4n)]).toEqual(['COMPLETED', 7]);
    expect([dma(IOVA + 6n, 5).status, guest.byteAt(DATA + 6n)]).toEqual(['COMPLETED', 7]);
    expect(guest.iommu.explain(1, NO_PASID, IOVA, READ).explanation.atc).toMatchObject({ outputFirstPage: page });
  });

  test('of a copy pass it on each side', () => {
    const guest = gpa({ endpoint: ATC });
    guest.stage1.map(0x5000n, DATA + 0x1000n);
    guest.setByte(DATA + 2n, 55);
    expect(guest.transfer({ kind: 'COPY', source: IOVA + 2n, length: 1 }, 0x5003n, NO_PASID, 'AUTOMATIC').status).toBe(
      'COMPLETED',
    );
    expect(guest.byteAt(DATA + 0x1003n)).toBe(55);
  });

  test('are there only where there is a second stage', () => {
    const alone = gpa({ below: 'NOTHING' });
    expect(alone.ask(IOVA, RW).entries).toMatchObject([{ outputFirstPage: page }]);
    expect([translated(alone, page), alone.byteAt(DATA + 0x123n)]).toEqual(['COMPLETED', 9]);
    const guest = gpa();
    guest.iommu.attach(1, 7, 1, 0n);
    expect(guest.ask(0x3000n, RW, 7).entries).toMatchObject([{ outputFirstPage: 0x403 }]);
    expect(translated(guest, 0x403)).toBe('COMPLETED');
    expect(guest.memory.bytes[0x40_3123]).toBe(9);
  });

  test('given before the context changed are what they were', () => {
    const guest = gpa();
    guest.ask(IOVA, RW);
    guest.iommu.updateContext(1, { atsGuestPhysical: false });
    expect([translated(guest, page), guest.byteAt(DATA + 0x123n)]).toEqual(['COMPLETED', 9]);
    expect(guest.ask(IOVA, RW).entries).toMatchObject([{ outputFirstPage: inMemory(DATA) }]);
    expect(translated(guest, inMemory(DATA))).toBe('COMPLETED');
  });

  test('are translated for whoever names them where grants are not checked', () => {
    const guest = gpa({ policy: { translatedRequestCheck: 'CONTEXT' } });
    expect([translated(guest, page), guest.byteAt(DATA + 0x123n)]).toEqual(['COMPLETED', 9]);
    expect(translated(guest, 0x1000)).toBe('NOT_MAPPED');
  });

  test('are held until they are invalidated, as any other', () => {
    const guest = gpa();
    guest.ask(IOVA, RW);
    const { operationId } = guest.unmap(1, 0n, 0x3f_ffffn);
    expect(guest.hasEnded(operationId)).toBe(false);
    guest.iommu.completeInvalidations('EXTERNAL', 1, [0]);
    expect(guest.hasEnded(operationId)).toBe(true);
    expect(translated(guest, page)).toBe('NOT_GRANTED');
  });
});

test('memory that goes is forgotten by whoever holds it through both stages', () => {
  const guest = external();
  guest.stage1.map(IOVA, DATA);
  guest.ask(IOVA, RW);
  finish(guest.iommu.unmapOutput(MOVED, MOVED + 0xfffn));
  guest.iommu.completeInvalidations('EXTERNAL', 1, [0]);
  expect(translated(guest, inMemory(DATA))).toBe('NOT_GRANTED');
});
