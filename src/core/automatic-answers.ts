import { NO_PASID } from '../model/page-request';
import type { FaultReason } from '../model/fault';
import type { EndCause } from '../model/report';
import type { AnswerStage, AutomaticAction, Policy } from '../model/viommu';
import { faultCode, type Profile } from '../profiles';
import type { Attachment } from './attachment';
import type { Endpoint } from './endpoint';
import { contextFault, isUnknownRequester } from './endpoint-context';
import type { AutomaticReason } from './partials';

/** A page of the group was lost when its attachment ended. */
export const BROKEN_BY_TEARDOWN: AutomaticReason = {
  cause: 'BROKEN_GROUP',
  rule: 'V-BROKEN-GROUP',
  action: 'INVALID_REQUEST',
  pasid: 'REQUIRED',
};

/** The PASID was stopped: a request for it should not have been sent. */
const STOPPED_PASID: AutomaticReason = {
  cause: 'STOP_PASID',
  rule: 'R-PRI-47',
  action: 'INVALID_REQUEST',
  pasid: 'REQUIRED',
};

/** How the vIOMMU ends groups by itself: the profile's table and the policy's actions. */
export class AutomaticAnswers {
  constructor(
    private readonly profile: Profile,
    private readonly policy: () => Policy,
  ) {}

  /**
   * Who takes an endpoint's page requests, or how they end when nobody does. Device checks come before queue checks
   * (R-AUTO-13).
   */
  taker(endpoint: Endpoint, pasid: number): Attachment | AutomaticReason {
    const policy = this.policy();
    if (endpoint.isFenced) {
      return this.reason('contextUnusable', 'FENCED', endpoint, pasid, 'FENCED');
    }
    if (policy.translation === 'OFF') {
      return this.reason('translationOff', 'TRANSLATION_OFF', endpoint, pasid);
    }
    if (policy.translation === 'BYPASS') {
      return this.reason('translationBypass', 'TRANSLATION_BYPASS', endpoint, pasid);
    }
    // Where the context does not matter nothing of the endpoint does before the queue is looked at (R-AUTO-22).
    const { checksContext } = this.profile;
    const refused = checksContext
      ? this.contextRefusal(endpoint, pasid, policy)
      : this.queueRefusal(endpoint, pasid, policy);
    if (refused !== undefined) {
      return refused;
    }
    if (endpoint.stoppedPasids.has(pasid)) {
      return STOPPED_PASID;
    }
    const attachment = endpoint.attachments.get(pasid);
    if (attachment === undefined) {
      return this.reason('noDomain', 'NO_DOMAIN', endpoint, pasid);
    }
    if (!attachment.domain.pageRequests) {
      return this.reason('noPageRequests', 'NO_PAGE_REQUESTS', endpoint, pasid);
    }
    return this.queueRefusal(endpoint, pasid, policy) ?? attachment;
  }

  /** The queue is off. */
  queueOff(endpoint: Endpoint, pasid: number): AutomaticReason {
    return this.reason('queueOff', 'QUEUE_OFF', endpoint, pasid);
  }

  /** The queue's memory could not be written. */
  queueFault(endpoint: Endpoint, pasid: number): AutomaticReason {
    return this.reason('queueFault', 'QUEUE_FAULT', endpoint, pasid);
  }

  /** The queue, the pending groups or the group store are full. */
  queueOverflow(endpoint: Endpoint, pasid: number): AutomaticReason {
    return this.reason('overflow', 'QUEUE_OVERFLOW', endpoint, pasid);
  }

  /** The pool of unclosed groups is full, or the group too long. */
  partialOverflow(endpoint: Endpoint, pasid: number): AutomaticReason {
    return this.reason('overflow', 'PARTIAL_OVERFLOW', endpoint, pasid);
  }

  /** The oldest undelivered group gives way to a new one. */
  droppedOld(endpoint: Endpoint, pasid: number): AutomaticReason {
    return { ...this.queueOverflow(endpoint, pasid), rule: 'V-DROP-OLD' };
  }

  /** Storing a page request or a group was made to fail. */
  exhausted(endpoint: Endpoint, pasid: number, action: AutomaticAction | undefined): AutomaticReason {
    return withAction(this.reason('allocationFailure', 'ALLOCATION_FAILURE', endpoint, pasid), action);
  }

  /** The handler was made to refuse a group. */
  refused(endpoint: Endpoint, pasid: number, action: AutomaticAction | undefined): AutomaticReason {
    return withAction(this.reason('handlerRefusal', 'HANDLER_REFUSAL', endpoint, pasid), action);
  }

  private queueRefusal(endpoint: Endpoint, pasid: number, policy: Policy): AutomaticReason | undefined {
    if (!policy.pageRequestQueueEnabled) {
      return this.reason('queueOff', 'QUEUE_OFF', endpoint, pasid);
    }
    return policy.pageRequestQueueFault ? this.queueFault(endpoint, pasid) : undefined;
  }

  private contextRefusal(endpoint: Endpoint, pasid: number, policy: Policy): AutomaticReason | undefined {
    if (isUnknownRequester(endpoint, policy)) {
      return this.reason('unknownRequester', 'UNKNOWN_REQUESTER', endpoint, pasid);
    }
    const fault = contextFault(endpoint);
    if (fault !== undefined) {
      return this.reason('contextUnusable', fault, endpoint, pasid, fault);
    }
    return endpoint.context.pageRequestsAllowed
      ? undefined
      : this.reason('pageRequestsNotAllowed', 'PAGE_REQUESTS_NOT_ALLOWED', endpoint, pasid);
  }

  private reason(
    stage: AnswerStage,
    cause: EndCause,
    endpoint: Endpoint,
    pasid: number,
    contextReason?: FaultReason,
  ): AutomaticReason {
    const { profile } = this;
    const policy = this.policy();
    const rule = profile.stages[stage];
    const reason = rule.fault && (contextReason ?? rule.fault);
    const found = {
      cause,
      rule: rule.rule,
      action: policy.automaticAnswers[stage],
      pasid: rule.pasid,
      fault: reason && { reason, code: rule.faultCode ?? faultCode(profile, reason, undefined, pasid) },
    };
    if (rule.contextUnusable === undefined || pasid === NO_PASID) {
      return found;
    }
    // SMMUv3: whether the answer may carry the PASID is in the stream entry, unless it always does (R-AUTO-21).
    if (policy.pasidAlways) {
      return { ...found, pasid: 'AS_REQUEST' };
    }
    const usable = contextFault(endpoint) === undefined && !isUnknownRequester(endpoint, policy);
    return usable ? found : { ...found, rule: 'R-AUTO-21', ...rule.contextUnusable };
  }
}

function withAction(reason: AutomaticReason, action: AutomaticAction | undefined): AutomaticReason {
  return action === undefined ? reason : { ...reason, action };
}
