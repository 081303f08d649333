/** A real server on a unix socket in a short temporary folder, and clients for it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import * as grpc from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { IommuError } from '../../../src/model/errors';
import { DETAILS_TRAILER } from '../../../src/server/errors';
import type { Handler, Service } from '../../../src/server/handler';
import { parseListener } from '../../../src/server/listener-spec';
import { createLogger } from '../../../src/server/logging';
import { contractServices, packageRoot } from '../../../src/server/protos';
import { startServer, type RunningServer, type ServerConfig } from '../../../src/server/server';

/** A folder whose path leaves room for a socket's name. */
export function tempDir(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'vs-'));
}

/** A log that is kept. */
export function memoryLog() {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, callback) {
      for (const line of chunk.toString().split('\n').filter(Boolean)) {
        lines.push(JSON.parse(line) as Record<string, unknown>);
      }
      callback();
    },
  });
  return { lines, logger: createLogger('debug', destination) };
}

/** A service with the given handlers; every other method refuses. */
export function filled(name: string, handlers: Record<string, Handler>): Service {
  const all: Record<string, Handler> = {};
  const refuse = (): never => {
    throw new IommuError('VIOMMU_NOT_FOUND', 'nothing here');
  };
  for (const [method, definition] of Object.entries(contractServices().get(name)!.definition)) {
    const key = method.charAt(0).toLowerCase() + method.slice(1);
    all[key] = !definition.responseStream
      ? { kind: 'unary', run: refuse }
      : definition.requestStream
        ? { kind: 'bidi', open: refuse }
        : { kind: 'serverStream', open: refuse };
  }
  return { name, handlers: { ...all, ...handlers } };
}

const cleanups: (() => unknown)[] = [];

/** Call in afterEach. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

export function later(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

export interface TestServer {
  readonly server: RunningServer;
  readonly target: string;
  readonly lines: Record<string, unknown>[];
}

/** Starts a server on one unix socket. */
export async function serve(
  services: readonly Service[],
  options = '',
  config: Partial<ServerConfig> = {},
): Promise<TestServer> {
  const dir = tempDir();
  const { lines, logger } = memoryLog();
  const listeners = [parseListener(`unix:${dir}/s${options}`)];
  const server = await startServer({ listeners, services, logger, stopGraceMs: 200, ...config });
  later(async () => {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return { server, target: server.targets[0]!, lines };
}

/** An untyped client of a service of the contract; `override` replaces parts of its method definitions. */
export function client(target: string, name: string, override: object = {}): grpc.Client {
  const definition: Record<string, grpc.MethodDefinition<unknown, unknown>> = {};
  for (const [method, d] of Object.entries(contractServices().get(name)!.definition)) {
    definition[method] = { ...d, ...override };
  }
  const Constructor = grpc.makeClientConstructor(definition, name);
  const made = new Constructor(target, grpc.credentials.createInsecure());
  later(() => {
    made.close();
  });
  return made;
}

type Method = (...args: unknown[]) => unknown;

const methodOf = (made: grpc.Client, method: string): Method =>
  ((made as unknown as Record<string, Method>)[method] as Method).bind(made);

/** What became of a unary call. */
export interface Outcome {
  readonly response?: Record<string, unknown>;
  readonly error?: grpc.ServiceError;
}

export function call(made: grpc.Client, method: string, request: unknown, metadata = new grpc.Metadata()) {
  let sent!: grpc.ClientUnaryCall;
  const outcome = new Promise<Outcome>((resolve) => {
    sent = methodOf(made, method)(request, metadata, (error: grpc.ServiceError | null, response: never) => {
      resolve(error === null ? { response } : { error });
    }) as grpc.ClientUnaryCall;
  });
  return { outcome, cancel: () => sent.cancel() };
}

export const watch = (
  made: grpc.Client,
  method: string,
  request: unknown,
): grpc.ClientReadableStream<Record<string, unknown>> =>
  methodOf(made, method)(request) as grpc.ClientReadableStream<Record<string, unknown>>;

export const open = (made: grpc.Client, method: string): grpc.ClientDuplexStream<unknown, Record<string, unknown>> =>
  methodOf(made, method)() as grpc.ClientDuplexStream<unknown, Record<string, unknown>>;

/** The status a stream ends with; its messages are read. */
export function statusOf(stream: grpc.ClientReadableStream<unknown>): Promise<grpc.StatusObject> {
  return new Promise((resolve) => {
    stream.on('error', () => undefined);
    stream.on('status', resolve);
    stream.resume();
  });
}

/** The decoded details of a failed call: its google.rpc.Status with ErrorInfo and BadRequest by name. */
export function detailsOf(status: { readonly metadata: grpc.Metadata }): Record<string, Record<string, unknown>> {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => path.join(packageRoot(), 'third_party', target);
  root.loadSync(['google/rpc/status.proto', 'google/rpc/error_details.proto']);
  const [trailer] = status.metadata.get(DETAILS_TRAILER);
  const decoded = root.lookupType('google.rpc.Status').decode(trailer as Buffer) as unknown as {
    code: number;
    message: string;
    details: { type_url: string; value: Uint8Array }[];
  };
  const found: Record<string, Record<string, unknown>> = {
    status: { code: decoded.code, message: decoded.message },
  };
  for (const { type_url, value } of decoded.details) {
    const name = type_url.replace('type.googleapis.com/google.rpc.', '');
    found[name] = root.lookupType(`google.rpc.${name}`).decode(value).toJSON();
  }
  return found;
}

/** Waits until something holds, looking between turns of the event loop. */
export async function until(holds: () => boolean, ms = 40_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
