import { IommuError, limitExceeded } from '../model/errors';
import { NO_PASID, RAW_CODES, type ClosedGroup, type PageRequestItem } from '../model/page-request';
import type { EndCause } from '../model/report';
import type { RuleId } from '../model/rules';
import type { Limits, Policy } from '../model/viommu';
import type { Attachment } from './attachment';
import { requireAccess } from './access';
import { acceptingAttachment, BROKEN_BY_TEARDOWN, partialOverflow, queueOverflow } from './automatic-answers';
import type { Domain } from './domain';
import { partialKey, type Endpoint } from './endpoint';
import type { GroupQueue } from './group-queue';
import type { OutputLog } from './output-log';
import type { AutomaticReason, Partial } from './partials';
import type { Pri } from './pri';
import type { ResponseSender } from './response-sender';

/** What the intake of page requests is told of its vIOMMU. */
export interface IntakeSettings {
  readonly policy: () => Policy;
  readonly limits: Limits;
}

/** Checks what a page request says of itself; what it asks of an endpoint is checked by {@link PageRequests.submit}. */
export function requireWellFormed(endpoint: Endpoint, item: PageRequestItem): void {
  endpoint.requirePasid(item.pasid);
  requireAccess(item.permissions, item.pasid);
}

/**
 * Page requests on their way in: partial → last page → complete group → the domain's queue, or an automatic answer.
 * Unclosed groups are keyed by (endpoint, PASID, PRGI).
 */
export class PageRequests {
  /** Unclosed groups of all endpoints, broken ones included. */
  private unclosed = 0;

  constructor(
    private readonly log: OutputLog,
    private readonly settings: IntakeSettings,
    private readonly queue: GroupQueue,
    private readonly responses: ResponseSender,
  ) {}

  /**
   * An endpoint sends a page request: PRI enable, credits and indexes apply.
   *
   * @param item well formed
   * @returns what became of the group, if the request closed it
   */
  submit(endpoint: Endpoint, item: PageRequestItem): ClosedGroup | undefined {
    const pri = this.requireCredit(endpoint, item);
    const opens = !endpoint.partials.has(partialKey(item.pasid, item.prgi, false));
    if (opens && pri.isOpen(item.prgi)) {
      this.noteIndexInUse(endpoint, item);
    }
    pri.sent(item.prgi, opens);
    return this.accept(endpoint, item, false);
  }

  /** A page request arrives at the vIOMMU as if an endpoint had sent it. */
  inject(endpoint: Endpoint, item: PageRequestItem): ClosedGroup | undefined {
    const opens = !endpoint.partials.has(partialKey(item.pasid, item.prgi, true));
    // Broken groups hold no pages, but each must be remembered until its last page.
    const held = Math.max(this.queue.counters.partialPages, this.unclosed);
    if (!item.last && opens && held >= this.settings.limits.max_partial_pages) {
      throw limitExceeded(
        'max_partial_pages',
        this.settings.limits.max_partial_pages,
        'close open groups with their last page first',
      );
    }
    return this.accept(endpoint, item, true);
  }

  /**
   * Drops the unclosed groups of an endpoint.
   *
   * @param injectedToo whether those that were injected go as well
   */
  dropAll(endpoint: Endpoint, cause: EndCause, rule: RuleId, injectedToo: boolean): void {
    let pages = 0;
    let groups = 0;
    for (const [key, partial] of endpoint.partials) {
      if (!partial.injected || injectedToo) {
        endpoint.partials.delete(key);
        this.unclosed -= 1;
        groups += partial.pages.length > 0 ? 1 : 0;
        pages += this.forgetPages(endpoint, partial);
      }
    }
    this.noteDropped(endpoint, cause, rule, pages, groups);
  }

  /** An attachment ends: its unclosed groups lose their pages, and their last page will be answered Invalid Request. */
  breakAttachment(attachment: Attachment, cause: EndCause): void {
    const { endpoint } = attachment;
    let pages = 0;
    let groups = 0;
    for (const partial of endpoint.partials.values()) {
      if (partial.pasid === attachment.pasid && partial.pages.length > 0) {
        groups += 1;
        pages += this.forgetPages(endpoint, partial);
        partial.broken = BROKEN_BY_TEARDOWN;
      }
    }
    this.noteDropped(endpoint, cause, 'R-AUTO-43', pages, groups);
  }

