/**
 * A way to register services that others wrote (health, reflection), which neither honour a slow reader nor end their
 * streams when the server stops: both are added here.
 */
import type * as grpc from '@grpc/grpc-js';

/** What a foreign service calls on the server. */
type ServiceHost = Pick<grpc.Server, 'addService'>;

/** The parts of a foreign service's streams that are needed. */
type ForeignCall = grpc.ServerDuplexStream<unknown, unknown> | grpc.ServerWritableStream<unknown, unknown>;

/** The streams of foreign services that are open. */
export class ForeignStreams {
  private readonly open = new Set<ForeignCall>();

  /**
   * A stand-in for a server, to be given to a foreign service. Its streams are known from then on, and their requests
   * are not read while their answers wait for the reader.
   *
   * @param server the server the service is to be added to
   */
  host(server: ServiceHost): ServiceHost {
    return {
      addService: (definition, methods) => {
        const wrapped: grpc.UntypedServiceImplementation = {};
        for (const [name, method] of Object.entries(definition)) {
          const handler = methods[name] ?? methods[method.originalName ?? name];
          if (handler !== undefined) wrapped[name] = method.responseStream ? this.tracked(handler) : handler;
        }
        server.addService(definition, wrapped);
      },
    };
  }

  /** Ends all streams with status OK, after what is queued. */
  endAll(): void {
    for (const call of this.open) call.end();
    this.open.clear();
  }

  private tracked(handler: grpc.UntypedHandleCall): grpc.UntypedHandleCall {
    const handle = handler as grpc.handleBidiStreamingCall<unknown, unknown>;
    return (call: grpc.ServerDuplexStream<unknown, unknown>) => {
      this.open.add(call);
      call.on('close', () => {
        this.open.delete(call);
      });
      handle(call);
      // A server-streaming call has nothing to pause.
      if (typeof call.pause !== 'function') return;
      call.on('data', () => {
        if (call.writableNeedDrain) call.pause();
      });
      call.on('drain', () => {
        call.resume();
      });
    };
  }
}
