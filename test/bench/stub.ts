/** Bidirectional streams with nothing around them: what grpc-js and the contract's own encoders give. */
import { Client, credentials, Metadata, type ClientDuplexStream } from '@grpc/grpc-js';

/** What a stream needs to know of its method. */
interface Method<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** The method of the empty ping-pong: messages of no bytes. */
export const EMPTY: Method<Buffer, Buffer> = {
  path: '/viommu.bench.Empty/PingPong',
  requestSerialize: (message) => message,
  responseDeserialize: (bytes) => bytes,
};

/** Opens a stream on a connection of its own. */
export function openStream<Request, Response>(
  target: string,
  method: Method<Request, Response>,
): ClientDuplexStream<Request, Response> {
  const client = new Client(target, credentials.createInsecure());
  return client.makeBidiStreamRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    new Metadata(),
    {},
  );
}
