/** Page requests and their answers between the contract and the model. */
import { addressOf } from '../base/u64';
import type { BatchOutcome } from '../core/batch';
import type { ExhaustionOrder } from '../core/exhaustion';
import type { ClosedGroup as ClosedGroupMessage } from '../gen/viommu/v1/ClosedGroup';
import type { DrainPageRequestsRequest__Output } from '../gen/viommu/v1/DrainPageRequestsRequest';
import type { InjectedPageRequest__Output } from '../gen/viommu/v1/InjectedPageRequest';
import type { InjectExhaustionRequest__Output } from '../gen/viommu/v1/InjectExhaustionRequest';
import type { PageRequestGroup as GroupMessage } from '../gen/viommu/v1/PageRequestGroup';
import type { PageRequestItem__Output } from '../gen/viommu/v1/PageRequestItem';
import type { PageResponse__Output } from '../gen/viommu/v1/PageResponse';
import type { PageResponseResult as ResultMessage } from '../gen/viommu/v1/PageResponseResult';
import type { PendingGroup } from '../gen/viommu/v1/PendingGroup';
import type { ResolveItem__Output } from '../gen/viommu/v1/ResolveItem';
import type { RespondToPageRequestsResponse } from '../gen/viommu/v1/RespondToPageRequestsResponse';
import type { SendPageResponseRequest__Output } from '../gen/viommu/v1/SendPageResponseRequest';
import type { SubmitPageRequestsResponse } from '../gen/viommu/v1/SubmitPageRequestsResponse';
import type { MapItem } from '../model/domain';
import {
  MAX_PRGI,
  NO_PASID,
  RAW_CODES,
  type ClosedGroup,
  type PageRequestGroup,
  type PageRequestItem,
  type PageResponse,
  type PageResponseResult,
  type StallAction,
} from '../model/page-request';
import * as check from './check';
import { toMask } from './check-permissions';
import {
  fromAction,
  fromCode,
  fromEnum,
  fromPasid,
  message,
  refusal,
  toBatch,
  toCode,
  toEffect,
  toPasid,
  toPermissions,
} from './convert';
import { fromMapItem } from './convert-domain';
import { fromAddress } from './convert-range';

/** The highest 4-bit code. */
const MAX_RAW_CODE = 15;

/** The most page requests or groups that can be made to fail: what a number counts exactly. */
const MAX_EXHAUSTION = BigInt(Number.MAX_SAFE_INTEGER);

/** The two ways in which requests give a code. */
type Codes = Pick<PageResponse__Output, 'code' | 'rawCode'>;

/** A page response as a command queue would send it. */
interface NativeResponse {
  readonly prgi: number;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly rawCode: number;
}

/** Which part of a vIOMMU a drain is about; undefined: all. */
interface DrainScope {
  readonly domainId: number | undefined;
  readonly endpointId: number | undefined;
  /** NO_PASID: only what has none. */
  readonly pasid: number | undefined;
}

