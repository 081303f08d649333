import { toHex } from '../../../../src/base/bytes';
import { resumeAction, RESUME_BITS, RESUME_OF_RESPONSE, SMMU_RESPONSES } from '../../../../src/codecs/smmuv3/responses';
import { describeRecord, encodeRecord } from '../../../../src/codecs/text';
import { bytesFrom, checkLaws, checkVectors, codecOf, vectorsOf } from '../support';

/** Vectors that show what a peer does wrong; they are decoded with the quirk below. */
const PEERS_MISTAKES = ['smmu.evt.cd_fetch.QEMU_QUIRK'];

describe.each(['cmdq', 'evtq', 'priq'])('smmuv3 %s', (queue) => {
  const vectors = vectorsOf('smmuv3', queue).filter(({ id }) => !PEERS_MISTAKES.includes(id));
  describe('golden vectors', () => checkVectors('smmuv3', queue, vectors));
  describe('laws', () => checkLaws(codecOf('smmuv3', queue)));
});

const text = (queue: string, hex: string, ...quirks: string[]) =>
  describeRecord(codecOf('smmuv3', queue, { quirks }), bytesFrom(hex));

const encoded = (queue: string, kind: string, fields: object, ...quirks: string[]): string => {
  const result = encodeRecord(codecOf('smmuv3', queue, { quirks }), { kind, fields });
  return result.ok ? toHex(result.bytes) : result.message;
};

// Computed by hand from the bit ranges of IHI 0070 chapters 4, 7.3 and 8.1.
describe('records computed by hand', () => {
  test.each([
    // Opcode, then SSec 0x400, SSV 0x800, SubstreamID 5 << 12.
    ['cmdq', 'CMD_PREFETCH_CONFIG', { ssv: 1, ssid: 5, sid: 0x108 }, '01580000080100000000000000000000'],
    ['cmdq', 'CMD_PREFETCH_ADDR', { sid: 1, size: 3, addr: '0x9000' }, '02000000010000000390000000000000'],
    ['cmdq', 'CMD_CFGI_STE', { sid: 0xabcd, leaf: 1 }, '03000000cdab00000100000000000000'],
    ['cmdq', 'CMD_CFGI_STE_RANGE', { sid: 0x100, range: 30 }, '04000000000100001e00000000000000'],
    ['cmdq', 'CMD_CFGI_CD', { ssid: 0xfffff, sid: 2, leaf: 1 }, '05f0ffff020000000100000000000000'],
    ['cmdq', 'CMD_CFGI_CD_ALL', { sid: 2 }, '06000000020000000000000000000000'],
    // NUM 7 << 12, SCALE 3 << 20; VMID 1, ASID 2; Leaf, TTL 2 << 8, TG 1 << 10.
    [
      'cmdq',
      'CMD_TLBI_NH_VA',
      { num: 7, scale: 3, vmid: 1, asid: 2, leaf: 1, ttl: 2, tg: 1, addr: '0xffff000000001000' },
      '1270300001000200011600000000ffff',
    ],
    ['cmdq', 'CMD_TLBI_EL3_ALL', {}, '18000000000000000000000000000000'],
    ['cmdq', 'CMD_TLBI_EL3_VA', { addr: '0x1000' }, '1a000000000000000010000000000000'],
    ['cmdq', 'CMD_TLBI_EL2_ALL', {}, '20000000000000000000000000000000'],
    ['cmdq', 'CMD_TLBI_EL2_ASID', { asid: 0x1234 }, '21000000000034120000000000000000'],
    ['cmdq', 'CMD_TLBI_EL2_VA', { asid: 1, leaf: 1, addr: '0x2000' }, '22000000000001000120000000000000'],
    ['cmdq', 'CMD_TLBI_EL2_VAA', { addr: '0x2000' }, '23000000000000000020000000000000'],
    // The highest IPA: bits 55:12, in 115:76 of the record as far as 51.
    ['cmdq', 'CMD_TLBI_S2_IPA', { vmid: 9, ipa: '0xffffffffff000' }, '2a0000000900000000f0ffffffff0f00'],
    ['cmdq', 'CMD_ATC_INV', { ssv: 1, g: 1, sid: 7, range_bytes: 'all' }, '400a0000070000003400000000000000'],
    ['cmdq', 'CMD_PRI_RESP', { sid: 1, prgi: 511, response: 'invalid' }, '4100000001000000ff11000000000000'],
    ['cmdq', 'CMD_RESUME', { sid: 1, stag: 2, action: 'abort' }, '44200000010000000200000000000000'],
    // CS 1 << 12; data; address bits 55:2 from bit 66 on.
    [
      'cmdq',
      'CMD_SYNC',
      { cs: 1, msi_data: 0xdeadbeef, msi_addr: '0x80000000000004' },
      '46100000efbeadde0400000000008000',
    ],
    // Reason in 95:80.
    [
      'evtq',
      'F_UUT',
      { sid: 1, reason: 0xbeef, rnw: 1, input_addr: '0x1' },
      '01000000010000000000efbe080000000100000000000000' + '0'.repeat(16),
    ],
    // Reason in 79:64, GPCF at 80; the highest fetch address, bits 55:3.
    [
      'evtq',
      'F_STE_FETCH',
      { sid: 1, reason: 2, gpcf: 1, fetch_addr: '0xfffffffffffff8' },
      '030000000100000002000100' + '0'.repeat(24) + 'f8ffffffffffff00',
    ],
    ['evtq', 'F_STREAM_DISABLED', { sid: 0x108 }, '0600000008010000' + '0'.repeat(48)],
    ['evtq', 'C_BAD_SUBSTREAMID', { sid: 2, ssid: 3, ssv: 0 }, '0830000002000000' + '0'.repeat(48)],
    [
      'evtq',
      'F_TRANSL_FORBIDDEN',
      { sid: 2, rnw: 1, input_addr: '0x10' },
      '070000000200000000000000080000001000000000000000' + '0'.repeat(16),
    ],
    ['evtq', 'F_BAD_ATS_TREQ', { sid: 2, ssv: 1, ssid: 1 }, '0518000002000000' + '0'.repeat(48)],
    ['evtq', 'F_CFG_CONFLICT', { sid: 2, reason: 0xdeadbeef }, '2100000002000000efbeadde' + '0'.repeat(40)],
    // A stop marker: SSV and Last.
    ['priq', 'page_request', { sid: 5, ssid: 6, ssv: 1, last: 1 }, '05000000060000c00000000000000000'],
  ])('%s %s', (queue, kind, fields, hex) => {
    expect(encoded(queue, kind, fields)).toBe(hex);
    expect(text(queue, hex)).toMatchObject({ kind, fields, reserved_bits: [], reencoded_hex: hex });
  });
});