  private requireCredit(endpoint: Endpoint, item: PageRequestItem): Pri {
    const { pri } = endpoint;
    if (pri === undefined) {
      throw new IommuError('PRI_NOT_SUPPORTED', `endpoint ${String(endpoint.id)} has no PRI; create it with one`, {
        field: 'endpoint_id',
      });
    }
    if (!pri.enabled) {
      this.noteDeviceFault(endpoint, item, 'R-PRI-13', 'page request while PRI is disabled');
      throw new IommuError('PRI_DISABLED', `PRI of endpoint ${String(endpoint.id)} is disabled; enable it first`);
    }
    if (pri.outstanding >= pri.allocation) {
      this.noteDeviceFault(endpoint, item, 'R-PRI-20', 'more page requests outstanding than the allocation allows');
      throw new IommuError(
        'PRI_CREDITS_EXHAUSTED',
        `endpoint ${String(endpoint.id)} has all ${String(pri.allocation)} page requests outstanding; wait for responses`,
        { metadata: { allocation: String(pri.allocation) } },
      );
    }
    return pri;
  }

  /** What an external device does wrong is on record; a refused call to act as a hosted one leaves no trace. */
  private noteDeviceFault(endpoint: Endpoint, item: PageRequestItem, rule: RuleId, detail: string): void {
    if (endpoint.config.backend === 'EXTERNAL') {
      this.violation(endpoint, item, rule, detail);
    }
  }

  private noteIndexInUse(endpoint: Endpoint, item: PageRequestItem): void {
    for (const partial of endpoint.partials.values()) {
      if (!partial.injected && partial.prgi === item.prgi) {
        this.violation(endpoint, item, 'R-PRI-29', `index ${String(item.prgi)} is open under another PASID`);
        return;
      }
    }
    this.violation(endpoint, item, 'R-PRI-28', `index ${String(item.prgi)} names an unanswered group`);
  }

  private violation(endpoint: Endpoint, item: PageRequestItem, rule: RuleId, detail: string): void {
    this.log.report({
      kind: 'VIOLATION',
      rule,
      endpointId: endpoint.id,
      detail,
      pasid: item.pasid === NO_PASID ? undefined : item.pasid,
      prgi: item.prgi,
    });
  }

  private accept(endpoint: Endpoint, item: PageRequestItem, injected: boolean): ClosedGroup | undefined {
    const key = partialKey(item.pasid, item.prgi, injected);
    const partial = endpoint.partials.get(key);
    if (item.last) {
      this.unclosed -= endpoint.partials.delete(key) ? 1 : 0;
      return this.close(endpoint, item, partial ?? newPartial(item, injected));
    }
    const open = partial ?? newPartial(item, injected);
    endpoint.partials.set(key, open);
    this.unclosed += partial === undefined ? 1 : 0;
    this.hold(endpoint, item, open);
    return undefined;
  }

  private hold(endpoint: Endpoint, item: PageRequestItem, partial: Partial): void {
    partial.messages += 1;
    if (partial.broken !== undefined) {
      this.noteDropped(endpoint, partial.broken.cause, partial.broken.rule, 1, 0);
      return;
    }
    const reason = this.reasonToBreak(endpoint, partial);
    if (reason !== undefined) {
      const pages = this.forgetPages(endpoint, partial) + 1;
      partial.broken = reason;
      this.noteDropped(endpoint, reason.cause, reason.rule, pages, 1);
      return;
    }
    partial.pages.push(item.page);
    partial.permissions.push(item.permissions);
    this.countHeld(endpoint, 1);
  }

  private reasonToBreak(endpoint: Endpoint, partial: Partial): AutomaticReason | undefined {
    const policy = this.settings.policy();
    const { limits } = this.settings;
    const taker = acceptingAttachment(endpoint, partial.pasid, policy);
    if ('cause' in taker) {
      return taker;
    }
    // One place in the group is for the last page.
    const tooLong = partial.pages.length + 1 >= limits.max_pages_per_group;
    const full = this.queue.counters.partialPages >= limits.max_partial_pages;
    return tooLong || full ? partialOverflow(policy) : undefined;
  }

