import type { X86Configuration } from '../../../src/model/guest-tables';
import fc from 'fast-check';
import { casesOf, compareAll } from './compare';
import { referenceX86 } from './reference-x86';
import { addresses, bit, inputs, noise, union } from './scripted-memory';

const configurations: fc.Arbitrary<X86Configuration> = fc
  .constantFrom(32, 39, 46, 48, 51, 52)
  .chain((outputWidthBits) =>
    fc.record({
      format: fc.constant('X86_64' as const),
      root: addresses(12, outputWidthBits),
      levels: fc.constantFrom(4 as const, 5 as const),
      outputWidthBits: fc.constant(outputWidthBits),
      gigabytePages: fc.boolean(),
      executeDisable: fc.boolean(),
      writeProtect: fc.boolean(),
      supervisorExecuteProtection: fc.boolean(),
      extendedAccessed: fc.boolean(),
    }),
  );

/** Entries that mostly are what they should be: P, R/W, U/S, A, D, PS, G, EA, XD, an address; and noise. */
function entries({ outputWidthBits, executeDisable }: X86Configuration): fc.Arbitrary<bigint> {
  const small = addresses(12, outputWidthBits);
  const large = fc.oneof(addresses(21, outputWidthBits), addresses(30, outputWidthBits)).map((page) => page | 0x80n);
  const anywhere = fc.bigInt({ min: 0n, max: 2n ** 40n - 1n }).map((page) => page << 12n);
  return union(
    bit(0, 99),
    bit(1, 90),
    bit(2, 90),
    bit(5, 50),
    bit(6, 50),
    bit(8, 30),
    bit(10, 50),
    bit(63, executeDisable ? 10 : 1),
    fc.oneof(
      { weight: 24, arbitrary: small },
      { weight: 4, arbitrary: large },
      { weight: 1, arbitrary: small.map((page) => page | 0x80n) },
      { weight: 1, arbitrary: anywhere },
    ),
    noise,
  );
}

test('x86-64 tables of any content are walked as the reference walks them', () => {
  compareAll(
    referenceX86,
    casesOf(configurations, ({ levels }) => inputs(12 + 9 * levels, true), entries, 55),
    [
      'INPUT_OUT_OF_RANGE',
      'NOT_PRESENT',
      'PERMISSION',
      'RESERVED',
      'TABLE_ABORTED',
      'TABLE_CONTENDED',
      'TABLE_STAGE2_FAULT',
    ],
  );
});
