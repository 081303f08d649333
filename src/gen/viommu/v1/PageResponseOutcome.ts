// Original file: proto/viommu/v1/page_request.proto

/**
 * What became of one page response. More values may be added; treat an unknown one as UNKNOWN.
 */
export const PageResponseOutcome = {
  /**
   * Never sent.
   */
  PAGE_RESPONSE_OUTCOME_UNSPECIFIED: 'PAGE_RESPONSE_OUTCOME_UNSPECIFIED',
  /**
   * The response was given to the endpoint.
   */
  PAGE_RESPONSE_OUTCOME_SENT: 'PAGE_RESPONSE_OUTCOME_SENT',
  /**
   * The group is answered; its external endpoint is disconnected.
   */
  PAGE_RESPONSE_OUTCOME_HELD_FOR_ENDPOINT: 'PAGE_RESPONSE_OUTCOME_HELD_FOR_ENDPOINT',
  /**
   * The group is answered; the endpoint's page-request interface was reset or turned off since, so nothing was sent.
   */
  PAGE_RESPONSE_OUTCOME_IGNORED_PRI_OFF: 'PAGE_RESPONSE_OUTCOME_IGNORED_PRI_OFF',
  /**
   * The group was answered before; `code` says how. Nothing changed.
   */
  PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED: 'PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED',
  /**
   * The vIOMMU answered by itself; `rule` says why, `code` how. Nothing changed.
   */
  PAGE_RESPONSE_OUTCOME_AUTO_ANSWERED: 'PAGE_RESPONSE_OUTCOME_AUTO_ANSWERED',
  /**
   * The group was discarded without an answer; `rule` says why. Nothing changed.
   */
  PAGE_RESPONSE_OUTCOME_DISCARDED: 'PAGE_RESPONSE_OUTCOME_DISCARDED',
  /**
   * The group ended so long ago that how is forgotten (the last 65,536 ends are remembered). Nothing changed.
   */
  PAGE_RESPONSE_OUTCOME_ANSWERED_LONG_AGO: 'PAGE_RESPONSE_OUTCOME_ANSWERED_LONG_AGO',
  /**
   * This vIOMMU never gave out this cookie in this incarnation. Nothing changed.
   */
  PAGE_RESPONSE_OUTCOME_UNKNOWN: 'PAGE_RESPONSE_OUTCOME_UNKNOWN',
  /**
   * The endpoint, PASID or PRGI given with the cookie differs. Nothing changed; the group stays pending.
   */
  PAGE_RESPONSE_OUTCOME_MISMATCH: 'PAGE_RESPONSE_OUTCOME_MISMATCH',
} as const;

/**
 * What became of one page response. More values may be added; treat an unknown one as UNKNOWN.
 */
export type PageResponseOutcome =
  /**
   * Never sent.
   */
  | 'PAGE_RESPONSE_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * The response was given to the endpoint.
   */
  | 'PAGE_RESPONSE_OUTCOME_SENT'
  | 1
  /**
   * The group is answered; its external endpoint is disconnected.
   */
  | 'PAGE_RESPONSE_OUTCOME_HELD_FOR_ENDPOINT'
  | 2
  /**
   * The group is answered; the endpoint's page-request interface was reset or turned off since, so nothing was sent.
   */
  | 'PAGE_RESPONSE_OUTCOME_IGNORED_PRI_OFF'
  | 3
  /**
   * The group was answered before; `code` says how. Nothing changed.
   */
  | 'PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED'
  | 4
  /**
   * The vIOMMU answered by itself; `rule` says why, `code` how. Nothing changed.
   */
  | 'PAGE_RESPONSE_OUTCOME_AUTO_ANSWERED'
  | 5
  /**
   * The group was discarded without an answer; `rule` says why. Nothing changed.
   */
  | 'PAGE_RESPONSE_OUTCOME_DISCARDED'
  | 6
  /**
   * The group ended so long ago that how is forgotten (the last 65,536 ends are remembered). Nothing changed.
   */
  | 'PAGE_RESPONSE_OUTCOME_ANSWERED_LONG_AGO'
  | 7
  /**
   * This vIOMMU never gave out this cookie in this incarnation. Nothing changed.
   */
  | 'PAGE_RESPONSE_OUTCOME_UNKNOWN'
  | 8
  /**
   * The endpoint, PASID or PRGI given with the cookie differs. Nothing changed; the group stays pending.
   */
  | 'PAGE_RESPONSE_OUTCOME_MISMATCH'
  | 9

/**
 * What became of one page response. More values may be added; treat an unknown one as UNKNOWN.
 */
export type PageResponseOutcome__Output = typeof PageResponseOutcome[keyof typeof PageResponseOutcome]
