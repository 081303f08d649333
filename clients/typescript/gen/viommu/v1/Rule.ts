// Original file: proto/viommu/v1/rule.proto

import type { RuleMatch as _viommu_v1_RuleMatch, RuleMatch__Output as _viommu_v1_RuleMatch__Output } from '../../viommu/v1/RuleMatch';
import type { RuleTrigger as _viommu_v1_RuleTrigger, RuleTrigger__Output as _viommu_v1_RuleTrigger__Output } from '../../viommu/v1/RuleTrigger';
import type { RuleFault as _viommu_v1_RuleFault, RuleFault__Output as _viommu_v1_RuleFault__Output } from '../../viommu/v1/RuleFault';
import type { RuleDrop as _viommu_v1_RuleDrop, RuleDrop__Output as _viommu_v1_RuleDrop__Output } from '../../viommu/v1/RuleDrop';
import type { RuleDelay as _viommu_v1_RuleDelay, RuleDelay__Output as _viommu_v1_RuleDelay__Output } from '../../viommu/v1/RuleDelay';
import type { RuleAnswer as _viommu_v1_RuleAnswer, RuleAnswer__Output as _viommu_v1_RuleAnswer__Output } from '../../viommu/v1/RuleAnswer';
import type { RuleCompleteWrongly as _viommu_v1_RuleCompleteWrongly, RuleCompleteWrongly__Output as _viommu_v1_RuleCompleteWrongly__Output } from '../../viommu/v1/RuleCompleteWrongly';
import type { RuleRemoveEndpoint as _viommu_v1_RuleRemoveEndpoint, RuleRemoveEndpoint__Output as _viommu_v1_RuleRemoveEndpoint__Output } from '../../viommu/v1/RuleRemoveEndpoint';
import type { RuleExhaust as _viommu_v1_RuleExhaust, RuleExhaust__Output as _viommu_v1_RuleExhaust__Output } from '../../viommu/v1/RuleExhaust';
import type { RuleExpectation as _viommu_v1_RuleExpectation, RuleExpectation__Output as _viommu_v1_RuleExpectation__Output } from '../../viommu/v1/RuleExpectation';

/**
 * Deterministic misbehaviour: what is met, when it is acted on, and what is done.
 */
export interface Rule {
  /**
   * Its id within the vIOMMU, from 1; 0 when it is added: the server chooses. Errors: RULE_EXISTS.
   */
  'ruleId'?: (number);
  /**
   * For people.
   */
  'name'?: (string);
  /**
   * Of the rules that match, the first that acts is the one with the highest priority, then the one with the lowest id; the
   * others do not see the match.
   */
  'priority'?: (number);
  /**
   * What it concerns.
   */
  'match'?: (_viommu_v1_RuleMatch | null);
  /**
   * Which of that it acts on.
   */
  'trigger'?: (_viommu_v1_RuleTrigger | null);
  /**
   * Makes it fault.
   */
  'fault'?: (_viommu_v1_RuleFault | null);
  /**
   * Loses it.
   */
  'drop'?: (_viommu_v1_RuleDrop | null);
  /**
   * Delays it.
   */
  'delay'?: (_viommu_v1_RuleDelay | null);
  /**
   * Answers it.
   */
  'answer'?: (_viommu_v1_RuleAnswer | null);
  /**
   * Makes it wrong.
   */
  'completeWrongly'?: (_viommu_v1_RuleCompleteWrongly | null);
  /**
   * Removes the endpoint.
   */
  'removeEndpoint'?: (_viommu_v1_RuleRemoveEndpoint | null);
  /**
   * Lets a pool run out.
   */
  'exhaust'?: (_viommu_v1_RuleExhaust | null);
  /**
   * How often it is expected to act; absent: nothing is expected.
   */
  'expectation'?: (_viommu_v1_RuleExpectation | null);
  /**
   * How often it has matched. Ignored in a request.
   */
  'matches'?: (bigint | number | string);
  /**
   * How often it has acted. Ignored in a request.
   */
  'hits'?: (bigint | number | string);
  /**
   * What it does. Errors: FIELD_REQUIRED when no arm is set, FIELD_NOT_APPLICABLE when the event does not have it.
   */
  'action'?: "fault"|"drop"|"delay"|"answer"|"completeWrongly"|"removeEndpoint"|"exhaust";
}

/**
 * Deterministic misbehaviour: what is met, when it is acted on, and what is done.
 */
export interface Rule__Output {
  /**
   * Its id within the vIOMMU, from 1; 0 when it is added: the server chooses. Errors: RULE_EXISTS.
   */
  'ruleId': (number);
  /**
   * For people.
   */
  'name': (string);
  /**
   * Of the rules that match, the first that acts is the one with the highest priority, then the one with the lowest id; the
   * others do not see the match.
   */
  'priority': (number);
  /**
   * What it concerns.
   */
  'match': (_viommu_v1_RuleMatch__Output | null);
  /**
   * Which of that it acts on.
   */
  'trigger': (_viommu_v1_RuleTrigger__Output | null);
  /**
   * Makes it fault.
   */
  'fault'?: (_viommu_v1_RuleFault__Output | null);
  /**
   * Loses it.
   */
  'drop'?: (_viommu_v1_RuleDrop__Output | null);
  /**
   * Delays it.
   */
  'delay'?: (_viommu_v1_RuleDelay__Output | null);
  /**
   * Answers it.
   */
  'answer'?: (_viommu_v1_RuleAnswer__Output | null);
  /**
   * Makes it wrong.
   */
  'completeWrongly'?: (_viommu_v1_RuleCompleteWrongly__Output | null);
  /**
   * Removes the endpoint.
   */
  'removeEndpoint'?: (_viommu_v1_RuleRemoveEndpoint__Output | null);
  /**
   * Lets a pool run out.
   */
  'exhaust'?: (_viommu_v1_RuleExhaust__Output | null);
  /**
   * How often it is expected to act; absent: nothing is expected.
   */
  'expectation': (_viommu_v1_RuleExpectation__Output | null);
  /**
   * How often it has matched. Ignored in a request.
   */
  'matches': (bigint);
  /**
   * How often it has acted. Ignored in a request.
   */
  'hits': (bigint);
  /**
   * What it does. Errors: FIELD_REQUIRED when no arm is set, FIELD_NOT_APPLICABLE when the event does not have it.
   */
  'action'?: "fault"|"drop"|"delay"|"answer"|"completeWrongly"|"removeEndpoint"|"exhaust";
}
