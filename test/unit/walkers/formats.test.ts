import type { TableConfiguration } from '../../../src/model/guest-tables';
import { createTableFormat } from '../../../src/walkers/formats';
import { refusal } from '../core/refusal';
import { SUBJECTS } from './subjects';

/** The formats whose input addresses are guest-physical. */
const SECOND_STAGES = ['Sv39x4', 'Sv48x4', 'Sv57x4'];

test.each(Object.entries(SUBJECTS))('%s: whether it is of a second stage', (name, { configuration }) => {
  expect(createTableFormat(configuration).isSecondStage).toBe(SECOND_STAGES.includes(name));
});

test.each<[string, string, object]>([
  ['x86-64, four levels', 'WIDTH_OUT_OF_RANGE output_width_bits', { outputWidthBits: 53 }],
  ['AArch64, 4 KiB, 48 bits', 'FIELD_REQUIRED lower', { lower: undefined }],
  ['Sv39x4', 'ADDRESS_MISALIGNED root', { root: 0x1000n }],
])('%s: what its own check refuses, with %s', (name, reason, change) => {
  const configuration: TableConfiguration = { ...SUBJECTS[name]!.configuration, ...change };
  expect(refusal(() => createTableFormat(configuration))).toBe(reason);
});
