/** Reports, and what an endpoint receives, as one readable line each. */
import type {
  AutomaticAnswer,
  Closing,
  EndpointChanged,
  EndpointOutcome,
  EndpointPageResponse,
  EndpointWatchItem,
  FaultEvent,
  FaultWatchItem,
  FlushCounts,
  GroupAnswered,
  GroupDiscarded,
  NestedFault,
  OperationResult,
  PageRequestGroup,
  PartialsDropped,
  QueueOverflow,
  Report,
  ReportStreamOpened,
  RuleHit,
  SkippedReports,
  StopMarker,
  TimeFired,
  Violation,
} from '../../clients/typescript';
import { hex, permissionLetters, range, requesterId, seconds, short } from './text';

type Fact = string | number | bigint | undefined;

/** `key=value` for each fact that is there; `''` as the value leaves the key alone. */
function facts(all: Readonly<Record<string, Fact>>): string {
  return Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join(' ');
}

const hexOr = (value: bigint | number | undefined): string | undefined =>
  value === undefined ? undefined : hex(value);
const when = (condition: boolean): string | undefined => (condition ? '' : undefined);
/** An enum value by its short name; undefined for one that says nothing. */
const named = (value: string): string | undefined => (value.endsWith('_UNSPECIFIED') ? undefined : short(value));

const reportNumber = (sequence: bigint | undefined): string | undefined =>
  sequence === undefined ? undefined : `#${sequence}`;

/** A group of page requests: whose it is, which it is, and what it wants. */
export function groupText(group: PageRequestGroup): string {
  return facts({
    cookie: hex(group.groupCookie),
    device: hex(group.deviceCookie),
    rid: requesterId(group.requesterId),
    virtual: hex(group.virtualId),
    pasid: group.pasid,
    prgi: group.stallTag === undefined ? group.prgi : undefined,
    stall: group.stallTag,
    reason: named(group.stallReason),
    domain: group.domainId,
    endpoint: group.endpointId,
    generation: group.attachmentGeneration,
    queue: group.queueTag,
    length: group.lengthHintBytes,
    pages: group.pages.map((page) => `${hex(page.iova)}:${permissionLetters(page.permissions)}`).join(','),
    injected: when(group.injected),
    redelivery: when(group.redelivery),
  });
}

/** Where in a NESTED domain a translation failed. */
export function nestedText(nested: NestedFault): string {
  const { stage, level, tableAccess, tableWrite } = nested;
  return facts({
    stage: stage === 'TRANSLATION_STAGE_STAGE1' ? 1 : stage === 'TRANSLATION_STAGE_STAGE2' ? 2 : short(stage),
    attached: nested.attachedDomainId,
    guest: hexOr(nested.guestPhysicalAddress),
    table: tableAccess || tableWrite ? (tableWrite ? 'write' : 'read') : undefined,
    level,
    entry: hexOr(nested.entryAddress),
  });
}

function faultText(event: FaultEvent): string {
  const where = event.nested ? ` ${nestedText(event.nested)}` : '';
  return `${faultFacts(event)}${where}`;
}

function faultFacts(event: FaultEvent): string {
  return facts({
    reason: short(event.reason),
    transaction: named(event.transaction),
    iova: hexOr(event.iova),
    access: event.access ? permissionLetters(event.access) : undefined,
    device: hexOr(event.deviceCookie),
    rid: requesterId(event.requesterId),
    virtual: hex(event.virtualId),
    pasid: event.pasid,
    domain: event.domainId,
    endpoint: event.endpointId,
    generation: event.attachmentGeneration,
    queue: event.queueTag,
    length: event.lengthHintBytes,
    raw: hexOr(event.rawCode),
    operation: hexOr(event.operationId),
    injected: when(event.injected),
    synthetic: when(event.synthetic),
  });
}

function answeredText(answer: GroupAnswered): string {
  return facts({
    cookie: hex(answer.groupCookie),
    code: short(answer.code),
    raw: hex(answer.rawCode),
    sent: answer.sentCode === answer.code ? undefined : named(answer.sentCode),
    outcome: short(answer.outcome),
    effect: named(answer.effect),
    'with-pasid': when(answer.carriedPasid),
    domain: answer.domainId,
    endpoint: answer.endpointId,
    group: reportNumber(answer.groupSequence),
  });
}

function automaticText(answer: AutomaticAnswer): string {
  return facts({
    code: short(answer.code),
    cause: short(answer.cause),
    rule: answer.rule,
    effect: named(answer.effect),
    'with-pasid': when(answer.carriedPasid),
    cookie: hexOr(answer.groupCookie),
    device: hexOr(answer.deviceCookie),
    pasid: answer.pasid,
    prgi: answer.stallTag === undefined ? answer.prgi : undefined,
    stall: answer.stallTag,
    queue: answer.queueTag,
    domain: answer.domainId,
    endpoint: answer.endpointId,
    group: reportNumber(answer.groupSequence),
    unclosed: when(answer.forUnclosedGroup),
    injected: when(answer.injected),
  });
}

