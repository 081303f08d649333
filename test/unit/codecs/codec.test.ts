import { toHex } from '../../../src/base/bytes';
import { Codec } from '../../../src/codecs/codec';
import { byCodes, unknownRecord } from '../../../src/codecs/dispatch';
import { bits, choice, data, flag, optional, split, wide, zero } from '../../../src/codecs/field';
import { layout } from '../../../src/codecs/layout';
import { findCodec, QUEUES } from '../../../src/codecs/registry';
import { describeRecord, encodeRecord, type RecordDraft } from '../../../src/codecs/text';
import { bytesFrom, codecOf } from './support';

const CODE = bits('code', 3, 0);
const first = layout(
  'first',
  [8, 12],
  [
    CODE,
    split('apart', [15, 12], [5, 4]),
    choice('colour', [[7, 6]], { 1: 'red', 2: 'green' }),
    data('payload', 63, 32),
    zero('absent'),
    optional(flag('edge', 64)),
    optional(flag('late', 95)),
  ],
  {
    constants: { code: 1 },
    derived: { twice: ({ apart }) => apart * 2 },
    complete: (given) => (given['twice'] === 7 ? 'twice = 7 is odd' : given),
    size: (given) => (given['late'] === undefined ? 8 : 12),
    violation: ({ colour }) => (colour === 3 ? 'colour 3 is reserved' : undefined),
  },
);
const second = layout('second', 8, [CODE, wide('page', 63, 12, 12)], { constants: { code: 2 } });
const raw = unknownRecord([8, 12], [CODE], 32);
const known = byCodes([first, second], CODE);
const codec = new Codec({ name: 'test queue', layouts: [first, second, raw], select: (words) => known(words) ?? raw });

const encoded = (kind: string, fields: object): string => {
  const result = encodeRecord(codec, { kind, fields });
  return result.ok ? toHex(result.bytes) : result.message;
};

test('fields are read where they are', () => {
  expect(codec.decode(bytesFrom('91a10000efbeadde'))).toEqual({
    ok: true,
    kind: 'first',
    fields: { code: 1, apart: 0b101001, colour: 'green', payload: 0xdeadbeef, absent: 0, twice: 82 },
    reservedBits: [8],
  });
});

test('a field of the longer form is there in the longer form only', () => {
  expect(codec.decode(bytesFrom('010000000000000000000080'))).toMatchObject({
    fields: { edge: 0, late: 1 },
    reservedBits: [],
  });
  expect(encoded('first', { late: 1 })).toBe('010000000000000000000080');
  expect(encoded('first', { late: 0 })).toBe('010000000000000000000000');
  expect(encoded('first', {})).toBe('0100000000000000');
});

test('values are numbers, bigints, words, or numbers as text', () => {
  for (const value of [0xdeadbeef, 0xdeadbeefn, '0xdeadbeef', '0XDEADBEEF', '3735928559']) {
    expect(encoded('first', { payload: value })).toBe('01000000efbeadde');
  }
  for (const value of ['green', 2, 2n, '2', '0x2'])
    expect(encoded('first', { colour: value })).toBe('8100000000000000');
});

test('a refusal names the field, the value and the way out', () => {
  expect(encoded('first', { apart: 64 })).toBe('apart = 64 does not fit: 6 bits hold 0..0x3f');
  expect(encoded('second', { page: 0x1001 })).toBe(
    'page = 4097 has low bits that are not stored; give a multiple of 0x1000',
  );
  expect(encoded('first', { colour: 'blue' })).toBe(
    'colour = "blue" is no unsigned integer of at most 64 bits; write it in decimal or as 0x…, or one of red, green',
  );
  expect(encoded('first', { apart: '9'.repeat(1000) })).toContain('is no unsigned integer of at most 64 bits');
  expect(encoded('first', { absent: 1 })).toBe('absent = 1 does not fit: 0 bits hold 0..0x0');
  expect(encoded('first', { page: 0 })).toBe(
    'first has no field "page"; it has code, apart, colour, payload, absent, edge, late, twice',
  );
  expect(encoded('third', {})).toBe('test queue has no record "third"; it has first, second, unknown');
  expect(encoded('first', { twice: 7 })).toBe('twice = 7 is odd');
});

test('what is given must agree with the record it makes', () => {
  expect(encoded('first', { apart: 3, twice: 6 })).toBe('3100000000000000');
  expect(encoded('first', { apart: 3, twice: 8 })).toBe('twice = 8 contradicts the rest, which makes it 6');
  expect(encoded('first', { code: 1 })).toBe('0100000000000000');
  expect(encoded('first', { code: 2 })).toBe('code = 2 contradicts the rest, which makes it 1');
  expect(encoded('unknown', { code: 2 })).toBe('with these fields it is no unknown but second; name that kind instead');
  expect(encoded('unknown', { code: 3, word0: 4 })).toBe('word0 = 4 contradicts the rest, which makes it 3');
});

