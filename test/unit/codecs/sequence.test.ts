import { toHex } from '../../../src/base/bytes';
import { recordsIn } from '../../../src/codecs/sequence';
import { bytesFrom, codecOf } from './support';

const cut = (architecture: string, queue: string, hex: string, size?: number): string[] =>
  [...recordsIn(codecOf(architecture, queue), bytesFrom(hex), size)].map(toHex);

const resvMem = `01001400${'11'.repeat(20)}`;

test('records of one size are as many as there are; what is left is one of its own', () => {
  expect(cut('smmuv3', 'cmdq', 'aa'.repeat(16) + 'bb'.repeat(16) + 'cc')).toEqual([
    'aa'.repeat(16),
    'bb'.repeat(16),
    'cc',
  ]);
  expect(cut('smmuv3', 'cmdq', '')).toEqual([]);
});

test('bytes that may be one record or several are one, unless their size is known', () => {
  expect(cut('vtd', 'qi', 'aa'.repeat(64))).toEqual(['aa'.repeat(64)]);
  expect(cut('vtd', 'qi', 'aa'.repeat(32))).toEqual(['aa'.repeat(32)]);
  expect(cut('vtd', 'qi', 'aa'.repeat(32), 16)).toEqual(['aa'.repeat(16), 'aa'.repeat(16)]);
  expect(cut('smmuv3', 'cmdq', 'aa'.repeat(3), 2)).toEqual(['aaaa', 'aa']);
});

test('properties say themselves how long they are, known ones by their type', () => {
  expect(cut('virtio-iommu', 'probe', `${resvMem}02000400ffffffff00000000`)).toEqual([
    resvMem,
    '02000400ffffffff',
    '00000000',
  ]);
  // Its length is wrong; that is for the codec to tell.
  const short = `01000000${'11'.repeat(20)}`;
  expect(cut('virtio-iommu', 'probe', `${short}00000000`)).toEqual([short, '00000000']);
  expect(cut('virtio-iommu', 'probe', '0200ffff11111111')).toEqual(['0200ffff11111111']);
  expect(cut('virtio-iommu', 'probe', '000000000102')).toEqual(['00000000', '0102']);
});
