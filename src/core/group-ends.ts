import { codeOfRaw, RAW_CODES, type PageResponseCode, type PageResponseResult } from '../model/page-request';
import { RULES, type RuleId } from '../model/rules';
import type { GroupEnd } from './group-store';

/** Kinds of ends, as the group store remembers them. */
const ANSWERED = 1;
const AUTO_ANSWERED = 2;
const DISCARDED = 3;

const RULE_IDS = Object.keys(RULES) as RuleId[];

/** Raw codes have four bits: a rule and a code share the remembered detail. */
const CODE_SPAN = 16;

/** A page response ended the group. */
export function answered(rawCode: number): GroupEnd {
  return { code: ANSWERED, detail: rawCode };
}

/** The vIOMMU answered the group. */
export function autoAnswered(rule: RuleId, code: PageResponseCode): GroupEnd {
  return { code: AUTO_ANSWERED, detail: RULE_IDS.indexOf(rule) * CODE_SPAN + RAW_CODES[code] };
}

/** The group ended without an answer. */
export function discarded(rule: RuleId): GroupEnd {
  return { code: DISCARDED, detail: RULE_IDS.indexOf(rule) };
}

/** What a late response to a group that ended so is told. */
export function lateResult(end: GroupEnd): PageResponseResult {
  if (end.code === ANSWERED) {
    return { outcome: 'ALREADY_ANSWERED', code: codeOfRaw(end.detail) };
  }
  if (end.code === AUTO_ANSWERED) {
    const rule = RULE_IDS[Math.floor(end.detail / CODE_SPAN)];
    return { outcome: 'AUTO_ANSWERED', rule, code: codeOfRaw(end.detail % CODE_SPAN) };
  }
  return { outcome: 'DISCARDED', rule: RULE_IDS[end.detail] };
}
