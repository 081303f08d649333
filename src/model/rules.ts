/**
 * The rules that automatic answers, discards, dropped page requests and violations name. An `R-` id is a rule of PCIe
 * or of an architecture; a `V-` id is a decision of this product where those are silent. docs/rules.md lists them.
 */
export const RULES = {
  'R-AUTO-01': 'Translation is off: page requests are answered Response Failure.',
  'R-AUTO-02': 'Translation is bypassed: page requests are answered Invalid Request.',
  'R-AUTO-03': 'The directory cannot hold the id of the endpoint: page requests are answered Invalid Request.',
  'R-AUTO-04': 'The context of the endpoint is not usable: page requests are answered Response Failure.',
  'R-AUTO-05': 'The context of the endpoint does not allow page requests: they are answered Invalid Request.',
  'R-AUTO-06': 'The page-request queue is off: page requests are answered Response Failure.',
  'R-AUTO-07': 'The page-request queue cannot be written: page requests are answered Response Failure.',
  'R-AUTO-08': 'The queue is full: page requests are answered so that the device retries.',
  'R-AUTO-12':
    'RISC-V: an overflow lasts until it is acknowledged, and a page request that is not the last causes one.',
  'R-AUTO-20': 'SMMUv3: from an overflow until it is acknowledged nothing is queued; last pages are answered.',
  'R-AUTO-21': 'SMMUv3: code and PASID of an overflow answer depend on the request, on PPS and on the stream entry.',
  'R-AUTO-22': 'SMMUv3: without a usable PRI queue page requests are answered Response Failure, without PASID.',
  'R-AUTO-30': 'VT-d: the context does not allow page requests, or is not usable: a fault, and Invalid Request.',
  'R-AUTO-31': 'VT-d: while the overflow is not cleared page requests are dropped; last pages are answered Success.',
  'R-AUTO-40': 'No domain, or a domain that takes no page requests: answered at once.',
  'R-AUTO-41': 'A group could not be stored, or its handler refused it: Response Failure, as Linux answers.',
  'R-AUTO-42':
    'An endpoint was reset, removed or deleted: its unclosed groups are dropped, its complete groups end unanswered.',
  'R-AUTO-43': 'An attachment ended: its complete groups are answered Invalid Request, its unclosed ones dropped.',
  'R-AMD-05': 'AMD-Vi: an overflow stops the log until software restarts it.',
  'R-PAIN-03': 'A quirk of Linux: without a handler every page request of a group is answered.',
  'R-PRI-03': 'PRI must not be enabled before it has stopped.',
  'R-PRI-05': 'The allocation must not be changed while PRI is enabled.',
  'R-PRI-09': 'PRI Reset: credits and unclosed groups are forgotten.',
  'R-PRI-13': 'No page request may be sent while PRI is disabled.',
  'R-PRI-20': 'No more page requests may be outstanding than the allocation allows.',
  'R-PRI-21': 'The page request that takes the last credit closes its group.',
  'R-PRI-28': 'A page-request group index must not be reused while its group is unanswered.',
  'R-PRI-29': 'A page-request group index must not be open under two PASIDs at once.',
  'R-PRI-31': 'Execute and privileged exist only with a PASID.',
  'R-PRI-32': 'Execute is not asked for without read.',
  'R-PRI-33': 'Execute and privileged are asked for only while the PASID capability has them enabled.',
  'R-PRI-36': 'A page request that is not the last asks for read or write.',
  'R-PRI-40': 'A Stop Marker is never answered.',
  'R-PRI-41': 'A Stop Marker without PASID is undefined.',
  'R-PRI-43': 'A Stop Marker that meets an error or an overflow is dropped.',
  'R-PRI-46': 'A device that stops using a PASID ends its page requests first.',
  'R-PRI-47':
    'No page request for a stopped PASID; a response to one from before returns credits and does nothing else.',
  'R-PRI-52': 'Response Failure: the endpoint turns page requests off and forgets what is outstanding.',
  'R-PRI-55': 'A response that matches nothing outstanding sets Unexpected PRGI and does nothing else.',
  'R-PRI-56': 'A response carries the PASID exactly if PRG Response PASID Required is set and the request had one.',
  'R-INV-04': 'An invalidate completion for a tag that is not outstanding is ignored.',
  'R-INV-06': 'Every invalidate completion for a tag says the same number of completions.',
  'R-INV-07': 'A device-TLB invalidation must be completed within its time limit.',
  'V-DRAIN': 'The page requests of an attachment were drained.',
  'V-DROP-OLD': 'The queue drops its oldest undelivered group to take a new one.',
  'V-DEADLINE': 'The page response deadline of the vIOMMU passed.',
  'V-CHANNEL-LOST': 'The device model is gone: what was in flight is dropped.',
  'V-CHANNEL-RESET': 'A device model began anew: complete groups end unanswered, unclosed ones are dropped.',
  'V-BROKEN-GROUP': 'A group that lost a page is never queued; its last page is answered automatically.',
} as const;

/** Id of a rule. */
export type RuleId = keyof typeof RULES;
