import { decodeRange } from '../../../src/base/coded-range';
import type { FaultReason } from '../../../src/model/fault';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { InvalidationEntry } from '../../../src/model/invalidation';
import {
  RULE_ACTIONS,
  type Rule,
  type RuleAction,
  type RuleEvent,
  type RuleMatch,
  type RuleTrigger,
} from '../../../src/model/misbehaviour';
import { codeOfRaw } from '../../../src/model/page-request';
import { NONE, READ, WRITE } from '../../../src/model/permissions';
import type { PolicyPatch } from '../../../src/model/viommu';
import { addressesOf, CODES, entryOf, id, pagesOf, pasidOf, pick, SECOND, timeoutOf } from './arguments';
import type { Machine } from './machine';
import type { Step } from './script';

/** Changes of the policy that concern what dead endpoints do not do. */
const POLICIES: readonly PolicyPatch[] = [
  { fenceOnTimeout: true },
  { fenceOnTimeout: true, invalidationTimeoutNs: SECOND },
  { fenceOnTimeout: false },
  { reportGoneInvalidations: true },
  { reportGoneInvalidations: false },
  { hideInvalidationSource: true },
  { hideInvalidationSource: false },
];

/** Endpoints that share their invalidate queue. */
const SHARING: readonly EndpointRequest[] = [
  { ats: { queueParentId: 1 }, pasid: {} },
  { ats: { queueParentId: 2, globalInvalidate: false }, pasid: {}, invalidationCompletion: 'MANUAL' },
  { ats: { queueParentId: 2 }, priParentId: 2, invalidationCompletion: 'MANUAL' },
  { backend: 'EXTERNAL', ats: { queueParentId: 3 } },
];

const EVENTS = Object.keys(RULE_ACTIONS) as RuleEvent[];
const REASONS: readonly FaultReason[] = ['NOT_MAPPED', 'PERMISSION', 'TABLE_ABORT', 'CONTEXT_INVALID', 'MEMORY_ABORT'];
const DELAYS = [1n, SECOND, 45n * SECOND, 200n * SECOND];
/** In millionths. */
const PROBABILITIES = [undefined, undefined, 500_000, 100_000, 999_999, 0];
const TRIGGERS: readonly Omit<RuleTrigger, 'probability'>[] = [
  { skip: 0n, count: 0n, every: 1n },
  { skip: 0n, count: 1n, every: 1n },
  { skip: 1n, count: 2n, every: 1n },
  { skip: 0n, count: 0n, every: 2n },
];

function actionOf(event: RuleEvent, step: Step): RuleAction {
  const kind = pick(RULE_ACTIONS[event], step.m);
  switch (kind) {
    case 'FAULT':
      return { kind, reason: pick(REASONS, step.page) };
    case 'DROP':
      return { kind };
    case 'DELAY':
      return { kind, delayNs: pick(DELAYS, step.page) };
    case 'ANSWER':
      return { kind, rawCode: pick(CODES, step.page) };
    case 'COMPLETE_WRONGLY':
      return {
        kind,
        itagOffset: pick([0, 1, 31], step.page),
        count: pick([undefined, 1, 2, 8], step.page),
        requesterId: pick([undefined, undefined, 77], step.page),
      };
    case 'REMOVE_ENDPOINT':
      return { kind, unnoticed: step.page % 2 === 0 };
    case 'EXHAUST':
      return { kind, stage: pick(['PARTIAL', 'GROUP', 'HANDLER'] as const, step.page) };
  }
}

function matchOf(event: RuleEvent, step: Step): RuleMatch {
  const wants = event === 'ACCESS' || event === 'TRANSLATION_REQUEST' || event === 'PAGE_REQUEST';
  return {
    event,
    endpointId: step.p > 1 ? undefined : id(step.e),
    pasid: step.p === 1 ? pasidOf(step) : undefined,
    pages: step.m % 5 === 0 ? pagesOf(step) : undefined,
    code: event === 'PAGE_RESPONSE' && step.m % 7 === 0 ? codeOfRaw(pick(CODES, step.page)) : undefined,
    anyPermission: wants && step.m % 7 === 0 ? pick([READ, WRITE], step.page) : NONE,
  };
}

