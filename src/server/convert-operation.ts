/** Operations and invalidations between the contract and the model. */
import { decodeRange, encodeRange } from '../base/coded-range';
import { addressOf, lastAddressOf, pageOf } from '../base/u64';
import type { OperationOutput } from '../core/outputs';
import type { EndpointOutcome as EndpointOutcomeMessage } from '../gen/viommu/v1/EndpointOutcome';
import type { EncodedRange, EncodedRange__Output } from '../gen/viommu/v1/EncodedRange';
import type { InvalidateResponse } from '../gen/viommu/v1/InvalidateResponse';
import type { InvalidationEntry__Output } from '../gen/viommu/v1/InvalidationEntry';
import type { IovaRange__Output } from '../gen/viommu/v1/IovaRange';
import type { OperationResult as OperationMessage } from '../gen/viommu/v1/OperationResult';
import type { OutstandingInvalidation as OutstandingMessage } from '../gen/viommu/v1/OutstandingInvalidation';
import type { BatchOutcome } from '../core/batch';
import { IommuError } from '../model/errors';
import type { InvalidationEntry, OutstandingInvalidation } from '../model/invalidation';
import type { EndpointOutcome, OperationResult } from '../model/operation';
import * as check from './check';
import { fromPasid, message, toBatch } from './convert';
import { toPageRange } from './convert-range';

/** Endpoints that did not complete, for the wire. */
function toEndpointOutcomes(endpoints: readonly EndpointOutcome[]): EndpointOutcomeMessage[] {
  return endpoints.map(({ endpointId, outcome }) => ({ endpointId, outcome: `OPERATION_OUTCOME_${outcome}` }));
}

/** How an operation ended, for the wire. */
export function toOperation(result: OperationResult): OperationMessage {
  return {
    operationId: result.operationId,
    kind: `OPERATION_KIND_${result.operation}`,
    outcome: `OPERATION_OUTCOME_${result.outcome}`,
    endpoints: toEndpointOutcomes(result.endpoints),
    beginTimeNs: result.beginNs,
    endTimeNs: result.endNs,
  };
}

/**
 * How an operation ended, for the wire.
 *
 * @param end undefined: there was none
 */
export function toOperationEnd(end: OperationOutput | undefined): OperationMessage | null {
  return end === undefined ? null : toOperation(end.result);
}

/** One entry of an invalidation batch. */
export function fromInvalidationEntry(entry: InvalidationEntry__Output): InvalidationEntry {
  switch (check.oneofArm(entry.target, 'target', 'INVALIDATION_REQUIRED')) {
    case 'domain': {
      const { domainId, range, pasid, global } = check.required(entry.domain, 'domain');
      return { kind: 'DOMAIN', domainId, ...scope('domain', pasid, global), ...bounds(range) };
    }
    case 'deviceTlb': {
      const { endpointId, pasid, global, range, encodedRange } = check.required(entry.deviceTlb, 'device_tlb');
      if (range !== null && encodedRange !== null) {
        throw new IommuError(
          'FIELD_NOT_APPLICABLE',
          'device_tlb.encoded_range is set beside device_tlb.range; leave one of them out',
          { field: 'device_tlb.encoded_range' },
        );
      }
      const pages = encodedRange === null ? bounds(range) : coded(encodedRange);
      return { kind: 'DEVICE_TLB', endpointId, ...scope('device_tlb', pasid, global), ...pages };
    }
    case 'iotlb': {
      const { domainId, pasid, global, range } = check.required(entry.iotlb, 'iotlb');
      return { kind: 'IOTLB', domainId, ...scope('iotlb', pasid, global), ...bounds(range) };
    }
    case 'context':
      return { kind: 'CONTEXT', endpointId: check.required(entry.context, 'context').endpointId };
    case 'pasidEntry': {
      const { endpointId, pasid } = check.required(entry.pasidEntry, 'pasid_entry');
      return { kind: 'PASID_ENTRY', endpointId, pasid: fromPasid(pasid) };
    }
    case 'fence':
      return { kind: 'FENCE' };
    case 'everything':
      return { kind: 'EVERYTHING' };
  }
}

function bounds(range: IovaRange__Output | null): { first?: bigint; last?: bigint } {
  return range === null ? {} : { first: range.first, last: range.last };
}

/** Whose translations an entry is about. */
function scope(field: string, pasid: number | undefined, global: boolean): { pasid?: number; global?: boolean } {
  if (pasid === undefined && global) {
    throw new IommuError(
      'FIELD_NOT_APPLICABLE',
      `${field}.global is for entries with a PASID; give one, or leave it out`,
      {
        field: `${field}.global`,
      },
    );
  }
  const checked = check.pasid(pasid);
  return checked === undefined ? {} : { pasid: checked, global };
}

function coded({ address, sizeBit }: EncodedRange__Output): { first: bigint; last: bigint } {
  const { firstPage, lastPage } = decodeRange({ page: pageOf(address), sizeBit });
  return { first: addressOf(firstPage), last: lastAddressOf(lastPage) };
}

/** The smallest range that PCIe can code and that holds these pages. */
export function toEncodedRange(pages: { readonly firstPage: number; readonly lastPage: number }): EncodedRange {
  const { page, sizeBit } = encodeRange(pages);
  return { address: addressOf(page), sizeBit };
}

/**
 * What became of an invalidation batch.
 *
 * @param batch what became of its entries at once
 * @param end how the operation ended; undefined: no entry was accepted
 */
export function toInvalidateResponse(batch: BatchOutcome, end: OperationOutput | undefined): InvalidateResponse {
  const entries = end?.entries ?? [];
  const incomplete = entries.filter(({ outcome }) => outcome !== 'COMPLETED');
  return {
    completedCount: entries.length - incomplete.length,
    results: incomplete.map(({ index, outcome, endpoints }) => ({
      index,
      outcome: `OPERATION_OUTCOME_${outcome}`,
      endpoints: toEndpointOutcomes(endpoints),
    })),
    ...toBatch(batch),
    operation: toOperationEnd(end),
  };
}

/** A device-TLB invalidation that has not ended, for the wire. */
export function toOutstanding(invalidation: OutstandingInvalidation): OutstandingMessage {
  return message<OutstandingMessage>({
    operationId: invalidation.operationId,
    endpointId: invalidation.endpointId,
    itag: invalidation.itag,
    pasid: invalidation.pasid,
    range: toPageRange(invalidation.firstPage, invalidation.lastPage),
    sentTimeNs: invalidation.sentNs,
    completionsReceived: invalidation.completionsReceived,
    completionsExpected: invalidation.completionsExpected,
  });
}