describe('page responses', () => {
  test('count the other way than PCIe', () => {
    const seen = [0, 1, 2, 3].map((resp) => text('cmdq', encoded('cmdq', 'CMD_PRI_RESP', { resp })));
    expect(seen.map(({ fields }) => [fields.response, fields.pcie_response_code])).toEqual([
      ['failure', 15],
      ['invalid', 1],
      ['success', 0],
      [undefined, undefined],
    ]);
    expect(seen.map(({ error }) => error)).toEqual([undefined, undefined, undefined, 'resp = 3 is illegal']);
    for (const code of ['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE'] as const) {
      expect(SMMU_RESPONSES.codeOf(SMMU_RESPONSES.rawOf(code)!)).toBe(code);
    }
  });

  test('for a stall are retry and abort', () => {
    expect(RESUME_OF_RESPONSE).toEqual({ SUCCESS: 'retry', INVALID_REQUEST: 'abort', RESPONSE_FAILURE: 'abort' });
    for (const [action, { ac, ab }] of Object.entries(RESUME_BITS)) expect(resumeAction(ac, ab)).toBe(action);
    // Ab is ignored with Ac = 1.
    const both = encoded('cmdq', 'CMD_RESUME', { ac: 1, ab: 1 });
    expect(text('cmdq', both)).toMatchObject({ fields: { ac: 1, ab: 1, action: 'retry' }, reencoded_hex: both });
    expect(encoded('cmdq', 'CMD_RESUME', { action: 'retry', ac: 0 })).toContain('action = "retry" contradicts');
    expect(encoded('cmdq', 'CMD_RESUME', { action: 'toString' })).toContain('action = "toString" is none');
  });
});

test('a range of all streams is another command', () => {
  expect(text('cmdq', '04000000000000001e00000000000000').kind).toBe('CMD_CFGI_STE_RANGE');
  expect(text('cmdq', '04000000000000001f00000000000000').kind).toBe('CMD_CFGI_ALL');
  expect(encoded('cmdq', 'CMD_CFGI_STE_RANGE', { range: 31 })).toBe('range = 31 makes it CMD_CFGI_ALL');
  expect(encoded('cmdq', 'CMD_CFGI_ALL', { range: 30 })).toContain('range = 30 contradicts');
});

