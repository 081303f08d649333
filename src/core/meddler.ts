import type { InvalidationCompletion } from '../model/invalidation';
import type { RuleAction } from '../model/misbehaviour';
import { codeOfRaw, type PageRequestItem } from '../model/page-request';
import type { Permissions } from '../model/permissions';
import type { DeviceInvalidation } from './device-tlb';
import type { Delays } from './delays';
import type { Endpoint } from './endpoint';
import type { Exhaustion } from './exhaustion';
import type { FaultReason } from '../model/fault';
import { NO_PASID } from '../model/page-request';
import type { HeldResponse } from './response-sender';
import type { Met, Rules } from './rules';

/** Tags there are (PCIe 10.3.1). */
const TAGS = 32;

/** Removes endpoints when a rule says so. */
export interface Remover {
  /** The endpoint is pulled out, or its link goes down if nobody is to notice. */
  (endpoint: Endpoint, unnoticed: boolean): void;
}

/**
 * Where rules meddle with what passes between endpoints and the vIOMMU. Each `meet…` asks the rules; it returns whether the
 * message was taken out of the caller's hands: lost, or to arrive later through the callback.
 */
export class Meddler {
  private remover: Remover | undefined;

  constructor(
    private readonly rules: Rules,
    private readonly delays: Delays,
    private readonly exhaustion: Exhaustion,
  ) {}

  /** Names the one that removes endpoints; once, when the vIOMMU is put together. */
  onRemove(remover: Remover): void {
    this.remover = remover;
  }

  /** An access, or a translation request: the fault it is to meet, if any; GONE when the endpoint is to be removed. */
  meetAccess(
    event: 'ACCESS' | 'TRANSLATION_REQUEST',
    endpoint: Endpoint,
    pasid: number,
    firstPage: number,
    lastPage: number,
    access: Permissions,
  ): FaultReason | 'GONE' | undefined {
    const action = this.act({ event, endpoint, pasid, firstPage, lastPage, access });
    if (action?.kind === 'FAULT') {
      return action.reason;
    }
    return action === undefined ? undefined : 'GONE';
  }

  /** A page request on its way to the vIOMMU. */
  meetPageRequest(endpoint: Endpoint, item: PageRequestItem, arrive: () => void): boolean {
    const { page, pasid, permissions, last } = item;
    const action = this.act({
      event: 'PAGE_REQUEST',
      endpoint,
      pasid,
      firstPage: page,
      lastPage: page,
      access: permissions,
      last,
    });
    switch (action?.kind) {
      case undefined:
        return false;
      case 'ANSWER':
        this.exhaustion.force(endpoint.id, 'HANDLER', codeOfRaw(action.rawCode));
        return false;
      case 'EXHAUST':
        this.exhaustion.force(endpoint.id, action.stage, undefined);
        return false;
      case 'DELAY':
        this.delay(endpoint, action.delayNs, arrive);
        return true;
      default:
        return true;
    }
  }

  /** The page request that was met has arrived. */
  arrived(): void {
    this.exhaustion.relax();
  }

  /** A page response on its way to the endpoint, which may get another code. */
  meetResponse(
    endpoint: Endpoint,
    pasid: number,
    message: HeldResponse,
    arrive: (message: HeldResponse) => void,
  ): boolean {
    const action = this.act({
      event: 'PAGE_RESPONSE',
      endpoint,
      pasid,
      rawCode: message.rawCode,
    });
    switch (action?.kind) {
      case undefined:
        return false;
      case 'ANSWER':
        arrive({ ...message, rawCode: action.rawCode, code: codeOfRaw(action.rawCode) });
        return true;
      case 'DELAY':
        this.delay(endpoint, action.delayNs, () => {
          arrive(message);
        });
        return true;
      default:
        return true;
    }
  }

  /** An invalidation on its way to the endpoint. */
  meetInvalidation(endpoint: Endpoint, invalidation: DeviceInvalidation, arrive: () => void): boolean {
    const { pasid, firstPage, lastPage } = invalidation;
    const action = this.act({ event: 'INVALIDATION', endpoint, pasid, firstPage, lastPage });
    if (action?.kind === 'DELAY') {
      this.delay(endpoint, action.delayNs, arrive);
    }
    return action !== undefined;
  }

  /** The completion of one tag on its way to the vIOMMU. */
  meetCompletion(
    endpoint: Endpoint,
    itag: number,
    completion: InvalidationCompletion,
    arrive: (completion: InvalidationCompletion) => void,
  ): boolean {
    const invalidation = endpoint.tlb.at(itag);
    const action = this.act({
      event: 'INVALIDATION_COMPLETION',
      endpoint,
      pasid: invalidation?.pasid ?? NO_PASID,
      firstPage: invalidation?.firstPage,
      lastPage: invalidation?.lastPage,
    });
    const one = { ...completion, itags: [itag] };
    switch (action?.kind) {
      case undefined:
        return false;
      case 'DELAY':
        this.delay(endpoint, action.delayNs, () => {
          arrive(one);
        });
        return true;
      case 'COMPLETE_WRONGLY':
        arrive({
          itags: [(itag + action.itagOffset) % TAGS],
          count: action.count ?? one.count,
          requesterId: action.requesterId ?? one.requesterId,
        });
        return true;
      default:
        return true;
    }
  }

  /** What a rule does; who is to be removed is, once the present command is done. */
  private act(met: Met): RuleAction | undefined {
    const action = this.rules.meet(met);
    if (action?.kind === 'REMOVE_ENDPOINT') {
      this.delays.afterwards(() => {
        this.remover?.(met.endpoint, action.unnoticed);
      });
    }
    return action;
  }

  /**
   * Nothing arrives from or at a function that was reset meanwhile, nor over a link that is down. What was on its way when a
   * device model was lost arrives: the function goes on with its next model.
   */
  private delay(endpoint: Endpoint, delayNs: bigint, arrive: () => void): void {
    const { generation } = endpoint;
    this.delays.add(delayNs, () => {
      if (endpoint.generation !== generation || endpoint.state === 'REMOVED') {
        return;
      }
      if (endpoint.linkDown) {
        endpoint.lostMessages += 1;
      } else {
        arrive();
      }
    });
  }
}
