import { IommuError } from '../model/errors';
import type { EndCause } from '../model/report';
import { NO_PASID } from '../model/page-request';
import type { Attachment } from './attachment';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { requireNotRemoved } from './endpoint-control';
import type { DmaEngine } from './dma-engine';
import type { GroupAnswers } from './group-answers';
import type { Invalidator } from './invalidator';
import { ALL_PAGES, boundsOf, describeRange, overlapIn } from './page-range';
import type { Operation, Operations } from './operations';
import type { DropReason, PageRequests } from './page-requests';

/** Whom attaching and detaching concerns. */
export interface AttachmentParts {
  readonly operations: Operations;
  readonly invalidator: Invalidator;
  readonly answers: GroupAnswers;
  readonly pageRequests: PageRequests;
  readonly engine: DmaEngine;
}

/** Which (endpoint, PASID) uses which domain. */
export class Attachments {
  private generation = 0;

  constructor(private readonly parts: AttachmentParts) {}

  /**
   * Attaches.
   *
   * @throws IommuError ALREADY_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, ENDPOINT_REMOVED, RESERVED_RANGE_IN_USE
   */
  attach(endpoint: Endpoint, pasid: number, domain: Domain, deviceCookie: bigint): Attachment {
    endpoint.requirePasid(pasid);
    requireNotRemoved(endpoint);
    const existing = endpoint.attachments.get(pasid);
    if (existing !== undefined) {
      throw new IommuError(
        'ALREADY_ATTACHED',
        `${describe(endpoint, pasid)} is attached to domain ${String(existing.domain.id)}; use Replace, or Detach first`,
        { field: 'endpoint_id', metadata: { domain_id: String(existing.domain.id) } },
      );
    }
    requireReservable(endpoint, pasid, domain);
    return this.add(endpoint, pasid, domain, deviceCookie);
  }

  /**
   * Moves an attachment to another domain.
   *
   * @returns the operation id is undefined when nothing changed
   * @throws IommuError NOT_ATTACHED, COOKIE_DIFFERS, LIMIT_EXCEEDED, RESERVED_RANGE_IN_USE
   */
  replace(
    endpoint: Endpoint,
    pasid: number,
    domain: Domain,
    deviceCookie: bigint,
    timeoutNs: bigint | undefined,
  ): { attachment: Attachment; operationId: bigint | undefined } {
    const old = this.require(endpoint, pasid);
    requireNotRemoved(endpoint);
    if (old.domain === domain) {
      if (old.deviceCookie !== deviceCookie) {
        throw new IommuError(
          'COOKIE_DIFFERS',
          `${describe(endpoint, pasid)} is attached to domain ${String(domain.id)} with another device_cookie; ` +
            'detach it to change the cookie',
          { field: 'device_cookie' },
        );
      }
      return { attachment: old, operationId: undefined };
    }
    if (domain.paging !== old.domain.paging) {
      requireReservable(endpoint, pasid, domain);
    }
    this.requireRoom(old);
    const operation = this.parts.operations.begin('REPLACE', timeoutNs);
    this.remove(old);
    const attachment = this.add(endpoint, pasid, domain, deviceCookie);
    this.endRequests(old, { cause: 'REPLACE', rule: 'R-AUTO-43' });
    this.invalidate(operation, old);
    return { attachment, operationId: this.parts.operations.seal(operation) };
  }

  /**
   * Detaches.
   *
   * @throws IommuError NOT_ATTACHED, LIMIT_EXCEEDED
   */
  detach(endpoint: Endpoint, pasid: number, timeoutNs: bigint | undefined): bigint {
    const attachment = this.require(endpoint, pasid);
    this.requireRoom(attachment);
    const operation = this.parts.operations.begin('DETACH', timeoutNs);
    this.end(attachment, 'DETACH');
    this.invalidate(operation, attachment);
    return this.parts.operations.seal(operation);
  }

