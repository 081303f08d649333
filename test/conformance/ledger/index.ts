import { AMD, VIRTIO } from './amd-virtio';
import { ATS } from './ats';
import { AUTOMATIC_ANSWERS } from './automatic-answers';
import { INVALIDATION } from './invalidation';
import { PAIN_POINTS } from './pain-points';
import { PRI_GROUPS } from './pri-groups';
import { PRI_REGISTERS } from './pri-registers';
import { PRI_RESPONSES } from './pri-responses';
import { PRI_STOPPING } from './pri-stopping';
import { RISCV } from './riscv';
import type { CitedTest, Rule } from './rule';
import { SMMU } from './smmu';
import { VTD } from './vtd';

export type { CitedTest, Rule } from './rule';

/** Every rule, in the order of the ids. */
export const LEDGER: readonly Rule[] = [
  ...AMD,
  ...ATS,
  ...AUTOMATIC_ANSWERS,
  ...INVALIDATION,
  ...PAIN_POINTS,
  ...PRI_REGISTERS,
  ...PRI_GROUPS,
  ...PRI_STOPPING,
  ...PRI_RESPONSES,
  ...RISCV,
  ...SMMU,
  ...VIRTIO,
  ...VTD,
];

/** The tests that a rule cites. */
export function testsOf({ standing }: Rule): readonly CitedTest[] {
  return 'tests' in standing ? standing.tests : [];
}
