/**
 * How a service is written.
 *
 * A handler checks, converts and forwards; it decides nothing. Everything around it (errors, cancellation, logging, the
 * allow-list of the listener, back-pressure) is done once, in `serve.ts`:
 *
 *     export const domainService = (viommus: Viommus): Service =>
 *       service<DomainServiceHandlers>('DomainService', {
 *         createDomain: unary((request, ctx) => {
 *           const kind = domainKind(request.kind);
 *           return { domain: toDomain(viommus.get(request.viommuId).createDomain(kind)) };
 *         }),
 *         unmap: unary(async (request, ctx) => toUnmapResponse(await viommus.get(…).unmap(…, ctx.signal))),
 *       });
 *
 * The generated `…Handlers` interface types every request and response, so that a missing method, a misspelt one or one
 * of the wrong kind does not compile. Handlers throw {@link IommuError} to refuse; whatever else they throw is INTERNAL.
 *
 * - **unary** returns the response or a promise of it. `ctx.signal` is aborted when nobody waits any more (the client
 *   cancelled, its deadline passed, its connection is lost): stop waiting then. The result is thrown away.
 * - **serverStream** sets the stream up and returns. The stream lives until `out.end()`, `out.fail()` or until the
 *   client goes; `out.onClose()` is where to let go. Long output is pulled: `out.pull(() => feed.next())`, and
 *   `out.wake()` when there is more.
 * - **bidi** is opened by its first message: `open` gets it, refuses it by throwing, or returns the {@link BidiSink} for
 *   all that follow. Messages are handed over synchronously as they arrive, without a promise in between, because a
 *   fault's round trip goes through here. Results are written with `out.write()`, reports are pulled. While many results
 *   wait for a slow reader its requests are not read.
 *
 * Metadata `viommu-id` is compared with `request.viommuId` before a unary or server-streaming handler runs; a bidi
 * handler calls `ctx.checkViommuId()` with the id its first message names.
 */
import type * as grpc from '@grpc/grpc-js';
import type { Logger } from './logging';
import type { StreamWriter } from './stream-writer';

/** What a handler may know about its call besides the request. */
export interface CallContext {
  /** Service and method, for instance `DomainService/Map`. */
  readonly method: string;
  /** What the client sent as metadata. */
  readonly metadata: grpc.Metadata;
  /** The client's address and port; `unknown` on a unix socket. */
  readonly peer: string;
  /** When the client stops waiting, in milliseconds since 1970; Infinity: never. grpc-js itself ends the call then. */
  readonly deadline: number;
  /** Aborted when the client cancelled, its deadline passed or its connection is lost. Never by a normal end. */
  readonly signal: AbortSignal;
  /** The log, bound to the method. */
  readonly logger: Logger;
  /**
   * Compares an id from a request with metadata `viommu-id`, when both were given.
   *
   * @param viommuId the id in the request; empty: none was given
   * @param field path of the field that holds it, `viommu_id` unless given
   * @throws IommuError VIOMMU_ID_CONFLICT when they differ
   */
  checkViommuId(viommuId: string, field?: string): void;
}

/** Answers one request with one response. */
export interface UnaryHandler<Request, Response> {
  readonly kind: 'unary';
  run(request: Request, ctx: CallContext): Response | Promise<Response>;
}

/** Answers one request with a stream. */
export interface ServerStreamHandler<Request, Response> {
  readonly kind: 'serverStream';
  open(request: Request, ctx: CallContext, out: StreamWriter<Response>): void | Promise<void>;
}

/** Takes the messages of a bidirectional stream after the first. Never called once the stream is closed. */
export interface BidiSink<Request> {
  /** A message came. What it throws, or rejects with, fails the whole stream. */
  message(request: Request): void | Promise<void>;
  /** The client will send nothing more, but still reads: end the stream when all that is owed was written. */
  halfClosed(): void;
}

/** Opens a bidirectional stream with its first message. */
export interface BidiHandler<Request, Response> {
  readonly kind: 'bidi';
  open(first: Request, ctx: CallContext, out: StreamWriter<Response>): BidiSink<Request>;
}

/** A handler of any kind. */
export type Handler =
  UnaryHandler<unknown, unknown> | ServerStreamHandler<unknown, unknown> | BidiHandler<unknown, unknown>;

/** A service to register: its short name in the contract, and a handler for each method by its camelCase name. */
export interface Service {
  readonly name: string;
  readonly handlers: Readonly<Record<string, Handler>>;
}

/** The handlers a service needs, from its generated `…Handlers` interface. */
export type ServiceHandlers<Generated> = {
  [
    Name in keyof Generated as string extends Name ? never : number extends Name ? never : Uncapitalize<Name & string>
  ]: HandlerOf<Generated[Name]>;
};

type HandlerOf<Generated> =
  Generated extends grpc.handleUnaryCall<infer Request, infer Response>
    ? UnaryHandler<Request, Response>
    : Generated extends grpc.handleBidiStreamingCall<infer Request, infer Response>
      ? BidiHandler<Request, Response>
      : Generated extends grpc.handleServerStreamingCall<infer Request, infer Response>
        ? ServerStreamHandler<Request, Response>
        : never;

/** Makes a unary handler of a function. */
export function unary<Request, Response>(
  run: (request: Request, ctx: CallContext) => Response | Promise<Response>,
): UnaryHandler<Request, Response> {
  return { kind: 'unary', run };
}

/** Makes a server-streaming handler of a function. */
export function serverStream<Request, Response>(
  open: (request: Request, ctx: CallContext, out: StreamWriter<Response>) => void | Promise<void>,
): ServerStreamHandler<Request, Response> {
  return { kind: 'serverStream', open };
}

/** Makes a bidirectional handler of a function. */
export function bidi<Request, Response>(
  open: (first: Request, ctx: CallContext, out: StreamWriter<Response>) => BidiSink<Request>,
): BidiHandler<Request, Response> {
  return { kind: 'bidi', open };
}

/**
 * Makes a service of its handlers.
 *
 * @param name short name in the contract, for instance `DomainService`
 * @param handlers one for each method
 */
export function service<Generated>(name: string, handlers: ServiceHandlers<Generated>): Service {
  return { name, handlers };
}
