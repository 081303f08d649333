import type { FaultReason } from '../../../src/model/fault';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import { riscv, SUBJECTS } from '../walkers/subjects';
import { FULL, pages, write } from './fixture';
import { Guest, SPARE, type GuestOptions } from './guest';
import { answer, atOnce, balanced, begin, oldest, pending } from './stage';

const IOVA = 0x1234_5000n;
const PAGE = Number(IOVA >> 12n);
const DATA = 0x1_0000n;
const FAR = 0x100_0000n;
const BYTES = Uint8Array.of(7);

const SUCCESS = 0;
const INVALID_REQUEST = 1;

describe('page requests of a nested domain', () => {
  const prepared = (options: GuestOptions = {}) => new Guest({ endpoint: FULL, pageRequests: true, ...options });

  test('are queued in it, not in the domain below, with the device', () => {
    const guest = prepared();
    begin(guest, write(IOVA, BYTES, 5));
    expect(pending(guest)).toMatchObject([
      { domainId: 2, endpointId: 1, deviceCookie: 5n, pasid: 5, pages: [{ page: PAGE, permissions: WRITE }] },
    ]);
    expect([1, 2].map((domainId) => guest.iommu.statistics({ domainId }).pending)).toEqual([0, 1]);
  });

  test.each<[string, (guest: Guest) => void, (guest: Guest) => void]>([
    ['the first stage', () => undefined, (guest) => guest.stage1.map(IOVA, DATA)],
    ['the second stage', (guest) => guest.stage1.map(IOVA, FAR), (guest) => guest.mapBelow(0x1000, SPARE)],
    [
      'permission to write, in the first',
      (guest) => guest.stage1.map(IOVA, DATA, { flags: 0xd3n }),
      (guest) => guest.stage1.map(IOVA, DATA),
    ],
    [
      'permission to write, in the second',
      (guest) => [guest.stage1.map(IOVA, FAR), guest.mapBelow(0x1000, SPARE, READ)],
      (guest) =>
        guest.iommu.map(1, [{ ...pages(0x1000, 0x1000, SPARE), ifMapped: 'SET_PERMISSIONS' as const }], 'CONTINUE'),
    ],
  ])('ask for what is missing in %s, and go on when it is there', (_where, prepare, mend) => {
    const guest = prepared();
    prepare(guest);
    const operation = begin(guest, write(IOVA + 1n, BYTES));
    expect(pending(guest)).toMatchObject([{ domainId: 2, pages: [{ page: PAGE, permissions: WRITE }] }]);
    mend(guest);
    answer(guest, SUCCESS);
    expect(guest.ended(operation).dma).toMatchObject({ status: 'COMPLETED', pageRequestGroups: 1 });
    balanced(guest);
  });

  test('are fruitless as long as a stage lacks what is needed', () => {
    const guest = prepared({ endpoint: { ...FULL, pri: { retryLimit: 1 } } });
    const operation = begin(guest, write(IOVA, BYTES));
    guest.stage1.map(IOVA, FAR);
    answer(guest, SUCCESS);
    expect(guest.hasEnded(operation)).toBe(false);
    answer(guest, SUCCESS);
    expect(guest.ended(operation).dma).toMatchObject({ status: 'RETRY_LIMIT', pageRequestGroups: 2 });
  });

  test('are not made for what no answer mends: an abort of the walk', () => {
    const guest = prepared();
    guest.stage1.map(IOVA, DATA);
    guest.memory.absent.add(Number((guest.stage1.at(IOVA) + guest.moved) >> 12n));
    expect(atOnce(guest, write(IOVA, BYTES))).toMatchObject({ status: 'FAULTED', faultReason: 'TABLE_ABORT' });
    expect(pending(guest)).toEqual([]);
  });

  test('end with the domain below when that is deleted', () => {
    const guest = prepared();
    const operation = begin(guest, write(IOVA, BYTES));
    expect(guest.iommu.deleteDomain(1, true).flushed).toMatchObject({ autoAnswered: 1 });
    expect(guest.ended(operation).dma).toMatchObject({ status: 'INVALID_REQUEST' });
    expect(balanced(guest)).toMatchObject({ pending: 0 });
  });

  test('are answered automatically where the domain takes none', () => {
    const guest = prepared({ pageRequests: false });
    expect(atOnce(guest, write(IOVA, BYTES))).toMatchObject({ status: 'INVALID_REQUEST' });
    expect(pending(guest)).toEqual([]);
  });

  test('answered Invalid Request end the DMA, whatever the tables hold by then', () => {
    const guest = prepared();
    const operation = begin(guest, write(IOVA, BYTES));
    guest.stage1.map(IOVA, DATA);
    answer(guest, INVALID_REQUEST);
    expect(guest.ended(operation).dma).toMatchObject({ status: 'INVALID_REQUEST' });
  });
});

