import fc from 'fast-check';
import type { ProfileName } from '../../../src/model/viommu';
import { ACTIONS, begin, type ActionName } from './actions';
import { Machine, type Watcher } from './machine';
import { RARE_ACTIONS } from './rare-actions';
import { configOf, longest } from './settings';

/** One step: an action and the numbers it makes its arguments of. */
export interface Step {
  readonly act: ActionName;
  /** Endpoint. */
  readonly e: number;
  /** Domain. */
  readonly d: number;
  /** PASID. */
  readonly p: number;
  /** Page. */
  readonly page: number;
  /** What else the action wants. */
  readonly n: number;
  readonly m: number;
}

/** A run of a vIOMMU from its creation on. */
export interface Script {
  readonly profile: ProfileName;
  readonly tiny: boolean;
  readonly bypassUnattached: boolean;
  readonly granuleBits: 12 | 14;
  readonly iotlbEntries: number;
  /** Whether the vIOMMU reserves pages. */
  readonly reserved: boolean;
  /** Whether an unmap may cut mappings. */
  readonly splits: boolean;
  /** Whether endpoints go through tables of guests from the start. */
  readonly guests: boolean;
  /** Whether it is recorded from the start what is written. */
  readonly dirty: boolean;
  /** Of the probabilities of rules. */
  readonly seed: number;
  readonly steps: readonly Step[];
}

/** How often each action is drawn; those left out never are. */
export type Weights = Readonly<Partial<Record<ActionName, number>>>;

/** Everything, with what makes groups and grants more often than what ends them. */
export const EVERYTHING: Weights = {
  prepare: 6,
  createEndpoint: 1,
  deleteEndpoint: 1,
  createDomain: 2,
  deleteDomain: 1,
  attach: 2,
  replace: 2,
  detach: 2,
  setAts: 2,
  enablePri: 2,
  disablePri: 1,
  resetPri: 1,
  resetFunction: 1,
  surpriseRemove: 1,
  connect: 1,
  disconnect: 1,
  submit: 10,
  submitBatch: 2,
  inject: 6,
  deliver: 5,
  undeliver: 2,
  respond: 6,
  respondLate: 2,
  respondBatch: 2,
  resolve: 4,
  map: 8,
  setPermissions: 3,
  unmap: 5,
  invalidate: 3,
  complete: 4,
  translate: 6,
  dma: 8,
  again: 4,
  translatedDma: 3,
  injectFault: 1,
  tick: 4,
  update: 2,
  reset: 1,
  probe: 1,
  createRare: 2,
  createQueue: 1,
  updateContext: 2,
  configure: 2,
  misuse: 2,
  stopMarker: 1,
  injectMisuse: 1,
  stopPasid: 2,
  resume: 2,
  clearPriStatus: 1,
  forcePri: 1,
  sendResponse: 2,
  exhaust: 1,
  acknowledgeOverflow: 1,
  drain: 1,
  respondStall: 2,
  miss: 4,
  prepareNested: 6,
  createNested: 1,
  writeLeaf: 5,
  writeUpper: 2,
  writeSecondStage: 1,
  mapTables: 2,
  unmapBelow: 2,
  useNested: 4,
  deleteNested: 1,
  invalidateNested: 4,
  guestPhysical: 1,
  mapBlock: 2,
  mapAgain: 2,
  mapAnywhere: 3,
  allow: 1,
  usable: 1,
  prepareReserved: 1,
  setDirty: 2,
  readDirty: 2,
  explain: 2,
};

