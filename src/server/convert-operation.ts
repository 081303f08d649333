/** Operations and invalidations between the contract and the model. */
import type { OperationOutput } from '../core/outputs';
import type { EndpointOutcome as EndpointOutcomeMessage } from '../gen/viommu/v1/EndpointOutcome';
import type { InvalidateResponse } from '../gen/viommu/v1/InvalidateResponse';
import type { InvalidationEntry__Output } from '../gen/viommu/v1/InvalidationEntry';
import type { IovaRange__Output } from '../gen/viommu/v1/IovaRange';
import type { OperationResult as OperationMessage } from '../gen/viommu/v1/OperationResult';
import type { OutstandingInvalidation as OutstandingMessage } from '../gen/viommu/v1/OutstandingInvalidation';
import type { BatchOutcome } from '../core/batch';
import type { InvalidationEntry, OutstandingInvalidation } from '../model/invalidation';
import type { EndpointOutcome, OperationResult } from '../model/operation';
import * as check from './check';
import { message, toBatch } from './convert';
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
      const { domainId, range } = check.required(entry.domain, 'domain');
      return { kind: 'DOMAIN', domainId, ...bounds(range) };
    }
    case 'deviceTlb': {
      const { endpointId, pasid, range } = check.required(entry.deviceTlb, 'device_tlb');
      const checked = check.pasid(pasid);
      return { kind: 'DEVICE_TLB', endpointId, ...(checked === undefined ? {} : { pasid: checked }), ...bounds(range) };
    }
    case 'everything':
      return { kind: 'EVERYTHING' };
  }
}

function bounds(range: IovaRange__Output | null): { first?: bigint; last?: bigint } {
  return range === null ? {} : { first: range.first, last: range.last };
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
  });
}
