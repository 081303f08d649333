import type { TableConfiguration } from '../../../src/model/guest-tables';
import fc from 'fast-check';
import { createTableFormat } from '../../../src/walkers/formats';
import { TableWalker } from '../../../src/walkers/table-walker';
import { createWalk, type WalkStep } from '../../../src/walkers/walk';
import { told } from '../../unit/walkers/guest-tables';
import type { Outcome, Request, Rights } from './reference';
import { ScriptedMemory, scripts, steady, type Cell } from './scripted-memory';

/** One seed for every run, so that a failure is one; VIOMMU_SEED=0 takes a new one, VIOMMU_RUNS explores longer. */
const { VIOMMU_SEED, VIOMMU_RUNS } = process.env;
const seed = Number(VIOMMU_SEED ?? 20_261_120);
export const parameters = { numRuns: Number(VIOMMU_RUNS ?? 2500), ...(seed === 0 ? {} : { seed }) };
const isUsual = VIOMMU_SEED === undefined && VIOMMU_RUNS === undefined;

/** What is put to both walkers. */
export interface Case<Configuration> {
  readonly configuration: Configuration;
  readonly address: bigint;
  /** Bits: read 1, write 2, execute 4, privileged 8. */
  readonly access: number;
  readonly script: readonly Cell[];
}

type ReferenceWalker<Configuration> = (
  configuration: Configuration,
  memory: ScriptedMemory,
  request: Request,
) => Outcome;

const letters = ({ r, w, x }: Rights, restricted: boolean): string =>
  `${r ? 'r' : '-'}${w ? 'w' : '-'}${x ? 'x' : '-'}${restricted ? 'p' : '-'}`;

/** A reference's outcome in the form in which a walk's is told. */
function expected(outcome: Outcome, { address, privileged }: Request, trace: readonly string[]): object {
  const { user, supervisor } = outcome;
  const both = user !== undefined && supervisor !== undefined && letters(user, false) === letters(supervisor, false);
  const rights = privileged ? supervisor : user;
  const permissions = rights && letters(rights, privileged && !both);
  if ('fault' in outcome) {
    // The last entry read is the one that stopped the walk.
    const [, at, level] = trace.findLast((line) => line.startsWith('read'))?.split(' ') ?? [];
    return {
      fault: outcome.fault,
      level: Number(level ?? 0),
      at: at === undefined ? undefined : BigInt(at),
      ...(permissions === undefined ? {} : { permissions }),
      ...(outcome.tableAccess === undefined ? {} : { tableAccess: outcome.tableAccess }),
    };
  }
  const first = address - (address % outcome.size);
  return {
    output: outcome.output,
    first,
    last: first + outcome.size - 1n,
    permissions,
    both,
    global: outcome.global,
    dirty: outcome.dirty,
  };
}

/**
 * Puts one case to a walker and its reference: they must do the same to memory, in the same order, and say the same; and
 * the explanation must say it, too.
 *
 * @returns the fault, or `FOUND`
 */
export function compare<Configuration extends TableConfiguration>(
  reference: ReferenceWalker<Configuration>,
  { configuration, address, access, script }: Case<Configuration>,
): string {
  const request: Request = {
    address,
    read: (access & 1) !== 0,
    write: (access & 2) !== 0,
    execute: (access & 4) !== 0,
    privileged: (access & 8) !== 0,
  };
  const theirs = new ScriptedMemory(script);
  const outcome = reference(configuration, theirs, request);
  const ours = new ScriptedMemory(script);
  const page = Number(address >> 12n);
  const walk = createWalk();
  const format = createTableFormat(configuration);
  const found = new TableWalker(format, ours, 'WRITE').walk(page, access, walk);
  expect({ told: told(walk, address), trace: ours.trace }).toEqual({
    told: expected(outcome, request, theirs.trace),
    trace: theirs.trace,
  });
  expect(found).toBe(!('fault' in outcome));
  expect(walk.entriesRead).toBe(ours.trace.filter((line) => line.startsWith('read')).length);

  const calm = steady(script);
  const walked = createWalk();
  new TableWalker(format, new ScriptedMemory(calm), 'WRITE').walk(page, access, walked);
  const explained = createWalk();
  const silent = new ScriptedMemory(calm);
  const steps: WalkStep[] = [];
  new TableWalker(format, silent, 'WRITE').explain(page, access, explained, (step) => steps.push(step));
  expect({ ...explained, entriesWritten: walked.entriesWritten }).toEqual(walked);
  expect(silent.trace.every((line) => line.startsWith('read'))).toBe(true);
  expect(steps).toHaveLength(walked.entriesRead);
  expect(walked.entriesRead).toBeLessThanOrEqual(5);
  return walk.fault ?? 'FOUND';
}

/**
 * Compares a walker with its reference over random tables, and makes sure that they are random enough: each of the
 * outcomes named is met, and a translation in a tenth of the runs.
 */
export function compareAll<Configuration extends TableConfiguration>(
  reference: ReferenceWalker<Configuration>,
  cases: fc.Arbitrary<Case<Configuration>>,
  outcomes: readonly string[],
): void {
  const met = new Map<string, number>();
  let runs = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const outcome = compare(reference, one);
      met.set(outcome, (met.get(outcome) ?? 0) + 1);
      runs += 1;
    }),
    parameters,
  );
  if (isUsual) {
    expect([...met.keys()].filter((outcome) => outcome !== 'FOUND').sort()).toEqual([...outcomes].sort());
    expect(met.get('FOUND')).toBeGreaterThan(runs / 10);
  }
}

/** Cases of a configuration: where it looks, what it finds there, and a bit of an entry that means nothing. */
export function casesOf<Configuration>(
  configuration: fc.Arbitrary<Configuration>,
  address: (configuration: Configuration) => fc.Arbitrary<bigint>,
  entry: (configuration: Configuration) => fc.Arbitrary<bigint>,
  ignoredBit: number,
): fc.Arbitrary<Case<Configuration>> {
  return configuration.chain((chosen) =>
    fc.record({
      configuration: fc.constant(chosen),
      address: address(chosen),
      access: fc.oneof(fc.nat({ max: 15 }), fc.constantFrom(0, 1, 2, 3, 9, 11)),
      script: scripts(entry(chosen), ignoredBit),
    }),
  );
}
