import { limitExceeded } from '../model/errors';
import { addressOf } from '../base/u64';
import { MAX_PRGI, NO_PASID, RAW_CODES, type ClosedGroup, type PageRequestItem } from '../model/page-request';
import type { EndCause } from '../model/report';
import type { RuleId } from '../model/rules';
import type { Limits, Policy } from '../model/viommu';
import type { Profile } from '../profiles';
import type { Attachment } from './attachment';
import { BROKEN_BY_TEARDOWN, type AutomaticAnswers } from './automatic-answers';
import { partialKey, type Endpoint } from './endpoint';
import type { Exhaustion } from './exhaustion';
import type { FaultReporter } from './fault-reporter';
import type { GroupIntake } from './group-intake';
import { sentGeneration, type GroupQueue } from './group-queue';
import type { OutputLog } from './output-log';
import { isStopMarker } from './page-request-rules';
import type { AutomaticReason, Partial } from './partials';
import type { ResponseSender } from './response-sender';

/** Whom page requests meet on their way in. */
export interface IntakeParts {
  readonly log: OutputLog;
  readonly limits: Limits;
  readonly policy: () => Policy;
  readonly profile: Profile;
  readonly answers: AutomaticAnswers;
  readonly queue: GroupQueue;
  readonly intake: GroupIntake;
  readonly responses: ResponseSender;
  readonly faults: FaultReporter;
  readonly exhaustion: Exhaustion;
}

/** Who made unclosed groups end, and by which rule. */
export interface DropReason {
  readonly cause: EndCause;
  readonly rule: RuleId;
}

/**
 * Page requests as they arrive at the vIOMMU: partial → last page → complete group → {@link GroupIntake}. Unclosed groups
 * are keyed by (endpoint, PASID, PRGI).
 */
export class PageRequests {
  /** Unclosed groups of all endpoints, broken ones included. */
  private unclosed = 0;

  constructor(private readonly parts: IntakeParts) {}

  /** A page request arrives as if an endpoint had sent it. */
  inject(endpoint: Endpoint, item: PageRequestItem): ClosedGroup | undefined {
    if (isStopMarker(item)) {
      return this.marker(endpoint, item, true);
    }
    this.requireRoom(endpoint, item, true);
    return this.accept(endpoint, item, true);
  }

  /**
   * Refuses a page request that an endpoint sends if it would open one more unclosed group, where the endpoint has more of
   * them than it has indexes already, which takes violations, and the vIOMMU has as many as it remembers.
   *
   * @throws IommuError LIMIT_EXCEEDED
   */
  requireRoomToSend(endpoint: Endpoint, item: PageRequestItem): void {
    if (endpoint.partials.size > MAX_PRGI) {
      this.requireRoom(endpoint, item, false);
    }
  }

  /**
   * A page request arrives.
   *
   * @returns what became of the group, if the request closed it
   */
  accept(endpoint: Endpoint, item: PageRequestItem, injected: boolean): ClosedGroup | undefined {
    const partial = this.find(endpoint, item, injected);
    const taker = this.parts.answers.taker(endpoint, item.pasid);
    if ('cause' in taker) {
      this.reportFault(endpoint, item, taker);
    }
    if (item.last) {
      if (partial !== undefined) {
        this.remove(endpoint, partial);
      }
      return this.close(endpoint, item, partial ?? newPartial(item, injected), taker);
    }
    this.hold(endpoint, item, partial ?? this.open(endpoint, item, injected), taker);
    return undefined;
  }

  /**
   * A Stop Marker arrives (R-PRI-40). It closes no group and is not answered, unless the architecture takes one without
   * PASID for a page request (R-PRI-41).
   */
  marker(endpoint: Endpoint, item: PageRequestItem, injected: boolean): ClosedGroup | undefined {
    const { answers, profile, queue, intake, log } = this.parts;
    if (item.pasid === NO_PASID && profile.stopMarkerWithoutPasid === 'PAGE_REQUEST') {
      return this.accept(endpoint, item, injected);
    }
    const taker = answers.taker(endpoint, item.pasid);
    if ('cause' in taker) {
      this.reportFault(endpoint, item, taker);
    }
    const dropped = 'cause' in taker ? taker : intake.markerObstacle(taker);
    const attachment = endpoint.attachments.get(item.pasid);
    for (const counters of [queue.counters, endpoint.counters, attachment?.domain.counters]) {
      if (counters !== undefined) {
        counters.stopMarkers += 1;
      }
    }
    log.report({
      kind: 'STOP_MARKER',
      endpointId: endpoint.id,
      pasid: item.pasid,
      prgi: item.prgi,
      domainId: attachment?.domain.id,
      deviceCookie: attachment?.deviceCookie,
      attachmentGeneration: attachment?.generation,
      virtualId: endpoint.config.virtualId,
      injected,
      dropped: dropped && { cause: dropped.cause, rule: 'R-PRI-43' },
    });
    return undefined;
  }