function discardedText(group: GroupDiscarded): string {
  return facts({
    cookie: hexOr(group.groupCookie),
    cause: short(group.cause),
    rule: group.rule,
    device: hexOr(group.deviceCookie),
    pasid: group.pasid,
    prgi: group.stallTag === undefined ? group.prgi : undefined,
    stall: group.stallTag,
    queue: group.queueTag,
    domain: group.domainId,
    endpoint: group.endpointId,
    group: reportNumber(group.groupSequence),
    injected: when(group.injected),
  });
}

function droppedText(dropped: PartialsDropped): string {
  return facts({
    requests: dropped.pageRequestCount,
    groups: dropped.groupCount,
    cause: short(dropped.cause),
    rule: dropped.rule,
    endpoint: dropped.endpointId,
  });
}

function violationText(violation: Violation): string {
  const { rule, culprit, endpointId: endpoint, pasid, prgi, itag, onPurpose, detail } = violation;
  const purpose = { 'on-purpose': when(onPurpose) };
  return `${facts({ rule, by: named(culprit), endpoint, pasid, prgi, itag, ...purpose })}: ${detail}`;
}

function stopMarkerText(marker: StopMarker): string {
  return facts({
    endpoint: marker.endpointId,
    pasid: marker.pasid,
    prgi: marker.prgi,
    device: hexOr(marker.deviceCookie),
    domain: marker.domainId,
    generation: marker.attachmentGeneration,
    dropped: named(marker.droppedCause),
    rule: marker.rule === '' ? undefined : marker.rule,
    injected: when(marker.injected),
  });
}

/** An overflow: where, and what it has cost so far. */
export function overflowText(overflow: QueueOverflow): string {
  return facts({
    domain: overflow.domainId,
    rule: overflow.rule,
    endpoint: overflow.active ? overflow.endpointId : undefined,
    sticky: when(overflow.sticky),
    groups: overflow.groupCount,
    requests: overflow.pageCount,
  });
}

/** What a teardown ended. */
export function flushedText(flushed: FlushCounts): string {
  return `flushed ${facts({
    'auto-answered': flushed.autoAnsweredGroupCount,
    discarded: flushed.discardedGroupCount,
    requests: flushed.droppedPageCount,
    groups: flushed.droppedGroupCount,
  })}`;
}

/** What fell due while time moved; undefined: nothing. */
export function firedText(fired: TimeFired): string | undefined {
  const counts = {
    'response-deadlines': fired.pageResponseDeadlineCount,
    'invalidation-timeouts': fired.invalidationTimeoutCount,
    'operation-timeouts': fired.operationTimeoutCount,
    'delayed-messages': fired.delayedMessageCount,
  };
  const text = facts(Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, count || undefined])));
  return text === '' ? undefined : `fired ${text}`;
}

function outcomeList(endpoints: readonly EndpointOutcome[]): string | undefined {
  if (endpoints.length === 0) return undefined;
  return endpoints.map(({ endpointId, outcome }) => `${endpointId}:${short(outcome)}`).join(',');
}

/** The endpoints that did not complete, to stand behind an outcome; empty: there are none. */
export function outcomesText(endpoints: readonly EndpointOutcome[]): string {
  const list = outcomeList(endpoints);
  return list === undefined ? '' : ` endpoints=${list}`;
}

/** An operation that has ended, with the endpoints that did not complete. */
export function operationText(operation: OperationResult): string {
  return facts({
    operation: hex(operation.operationId),
    kind: short(operation.kind),
    outcome: short(operation.outcome),
    took: seconds(operation.endTimeNs - operation.beginTimeNs),
    endpoints: outcomeList(operation.endpoints),
  });
}

function changedText(changed: EndpointChanged): string {
  return facts({
    change: short(changed.change),
    endpoint: changed.endpointId,
    state: short(changed.state),
    generation: changed.endpointGeneration,
    pasid: changed.pasid,
    'caused-by': changed.causedByEndpointId > 0 ? changed.causedByEndpointId : undefined,
    dropped: changed.droppedMessageCount > 0n ? changed.droppedMessageCount : undefined,
  });
}

function ruleHitText(hit: RuleHit): string {
  return facts({
    rule: hit.ruleId,
    event: short(hit.event),
    endpoint: hit.endpointId,
    pasid: hit.pasid,
    iova: hexOr(hit.iova),
    hits: hit.hits,
  });
}

