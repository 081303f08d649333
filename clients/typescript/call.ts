/** Unary calls: check, encode, send with a deadline, decode, and turn failures into typed errors. */
import { setMaxListeners } from 'node:events';
import { Metadata, status as Code, type Client } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/proto-loader';
import { InvalidRequestError, toViommuError, ViommuError } from './errors';
import type { Input, Present } from './shapes';
import { validator } from './validate';

/** The longest message the server takes, in bytes. */
export const MAX_MESSAGE_BYTES = 512 * 1024;

/** How one call is made. */
export interface CallOptions {
  /** Milliseconds until the call fails with DEADLINE_EXCEEDED; `Infinity`: never. Default: the client's. */
  readonly deadlineMs?: number;
  /** Ends the wait with CANCELLED. What the server accepted is not undone. */
  readonly signal?: AbortSignal;
  /** Metadata to send. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A unary RPC. Rejects with `ViommuError`. */
export type Unary<Request, Response> = (request: Request, options?: CallOptions) => Promise<Response>;

/** Every item of a list, page after page, fetched as the loop advances. */
export type Pages<Request, Item> = (request?: Request, options?: CallOptions) => AsyncIterable<Item>;

/** What a caller needs of its client. */
export interface Transport {
  readonly client: Client;
  readonly deadlineMs: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** What is cancelled when the client is closed. */
  readonly streams: Set<Cancellable>;
  /** Whether the client was closed: nothing can begin any more. */
  closed: boolean;
}

/** A stream that is open. */
export interface Cancellable {
  cancel(): void;
}

/** Key under which routers find the vIOMMU of a call. */
const ROUTER_KEY = 'viommu-id';
const ROUTABLE = /^[\w.-]{1,64}$/;

/** Metadata of a call about `viommuId`. */
export function metadataOf(transport: Transport, viommuId: unknown, more?: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  if (typeof viommuId === 'string' && ROUTABLE.test(viommuId)) metadata.set(ROUTER_KEY, viommuId);
  for (const [key, value] of Object.entries({ ...transport.metadata, ...more })) metadata.set(key, value);
  return metadata;
}

/** The parts of a generated method definition that a client needs. */
export type Method<Request, Output> = Pick<
  MethodDefinition<Request, unknown, unknown, Output>,
  'path' | 'requestType' | 'requestSerialize' | 'responseDeserialize'
>;

/**
 * Returns the encoder of a method's requests.
 * @throws InvalidRequestError for a request that the encoding would change, or that is too long
 */
export function encoderOf<Request>(method: Method<Request, unknown>): (request: Input<Request>) => Buffer {
  const { name } = method.requestType.type as { name: string };
  const validate = validator(name);
  return (request) => {
    validate(request);
    const encoded = method.requestSerialize(request as Request);
    if (encoded.length <= MAX_MESSAGE_BYTES) return encoded;
    throw new InvalidRequestError(name, '', `has ${encoded.length} bytes; at most ${MAX_MESSAGE_BYTES} can be sent`);
  };
}

/** Requests are encoded before they reach grpc-js. */
export const encodedAlready = (encoded: Buffer): Buffer => encoded;

/** Milliseconds from now as a deadline; none for Infinity. */
export const deadlineIn = (ms: number): { deadline?: Date } =>
  ms === Infinity ? {} : { deadline: new Date(Date.now() + ms) };

/** Calls `onAbort` when the signal aborts; returns what takes the listener away again. */
function whenAborted(signal: AbortSignal | undefined, onAbort: () => void): () => void {
  if (signal === undefined) return () => {};
  setMaxListeners(Infinity, signal); // one signal for very many calls is no leak
  signal.addEventListener('abort', onAbort, { once: true });
  return () => signal.removeEventListener('abort', onAbort);
}

/** The error of a call whose signal aborted. */
const aborted = (signal: AbortSignal): ViommuError =>
  new ViommuError({ code: Code.CANCELLED, message: 'the call was aborted by its signal', cause: signal.reason });

/** Refuses to begin anything on a client that was closed, or with a signal that has aborted. */
function mayBegin(transport: Transport, signal: AbortSignal | undefined): void {
  if (transport.closed) throw new ViommuError({ code: Code.CANCELLED, message: 'the client was closed' });
  if (signal?.aborted) throw aborted(signal);
}

/** Lets the signal, and closing the client, cancel a stream; returns what to call when it has ended. */
export function cancelWith(transport: Transport, signal: AbortSignal | undefined, stream: Cancellable): () => void {
  mayBegin(transport, signal);
  const forget = whenAborted(signal, () => stream.cancel());
  transport.streams.add(stream);
  return () => {
    forget();
    transport.streams.delete(stream);
  };
}

/**
 * Returns a unary method.
 * @param required parts of the response that the server always sends
 */
export function unary<Request, Output extends object, Key extends keyof Output = never>(
  transport: Transport,
  method: Method<Request, Output>,
  ...required: Key[]
): Unary<Input<Request>, Present<Output, Key>> {
  const encode = encoderOf(method);
  return async (request, options = {}) => {
    const encoded = encode(request);
    const { signal } = options;
    mayBegin(transport, signal);
    const { viommuId } = request as { viommuId?: unknown };
    const metadata = metadataOf(transport, viommuId, options.metadata);
    const response = await new Promise<Output>((resolve, reject) => {
      const call = transport.client.makeUnaryRequest(
        method.path,
        encodedAlready,
        method.responseDeserialize,
        encoded,
        metadata,
        deadlineIn(options.deadlineMs ?? transport.deadlineMs),
        (error, output) => {
          forget();
          if (output !== undefined) resolve(output);
          else reject(signal?.aborted ? aborted(signal) : toViommuError(error));
        },
      );
      const forget = whenAborted(signal, () => call.cancel());
    });
    for (const key of required) {
      if (response[key] !== null && response[key] !== undefined) continue;
      throw new ViommuError({ code: Code.INTERNAL, message: `${method.path} answered without ${String(key)}` });
    }
    return response as Present<Output, Key>;
  };
}

/** Turns a method that returns one page into one that walks over all of them. */
export function pages<
  Request extends { readonly pageToken?: string | null | undefined },
  Key extends string,
  Item,
  Response extends { readonly nextPageToken: string } & Record<Key, Item[]>,
>(page: Unary<Request, Response>, items: Key): Pages<Request, Response[Key][number]> {
  return async function* (request, options) {
    let pageToken = request?.pageToken ?? '';
    do {
      const response = await page({ ...request, pageToken } as Request, options);
      yield* response[items];
      pageToken = response.nextPageToken;
    } while (pageToken !== '');
  };
}
