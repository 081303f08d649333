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
  ['WIDTH_OUT_OF_RANGE lower.width_bits', withLower({ widthBits: 15, granule: 16_384 })],
  ['WIDTH_OUT_OF_RANGE lower.width_bits', withLower({ widthBits: 16, granule: 65_536 })],
  ['WIDTH_OUT_OF_RANGE upper.width_bits', { ...CONFIGURATION, upper: { ...LOWER, widthBits: 60 } }],
  ['ADDRESS_MISALIGNED lower.root', withLower({ root: 0x1800n })],
  ['ADDRESS_MISALIGNED lower.root', withLower({ root: 0x1040n, widthBits: 25 })],
  ['ADDRESS_MISALIGNED upper.root', { ...CONFIGURATION, upper: { ...LOWER, root: 8n } }],
  ['ADDRESS_TOO_WIDE lower.root', withLower({ root: 1n << 48n })],
  ['ADDRESS_TOO_WIDE lower.root', withLower({ root: 1n << 40n }, { outputWidthBits: 40 })],
])('%s is refused (%#)', (reason, configuration) => {
  expect(refusal(() => new Aarch64Format(configuration))).toBe(reason);
});

test.each<[number, boolean, bigint, string | undefined]>([
  [48, false, 0x1010n, undefined],
  [48, false, 0x1008n, 'ADDRESS_MISALIGNED lower.root'],
  // 52 bits of input, but not of output.
  [48, true, 0x1010n, undefined],
  [49, true, 0x1020n, 'ADDRESS_MISALIGNED lower.root'],
  [52, true, 0x1020n, 'ADDRESS_MISALIGNED lower.root'],
  [52, true, 0x1040n, undefined],
])('%i bits of output address, wide addresses %s, a root of two entries at %p: %p', (...row) => {
  const [outputWidthBits, wideAddresses, root, expected] = row;
  // 30 bits with 64 KiB: level 2, bit 29 only. IHI 0070, 5.4, TTB0: 64 bytes when IPS is 52 bits, else the table's size.
  const configuration = withLower({ root, widthBits: 30, granule: 65_536 }, { outputWidthBits, wideAddresses });
  const create = (): Aarch64Format => new Aarch64Format(configuration);
  if (expected === undefined) {
    expect(create).not.toThrow();
  } else {
    expect(refusal(create)).toBe(expected);
  }
});
