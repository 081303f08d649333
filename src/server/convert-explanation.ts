/** What the probe says, and how it comes about, between the contract and the model. */
import { addressOf } from '../base/u64';
import type { CachedTranslation as CachedMessage } from '../gen/viommu/v1/CachedTranslation';
import type { TableDecision } from '../gen/viommu/v1/TableDecision';
import type { TableStep } from '../gen/viommu/v1/TableStep';
import type { TranslateResponse } from '../gen/viommu/v1/TranslateResponse';
import type { TranslationExplanation } from '../gen/viommu/v1/TranslationExplanation';
import type { TranslationFault } from '../gen/viommu/v1/TranslationFault';
import type { TranslationFound } from '../gen/viommu/v1/TranslationFound';
import type { TranslationStep as StepMessage } from '../gen/viommu/v1/TranslationStep';
import type { CachedTranslation, Explanation, TranslationStep, WalkDecision, WalkStep } from '../model/explanation';
import type { ProbeResult } from '../model/transfer';
import { message, toPermissions } from './convert';
import { toAttachment, toMapping } from './convert-domain';
import { toNestedFault } from './convert-nested';
import { toPageRange } from './convert-range';

const DECISIONS: Readonly<Record<WalkDecision, TableDecision>> = {
  TABLE: 'TABLE_DECISION_TABLE',
  LEAF: 'TABLE_DECISION_LEAF',
  INPUT_OUT_OF_RANGE: 'TABLE_DECISION_INPUT_OUT_OF_RANGE',
  NOT_PRESENT: 'TABLE_DECISION_NOT_PRESENT',
  RESERVED: 'TABLE_DECISION_RESERVED',
  ADDRESS_SIZE: 'TABLE_DECISION_ADDRESS_SIZE',
  MISALIGNED: 'TABLE_DECISION_MISALIGNED',
  PERMISSION: 'TABLE_DECISION_PERMISSION',
  ACCESS_FLAG: 'TABLE_DECISION_ACCESS_FLAG',
  DIRTY: 'TABLE_DECISION_DIRTY',
  TABLE_ABORTED: 'TABLE_DECISION_ABORTED',
  TABLE_STAGE2_FAULT: 'TABLE_DECISION_STAGE2_FAULT',
  TABLE_CONTENDED: 'TABLE_DECISION_CONTENDED',
};

/**
 * What an access would meet, for the wire.
 *
 * @param explanation how that comes about; undefined: nobody asked
 */
export function toTranslateResponse(result: ProbeResult, explanation?: Explanation): TranslateResponse {
  return {
    ...(result.kind === 'FOUND' ? { found: toFound(result) } : { fault: toFault(result) }),
    explanation: explanation === undefined ? null : toExplanation(explanation),
  };
}

function toFound(found: Extract<ProbeResult, { kind: 'FOUND' }>): TranslationFound {
  const { outputAddress, first, last, permissions, domainId } = found;
  return message<TranslationFound>({
    outputAddress,
    range: { first, last },
    permissions: toPermissions(permissions),
    domainId,
  });
}

function toFault(fault: Extract<ProbeResult, { kind: 'FAULT' }>): TranslationFault {
  const { reason, domainId, permissions, nested } = fault;
  return message<TranslationFault>({
    reason: `FAULT_REASON_${reason}`,
    domainId,
    permissions: permissions === undefined ? null : toPermissions(permissions),
    nested: toNestedFault(nested),
  });
}

function toExplanation({ steps, iotlb, atc, summary }: Explanation): TranslationExplanation {
  return { steps: steps.map(toStep), iotlb: toCached(iotlb), atc: toCached(atc), summary };
}

function toStep(step: TranslationStep): StepMessage {
  switch (step.kind) {
    case 'ATTACHMENT':
      return { route: { attachment: toAttachment(step.attachment) } };
    case 'REFUSED':
      return { route: { fault: `FAULT_REASON_${step.reason}` } };
    case 'BYPASS':
      return { route: { bypass: true } };
    case 'TABLE':
      return { table: toTableStep(step.domainId, step.step) };
    case 'MAPPING': {
      const { domainId, page, mapping, tableAccess } = step.step;
      return {
        mapping: {
          domainId,
          address: addressOf(page),
          mapping: mapping === undefined ? null : toMapping(mapping),
          tableAccess,
        },
      };
    }
  }
}

function toTableStep(domainId: number, { level, entryAddress, entry, decision, target, update }: WalkStep): TableStep {
  return message<TableStep>({ domainId, level, entryAddress, entry, decision: DECISIONS[decision], target, update });
}

function toCached(cached: CachedTranslation | undefined): CachedMessage | null {
  if (cached === undefined) return null;
  const { firstPage, lastPage, outputFirstPage, permissions, domainId } = cached;
  return {
    range: toPageRange(firstPage, lastPage),
    outputAddress: addressOf(outputFirstPage),
    permissions: toPermissions(permissions),
    domainId,
  };
}
