/**
 * The rules that automatic answers, discards, dropped page requests and violations name. An `R-` id is a rule of PCIe
 * or of an architecture; a `V-` id is a decision of this product where those are silent. docs/rules.md lists them.
 */
export const RULES = {
  'R-AUTO-01': 'Translation is off: page requests are answered Response Failure.',
  'R-AUTO-02': 'Translation is bypassed: page requests are answered Invalid Request.',
  'R-AUTO-06': 'The page-request queue is off: page requests are answered Response Failure.',
  'R-AUTO-08': 'The queue is full: page requests are answered so that the device retries.',
  'R-AUTO-40': 'No domain, or a domain that takes no page requests: answered at once.',
  'R-AUTO-42':
    'An endpoint was reset, removed or deleted: its unclosed groups are dropped, its complete groups end unanswered.',
  'R-AUTO-43': 'An attachment ended: its complete groups are answered Invalid Request, its unclosed ones dropped.',
  'R-PRI-09': 'PRI Reset: credits and unclosed groups are forgotten.',
  'R-PRI-13': 'No page request may be sent while PRI is disabled.',
  'R-PRI-20': 'No more page requests may be outstanding than the allocation allows.',
  'R-PRI-28': 'A page-request group index must not be reused while its group is unanswered.',
  'R-PRI-29': 'A page-request group index must not be open under two PASIDs at once.',
  'R-PRI-52': 'Response Failure: the endpoint turns page requests off and forgets what is outstanding.',
  'R-INV-04': 'An invalidate completion for a tag that is not outstanding is ignored.',
  'R-INV-07': 'A device-TLB invalidation must be completed within its time limit.',
  'V-DEADLINE': 'The page response deadline of the vIOMMU passed.',
  'V-CHANNEL-LOST': 'The device model is gone: what was in flight is dropped.',
  'V-CHANNEL-RESET': 'A device model began anew: complete groups end unanswered, unclosed ones are dropped.',
  'V-BROKEN-GROUP': 'A group that lost a page is never queued; its last page is answered automatically.',
} as const;

/** Id of a rule. */
export type RuleId = keyof typeof RULES;
