import { IommuError } from '../model/errors';
import {
  codeOfRaw,
  NO_PASID,
  RAW_CODES,
  type PageResponse,
  type PageResponseResult,
  type ResponseEffect,
  type StallAction,
} from '../model/page-request';
import type { EndCause } from '../model/report';
import type { RuleId } from '../model/rules';
import type { Attachment } from './attachment';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { answered, autoAnswered, discarded } from './group-ends';
import type { EndedGroup, GroupQueue } from './group-queue';
import { GroupFlag } from './group-store';
import type { OutputLog } from './output-log';
import type { AutomaticReason } from './partials';
import type { Matched } from './pri';
import type { ResponseSender, Sent } from './response-sender';

/** An answer to a stalled access. */
export interface StallHeard {
  readonly stallTag: number;
  readonly action: StallAction;
  readonly rawCode: number;
  readonly cookie: bigint;
  /** Undefined: a client answered. */
  readonly rule: RuleId | undefined;
}

/** Who must know that a stalled access was answered. */
export type StallListener = (endpoint: Endpoint, heard: StallHeard) => void;

/** A stalled access that has ended. */
type StalledGroup = EndedGroup & { readonly stallTag: number };

const STALL_EFFECTS: Readonly<Record<StallAction, ResponseEffect>> = {
  RETRY: 'STALL_RETRIED',
  ABORT: 'STALL_ABORTED',
  TERMINATE: 'STALL_TERMINATED',
};

/** What is remembered of an answer to a stalled access: a late one is told the code. */
const RAW_OF_STALL: Readonly<Record<StallAction, number>> = {
  RETRY: RAW_CODES.SUCCESS,
  ABORT: RAW_CODES.INVALID_REQUEST,
  TERMINATE: RAW_CODES.INVALID_REQUEST,
};

/** How complete groups end: answered by a client, answered by the vIOMMU, or discarded; each once (law 1). */
export class GroupAnswers {
  private stallAnswered: StallListener | undefined;

  constructor(
    private readonly queue: GroupQueue,
    private readonly log: OutputLog,
    private readonly responses: ResponseSender,
    private readonly endpoint: (id: number) => Endpoint,
  ) {}

  /** Names the one that must know; once, when the vIOMMU is put together. */
  onStallAnswered(listener: StallListener): void {
    this.stallAnswered = listener;
  }

  /**
   * Answers a group; late, unknown and mismatching answers change nothing.
   *
   * @throws IommuError STALL_ACTION_NOT_APPLICABLE
   */
  respond(response: PageResponse): PageResponseResult {
    const met = this.queue.examine(response);
    if ('result' in met) {
      return met.result;
    }
    const slot = this.queue.groups.find(this.log.counterOf(response.cookie));
    const { stallAction } = response;
    if (stallAction !== undefined && !this.isStall(slot)) {
      throw new IommuError(
        'STALL_ACTION_NOT_APPLICABLE',
        'stall_action is for stalled accesses; answer page requests with code',
        { field: 'stall_action' },
      );
    }
    const rawCode = stallAction === undefined ? response.rawCode : RAW_OF_STALL[stallAction];
    const { outcome, effect } = this.answer(slot, rawCode, (target, cookie) =>
      isStallTarget(target)
        ? this.answerStall(target, { action: stallAction ?? stallActionOf(rawCode), rawCode, cookie, rule: undefined })
        : this.responses.send({ ...target, rawCode, cookie, pasidRule: 'REQUIRED' }),
    );
    return { outcome, effect };
  }

  /**
   * Ends the oldest pending group that a response to (index, PASID) of an endpoint answers.
   *
   * @param matched what the endpoint takes the response for; undefined: for nothing it asked for
   * @param send gives the endpoint the response
   * @returns the group, if there is one, and what the response did
   */
  respondByIndex(
    endpoint: Endpoint,
    prgi: number,
    rawCode: number,
    matched: Matched | undefined,
    send: (cookie: bigint | undefined) => Sent,
  ): { readonly cookie: bigint | undefined; readonly sent: Sent } {
    const { fields } = this.queue.groups;
    const generation = endpoint.pri?.registers.answerable;
    const found = this.queue
      .slotsOf(endpoint)
      .find(
        (slot) =>
          matched !== undefined &&
          (fields.flags(slot) & (GroupFlag.INJECTED | GroupFlag.STALL)) === 0 &&
          fields.prgi(slot) === prgi &&
          fields.pasid(slot) === matched.pasid &&
          fields.priGeneration(slot) === generation,
      );
    if (found === undefined) {
      return { cookie: undefined, sent: send(undefined) };
    }
    const cookie = this.queue.cookieOf(found);
    return { cookie, sent: this.answer(found, rawCode, () => send(cookie)) };
  }

