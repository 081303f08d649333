/** Rules between the contract and the model. */
import { addressOf, lastAddressOf, pageOf } from '../base/u64';
import type { Rule as RuleMessage, Rule__Output } from '../gen/viommu/v1/Rule';
import type { RuleCompleteWrongly as WronglyMessage } from '../gen/viommu/v1/RuleCompleteWrongly';
import type { RuleExpectation as ExpectationMessage } from '../gen/viommu/v1/RuleExpectation';
import type { RuleMatch as MatchMessage, RuleMatch__Output } from '../gen/viommu/v1/RuleMatch';
import type { RuleTrigger as TriggerMessage, RuleTrigger__Output } from '../gen/viommu/v1/RuleTrigger';
import {
  RULE_ACTIONS,
  type Rule,
  type RuleAction,
  type RuleExpectation,
  type RuleMatch,
  type RuleTrigger,
  type RuleView,
} from '../model/misbehaviour';
import { NO_PASID } from '../model/page-request';
import { NONE } from '../model/permissions';
import * as check from './check';
import { permissions } from './check-permissions';
import { fromCode, fromEnum, message, refusal, toCode, toPermissions } from './convert';
import { fromFaultReason } from './convert-fault';

const MILLION = 1_000_000;
const MAX_RAW_CODE = 15;
const MAX_COMPLETIONS = 8;

/** A rule to add. */
export function fromRule(rule: Rule__Output, field: string): Rule {
  const match = fromMatch(check.required(rule.match, `${field}.match`), `${field}.match`);
  const action = fromAction(rule, field);
  if (!RULE_ACTIONS[match.event].includes(action.kind)) {
    const allowed = RULE_ACTIONS[match.event].map((kind) => kind.toLowerCase()).join(', ');
    throw refusal(
      'FIELD_NOT_APPLICABLE',
      `${field}.${action.kind.toLowerCase()}`,
      `is no action of event ${match.event}, which has ${allowed}`,
    );
  }
  return {
    id: rule.ruleId,
    name: rule.name,
    priority: rule.priority,
    match,
    trigger: fromTrigger(rule.trigger, `${field}.trigger`),
    action,
    expectation: fromExpectation(rule.expectation, `${field}.expectation`),
  };
}

function fromMatch(match: RuleMatch__Output, field: string): RuleMatch {
  const event = fromEnum('RULE_EVENT_', match.event, `${field}.event`);
  if (event === undefined) throw refusal('FIELD_REQUIRED', `${field}.event`, 'is required; set it');
  if (match.withoutPasid && match.pasid !== undefined) {
    throw refusal('FIELD_NOT_APPLICABLE', `${field}.without_pasid`, `is set beside ${field}.pasid; leave one out`);
  }
  const code = fromCode(match.code, `${field}.code`);
  if (code !== undefined && event !== 'PAGE_RESPONSE') {
    throw refusal('FIELD_NOT_APPLICABLE', `${field}.code`, `is for page responses, not ${event}`);
  }
  return {
    event,
    endpointId: match.endpointId,
    pasid: match.withoutPasid ? NO_PASID : check.pasid(match.pasid, `${field}.pasid`),
    pages: match.range === null ? undefined : fromTouched(match.range, `${field}.range`),
    code,
    anyPermission: match.anyPermission === null ? NONE : permissions(match.anyPermission),
  };
}

function fromTouched({ first, last }: { first: bigint; last: bigint }, field: string) {
  if (last < first) {
    throw refusal('RANGE_INVALID', `${field}.last`, 'is below first; ranges are inclusive');
  }
  return { firstPage: pageOf(first), lastPage: pageOf(last) };
}

function fromTrigger(trigger: RuleTrigger__Output | null, field: string): RuleTrigger {
  const { skip = 0n, count = 0n, every = 0n, probabilityMillionths } = trigger ?? {};
  if (probabilityMillionths !== undefined) {
    const path = `${field}.probability_millionths`;
    check.inRange(probabilityMillionths, 0, MILLION, path, 'CAPABILITY_OUT_OF_RANGE');
  }
  return { skip, count, every: every === 0n ? 1n : every, probability: probabilityMillionths };
}