function recordText(report: Report): string {
  switch (report.record) {
    case 'pageRequestGroup':
      return `page-request ${groupText(report.pageRequestGroup)}`;
    case 'faultEvent':
      return `fault ${faultText(report.faultEvent)}`;
    case 'groupAnswered':
      return `answered ${answeredText(report.groupAnswered)}`;
    case 'automaticAnswer':
      return `answered-automatically ${automaticText(report.automaticAnswer)}`;
    case 'groupDiscarded':
      return `discarded ${discardedText(report.groupDiscarded)}`;
    case 'partialsDropped':
      return `partials-dropped ${droppedText(report.partialsDropped)}`;
    case 'violation':
      return `violation ${violationText(report.violation)}`;
    case 'operationEnded':
      return `operation-ended ${operationText(report.operationEnded)}`;
    case 'endpointChanged':
      return `endpoint-changed ${changedText(report.endpointChanged)}`;
    case 'stopMarker':
      return `stop-marker ${stopMarkerText(report.stopMarker)}`;
    case 'queueOverflow':
      return `overflow-${report.queueOverflow.active ? 'began' : 'ended'} ${overflowText(report.queueOverflow)}`;
    case 'ruleHit':
      return `rule-hit ${ruleHitText(report.ruleHit)}`;
    case undefined:
      return 'a report of a newer server';
  }
}

/** One entry of the report log. */
export function reportText(report: Report): string {
  return `#${report.sequence} ${seconds(report.timeNs)} ${recordText(report)}`;
}

function openedText(opened: ReportStreamOpened): string {
  const controls = opened.controlledDomainIds.join(',');
  return facts({
    viommu: opened.viommuId,
    epoch: opened.epoch,
    next: `#${opened.nextSequence}`,
    resume: opened.resumeOutcome === 'RESUME_OUTCOME_UNSPECIFIED' ? undefined : short(opened.resumeOutcome),
    controls: controls === '' ? undefined : controls,
    credits: controls === '' ? undefined : opened.credits,
  });
}

function skippedText({ first, last, reason }: SkippedReports): string {
  return `${first === last ? `#${first}` : `#${first}-#${last}`} ${short(reason)}`;
}

/** The end of a stream. */
export function closingText({ reason, resume }: Closing): string {
  return `closing ${facts({ reason: short(reason), resume: resume ? `${resume.epoch}:${resume.sequence}` : undefined })}`;
}

/** What is printed of an item: as JSON, and for people. */
export interface Printed {
  readonly message: object;
  readonly text: string;
  /** Whether it is a report, or a message an endpoint received; else it is about the stream itself. */
  readonly counts: boolean;
}

/** An item of `faults watch`, in what it is printed as: nothing for a heartbeat, a line for each report. */
export function printedReports(item: FaultWatchItem): Printed[] {
  switch (item.kind) {
    case 'opened':
      return [{ message: { opened: item.opened }, text: `opened ${openedText(item.opened)}`, counts: false }];
    case 'reports':
      return item.reports.map((report) => ({ message: report, text: reportText(report), counts: true }));
    case 'skipped':
      return [{ message: { skipped: item.skipped }, text: `skipped ${skippedText(item.skipped)}`, counts: false }];
    case 'heartbeat':
      return [];
  }
}

function pageResponseText(response: EndpointPageResponse): string {
  return facts({
    prgi: response.stallTag === undefined ? response.prgi : undefined,
    stall: response.stallTag,
    pasid: response.pasid,
    code: short(response.code),
    raw: hex(response.rawCode),
    cookie: hexOr(response.groupCookie),
    effect: named(response.effect),
    queue: response.queueTag,
    length: response.lengthHintBytes,
    injected: when(response.injected),
    redelivery: when(response.redelivery),
  });
}

function endpointItemText(item: EndpointWatchItem): string | undefined {
  switch (item.kind) {
    case 'opened': {
      const { endpointId: endpoint, state, endpointGeneration: generation } = item.opened;
      return `opened ${facts({ endpoint, state: short(state), generation })}`;
    }
    case 'pageResponse': {
      return `page-response ${pageResponseText(item.pageResponse)}`;
    }
    case 'invalidationRequest': {
      const { itag, pasid, range: pages, global } = item.invalidationRequest;
      return `invalidation-request ${facts({ itag, pasid, range: range(pages), global: when(global) })}`;
    }
    case 'invalidationEnded': {
      const { itag, outcome } = item.invalidationEnded;
      return `invalidation-ended ${facts({ itag, outcome: short(outcome) })}`;
    }
    case 'changed':
      return `changed ${changedText(item.changed)}`;
    case 'skipped':
      return `skipped ${facts({ count: item.skipped.count })}`;
    case 'heartbeat':
    case 'closing':
      return undefined;
    case undefined:
      return 'a message of a newer server';
  }
}

/** An item of `endpoint watch`, in what it is printed as: nothing for a heartbeat. */
export function printedEndpointItem(item: EndpointWatchItem): Printed[] {
  const text = endpointItemText(item);
  if (text === undefined) return [];
  const { kind: _kind, ...message } = item;
  const counts = item.sequence !== 0n;
  return [{ message, text: counts ? `#${item.sequence} ${seconds(item.timeNs)} ${text}` : text, counts }];
}