  /** Answers by itself every pending group of an endpoint that came through an attachment. */
  autoAnswerAttachment(attachment: Attachment, reason: AutomaticReason): void {
    for (const slot of this.queue.slotsOf(attachment.endpoint)) {
      if (this.queue.groups.fields.attachmentGeneration(slot) === attachment.generation) {
        this.endByItself(slot, reason);
      }
    }
  }

  /** Answers by itself every pending group of a PASID of an endpoint. */
  autoAnswerPasid(endpoint: Endpoint, pasid: number, reason: AutomaticReason): void {
    for (const slot of this.queue.slotsOf(endpoint)) {
      if (this.queue.groups.fields.pasid(slot) === pasid) {
        this.endByItself(slot, reason);
      }
    }
  }

  /**
   * Ends by itself the oldest group of a domain that no controller has.
   *
   * @param reasonFor how it ends, given whose it is
   * @returns whether there was one
   */
  dropOldest(domain: Domain, reasonFor: (endpoint: Endpoint, pasid: number) => AutomaticReason): boolean {
    const slot = this.queue.groups.queueHead(domain.groups);
    if (slot !== -1) {
      this.drop(slot, reasonFor);
    }
    return slot !== -1;
  }

  private drop(slot: number, reasonFor: (endpoint: Endpoint, pasid: number) => AutomaticReason): void {
    const endpoint = this.endpoint(this.queue.groups.endpointId(slot));
    this.endByItself(slot, reasonFor(endpoint, this.queue.groups.fields.pasid(slot)));
  }

  /**
   * Ends by itself a pending group.
   *
   * @param reasonFor how it ends, given whose it is
   * @returns whether it was pending
   */
  dropOne(cookie: bigint, reasonFor: (endpoint: Endpoint, pasid: number) => AutomaticReason): boolean {
    const slot = this.queue.groups.find(this.log.counterOf(cookie));
    if (slot !== -1) {
      this.drop(slot, reasonFor);
    }
    return slot !== -1;
  }

  /** Ends every pending group of an endpoint without an answer. */
  discardAll(endpoint: Endpoint, cause: EndCause, rule: RuleId): void {
    for (const slot of this.queue.slotsOf(endpoint)) {
      this.discard(slot, cause, rule);
    }
  }

  /** The device model of stalled accesses is gone: nobody waits for their answers. */
  discardStalls(endpoint: Endpoint, cause: EndCause, rule: RuleId): void {
    for (const slot of this.queue.slotsOf(endpoint)) {
      if (this.isStall(slot)) {
        this.discard(slot, cause, rule);
      }
    }
  }

  /** Answers by itself the oldest group if it was queued before a time. */
  expireOldest(queuedUntil: bigint, reason: AutomaticReason): boolean {
    const slot = this.queue.groups.oldest();
    if (slot === -1 || this.queue.groups.fields.timeNs(slot) > queuedUntil) {
      return false;
    }
    this.endByItself(slot, reason);
    return true;
  }