test('the span of an ATC invalidation', () => {
  const span = (size: number) => text('cmdq', encoded('cmdq', 'CMD_ATC_INV', { size }));
  expect(span(51).fields.range_bytes).toBe('0x8000000000000000');
  expect(span(52).fields.range_bytes).toBe('all');
  expect(span(53)).toMatchObject({ error: 'size = 53 has no meaning above 52' });
  expect(span(53).fields).not.toHaveProperty('range_bytes');
  expect(encoded('cmdq', 'CMD_ATC_INV', { range_bytes: 0x3000 })).toContain('range_bytes = 12288 is no power of two');
});

test('what the non-secure queue refuses is decoded all the same', () => {
  expect(text('cmdq', '46300000000000000000000000000000').error).toBe('cs = 3 is illegal');
  expect(text('cmdq', '44040000000000000000000000000000').error).toBe('ssec = 1 is illegal on the non-secure queue');
  expect(text('cmdq', '12000000000000000004000000000000').error).toBe('tg without num, scale and ttl is reserved');
  // SSec is no field of TLB invalidations.
  expect(text('cmdq', '10040000000000000000000000000000').reserved_bits).toEqual([10]);
});

test.each([0x00, 0x07, 0x50, 0x70, 0x80, 0xff])('opcode %i is unknown', (op) => {
  const hex = `${op.toString(16).padStart(2, '0')}1122330000000000000000000000ff`;
  expect(text('cmdq', hex)).toMatchObject({ kind: 'unknown', fields: { op }, reencoded_hex: hex });
});

test('implementation-defined and reserved events are unknown', () => {
  for (const id of ['e0', 'ef', '14', '00']) {
    const hex = id + '11'.repeat(31);
    expect(text('evtq', hex)).toMatchObject({ kind: 'unknown', reencoded_hex: hex });
  }
});

test('every event has the same members, and bits that are not its own are reserved', () => {
  // Stall, STAG and RnW of a bad STE.
  const hex = '0400000008010000efbe008008000000' + '0'.repeat(32);
  const { fields, reserved_bits } = text('evtq', hex);
  expect(fields).toMatchObject({ stall: 0, stag: 0, rnw: 0, input_addr: '0x0' });
  expect(reserved_bits).toEqual([64, 65, 66, 67, 69, 70, 71, 73, 74, 75, 76, 77, 79, 95, 99]);
  expect(encoded('evtq', 'C_BAD_STE', { stall: 1 })).toBe('stall = 1 does not fit: 0 bits hold 0..0x0');
});

describe('quirks', () => {
  test('QEMU_PRI_RESP_BITS: Resp is one bit lower', () => {
    const hex = encoded('cmdq', 'CMD_PRI_RESP', { response: 'success' }, 'QEMU_PRI_RESP_BITS');
    expect(hex).toBe('41000000000000000010000000000000');
    expect(text('cmdq', hex).fields).toMatchObject({ resp: 1, response: 'invalid' });
  });

  test('QEMU_CFGI_ALL_7: the opcode is 7, and range 31 is an ordinary range', () => {
    expect(encoded('cmdq', 'CMD_CFGI_ALL', {}, 'QEMU_CFGI_ALL_7')).toMatch(/^07/);
    const hex = '04000000000000001f00000000000000';
    expect(text('cmdq', hex, 'QEMU_CFGI_ALL_7')).toMatchObject({ kind: 'CMD_CFGI_STE_RANGE', reencoded_hex: hex });
  });

  test('QEMU_CD_FETCH_SLOT: the address is where InputAddr would be', () => {
    const { hex, fields } = vectorsOf('smmuv3', 'evtq').find(({ id }) => id === PEERS_MISTAKES[0])!;
    const { input_addr, ...others } = fields;
    const found = { kind: 'F_CD_FETCH', fields: { ...others, fetch_addr: input_addr }, reserved_bits: [] };
    expect(text('evtq', hex, 'QEMU_CD_FETCH_SLOT')).toMatchObject({ ...found, reencoded_hex: hex });
    expect(encoded('evtq', 'F_CD_FETCH', found.fields, 'QEMU_CD_FETCH_SLOT')).toBe(hex);
    expect(text('evtq', hex).reserved_bits.length).toBeGreaterThan(0);
  });

  test('LINUX_SSID_NEEDS_SSV: SSV can be set where it does not exist', () => {
    const hex = '0838000002000000' + '0'.repeat(48);
    expect(encoded('evtq', 'C_BAD_SUBSTREAMID', { sid: 2, ssid: 3, ssv: 1 }, 'LINUX_SSID_NEEDS_SSV')).toBe(hex);
    expect(text('evtq', hex).reserved_bits).toEqual([11]);
  });
});
