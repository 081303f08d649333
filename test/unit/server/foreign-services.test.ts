import fs from 'node:fs';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { ForeignStreams } from '../../../src/server/foreign-services';
import { contractServices } from '../../../src/server/protos';
import { cleanUp, client, later, open, statusOf, tempDir, until } from './harness';

afterEach(cleanUp);

/** A service that, like those of others, writes an answer to every request without looking. */
async function careless() {
  const seen = { handled: 0 };
  const dir = tempDir();
  const server = new grpc.Server();
  const foreign = new ForeignStreams();
  const big = 'x'.repeat(20_000);
  foreign.host(server).addService(contractServices().get('ChannelService')!.definition, {
    vmmChannel: (stream: grpc.ServerDuplexStream<unknown, unknown>) => {
      stream.on('data', () => {
        seen.handled += 1;
        stream.write({ refused: { message: big } });
      });
      stream.on('end', () => stream.end());
    },
  });
  const target = `unix:${path.join(dir, 's')}`;
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(target, grpc.ServerCredentials.createInsecure(), (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
  later(() => {
    server.forceShutdown();
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return { foreign, seen, stream: open(client(target, 'ChannelService'), 'VmmChannel') };
}

test('a client that asks and does not read is not read from, until it reads', async () => {
  const { seen, stream } = await careless();
  const ended = new Promise((resolve) => stream.on('status', resolve));
  stream.once('data', () => stream.pause());
  for (let i = 0; i < 1000; i += 1) stream.write({});
  stream.end();
  await until(() => seen.handled > 16);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(seen.handled).toBeLessThan(200);
  stream.resume();
  expect(await ended).toMatchObject({ code: grpc.status.OK });
  expect(seen.handled).toBe(1000);
});

test('open streams can be ended; those that went away are forgotten', async () => {
  const { foreign, seen, stream } = await careless();
  stream.write({});
  await until(() => seen.handled === 1);
  const ended = statusOf(stream);
  foreign.endAll();
  expect((await ended).code).toBe(grpc.status.OK);
  foreign.endAll();
});
