import type { ViommuRequest } from '../../../src/session';
import { configOf } from '../../../src/session/config';
import { reasonOf, refusalOf } from './support';

const range = (firstPage: number, lastPage: number) => ({ firstPage, lastPage });

describe('widths', () => {
  test.each([
    ['GENERIC', 64, 64],
    ['VTD', 57, 52],
    ['SMMUV3', 52, 52],
    ['RISCV', 59, 56],
    ['AMDVI', 64, 52],
    ['VIRTIO', 64, 64],
  ] as const)(
    '%s has %i bits of IOVA and %i of output address, unless fewer are asked for',
    (profile, iova, output) => {
      expect(configOf({ profile })).toMatchObject({ iovaWidthBits: iova, outputWidthBits: output });
      const fewer = { iovaWidthBits: 12, outputWidthBits: output - 1 };
      expect(configOf({ profile, ...fewer })).toMatchObject(fewer);
    },
  );

  test.each([
    ['VTD', { iovaWidthBits: 58 }, 'config.iova_width_bits 58 is not in 12..57, the most of profile VTD'],
    ['RISCV', { outputWidthBits: 57 }, 'config.output_width_bits 57 is not in 12..56, the most of profile RISCV'],
    ['GENERIC', { iovaWidthBits: 11 }, 'config.iova_width_bits 11 is not in 12..64, the most of profile GENERIC'],
  ] as const)('%s: %j is refused, and the message says how many there are', (profile, request, message) => {
    const refusal = refusalOf(() => configOf({ profile, ...request }));
    expect([refusal.reason, refusal.message]).toEqual(['WIDTH_OUT_OF_RANGE', message]);
  });
});

test.each([12, 30])('a granule of %i bits', (granuleBits) => {
  expect(configOf({ granuleBits }).granuleBits).toBe(granuleBits);
});

test.each([11, 31])('no granule of %i bits', (granuleBits) => {
  expect(refusalOf(() => configOf({ granuleBits }))).toMatchObject({
    reason: 'WIDTH_OUT_OF_RANGE',
    field: 'config.granule_bits',
  });
});

describe('reserved ranges', () => {
  test('are kept in order; those that touch stay apart', () => {
    expect(configOf({}).reservedRanges).toEqual([]);
    expect(configOf({ reservedRanges: [range(32, 47), range(0, 15), range(16, 31)] }).reservedRanges).toEqual([
      range(0, 15),
      range(16, 31),
      range(32, 47),
    ]);
  });

  test.each<[string, ViommuRequest]>([
    ['RANGES_OVERLAP', { reservedRanges: [range(4, 8), range(0, 4)] }],
    ['ADDRESS_MISALIGNED', { granuleBits: 16, reservedRanges: [range(1, 15)] }],
    ['ADDRESS_MISALIGNED', { granuleBits: 16, reservedRanges: [range(0, 16)] }],
  ])('%s', (reason, request) => {
    expect(refusalOf(() => configOf(request))).toMatchObject({ reason, field: 'config.reserved_iova_ranges' });
  });
});

describe('entries of the IOTLB', () => {
  const entries = (iotlb_entries: bigint) => configOf({ limits: { iotlb_entries } }).limits.iotlb_entries;

  test.each([0n, 4n, 8n, 1024n, 1_048_576n])('%s', (count) => {
    expect(entries(count)).toBe(Number(count));
  });

  test.each([1n, 2n, 3n, 5n, 1023n, 1_048_575n, 2_097_152n, 2n ** 64n - 1n])('not %s', (count) => {
    const refusal = refusalOf(() => entries(count));
    expect(refusal).toMatchObject({
      reason: 'LIMIT_OUT_OF_RANGE',
      field: 'config.limits.iotlb_entries',
      metadata: { limit: 'iotlb_entries', maximum: '1048576' },
    });
    expect(refusal.message).toBe(`iotlb_entries ${count} is not 0, or a power of two in 4..1048576`);
  });

  test('other limits cannot be 0, and need no power of two', () => {
    expect(reasonOf(() => configOf({ limits: { max_domains: 0n } }))).toBe('LIMIT_OUT_OF_RANGE');
    expect(configOf({ limits: { max_domains: 3n } }).limits.max_domains).toBe(3);
  });
});

test('what becomes of a partial unmap', () => {
  expect(configOf({}).policy.partialUnmap).toBe('REFUSE');
  expect(configOf({ policy: { partialUnmap: 'SPLIT' } }).policy.partialUnmap).toBe('SPLIT');
});
