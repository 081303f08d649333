/** Rules: each field, each arm, each action that an event does not have. */
import { listRows, rowsOf, viommuRows, type Row } from './rows';
import { many, type Json } from './world';

const service = (method: string) => `RuleService/${method}`;
const add = rowsOf(service('AddRules'));
const EVENTS = [
  'ACCESS',
  'TRANSLATION_REQUEST',
  'PAGE_REQUEST',
  'PAGE_RESPONSE',
  'INVALIDATION',
  'INVALIDATION_COMPLETION',
] as const;
type Event = (typeof EVENTS)[number];

const GOOD: Json = { match: { event: 'RULE_EVENT_ACCESS' }, fault: { reason: 'FAULT_REASON_BLOCKED' } };

/** The second of two rules is wrong, so that a first one that was added would be seen. */
const rules = (rule: Json): Json => ({ rules: [GOOD, rule] });
const one = (name: string, change: Json, reason: Row['reason'], field: string): Row =>
  add(name, rules({ ...GOOD, ...change }), reason, `rules[1].${field}`);
const match = (name: string, change: Json, reason: Row['reason'], field: string): Row =>
  one(name, { match: { event: 'RULE_EVENT_ACCESS', ...change } }, reason, `match.${field}`);

/** A good value of each action, the events that have it, and its name in the contract. */
const ACTIONS: readonly (readonly [string, string, Json, readonly Event[]])[] = [
  ['fault', 'fault', { reason: 'FAULT_REASON_BLOCKED' }, ['ACCESS', 'TRANSLATION_REQUEST']],
  ['drop', 'drop', {}, ['PAGE_REQUEST', 'PAGE_RESPONSE', 'INVALIDATION', 'INVALIDATION_COMPLETION']],
  ['delay', 'delay', { delayNs: 1n }, ['PAGE_REQUEST', 'PAGE_RESPONSE', 'INVALIDATION', 'INVALIDATION_COMPLETION']],
  ['answer', 'answer', { rawCode: 1 }, ['PAGE_REQUEST', 'PAGE_RESPONSE']],
  ['completeWrongly', 'complete_wrongly', {}, ['INVALIDATION_COMPLETION']],
  ['exhaust', 'exhaust', { stage: 'EXHAUSTION_STAGE_GROUP' }, ['PAGE_REQUEST']],
];

const misplaced = ACTIONS.flatMap(([arm, field, action, allowed]) =>
  EVENTS.filter((event) => !allowed.includes(event)).map((event) =>
    add(
      `${field} of ${event}`,
      rules({ match: { event: `RULE_EVENT_${event}` }, [arm]: action }),
      'FIELD_NOT_APPLICABLE',
      `rules[1].${field}`,
    ),
  ),
);

/** An action at an event that has it. */
const action = (name: string, event: Event, act: Json, reason: Row['reason'], field: string): Row =>
  add(name, rules({ match: { event: `RULE_EVENT_${event}` }, ...act }), reason, `rules[1].${field}`);

export const RULE_ROWS: readonly Row[] = [
  ...viommuRows(service('AddRules'), true),
  add('no rules', {}, 'ITEMS_REQUIRED', 'rules'),
  add('4097 rules', { rules: many(4097, GOOD) }, 'TOO_MANY_ITEMS', 'rules'),
  add('an id that is taken', rules({ ...GOOD, ruleId: 1 }), 'RULE_EXISTS', 'rules[1].rule_id'),
  add('an id twice', { rules: many(2, { ...GOOD, ruleId: 7 }) }, 'RULE_EXISTS', 'rules[1].rule_id'),
  add('one rule too many', { viommuId: 'tiny', ...rules(GOOD) }, 'LIMIT_EXCEEDED'),
  one('no match', { match: undefined }, 'FIELD_REQUIRED', 'match'),
  one('no event', { match: {} }, 'FIELD_REQUIRED', 'match.event'),
  one('no action', { fault: undefined }, 'FIELD_REQUIRED', 'action'),
  match('an unknown event', { event: 9 }, 'ENUM_VALUE_UNKNOWN', 'event'),
  match('an endpoint that does not exist', { endpointId: 999 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
  match('a PASID of 21 bits', { pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  match('a PASID and none', { pasid: 0, withoutPasid: true }, 'FIELD_NOT_APPLICABLE', 'without_pasid'),
  match('last before first', { range: { first: 1n, last: 0n } }, 'RANGE_INVALID', 'range.last'),
  match('a code of an access', { code: 1 }, 'FIELD_NOT_APPLICABLE', 'code'),
  match('an unknown code', { code: 9 }, 'CODE_INVALID', 'code'),
  ...misplaced,
  action('no reason', 'ACCESS', { fault: {} }, 'REASON_REQUIRED', 'fault.reason'),
  action('an unknown reason', 'ACCESS', { fault: { reason: 99 } }, 'REASON_INVALID', 'fault.reason'),
  action(
    'a reason of no access',
    'ACCESS',
    { fault: { reason: 'FAULT_REASON_INVALIDATION_TIMEOUT' } },
    'REASON_INVALID',
    'fault.reason',
  ),
  action('no delay', 'INVALIDATION', { delay: {} }, 'TIMEOUT_INVALID', 'delay.delay_ns'),
  action('a code of 5 bits', 'PAGE_RESPONSE', { answer: { rawCode: 16 } }, 'RAW_CODE_OUT_OF_RANGE', 'answer.raw_code'),
  action(
    'a count of 8',
    'INVALIDATION_COMPLETION',
    { completeWrongly: { completionCount: 8 } },
    'CAPABILITY_OUT_OF_RANGE',
    'complete_wrongly.completion_count',
  ),
  action(
    'a requester id of 17 bits',
    'INVALIDATION_COMPLETION',
    { completeWrongly: { requesterId: 65536 } },
    'REQUESTER_ID_OUT_OF_RANGE',
    'complete_wrongly.requester_id',
  ),
  action('no stage', 'PAGE_REQUEST', { exhaust: {} }, 'STAGE_REQUIRED', 'exhaust.stage'),
  action('an unknown stage', 'PAGE_REQUEST', { exhaust: { stage: 9 } }, 'ENUM_VALUE_UNKNOWN', 'exhaust.stage'),
  one(
    'more than a million millionths',
    { trigger: { probabilityMillionths: 1_000_001 } },
    'CAPABILITY_OUT_OF_RANGE',
    'trigger.probability_millionths',
  ),
  one('at most less than at least', { expectation: { maxHits: 0n } }, 'RANGE_INVALID', 'expectation.max_hits'),
  ...viommuRows(service('ListRules'), false),
  ...listRows(service('ListRules')),
  ...viommuRows(service('DeleteRules'), true),
  rowsOf(service('DeleteRules'))('4097 rules', { ruleIds: many(4097, 1) }, 'TOO_MANY_ITEMS', 'rule_ids'),
  rowsOf(service('DeleteRules'))('one that does not exist', { ruleIds: [1, 99] }, 'RULE_NOT_FOUND', 'rule_ids'),
  ...viommuRows(service('VerifyExpectations'), false),
  rowsOf(service('VerifyExpectations'))('a rule that did not act', {}, 'EXPECTATIONS_NOT_MET'),
];
