import { codeOfRaw, NO_PASID, RAW_CODES, type PageResponseCode, type ResponseEffect } from '../model/page-request';
import type { RuleId } from '../model/rules';
import type { Quirks } from '../model/viommu';
import type { PasidRule } from '../profiles';
import type { Endpoint } from './endpoint';
import type { Meddler } from './meddler';
import type { OutputLog } from './output-log';
import type { PageResponseMessage } from './outputs';
import { pasidByRule, type Pri } from './pri';
import type { Violations } from './violations';

/** Which group of which endpoint a response is for. */
export interface ResponseTarget {
  readonly endpoint: Endpoint;
  /** 0..2^20-1, or NO_PASID: the PASID of the request. */
  readonly pasid: number;
  readonly prgi: number;
  readonly injected: boolean;
  /** The PRI generation under which the requests were sent; 0: PRI was off. */
  readonly priGeneration: number;
  readonly queueTag: number | undefined;
  readonly lengthHint: bigint | undefined;
}

/** A response to a group. */
export interface Response extends ResponseTarget {
  /** 0..15. */
  readonly rawCode: number;
  /** Undefined when the group was never queued. */
  readonly cookie: bigint | undefined;
  /** REQUIRED: the PASID as PRG Response PASID Required says (R-PRI-56). */
  readonly pasidRule: PasidRule | 'REQUIRED';
  /** Why the vIOMMU answers; undefined: a client does. */
  readonly rule?: RuleId | undefined;
}

/** What became of a response. */
export interface Sent {
  readonly outcome: 'SENT' | 'HELD_FOR_ENDPOINT' | 'IGNORED_PRI_OFF';
  readonly effect: ResponseEffect | undefined;
  /** Undefined: nothing was sent. */
  readonly sentCode: PageResponseCode | undefined;
  readonly carriedPasid: boolean;
}

/** A response as an endpoint's engine hears of it. */
export interface Heard {
  readonly prgi: number;
  readonly code: PageResponseCode;
  readonly rawCode: number;
  readonly cookie: bigint | undefined;
  readonly rule: RuleId | undefined;
}

/** Who must know that an endpoint got a response. */
export interface ResponseListener {
  /** A response reached the endpoint; its credits have returned. */
  responded(endpoint: Endpoint, heard: Heard): void;
  /** A Response Failure turned the endpoint's PRI off. */
  priFailed(endpoint: Endpoint, heard: Heard): void;
}

/** A response that waits for a device model. */
export type HeldResponse = Omit<PageResponseMessage, 'effect'> & { readonly rule: RuleId | undefined };

/** Gives PRG responses to endpoints (PCIe 10.4.2). */
export class ResponseSender {
  private listener: ResponseListener | undefined;

  constructor(
    private readonly log: OutputLog,
    private readonly violations: Violations,
    private readonly quirks: () => Quirks,
    private readonly meddler: Meddler,
  ) {}

  /** Names the one that must know; once, when the vIOMMU is put together. */
  connect(listener: ResponseListener): void {
    this.listener = listener;
  }

  /** Sends a response, and does at the endpoint what its code says. */
  send(response: Response): Sent {
    const { endpoint, prgi, injected, cookie, rule, queueTag, lengthHint } = response;
    const { pri } = endpoint;
    const rawCode = this.spared(endpoint, response.rawCode);
    const pasid = pasidToCarry(response);
    const carriedPasid = pasid !== NO_PASID;
    const code = codeOfRaw(rawCode);
    const message: HeldResponse = {
      kind: 'PAGE_RESPONSE',
      prgi,
      pasid,
      code,
      rawCode,
      injected,
      cookie,
      queueTag,
      lengthHint,
      redelivery: false,
      rule,
    };
    if (injected) {
      this.tell(endpoint, message, undefined);
      return { outcome: 'SENT', effect: undefined, sentCode: code, carriedPasid };
    }
    if (pri === undefined || !this.mayBeSent(pri, response.priGeneration)) {
      if (pri !== undefined) {
        pri.registers.ignoredResponses += 1;
      }
      return { outcome: 'IGNORED_PRI_OFF', effect: 'IGNORED', sentCode: undefined, carriedPasid: false };
    }
    if (endpoint.state === 'DISCONNECTED') {
      endpoint.held.push({ message, priGeneration: response.priGeneration });
      return { outcome: 'HELD_FOR_ENDPOINT', effect: undefined, sentCode: code, carriedPasid };
    }
    return { outcome: 'SENT', effect: this.pass(endpoint, pri, response.pasid, message), sentCode: code, carriedPasid };
  }

  /**
   * The way to the endpoint: a rule may lose the response, let it arrive later or change its code; a link may be down.
   *
   * @param pasid of the request
   * @returns what it does at the endpoint; undefined: nothing yet, or never
   */
  pass(endpoint: Endpoint, pri: Pri, pasid: number, message: HeldResponse): ResponseEffect | undefined {
    let effect: ResponseEffect | undefined;
    const arrive = (one: HeldResponse): void => {
      if (endpoint.linkDown) {
        endpoint.lostMessages += 1;
      } else if (endpoint.state === 'DISCONNECTED') {
        endpoint.held.push({ message: one, priGeneration: pri.registers.answerable });
      } else {
        effect = this.deliver(endpoint, pri, one);
      }
    };
    if (!this.meddler.meetResponse(endpoint, pasid, message, arrive)) {
      arrive(message);
    }
    return effect;
  }

