import type { FaultEvent, FaultReason, NestedFault, TransactionKind } from '../model/fault';
import { NO_PASID } from '../model/page-request';
import type { Permissions } from '../model/permissions';
import type { Policy } from '../model/viommu';
import { faultCode, type Profile } from '../profiles';
import type { GroupCounters } from './counters';
import { offsetOf, addressOf } from '../base/u64';
import type { Endpoint } from './endpoint';
import { isUnknownRequester } from './endpoint-context';
import type { TableFailure } from './guest-tables';
import type { OutputLog } from './output-log';

/** What is known of a fault besides the endpoint. */
export interface FaultFacts {
  readonly reason: FaultReason;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly iova?: bigint | undefined;
  readonly access?: Permissions | undefined;
  readonly queueTag?: number | undefined;
  readonly lengthHint?: bigint | undefined;
  /** Undefined: the profile's. */
  readonly rawCode?: number | undefined;
  readonly injected?: boolean;
  readonly transaction?: TransactionKind | undefined;
  readonly operationId?: bigint | undefined;
  readonly request?: FaultEvent['request'];
  /** Where in a nested domain it happened; undefined: the domain is another. */
  readonly failure?: TableFailure | undefined;
  /** The endpoint was gone already. */
  readonly synthetic?: boolean;
}

/** Reports unrecoverable faults with everything that identifies the device. */
export class FaultReporter {
  /**
   * @param log where they are reported
   * @param profile whose numbers they carry
   * @param policy what is looked at before an endpoint's context
   * @param counters of the vIOMMU
   */
  constructor(
    private readonly log: OutputLog,
    private readonly profile: Profile,
    private readonly policy: () => Policy,
    private readonly counters: () => GroupCounters,
  ) {}

  /** Reports a fault, or counts it where the endpoint's context suppresses reports. */
  report(endpoint: Endpoint, facts: FaultFacts): void {
    if (this.isSuppressed(endpoint, facts.reason)) {
      endpoint.counters.suppressedFaults += 1;
      this.counters().suppressedFaults += 1;
      return;
    }
    this.force(endpoint, facts);
  }

  /**
   * Reports a fault whatever the endpoint's context says.
   *
   * @returns the sequence of the report
   */
  force(endpoint: Endpoint, facts: FaultFacts): bigint {
    if (facts.reason === 'INVALIDATION_TIMEOUT' && this.policy().hideInvalidationSource && facts.injected !== true) {
      return this.reportNobody(facts);
    }
    const attachment = endpoint.attachments.get(facts.pasid);
    const nested = attachment && nestedFault(facts.failure, attachment.domain.id, facts.iova);
    return this.log.report({
      kind: 'FAULT_EVENT',
      reason: facts.reason,
      endpointId: endpoint.id,
      requesterId: endpoint.config.requesterId,
      virtualId: endpoint.config.virtualId,
      domainId: facts.failure?.domain.id ?? attachment?.domain.id,
      deviceCookie: attachment?.deviceCookie,
      attachmentGeneration: attachment?.generation,
      pasid: facts.pasid,
      iova: facts.iova,
      access: facts.access,
      queueTag: facts.queueTag,
      lengthHint: facts.lengthHint,
      injected: facts.injected ?? false,
      rawCode: facts.rawCode ?? faultCode(this.profile, facts.reason, facts.access, facts.pasid, nested),
      operationId: facts.operationId,
      transaction: facts.transaction,
      request: facts.request,
      nested,
      synthetic: facts.synthetic,
    });
  }

  /** Hardware that does not tell whose invalidation timed out (R-VTD-05). */
  private reportNobody({ reason, operationId, rawCode, synthetic }: FaultFacts): bigint {
    return this.log.report({
      kind: 'FAULT_EVENT',
      reason,
      endpointId: 0,
      requesterId: 0,
      virtualId: 0n,
      pasid: NO_PASID,
      injected: false,
      rawCode: rawCode ?? faultCode(this.profile, reason, undefined, NO_PASID),
      operationId,
      synthetic,
    });
  }

  /** A context suppresses only what is found after it was read, and a time-out is no access. */
  private isSuppressed(endpoint: Endpoint, reason: FaultReason): boolean {
    const { suppressFaults, state } = endpoint.context;
    if (!suppressFaults || reason === 'INVALIDATION_TIMEOUT') {
      return false;
    }
    const policy = this.policy();
    return (
      policy.translation === 'ON' && !isUnknownRequester(endpoint, policy) && this.profile.suppressesIn.includes(state)
    );
  }
}

/**
 * Where in a nested domain an access failed, with the whole addresses.
 *
 * @param iova of the access, whose offset in its page every stage keeps
 */
export function nestedFault(
  failure: TableFailure | undefined,
  attachedDomainId: number,
  iova: bigint | undefined,
): NestedFault | undefined {
  if (failure === undefined) {
    return undefined;
  }
  const { stage, guestPage, guestOffset, tableAccess, tableWrite, entry } = failure;
  return {
    stage,
    attachedDomainId,
    guestPhysicalAddress: stage === 2 ? addressOf(guestPage, guestOffset ?? offsetOf(iova ?? 0n)) : undefined,
    tableAccess,
    tableWrite,
    level: entry?.level,
    entryAddress: entry?.address,
  };
}