/** A rule: every event with every action it has, and every kind of trigger. */
function ruleOf(step: Step): Rule {
  const event = pick(EVENTS, step.n);
  return {
    id: step.m % 4 === 0 ? id(step.d) : 0,
    name: '',
    priority: (step.m % 3) - 1,
    match: matchOf(event, step),
    trigger: { ...pick(TRIGGERS, step.n >> 3), probability: pick(PROBABILITIES, step.m >> 3) },
    action: actionOf(event, step),
    expectation: step.n % 4 === 0 ? { minHits: 1n, maxHits: 3n } : undefined,
  };
}

/** Any entry of a batch of invalidations, by a number. */
function anyEntry(step: Step, kind: number): InvalidationEntry {
  const pasid = step.p === 0 ? {} : { pasid: pasidOf(step), global: step.m % 3 === 0 };
  const range = step.m % 2 === 0 ? {} : addressesOf(pagesOf(step));
  switch (kind % 8) {
    case 0:
      return { kind: 'IOTLB', domainId: step.n % 3 === 0 ? undefined : id(step.d), ...pasid, ...range };
    case 1:
      return { kind: 'CONTEXT', endpointId: id(step.e) };
    case 2:
      return { kind: 'PASID_ENTRY', endpointId: id(step.e), pasid: pasidOf(step) };
    case 3:
      return { kind: 'DOMAIN', domainId: id(step.d), ...pasid, ...range };
    case 4: {
      const coded = decodeRange({ page: step.page, sizeBit: step.m % 2 === 0 });
      return { kind: 'DEVICE_TLB', endpointId: id(step.e), ...pasid, ...addressesOf(coded) };
    }
    case 5:
      return entryOf(step);
    default:
      return { kind: 'FENCE' };
  }
}

/** What a step does that concerns misbehaviour, and those who look for it. */
export const MISBEHAVIOUR_ACTIONS = {
  setLink(machine, step) {
    machine.call('setLink', id(step.e), step.n % 2 === 0, step.m % 2 === 0);
  },
  /** One to four entries of any kind. */
  invalidateMore(machine, step) {
    const entries = [0, 1, 2, 3]
      .slice(0, 1 + (step.n % 4))
      .map((i) => anyEntry({ ...step, e: (step.e + i) % 4, n: step.n + i, m: step.m + i }, (step.m + i * 3) >> 1));
    machine.call('invalidate', entries, step.p === 2 ? 'STOP' : 'CONTINUE', timeoutOf(step));
  },
  fence(machine, step) {
    machine.call('invalidate', [{ kind: 'FENCE' }], 'CONTINUE', timeoutOf(step));
  },
  /** What an endpoint says when it sends more messages, or one that is another's. */
  completeOddly(machine, step) {
    const open = machine.sentInvalidations();
    const next = open.length === 0 ? undefined : pick(open, step.n);
    const endpointId = next?.endpointId ?? id(step.e);
    const itags = [next?.itag ?? step.n % 32, ...(step.n % 4 === 0 ? [(step.n + 1) % 32] : [])];
    const requesterId = step.m % 5 === 0 ? step.m : undefined;
    const count = pick([2, 2, 3, 1, 8], step.m);
    machine.call('completeInvalidations', machine.speaker(endpointId), endpointId, itags, count, requesterId);
  },
  addRules(machine, step) {
    const rules = step.n % 8 === 7 ? [ruleOf(step), ruleOf({ ...step, n: step.n + 3 })] : [ruleOf(step)];
    machine.call('addRules', rules);
  },
  /** Rules about one endpoint each. */
  addOwnRules(machine, step) {
    machine.call('addRules', [ruleOf({ ...step, p: step.p % 2 })]);
  },
  deleteRules(machine, step) {
    machine.call('deleteRules', step.n % 4 === 0 ? [] : [id(step.d)]);
  },
  verify(machine, _step) {
    machine.call('verifyExpectations');
  },
  createSharing(machine, step) {
    machine.call('createEndpoint', id(2 + (step.e % 3)), pick(SHARING, step.n));
  },
  watchTimeouts(machine, step) {
    machine.call('update', pick(POLICIES, step.n));
  },
} satisfies Record<string, (machine: Machine, step: Step) => void>;
