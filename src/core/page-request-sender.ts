import { IommuError, limitExceeded } from '../model/errors';
import { NO_PASID, type ClosedGroup, type PageRequestItem } from '../model/page-request';
import type { Endpoint } from './endpoint';
import { checkForm, indexBreach, isStopMarker, objectionsOf } from './page-request-rules';
import type { Meddler } from './meddler';
import type { PageRequests } from './page-requests';
import { STOP_REASON } from './pasid-stopper';
import type { Pri } from './pri';
import type { Breach, Violations } from './violations';

/** Who must know that an endpoint uses a PASID no more. */
export type PasidStopListener = (endpoint: Endpoint, pasid: number) => void;

/**
 * Endpoints send page requests: PRI enable, credits, indexes and stopped PASIDs apply. A hosted endpoint keeps to the
 * rules unless told to break them; what an external one does wrong is recorded, and refused where it concerns what the
 * server keeps for it.
 */
export class PageRequestSender {
  private pasidStopped: PasidStopListener | undefined;

  /**
   * @param pageRequests where they arrive
   * @param violations where what is wrong is recorded
   * @param maxOpen the most that an endpoint, unless it has credits for more, may have unanswered at once
   */
  constructor(
    private readonly pageRequests: PageRequests,
    private readonly violations: Violations,
    private readonly maxOpen: number,
    private readonly meddler: Meddler,
  ) {}

  /** Names the one that must know that a Stop Marker was sent; once, when the vIOMMU is put together. */
  onPasidStopped(listener: PasidStopListener): void {
    this.pasidStopped = listener;
  }

  /**
   * Sends a page request.
   *
   * @param allowViolation whether to send what the endpoint must not
   * @returns what became of the group, if the request closed one
   * @throws IommuError those of {@link checkForm}, PRI_NOT_SUPPORTED, PRI_DISABLED, PASID_STOPPED,
   *   PRI_CREDITS_EXHAUSTED, PRGI_IN_USE, LIMIT_EXCEEDED
   */
  send(endpoint: Endpoint, request: PageRequestItem, allowViolation: boolean): ClosedGroup | undefined {
    const { item, breaches } = checkForm(endpoint, request, allowViolation);
    const { pri } = endpoint;
    if (pri === undefined) {
      throw new IommuError('PRI_NOT_SUPPORTED', `endpoint ${String(endpoint.id)} has no PRI; create it with one`, {
        field: 'endpoint_id',
      });
    }
    const broken = [...breaches, ...this.stateBreaches(endpoint, pri, item, allowViolation)];
    if (isStopMarker(item)) {
      const { pasid, prgi } = item;
      if (pasid !== NO_PASID && pri.hasUnclosed(pasid)) {
        broken.push({ rule: STOP_REASON.rule, detail: 'Stop Marker before the last page of a group', pasid, prgi });
      }
      this.record(endpoint, broken, allowViolation);
      return this.sendMarker(endpoint, pri, item);
    }
    const keepsToRules = endpoint.config.backend === 'HOSTED' && !allowViolation;
    const index = indexBreach(pri, item);
    if (index !== undefined) {
      if (keepsToRules) {
        throw new IommuError('PRGI_IN_USE', `prgi ${String(item.prgi)}: ${index.detail}; use another`, {
          field: 'prgi',
        });
      }
      broken.push(index);
    }
    if (!keepsToRules) {
      this.requireRoom(endpoint, pri, item);
    }
    const takesLast = !item.last && pri.registers.credits === 1;
    const byLastCredit = takesLast && keepsToRules;
    if (takesLast && !byLastCredit) {
      const { pasid, prgi } = item;
      broken.push({ rule: 'R-PRI-21', detail: 'the last credit was taken without closing the group', pasid, prgi });
    }
    this.record(endpoint, broken, allowViolation);
    const sent = byLastCredit ? { ...item, last: true } : item;
    if (pri.registers.enabled) {
      pri.sent(sent.prgi, sent.pasid, sent.last);
    }
    const closed = this.pass(endpoint, sent);
    return byLastCredit && closed !== undefined ? { ...closed, byLastCredit } : closed;
  }

  /** The way to the vIOMMU: a rule may lose the request, let it arrive later, or make it fail. */
  private pass(endpoint: Endpoint, item: PageRequestItem): ClosedGroup | undefined {
    const taken = this.meddler.meetPageRequest(endpoint, item, () => {
      this.pageRequests.accept(endpoint, item, false);
    });
    if (taken) {
      return undefined;
    }
    const closed = this.pageRequests.accept(endpoint, item, false);
    this.meddler.arrived();
    return closed;
  }

  /** What is sent in violation of the credits is remembered as well: that has a limit. */
  private requireRoom(endpoint: Endpoint, { registers }: Pri, item: PageRequestItem): void {
    if (registers.credits === 0 && registers.outstanding >= this.maxOpen) {
      throw limitExceeded('max_open_page_requests', this.maxOpen, 'answer some first, or reset the function');
    }
    this.pageRequests.requireRoomToSend(endpoint, item);
  }

  private sendMarker(endpoint: Endpoint, pri: Pri, item: PageRequestItem): ClosedGroup | undefined {
    const { pasid } = item;
    if (pasid === NO_PASID) {
      return this.pageRequests.marker(endpoint, item, false);
    }
    // Nobody will close them any more.
    this.pageRequests.dropAll(endpoint, STOP_REASON, false, pasid);
    pri.forgetUnclosed(pasid);
    this.pageRequests.marker(endpoint, item, false);
    pri.markStale(pasid);
    endpoint.stoppedPasids.add(pasid);
    this.pasidStopped?.(endpoint, pasid);
    return undefined;
  }

  /** Refuses, or says which rules are broken. */
  private stateBreaches(endpoint: Endpoint, pri: Pri, item: PageRequestItem, allowViolation: boolean): Breach[] {
    const objections = objectionsOf(endpoint, pri, item);
    const [first] = objections;
    if (first !== undefined && !allowViolation) {
      // A refused call to act as a hosted endpoint leaves no trace; what a device model does wrong is on record.
      if (endpoint.config.backend === 'EXTERNAL') {
        this.violations.record(endpoint, first.breach);
      }
      throw first.error();
    }
    return objections.map(({ breach }) => breach);
  }

  private record(endpoint: Endpoint, breaches: readonly Breach[], onPurpose: boolean): void {
    for (const breach of breaches) {
      this.violations.record(endpoint, { ...breach, onPurpose });
    }
  }
}
