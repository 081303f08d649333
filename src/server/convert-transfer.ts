/** DMA, translation requests and invalidate completions between the contract and the model. */
import { addressOf } from '../base/u64';
import type { AddressType__Output } from '../gen/viommu/v1/AddressType';
import type { DmaResult as DmaResultMessage } from '../gen/viommu/v1/DmaResult';
import type { EndpointDma__Output } from '../gen/viommu/v1/EndpointDma';
import type { FailedResponse as FailedResponseMessage } from '../gen/viommu/v1/FailedResponse';
import type { IssueDmaRequest__Output } from '../gen/viommu/v1/IssueDmaRequest';
import type { Permissions__Output } from '../gen/viommu/v1/Permissions';
import type { TranslationCompletion as CompletionMessage } from '../gen/viommu/v1/TranslationCompletion';
import { NO_PASID } from '../model/page-request';
import {
  MAX_DMA_BYTES,
  MAX_TRANSLATION_PAGES,
  type AddressType,
  type DmaRequest,
  type DmaResult,
  type FailedResponse,
  type Transfer,
  type TranslationCompletion,
  type TranslationRequest,
} from '../model/transfer';
import type { CompleteInvalidationRequest__Output } from '../gen/viommu/v1/CompleteInvalidationRequest';
import type { InvalidationCompletion } from '../model/invalidation';
import * as check from './check';
import { accessPermissions } from './check-permissions';
import { fromEnum, fromPasid, message, refusal, toPermissions } from './convert';
import { fromAddress, toPageRange } from './convert-range';

/** How many tags of device-TLB invalidations there are. */
const MAX_ITAGS = 32;

/** The arms of the transfers of both kinds of DMA. */
type Transfers = Pick<IssueDmaRequest__Output, 'transfer' | 'read' | 'write' | 'fill' | 'copy'>;

/** A DMA of a hosted endpoint. */
export function fromIssueDma(request: IssueDmaRequest__Output): DmaRequest {
  const addressType = fromEnum('ADDRESS_TYPE_', request.addressType, 'address_type') ?? 'AUTOMATIC';
  return {
    addressType,
    pasid: dmaPasid(request.pasid, addressType),
    address: request.iova,
    transfer: fromTransfer(request),
    queueTag: request.queueTag,
  };
}

/** A DMA of an external endpoint. */
export function fromEndpointDma(dma: EndpointDma__Output): DmaRequest {
  const addressType = channelAddressType(dma.addressType);
  return {
    addressType,
    pasid: dmaPasid(dma.pasid, addressType),
    address: dma.address,
    transfer: fromTransfer(dma),
    queueTag: dma.queueTag,
  };
}

function channelAddressType(value: AddressType__Output): AddressType {
  const field = 'dma.address_type';
  const addressType = fromEnum('ADDRESS_TYPE_', value, field) ?? 'UNTRANSLATED';
  if (addressType !== 'AUTOMATIC') return addressType;
  throw refusal('FIELD_NOT_APPLICABLE', field, 'AUTOMATIC is for hosted endpoints; use UNTRANSLATED or TRANSLATED');
}

function dmaPasid(value: number | undefined, addressType: AddressType): number {
  const pasid = fromPasid(value);
  if (pasid === NO_PASID || addressType !== 'TRANSLATED') return pasid;
  throw refusal('PASID_NOT_ALLOWED', 'pasid', 'translated addresses carry none; leave it unset');
}

function fromTransfer(dma: Transfers): Transfer {
  switch (check.oneofArm(dma.transfer, 'transfer', 'TRANSFER_REQUIRED')) {
    case 'read':
      return { kind: 'READ', length: lengthOf(check.required(dma.read, 'read'), 'read') };
    case 'write': {
      const { data } = check.required(dma.write, 'write');
      check.inRange(data.length, 1, MAX_DMA_BYTES, 'write.data', 'LENGTH_OUT_OF_RANGE');
      return { kind: 'WRITE', data };
    }
    case 'fill': {
      const fill = check.required(dma.fill, 'fill');
      return { kind: 'FILL', pattern: fill.pattern, length: lengthOf(fill, 'fill') };
    }
    case 'copy': {
      const copy = check.required(dma.copy, 'copy');
      return { kind: 'COPY', source: copy.sourceIova, length: lengthOf(copy, 'copy') };
    }
  }
}

