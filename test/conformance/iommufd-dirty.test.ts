/** Dirty pages, case by case as iommufd has them. */
import type { DirtyPart } from '../../src/model/domain';
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';
import { refusal } from '../unit/core/refusal';
import { item, range, space, type Space } from './space';
import { access, MANUAL, translated, untranslated } from './stage';

/** Pages 0 to 15 in one mapping, with dirty tracking, which is on. */
function tracking(changes = {}): Space {
  const bench = space(changes, { dirtyTracking: true });
  bench.map(item(0, 15));
  bench.iommu.setDirtyTracking(1, true);
  return bench;
}

function writeTo(bench: Space, ...pages: number[]): void {
  for (const page of pages) {
    expect(access(bench, untranslated(page)).status).toBe('COMPLETED');
  }
}

interface Query {
  readonly pagesPerBit?: number;
  readonly keep?: boolean;
}

/** The parts of an answer. */
function parts(bench: Space, firstPage: number, lastPage: number, query: Query = {}): DirtyPart[] {
  const found: DirtyPart[] = [];
  for (let from: number | undefined = firstPage; from !== undefined;) {
    const request = { firstPage: from, lastPage, pagesPerBit: 1, keep: false, ...query };
    const { part, nextPage }: ReturnType<typeof bench.iommu.readDirty> = bench.iommu.readDirty(1, request);
    found.push(...(part === undefined ? [] : [part]));
    from = nextPage;
  }
  return found;
}

/** The dirty pages of a range, in the size asked for: the first page of each. */
function dirty(bench: Space, firstPage: number, lastPage: number, query: Query = {}): number[] {
  return parts(bench, firstPage, lastPage, query).flatMap(({ firstPage: base, bitmap, dirtyCount }) => {
    const bits = [...bitmap].flatMap((byte, at) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((i) => byte & (1 << i)).map((i) => at * 8 + i),
    );
    expect(dirtyCount).toBe(bits.length);
    return bits.map((bit) => base + bit * (query.pagesPerBit ?? 1));
  });
}