describe('stalls of a nested domain', () => {
  const ARM = SUBJECTS['AArch64, 4 KiB, 48 bits']!;
  const prepared = (options: GuestOptions = {}) =>
    new Guest({
      endpoint: { kind: 'PLATFORM', stall: { retryLimit: 2 } },
      profile: 'SMMUV3',
      pageRequests: true,
      subject: ARM,
      ...options,
    });
  const untranslated = { ...write(IOVA, BYTES), addressType: 'UNTRANSLATED' as const };
  /** Valid, page, AP[1], nG. */
  const FLAGS = 0x843n;
  const ACCESSED = 0x400n;
  const READ_ONLY = 0x80n;

  // Translation, address size, access flag, permission: SMMUv3 7.3.11 to 7.3.14.
  test.each<[FaultReason, string, bigint, object]>([
    ['NOT_MAPPED', 'an entry that is not valid', 0n, {}],
    ['OUTPUT_TOO_WIDE', 'an entry that leads too far', (1n << 40n) | FLAGS | ACCESSED, { outputWidthBits: 40 }],
    ['ACCESS_FLAG_CLEAR', 'an entry without access flag', DATA | FLAGS, { hardwareAccessFlag: false }],
    ['PERMISSION', 'an entry that is read-only', DATA | FLAGS | ACCESSED | READ_ONLY, {}],
  ])('hold an access that meets %s: %s', (reason, _what, entry, tables) => {
    const guest = prepared({ tables });
    guest.stage1.put(IOVA, 3, entry);
    guest.said();
    const operation = begin(guest, untranslated);
    expect(guest.faults()).toEqual([]);
    expect(pending(guest)).toMatchObject([{ domainId: 2, stallTag: 0, stallReason: reason, pages: [{ page: PAGE }] }]);
    guest.stage1.map(IOVA, DATA);
    guest.iommu.respond([{ cookie: oldest(guest).cookie, rawCode: 0, stallAction: 'RETRY' }], 'CONTINUE');
    expect(guest.ended(operation).dma).toMatchObject({ status: 'COMPLETED' });
    expect(guest.byteAt(DATA)).toBe(7);
  });

  test('hold an access outside of what the tables cover', () => {
    const guest = prepared();
    begin(guest, { ...untranslated, address: 2n ** 50n });
    expect(pending(guest)).toMatchObject([{ stallReason: 'ADDRESS_TOO_WIDE' }]);
  });

  test.each<[FaultReason, string, (guest: Guest) => unknown]>([
    ['NOT_MAPPED', 'that is missing in the second stage', (guest) => guest.stage1.map(IOVA, FAR)],
    [
      'PERMISSION',
      'that the second stage forbids',
      (guest) => [guest.stage1.map(IOVA, FAR), guest.mapBelow(0x1000, SPARE, READ)],
    ],
    [
      'TABLE_ABORT',
      'whose tables cannot be read',
      (guest) => {
        guest.stage1.map(IOVA, DATA);
        guest.memory.absent.add(Number((guest.stage1.at(IOVA) + guest.moved) >> 12n));
      },
    ],
  ])('do not hold what no guest can mend: %s, a page %s (R-SMMU-02)', (reason, _what, prepare) => {
    const guest = prepared();
    prepare(guest);
    guest.said();
    expect(atOnce(guest, untranslated)).toMatchObject({ status: 'FAULTED', faultReason: reason });
    expect(pending(guest)).toEqual([]);
    expect(guest.faults()).toMatchObject([{ reason, domainId: reason === 'TABLE_ABORT' ? 2 : 1, iova: IOVA }]);
  });

  test('hold none of a domain that takes no page requests', () => {
    const guest = prepared({ pageRequests: false });
    expect(atOnce(guest, untranslated)).toMatchObject({ faultReason: 'NOT_MAPPED' });
  });

  test('hold a copy whose source is mapped and whose target is not', () => {
    const guest = prepared();
    guest.stage1.map(IOVA, DATA);
    const transfer = { kind: 'COPY' as const, source: IOVA, length: 1 };
    begin(guest, { addressType: 'UNTRANSLATED', pasid: NO_PASID, address: 0x5000n, transfer });
    expect(pending(guest)).toMatchObject([{ stallReason: 'NOT_MAPPED', pages: [{ page: 5, permissions: WRITE }] }]);
  });
});

test('tables of a second stage alone take page requests too', () => {
  const guest = new Guest({ subject: riscv('SV39X4'), below: 'NOTHING', endpoint: FULL, pageRequests: true });
  const operation = begin(guest, write(IOVA, BYTES));
  guest.stage1.map(IOVA, DATA);
  answer(guest, SUCCESS);
  expect(guest.ended(operation).dma).toMatchObject({ status: 'COMPLETED' });
});