function fromAction(rule: Rule__Output, field: string): RuleAction {
  switch (check.oneofArm(rule.action, `${field}.action`, 'FIELD_REQUIRED')) {
    case 'fault': {
      const reason = fromFaultReason(check.required(rule.fault, 'fault').reason, `${field}.fault.reason`);
      if (reason === 'INVALIDATION_TIMEOUT') {
        throw refusal('REASON_INVALID', `${field}.fault.reason`, 'INVALIDATION_TIMEOUT is no fault of an access');
      }
      return { kind: 'FAULT', reason };
    }
    case 'drop':
      return { kind: 'DROP' };
    case 'delay': {
      const { delayNs } = check.required(rule.delay, 'delay');
      if (delayNs === 0n) throw refusal('TIMEOUT_INVALID', `${field}.delay.delay_ns`, 'must not be 0');
      return { kind: 'DELAY', delayNs };
    }
    case 'answer': {
      const { rawCode } = check.required(rule.answer, 'answer');
      check.inRange(rawCode, 0, MAX_RAW_CODE, `${field}.answer.raw_code`, 'RAW_CODE_OUT_OF_RANGE');
      return { kind: 'ANSWER', rawCode };
    }
    case 'completeWrongly':
      return fromWrongly(check.required(rule.completeWrongly, 'complete_wrongly'), `${field}.complete_wrongly`);
    case 'removeEndpoint':
      return { kind: 'REMOVE_ENDPOINT', unnoticed: check.required(rule.removeEndpoint, 'remove_endpoint').unnoticed };
    case 'exhaust': {
      const stage = fromEnum(
        'EXHAUSTION_STAGE_',
        check.required(rule.exhaust, 'exhaust').stage,
        `${field}.exhaust.stage`,
      );
      if (stage === undefined) throw refusal('STAGE_REQUIRED', `${field}.exhaust.stage`, 'is required; set it');
      return { kind: 'EXHAUST', stage };
    }
  }
}

function fromWrongly(
  wrongly: NonNullable<Rule__Output['completeWrongly']>,
  field: string,
): Extract<RuleAction, { kind: 'COMPLETE_WRONGLY' }> {
  const { itagOffset, completionCount, requesterId } = wrongly;
  if (completionCount !== undefined) {
    check.inRange(completionCount, 0, MAX_COMPLETIONS - 1, `${field}.completion_count`, 'CAPABILITY_OUT_OF_RANGE');
  }
  if (requesterId !== undefined) {
    check.inRange(requesterId, 0, 0xffff, `${field}.requester_id`, 'REQUESTER_ID_OUT_OF_RANGE');
  }
  const count = completionCount === 0 ? MAX_COMPLETIONS : completionCount;
  return { kind: 'COMPLETE_WRONGLY', itagOffset, count, requesterId };
}

function fromExpectation(expectation: Rule__Output['expectation'], field: string): RuleExpectation | undefined {
  if (expectation === null) return undefined;
  const { minHits = 1n, maxHits } = expectation;
  if (maxHits !== undefined && maxHits < minHits) {
    throw refusal('RANGE_INVALID', `${field}.max_hits`, `${String(maxHits)} is below min_hits, ${String(minHits)}`);
  }
  return { minHits, maxHits };
}

/** A rule and its counts, for the wire. */
export function toRule({ rule, matches, hits }: RuleView): RuleMessage {
  const { id, name, priority, match, trigger, expectation } = rule;
  const withoutPasid = match.pasid === NO_PASID;
  return message<RuleMessage>({
    ruleId: id,
    name,
    priority,
    match: message<MatchMessage>({
      event: `RULE_EVENT_${match.event}`,
      endpointId: match.endpointId,
      pasid: withoutPasid ? undefined : match.pasid,
      withoutPasid,
      range: match.pages && {
        first: addressOf(match.pages.firstPage),
        last: lastAddressOf(match.pages.lastPage),
      },
      code: match.code && toCode(match.code),
      anyPermission: match.anyPermission === NONE ? undefined : toPermissions(match.anyPermission),
    }),
    trigger: message<TriggerMessage>({
      skip: trigger.skip,
      count: trigger.count,
      every: trigger.every,
      probabilityMillionths: trigger.probability,
    }),
    ...toAction(rule.action),
    expectation: expectation && message<ExpectationMessage>(expectation),
    matches,
    hits,
  });
}

function toAction(action: RuleAction): Partial<RuleMessage> {
  switch (action.kind) {
    case 'FAULT':
      return { fault: { reason: `FAULT_REASON_${action.reason}` } };
    case 'DROP':
      return { drop: {} };
    case 'DELAY':
      return { delay: { delayNs: action.delayNs } };
    case 'ANSWER':
      return { answer: { rawCode: action.rawCode } };
    case 'COMPLETE_WRONGLY': {
      const { itagOffset, count, requesterId } = action;
      const completionCount = count && count % MAX_COMPLETIONS;
      return { completeWrongly: message<WronglyMessage>({ itagOffset, completionCount, requesterId }) };
    }
    case 'REMOVE_ENDPOINT':
      return { removeEndpoint: { unnoticed: action.unnoticed } };
    case 'EXHAUST':
      return { exhaust: { stage: `EXHAUSTION_STAGE_${action.stage}` } };
  }
}
