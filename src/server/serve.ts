/**
 * Handlers as grpc-js wants them. Whatever a handler does (throws, rejects, answers late, is called for a client that
 * went away), its call ends with a status, the server lives, and no promise is left unhandled.
 */
import type * as grpc from '@grpc/grpc-js';
import { IommuError } from '../model/errors';
import { Call } from './call-context';
import type { BidiHandler, BidiSink, Handler, ServerStreamHandler, UnaryHandler } from './handler';
import type { Logger } from './logging';
import { MAX_QUEUED_BEFORE_PAUSE } from './options';
import { StreamWriter } from './stream-writer';

/** What all calls of a server share. */
export interface ServeEnvironment {
  readonly logger: Logger;
  /** How long a bidirectional stream may take to send its first message, in milliseconds. */
  readonly firstMessageTimeoutMs: number;
  /** Bidirectional streams that wait for their first message: whoever stops the server fails them. */
  readonly unopened: Set<StreamWriter<unknown>>;
}

/**
 * A handler as an implementation for grpc-js.
 *
 * @param handler of any kind
 * @param method service and method, for instance `DomainService/Map`
 * @param env what all calls share
 */
export function implementation(handler: Handler, method: string, env: ServeEnvironment): grpc.UntypedHandleCall {
  switch (handler.kind) {
    case 'unary':
      return serveUnary(handler, method, env);
    case 'serverStream':
      return serveServerStream(handler, method, env);
    case 'bidi':
      return serveBidi(handler, method, env);
  }
}

/**
 * An implementation that refuses every call at once, for a method which the listener does not allow.
 *
 * @param kind kind of the handler it stands for
 * @param method service and method, for instance `DomainService/Map`
 * @param env what all calls share
 */
export function notAllowedHere(kind: Handler['kind'], method: string, env: ServeEnvironment): grpc.UntypedHandleCall {
  const refusal = (): IommuError =>
    new IommuError('METHOD_NOT_ALLOWED_HERE', `${method} is not allowed on this listener; use another one`, {
      metadata: { method },
    });
  if (kind === 'unary') return serveUnary({ kind, run: () => Promise.reject(refusal()) }, method, env);
  return (call: grpc.ServerDuplexStream<unknown, unknown>) => {
    openWriter(call, new Call(method, call, env.logger)).fail(refusal());
  };
}

function serveUnary(
  handler: UnaryHandler<unknown, unknown>,
  method: string,
  env: ServeEnvironment,
): grpc.handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    const context = new Call(method, call, env.logger);
    call.on('cancelled', () => {
      context.cancel();
    });
    const answer = async (): Promise<void> => {
      try {
        context.checkViommuId(viommuIdOf(call.request));
        const response = await handler.run(call.request, context);
        context.finish();
        callback(null, response);
      } catch (error) {
        callback(context.failed(error));
      }
    };
    answer().catch((error: unknown) => {
      context.report(error);
    });
  };
}

function serveServerStream(
  handler: ServerStreamHandler<unknown, unknown>,
  method: string,
  env: ServeEnvironment,
): grpc.handleServerStreamingCall<unknown, unknown> {
  return (call) => {
    const context = new Call(method, call, env.logger);
    const out = openWriter(call, context);
    guarded(out, () => {
      context.checkViommuId(viommuIdOf(call.request));
      return handler.open(call.request, context, out);
    });
  };
}

function serveBidi(
  handler: BidiHandler<unknown, unknown>,
  method: string,
  env: ServeEnvironment,
): grpc.handleBidiStreamingCall<unknown, unknown> {
  return (call) => {
    const context = new Call(method, call, env.logger);
    const out = openWriter(call, context);
    let sink: BidiSink<unknown> | undefined;

    const timer = setTimeout(() => {
      out.fail(openRequired(`no message came within ${env.firstMessageTimeoutMs} ms`));
    }, env.firstMessageTimeoutMs);
    timer.unref();
    env.unopened.add(out);
    const stopWaiting = (): void => {
      clearTimeout(timer);
      env.unopened.delete(out);
    };
    out.onClose(stopWaiting);

    // The hot path: one function call between grpc-js and the handler.
    call.on('data', (message: unknown) => {
      if (out.closed) return;
      try {
        if (sink === undefined) {
          stopWaiting();
          sink = handler.open(message, context, out);
        } else {
          const pending = sink.message(message);
          if (pending instanceof Promise) failWith(out, pending);
        }
      } catch (error) {
        out.fail(error);
      }
      if (out.queued >= MAX_QUEUED_BEFORE_PAUSE) call.pause();
    });
    out.onReady(() => {
      call.resume();
    });
    call.on('end', () => {
      if (out.closed) return;
      guarded(out, () => {
        if (sink === undefined) throw openRequired('the client closed its side');
        sink.halfClosed();
      });
    });
  };
}

/** A writer whose call is logged as finished, failed or cancelled, whichever comes first. */
function openWriter(
  call: grpc.ServerWritableStream<unknown, unknown> | grpc.ServerDuplexStream<unknown, unknown>,
  context: Call,
): StreamWriter<unknown> {
  const out = new StreamWriter<unknown>(call, context);
  out.onClose((end) => {
    if (end === 'gone') context.cancel();
    else context.finish();
  });
  return out;
}

/** Runs a step of a stream's handler; what it throws, now or later, fails the stream. */
function guarded(out: StreamWriter<unknown>, step: () => void | Promise<void>): void {
  try {
    const pending = step();
    if (pending instanceof Promise) failWith(out, pending);
  } catch (error) {
    out.fail(error);
  }
}

function failWith(out: StreamWriter<unknown>, pending: Promise<void>): void {
  pending.catch((error: unknown) => {
    out.fail(error);
  });
}

function openRequired(what: string): IommuError {
  return new IommuError('OPEN_REQUIRED', `${what}; the first message opens the stream`);
}

/** The id of the vIOMMU a request names, or an empty string. */
function viommuIdOf(request: unknown): string {
  const { viommuId } = request as { readonly viommuId?: unknown };
  return typeof viommuId === 'string' ? viommuId : '';
}