test('names that objects inherit are no fields', () => {
  for (const name of ['toString', 'constructor', 'hasOwnProperty']) {
    expect(encoded('first', { [name]: 1 })).toContain('first has no field');
  }
  expect(encoded('first', JSON.parse('{"__proto__": 1}') as object)).toContain('first has no field "__proto__"');
});

test('a draft that is none', () => {
  const refusal = (draft: RecordDraft): string => {
    const result = encodeRecord(codec, draft);
    return result.ok ? toHex(result.bytes) : result.message;
  };
  expect(refusal({})).toBe('kind = undefined is no text; give the name of a record');
  expect(refusal({ kind: 'first', fields: null })).toBe('fields = null is no object; give values by name');
  expect(refusal({ kind: 'first', fields: [1] })).toContain('give values by name');
  expect(refusal({ kind: 'first', reservedBits: 8 })).toBe('reserved_bits = 8 is no list; give the numbers of bits');
  expect(refusal({ kind: 'first', reservedBits: ['8'] })).toContain('bit "8" is no reserved bit of first');
  expect(refusal({ kind: 'first' })).toBe('0100000000000000');
  expect(refusal({ kind: 'first', reservedBits: [8, 8] })).toBe('0101000000000000');
});

test('fields left undefined are left out', () => {
  expect(encoded('first', { apart: undefined, late: undefined })).toBe('0100000000000000');
});

test('an unknown code has its raw words, as many as there are', () => {
  const text = describeRecord(codec, bytesFrom('0f00000011223344aabbccdd'));
  expect(text).toEqual({
    kind: 'unknown',
    fields: { word0: 0xf, word1: 0x44332211, word2: 0xddccbbaa, code: 15 },
    reserved_bits: [],
    reencoded_hex: '0f00000011223344aabbccdd',
  });
  expect(describeRecord(codec, bytesFrom('0f00000011223344'))).toMatchObject({
    fields: { word1: 0x44332211 },
    reencoded_hex: '0f00000011223344',
  });
  expect(encoded('unknown', { code: 15 })).toBe('0f00000000000000');
});

test('a code whose records have another size', () => {
  expect(codec.decode(bytesFrom('020000000000000000000000'))).toEqual({
    ok: false,
    reason: 'LENGTH',
    message: 'second has 8 bytes, not 12',
  });
});

test('text has hexadecimal for fields of more than 32 bits only, and says why a record is refused', () => {
  expect(describeRecord(codec, bytesFrom('c100000010000000'))).toEqual({
    kind: 'first',
    fields: { code: 1, apart: 0, colour: 3, payload: 16, absent: 0, twice: 0 },
    reserved_bits: [],
    reencoded_hex: 'c100000010000000',
    error: 'colour 3 is reserved',
  });
  expect(describeRecord(codec, bytesFrom('0210000000000000'))).toMatchObject({ fields: { code: 2, page: '0x1000' } });
  expect(describeRecord(codec, new Uint8Array(5))).toEqual({
    kind: 'unknown',
    fields: {},
    reserved_bits: [],
    reencoded_hex: '',
    error: 'a test queue record has 8 or 12 bytes, not 5',
  });
});

describe('the registry', () => {
  test('has every queue under its name', () => {
    const names = new Map<string, string[]>();
    for (const { architecture, queue } of QUEUES) {
      names.set(architecture, [...(names.get(architecture) ?? []), queue]);
    }
    expect(Object.fromEntries(names)).toEqual({
      vtd: ['qi', 'prq', 'frcd'],
      smmuv3: ['cmdq', 'evtq', 'priq'],
      riscv: ['cq', 'fq', 'pq'],
      amdvi: ['cmd', 'event', 'ppr'],
      'virtio-iommu': ['req', 'probe', 'event'],
      iommufd: [
        'pgfault',
        'page_response',
        'vevent_header',
        'vevent_arm_smmuv3',
        'viommu_arm_smmuv3_invalidate',
        'hwpt_invalidate',
        'hwpt_vtd_s1_invalidate',
      ],
    });
    for (const { architecture, queue } of QUEUES) {
      const passedOn = { vevent_arm_smmuv3: 'smmuv3 evtq', viommu_arm_smmuv3_invalidate: 'smmuv3 cmdq' };
      const name = passedOn[queue as keyof typeof passedOn] ?? `${architecture} ${queue}`;
      expect(codecOf(architecture, queue).name).toBe(name);
    }
  });

  test('says what there is when a name is wrong', () => {
    expect(findCodec('vtd', 'cmdq')).toContain('there is no codec for vtd cmdq; there are vtd qi, ');
    expect(findCodec('vtd', 'qi', { quirks: ['NONSENSE'] })).toContain('vtd has no quirk NONSENSE; it has QEMU_FRCD, ');
    expect(findCodec('vtd', 'qi', { quirks: ['toString'] })).toContain('vtd has no quirk toString');
    expect(findCodec('vtd', 'qi', { order: 'big' })).toBe('vtd qi records are never big-endian; they are little');
  });
});
