/** Reports, and what an endpoint receives, as one readable line each. */
import type {
  AutomaticAnswer,
  Closing,
  EndpointChanged,
  EndpointWatchItem,
  FaultEvent,
  FaultWatchItem,
  GroupAnswered,
  GroupDiscarded,
  OperationResult,
  PageRequestGroup,
  PartialsDropped,
  Report,
  ReportStreamOpened,
  SkippedReports,
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

/** A group of page requests: whose it is, which it is, and what it wants. */
export function groupText(group: PageRequestGroup): string {
  return facts({
    cookie: hex(group.groupCookie),
    device: hex(group.deviceCookie),
    rid: requesterId(group.requesterId),
    virtual: hex(group.virtualId),
    pasid: group.pasid,
    prgi: group.prgi,
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

function faultText(event: FaultEvent): string {
  return facts({
    reason: short(event.reason),
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
  });
}

function answeredText(answer: GroupAnswered): string {
  return facts({
    cookie: hex(answer.groupCookie),
    code: short(answer.code),
    outcome: short(answer.outcome),
    domain: answer.domainId,
    endpoint: answer.endpointId,
    group: `#${answer.groupSequence}`,
  });
}

function automaticText(answer: AutomaticAnswer): string {
  return facts({
    code: short(answer.code),
    cause: short(answer.cause),
    rule: answer.rule,
    cookie: hexOr(answer.groupCookie),
    device: hexOr(answer.deviceCookie),
    pasid: answer.pasid,
    prgi: answer.prgi,
    domain: answer.domainId,
    endpoint: answer.endpointId,
    group: answer.groupSequence === undefined ? undefined : `#${answer.groupSequence}`,
    injected: when(answer.injected),
  });
}

function discardedText(group: GroupDiscarded): string {
  return facts({
    cookie: hex(group.groupCookie),
    cause: short(group.cause),
    rule: group.rule,
    domain: group.domainId,
    endpoint: group.endpointId,
    group: `#${group.groupSequence}`,
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
  const { rule, endpointId: endpoint, pasid, prgi, itag, detail } = violation;
  return `${facts({ rule, endpoint, pasid, prgi, itag })}: ${detail}`;
}

/** An operation that has ended, with the endpoints that did not complete. */
export function operationText(operation: OperationResult): string {
  const late = operation.endpoints.map(({ endpointId, outcome }) => `${endpointId}:${short(outcome)}`);
  return facts({
    operation: hex(operation.operationId),
    kind: short(operation.kind),
    outcome: short(operation.outcome),
    took: seconds(operation.endTimeNs - operation.beginTimeNs),
    endpoints: late.length > 0 ? late.join(',') : undefined,
  });
}

function changedText(changed: EndpointChanged): string {
  return facts({
    change: short(changed.change),
    endpoint: changed.endpointId,
    state: short(changed.state),
    generation: changed.endpointGeneration,
    dropped: changed.droppedMessageCount > 0n ? changed.droppedMessageCount : undefined,
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

function endpointItemText(item: EndpointWatchItem): string | undefined {
  switch (item.kind) {
    case 'opened': {
      const { endpointId: endpoint, state, endpointGeneration: generation } = item.opened;
      return `opened ${facts({ endpoint, state: short(state), generation })}`;
    }
    case 'pageResponse': {
      const { prgi, pasid, code, rawCode, groupCookie, injected } = item.pageResponse;
      const cookie = hexOr(groupCookie);
      return `page-response ${facts({ prgi, pasid, code: short(code), raw: hex(rawCode), cookie, injected: when(injected) })}`;
    }
    case 'invalidationRequest': {
      const { itag, pasid, range: pages } = item.invalidationRequest;
      return `invalidation-request ${facts({ itag, pasid, range: range(pages) })}`;
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
