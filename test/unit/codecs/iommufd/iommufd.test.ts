import { toHex } from '../../../../src/base/bytes';
import { describeRecord, encodeRecord } from '../../../../src/codecs/text';
import { bytesFrom, checkLaws, checkVectors, codecOf, vectorsOf } from '../support';

const OWN = ['pgfault', 'page_response', 'vevent_header', 'hwpt_invalidate', 'hwpt_vtd_s1_invalidate'];
const WITH_VECTORS = [
  'pgfault',
  'vevent_header',
  'hwpt_invalidate',
  'hwpt_vtd_s1_invalidate',
  'viommu_arm_smmuv3_invalidate',
];

describe.each(WITH_VECTORS)('iommufd %s', (queue) => {
  describe('golden vectors', () => checkVectors('iommufd', queue, vectorsOf('iommufd', queue)));
});

describe.each(OWN)('iommufd %s', (queue) => {
  describe('laws', () => checkLaws(codecOf('iommufd', queue)));
});

const text = (queue: string, hex: string) => describeRecord(codecOf('iommufd', queue), bytesFrom(hex));

const encoded = (queue: string, kind: string, fields: object): string => {
  const result = encodeRecord(codecOf('iommufd', queue), { kind, fields });
  return result.ok ? toHex(result.bytes) : result.message;
};

describe('SMMUv3 entries are passed on', () => {
  test('as events', () => {
    const [vector] = vectorsOf('smmuv3', 'evtq');
    const { hex, kind, fields } = vector!;
    expect(text('vevent_arm_smmuv3', hex)).toMatchObject({ kind, fields, reencoded_hex: hex });
  });

  test('as commands', () => {
    for (const { hex, kind, fields } of vectorsOf('smmuv3', 'cmdq')) {
      expect(text('viommu_arm_smmuv3_invalidate', hex)).toMatchObject({ kind, fields, reencoded_hex: hex });
    }
  });
});

// Computed by hand from the structures above each layout.
describe('records computed by hand', () => {
  test.each([
    ['page_response', { cookie: 0x12345678, response: 'success', code: 0 }, '7856341200000000'],
    ['page_response', { cookie: 1, response: 'invalid' }, '0100000001000000'],
    // Sequence 2^31-1 is the last one before 0.
    ['vevent_header', { header_flags: 0, sequence: 0x7fffffff }, '00000000ffffff7f'],
    [
      'pgfault',
      { flags: 7, dev_id: 1, pasid: 2, grpid: 3, perm: 15, addr: '0xfffffffffffff000', length: 4, cookie: 5 },
      '070000000100000002000000030000000f0000000000000000f0ffffffffffff0400000005000000',
    ],
    ['hwpt_invalidate', { size: 32, hwpt_id: 1 }, '2000000001000000' + '0'.repeat(48)],
  ])('%s', (kind, fields, hex) => {
    expect(encoded(kind, kind, fields)).toBe(hex);
    expect(text(kind, hex)).toMatchObject({ kind, fields, reserved_bits: [], reencoded_hex: hex });
  });
});

test('a failure cannot be said', () => {
  expect(encoded('page_response', 'page_response', { response: 'failure' })).toBe(
    'response = "failure" cannot be said; give one of success, invalid',
  );
  const { fields, error } = text('page_response', '010000000f000000');
  expect(fields).toEqual({ cookie: 1, code: 15 });
  expect(error).toBe('code = 15 is EINVAL; 0 and 1 are all there are');
});

test('what the kernel refuses of an invalidation is decoded all the same', () => {
  const refused = (fields: object) =>
    text('hwpt_vtd_s1_invalidate', encoded('hwpt_vtd_s1_invalidate', 'hwpt_vtd_s1_invalidate', fields)).error;
  expect(refused({ flags: 2 })).toBe('flags = 2 is EOPNOTSUPP; 1 (leaf) is all there is');
  expect(refused({ addr: 1 })).toBe('addr is EINVAL: it is no page address');
  expect(refused({ addr: 0x1000, npages: '0xffffffffffffffff' })).toBe('addr is EINVAL: it must be 0 with all pages');
  expect(refused({ npages: '0xffffffffffffffff', flags: 1 })).toBeUndefined();
});

test('reserved words are reported', () => {
  const hex = '00'.repeat(20) + '01000000' + '00'.repeat(16);
  expect(text('pgfault', hex)).toMatchObject({ reserved_bits: [160], reencoded_hex: hex });
});
