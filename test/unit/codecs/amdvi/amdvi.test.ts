import { toHex } from '../../../../src/base/bytes';
import { describeRecord, encodeRecord } from '../../../../src/codecs/text';
import { bytesFrom, checkLaws, checkVector, checkVectors, codecOf, vectorsOf } from '../support';

describe.each(['cmd', 'event', 'ppr'])('amdvi %s', (queue) => {
  describe('golden vectors', () => checkVectors('amdvi', queue, vectorsOf('amdvi', queue)));
  describe('laws', () => checkLaws(codecOf('amdvi', queue)));
});

const text = (queue: string, hex: string, ...quirks: string[]) =>
  describeRecord(codecOf('amdvi', queue, { quirks }), bytesFrom(hex));

const encoded = (queue: string, kind: string, fields: object, ...quirks: string[]): string => {
  const result = encodeRecord(codecOf('amdvi', queue, { quirks }), { kind, fields });
  return result.ok ? toHex(result.bytes) : result.message;
};

// Computed by hand from the bit ranges above each layout.
describe('records computed by hand', () => {
  test.each([
    ['cmd', 'INVALIDATE_INTERRUPT_TABLE', { devid: 0x108 }, '08010000000000500000000000000000'],
    // Everything, as the kernel says it: S and address bits 62:12.
    [
      'cmd',
      'INVALIDATE_IOMMU_PAGES',
      { domid: 1, s: 1, range_bytes: 'all', addr: 'all', addr_raw: '0x7ffffffffffff000' },
      '000000000100003001f0ffffffffff7f',
    ],
    // PASID 0x98765: 9 in 59:56, 0x87 in 23:16, 0x65 in 55:48.
    [
      'cmd',
      'INVALIDATE_IOTLB_PAGES',
      { devid: 1, pasid: 0x98765, maxpend: 0xff, gn: 1, type: 2, addr: '0x0' },
      '010087ff000065492400000000000000',
    ],
    // I, RW and TR in 51, 53 and 56; PASID 0x1_0002 in 19:16 and 47:32; GN; type 3 << 57.
    [
      'event',
      'PAGE_TAB_HARDWARE_ERROR',
      { devid: 3, domid_or_pasid: 0x10002, gn: 1, i: 1, rw: 1, tr: 1, type: 3, addr: '0x1234' },
      '03000100020029473412000000000000',
    ],
    // Type 5 << 57, TR, US at 49.
    [
      'event',
      'INVALID_DEVICE_REQUEST',
      { devid: 3, pasid: 1, gn: 1, us: 1, tr: 1, type: 5, addr: '0xffffffffffffffff' },
      '030000000100038bffffffffffffffff',
    ],
    [
      'event',
      'RMP_PAGE_FAULT',
      { devid: 3, flags_rmp: 0x12, vmg_tag: 0x3456, flags: 0x789, addr: '0x1000' },
      '03001200563489d70010000000000000',
    ],
    ['event', 'RMP_HW_ERROR', { devid: 3, vmg_tag: 1, flags: 0, addr: '0x1000' }, '03000000010000e00010000000000000'],
  ])('%s %s', (queue, kind, fields, hex) => {
    expect(encoded(queue, kind, fields)).toBe(hex);
    expect(text(queue, hex)).toMatchObject({
      kind,
      fields,
      reencoded_hex: hex,
    });
  });
});

test.each([
  ['cmd', ['0', '9', 'f']],
  ['event', ['0', 'a', 'b', 'c', 'f']],
  ['ppr', ['0', '2', 'f']],
])('%s: reserved codes are unknown', (queue, codes) => {
  for (const code of codes) {
    const hex = `11223344556677${code}888990011223344ff`.padEnd(32, '0').slice(0, 32);
    expect(text(queue, hex)).toMatchObject({ kind: 'unknown', reserved_bits: [], reencoded_hex: hex });
  }
});

test('page responses are those of PCIe', () => {
  const words = Array.from({ length: 16 }, (_, response_code) =>
    text('cmd', encoded('cmd', 'COMPLETE_PPR_REQUEST', { response_code })),
  ).map(({ fields }) => fields.response);
  expect(words).toEqual(['success', 'invalid', ...Array<string>(14).fill('failure')]);
  expect(encoded('cmd', 'COMPLETE_PPR_REQUEST', { response: 'failure' })).toBe('00000000000000700000000000f00000');
});

test('the command address of a time-out has no low bits', () => {
  expect(encoded('event', 'IOTLB_INV_TIMEOUT', { addr: '0x148' })).toBe(
    'addr = "0x148" has low bits that are not stored; give a multiple of 0x10',
  );
});

describe('quirks', () => {
  test('VBOX_PASID_HALVES: the low byte of the PASID comes first', () => {
    const vector = vectorsOf('amdvi', 'cmd').find(({ id }) => id === 'amd.inv_iotlb.pasid16_VBOX_NAMING')!;
    const codec = codecOf('amdvi', 'cmd', { quirks: ['VBOX_PASID_HALVES'] });
    checkVector(codec, { ...vector, fields: { ...vector.fields, pasid: 0xa5c3 } });
    expect(text('cmd', vector.hex).fields.pasid).toBe(0xc3a5);
  });

  test('QEMU_IO_PAGE_FAULT: I is set and the domain lost, whatever is given', () => {
    const { hex, kind, fields } = vectorsOf('amdvi', 'event').find(({ id }) => id === 'amd.evt.iopf.QEMU_QUIRK_I_set')!;
    expect(encoded('event', kind, { ...fields, i: 0, domid_or_pasid: 5 }, 'QEMU_IO_PAGE_FAULT')).toBe(hex);
    expect(encoded('event', kind, { ...fields, i: 0 })).not.toBe(hex);
  });

  test('LINUX_FAILURE_IS_2: only what is written changes', () => {
    const hex = encoded('cmd', 'COMPLETE_PPR_REQUEST', { response: 'failure' }, 'LINUX_FAILURE_IS_2');
    expect(text('cmd', hex).fields).toMatchObject({ response_code: 2, response: 'failure' });
  });
});
