import { RAW_CODES, type ClosedGroup, type PageRequestItem } from '../model/page-request';
import type { Attachment } from './attachment';
import type { AutomaticAnswers } from './automatic-answers';
import type { Endpoint } from './endpoint';
import type { Exhaustion } from './exhaustion';
import type { GroupAnswers } from './group-answers';
import type { CompleteGroup, GroupQueue } from './group-queue';
import type { OutputLog } from './output-log';
import type { Overflows } from './overflow';
import type { AutomaticReason } from './partials';
import { sentGeneration } from './group-queue';
import type { Profile } from '../profiles';
import type { ResponseSender } from './response-sender';
import type { Domain } from './domain';
import type { Iotlb } from './iotlb';

/** Whom closing groups meet. */
export interface GroupIntakeParts {
  readonly log: OutputLog;
  readonly profile: Profile;
  readonly answers: AutomaticAnswers;
  readonly queue: GroupQueue;
  readonly groupAnswers: GroupAnswers;
  readonly overflows: Overflows;
  readonly exhaustion: Exhaustion;
  readonly responses: ResponseSender;
  readonly iotlb: Iotlb;
}

/** Whose group closes, and with which page request. */
export interface ClosingGroup {
  readonly endpoint: Endpoint;
  readonly pasid: number;
  readonly prgi: number;
  readonly injected: boolean;
  readonly item: PageRequestItem;
}

/** Groups whose last page arrived: into the domain's queue, or ended by the vIOMMU because they do not fit. */
export class GroupIntake {
  constructor(private readonly parts: GroupIntakeParts) {}

  /** Why a group with a taker is not queued; makes room where the queue's policy says so. */
  refusal(taker: Attachment): AutomaticReason | undefined {
    const { exhaustion, answers } = this.parts;
    const { endpoint, pasid, domain } = taker;
    const group = exhaustion.strikes('GROUP', endpoint.id);
    if (group !== undefined) {
      return answers.exhausted(endpoint, pasid, group.action);
    }
    const handler = exhaustion.strikes('HANDLER', endpoint.id);
    if (handler !== undefined) {
      return answers.refused(endpoint, pasid, handler.action);
    }
    return this.hasRoom(domain, endpoint) ? undefined : this.overflow(taker);
  }

  /** Why a page request that is not the last of its group meets an overflow; only in some architectures (R-AUTO-12). */
  overflowBeforeLast(taker: Attachment): AutomaticReason | undefined {
    return this.parts.profile.overflowAtAnyPage && this.isNativelyFull(taker) ? this.overflow(taker) : undefined;
  }

  /** Why a Stop Marker is lost (R-PRI-43). */
  markerObstacle(taker: Attachment): AutomaticReason | undefined {
    return this.isNativelyFull(taker) ? this.parts.answers.queueOverflow(taker.endpoint, taker.pasid) : undefined;
  }

  /** Page requests, or a group, were lost; an overflow counts what it cost. */
  noteLost({ domain }: Attachment, { cause }: AutomaticReason, pages: number, groups: number): void {
    if (cause === 'QUEUE_OVERFLOW') {
      this.parts.overflows.count(domain, pages, groups);
    }
  }

  /** Queues a group; {@link refusal} must not have objected. */
  queueGroup(attachment: Attachment, group: Omit<CompleteGroup, 'attachment'>): ClosedGroup {
    const { queue, profile, iotlb } = this.parts;
    const { endpoint, domain } = attachment;
    if (profile.forgetsRequestedPages) {
      for (let entry = group.firstPage; entry !== -1; entry = queue.pages.next(entry)) {
        const page = queue.pages.page(entry);
        iotlb.invalidateRange(domain.tag, page, page);
      }
    }
    this.countAccepted(endpoint, domain);
    return { kind: 'QUEUED', cookie: queue.add({ ...group, attachment }) };
  }

