/** Mappings and look-ups in process, against the containers that virtual machine monitors use for them. */
import fs from 'node:fs';
import path from 'node:path';
import { Actor, type Cpu } from './actor';
import {
  interleave,
  ratio,
  requireSameResults,
  type Effort,
  type Line,
  type Pace,
  type Result,
  type Skipped,
  type Target,
} from './bench';
import { createDataSet, writeDataSet, type Layout } from './data-set';
import { isStructure, STRUCTURES, whyMissing } from './structures';

/** How many mappings "1m" means. */
export const MILLION = 2 ** 20;

/** A line, before it is measured. */
interface Plan {
  readonly name: string;
  readonly subject: string;
  readonly base: string;
  readonly figure: 'nsPerMap' | 'nsPerUniform' | 'nsPerHot' | 'nsPerUnmap';
  readonly target: Target;
}

/** What is measured with one data set. */
export interface SpacePlan {
  readonly name: string;
  readonly layout: Layout;
  readonly mappings: number;
  readonly pace: keyof Pick<Effort, 'loops' | 'bulk'>;
  readonly lines: readonly Plan[];
}

const plan = (
  name: string,
  [subject, base]: readonly [string, string],
  figure: Plan['figure'],
  target?: number,
): Plan => ({ name: `${name}-vs-${base}`, subject, base, figure, target });

/** Everything that is measured. */
export const SPACE_PLANS: readonly SpacePlan[] = [
  {
    name: 'ranges-100k',
    layout: 'RANGES',
    mappings: 100_000,
    pace: 'loops',
    lines: [
      plan('translate-100k', ['ranges', 'gtree'], 'nsPerUniform', 0.67),
      plan('translate-100k', ['ranges', 'btree'], 'nsPerUniform', 2),
      plan('translate-100k-hot', ['iommu', 'gtree'], 'nsPerHot', 0.4),
      plan('translate-100k', ['ranges', 'map'], 'nsPerUniform'),
      plan('translate-100k-hot', ['iommu', 'btree'], 'nsPerHot'),
      plan('translate-100k-whole', ['iommu', 'gtree'], 'nsPerUniform'),
    ],
  },
  {
    name: 'dense-1k',
    layout: 'DENSE',
    mappings: 1000,
    pace: 'loops',
    lines: [plan('iotlb-hit-1k', ['iotlb', 'gtree'], 'nsPerHot', 0.25)],
  },
  {
    name: 'dense-1m',
    layout: 'DENSE',
    mappings: MILLION,
    pace: 'bulk',
    lines: [
      plan('translate-1m', ['ranges', 'gtree'], 'nsPerUniform', 0.33),
      plan('translate-1m', ['ranges', 'map'], 'nsPerUniform', 0.5),
      plan('translate-1m', ['ranges', 'btree'], 'nsPerUniform'),
      plan('map-1m', ['ranges', 'gtree'], 'nsPerMap', 0.5),
      plan('unmap-1m', ['ranges', 'gtree'], 'nsPerUnmap', 0.6),
      plan('map-1m-whole', ['iommu', 'gtree'], 'nsPerMap', 0.5),
      plan('unmap-1m-whole', ['iommu', 'gtree'], 'nsPerUnmap', 0.6),
    ],
  },
  {
    name: 'cluster-1m',
    layout: 'CLUSTER',
    mappings: MILLION,
    pace: 'bulk',
    lines: [
      plan('map-1m-cluster', ['ranges', 'gtree'], 'nsPerMap', 0.5),
      plan('unmap-1m-cluster', ['ranges', 'gtree'], 'nsPerUnmap', 0.6),
      plan('map-1m-cluster-whole', ['iommu', 'gtree'], 'nsPerMap', 0.5),
      plan('unmap-1m-cluster-whole', ['iommu', 'gtree'], 'nsPerUnmap', 0.6),
    ],
  },
  {
    name: 'ranges-1m',
    layout: 'RANGES',
    mappings: MILLION,
    pace: 'bulk',
    lines: [
      plan('translate-1m-ranges', ['ranges', 'gtree'], 'nsPerUniform', 0.33),
      plan('translate-1m-ranges', ['ranges', 'map'], 'nsPerUniform', 0.5),
    ],
  },
];

/** Measures with one data set. */
export async function addressSpaces(plan: SpacePlan, directory: string, cpu: Cpu, effort: Effort): Promise<Result> {
  const wanted = plan.lines.filter(({ target }) => effort.complete || target !== undefined);
  const skipped = wanted.flatMap(({ name, base }): Skipped[] => {
    const reason = whyMissing(base);
    return reason === undefined ? [] : [{ name, reason }];
  });
  const lines = wanted.filter(({ base }) => whyMissing(base) === undefined);
  if (lines.length === 0) return { lines: [], skipped, rounds: {}, notes: [] };
  const file = path.join(directory, plan.name);
  writeDataSet(file, createDataSet(plan.layout, plan.mappings));
  const subjects: Record<string, Actor> = {};
  for (const { subject, base } of lines) {
    for (const name of [subject, base]) subjects[name] ??= await startSpace(cpu, name, file);
  }
  const pace: Pace = effort[plan.pace];
  const { rounds, notes } = await interleave(subjects, pace);
  for (const actor of Object.values(subjects)) actor.dismiss();
  fs.rmSync(file);
  requireSameResults(rounds);
  return {
    lines: lines.map(({ name, subject, base, figure, target }): Line => ({
      name,
      value: ratio(rounds, subject, base, figure),
      target,
    })),
    skipped,
    rounds: { [plan.name]: rounds },
    notes,
  };
}

/** Starts the process of a subject. */
function startSpace(cpu: Cpu, name: string, file: string): Promise<Actor> {
  return isStructure(name) ? Actor.program(cpu, STRUCTURES, name, file) : Actor.part(cpu, 'space', name, file);
}
