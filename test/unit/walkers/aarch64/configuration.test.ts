import type { Aarch64Configuration } from '../../../../src/model/guest-tables';
import { Aarch64Format } from '../../../../src/walkers/aarch64/aarch64-format';
import { refusal } from '../../core/refusal';
import { CONFIGURATION, LOWER, withLower } from './fixture';

test.each<[string, Aarch64Configuration]>([
  ['FIELD_REQUIRED lower', { ...CONFIGURATION, lower: undefined }],
  ['WIDTH_OUT_OF_RANGE output_width_bits', { ...CONFIGURATION, outputWidthBits: 31 }],
  ['WIDTH_OUT_OF_RANGE output_width_bits', { ...CONFIGURATION, outputWidthBits: 49 }],
  ['WIDTH_OUT_OF_RANGE output_width_bits', { ...CONFIGURATION, outputWidthBits: 53, wideAddresses: true }],
  ['WIDTH_OUT_OF_RANGE lower.width_bits', withLower({ widthBits: 15 })],
  ['WIDTH_OUT_OF_RANGE lower.width_bits', withLower({ widthBits: 49 })],
  ['WIDTH_OUT_OF_RANGE lower.width_bits', withLower({ widthBits: 53 }, { wideAddresses: true })],
  ['WIDTH_OUT_OF_RANGE lower.width_bits', withLower({ widthBits: 16, granule: 65_536 })],
  ['WIDTH_OUT_OF_RANGE upper.width_bits', { ...CONFIGURATION, upper: { ...LOWER, widthBits: 60 } }],
  ['ADDRESS_MISALIGNED lower.root', withLower({ root: 0x1800n })],
  ['ADDRESS_MISALIGNED lower.root', withLower({ root: 0x1040n, widthBits: 25 })],
  [
    'ADDRESS_MISALIGNED lower.root',
    withLower({ root: 0x1020n, widthBits: 30, granule: 65_536 }, { wideAddresses: true }),
  ],
  ['ADDRESS_MISALIGNED upper.root', { ...CONFIGURATION, upper: { ...LOWER, root: 8n } }],
  ['ADDRESS_TOO_WIDE lower.root', withLower({ root: 1n << 48n })],
  ['ADDRESS_TOO_WIDE lower.root', withLower({ root: 1n << 40n }, { outputWidthBits: 40 })],
])('%s is refused (%#)', (reason, configuration) => {
  expect(refusal(() => new Aarch64Format(configuration))).toBe(reason);
});

test('a root of two entries is a multiple of their size, and of 64 bytes with wide addresses', () => {
  // 30 bits with 64 KiB: level 2, bit 29 only.
  const configuration = withLower({ root: 0x1020n, widthBits: 30, granule: 65_536 });
  expect(() => new Aarch64Format(configuration)).not.toThrow();
  expect(refusal(() => new Aarch64Format({ ...configuration, wideAddresses: true }))).toBe(
    'ADDRESS_MISALIGNED lower.root',
  );
});