  private close(endpoint: Endpoint, item: PageRequestItem, partial: Partial): ClosedGroup {
    const policy = this.settings.policy();
    const pages = [...partial.pages, item.page];
    const permissions = [...partial.permissions, item.permissions];
    partial.messages += 1;
    const taker = acceptingAttachment(endpoint, item.pasid, policy);
    if ('cause' in taker) {
      this.dropClosing(endpoint, partial, taker);
      return this.answer(endpoint, partial, taker);
    }
    if (partial.broken !== undefined) {
      return this.answer(endpoint, partial, partial.broken);
    }
    const queued = this.queue.add({
      attachment: taker,
      prgi: item.prgi,
      pages,
      permissions,
      queueTag: item.queueTag,
      lengthHint: item.lengthHint,
      injected: partial.injected,
    });
    if (queued === undefined) {
      const reason = queueOverflow(policy);
      this.dropClosing(endpoint, partial, reason);
      return this.answer(endpoint, partial, reason);
    }
    this.countHeld(endpoint, -partial.pages.length);
    this.countAccepted(endpoint, taker.domain);
    return queued;
  }

  /** Answers a closing group by itself. Its domain, if it is attached to one, counts it, whatever the reason. */
  private answer(endpoint: Endpoint, partial: Partial, reason: AutomaticReason): ClosedGroup {
    const attachment = endpoint.attachments.get(partial.pasid);
    this.countAccepted(endpoint, attachment?.domain);
    for (const counters of [this.queue.counters, endpoint.counters, attachment?.domain.counters]) {
      if (counters !== undefined) {
        counters.autoAnswered += 1;
      }
    }
    this.log.report({
      kind: 'AUTOMATIC_ANSWER',
      cause: reason.cause,
      rule: reason.rule,
      endpointId: endpoint.id,
      pasid: partial.pasid,
      prgi: partial.prgi,
      code: reason.code,
      domainId: attachment?.domain.id,
      deviceCookie: attachment?.deviceCookie,
      virtualId: endpoint.config.virtualId,
      attachmentGeneration: attachment?.generation,
      injected: partial.injected,
    });
    this.responses.send({
      endpoint,
      pasid: partial.pasid,
      prgi: partial.prgi,
      injected: partial.injected,
      priGeneration: endpoint.pri?.generation ?? 0,
      messages: partial.messages,
      rawCode: RAW_CODES[reason.code],
      cookie: undefined,
    });
    return { kind: 'ANSWERED', code: reason.code, rule: reason.rule };
  }

  /** The pages held of a group that is answered instead of queued are gone; the closing one is what is answered. */
  private dropClosing(endpoint: Endpoint, partial: Partial, reason: AutomaticReason): void {
    this.noteDropped(endpoint, reason.cause, reason.rule, this.forgetPages(endpoint, partial), 1);
  }

  private forgetPages(endpoint: Endpoint, partial: Partial): number {
    const count = partial.pages.length;
    partial.pages = [];
    partial.permissions = [];
    this.countHeld(endpoint, -count);
    return count;
  }

  /** Counts and announces lost page requests: the counter is the sum of what these reports say. */
  private noteDropped(endpoint: Endpoint, cause: EndCause, rule: RuleId, pages: number, groups: number): void {
    if (pages > 0) {
      this.queue.counters.droppedPages += pages;
      endpoint.counters.droppedPages += pages;
      this.log.report({
        kind: 'PARTIALS_DROPPED',
        cause,
        rule,
        endpointId: endpoint.id,
        pageRequestCount: pages,
        groupCount: groups,
      });
    }
  }

  private countAccepted(endpoint: Endpoint, domain: Domain | undefined): void {
    this.queue.counters.accepted += 1;
    endpoint.counters.accepted += 1;
    if (domain !== undefined) {
      domain.counters.accepted += 1;
    }
  }

  private countHeld(endpoint: Endpoint, pages: number): void {
    this.queue.counters.partialPages += pages;
    endpoint.counters.partialPages += pages;
  }
}

function newPartial(item: PageRequestItem, injected: boolean): Partial {
  return { pasid: item.pasid, prgi: item.prgi, injected, pages: [], permissions: [], messages: 0, broken: undefined };
}
