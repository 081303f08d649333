import type { FaultReason } from '../model/fault';
import type { Permissions } from '../model/permissions';
import type { Endpoint } from './endpoint';
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
  readonly rawCode?: number | undefined;
  readonly injected?: boolean;
  readonly operationId?: bigint | undefined;
}

/** Reports unrecoverable faults with everything that identifies the device. */
export class FaultReporter {
  constructor(private readonly log: OutputLog) {}

  /**
   * Reports a fault.
   *
   * @returns the sequence of the report
   */
  report(endpoint: Endpoint, facts: FaultFacts): bigint {
    const attachment = endpoint.attachments.get(facts.pasid);
    return this.log.report({
      kind: 'FAULT_EVENT',
      reason: facts.reason,
      endpointId: endpoint.id,
      requesterId: endpoint.config.requesterId,
      virtualId: endpoint.config.virtualId,
      domainId: attachment?.domain.id,
      deviceCookie: attachment?.deviceCookie,
      attachmentGeneration: attachment?.generation,
      pasid: facts.pasid,
      iova: facts.iova,
      access: facts.access,
      queueTag: facts.queueTag,
      lengthHint: facts.lengthHint,
      injected: facts.injected ?? false,
      rawCode: facts.rawCode,
      operationId: facts.operationId,
    });
  }
}
