import { pageOf } from '../base/u64';
import type { FaultReason, TransactionKind } from '../model/fault';
import { allows, NONE, WRITE, type Permissions } from '../model/permissions';
import type { Endpoint } from './endpoint';
import { NO_PASID } from '../model/page-request';
import { MAX_TRANSLATION_PAGES, type DmaResult } from '../model/transfer';
import type { Limits, Policy } from '../model/viommu';
import type { Profile } from '../profiles';
import type { Ats } from './ats';
import type { DirtyTracking } from './dirty-tracking';
import type { Side } from './dma-access';
import type { Domain } from './domain';
import { resultAtEnd, resultOf, type Job, type Step } from './dma-job';
import type { FaultReporter } from './fault-reporter';
import type { Meddler } from './meddler';
import type { MemoryPort } from './memory-port';
import type { PageRequestSender } from './page-request-sender';
import type { Stalls } from './stalls';
import { stage2Of, translatedFault, type TranslatedSide } from './translated-address';
import { createFound, type Translator } from './translator';

/** Whom the steps of a DMA need. */
export interface DmaStepParts {
  readonly policy: () => Policy;
  readonly profile: Profile;
  readonly translator: Translator;
  readonly ats: Ats;
  readonly pageRequests: PageRequestSender;
  readonly stalls: Stalls;
  readonly faults: FaultReporter;
  readonly dirty: DirtyTracking;
  readonly meddler: Meddler;
  readonly memory: MemoryPort;
  readonly limits: Limits;
}

/** A page that a chunk is written to, to be recorded: of a domain, or as an endpoint names it. */
type Written =
  | {
      /** Undefined: bypass. */
      readonly domain: Domain | undefined;
      /** For a nested domain that of the domain below. */
      readonly page: number;
    }
  | { readonly outputPage: number };

/**
 * One step of a DMA: a chunk is moved, or what holds it up is asked for. A hosted endpoint's engine goes through its ATC:
 *
 * ```
 *   ATC hit ──▶ move          Success ──▶ translation request again (retry_limit)
 *      │ miss                    ▲
 *      ▼                         │
 *   translation request ─lacks─▶ page requests, as many as credits allow ──▶ wait
 *                                │
 *                                └─▶ Invalid Request, Response Failure: the DMA ends
 * ```
 */
export class DmaSteps {
  private readonly found = createFound();

  constructor(private readonly parts: DmaStepParts) {}

  /** Does the next step as the request's addresses are meant. */
  next(job: Job): Step {
    if (job.endpoint.stoppedPasids.has(job.cursor.request.pasid)) {
      return resultOf(job, 'PASID_STOPPED', this.failedSide(job));
    }
    switch (job.cursor.request.addressType) {
      case 'UNTRANSLATED':
        return this.untranslated(job);
      case 'TRANSLATED':
        return this.translated(job, job.cursor.sides);
      case 'AUTOMATIC':
        return this.automatic(job);
    }
  }

  /** The side that holds a waiting DMA up. */
  failedSide({ endpoint, cursor, lacked }: Job): Side {
    const { sides } = cursor;
    if (!endpoint.atsEnabled && lacked !== undefined) {
      return lacked;
    }
    const lacks = sides.find((side) => {
      const held = endpoint.cache.find(cursor.request.pasid, pageOf(side.address));
      return held === undefined || !allows(held.permissions, side.access);
    });
    return lacks ?? sides[0]!;
  }

  private automatic(job: Job): Step {
    const { endpoint, cursor } = job;
    const route = this.parts.translator.route(endpoint, cursor.request.pasid);
    const refused = route.kind === 'FAULT' && route.reason !== 'NOT_ATTACHED';
    // Where the function is refused as a whole the ATC does not help either.
    if (!endpoint.atsEnabled || endpoint.atsSuspended || route.kind === 'BYPASS' || refused) {
      return this.untranslated(job);
    }
    const { sides } = cursor;
    const translated: TranslatedSide[] = [];
    for (const side of sides) {
      const output = this.acquire(job, side);
      if (output === 'UNSUPPORTED') {
        return this.untranslated(job);
      }
      if (output === 'ABORTED') {
        return { ...resultOf(job, 'FAULTED', side), faultReason: this.parts.ats.abortReason };
      }
      if (output === undefined) {
        return this.ask(job, side);
      }
      const grant = endpoint.cache.find(cursor.request.pasid, pageOf(side.address));
      translated.push({ address: output, access: side.access, grant });
    }
    return this.translated(job, translated);
  }