  /** Ends an attachment with its domain or its vIOMMU; whoever does that invalidates what the endpoint holds. */
  end(attachment: Attachment, cause: EndCause): void {
    this.remove(attachment);
    this.endRequests(attachment, { cause, rule: 'R-AUTO-43' });
  }

  /** Ends what is pending for an attachment, which stays. */
  drain(attachment: Attachment): void {
    this.endRequests(attachment, { cause: 'DRAIN', rule: 'V-DRAIN' });
  }

  /** Ends an attachment whose endpoint has nothing any more. */
  forget(attachment: Attachment): void {
    this.remove(attachment);
  }

  private require(endpoint: Endpoint, pasid: number): Attachment {
    const attachment = endpoint.attachments.get(pasid);
    if (attachment === undefined) {
      throw new IommuError('NOT_ATTACHED', `${describe(endpoint, pasid)} is not attached; use Attach`, {
        field: 'endpoint_id',
      });
    }
    return attachment;
  }

  private requireRoom({ endpoint, pasid }: Attachment): void {
    if (endpoint.cache.holdsPasid(pasid)) {
      this.parts.invalidator.requireRoom(endpoint);
    }
  }

  private add(endpoint: Endpoint, pasid: number, domain: Domain, deviceCookie: bigint): Attachment {
    this.generation += 1;
    const attachment: Attachment = { endpoint, pasid, domain, deviceCookie, generation: this.generation };
    endpoint.attachments.set(pasid, attachment);
    // A new attachment starts the PASID again (R-PRI-47).
    endpoint.stoppedPasids.delete(pasid);
    domain.attachments.add(attachment);
    if (pasid === NO_PASID) {
      domain.paging?.iovas.add(endpoint);
    }
    return attachment;
  }

  private remove(attachment: Attachment): void {
    const { endpoint, pasid, domain } = attachment;
    endpoint.attachments.delete(pasid);
    domain.attachments.delete(attachment);
    if (pasid === NO_PASID) {
      domain.paging?.iovas.remove(endpoint);
      for (const { firstPage } of endpoint.config.reservedRanges) {
        domain.paging?.places.freed(firstPage);
      }
    }
  }

  private invalidate(operation: Operation, { endpoint, pasid }: Attachment): void {
    if (endpoint.cache.holdsPasid(pasid)) {
      this.parts.invalidator.invalidateDevice(operation, 0, endpoint, pasid, ALL_PAGES);
    }
  }

  /** What is unclosed is dropped, what is complete answered Invalid Request; who waits for credits looks again. */
  private endRequests(attachment: Attachment, reason: DropReason): void {
    this.parts.pageRequests.breakAttachment(attachment, reason);
    this.parts.answers.autoAnswerAttachment(attachment, {
      ...reason,
      action: 'INVALID_REQUEST',
      pasid: 'REQUIRED',
    });
    this.parts.engine.recheck(attachment.endpoint);
  }
}

/**
 * Refuses an endpoint without PASID that reserves pages which are mapped, or allowed.
 *
 * @throws IommuError RESERVED_RANGE_IN_USE
 */
function requireReservable(endpoint: Endpoint, pasid: number, { paging }: Domain): void {
  if (pasid !== NO_PASID || paging === undefined) {
    return;
  }
  for (const range of endpoint.config.reservedRanges) {
    const mapping = paging.space.firstOverlap(range.firstPage, range.lastPage);
    const met = mapping ?? overlapIn(range, paging.iovas.allowed);
    if (met !== undefined) {
      throw new IommuError(
        'RESERVED_RANGE_IN_USE',
        `endpoint ${String(endpoint.id)} reserves ${describeRange(range)}, of which domain ${String(paging.id)} has ` +
          `${describeRange(met)} ${mapping === undefined ? 'allowed' : 'mapped'}; take that away first`,
        { field: 'endpoint_id', metadata: boundsOf(met) },
      );
    }
  }
}

function describe(endpoint: Endpoint, pasid: number): string {
  return `endpoint ${String(endpoint.id)}${pasid === NO_PASID ? '' : ` PASID ${String(pasid)}`}`;
}
