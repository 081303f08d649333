import { toHex } from '../../../../src/base/bytes';
import { describeRecord, encodeRecord } from '../../../../src/codecs/text';
import { bytesFrom, checkLaws, checkVectors, codecOf, vectorsOf } from '../support';

describe.each(['req', 'event'])('virtio-iommu %s', (queue) => {
  describe('golden vectors', () => checkVectors('virtio-iommu', queue, vectorsOf('virtio', queue)));
});

describe.each(['req', 'probe', 'event'])('virtio-iommu %s', (queue) => {
  describe('laws', () => checkLaws(codecOf('virtio-iommu', queue)));
});

const text = (queue: string, hex: string) => describeRecord(codecOf('virtio-iommu', queue), bytesFrom(hex));

const encoded = (queue: string, kind: string, fields: object): string => {
  const result = encodeRecord(codecOf('virtio-iommu', queue), { kind, fields });
  return result.ok ? toHex(result.bytes) : result.message;
};

// Computed by hand from virtio 5.13.6.
describe('records computed by hand', () => {
  test.each([
    ['req', 'DETACH', { domain: 1, endpoint: 0x108 }, '0200000001000000080100000000000000000000'],
    // The same with the tail behind it: status 6.
    ['req', 'DETACH', { domain: 1, endpoint: 0x108, status: 6 }, '020000000100000008010000000000000000000006000000'],
    [
      'req',
      'ATTACH',
      { domain: 1, endpoint: 2, flags: 1, status: 0 },
      '010000000100000002000000010000000000000000000000',
    ],
    [
      'req',
      'MAP',
      { domain: 1, virt_start: '0x1000', virt_end: '0x1fff', phys_start: '0x2000', flags: 2, status: 4 },
      '03000000010000000010000000000000ff1f00000000000000200000000000000200000004000000',
    ],
    [
      'req',
      'UNMAP',
      { domain: 1, virt_start: '0x1000', virt_end: '0x1fff', status: 5 },
      '04000000010000000010000000000000ff1f0000000000000000000005000000',
    ],
    ['req', 'tail', { name: 'VIRTIO_IOMMU_S_RANGE' }, '05000000'],
    // Type 1, 20 bytes follow, subtype 1 is the MSI window.
    [
      'probe',
      'RESV_MEM',
      { length: 20, subtype: 1, subtype_name: 'msi', start: '0xfee00000', end: '0xfeefffff' },
      '01001400010000000000e0fe00000000ffffeffe00000000',
    ],
    ['probe', 'NONE', { length: 0 }, '00000000'],
  ])('%s %s', (queue, kind, fields, hex) => {
    expect(encoded(queue, kind, fields)).toBe(hex);
    expect(text(queue, hex)).toMatchObject({ kind, fields, reserved_bits: [], reencoded_hex: hex });
  });
});

test('a request without a tail has no status', () => {
  expect(text('req', '0200000001000000080100000000000000000000').fields).not.toHaveProperty('status');
});

test('reserved bits of head, body and tail', () => {
  const hex = '02010000010000000801000000000000000000800600ff00';
  expect(text('req', hex)).toMatchObject({
    kind: 'DETACH',
    reserved_bits: [8, 159, 176, 177, 178, 179, 180, 181, 182, 183],
    reencoded_hex: hex,
  });
  const fault = '0100000001010000080100000100000000000000000000ff';
  expect(text('event', fault)).toMatchObject({ reserved_bits: [96], reencoded_hex: fault });
});

test('a known request of another size is none', () => {
  expect(text('req', '03000000'.padEnd(40, '0')).error).toBe('MAP has 36 or 40 bytes, not 20');
  expect(text('req', '05000000'.padEnd(152, '0')).error).toContain('not 76');
});

test('an unknown type has its words, in any size', () => {
  for (const size of [8, 20, 24, 72]) {
    const hex = '06112233'.padEnd(size * 2, 'a');
    const { kind, fields, reencoded_hex } = text('req', hex);
    expect([kind, fields.type, fields.word0, reencoded_hex]).toEqual(['unknown', 6, 0x33221106, hex]);
  }
  const property = '02000c00' + 'ab'.repeat(12);
  expect(text('probe', property)).toMatchObject({
    kind: 'unknown',
    fields: { type: 2, length: 12, word3: 0xabababab },
    reencoded_hex: property,
  });
});

test('a status and a fault reason without a name stay numbers', () => {
  expect(text('req', '09000000').fields).toEqual({ status: 9 });
  expect(text('event', '03'.padEnd(48, '0')).fields).not.toHaveProperty('reason_name');
  expect(text('event', '02'.padEnd(48, '0')).fields).toMatchObject({ reason_name: 'mapping' });
  expect(encoded('req', 'tail', { name: 'VIRTIO_IOMMU_S_NONSENSE' })).toContain('is no status; give one of');
  expect(encoded('req', 'tail', { name: 'VIRTIO_IOMMU_S_OK', status: 1 })).toContain('contradicts');
});

test('a property whose length is another than its own', () => {
  const hex = '0100150001000000' + '00'.repeat(16);
  expect(text('probe', hex)).toMatchObject({
    error: 'length = 21 of a RESV_MEM property is not 20',
    reencoded_hex: hex,
  });
});