  /**
   * Drops the unclosed groups of an endpoint.
   *
   * @param injectedToo whether those that were injected go as well
   * @param pasid only of this PASID; undefined: of all
   * @returns how many page requests they held
   */
  dropAll(endpoint: Endpoint, reason: DropReason, injectedToo: boolean, pasid?: number): number {
    let pages = 0;
    let groups = 0;
    for (const partial of partialsOf(endpoint, pasid)) {
      if (!partial.injected || injectedToo) {
        this.remove(endpoint, partial);
        groups += partial.pages > 0 ? 1 : 0;
        pages += this.forgetPages(endpoint, partial);
      }
    }
    this.noteDropped(endpoint, reason, pages, groups);
    return pages;
  }

  /** An attachment ends: its unclosed groups lose their pages, and their last page will be answered Invalid Request. */
  breakAttachment({ endpoint, pasid }: Attachment, reason: DropReason): void {
    let pages = 0;
    let groups = 0;
    for (const partial of partialsOf(endpoint, pasid)) {
      if (partial.pages > 0) {
        groups += 1;
        pages += this.forgetPages(endpoint, partial);
        partial.broken = BROKEN_BY_TEARDOWN;
      }
    }
    this.noteDropped(endpoint, reason, pages, groups);
  }

  /** The unclosed group a page request belongs to (R-PRI-29). */
  private find(endpoint: Endpoint, { pasid, prgi }: PageRequestItem, injected: boolean): Partial | undefined {
    if (!this.parts.policy().quirks.mergeByPrgi) {
      return endpoint.partials.get(partialKey(pasid, prgi, injected));
    }
    for (const partial of endpoint.partials.values()) {
      if (partial.prgi === prgi && partial.injected === injected) {
        return partial;
      }
    }
    return undefined;
  }

  private requireRoom(endpoint: Endpoint, item: PageRequestItem, injected: boolean): void {
    const opens = !item.last && this.find(endpoint, item, injected) === undefined;
    // Broken groups hold no pages, but each must be remembered until its last page.
    const held = Math.max(this.parts.queue.counters.partialPages, this.unclosed);
    const { max_partial_pages } = this.parts.limits;
    if (opens && held >= max_partial_pages) {
      throw limitExceeded('max_partial_pages', max_partial_pages, 'close open groups with their last page first');
    }
  }

  private open(endpoint: Endpoint, item: PageRequestItem, injected: boolean): Partial {
    const partial = newPartial(item, injected);
    endpoint.partials.set(partialKey(item.pasid, item.prgi, injected), partial);
    this.unclosed += 1;
    return partial;
  }

  private remove(endpoint: Endpoint, { pasid, prgi, injected }: Partial): void {
    endpoint.partials.delete(partialKey(pasid, prgi, injected));
    this.unclosed -= 1;
  }

  private hold(endpoint: Endpoint, item: PageRequestItem, partial: Partial, taker: Attachment | AutomaticReason): void {
    if ('cause' in taker && this.answersEveryPage(taker)) {
      this.answerUnclosed(endpoint, item, partial, taker);
    }
    if (partial.broken !== undefined) {
      this.noteDropped(endpoint, partial.broken, 1, 0);
      if (!('cause' in taker)) {
        this.parts.intake.noteLost(taker, partial.broken, 1, 0);
      }
      return;
    }
    const reason = 'cause' in taker ? taker : this.reasonToBreak(endpoint, partial, taker);
    if (reason !== undefined) {
      const pages = this.forgetPages(endpoint, partial) + 1;
      partial.broken = reason;
      this.noteDropped(endpoint, reason, pages, 1);
      if (!('cause' in taker)) {
        this.parts.intake.noteLost(taker, reason, pages, 0);
      }
      return;
    }
    this.append(partial, item);
    this.parts.queue.counters.held(1);
    endpoint.counters.held(1);
  }

  private append(partial: Partial, item: PageRequestItem): void {
    partial.tail = this.parts.queue.pages.append(partial.tail, item.page, item.permissions);
    partial.first = partial.first === -1 ? partial.tail : partial.first;
    partial.pages += 1;
  }

  private reasonToBreak(endpoint: Endpoint, partial: Partial, taker: Attachment): AutomaticReason | undefined {
    const { answers, intake, limits, queue, exhaustion } = this.parts;
    const failure = exhaustion.strikes('PARTIAL', endpoint.id);
    if (failure !== undefined) {
      return answers.exhausted(endpoint, partial.pasid, failure.action);
    }
    const overflow = intake.overflowBeforeLast(taker);
    if (overflow !== undefined) {
      return overflow;
    }
    const full =
      // One place in the group is for the last page.
      partial.pages + 1 >= limits.max_pages_per_group ||
      queue.counters.partialPages >= limits.max_partial_pages ||
      endpoint.counters.partialPages >= limits.max_partial_pages_per_endpoint ||
      !queue.pages.hasRoom;
    return full ? answers.partialOverflow(endpoint, partial.pasid) : undefined;
  }