describe('dirty pages', () => {
  test('of what is no PAGING domain are refused', () => {
    const bench = tracking();
    const query = { ...range(0), pagesPerBit: 1, keep: false };
    bench.iommu.createDomain(2, { kind: 'IDENTITY', pageRequests: false });
    for (const [domainId, why] of [
      [2, 'DOMAIN_NOT_PAGING domain_id'],
      [9, 'DOMAIN_NOT_FOUND domain_id'],
    ] as const) {
      expect(bench.unchanged(() => refusal(() => bench.iommu.readDirty(domainId, query)))).toBe(why);
      expect(
        bench.unchanged(() =>
          refusal(() => {
            bench.iommu.setDirtyTracking(domainId, true);
          }),
        ),
      ).toBe(why);
    }
  });

  test('of a domain that was not made for them are refused', () => {
    const bench = space();
    bench.map(item(0));
    const query = { ...range(0), pagesPerBit: 1, keep: false };
    const why = 'DIRTY_TRACKING_NOT_SUPPORTED domain_id';
    expect(bench.unchanged(() => refusal(() => bench.iommu.readDirty(1, query)))).toBe(why);
    for (const enabled of [true, false]) {
      expect(
        bench.unchanged(() =>
          refusal(() => {
            bench.iommu.setDirtyTracking(1, enabled);
          }),
        ),
      ).toBe(why);
    }
  });

  test('are forgotten when recording is turned on, even if it was on', () => {
    const bench = tracking();
    for (const before of [true, false, true]) {
      bench.iommu.setDirtyTracking(1, before);
      bench.iommu.setDirtyTracking(1, before);
      writeTo(bench, 3);
      bench.iommu.setDirtyTracking(1, true);
      expect(dirty(bench, 0, 15)).toEqual([]);
      expect(bench.iommu.domain(1)).toMatchObject({ dirtyTracking: true, dirtyTrackingEnabled: true });
    }
  });

  test('are those that were written, and no others', () => {
    const bench = tracking();
    const read = { ...untranslated(2), transfer: { kind: 'READ', length: 4096 } } as const;
    access(bench, read);
    const across = {
      ...untranslated(0),
      address: 0x5fffn,
      transfer: { kind: 'WRITE', data: new Uint8Array(2) },
    } as const;
    access(bench, across);
    writeTo(bench, 9, 9);
    access(bench, untranslated(99));
    expect(dirty(bench, 0, 127)).toEqual([5, 6, 9]);
  });

  test('are counted from the first that was asked for, in the size that was asked for', () => {
    const bench = tracking();
    writeTo(bench, 5, 9, 10);
    const keep = true;
    expect(dirty(bench, 4, 15, { keep })).toEqual([5, 9, 10]);
    expect(dirty(bench, 4, 7, { keep, pagesPerBit: 4 })).toEqual([4]);
    expect(dirty(bench, 0, 15, { keep, pagesPerBit: 8 })).toEqual([0, 8]);
    const [part] = parts(bench, 8, 15, { keep, pagesPerBit: 2 });
    // Bit 0 is pages 8 and 9, bit 1 pages 10 and 11.
    expect(part).toEqual({ firstPage: 8, bitmap: new Uint8Array([0b11]), dirtyCount: 2 });
  });

  test('of a large mapping are those that were written', () => {
    const bench = space({}, { dirtyTracking: true });
    bench.map(item(512, 1023, 0));
    bench.iommu.setDirtyTracking(1, true);
    writeTo(bench, 512, 700);
    expect(dirty(bench, 512, 1023)).toEqual([512, 700]);
  });

  test('come in parts, and parts without any do not come', () => {
    const bench = space({}, { dirtyTracking: true });
    const far = 2 ** 40;
    bench.map(item(0, 9), item(far, far + 9, 20));
    bench.iommu.setDirtyTracking(1, true);
    writeTo(bench, 1, far + 2);
    const found = parts(bench, 0, 2 ** 41 - 1);
    expect(found.map(({ dirtyCount }) => dirtyCount)).toEqual([1, 1]);
    for (const { bitmap } of found) {
      expect(bitmap.length).toBeLessThanOrEqual(32_768);
      expect(bitmap.at(-1)).not.toBe(0);
    }
  });

  test('are told once, or again and again where they are kept', () => {
    const bench = tracking();
    writeTo(bench, 3, 8);
    for (const _time of [1, 2]) {
      expect(dirty(bench, 0, 15, { keep: true })).toEqual([3, 8]);
    }
    expect(dirty(bench, 0, 7)).toEqual([3]);
    expect(dirty(bench, 0, 15)).toEqual([8]);
    expect(dirty(bench, 0, 15)).toEqual([]);
    writeTo(bench, 3);
    expect(dirty(bench, 0, 15)).toEqual([3]);
  });

  test('can be read after recording is turned off, and none are added', () => {
    const bench = tracking();
    writeTo(bench, 3);
    bench.iommu.setDirtyTracking(1, false);
    bench.iommu.setDirtyTracking(1, false);
    writeTo(bench, 4);
    expect(dirty(bench, 0, 15)).toEqual([3]);
    expect(bench.iommu.domain(1)).toMatchObject({ dirtyTracking: true, dirtyTrackingEnabled: false });
  });

  test('behind a hole are told', () => {
    const bench = tracking();
    bench.map(item(30, 39));
    writeTo(bench, 2, 33);
    expect(dirty(bench, 0, 39, { keep: true })).toEqual([2, 33]);
    // What is not mapped any more is clean.
    bench.unmapPages(range(0, 15));
    bench.map(item(0, 15));
    expect(dirty(bench, 0, 39)).toEqual([33]);
  });

  test('are none where nothing is mapped, although an endpoint may still write there', () => {
    const bench = space({}, { dirtyTracking: true }, MANUAL);
    bench.map(item(1));
    bench.iommu.setDirtyTracking(1, true);
    const { entries } = bench.iommu.requestTranslation('HOSTED', 1, {
      pasid: NO_PASID,
      firstPage: 1,
      pageCount: 1,
      permissions: READ | WRITE,
    });
    expect(entries).toMatchObject([{ permissions: READ | WRITE }]);
    bench.unmapPages(range(1));
    expect(access(bench, translated(1)).status).toBe('COMPLETED');
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    bench.map(item(1));
    expect(dirty(bench, 0, 39)).toEqual([]);
  });

  test('are those written with translated addresses, too, each time', () => {
    const bench = space({}, { dirtyTracking: true }, { ats: {} });
    bench.map(item(1, 2, 11));
    bench.iommu.setDirtyTracking(1, true);
    const write = { ...untranslated(1), addressType: 'AUTOMATIC' } as const;
    for (const dma of [write, write, translated(11)]) {
      expect(access(bench, dma).status).toBe('COMPLETED');
      expect(dirty(bench, 0, 39)).toEqual([1]);
    }
  });
});
