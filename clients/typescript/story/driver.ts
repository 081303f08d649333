/**
 * What runs stories: something that can call a server. Requests and responses are proto3 JSON with the field names of
 * the contract; docs/stories.md says exactly what a driver owes.
 */
import type { JsonObject } from './json';

/** Why a call or a stream was refused. */
export interface Refusal {
  /** Name of the gRPC status code, for instance `NOT_FOUND`. */
  readonly code: string;
  /** `google.rpc.ErrorInfo.reason`; empty when the status carries none. */
  readonly reason: string;
  /** For people. */
  readonly message: string;
  /** `google.rpc.ErrorInfo.metadata`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Path of the first field violation; undefined: no field is at fault. */
  readonly field: string | undefined;
}

/** What became of a unary call. */
export type Reply = { readonly response: JsonObject } | { readonly refusal: Refusal };

/** What comes next on a stream; a stream that ended well has no refusal. */
export type Received =
  { readonly message: JsonObject } | { readonly ended: true; readonly refusal: Refusal | undefined };

/** A stream from the server, which for a bidirectional call also goes up. */
export interface DriverStream {
  /** Sends a message; bidirectional streams only. */
  send(message: JsonObject): void;
  /** Waits for the next message, or for the end. Called again only when the promise before was settled. */
  receive(): Promise<Received>;
  /** Takes no more from the connection, so that the server notices that nobody reads. */
  pause(): void;
  /** Reads again. */
  resume(): void;
  /** Ends the client's side; bidirectional streams only. */
  close(): void;
  /** Drops the call, as a client that vanished. Nothing is received after that. */
  cancel(): void;
}

/** A client of one server. */
export interface Driver {
  /**
   * Begins a unary call at once. The promise never rejects for a refusal.
   *
   * @param method for instance `EndpointService.CreateEndpoint`
   * @param request proto3 JSON
   */
  call(method: string, request: JsonObject): Promise<Reply>;
  /**
   * Opens a stream.
   *
   * @param method server-streaming or bidirectional
   * @param request the request, or the first message
   */
  open(method: string, request: JsonObject): DriverStream;
}