function lengthOf({ lengthBytes }: { readonly lengthBytes: bigint }, arm: string): number {
  return Number(check.inRange(lengthBytes, 1n, BigInt(MAX_DMA_BYTES), `${arm}.length_bytes`, 'LENGTH_OUT_OF_RANGE'));
}

/** The most completions that a message can announce for a tag: CC has three bits, and 0 means this (R-INV-02). */
const MAX_COMPLETIONS = 8;

/**
 * A message that completes tags.
 *
 * @param completion the decoded fields
 * @param path what their paths begin with
 * @throws IommuError ITEMS_REQUIRED, TOO_MANY_ITEMS, ITAG_OUT_OF_RANGE, CAPABILITY_OUT_OF_RANGE, REQUESTER_ID_OUT_OF_RANGE
 */
export function fromCompletion(
  {
    itags,
    completionCount,
    requesterId,
  }: Pick<CompleteInvalidationRequest__Output, 'itags' | 'completionCount' | 'requesterId'>,
  path: string,
): InvalidationCompletion {
  const count = completionCount ?? 1;
  check.inRange(count, 0, MAX_COMPLETIONS - 1, `${path}completion_count`, 'CAPABILITY_OUT_OF_RANGE');
  if (requesterId !== undefined) {
    check.inRange(requesterId, 0, 0xffff, `${path}requester_id`, 'REQUESTER_ID_OUT_OF_RANGE');
  }
  return { itags: fromItags(itags, `${path}itags`), count: count === 0 ? MAX_COMPLETIONS : count, requesterId };
}

function fromItags(itags: readonly number[], field: string): readonly number[] {
  check.nonEmptyList(itags, field, MAX_ITAGS);
  itags.forEach((itag, index) => {
    check.inRange(itag, 0, MAX_ITAGS - 1, `${field}[${String(index)}]`, 'ITAG_OUT_OF_RANGE');
  });
  return itags;
}

/** How a DMA ended, for the wire. */
export function toDmaResult(result: DmaResult): DmaResultMessage {
  const { failedAccess, failedResponse } = result;
  return message<DmaResultMessage>({
    status: `DMA_STATUS_${result.status}`,
    transferredBytes: result.transferredBytes,
    data: result.data,
    faultReason: result.faultReason && (`FAULT_REASON_${result.faultReason}` as const),
    failedIova: result.failedAddress,
    pageRequestGroupCount: result.pageRequestGroups,
    failedAccess: failedAccess === undefined ? null : toPermissions(failedAccess),
    failedResponse: failedResponse === undefined ? null : toFailedResponse(failedResponse),
    retryCount: result.retries,
  });
}

function toFailedResponse(response: FailedResponse): FailedResponseMessage {
  return message<FailedResponseMessage>({
    groupCookie: response.cookie,
    prgi: response.prgi,
    rawCode: response.rawCode,
    rule: response.rule,
    stallTag: response.stallTag,
  });
}

/** The fields of both kinds of translation request. */
interface TranslationFields {
  readonly pasid?: number;
  readonly iova: bigint;
  readonly pageCount?: number;
  readonly permissions: Permissions__Output | null;
}

/** A translation request of any endpoint. */
export function fromTranslationRequest(request: TranslationFields): TranslationRequest {
  const pasid = fromPasid(request.pasid);
  const pageCount = request.pageCount ?? 1;
  return {
    pasid,
    firstPage: fromAddress(request.iova, 'iova'),
    pageCount: check.inRange(pageCount, 1, MAX_TRANSLATION_PAGES, 'page_count', 'PAGE_COUNT_OUT_OF_RANGE'),
    permissions: accessPermissions(request.permissions, pasid !== NO_PASID),
  };
}

/** A translation completion, for the wire. */
export function toCompletion({ status, entries }: TranslationCompletion): CompletionMessage {
  return {
    status: `TRANSLATION_STATUS_${status}`,
    entries: entries.map(({ firstPage, lastPage, outputFirstPage, permissions, global }) => ({
      range: toPageRange(firstPage, lastPage),
      outputAddress: addressOf(outputFirstPage),
      permissions: toPermissions(permissions),
      global,
    })),
  };
}
