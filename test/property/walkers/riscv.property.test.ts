import type { RiscvConfiguration } from '../../../src/model/guest-tables';
import fc from 'fast-check';
import { casesOf, compareAll } from './compare';
import { referenceRiscv } from './reference-riscv';
import { addresses, bit, field, inputs, noise, union } from './scripted-memory';

const configurations: fc.Arbitrary<RiscvConfiguration> = fc
  .constantFrom(
    'SV39' as const,
    'SV48' as const,
    'SV57' as const,
    'SV39X4' as const,
    'SV48X4' as const,
    'SV57X4' as const,
  )
  .chain((mode) =>
    fc.record({
      format: fc.constant('RISCV' as const),
      mode: fc.constant(mode),
      root: addresses(mode.endsWith('X4') ? 14 : 12, 56),
      hardwareUpdate: fc.boolean(),
      supervisorUserMemory: fc.boolean(),
      napot: fc.boolean(),
      memoryTypes: fc.boolean(),
      softwareBits: fc.boolean(),
    }),
  );

const INPUT_BITS = { SV39: 39, SV48: 48, SV57: 57, SV39X4: 41, SV48X4: 50, SV57X4: 59 };

const page = (sizeBits: number): fc.Arbitrary<bigint> =>
  addresses(sizeBits, 56).map((address) => (address >> 12n) << 10n);

/** Entries that mostly are what they should be: pointers, pages and superpages, NAPOT; and noise. */
function entries({ softwareBits, memoryTypes, napot }: RiscvConfiguration): fc.Arbitrary<bigint> {
  const software = softwareBits ? field(59, fc.bigInt({ min: 0n, max: 3n })) : fc.constant(0n);
  const flags = union(
    fc.constantFrom(0x03n, 0x07n, 0x0bn, 0x0fn, 0x0fn, 0x0fn, 0x0fn, 0x0fn, 0x09n, 0x05n),
    bit(4, 75),
    bit(5, 20),
    bit(6, 60),
    bit(7, 50),
    field(61, fc.oneof({ weight: 5, arbitrary: fc.constant(0n) }, fc.bigInt({ min: 0n, max: memoryTypes ? 3n : 0n }))),
  );
  const superpage = fc.oneof(page(12), page(21), page(30), page(48), page(48), page(48));
  const regions = page(16).map((ppn) => ppn | 0x2000n | (1n << 63n));
  return union(
    fc.oneof(
      { weight: 40, arbitrary: union(page(12), fc.constant(1n), bit(5, 10)) },
      { weight: 20, arbitrary: union(superpage, flags) },
      { weight: napot ? 4 : 3, arbitrary: union(regions, flags) },
      { weight: 1, arbitrary: union(page(12), bit(63, 50), flags) },
      { weight: 1, arbitrary: fc.constant(0n) },
    ),
    software,
    noise,
  );
}

test('RISC-V tables of any content are walked as the reference walks them', () => {
  compareAll(
    referenceRiscv,
    casesOf(configurations, ({ mode }) => inputs(INPUT_BITS[mode], !mode.endsWith('X4')), entries, 8),
    [
      'ACCESS_FLAG',
      'DIRTY',
      'INPUT_OUT_OF_RANGE',
      'MISALIGNED',
      'NOT_PRESENT',
      'PERMISSION',
      'RESERVED',
      'TABLE_ABORTED',
      'TABLE_CONTENDED',
      'TABLE_STAGE2_FAULT',
    ],
  );
});
