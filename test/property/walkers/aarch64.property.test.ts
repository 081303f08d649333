import type { Aarch64Configuration, Aarch64Region } from '../../../src/model/guest-tables';
import fc from 'fast-check';
import { casesOf, compareAll } from './compare';
import { referenceAarch64 } from './reference-aarch64';
import { addresses, bit, field, inputs, noise, union } from './scripted-memory';

/** Regions whose root has 64 KiB to itself. */
function regions(wideAddresses: boolean, outputWidthBits: number): fc.Arbitrary<Aarch64Region> {
  const most = wideAddresses ? 52 : 48;
  return fc.record({
    root: addresses(16, outputWidthBits),
    widthBits: fc.oneof(fc.integer({ min: 17, max: most }), fc.constantFrom(25, 39, 42, 47, most)),
    granule: fc.constantFrom(4096 as const, 16_384 as const, 65_536 as const),
    topByteIgnored: fc.boolean(),
    hierarchicalPermissions: fc.boolean(),
  });
}

const configurations: fc.Arbitrary<Aarch64Configuration> = fc
  .boolean()
  .chain((wideAddresses) =>
    fc.tuple(fc.constant(wideAddresses), fc.constantFrom(32, 40, 44, 48, wideAddresses ? 52 : 48)),
  )
  .chain(([wideAddresses, outputWidthBits]) =>
    fc
      .record({
        lower: regions(wideAddresses, outputWidthBits),
        upper: regions(wideAddresses, outputWidthBits),
        halves: fc.constantFrom('BOTH', 'BOTH', 'LOWER', 'UPPER'),
        hardwareAccessFlag: fc.boolean(),
        hardwareDirtyState: fc.boolean(),
        accessFlagFaults: fc.boolean(),
        writeExecuteNever: fc.boolean(),
        privilegedAccessNever: fc.boolean(),
        contiguousHint: fc.boolean(),
      })
      .map(({ halves, lower, upper, ...switches }) => ({
        format: 'AARCH64' as const,
        lower: halves === 'UPPER' ? undefined : lower,
        upper: halves === 'LOWER' ? undefined : upper,
        wideAddresses,
        outputWidthBits,
        ...switches,
      })),
  );

/** Input addresses of one half or the other, now and then with a top byte. */
function addressesIn({ lower, upper }: Aarch64Configuration): fc.Arbitrary<bigint> {
  const halves = [
    ...(lower === undefined ? [] : [inputs(lower.widthBits, false)]),
    ...(upper === undefined
      ? []
      : [inputs(upper.widthBits, false).map((address) => upperOf(address, upper.widthBits))]),
  ];
  const topByte = fc.oneof({ weight: 5, arbitrary: fc.constant(0n) }, fc.bigInt({ min: 0n, max: 255n }));
  return fc.tuple(fc.oneof(...halves), topByte).map(([address, top]) => address ^ (top << 56n));
}

const upperOf = (address: bigint, widthBits: number): bigint =>
  BigInt.asUintN(64, address | -(1n << BigInt(widthBits)));

/** Descriptors that mostly are what they should be: tables, pages, blocks; wide addresses; and noise. */
function entries({ outputWidthBits, wideAddresses }: Aarch64Configuration): fc.Arbitrary<bigint> {
  const place = addresses(16, Math.min(48, outputWidthBits));
  const leaf = union(
    bit(6, 60),
    bit(7, 40),
    bit(10, 80),
    bit(11, 50),
    bit(51, 40),
    bit(52, 30),
    bit(53, 20),
    bit(54, 20),
  );
  const table = union(bit(59, 10), bit(60, 10), bit(61, 10), bit(62, 10));
  const high = fc.bigInt({ min: 0n, max: 15n });
  return union(
    place,
    fc.oneof(
      { weight: 12, arbitrary: union(table, fc.constant(3n)) },
      { weight: 6, arbitrary: union(leaf, fc.constant(3n)) },
      { weight: 6, arbitrary: union(leaf, fc.constant(1n)) },
      { weight: 1, arbitrary: fc.constant(0n) },
    ),
    // Where 52 bits have their highest: 9..8 with 49..48, or 15..12.
    wideAddresses && outputWidthBits === 52
      ? fc.oneof(
          field(12, high),
          field(
            8,
            high.map((n) => n & 3n),
          ),
          field(
            48,
            high.map((n) => n & 3n),
          ),
          fc.constant(0n),
        )
      : fc.constant(0n),
    noise,
  );
}

test('AArch64 tables of any content are walked as the reference walks them', () => {
  compareAll(referenceAarch64, casesOf(configurations, addressesIn, entries, 55), [
    'ACCESS_FLAG',
    'ADDRESS_SIZE',
    'INPUT_OUT_OF_RANGE',
    'NOT_PRESENT',
    'PERMISSION',
    'TABLE_ABORTED',
    'TABLE_CONTENDED',
    'TABLE_STAGE2_FAULT',
  ]);
});
