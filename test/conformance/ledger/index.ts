import { AMD, VIRTIO } from './amd-virtio';
import { ATS } from './ats';
import { AUTOMATIC_ANSWERS } from './automatic-answers';
import { INVALIDATION } from './invalidation';
import { ACCESS, DIRTY } from './iommufd-access';
import { ALLOC } from './iommufd-alloc';
import { ATTACH } from './iommufd-attach';
import { COPY, FILE, MAP } from './iommufd-map';
import { ALLOW, OPTIONS, RANGES } from './iommufd-ranges';
import { UNMAP } from './iommufd-unmap';
import { PAIN_POINTS } from './pain-points';
import { PRI_GROUPS } from './pri-groups';
import { PRI_REGISTERS } from './pri-registers';
import { PRI_RESPONSES } from './pri-responses';
import { PRI_STOPPING } from './pri-stopping';
import { RISCV } from './riscv';
import type { CitedTest, Rule } from './rule';
import { SMMU } from './smmu';
import { VTD } from './vtd';

export type { CitedTest, Errors, Rule } from './rule';

/** The rules of iommufd, in the order of the ids. */
export const IOMMUFD: readonly Rule[] = [
  ...ACCESS,
  ...ALLOC,
  ...ALLOW,
  ...ATTACH,
  ...COPY,
  ...DIRTY,
  ...FILE,
  ...MAP,
  ...OPTIONS,
  ...RANGES,
  ...UNMAP,
];

/** Every rule, in the order of the ids. */
export const LEDGER: readonly Rule[] = [
  ...IOMMUFD,
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