  private close(
    endpoint: Endpoint,
    item: PageRequestItem,
    partial: Partial,
    taker: Attachment | AutomaticReason,
  ): ClosedGroup {
    const { intake } = this.parts;
    const whose = { endpoint, pasid: item.pasid, prgi: item.prgi, injected: partial.injected, item };
    const reason = 'cause' in taker ? taker : (partial.broken ?? intake.refusal(taker));
    if (reason !== undefined) {
      const lost = this.forgetPages(endpoint, partial);
      this.noteDropped(endpoint, reason, lost, 1);
      if (!('cause' in taker)) {
        intake.noteLost(taker, reason, lost, 1);
      }
      return intake.end(whose, reason);
    }
    this.parts.queue.counters.held(-partial.pages);
    endpoint.counters.held(-partial.pages);
    this.append(partial, item);
    return intake.queueGroup(taker as Attachment, {
      prgi: item.prgi,
      firstPage: partial.first,
      pageCount: partial.pages,
      queueTag: item.queueTag,
      lengthHint: item.lengthHint,
      injected: partial.injected,
    });
  }

  private answersEveryPage({ cause }: AutomaticReason): boolean {
    return this.parts.policy().quirks.answerEveryPage && (cause === 'NO_DOMAIN' || cause === 'NO_PAGE_REQUESTS');
  }

  /** Answers a page request that is not the last of its group, as Linux does without a handler (R-PAIN-03). */
  private answerUnclosed(
    endpoint: Endpoint,
    item: PageRequestItem,
    { injected }: Partial,
    { cause, action, pasid }: AutomaticReason,
  ): void {
    if (action === 'UNANSWERED') {
      return;
    }
    const sent = this.parts.responses.send({
      endpoint,
      pasid: item.pasid,
      prgi: item.prgi,
      injected,
      priGeneration: sentGeneration(endpoint),
      queueTag: item.queueTag,
      lengthHint: item.lengthHint,
      rawCode: RAW_CODES[action],
      cookie: undefined,
      pasidRule: pasid,
      rule: 'R-PAIN-03',
    });
    const attachment = endpoint.attachments.get(item.pasid);
    this.parts.log.report({
      kind: 'AUTOMATIC_ANSWER',
      cause,
      rule: 'R-PAIN-03',
      endpointId: endpoint.id,
      pasid: item.pasid,
      prgi: item.prgi,
      code: action,
      domainId: attachment?.domain.id,
      deviceCookie: attachment?.deviceCookie,
      attachmentGeneration: attachment?.generation,
      virtualId: endpoint.config.virtualId,
      injected,
      effect: sent.effect,
      carriedPasid: sent.carriedPasid,
      forUnclosedGroup: true,
      queueTag: item.queueTag,
      stallTag: undefined,
    });
  }

  /** A refused page request is a fault in some architectures, answered or not (R-AUTO-10). */
  private reportFault(endpoint: Endpoint, item: PageRequestItem, { fault }: AutomaticReason): void {
    if (fault !== undefined) {
      this.parts.faults.report(endpoint, {
        reason: fault.reason,
        rawCode: fault.code,
        pasid: item.pasid,
        iova: addressOf(item.page),
        access: item.permissions,
        queueTag: item.queueTag,
        lengthHint: item.lengthHint,
        transaction: 'PAGE_REQUEST',
        request: { prgi: item.prgi, last: item.last },
      });
    }
  }

  private forgetPages(endpoint: Endpoint, partial: Partial): number {
    const count = partial.pages;
    this.parts.queue.freePages(partial.first);
    partial.first = -1;
    partial.tail = -1;
    partial.pages = 0;
    this.parts.queue.counters.held(-count);
    endpoint.counters.held(-count);
    return count;
  }

  /** Counts and announces lost page requests: the counter is the sum of what these reports say. */
  private noteDropped(endpoint: Endpoint, { cause, rule }: DropReason, pages: number, groups: number): void {
    if (pages === 0) {
      return;
    }
    for (const counters of [this.parts.queue.counters, endpoint.counters]) {
      counters.droppedPages += pages;
      counters.droppedGroups += groups;
    }
    this.parts.log.report({
      kind: 'PARTIALS_DROPPED',
      cause,
      rule,
      endpointId: endpoint.id,
      pageRequestCount: pages,
      groupCount: groups,
    });
  }
}

/** The unclosed groups of an endpoint, or of one of its PASIDs: of that no more than indexes, sent and injected. */
function partialsOf({ partials }: Endpoint, pasid: number | undefined): Partial[] {
  if (pasid === undefined || partials.size <= 2 * MAX_PRGI) {
    return [...partials.values()].filter((partial) => pasid === undefined || partial.pasid === pasid);
  }
  const found: Partial[] = [];
  for (let prgi = 0; prgi <= MAX_PRGI; prgi += 1) {
    for (const injected of [false, true]) {
      const partial = partials.get(partialKey(pasid, prgi, injected));
      if (partial !== undefined) {
        found.push(partial);
      }
    }
  }
  return found;
}

function newPartial({ pasid, prgi }: PageRequestItem, injected: boolean): Partial {
  return { pasid, prgi, injected, first: -1, tail: -1, pages: 0, broken: undefined };
}