  /** The output address of a side from the ATC, or by a translation request; undefined when it is not granted. */
  private acquire(job: Job, side: Side): bigint | 'UNSUPPORTED' | 'ABORTED' | undefined {
    const { endpoint, cursor } = job;
    const { pasid } = cursor.request;
    const page = pageOf(side.address);
    const held = endpoint.cache.find(pasid, page);
    if (held !== undefined && allows(held.permissions, side.access)) {
      return cursor.outputAddress(side, held.outputPage);
    }
    const pageCount = Math.min(cursor.lastPageOf(side) - page + 1, endpoint.cache.capacity, MAX_TRANSLATION_PAGES);
    const { status, entries } = this.parts.ats.request(endpoint, {
      pasid,
      firstPage: page,
      pageCount,
      permissions: side.access,
    });
    if (status === 'COMPLETER_ABORT') {
      return 'ABORTED';
    }
    if (status !== 'SUCCESS') {
      endpoint.atsSuspended = endpoint.config.ats?.onUnsupportedRequest === 'STOP_ATS';
      return 'UNSUPPORTED';
    }
    const first = entries[0]!;
    return first.permissions !== NONE && allows(first.permissions, side.access)
      ? cursor.outputAddress(side, first.outputFirstPage)
      : undefined;
  }

  /** Asks for the pages the DMA lacks from here on, in one group: what holds it up, then what comes next. */
  private ask(job: Job, side: Side): Step {
    const { endpoint } = job;
    noteLacked(job, side);
    const { pri } = endpoint;
    if (pri === undefined || (!pri.registers.enabled && job.groups === 0)) {
      return this.untranslated(job);
    }
    const { registers } = pri;
    if (!registers.enabled) {
      return resultOf(job, 'PRI_OFF', side);
    }
    if (job.retries > registers.capability.retryLimit!) {
      return resultOf(job, 'RETRY_LIMIT', side);
    }
    const room = Math.min(registers.credits, this.parts.limits.max_pages_per_group);
    const prgi = room > 0 ? pri.freeIndex() : -1;
    if (prgi === -1) {
      job.awaits = 'CREDITS';
      return 'WAIT';
    }
    const lacking = this.lackingPages(job, side, room);
    job.groups += 1;
    job.awaits = 'RESPONSE';
    job.tag = prgi;
    for (const [i, { page, access }] of lacking.entries()) {
      // Where every page request is answered (R-PAIN-03), one of them may have turned PRI off.
      if (!registers.enabled) {
        break;
      }
      this.parts.pageRequests.send(
        endpoint,
        {
          page,
          permissions: access,
          prgi,
          pasid: job.cursor.request.pasid,
          last: i === lacking.length - 1,
          queueTag: job.cursor.request.queueTag,
          lengthHint: BigInt(job.cursor.length - job.cursor.done),
        },
        false,
      );
    }
    return 'WAIT';
  }

  /** Pages that are not held, nearest first: of one side, then of the other, then of the one again. */
  private lackingPages({ endpoint, cursor }: Job, first: Side, max: number): { page: number; access: Permissions }[] {
    const lacking: { page: number; access: Permissions }[] = [];
    const others = cursor.sides.filter(({ address, access }) => address !== first.address || access !== first.access);
    const spans = [first, ...others].map((side) => ({
      page: pageOf(side.address),
      last: cursor.lastPageOf(side),
      access: side.access,
    }));
    while (lacking.length < max && spans.some(({ page, last }) => page <= last)) {
      for (const span of spans) {
        const { page, last, access } = span;
        const held = endpoint.cache.find(cursor.request.pasid, page);
        if (page <= last && lacking.length < max && !(held !== undefined && allows(held.permissions, access))) {
          lacking.push({ page, access });
        }
        span.page += 1;
      }
    }
    return lacking;
  }

  private untranslated(job: Job): Step {
    const { cursor } = job;
    return this.translateAndMove(job, cursor.sides, cursor.request.pasid, 'UNTRANSLATED');
  }

  private translateAndMove(job: Job, sides: readonly Side[], pasid: number, transaction: TransactionKind): Step {
    const { endpoint, cursor } = job;
    const outputs: number[] = [];
    const written: Written[] = [];
    for (const side of sides) {
      const met = this.meet(job, side);
      if (met === 'GONE') {
        return resultOf(job, 'ENDPOINT_GONE', side);
      }
      const reason =
        met ?? this.parts.translator.lookup(endpoint, pasid, pageOf(side.address), side.access, this.found);
      if (reason !== undefined) {
        return this.parts.stalls.canStall(endpoint, pasid, reason, this.found.failure)
          ? this.stall(job, side, reason)
          : this.fault(job, side, reason, transaction);
      }
      outputs.push(this.found.outputPage);
      if (side.access & WRITE) {
        written.push({ domain: this.found.domain, page: this.found.stage2Page });
      }
    }
    return this.move(job, cursor.sides, outputs, transaction, written);
  }

  /** What a rule makes of an access: a fault, or nothing more of the endpoint. */
  private meet({ endpoint, cursor }: Job, { address, access }: Side): FaultReason | 'GONE' | undefined {
    const page = pageOf(address);
    const met = this.parts.meddler.meetAccess('ACCESS', endpoint, cursor.request.pasid, page, page, access);
    if (met !== undefined) {
      this.found.failure = undefined;
    }
    return met;
  }

