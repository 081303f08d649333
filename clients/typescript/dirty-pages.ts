/** `DomainService.ReadDirtyPages`: which pages were written, as parts, ranges or addresses. */
import type { DirtyPages } from './channels';
import type { ReadDirtyPagesRequest } from './gen/viommu/v1/ReadDirtyPagesRequest';
import type { Input } from './shapes';
import type { DirtyPart, IovaRange } from './types';

/** What reading needs of its client. */
export interface DirtySource {
  /** Opens a stream of parts. */
  open(request: Input<ReadDirtyPagesRequest>): AsyncIterable<DirtyPart>;
  /** Width of the offset in the smallest page of the vIOMMU of a domain, in bits. */
  granuleBits(request: Input<ReadDirtyPagesRequest>): Promise<number>;
}

/**
 * The dirty ranges of one part, ascending; none touches the next.
 *
 * @param part as it was received
 * @param pageBytes what one bit stands for
 */
export function* rangesOf({ first, bitmap }: DirtyPart, pageBytes: bigint): Generator<IovaRange> {
  const bitCount = bitmap.length * 8;
  const isSet = (bit: number): boolean => (((bitmap[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1;
  for (let bit = 0; bit < bitCount;) {
    if (bitmap[bit >>> 3] === 0) {
      bit = (bit | 7) + 1;
    } else if (isSet(bit)) {
      let end = bit + 1;
      while (end < bitCount && isSet(end)) end += 1;
      yield { first: first + BigInt(bit) * pageBytes, last: first + BigInt(end) * pageBytes - 1n };
      bit = end;
    } else {
      bit += 1;
    }
  }
}

/** A read of dirty pages that begins anew with each loop. */
export class DirtyReading implements DirtyPages {
  readonly #source: DirtySource;
  readonly #request: Input<ReadDirtyPagesRequest>;

  /**
   * @param source where the parts come from
   * @param request what to read
   */
  constructor(source: DirtySource, request: Input<ReadDirtyPagesRequest>) {
    this.#source = source;
    this.#request = request;
  }

  [Symbol.asyncIterator](): AsyncIterator<DirtyPart> {
    return this.#source.open(this.#request)[Symbol.asyncIterator]();
  }

  async *ranges(): AsyncGenerator<IovaRange> {
    const pageBytes = await this.#pageBytes();
    let pending: IovaRange | undefined;
    for await (const part of this.#parts(pageBytes)) {
      for (const range of rangesOf(part, pageBytes)) {
        if (pending !== undefined && pending.last + 1n === range.first) {
          pending = { first: pending.first, last: range.last };
        } else {
          if (pending !== undefined) yield pending;
          pending = range;
        }
      }
    }
    if (pending !== undefined) yield pending;
  }

  async *addresses(): AsyncGenerator<bigint> {
    const pageBytes = await this.#pageBytes();
    for await (const part of this.#parts(pageBytes)) {
      for (const { first, last } of rangesOf(part, pageBytes)) {
        for (let address = first; address <= last; address += pageBytes) yield address;
      }
    }
  }

  /** What one bit stands for, which the parts do not say. */
  async #pageBytes(): Promise<bigint> {
    const wanted = BigInt(this.#request.pageSizeBytes ?? 0);
    return wanted > 0n ? wanted : 1n << BigInt(await this.#source.granuleBits(this.#request));
  }

  #parts(pageSizeBytes: bigint): AsyncIterable<DirtyPart> {
    return this.#source.open({ ...this.#request, pageSizeBytes });
  }
}
