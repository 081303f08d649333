/** `viommuctl` in this process, against a real server in which nothing is yet. */
import { connect, type ViommuClient } from '../../../clients/typescript';
import { allServices } from '../../../src/server/services';
import { incarnationsFromTime, Registry, SYSTEM_TIME } from '../../../src/session';
import { cleanUp, serve } from '../server/harness';
import { runLine, type World } from './harness';

/** A server, and who talks to it. */
export interface RealServer {
  readonly target: string;
  readonly client: ViommuClient;
  /** Runs a command line for the vIOMMU vm0. */
  viommuctl(line: string | readonly string[], world?: World): ReturnType<typeof runLine>;
  /** Runs command lines, one after the other, which must succeed; what they print is forgotten. */
  prepare(...lines: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server. */
export async function realServer(): Promise<RealServer> {
  const incarnations = incarnationsFromTime(1000);
  const registry = new Registry({ time: SYSTEM_TIME, incarnations, memoryDirectory: undefined });
  const { target } = await serve(allServices(registry, []), '', { onStopping: () => registry.close() });
  const client = connect(target);
  const viommuctl = (line: string | readonly string[], world: World = {}) => runLine(target, line, world);
  return {
    target,
    client,
    viommuctl,
    async prepare(...lines) {
      for (const line of lines) {
        const { code, stderr } = await viommuctl(line);
        expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
      }
    },
    async close() {
      client.close();
      await cleanUp();
    },
  };
}
