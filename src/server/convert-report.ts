/** Reports, and the items of report streams, between the contract and the model. */
import type { AutomaticAnswer as AutomaticAnswerMessage } from '../gen/viommu/v1/AutomaticAnswer';
import type { Closing } from '../gen/viommu/v1/Closing';
import type { DomainSubscription__Output } from '../gen/viommu/v1/DomainSubscription';
import type { RuleHit as RuleHitMessage } from '../gen/viommu/v1/RuleHit';
import type { RuleHit } from '../model/misbehaviour';
import type { GroupAnswered as GroupAnsweredMessage } from '../gen/viommu/v1/GroupAnswered';
import type { GroupDiscarded as GroupDiscardedMessage } from '../gen/viommu/v1/GroupDiscarded';
import type { Heartbeat } from '../gen/viommu/v1/Heartbeat';
import type { QueueOverflow as QueueOverflowMessage } from '../gen/viommu/v1/QueueOverflow';
import type { RecordedViolation } from '../gen/viommu/v1/RecordedViolation';
import type { Report as ReportMessage } from '../gen/viommu/v1/Report';
import type { ReportSelection__Output } from '../gen/viommu/v1/ReportSelection';
import type { ReportStreamOpened } from '../gen/viommu/v1/ReportStreamOpened';
import type { SkippedReports } from '../gen/viommu/v1/SkippedReports';
import type { StopMarker as StopMarkerMessage } from '../gen/viommu/v1/StopMarker';
import type { Violation as ViolationMessage } from '../gen/viommu/v1/Violation';
import type {
  AutomaticAnswer,
  GroupAnswered,
  GroupDiscarded,
  PartialsDropped,
  QueueOverflow,
  Report,
  StopMarker,
  Violation,
} from '../model/report';
import type {
  ClosingItem,
  DomainSubscription,
  EventItem,
  GroupItem,
  HeartbeatItem,
  OpenedItem,
  ReportStreamRequest,
  SkippedItem,
} from '../session';
import * as check from './check';
import { fromEnum, message, toCode, toEffect, toPasid } from './convert';
import { toEndpointChanged } from './convert-endpoint';
import { toFaultEvent } from './convert-fault';
import { toOperation } from './convert-operation';
import { toGroup } from './convert-page-request';

/**
 * Which reports a stream wants.
 *
 * @param selection absent: everything, from now on
 * @param field its path
 */
export function fromSelection(
  selection: ReportSelection__Output | null,
  field: string,
): Pick<ReportStreamRequest, 'domains' | 'excludeEvents' | 'resume'> {
  if (selection === null) return { domains: [], excludeEvents: false, resume: undefined };
  const path = `${field}.domains`;
  const domains = check.listAtMost(selection.domains, path);
  return {
    domains: domains.map((domain, index) => fromSubscription(domain, `${path}[${String(index)}]`)),
    excludeEvents: selection.excludeEvents,
    resume: selection.resume ?? undefined,
  };
}

function fromSubscription({ domainId, role, takeOver }: DomainSubscription__Output, field: string): DomainSubscription {
  return { domainId, role: fromEnum('ROLE_', role, `${field}.role`), takeOver };
}

/** One report, for the wire. */
export function toReport(item: GroupItem | EventItem): ReportMessage {
  if (item.kind === 'GROUP') {
    const { group } = item;
    return { sequence: group.sequence, timeNs: group.timeNs, pageRequestGroup: toGroup(group) };
  }
  const { sequence, timeNs, record } = item.report;
  switch (record.kind) {
    case 'FAULT_EVENT':
      return { sequence, timeNs, faultEvent: toFaultEvent(record) };
    case 'GROUP_ANSWERED':
      return { sequence, timeNs, groupAnswered: toGroupAnswered(record) };
    case 'AUTOMATIC_ANSWER':
      return { sequence, timeNs, automaticAnswer: toAutomaticAnswer(record) };
    case 'GROUP_DISCARDED':
      return { sequence, timeNs, groupDiscarded: toGroupDiscarded(record) };
    case 'PARTIALS_DROPPED':
      return { sequence, timeNs, partialsDropped: toPartialsDropped(record) };
    case 'VIOLATION':
      return { sequence, timeNs, violation: toViolation(record) };
    case 'OPERATION_ENDED':
      return { sequence, timeNs, operationEnded: toOperation(record) };
    case 'ENDPOINT_CHANGED':
      return { sequence, timeNs, endpointChanged: toEndpointChanged(record) };
    case 'STOP_MARKER':
      return { sequence, timeNs, stopMarker: toStopMarker(record) };
    case 'QUEUE_OVERFLOW':
      return { sequence, timeNs, queueOverflow: toQueueOverflow(record) };
    case 'RULE_HIT':
      return { sequence, timeNs, ruleHit: toRuleHit(record) };
  }
}

function toRuleHit({ ruleId, event, endpointId, pasid, iova, hits }: RuleHit): RuleHitMessage {
  return message<RuleHitMessage>({
    ruleId,
    event: `RULE_EVENT_${event}`,
    endpointId,
    pasid: toPasid(pasid),
    iova,
    hits,
  });
}