/** A page request. Whether an endpoint may send one of this form is not decided here. */
export function fromPageRequestItem(item: PageRequestItem__Output): PageRequestItem {
  return {
    page: fromAddress(item.iova, 'iova'),
    permissions: toMask(item.permissions),
    prgi: check.inRange(item.prgi, 0, MAX_PRGI, 'prgi', 'PRGI_OUT_OF_RANGE'),
    pasid: fromPasid(item.pasid),
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
  const closed = { index, closedByLastCredit: group.byLastCredit === true };
  switch (group.kind) {
    case 'QUEUED':
      return { ...closed, groupCookie: group.cookie };
    case 'ANSWERED':
      return { ...closed, automaticCode: toCode(group.code), rule: group.rule };
    case 'UNANSWERED':
      return { ...closed, rule: group.rule, unanswered: true };
  }
}

/** The answer to a group. What is given besides cookie and code is compared, not checked. */
export function fromPageResponse(response: PageResponse__Output): PageResponse {
  const { groupCookie: cookie, endpointId, pasid, prgi } = response;
  const stallAction = fromEnum('STALL_ACTION_', response.stallAction, 'stall_action');
  const rawCode = rawCodeOf(response, stallAction && STALL_CODES[stallAction]);
  return { cookie, rawCode, endpointId, pasid, prgi, stallAction };
}

/** The code that says the same as a stall action, as far as a code can. */
const STALL_CODES = {
  RETRY: RAW_CODES.SUCCESS,
  ABORT: RAW_CODES.INVALID_REQUEST,
  TERMINATE: RAW_CODES.INVALID_REQUEST,
} as const satisfies Record<StallAction, number>;

function rawCodeOf({ rawCode, code }: Codes, otherwise?: number): number {
  if (rawCode !== undefined) return check.inRange(rawCode, 0, MAX_RAW_CODE, 'raw_code', 'RAW_CODE_OUT_OF_RANGE');
  const known = fromCode(code, 'code');
  if (known !== undefined) return RAW_CODES[known];
  if (otherwise !== undefined) return otherwise;
  throw refusal('CODE_REQUIRED', 'code', 'is required; set it, or raw_code');
}

/** A page response to send as it is written. */
export function fromSendPageResponse(request: SendPageResponseRequest__Output): NativeResponse {
  return {
    prgi: check.inRange(request.prgi, 0, MAX_PRGI, 'prgi', 'PRGI_OUT_OF_RANGE'),
    pasid: fromPasid(request.pasid),
    rawCode: rawCodeOf(request),
  };
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

function toResult(index: number, { outcome, rule, code, effect }: PageResponseResult): ResultMessage {
  return message<ResultMessage>({
    index,
    outcome: `PAGE_RESPONSE_OUTCOME_${outcome}`,
    rule,
    code: code && toCode(code),
    effect: toEffect(effect),
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
    stallTag: group.stallTag,
    stallReason: group.stallReason && (`FAULT_REASON_${group.stallReason}` as const),
  });
}

/** A group that waits for an answer, for the wire. */
export function toPendingGroup(group: PageRequestGroup): PendingGroup {
  return { group: toGroup(group), sequence: group.sequence, timeNs: group.timeNs, delivered: group.delivered };
}

/**
 * What is to be drained.
 *
 * @throws IommuError FIELD_REQUIRED, FIELD_NOT_APPLICABLE, PASID_OUT_OF_RANGE
 */
export function fromDrain(request: DrainPageRequestsRequest__Output): DrainScope {
  const { domainId, endpointId, withoutPasid } = request;
  const pasid = check.pasid(request.pasid);
  if (domainId === undefined && endpointId === undefined) {
    throw refusal('FIELD_REQUIRED', 'endpoint_id', 'is required unless domain_id is given; set one or both');
  }
  if (pasid !== undefined && (endpointId === undefined || withoutPasid)) {
    const wayOut = withoutPasid ? 'contradicts without_pasid; set one of them' : 'needs endpoint_id; set it too';
    throw refusal('FIELD_NOT_APPLICABLE', 'pasid', wayOut);
  }
  if (withoutPasid && endpointId === undefined) {
    throw refusal('FIELD_NOT_APPLICABLE', 'without_pasid', 'needs endpoint_id; set it too');
  }
  return { domainId, endpointId, pasid: withoutPasid ? NO_PASID : pasid };
}

/**
 * Where resources are to run out, and how often.
 *
 * @throws IommuError STAGE_REQUIRED, ENUM_VALUE_UNKNOWN, LIMIT_OUT_OF_RANGE
 */
export function fromInjectExhaustion(request: InjectExhaustionRequest__Output): ExhaustionOrder {
  const stage = fromEnum('EXHAUSTION_STAGE_', request.stage, 'stage');
  if (stage === undefined) throw refusal('STAGE_REQUIRED', 'stage', 'is required; set it');
  return {
    endpointId: request.endpointId,
    stage,
    count: Number(check.inRange(request.count, 0n, MAX_EXHAUSTION, 'count', 'LIMIT_OUT_OF_RANGE')),
    action: fromAction(request.action, 'action'),
  };
}
