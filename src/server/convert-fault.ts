/** Page requests, their answers and fault events between the contract and the model. */
import { addressOf } from '../base/u64';
import type { BatchOutcome } from '../core/batch';
import type { ClosedGroup as ClosedGroupMessage } from '../gen/viommu/v1/ClosedGroup';
import type { FaultEvent as FaultEventMessage } from '../gen/viommu/v1/FaultEvent';
import type { FaultReason__Output } from '../gen/viommu/v1/FaultReason';
import type { InjectedPageRequest__Output } from '../gen/viommu/v1/InjectedPageRequest';
import type { InjectFaultEventRequest__Output } from '../gen/viommu/v1/InjectFaultEventRequest';
import type { PageRequestGroup as GroupMessage } from '../gen/viommu/v1/PageRequestGroup';
import type { PageRequestItem__Output } from '../gen/viommu/v1/PageRequestItem';
import type { PageResponse__Output } from '../gen/viommu/v1/PageResponse';
import type { PageResponseResult as ResultMessage } from '../gen/viommu/v1/PageResponseResult';
import type { PendingGroup } from '../gen/viommu/v1/PendingGroup';
import type { QueueStatistics as StatisticsMessage } from '../gen/viommu/v1/QueueStatistics';
import type { ResolveItem__Output } from '../gen/viommu/v1/ResolveItem';
import type { RespondToPageRequestsResponse } from '../gen/viommu/v1/RespondToPageRequestsResponse';
import type { SubmitPageRequestsResponse } from '../gen/viommu/v1/SubmitPageRequestsResponse';
import type { MapItem } from '../model/domain';
import type { FaultEvent, FaultReason, InjectedFault } from '../model/fault';
import {
  MAX_PRGI,
  NO_PASID,
  RAW_CODES,
  type ClosedGroup,
  type PageRequestGroup,
  type PageRequestItem,
  type PageResponse,
  type PageResponseResult,
} from '../model/page-request';
import type { QueueStatistics } from '../model/viommu';
import * as check from './check';
import { accessPermissions } from './check-permissions';
import { fromCode, fromEnum, fromPasid, message, refusal, toBatch, toCode, toPasid, toPermissions } from './convert';
import { fromMapItem } from './convert-domain';
import { pageAt } from './convert-transfer';

/** The highest 4-bit code. */
const MAX_RAW_CODE = 15;

/** A page request. */
export function fromPageRequestItem(item: PageRequestItem__Output): PageRequestItem {
  const pasid = fromPasid(item.pasid);
  return {
    page: pageAt(item.iova),
    permissions: accessPermissions(item.permissions, pasid !== NO_PASID),
    prgi: check.inRange(item.prgi, 0, MAX_PRGI, 'prgi', 'PRGI_OUT_OF_RANGE'),
    pasid,
    last: item.last,
    queueTag: item.queueTag,
    lengthHint: item.lengthHintBytes,
  };
}

/** A page request and the endpoint it is to come from. */
export function fromInjected({ endpointId, item }: InjectedPageRequest__Output): {
  endpointId: number;
  item: PageRequestItem;
} {
  return { endpointId, item: fromPageRequestItem(check.required(item, 'item')) };
}

/** What became of a batch of page requests; the responses of submitting and injecting have the same fields. */
export function toSubmitResponse(
  batch: BatchOutcome & { readonly closed: readonly { index: number; group: ClosedGroup }[] },
): SubmitPageRequestsResponse {
  return {
    acceptedCount: batch.executed,
    closedGroups: batch.closed.map(({ index, group }) => toClosedGroup(index, group)),
    ...toBatch(batch),
  };
}

function toClosedGroup(index: number, group: ClosedGroup): ClosedGroupMessage {
  return group.kind === 'QUEUED'
    ? { index, groupCookie: group.cookie }
    : { index, automaticCode: toCode(group.code), rule: group.rule };
}

/** The answer to a group. What is given besides cookie and code is compared, not checked. */
export function fromPageResponse(response: PageResponse__Output): PageResponse {
  const { groupCookie: cookie, endpointId, pasid, prgi } = response;
  return { cookie, rawCode: rawCodeOf(response), endpointId, pasid, prgi };
}

function rawCodeOf({ rawCode, code }: PageResponse__Output): number {
  if (rawCode !== undefined) return check.inRange(rawCode, 0, MAX_RAW_CODE, 'raw_code', 'RAW_CODE_OUT_OF_RANGE');
  const known = fromCode(code, 'code');
  if (known === undefined) throw refusal('CODE_REQUIRED', 'code', 'is required; set it, or raw_code');
  return RAW_CODES[known];
}

/** A group to answer Success, and the mappings that resolve it. */
export function fromResolveItem({ groupCookie, mappings }: ResolveItem__Output): {
  cookie: bigint;
  mappings: MapItem[];
} {
  return { cookie: groupCookie, mappings: mappings.map((item) => fromMapItem(item, 'ACCEPT_IDENTICAL')) };
}

/** What became of a batch of answers. */
export function toRespondResponse(
  batch: BatchOutcome & {
    readonly sent: number;
    readonly results: readonly { index: number; result: PageResponseResult }[];
  },
): RespondToPageRequestsResponse {
  return {
    sentCount: batch.sent,
    results: batch.results.map(({ index, result }) => toResult(index, result)),
    ...toBatch(batch),
  };
}

function toResult(index: number, { outcome, rule, code }: PageResponseResult): ResultMessage {
  return message<ResultMessage>({
    index,
    outcome: `PAGE_RESPONSE_OUTCOME_${outcome}`,
    rule,
    code: code && toCode(code),
  });
}

/** A group, for the wire. */
export function toGroup(group: PageRequestGroup): GroupMessage {
  return message<GroupMessage>({
    groupCookie: group.cookie,
    domainId: group.domainId,
    endpointId: group.endpointId,
    deviceCookie: group.deviceCookie,
    pasid: toPasid(group.pasid),
    prgi: group.prgi,
    pages: group.pages.map(({ page, permissions }) => ({
      iova: addressOf(page),
      permissions: toPermissions(permissions),
    })),
    requesterId: group.requesterId,
    virtualId: group.virtualId,
    attachmentGeneration: group.attachmentGeneration,
    queueTag: group.queueTag,
    lengthHintBytes: group.lengthHint,
    injected: group.injected,
    redelivery: group.redelivery,
  });
}

/** A group that waits for an answer, for the wire. */
export function toPendingGroup(group: PageRequestGroup): PendingGroup {
  return { group: toGroup(group), sequence: group.sequence, timeNs: group.timeNs, delivered: group.delivered };
}

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

function fromFaultReason(value: FaultReason__Output): FaultReason {
  if (typeof value !== 'string') throw refusal('REASON_INVALID', 'reason', `${String(value)} is no reason known here`);
  const reason = fromEnum('FAULT_REASON_', value, 'reason');
  if (reason === undefined) throw refusal('REASON_REQUIRED', 'reason', 'is required; set it');
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
  });
}
