/** Where stories run: for each driver a server in which nothing is yet. */
import { allServices } from '../../src/server/services';
import { incarnationsFromTime, Registry, SYSTEM_TIME } from '../../src/session';
import { later, memoryLog, serve } from '../unit/server/harness';
import { Contract } from '../../clients/typescript/story/contract';
import type { Driver } from '../../clients/typescript/story/driver';
import { GrpcDriver } from '../../clients/typescript/story/grpc-driver';
import { InProcessDriver } from './in-process-driver';

/** A server and its client. */
export interface Served {
  readonly driver: Driver;
  /** What the server has logged. */
  readonly log: readonly Record<string, unknown>[];
}

let known: Contract | undefined;

/** The contract; read once. */
export function contract(): Contract {
  known ??= Contract.load();
  return known;
}

function newRegistry(): Registry {
  return new Registry({ time: SYSTEM_TIME, incarnations: incarnationsFromTime(1000), memoryDirectory: undefined });
}

async function inProcess(): Promise<Served> {
  const registry = newRegistry();
  const { lines, logger } = memoryLog();
  later(() => {
    registry.close();
  });
  return { driver: new InProcessDriver(allServices(registry, []), contract(), logger), log: lines };
}

async function overGrpc(): Promise<Served> {
  const registry = newRegistry();
  const { target, lines } = await serve(allServices(registry, []), '', { onStopping: () => registry.close() });
  const driver = new GrpcDriver(target, contract());
  later(() => {
    driver.close();
  });
  return { driver, log: lines };
}

/** The drivers by the words that tests and failures call them; each starts a server that `cleanUp` ends. */
export const DRIVERS: Readonly<Record<string, () => Promise<Served>>> = {
  'in process': inProcess,
  'over gRPC': overGrpc,
};
