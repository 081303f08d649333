/** Fault events and counters between the contract and the model. */
import type { FaultEvent as FaultEventMessage } from '../gen/viommu/v1/FaultEvent';
import type { FaultReason__Output } from '../gen/viommu/v1/FaultReason';
import type { FlushCounts as FlushMessage } from '../gen/viommu/v1/FlushCounts';
import type { InjectFaultEventRequest__Output } from '../gen/viommu/v1/InjectFaultEventRequest';
import type { QueueStatistics as StatisticsMessage } from '../gen/viommu/v1/QueueStatistics';
import type { FaultEvent, FaultReason, InjectedFault } from '../model/fault';
import { NO_PASID } from '../model/page-request';
import type { FlushCounts, QueueStatistics } from '../model/viommu';
import { accessPermissions } from './check-permissions';
import { fromEnum, fromPasid, message, refusal, toPasid, toPermissions } from './convert';
import { toNestedFault } from './convert-nested';

/** A fault event to inject. */
export function fromInjectedFault(request: InjectFaultEventRequest__Output): InjectedFault {
  const pasid = fromPasid(request.pasid);
  const { endpointId, access, iova, rawCode, queueTag, lengthHintBytes: lengthHint } = request;
  return {
    endpointId,
    reason: fromFaultReason(request.reason),
    pasid,
    iova,
    access: access === null ? undefined : accessPermissions(access, pasid !== NO_PASID, 'access'),
    rawCode,
    queueTag,
    lengthHint,
  };
}

/** Why an access is to fault. */
export function fromFaultReason(value: FaultReason__Output, field = 'reason'): FaultReason {
  if (typeof value !== 'string') throw refusal('REASON_INVALID', field, `${String(value)} is no reason known here`);
  const reason = fromEnum('FAULT_REASON_', value, field);
  if (reason === undefined) throw refusal('REASON_REQUIRED', field, 'is required; set it');
  return reason;
}

/** A fault event, for the wire. */
export function toFaultEvent(event: FaultEvent): FaultEventMessage {
  return message<FaultEventMessage>({
    reason: `FAULT_REASON_${event.reason}`,
    endpointId: event.endpointId,
    domainId: event.domainId,
    deviceCookie: event.deviceCookie,
    pasid: toPasid(event.pasid),
    iova: event.iova,
    access: event.access === undefined ? null : toPermissions(event.access),
    requesterId: event.requesterId,
    virtualId: event.virtualId,
    attachmentGeneration: event.attachmentGeneration,
    queueTag: event.queueTag,
    lengthHintBytes: event.lengthHint,
    injected: event.injected,
    rawCode: event.rawCode,
    operationId: event.operationId,
    transaction: event.transaction && (`TRANSACTION_KIND_${event.transaction}` as const),
    nested: toNestedFault(event.nested),
    synthetic: event.synthetic,
  });
}

/** Counters, for the wire. */
export function toStatistics(statistics: QueueStatistics): StatisticsMessage {
  return message<StatisticsMessage>({
    acceptedGroupCount: statistics.accepted,
    answeredGroupCount: statistics.answered,
    autoAnsweredGroupCount: statistics.autoAnswered,
    discardedGroupCount: statistics.discarded,
    pendingGroupCount: statistics.pending,
    undeliveredGroupCount: statistics.undelivered,
    pendingGroupHighWater: statistics.pendingHighWater,
    partialPageCount: statistics.partialPages,
    droppedPageCount: statistics.droppedPages,
    oldestPendingAgeNs: statistics.oldestPendingAgeNs,
    partialPageHighWater: statistics.partialPageHighWater,
    openPageRequestCount: statistics.openPages,
    openPageRequestHighWater: statistics.openPageHighWater,
    undeliveredGroupHighWater: statistics.undeliveredHighWater,
    overflowCount: statistics.overflows,
    stopMarkerCount: statistics.stopMarkers,
    violationCount: statistics.violations,
    suppressedFaultCount: statistics.suppressedFaults,
  });
}

/** What a teardown ended, for the wire. */
export function toFlushed(counts: FlushCounts): FlushMessage {
  return {
    autoAnsweredGroupCount: counts.autoAnswered,
    discardedGroupCount: counts.discarded,
    droppedPageCount: counts.droppedPages,
    droppedGroupCount: counts.droppedGroups,
  };
}
