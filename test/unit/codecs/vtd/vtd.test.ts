import { toHex } from '../../../../src/base/bytes';
import { describeRecord, encodeRecord } from '../../../../src/codecs/text';
import { qiCodec } from '../../../../src/codecs/vtd/qi';
import { bytesFrom, checkLaws, checkVector, checkVectors, codecOf, vectorsOf } from '../support';

/** Vectors that show what a peer does wrong; they are decoded with the quirk below. */
const PEERS_MISTAKES = ['vtd.frcd.QEMU_TRUNCATES_pasid20'];

describe.each(['qi', 'prq', 'frcd'])('vtd %s', (queue) => {
  const vectors = vectorsOf('vtd', queue).filter(({ id }) => !PEERS_MISTAKES.includes(id));
  describe('golden vectors', () => checkVectors('vtd', queue, vectors));
  describe('laws', () => checkLaws(codecOf('vtd', queue)));
});

const text = (queue: string, hex: string, ...quirks: string[]) =>
  describeRecord(codecOf('vtd', queue, { quirks }), bytesFrom(hex));

const encoded = (queue: string, kind: string, fields: object, ...quirks: string[]): string => {
  const result = encodeRecord(codecOf('vtd', queue, { quirks }), { kind, fields });
  return result.ok ? toHex(result.bytes) : result.message;
};

const high = '0'.repeat(32);

// Computed by hand from the bit ranges of VT-d 6.5.2, 7.4.1 and 11.4.7.6.
describe('records computed by hand', () => {
  test.each([
    // 5 | SW (0x20), FN (0x40), PD (0x80); data 0x12345678; address 0x2_0000_0004 in bits 127:66.
    [
      'qi',
      'invalidation_wait',
      { if: 0, sw: 1, fn: 1, pd: 1, status_data: 0x12345678, status_addr: '0x200000004' },
      'e5000000785634120400000002000000' + high,
    ],
    // A pure barrier: 5 | FN.
    ['qi', 'invalidation_wait', { fn: 1 }, '4500000000000000' + '0'.repeat(48)],
    // 9 | PP; RC 0; RID 0x0108; PASID 0x42; PRGI 0xa5 << 3 in the second word.
    [
      'qi',
      'page_group_response',
      { pp: 1, rid: 264, pasid: 66, prgi: 165, response: 'success' },
      '19000801420000002805000000000000' + high,
    ],
    // 8; MIP 3 << 4; PFSID 0xabc: 0xc << 12 and 0xab << 52; SID 0x1234; PASID 0xfffff; G; address.
    [
      'qi',
      'pasid_device_tlb_invalidate',
      { max_inv_pending: 3, pfsid: 0xabc, sid: 0x1234, pasid: 0xfffff, g: 1, addr: '0x7000' },
      '38c03412ffffbf0a0170000000000000' + high,
    ],
    // 10; G 3 << 4; HPTDID 7; AM 2; IH 3 << 6; address 0x5000.
    [
      'qi',
      'hpt_cache_invalidate',
      { g: 3, hptdid: 7, am: 2, ih: 3, addr: '0x5000' },
      '3a00070000000000c250000000000000' + high,
    ],
    // A stop marker: type 1, PP, LPIG and nothing asked for.
    ['prq', 'page_request', { pp: 1, rid: 1, pasid: 2, lpig: 1 }, '01010100020000000400000000000000' + high],
    // Reason 25h, index 0x55 in bits 63:48 of the fault information.
    [
      'frcd',
      'fault_record',
      { f: 1, type: 'write', sid: 0x10, fault_reason: 0x25, fault_info: '0x55000000000000' },
      '00000000000055001000000025000080',
    ],
  ])('%s %s', (queue, kind, fields, hex) => {
    expect(encoded(queue, kind, fields)).toBe(hex);
    expect(text(queue, hex)).toMatchObject({ kind, fields, reserved_bits: [], reencoded_hex: hex });
  });
});

