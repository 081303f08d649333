import { createHash } from 'node:crypto';

import { IommuError } from '../model/errors';
import type { Eventually } from './eventually';
import { SESSION_LIMITS } from './limits';

/** What makes a request recognisable when it is repeated. */
export interface RequestKey {
  /** Chosen by the client; empty: the request is not to be remembered. */
  readonly requestId: string;
  readonly method: string;
  /** The request as plain data. Two are the same when they have the same fields in the same order. */
  readonly request: unknown;
}

interface Entry {
  readonly method: string;
  readonly fingerprint: string;
  result: Eventually<unknown>;
  /** About how much memory the result takes; 0 while there is none. */
  bytes: number;
}

/** About how much memory a result takes, in bytes. */
function weigh(value: unknown): number {
  if (value instanceof Uint8Array) {
    return value.byteLength;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).reduce<number>((sum, field) => sum + weigh(field), 64);
  }
  return typeof value === 'string' ? value.length : 8;
}

/** Gives what JSON cannot express a form that nothing else has. A `JSON.stringify` replacer. */
function expressible(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    return { bigint: value.toString() };
  }
  // A Buffer has become an object of numbers by now; the original is shorter.
  const original = this[key];
  return original instanceof Uint8Array ? { bytes: Buffer.from(original).toString('base64') } : value;
}

function fingerprintOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request, expressible)).digest('base64');
}

/** Waits for a promise, or for the signal; what is waited for goes on. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    const done = (): void => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.finally(done).then(resolve, reject);
    if (signal.aborted) {
      onAbort();
    }
  });
}

/**
 * Makes calls safe to repeat: the same request under the same id gets the first result, or joins the call that runs.
 * A call that was refused is not remembered, because it left no trace.
 */
export class RequestCache {
  private readonly capacity: number;
  private readonly byteCapacity: number;
  /** In the order in which they were first seen. */
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  /**
   * @param capacity how many finished requests are remembered
   * @param byteCapacity how much memory their results may take together, in bytes
   */
  constructor(
    capacity: number = SESSION_LIMITS.max_request_ids.defaultValue,
    byteCapacity: number = SESSION_LIMITS.max_request_result_bytes.defaultValue,
  ) {
    this.capacity = capacity;
    this.byteCapacity = byteCapacity;
  }

  /**
   * Does the work of a request, unless it was done before.
   *
   * @param key what identifies the request
   * @param signal ends this caller's wait; of a request with an id it ends nothing else, for others may have joined
   * @param work the work; is given the signal that may end it
   */
  run<T>(
    key: RequestKey,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal | undefined) => Eventually<T>,
  ): Eventually<T> {
    if (key.requestId === '') {
      return work(signal);
    }
    const entry = this.entryOf(key) ?? this.begin(key, () => work(undefined));
    const result = entry.result as Eventually<T>;
    return result instanceof Promise ? untilAborted(result, signal) : result;
  }

  /** Forgets every finished request; those that run are kept, for somebody may join. */
  clear(): void {
    for (const [requestId, entry] of this.entries) {
      if (!(entry.result instanceof Promise)) {
        this.entries.delete(requestId);
        this.bytes -= entry.bytes;
      }
    }
  }

  private entryOf({ requestId, method, request }: RequestKey): Entry | undefined {
    const longest = SESSION_LIMITS.max_request_id_length.maximum;
    if (requestId.length > longest) {
      const text = `request_id has ${requestId.length} characters; at most ${longest} are allowed`;
      throw new IommuError('REQUEST_ID_INVALID', text, { field: 'request_id' });
    }
    const entry = this.entries.get(requestId);
    if (entry !== undefined && (entry.method !== method || entry.fingerprint !== fingerprintOf(request))) {
      const text = `request_id "${requestId}" was used for another request (${entry.method}); use a new one`;
      throw new IommuError('REQUEST_ID_REUSED', text, { field: 'request_id', metadata: { method: entry.method } });
    }
    return entry;
  }

  private begin({ requestId, method, request }: RequestKey, work: () => Eventually<unknown>): Entry {
    const entry: Entry = { method, fingerprint: fingerprintOf(request), result: work(), bytes: 0 };
    this.entries.set(requestId, entry);
    if (entry.result instanceof Promise) {
      entry.result.then(
        (value: unknown) => {
          entry.result = value;
          this.finish(entry);
        },
        () => this.entries.delete(requestId),
      );
    } else {
      this.finish(entry);
    }
    return entry;
  }

  private finish(entry: Entry): void {
    entry.bytes = weigh(entry.result);
    this.bytes += entry.bytes;
    this.evict();
  }

  /** Forgets the oldest finished requests above the capacities; those that run are kept, for somebody may join. */
  private evict(): void {
    for (const [requestId, entry] of this.entries) {
      if (this.entries.size <= this.capacity && this.bytes <= this.byteCapacity) {
        return;
      }
      if (!(entry.result instanceof Promise)) {
        this.entries.delete(requestId);
        this.bytes -= entry.bytes;
      }
    }
  }
}
