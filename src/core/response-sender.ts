import { codeOfRaw, NO_PASID, type PageResponseCode } from '../model/page-request';
import type { Endpoint } from './endpoint';
import type { OutputLog } from './output-log';

/** Which group of which endpoint a response is for. */
export interface ResponseTarget {
  readonly endpoint: Endpoint;
  /** 0..2^20-1, or NO_PASID: the PASID of the request. */
  readonly pasid: number;
  readonly prgi: number;
  readonly injected: boolean;
  /** The PRI generation under which the requests were sent. */
  readonly priGeneration: number;
  /** Page requests of the group: the credits that return. */
  readonly messages: number;
}

/** A response to a group. */
export interface Response extends ResponseTarget {
  /** 0..15. */
  readonly rawCode: number;
  /** Undefined when the group was never queued. */
  readonly cookie: bigint | undefined;
}

/** What became of a response. */
export type SendOutcome = 'SENT' | 'HELD_FOR_ENDPOINT' | 'IGNORED_PRI_OFF';

/** Who must know that an endpoint got a response. */
export interface ResponseListener {
  /** A response reached the endpoint; its credits have returned. */
  responded(endpoint: Endpoint, prgi: number, code: PageResponseCode): void;
  /** A Response Failure turned the endpoint's PRI off. */
  priFailed(endpoint: Endpoint): void;
}

/** Gives PRG responses to endpoints (PCIe 10.4.2). */
export class ResponseSender {
  private listener: ResponseListener | undefined;

  constructor(private readonly log: OutputLog) {}

  /** Names the one that must know; once, when the vIOMMU is put together. */
  connect(listener: ResponseListener): void {
    this.listener = listener;
  }

  /** Sends a response, and does at the endpoint what its code says. */
  send(response: Response): SendOutcome {
    const { endpoint, prgi, injected, messages } = response;
    const { pri } = endpoint;
    if (injected) {
      this.tell(response);
      return 'SENT';
    }
    if (pri === undefined || response.priGeneration !== pri.answerable) {
      return 'IGNORED_PRI_OFF';
    }
    if (endpoint.state === 'DISCONNECTED') {
      endpoint.heldResponses += 1;
      return 'HELD_FOR_ENDPOINT';
    }
    this.tell(response);
    pri.answered(prgi, messages);
    const code = codeOfRaw(response.rawCode);
    if (code === 'RESPONSE_FAILURE') {
      pri.fail();
      this.listener?.priFailed(endpoint);
    } else {
      this.listener?.responded(endpoint, prgi, code);
    }
    return 'SENT';
  }

  private tell({ endpoint, pasid, prgi, rawCode, injected, cookie }: Response): void {
    const carriesPasid = endpoint.config.pri?.prgResponsePasidRequired === true;
    this.log.tell(
      endpoint,
      {
        kind: 'PAGE_RESPONSE',
        prgi,
        pasid: carriesPasid ? pasid : NO_PASID,
        code: codeOfRaw(rawCode),
        rawCode,
        injected,
        cookie,
      },
      !injected,
    );
  }
}