describe('the width of a descriptor', () => {
  test('is 256 bits unless said otherwise, and follows from the bytes', () => {
    expect(encoded('qi', 'iotlb_invalidate', { granularity: 'global' })).toHaveLength(64);
    expect(encoded('qi', 'iotlb_invalidate', { granularity: 'global', width_bits: 128 })).toHaveLength(32);
    expect(text('qi', '12000000000000000000000000000000').fields).toMatchObject({ width_bits: 128 });
    expect(encoded('qi', 'unknown', { type: 21 })).toBe('0502'.padEnd(64, '0'));
    expect(encoded('qi', 'iotlb_invalidate', { width_bits: 192 })).toContain('width_bits = 192 contradicts');
    expect(encoded('qi', 'pasid_cache_invalidate', { width_bits: 128 })).toContain('width_bits = 128 contradicts');
  });

  test('the upper half of a 256-bit descriptor is reserved', () => {
    const hex = '1200000000000000' + '0'.repeat(16) + '0100000000000000' + '0000000000000080';
    expect(text('qi', hex)).toMatchObject({ reserved_bits: [128, 255], reencoded_hex: hex });
  });

  test.each([6, 7, 8, 9, 10])('type %i is unknown in 128 bits', (type) => {
    const hex = `${type.toString(16).padStart(2, '0')}000000000000000000000000000000`;
    expect(text('qi', hex)).toMatchObject({ kind: 'unknown', fields: { type, width_bits: 128 }, reencoded_hex: hex });
    expect(text('qi', hex + high).kind).not.toBe('unknown');
  });
});

describe('a range coded in the address', () => {
  const range = (raw: bigint) => {
    const word = Buffer.alloc(8);
    word.writeBigUInt64LE(raw | 1n);
    return text('qi', `0300000000000000${word.toString('hex')}`).fields;
  };

  test('ends at the lowest zero bit', () => {
    expect(range(0x0n)).toMatchObject({ addr_raw: '0x0', addr: '0x0', range_bytes: '0x2000' });
    expect(range(0x7f00000ff000n)).toMatchObject({ addr: '0x7f0000000000', range_bytes: '0x200000' });
    expect(range(0xbffffffffffff000n)).toMatchObject({ addr: '0x8000000000000000', range_bytes: '0x8000000000000000' });
  });

  test('is everything when only bit 63 is zero, and nothing known when no bit is', () => {
    expect(range(0x7ffffffffffff000n)).toMatchObject({ addr: 'all', range_bytes: 'all' });
    expect(range(0xfffffffffffff000n)).toMatchObject({ addr: 'unspecified', range_bytes: 'unspecified' });
  });

  test('can be given as address and size', () => {
    const from = (fields: object) => encoded('qi', 'device_tlb_invalidate', { width_bits: 128, ...fields });
    const word = (result: string) => Buffer.from(result, 'hex').readBigUInt64LE(8);
    expect(word(from({ s: 1, addr: '0xffff880000', range_bytes: '0x10000' }))).toBe(0xffff887001n);
    expect(word(from({ s: 1, range_bytes: 'all' }))).toBe(0x7ffffffffffff001n);
    expect(word(from({ s: 0, addr: '0x4000' }))).toBe(0x4000n);
    expect(from({ s: 1, addr: '0x4000' })).toContain('range_bytes = undefined: with s = 1 give a power of two');
    for (const range_bytes of ['0x3000', '0x1000', 0, 1n << 65n]) {
      expect(from({ s: 1, addr: 0, range_bytes })).toMatch(
        /^range_bytes = .*: with s = 1 give a power of two from 0x2000/,
      );
    }
    expect(from({ s: 1, addr: '0x1000', range_bytes: '0x2000' })).toContain('addr = "0x1000" is no multiple');
    expect(from({ s: 0, addr: 0, range_bytes: '0x2000' })).toContain('range_bytes = "0x2000" contradicts');
    expect(from({ s: 1, addr_raw: 0, addr: '0x2000' })).toContain('addr = "0x2000" contradicts');
  });
});

describe('page responses', () => {
  test.each([
    ['success', 0],
    ['invalid', 1],
    ['failure', 15],
  ])('%s is code %i', (response, code) => {
    const hex = encoded('qi', 'page_group_response', { response });
    expect(text('qi', hex).fields).toMatchObject({ response, response_code: code });
  });

  test('every reserved code is a failure', () => {
    for (let code = 2; code < 16; code += 1) {
      const { fields } = text('qi', encoded('qi', 'page_group_response', { response_code: code }));
      expect(fields).toMatchObject({ response: 'failure', response_code: code });
    }
  });

  test('a word that is none, or another one than the code', () => {
    expect(encoded('qi', 'page_group_response', { response: 'later' })).toBe(
      'response = "later" cannot be said; give one of success, invalid, failure',
    );
    expect(encoded('qi', 'page_group_response', { response: 'invalid', response_code: 0 })).toBe(
      'response = "invalid" contradicts the rest, which makes it "success"',
    );
  });

  test('bit 66 is ignored, not reserved', () => {
    const legacy = vectorsOf('vtd', 'qi').find(({ id }) => id === 'vtd.pgresp.legacy_lpig')!;
    expect(text('qi', legacy.hex)).toMatchObject({ fields: { ignored: 1 }, reserved_bits: [] });
  });
});