  private endByItself(slot: number, { cause, rule, action, pasid }: AutomaticReason): void {
    if (action === 'UNANSWERED' && !this.isStall(slot)) {
      this.discard(slot, cause, rule);
      return;
    }
    const code = action === 'UNANSWERED' ? 'INVALID_REQUEST' : action;
    const { fields } = this.queue.groups;
    const cookie = this.queue.cookieOf(slot);
    const rawCode = RAW_CODES[code];
    const facts = {
      domainId: this.queue.groups.domainId(slot),
      groupSequence: fields.sequence(slot),
      deviceCookie: fields.deviceCookie(slot),
      attachmentGeneration: fields.attachmentGeneration(slot),
    };
    const target = this.queue.end(slot, autoAnswered(rule, code), (c) => {
      c.autoAnswered += 1;
    });
    const stalled = isStallTarget(target);
    const sent = stalled
      ? this.answerStall(target, { action: stallActionOf(rawCode), rawCode, cookie, rule })
      : this.responses.send({ ...target, rawCode, cookie, pasidRule: pasid, rule });
    this.log.report({
      kind: 'AUTOMATIC_ANSWER',
      cause,
      rule,
      endpointId: target.endpoint.id,
      pasid: target.pasid,
      prgi: stalled ? 0 : target.prgi,
      code,
      ...facts,
      cookie,
      virtualId: target.endpoint.config.virtualId,
      injected: target.injected,
      effect: sent.effect,
      carriedPasid: sent.carriedPasid,
      forUnclosedGroup: false,
      queueTag: target.queueTag,
      stallTag: target.stallTag,
    });
  }

  private discard(slot: number, cause: EndCause, rule: RuleId): void {
    const { fields } = this.queue.groups;
    const facts = {
      cookie: this.queue.cookieOf(slot),
      groupSequence: fields.sequence(slot),
      domainId: this.queue.groups.domainId(slot),
      prgi: this.queue.prgiOf(slot),
      deviceCookie: fields.deviceCookie(slot),
      attachmentGeneration: fields.attachmentGeneration(slot),
    };
    const { endpoint, pasid, injected, queueTag, stallTag } = this.queue.end(slot, discarded(rule), (c) => {
      c.discarded += 1;
    });
    this.log.report({
      kind: 'GROUP_DISCARDED',
      cause,
      rule,
      ...facts,
      endpointId: endpoint.id,
      virtualId: endpoint.config.virtualId,
      pasid,
      injected,
      queueTag,
      stallTag,
    });
  }

  /** Ends a group as answered by a client, and reports it. */
  private answer(slot: number, rawCode: number, send: (target: EndedGroup, cookie: bigint) => Sent): Sent {
    const cookie = this.queue.cookieOf(slot);
    const groupSequence = this.queue.groups.fields.sequence(slot);
    const domainId = this.queue.groups.domainId(slot);
    const target = this.queue.end(slot, answered(rawCode), (c) => {
      c.answered += 1;
    });
    const sent = send(target, cookie);
    this.log.report({
      kind: 'GROUP_ANSWERED',
      cookie,
      groupSequence,
      domainId,
      endpointId: target.endpoint.id,
      code: codeOfRaw(rawCode),
      rawCode,
      ...sent,
    });
    return sent;
  }

  private answerStall(target: StalledGroup, heard: Omit<StallHeard, 'stallTag'>): Sent {
    const { endpoint, pasid, stallTag } = target;
    const effect = STALL_EFFECTS[heard.action];
    this.log.tell(
      endpoint,
      {
        kind: 'PAGE_RESPONSE',
        prgi: 0,
        pasid,
        code: codeOfRaw(heard.rawCode),
        rawCode: heard.rawCode,
        injected: false,
        cookie: heard.cookie,
        effect,
        redelivery: false,
        queueTag: target.queueTag,
        lengthHint: target.lengthHint,
        stallTag,
      },
      // A stalled device does not know that it is; its model gets the result of its DMA.
      false,
    );
    this.stallAnswered?.(endpoint, { ...heard, stallTag });
    return { outcome: 'SENT', effect, sentCode: codeOfRaw(heard.rawCode), carriedPasid: pasid !== NO_PASID };
  }

  private isStall(slot: number): boolean {
    return (this.queue.groups.fields.flags(slot) & GroupFlag.STALL) !== 0;
  }
}

/** Success retries, everything else aborts (R-SMMU-01). */
function stallActionOf(rawCode: number): StallAction {
  return codeOfRaw(rawCode) === 'SUCCESS' ? 'RETRY' : 'ABORT';
}

function isStallTarget(target: EndedGroup): target is StalledGroup {
  return target.stallTag !== undefined;
}
