import type { Policy } from '../model/viommu';
import type { Attachment } from './attachment';
import type { Endpoint } from './endpoint';
import type { AutomaticReason } from './partials';

/**
 * Who takes an endpoint's page requests, or how they are answered when nobody does. Device checks come before queue
 * checks (R-AUTO-13).
 */
export function acceptingAttachment(endpoint: Endpoint, pasid: number, policy: Policy): Attachment | AutomaticReason {
  if (policy.translation === 'OFF') {
    return { cause: 'TRANSLATION_OFF', rule: 'R-AUTO-01', code: 'RESPONSE_FAILURE' };
  }
  if (policy.translation === 'BYPASS') {
    return { cause: 'TRANSLATION_BYPASS', rule: 'R-AUTO-02', code: 'INVALID_REQUEST' };
  }
  const attachment = endpoint.attachments.get(pasid);
  if (attachment === undefined) {
    return { cause: 'NO_DOMAIN', rule: 'R-AUTO-40', code: policy.automaticAnswers.noDomain };
  }
  if (!attachment.domain.pageRequests) {
    return { cause: 'NO_PAGE_REQUESTS', rule: 'R-AUTO-40', code: policy.automaticAnswers.noPageRequests };
  }
  if (!policy.pageRequestQueueEnabled) {
    return { cause: 'QUEUE_OFF', rule: 'R-AUTO-06', code: 'RESPONSE_FAILURE' };
  }
  return attachment;
}

/** The queue, the pending groups or the group store are full. */
export function queueOverflow(policy: Policy): AutomaticReason {
  return { cause: 'QUEUE_OVERFLOW', rule: 'R-AUTO-08', code: policy.automaticAnswers.overflow };
}

/** The partial pool is full, or the group too long. */
export function partialOverflow(policy: Policy): AutomaticReason {
  return { cause: 'PARTIAL_OVERFLOW', rule: 'R-AUTO-08', code: policy.automaticAnswers.overflow };
}

/** A page of the group was lost when its attachment ended. */
export const BROKEN_BY_TEARDOWN: AutomaticReason = {
  cause: 'BROKEN_GROUP',
  rule: 'V-BROKEN-GROUP',
  code: 'INVALID_REQUEST',
};
