import type { AttachmentView } from '../model/domain';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';

/** An endpoint, or one PASID of it, that uses a domain. */
export interface Attachment {
  readonly endpoint: Endpoint;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly domain: Domain;
  readonly deviceCookie: bigint;
  /** From a counter of the vIOMMU. */
  readonly generation: number;
}

/** An attachment as readers see it. */
export function viewOf(attachment: Attachment): AttachmentView {
  return {
    endpointId: attachment.endpoint.id,
    pasid: attachment.pasid,
    domainId: attachment.domain.id,
    deviceCookie: attachment.deviceCookie,
    generation: attachment.generation,
  };
}
