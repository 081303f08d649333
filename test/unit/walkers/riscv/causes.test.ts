import type { RiscvConfiguration, RiscvMode } from '../../../../src/model/guest-tables';
import { translate, type Fault, type Seen } from '../guest-tables';
import { builderFor, memoryOf, riscv, samples, sizeAt, type Subject } from '../subjects';

// Where a walk ends and why, level by level ("Virtual Address Translation Process", steps 3 to 9).

const MODES: readonly RiscvMode[] = ['SV39', 'SV48', 'SV57', 'SV39X4', 'SV48X4', 'SV57X4'];

const withoutUpdates = (of: Subject): RiscvConfiguration => ({
  ...(of.configuration as RiscvConfiguration),
  hardwareUpdate: false,
});

describe.each(MODES)('%s', (mode) => {
  const subject = riscv(mode);
  const { configuration, layout, leaves } = subject;
  const [input] = samples(subject) as [bigint];
  const superpages = leaves.slice(0, -1);

  /** What a walk finds whose entry of a level is this one. */
  function found(
    level: number,
    entry: bigint,
    letters: string,
    of = configuration,
  ): { seen: Seen | Fault; at: bigint } {
    const builder = builderFor(subject).put(input, level, entry);
    const seen = translate(of, memoryOf(builder), subject.address(input), letters);
    return { seen, at: builder.entryAddress(input, level) };
  }

  test.each(leaves)('what is reserved at level %i', (level) => {
    // 0xdf: a page, with one bit of 58..54; 0x05 and 0x0d: W without R; the third memory type.
    const reserved = [54n, 55n, 56n, 57n, 58n].map((bit) => (1n << bit) | 0xdfn);
    for (const entry of [...reserved, 0x05n, 0x0dn, (3n << 61n) | 0xdfn, (1n << 63n) | 0xdfn]) {
      const { seen, at } = found(level, entry, 'r');
      expect(seen).toEqual({ fault: 'RESERVED', level, at });
    }
  });

  test.each(superpages)('a superpage of level %i whose address is not a multiple of its size', (level) => {
    for (const lower of [0x1000n, sizeAt(subject, level) / 2n]) {
      const { seen, at } = found(level, layout.leaf(lower, level, 0xdfn), 'r');
      expect(seen).toEqual({ fault: 'MISALIGNED', level, at });
    }
  });

  // Svade, or SADE and GADE = 0.
  test.each(leaves)('A and D that lack at level %i', (level) => {
    for (const [flags, letters, fault] of [
      [0x1fn, 'r', 'ACCESS_FLAG'],
      [0x9fn, 'w', 'ACCESS_FLAG'],
      [0x5fn, 'w', 'DIRTY'],
    ] as const) {
      const entry = layout.leaf(0n, level, flags);
      const { seen, at } = found(level, entry, letters, withoutUpdates(subject));
      expect(seen).toEqual({ fault, level, at });
    }
    expect(found(level, layout.leaf(0n, level, 0x5fn), 'r', withoutUpdates(subject))).toMatchObject({
      seen: { output: input & (sizeAt(subject, level) - 1n), dirty: false },
    });
  });

  test('a pointer on the last level', () => {
    const { seen, at } = found(0, layout.pointer(0x5000n), 'r');
    expect(seen).toEqual({ fault: 'RESERVED', level: 0, at });
  });

  // The table of Svnapot has one size, on the last level; its page is sixteen of 4 KiB, in the second stage too.
  test('sixteen pages as one', () => {
    const napot = (1n << 63n) | layout.leaf(0x5555_8000n, 0, 0xdfn);
    const inRegion = input & 0xffffn;
    expect(found(0, napot, 'w')).toMatchObject({
      seen: {
        output: 0x5555_0000n + inRegion,
        first: subject.address(input - inRegion),
        last: subject.address(input - inRegion + 0xffffn),
      },
    });
  });
});
