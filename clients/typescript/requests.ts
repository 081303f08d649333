/** Requests on a channel that wait for their results, by tag. */
import type { ViommuError } from './errors';

interface Waiting {
  readonly endpointId: number;
  resolve(result: unknown): void;
  reject(error: ViommuError): void;
}

/** The outstanding requests of a channel. Tags count from 1 and are not reused. */
export class Requests {
  readonly #waiting = new Map<number, Waiting>();
  #lastTag = 0;

  /** Requests without a result yet. */
  get size(): number {
    return this.#waiting.size;
  }

  /** A tag for a message that has no result. */
  nextTag(): number {
    this.#lastTag += 1;
    return this.#lastTag;
  }

  /**
   * Sends a request and returns its result.
   * @param send what sends it under the tag given; when it throws, nothing is outstanding
   * @param endpointId whose request it is, for `rejectAll`; 0: nobody's in particular
   */
  make<Result>(send: (tag: number) => void, endpointId = 0): Promise<Result> {
    return new Promise((resolve, reject) => {
      const tag = this.nextTag();
      send(tag);
      this.#waiting.set(tag, { endpointId, resolve: resolve, reject });
    });
  }

  /** Returns whether somebody waited for this. */
  resolve(tag: bigint, result: unknown): boolean {
    const waiting = this.#take(tag);
    waiting?.resolve(result);
    return waiting !== undefined;
  }

  /** Returns whether somebody waited for this. */
  reject(tag: bigint, error: ViommuError): boolean {
    const waiting = this.#take(tag);
    waiting?.reject(error);
    return waiting !== undefined;
  }

  /** Ends everything that waits, or what of it belongs to one endpoint. */
  rejectAll(error: ViommuError, endpointId?: number): void {
    for (const [tag, waiting] of this.#waiting) {
      if (endpointId !== undefined && waiting.endpointId !== endpointId) continue;
      this.#waiting.delete(tag);
      waiting.reject(error);
    }
  }

  #take(tag: bigint): Waiting | undefined {
    const key = Number(tag);
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    return waiting;
  }
}
