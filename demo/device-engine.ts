/** The device's DMA engine: writes through its ATC, and asks for the pages it misses. */
import type { ExternalEndpoint, DmaResult } from '../clients/typescript';
import type { Atc } from './atc';
import { hex } from './figures';
import { CHUNK_BYTES, PAGE, pageAddress, pageNumber } from './layout';
import type { Counts } from './messages';

/** One write of the device. */
export interface Transfer {
  readonly pasid: number;
  readonly iova: bigint;
  readonly data: Uint8Array;
  /** Group index to ask for pages with; nobody else uses it meanwhile. */
  readonly prgi: number;
}

/** How a write ended. */
export interface TransferResult {
  readonly transferredBytes: number;
  /** Groups of pages it had to ask for. */
  readonly groups: number;
  /** The first address that was not written, when its page was refused. */
  readonly failedIova: bigint | undefined;
}

/** Success promises nothing: so often the same page is asked for before the device gives up. */
const RETRY_LIMIT = 8;

const WRITE = { read: true, write: true };

/** A DMA engine with an ATC. */
export class DmaEngine {
  readonly #endpoint: ExternalEndpoint;
  readonly #atc: Atc;
  readonly #latenciesMs: number[] = [];
  #pages = 0;
  #success = 0;
  #invalid = 0;

  constructor(endpoint: ExternalEndpoint, atc: Atc) {
    this.#endpoint = endpoint;
    this.#atc = atc;
  }

  /** What was asked for and how it was answered. */
  get counts(): Counts {
    const [success, invalid] = [this.#success, this.#invalid];
    return { pages: this.#pages, groups: success + invalid, success, invalid };
  }

  /** How long each group waited for its response. */
  get latenciesMs(): readonly number[] {
    return this.#latenciesMs;
  }

  /** Writes; a page that is refused is a result. */
  async write({ pasid, iova, data, prgi }: Transfer): Promise<TransferResult> {
    const writes: Promise<DmaResult>[] = [];
    let groups = 0;
    let failedIova: bigint | undefined;
    let done = 0;
    while (done < data.length) {
      const at = iova + BigInt(done);
      const hit = this.#atc.lookup(pasid, at, Math.min(CHUNK_BYTES, data.length - done));
      if (hit !== undefined) {
        const part = data.subarray(done, done + hit.bytes);
        const write = this.#endpoint.dmaWrite(hit.address, part, { addressType: 'ADDRESS_TYPE_TRANSLATED' });
        write.catch(() => {}); // awaited below, with the others
        writes.push(write);
        done += hit.bytes;
        continue;
      }
      const missing = await this.#translate(pasid, at, data.length - done);
      if (missing[0] !== pageNumber(at)) continue;
      if (groups === RETRY_LIMIT) throw new Error(`${hex(at)} is not mapped after ${groups} answers of Success`);
      groups += 1;
      if (!(await this.#ask(pasid, missing, prgi))) {
        failedIova = at;
        break;
      }
    }
    for (const { status, faultReason, failedIova: where } of await Promise.all(writes)) {
      if (status !== 'DMA_STATUS_COMPLETED') throw new Error(`DMA ${status} ${faultReason} at ${hex(where ?? 0n)}`);
    }
    return { transferredBytes: done, groups, failedIova };
  }

  /** Asks ATS; returns the pages that cannot be written. */
  async #translate(pasid: number, from: bigint, bytes: number): Promise<number[]> {
    const first = pageNumber(from);
    const pageCount = pageNumber(from + BigInt(bytes - 1)) + 1 - first;
    const { status, entries } = await this.#endpoint.translate(pageAddress(first), pageCount, WRITE, pasid);
    if (status !== 'TRANSLATION_STATUS_SUCCESS') throw new Error(`a translation request was answered ${status}`);
    return this.#atc.fill(pasid, entries);
  }

  /** Asks for pages as one group; returns whether they are there now. */
  async #ask(pasid: number, missing: readonly number[], prgi: number): Promise<boolean> {
    const begin = performance.now();
    const { code } = await this.#endpoint.requestPages({
      prgi,
      pasid,
      pages: missing.map((page) => ({ iova: pageAddress(page), permissions: WRITE })),
      queueTag: prgi,
      lengthHintBytes: BigInt(PAGE),
    });
    this.#latenciesMs.push(performance.now() - begin);
    this.#pages += missing.length;
    if (code === 'PAGE_RESPONSE_CODE_SUCCESS') this.#success += 1;
    else if (code === 'PAGE_RESPONSE_CODE_INVALID_REQUEST') this.#invalid += 1;
    else throw new Error(`a page request was answered ${code}`);
    return code === 'PAGE_RESPONSE_CODE_SUCCESS';
  }
}
