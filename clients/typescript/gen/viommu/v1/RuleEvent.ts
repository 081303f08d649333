// Original file: proto/viommu/v1/rule.proto

/**
 * What passes between an endpoint and the vIOMMU, where a rule can meddle.
 */
export const RuleEvent = {
  /**
   * In a rule: refused (FIELD_REQUIRED).
   */
  RULE_EVENT_UNSPECIFIED: 'RULE_EVENT_UNSPECIFIED',
  /**
   * An access to one page, translated or not. Actions: fault, remove_endpoint.
   */
  RULE_EVENT_ACCESS: 'RULE_EVENT_ACCESS',
  /**
   * An ATS translation request. Actions: fault (the completion is Unsupported Request, or Completer Abort for TABLE_ABORT),
   * remove_endpoint.
   */
  RULE_EVENT_TRANSLATION_REQUEST: 'RULE_EVENT_TRANSLATION_REQUEST',
  /**
   * A page request on its way to the vIOMMU. Actions: drop, delay, answer (the group is answered when its last page
   * arrives), exhaust, remove_endpoint.
   */
  RULE_EVENT_PAGE_REQUEST: 'RULE_EVENT_PAGE_REQUEST',
  /**
   * A page response on its way to the endpoint. Actions: drop, delay, answer (with another code), remove_endpoint.
   */
  RULE_EVENT_PAGE_RESPONSE: 'RULE_EVENT_PAGE_RESPONSE',
  /**
   * A device-TLB invalidation on its way to the endpoint. Actions: drop, delay, remove_endpoint.
   */
  RULE_EVENT_INVALIDATION: 'RULE_EVENT_INVALIDATION',
  /**
   * The completion of one tag on its way to the vIOMMU. Actions: drop, delay, complete_wrongly, remove_endpoint.
   */
  RULE_EVENT_INVALIDATION_COMPLETION: 'RULE_EVENT_INVALIDATION_COMPLETION',
} as const;

/**
 * What passes between an endpoint and the vIOMMU, where a rule can meddle.
 */
export type RuleEvent =
  /**
   * In a rule: refused (FIELD_REQUIRED).
   */
  | 'RULE_EVENT_UNSPECIFIED'
  | 0
  /**
   * An access to one page, translated or not. Actions: fault, remove_endpoint.
   */
  | 'RULE_EVENT_ACCESS'
  | 1
  /**
   * An ATS translation request. Actions: fault (the completion is Unsupported Request, or Completer Abort for TABLE_ABORT),
   * remove_endpoint.
   */
  | 'RULE_EVENT_TRANSLATION_REQUEST'
  | 2
  /**
   * A page request on its way to the vIOMMU. Actions: drop, delay, answer (the group is answered when its last page
   * arrives), exhaust, remove_endpoint.
   */
  | 'RULE_EVENT_PAGE_REQUEST'
  | 3
  /**
   * A page response on its way to the endpoint. Actions: drop, delay, answer (with another code), remove_endpoint.
   */
  | 'RULE_EVENT_PAGE_RESPONSE'
  | 4
  /**
   * A device-TLB invalidation on its way to the endpoint. Actions: drop, delay, remove_endpoint.
   */
  | 'RULE_EVENT_INVALIDATION'
  | 5
  /**
   * The completion of one tag on its way to the vIOMMU. Actions: drop, delay, complete_wrongly, remove_endpoint.
   */
  | 'RULE_EVENT_INVALIDATION_COMPLETION'
  | 6

/**
 * What passes between an endpoint and the vIOMMU, where a rule can meddle.
 */
export type RuleEvent__Output = typeof RuleEvent[keyof typeof RuleEvent]