test('granularities without a meaning stay numbers and are refused', () => {
  const refused = [
    ['01', 'context_cache_invalidate'],
    ['02', 'iotlb_invalidate'],
    ['06', 'pasid_iotlb_invalidate'],
    ['27', 'pasid_cache_invalidate'],
  ] as const;
  for (const [byte, kind] of refused) {
    const found = text('qi', byte + '0'.repeat(62));
    expect(found).toMatchObject({ kind, fields: { granularity: byte === '27' ? 2 : 0 } });
    expect(found.error).toMatch(/^granularity [02] is reserved$/);
  }
});

test('fault reasons have names, unknown ones only their number', () => {
  expect(text('frcd', '00000000000000000000000047000080').fields).toMatchObject({
    fault_reason: 0x47,
    reason_name: 'page requests not enabled',
  });
  expect(text('frcd', '000000000000000000000000ff000080').fields).not.toHaveProperty('reason_name');
});

describe('quirks', () => {
  test('QEMU_FRCD: 16 bits of PASID and no second type bit', () => {
    const vector = vectorsOf('vtd', 'frcd').find(({ id }) => id === PEERS_MISTAKES[0])!;
    checkVector(codecOf('vtd', 'frcd', { quirks: ['QEMU_FRCD'] }), vector);
    expect(encoded('frcd', 'fault_record', { pasid: 0x10000 }, 'QEMU_FRCD')).toContain('16 bits hold');
    expect(text('frcd', '00000000000000000000007000000001', 'QEMU_FRCD').reserved_bits).toEqual([92, 93, 94, 120]);
  });

  test('QEMU_NO_DIT: PFSID is reserved', () => {
    const vector = vectorsOf('vtd', 'qi').find(({ id }) => id === 'vtd.devtlb.range16p')!;
    expect(text('qi', vector.hex, 'QEMU_NO_DIT').reserved_bits).toEqual([15, 57, 59, 60, 62]);
  });

  test('QEMU_NO_PD and QEMU_NO_EXR: the bits are reserved', () => {
    expect(text('qi', '8500000000000000' + '0'.repeat(48), 'QEMU_NO_PD').reserved_bits).toEqual([7]);
    expect(text('prq', '0100000000001000' + '0'.repeat(48), 'QEMU_NO_EXR').reserved_bits).toEqual([52]);
    expect(encoded('prq', 'page_request', { exr: 1 }, 'QEMU_NO_EXR')).toBe('exr = 1 does not fit: 0 bits hold 0..0x0');
  });

  test('R3_PRIVATE_DATA: requests and responses carry it', () => {
    const data = '11'.repeat(8) + '22'.repeat(8);
    const request = '0102000000000000' + '0000000000000000' + data;
    const fields = { pdp: 1, private_data_0: '0x1111111111111111', private_data_1: '0x2222222222222222' };
    expect(text('prq', request, 'R3_PRIVATE_DATA')).toMatchObject({
      fields,
      reserved_bits: [],
      reencoded_hex: request,
    });
    const response = '2900000000000000' + '0400000000000000' + data;
    expect(text('qi', response, 'R3_PRIVATE_DATA')).toMatchObject({
      fields: { ...fields, lpig: 1 },
      reserved_bits: [],
      reencoded_hex: response,
    });
    expect(text('qi', response).reserved_bits).toContain(5);
  });

  test('LINUX_FAILURE_IS_2: only what is written changes', () => {
    const hex = encoded('qi', 'page_group_response', { response: 'failure' }, 'LINUX_FAILURE_IS_2');
    expect(text('qi', hex).fields).toMatchObject({ response_code: 2, response: 'failure' });
  });
});

test('a decoded record is typed by its kind', () => {
  const decoded = qiCodec(new Set()).decode(
    bytesFrom('19101fffffff0f00f80f0000000000000000000000000000' + '0'.repeat(16)),
  );
  if (!decoded.ok || decoded.kind !== 'page_group_response') throw new Error('not decoded');
  const { rid, pasid, prgi, response } = decoded.fields;
  expect([rid, pasid, prgi, response]).toEqual([0xff1f, 0xfffff, 511, 'invalid']);
});
