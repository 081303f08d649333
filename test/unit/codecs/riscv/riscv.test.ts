import { toHex, type ByteOrder } from '../../../../src/base/bytes';
import { describeRecord, encodeRecord } from '../../../../src/codecs/text';
import { bytesFrom, checkLaws, checkVectors, codecOf, vectorsOf } from '../support';

const QUEUES = ['cq', 'fq', 'pq'];

describe.each(QUEUES)('riscv %s', (queue) => {
  describe('golden vectors', () => checkVectors('riscv', queue, vectorsOf('riscv', queue)));
  describe.each(['little', 'big'] as const)('laws (%s-endian)', (order) =>
    checkLaws(codecOf('riscv', queue, { order })),
  );
});

const text = (queue: string, hex: string, order: ByteOrder = 'little') =>
  describeRecord(codecOf('riscv', queue, { order }), bytesFrom(hex));

const encoded = (queue: string, kind: string, fields: object, ...quirks: string[]): string => {
  const result = encodeRecord(codecOf('riscv', queue, { quirks }), { kind, fields });
  return result.ok ? toHex(result.bytes) : result.message;
};

// Computed by hand from the bit ranges of RISC-V IOMMU 4.1 to 4.3.
describe('records computed by hand', () => {
  test.each([
    // NL 4 in the second word; S at bit 73, ADDR from 74 on: 0x7000 is pages 0..7, a range of 16 pages at 0.
    [
      'cq',
      'IOTINVAL.VMA',
      { av: 1, pscv: 1, pscid: 1, nl: 1, s: 1, addr: '0x0', range_bytes: '0x10000' },
      '0114000005000000001e000000000000',
    ],
    ['cq', 'IODIR.INVAL_DDT', { dv: 1, did: 0x108, pid: 0 }, '03000000020801000000000000000000'],
    ['cq', 'IODIR.INVAL_DDT', { dv: 0 }, '03000000000000000000000000000000'],
    // The highest fence address: bits 63:2 in 125:64.
    ['cq', 'IOFENCE.C', { av: 1, data: 0xcafef00d, addr: '0xfffffffffffffffc' }, '020400000df0fecaffffffffffffff3f'],
    ['cq', 'ATS.INVAL', { pv: 1, pid: 5, rid: 0x108, s: 0, addr: '0x3000' }, '04500000010801000030000000000000'],
    // Index 7 in 104:96, code 15 in 111:108, destination 0x0108 in 127:112.
    [
      'cq',
      'ATS.PRGR',
      { pv: 1, pid: 5, rid: 0x108, prgi: 7, response: 'failure', destination: 0x108 },
      '84500000010801000000000007f00801',
    ],
    // Guest page fault, implicit: cause 21, PV, TTYP 2 << 2; custom word.
    [
      'fq',
      'record',
      { cause: 21, pid: 1, pv: 1, ttyp: 2, did: 2, custom: 0x12345678, iotval: '0x1000', iotval2: '0x2001' },
      '15100000090200007856341200000000' + '0010000000000000' + '0120000000000000',
    ],
    // A stop marker: L and nothing asked for.
    ['pq', 'page_request', { pid: 3, pv: 1, did: 1, l: 1 }, '00300000010100000400000000000000'],
  ])('%s %s', (queue, kind, fields, hex) => {
    expect(encoded(queue, kind, fields)).toBe(hex);
    expect(text(queue, hex)).toMatchObject({ kind, fields, reserved_bits: [], reencoded_hex: hex });
  });
});

test.each(QUEUES)('%s: the other byte order turns each doubleword', (queue) => {
  for (const { hex, order, fields } of vectorsOf('riscv', queue)) {
    const turned = hex
      .match(/.{16}/g)!
      .map((word) => word.match(/../g)!.reverse().join(''))
      .join('');
    const other = order === 'big' ? 'little' : 'big';
    expect(text(queue, turned, other)).toMatchObject({ fields, reencoded_hex: turned });
  }
});

test('what every unit refuses is decoded all the same', () => {
  expect(text('cq', '83100000000000000000000000000000').error).toBe('dv = 0 is illegal with IODIR.INVAL_PDT');
  expect(text('cq', '81000000010000000000000000000000').error).toBe('pscv = 1 is illegal with IOTINVAL.GVMA');
  expect(text('cq', '01000000010000000000000000000000').error).toBeUndefined();
  // PID is reserved in IODIR.INVAL_DDT, bit 11 in IOTINVAL, 31:14 in IOFENCE.
  expect(text('cq', '03100000000000000000000000000000').reserved_bits).toEqual([12]);
  expect(text('cq', '01080000000000000000000000000000').reserved_bits).toEqual([11]);
  expect(text('cq', '02400000000000000000000000000080').reserved_bits).toEqual([14, 127]);
});

test.each([
  ['00', 0, 0],
  ['05', 5, 0],
  ['7f', 127, 0],
  ['8200', 2, 1],
  ['0101', 1, 2],
])('command %s… is unknown', (start, opcode, func3) => {
  const hex = start.padEnd(30, '0') + 'ff';
  expect(text('cq', hex)).toMatchObject({ kind: 'unknown', fields: { opcode, func3 }, reencoded_hex: hex });
});

test('the range of an invalidation: none without S, everything, none known', () => {
  const range = (fields: object) => text('cq', encoded('cq', 'IOTINVAL.VMA', { av: 1, ...fields })).fields;
  expect(range({ addr: 0x5000 })).toMatchObject({ addr: '0x5000', addr_raw: '0x5000' });
  expect(range({ addr: 0x5000 })).not.toHaveProperty('range_bytes');
  expect(range({ s: 1, range_bytes: 'all' })).toMatchObject({ addr: 'all', addr_raw: '0x7ffffffffffff000' });
  expect(range({ s: 1, addr_raw: '0xfffffffffffff000' })).toMatchObject({ range_bytes: 'unspecified' });
});

test('page responses are those of PCIe', () => {
  const words = Array.from({ length: 16 }, (_, response_code) =>
    text('cq', encoded('cq', 'ATS.PRGR', { response_code })),
  ).map(({ fields }) => fields.response);
  expect(words).toEqual(['success', 'invalid', ...Array<string>(14).fill('failure')]);
});

test('causes and transaction types have names, unknown ones only their number', () => {
  const named = (cause: number, ttyp: number) => text('fq', encoded('fq', 'record', { cause, ttyp })).fields;
  expect(named(260, 9)).toMatchObject({ cause_name: 'transaction type disallowed', ttyp_name: 'PCIe message' });
  for (const name of ['cause_name', 'ttyp_name']) {
    expect(named(4095, 63)).not.toHaveProperty(name);
    expect(named(2, 4)).not.toHaveProperty(name);
  }
});

test('QEMU_PV_ALWAYS: PV is set, whatever is given', () => {
  for (const pv of [0, 1]) {
    expect(encoded('fq', 'record', { pv }, 'QEMU_PV_ALWAYS')).toBe('0000000001000000' + '0'.repeat(48));
  }
  expect(encoded('fq', 'record', { pv: 0 })).toBe('0'.repeat(64));
});
