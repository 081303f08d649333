/** Reports as one readable line each. */
import type {
  AutomaticAnswer,
  EndpointChanged,
  FaultEvent,
  GroupAnswered,
  GroupDiscarded,
  NestedFault,
  PageRequestGroup,
  PartialsDropped,
  QueueOverflow,
  Report,
  RuleHit,
  StopMarker,
  Violation,
} from '../../clients/typescript';
import { facts, hexOr, named, reportNumber, when } from './facts';
import { operationText } from './operations';
import { hex, permissionLetters, requesterId, seconds, short } from './text';

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

/** A change of an endpoint, and what caused it. */
export function changedText(changed: EndpointChanged): string {
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
