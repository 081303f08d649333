/** Reports, and the items of report streams, between the contract and the model. */
import type { AutomaticAnswer as AutomaticAnswerMessage } from '../gen/viommu/v1/AutomaticAnswer';
import type { Closing } from '../gen/viommu/v1/Closing';
import type { DomainSubscription__Output } from '../gen/viommu/v1/DomainSubscription';
import type { Heartbeat } from '../gen/viommu/v1/Heartbeat';
import type { Report as ReportMessage } from '../gen/viommu/v1/Report';
import type { ReportSelection__Output } from '../gen/viommu/v1/ReportSelection';
import type { ReportStreamOpened } from '../gen/viommu/v1/ReportStreamOpened';
import type { SkippedReports } from '../gen/viommu/v1/SkippedReports';
import type { Violation as ViolationMessage } from '../gen/viommu/v1/Violation';
import type { AutomaticAnswer, GroupAnswered, GroupDiscarded, PartialsDropped, Violation } from '../model/report';
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
import { fromEnum, message, toCode, toPasid } from './convert';
import { toEndpointChanged } from './convert-endpoint';
import { toFaultEvent, toGroup } from './convert-fault';
import { toOperation } from './convert-operation';

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
  }
}

function toGroupAnswered(record: GroupAnswered) {
  return {
    groupCookie: record.cookie,
    groupSequence: record.groupSequence,
    domainId: record.domainId,
    endpointId: record.endpointId,
    code: toCode(record.code),
    outcome: `PAGE_RESPONSE_OUTCOME_${record.outcome}`,
  } as const;
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
  });
}

function toGroupDiscarded(record: GroupDiscarded) {
  return {
    cause: `END_CAUSE_${record.cause}`,
    rule: record.rule,
    groupCookie: record.cookie,
    groupSequence: record.groupSequence,
    domainId: record.domainId,
    endpointId: record.endpointId,
  } as const;
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

function toViolation({ rule, endpointId, detail, pasid, prgi, itag }: Violation): ViolationMessage {
  return message<ViolationMessage>({
    rule,
    endpointId,
    detail,
    pasid: pasid === undefined ? undefined : toPasid(pasid),
    prgi,
    itag,
  });
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