  /** A response reaches an endpoint: what it does there is part of what is told. */
  private deliver(endpoint: Endpoint, pri: Pri, message: HeldResponse): ResponseEffect {
    const { registers } = pri;
    const { code } = message;
    const failure = code === 'RESPONSE_FAILURE';
    const ignored = registers.answerable === 0;
    const matched = ignored ? undefined : pri.answered(message.prgi, message.pasid);
    // A Response Failure need not name a group (PCIe 10.4.2.1).
    const effect = ignored ? 'IGNORED' : failure ? 'PRI_OFF' : effectOf(code, matched);
    this.tell(endpoint, message, effect);
    switch (effect) {
      case 'IGNORED':
        registers.ignoredResponses += 1;
        break;
      case 'UNEXPECTED':
        registers.unexpectedPrgi = true;
        registers.unexpectedResponses += 1;
        this.noteUnexpected(endpoint, pri, message);
        break;
      case 'PRI_OFF':
        registers.fail();
        this.listener?.priFailed(endpoint, message);
        break;
      default:
        registers.staleResponses += effect === 'STALE' ? 1 : 0;
        this.listener?.responded(endpoint, message);
    }
    return effect;
  }

  /** A device model is back: it gets what it may not have received, then what was held for it. */
  redeliver(endpoint: Endpoint, lastReceivedSequence: number): number {
    const lost = [...endpoint.sentResponses.values()]
      .filter(({ sequence }) => sequence > lastReceivedSequence)
      .sort((a, b) => a.sequence - b.sequence);
    for (const { message } of lost) {
      this.log.tell(endpoint, { ...message, redelivery: true }, true);
      this.remember(endpoint, message);
    }
    const { held, pri } = endpoint;
    endpoint.held = [];
    let delivered = 0;
    for (const { message, priGeneration } of held) {
      // A shared interface can have been reset meanwhile.
      if (this.mayBeSent(pri!, priGeneration)) {
        this.deliver(endpoint, pri!, message);
        delivered += 1;
      } else {
        pri!.registers.ignoredResponses += 1;
      }
    }
    return lost.length + delivered;
  }

  /** Response Failure for one function of several that share an interface, if it is to spare the others (R-PAIN-02). */
  private spared(endpoint: Endpoint, rawCode: number): number {
    const shared = endpoint.pri !== undefined && endpoint.pri.registers.functions.size > 1;
    const spare = shared && this.quirks().spareSharedPri && codeOfRaw(rawCode) === 'RESPONSE_FAILURE';
    return spare ? RAW_CODES.INVALID_REQUEST : rawCode;
  }

  private mayBeSent({ registers }: Pri, generation: number): boolean {
    return this.quirks().sendAfterPriOff || (generation !== 0 && generation === registers.answerable);
  }

  private noteUnexpected(endpoint: Endpoint, pri: Pri, { prgi, pasid }: HeldResponse): void {
    const outstanding = pri.isOutstanding(prgi);
    const carried = pasid === NO_PASID ? 'without PASID' : `with PASID ${String(pasid)}`;
    this.violations.record(endpoint, {
      rule: outstanding ? 'R-PRI-56' : 'R-PRI-55',
      detail: outstanding
        ? `response to index ${String(prgi)} ${carried}, unlike the request`
        : `response to index ${String(prgi)}, which is not outstanding`,
      pasid,
      prgi,
      culprit: 'VMM',
    });
  }

  private tell(endpoint: Endpoint, held: HeldResponse, effect: ResponseEffect | undefined): void {
    const { rule: _, ...rest } = held;
    const message = { ...rest, effect };
    this.log.tell(endpoint, message, !held.injected);
    if (!held.injected && endpoint.hasModel) {
      this.remember(endpoint, message);
    }
  }

  /** The last response for each index: when the model uses the index again, it had received it (R-PRI-26). */
  private remember(endpoint: Endpoint, message: PageResponseMessage): void {
    endpoint.sentResponses.set(message.prgi, { sequence: endpoint.modelSequence, message });
  }
}

function effectOf(code: PageResponseCode, matched: { readonly stale: boolean } | undefined): ResponseEffect {
  if (matched === undefined) {
    return 'UNEXPECTED';
  }
  if (matched.stale) {
    return 'STALE';
  }
  return code === 'SUCCESS' ? 'RETRY' : 'REQUEST_FAILED';
}

function pasidToCarry({ endpoint, pasid, pasidRule }: Response): number {
  switch (pasidRule) {
    case 'REQUIRED':
      return pasidByRule(endpoint.pri, pasid);
    case 'BELIEVED':
      return (endpoint.context.prgResponsePasid ?? pasidByRule(endpoint.pri, pasid) !== NO_PASID) ? pasid : NO_PASID;
    case 'AS_REQUEST':
      return pasid;
    case 'NEVER':
      return NO_PASID;
  }
}