  /** Holds an access that missed until it is answered (R-SMMU-01). */
  private stall(job: Job, side: Side, reason: FaultReason): Step {
    noteLacked(job, side);
    if (job.retries > job.endpoint.config.stall!.retryLimit) {
      return resultOf(job, 'RETRY_LIMIT', side);
    }
    const { request, length, done } = job.cursor;
    const tag = this.parts.stalls.report(job.endpoint, {
      pasid: request.pasid,
      page: pageOf(side.address),
      access: side.access,
      reason,
      queueTag: request.queueTag,
      lengthHint: BigInt(length - done),
    });
    // A stall is never lost: it is reported when there is room.
    job.awaits = tag === -1 ? 'ROOM' : 'STALL';
    job.tag = tag;
    job.groups += tag === -1 ? 0 : 1;
    return 'WAIT';
  }

  /** @param sides at their translated addresses */
  private translated(job: Job, sides: readonly TranslatedSide[]): Step {
    const { endpoint, cursor } = job;
    const { pasid } = cursor.request;
    const { translator, profile, policy } = this.parts;
    for (const side of cursor.sides) {
      const met = this.meet(job, side);
      if (met !== undefined) {
        return met === 'GONE' ? resultOf(job, 'ENDPOINT_GONE', side) : this.fault(job, side, met, 'TRANSLATED');
      }
    }
    const route = translator.route(endpoint, pasid);
    this.found.failure = undefined;
    if (route.kind === 'FAULT' && route.reason !== 'NOT_ATTACHED') {
      return this.fault(job, sides[0]!, route.reason, 'TRANSLATED');
    }
    const check = policy().translatedRequestCheck;
    if (check !== 'NONE' && !endpoint.context.atsAllowed) {
      return profile.translatedWithoutAts === 'UNTRANSLATED'
        ? this.translateAndMove(job, sides, NO_PASID, 'TRANSLATED')
        : this.fault(job, sides[0]!, 'TRANSACTION_NOT_ALLOWED', 'TRANSLATED');
    }
    const outputs: number[] = [];
    const written: Written[] = [];
    for (const side of sides) {
      const refused = translatedFault(endpoint, side, check);
      const page = pageOf(side.address);
      const stage2 = stage2Of(endpoint, pasid, side, check);
      const reason = refused ?? (stage2 && translator.lookupStage2(stage2, page, side.access, this.found));
      if (reason !== undefined) {
        return this.fault(job, side, reason, 'TRANSLATED');
      }
      outputs.push(stage2 === undefined ? page : this.found.outputPage);
      if (side.access & WRITE) {
        const { grant } = side;
        const known = grant === undefined ? { outputPage: page } : { domain: grant.domain, page: grant.stage2Page };
        written.push(stage2 === undefined ? known : { domain: stage2, page });
      }
    }
    return this.move(job, cursor.sides, outputs, 'TRANSLATED', written);
  }

  private move(
    job: Job,
    sides: readonly Side[],
    outputs: readonly number[],
    transaction: TransactionKind,
    written: readonly Written[],
  ): Step {
    const { cursor } = job;
    const failed = cursor.move(this.parts.memory, outputs);
    if (failed !== -1) {
      this.found.failure = undefined;
      return this.fault(job, sides[failed]!, 'MEMORY_ABORT', transaction);
    }
    if (this.parts.dirty.isActive) {
      this.recordWrites(job.endpoint, written);
    }
    return endOrGoOn(job);
  }

  private recordWrites(endpoint: Endpoint, written: readonly Written[]): void {
    const { dirty } = this.parts;
    for (const place of written) {
      if ('outputPage' in place) {
        dirty.writtenOutput(endpoint, place.outputPage);
      } else {
        dirty.written(place.domain, place.page);
      }
    }
  }

  private fault(job: Job, side: Side, reason: FaultReason, transaction: TransactionKind): DmaResult {
    const { request, length, done } = job.cursor;
    this.parts.faults.report(job.endpoint, {
      reason,
      pasid: request.pasid,
      iova: side.address,
      access: side.access,
      queueTag: request.queueTag,
      lengthHint: BigInt(length - done),
      operationId: job.operation?.id,
      transaction,
      failure: this.found.failure,
    });
    return { ...resultOf(job, 'FAULTED', side), faultReason: reason };
  }
}

/** A DMA whose chunk is done ends, or goes on with the next. */
export function endOrGoOn(job: Job): Step {
  return job.cursor.done < job.cursor.length ? 'GO_ON' : resultAtEnd(job);
}

/** Counts fruitless answers for one access at a time. */
function noteLacked(job: Job, side: Side): void {
  if (job.lacked?.address !== side.address || job.lacked.access !== side.access) {
    job.lacked = side;
    job.retries = 0;
  }
}
