/** Answers each empty message with an empty message. */
import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import { argument, play } from '../part';
import { EMPTY } from '../stub';

play(async () => {
  const server = new Server();
  const pingPong = {
    ...EMPTY,
    requestStream: true,
    responseStream: true,
    requestDeserialize: EMPTY.responseDeserialize,
    responseSerialize: EMPTY.requestSerialize,
  };
  server.addService(
    { pingPong },
    {
      pingPong: (call: ServerDuplexStream<Buffer, Buffer>) => {
        call.on('data', (message: Buffer) => call.write(message));
        call.on('end', () => call.end());
      },
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(argument(0), ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
  });
});