/** Address spaces and what becomes of them, with as much else as they need. */
export const SPACES: Weights = {
  prepare: 2,
  prepareNested: 10,
  createNested: 2,
  writeLeaf: 8,
  writeUpper: 4,
  writeSecondStage: 2,
  mapTables: 3,
  unmapBelow: 6,
  useNested: 16,
  deleteNested: 2,
  unmap: 4,
  map: 4,
  mapBlock: 5,
  mapAgain: 4,
  mapAnywhere: 3,
  setPermissions: 4,
  invalidateNested: 6,
  invalidate: 3,
  guestPhysical: 2,
  translate: 4,
  dma: 4,
  again: 10,
  translatedDma: 8,
  complete: 5,
  tick: 3,
  attach: 2,
  detach: 3,
  replace: 4,
  createDomain: 1,
  deleteDomain: 2,
  setAts: 1,
  update: 3,
  configure: 1,
  updateContext: 1,
  connect: 1,
  disconnect: 1,
  resetFunction: 1,
  deleteEndpoint: 1,
  stopPasid: 1,
  submit: 2,
  respond: 3,
  resolve: 3,
  deliver: 1,
  allow: 2,
  usable: 1,
  prepareReserved: 2,
  setDirty: 3,
  readDirty: 3,
  explain: 2,
  reset: 1,
};

/** Everything, with endpoints that misbehave, and those who look for it. */
export const MISBEHAVING: Weights = {
  ...EVERYTHING,
  setLink: 4,
  invalidateMore: 14,
  fence: 4,
  completeOddly: 5,
  complete: 6,
  addRules: 10,
  deleteRules: 2,
  verify: 1,
  createSharing: 3,
  watchTimeouts: 4,
  tick: 8,
  resetFunction: 3,
  translate: 12,
};

/** What only models of page requests follow that know every way in which groups end. */
export const RARE = Object.keys(RARE_ACTIONS) as ActionName[];

/** Those that have page requests; GENERIC most often. */
const PROFILES: readonly ProfileName[] = ['GENERIC', 'GENERIC', 'GENERIC', 'VTD', 'SMMUV3', 'RISCV', 'AMDVI'];

/** Every action but some. */
export function without(...names: readonly ActionName[]): Weights {
  return Object.fromEntries(Object.entries(EVERYTHING).filter(([name]) => !names.includes(name as ActionName)));
}

/**
 * Scripts of the actions with these weights.
 *
 * @param profiles what the vIOMMU may be
 * @param guests whether there may be guests with tables from the start
 */
export function scripts(
  weights: Weights,
  profiles = PROFILES,
  guests: readonly boolean[] = [false, false, true],
): fc.Arbitrary<Script> {
  const names = (Object.entries(weights) as [ActionName, number][]).flatMap(([name, weight]) =>
    Array.from({ length: weight }, () => name),
  );
  const step = fc.record({
    act: fc.constantFrom(...names),
    // Few of each, so that they meet.
    e: fc.constantFrom(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 3, 4),
    d: fc.constantFrom(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7),
    p: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 3),
    page: fc.constantFrom(0, 1, 2, 0, 1, 2, 3, 4, 5, 9),
    n: fc.nat({ max: 63 }),
    m: fc.nat({ max: 63 }),
  });
  return fc.record({
    profile: fc.constantFrom(...profiles),
    tiny: fc.boolean(),
    bypassUnattached: fc.constantFrom(false, false, true),
    granuleBits: fc.constantFrom(12, 12, 12, 14),
    iotlbEntries: fc.constantFrom(1024, 4, 0),
    reserved: fc.constantFrom(false, false, true),
    splits: fc.boolean(),
    guests: fc.constantFrom(...guests),
    dirty: fc.boolean(),
    seed: fc.nat({ max: 63 }),
    steps: fc.array(step, { minLength: 1, maxLength: longest(), size: 'max' }),
  });
}

/** Scripts of every kind. */
export function everyScript(): fc.Arbitrary<Script> {
  return fc.oneof(scripts(EVERYTHING), spaceScripts(), scripts(MISBEHAVING));
}

/** Scripts about address spaces. */
export function spaceScripts(): fc.Arbitrary<Script> {
  return scripts(SPACES, PROFILES, [true, true, false]);
}

/** Plays a script while laws watch. */
export function play(script: Script, law: (machine: Machine) => Watcher, fresh = false): Machine {
  const machine = new Machine(configOf(script), fresh, script);
  machine.watch(law(machine));
  begin(machine);
  for (const step of script.steps) {
    ACTIONS[step.act](machine, step);
  }
  return machine;
}