function toGroupAnswered(record: GroupAnswered): GroupAnsweredMessage {
  return message<GroupAnsweredMessage>({
    groupCookie: record.cookie,
    groupSequence: record.groupSequence,
    domainId: record.domainId,
    endpointId: record.endpointId,
    code: toCode(record.code),
    outcome: `PAGE_RESPONSE_OUTCOME_${record.outcome}`,
    effect: toEffect(record.effect),
    sentCode: record.sentCode && toCode(record.sentCode),
    carriedPasid: record.carriedPasid,
    rawCode: record.rawCode,
  });
}

function toAutomaticAnswer(record: AutomaticAnswer): AutomaticAnswerMessage {
  return message<AutomaticAnswerMessage>({
    cause: `END_CAUSE_${record.cause}`,
    rule: record.rule,
    endpointId: record.endpointId,
    pasid: toPasid(record.pasid),
    prgi: record.prgi,
    code: toCode(record.code),
    domainId: record.domainId,
    groupCookie: record.cookie,
    groupSequence: record.groupSequence,
    deviceCookie: record.deviceCookie,
    injected: record.injected,
    virtualId: record.virtualId,
    attachmentGeneration: record.attachmentGeneration,
    effect: toEffect(record.effect),
    carriedPasid: record.carriedPasid,
    forUnclosedGroup: record.forUnclosedGroup,
    stallTag: record.stallTag,
    queueTag: record.queueTag,
  });
}

function toGroupDiscarded(record: GroupDiscarded): GroupDiscardedMessage {
  return message<GroupDiscardedMessage>({
    cause: `END_CAUSE_${record.cause}`,
    rule: record.rule,
    groupCookie: record.cookie,
    groupSequence: record.groupSequence,
    domainId: record.domainId,
    endpointId: record.endpointId,
    pasid: toPasid(record.pasid),
    prgi: record.prgi,
    deviceCookie: record.deviceCookie,
    injected: record.injected,
    virtualId: record.virtualId,
    attachmentGeneration: record.attachmentGeneration,
    queueTag: record.queueTag,
    stallTag: record.stallTag,
  });
}

function toStopMarker(record: StopMarker): StopMarkerMessage {
  const { dropped } = record;
  return message<StopMarkerMessage>({
    endpointId: record.endpointId,
    pasid: toPasid(record.pasid),
    prgi: record.prgi,
    domainId: record.domainId,
    deviceCookie: record.deviceCookie,
    attachmentGeneration: record.attachmentGeneration,
    virtualId: record.virtualId,
    injected: record.injected,
    droppedCause: dropped && (`END_CAUSE_${dropped.cause}` as const),
    rule: dropped?.rule,
  });
}

/** An overflow of a domain's queue, for the wire. */
export function toQueueOverflow(overflow: QueueOverflow): QueueOverflowMessage {
  return {
    domainId: overflow.domainId,
    active: overflow.active,
    rule: overflow.rule,
    endpointId: overflow.endpointId ?? 0,
    sticky: overflow.sticky,
    groupCount: overflow.groups,
    pageCount: overflow.pages,
  };
}

function toPartialsDropped(record: PartialsDropped) {
  return {
    cause: `END_CAUSE_${record.cause}`,
    rule: record.rule,
    endpointId: record.endpointId,
    pageRequestCount: record.pageRequestCount,
    groupCount: record.groupCount,
  } as const;
}

function toViolation(violation: Violation): ViolationMessage {
  return message<ViolationMessage>({
    rule: violation.rule,
    endpointId: violation.endpointId,
    detail: violation.detail,
    pasid: toPasid(violation.pasid),
    prgi: violation.prgi,
    itag: violation.itag,
    culprit: `CULPRIT_${violation.culprit}`,
    onPurpose: violation.onPurpose,
  });
}

/** A recorded violation, for the wire. */
export function toRecordedViolation({ sequence, timeNs, record }: Report): RecordedViolation {
  if (record.kind !== 'VIOLATION') throw new Error(`the log of violations has a ${record.kind}`);
  return { sequence, timeNs, violation: toViolation(record) };
}

/** The opening of a report stream, for the wire. */
export function toOpened(item: OpenedItem): ReportStreamOpened {
  const { resumeOutcome } = item;
  return message<ReportStreamOpened>({
    viommuId: item.viommuId,
    epoch: item.epoch,
    nextSequence: item.nextSequence,
    oldestSequence: item.oldestSequence,
    resumeOutcome: resumeOutcome === undefined ? undefined : `RESUME_OUTCOME_${resumeOutcome}`,
    controlledDomainIds: [...item.controlledDomainIds],
    credits: item.credits,
  });
}

/** Reports a stream does not get, for the wire. */
export function toSkipped({ first, last, reason }: SkippedItem): SkippedReports {
  return { first, last, reason: `SKIP_REASON_${reason}` };
}

/** A sign of life, for the wire. */
export function toHeartbeat({ timeNs, sequence }: HeartbeatItem): Heartbeat {
  return { timeNs, sequence };
}

/** The end of a stream, for the wire. */
export function toClosing({ reason, resume }: ClosingItem): Closing {
  return { reason: `CLOSING_REASON_${reason}`, resume: resume ?? null };
}
