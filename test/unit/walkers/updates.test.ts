import type { RiscvConfiguration } from '../../../src/model/guest-tables';
import { explain, translate, type GuestTables } from './guest-tables';
import { builderFor, memoryOf, riscv, samples, SUBJECTS } from './subjects';

const subject = SUBJECTS['x86-64, four levels']!;
const { configuration, address } = subject;
const [input] = samples(subject) as [bigint];
const PAGE = 0xabcd_e000n;

/** Four levels of which nothing is marked: P 1, R/W 2, U/S 4. A is 0x20, D 0x40. */
const builder = builderFor(subject).map(input & -0x1000n, PAGE, 1, 0x07n);
const at = (level: number): bigint => builder.entryAddress(input, level);
const tables = (): GuestTables => memoryOf(builder);

describe('a walk that suppresses updates', () => {
  test('leaves the tables alone, and the translation is the same', () => {
    const memory = tables();
    memory.writeFailures.set(at(4), 'ABORTED');
    const found = { output: PAGE + (input & 0xfffn) };
    expect(translate(configuration, memory, address(input), 'w', 'SUPPRESS')).toMatchObject({ ...found, dirty: true });
    expect(translate(configuration, memory, address(input), 'r', 'SUPPRESS')).toMatchObject({ ...found, dirty: false });
    expect(memory.all()).toEqual(builder.entries());
    expect(memory.accesses.some((access) => access.startsWith('write'))).toBe(false);
  });

  test('still faults where it may not mark entries', () => {
    const sv39 = riscv('SV39');
    const without: RiscvConfiguration = { ...(sv39.configuration as RiscvConfiguration), hardwareUpdate: false };
    // V R W U without A, as a page of 1 GiB.
    const memory = memoryOf(builderFor(sv39).map(0x4000_0000n, 0x8000_0000n, 2, 0x17n));
    expect(translate(without, memory, 0x4000_0000n, 'r', 'SUPPRESS')).toMatchObject({ fault: 'ACCESS_FLAG', level: 2 });
  });
});

describe('memory that suppresses updates', () => {
  test('is left alone where it does, and the translation is the same', () => {
    const memory = tables();
    memory.writeFailures.set(at(3), 'SUPPRESSED').set(at(1), 'SUPPRESSED');
    expect(translate(configuration, memory, address(input), 'w')).toMatchObject({
      output: PAGE + (input & 0xfffn),
      dirty: true,
    });
    expect([4, 3, 2, 1].map((level) => memory.at(at(level))! & 0xffn)).toEqual([0x27n, 0x07n, 0x27n, 0x07n]);
  });

  test('has no update in the explanation', () => {
    const memory = tables();
    memory.writeFailures.set(at(3), 'SUPPRESSED').set(at(1), 'SUPPRESSED');
    const updates = explain(configuration, memory, address(input), 'w').map(({ update }) => update && update & 0xffn);
    expect(updates).toEqual([0x27n, undefined, 0x27n, undefined]);
  });

  test('is no excuse for a page that does not allow the access', () => {
    const readOnly = memoryOf(builderFor(subject).map(input & -0x1000n, PAGE, 1, 0x05n));
    readOnly.writeFailures.set(at(1), 'SUPPRESSED');
    expect(translate(configuration, readOnly, address(input), 'w')).toMatchObject({ fault: 'PERMISSION', level: 1 });
  });
});