  /** Ends a closing group by itself. Its domain, if it is attached to one, counts it, whatever the reason. */
  end({ endpoint, pasid, prgi, injected, item }: ClosingGroup, reason: AutomaticReason): ClosedGroup {
    const { queue, log, responses } = this.parts;
    const { cause, rule, action } = reason;
    const attachment = endpoint.attachments.get(pasid);
    const domain = attachment?.domain;
    this.countAccepted(endpoint, domain);
    for (const counters of [queue.counters, endpoint.counters, domain?.counters]) {
      if (counters !== undefined) {
        counters[action === 'UNANSWERED' ? 'discarded' : 'autoAnswered'] += 1;
      }
    }
    const common = {
      cause,
      rule,
      endpointId: endpoint.id,
      pasid,
      prgi,
      injected,
      domainId: domain?.id,
      deviceCookie: attachment?.deviceCookie,
      virtualId: endpoint.config.virtualId,
      attachmentGeneration: attachment?.generation,
      queueTag: item.queueTag,
      stallTag: undefined,
    };
    if (action === 'UNANSWERED') {
      log.report({ kind: 'GROUP_DISCARDED', ...common, cookie: undefined, groupSequence: undefined });
      return { kind: 'UNANSWERED', rule };
    }
    const sent = responses.send({
      endpoint,
      pasid,
      prgi,
      injected,
      priGeneration: sentGeneration(endpoint),
      queueTag: item.queueTag,
      lengthHint: item.lengthHint,
      rawCode: RAW_CODES[action],
      cookie: undefined,
      pasidRule: reason.pasid,
      rule,
    });
    log.report({
      kind: 'AUTOMATIC_ANSWER',
      ...common,
      code: action,
      effect: sent.effect,
      carriedPasid: sent.carriedPasid,
      forUnclosedGroup: false,
    });
    return { kind: 'ANSWERED', code: action, rule };
  }

  private hasRoom(domain: Domain, endpoint: Endpoint): boolean {
    const { overflows, queue, groupAnswers, answers } = this.parts;
    if (overflows.isStuck(domain)) {
      return false;
    }
    const obstacle = queue.obstacle(domain, endpoint);
    if (obstacle === undefined) {
      overflows.roomFound(domain);
      return true;
    }
    if (obstacle === 'DEPTH' && domain.overflowPolicy === 'HOLD_CREDITS') {
      return true;
    }
    // That of another endpoint would not make room for this one.
    if (domain.overflowPolicy !== 'DROP_OLD' || obstacle === 'ENDPOINT') {
      return false;
    }
    overflows.begin(domain, endpoint, 'V-DROP-OLD');
    const dropped = groupAnswers.dropOldest(domain, (of, pasid) => answers.droppedOld(of, pasid));
    overflows.count(domain, 0, dropped ? 1 : 0);
    return dropped;
  }

  /** Whether the queue is full, or stuck, and does what the architecture does then. */
  private isNativelyFull({ domain, endpoint }: Attachment): boolean {
    const { overflows, queue } = this.parts;
    if (domain.overflowPolicy !== 'NATIVE') {
      return false;
    }
    const obstacle = queue.obstacle(domain, endpoint);
    return overflows.isStuck(domain) || obstacle === 'POOL' || obstacle === 'DEPTH';
  }

  private overflow({ domain, endpoint, pasid }: Attachment): AutomaticReason {
    const reason = this.parts.answers.queueOverflow(endpoint, pasid);
    // An endpoint at its own limit does not stop the others of its domain.
    if (this.parts.queue.obstacle(domain, endpoint) !== 'ENDPOINT') {
      this.parts.overflows.begin(domain, endpoint, reason.rule);
    }
    return reason;
  }

  private countAccepted(endpoint: Endpoint, domain: Domain | undefined): void {
    this.parts.queue.counters.accepted += 1;
    endpoint.counters.accepted += 1;
    if (domain !== undefined) {
      domain.counters.accepted += 1;
    }
  }
}
