/** Binding a grpc-js server to its listener: stale sockets, permissions, and errors that say what to do. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { ListenerError, type Listener, type TcpListener, type UnixListener } from './listener-spec';

/** While a socket comes into being nobody but the owner may use it. */
const PRIVATE_UMASK = 0o177;

/** Where a server can be reached. */
export interface Bound {
  /** A gRPC target, for instance `unix:/run/viommud.sock` or `127.0.0.1:50051`. */
  readonly target: string;
  /** Removes what the listener left in the file system. */
  release(): void;
}

/**
 * Makes a server listen.
 *
 * @param server the grpc-js server, not yet bound
 * @param listener where
 * @throws ListenerError when the address is taken, forbidden or impossible
 */
export async function bind(server: grpc.Server, listener: Listener): Promise<Bound> {
  return listener.kind === 'unix' ? bindUnix(server, listener) : bindTcp(server, listener);
}

async function bindTcp(server: grpc.Server, listener: TcpListener): Promise<Bound> {
  const port = await listen(server, listener.address).catch((error: unknown) => {
    const taken = messageOf(error).includes('EADDRINUSE');
    throw new ListenerError(
      `${listener.spec}: ${taken ? 'the port is in use; choose another one, or port 0' : messageOf(error)}`,
    );
  });
  return { target: listener.address.replace(/\d+$/, String(port)), release: () => undefined };
}

async function bindUnix(server: grpc.Server, listener: UnixListener): Promise<Bound> {
  const gid = listener.group === undefined ? undefined : groupId(listener.spec, listener.group);
  checkParent(listener);
  await removeStale(listener);
  const target = `unix:${listener.path}`;
  const umask = process.umask(PRIVATE_UMASK);
  try {
    await listen(server, target);
  } catch (error) {
    throw new ListenerError(`${listener.spec}: ${messageOf(error)}`);
  } finally {
    process.umask(umask);
  }
  try {
    if (gid !== undefined) fs.chownSync(listener.path, -1, gid);
    fs.chmodSync(listener.path, listener.mode);
  } catch (error) {
    throw new ListenerError(`${listener.spec}: ${messageOf(error)}; the process must be in the group, or root`);
  }
  const { ino } = fs.lstatSync(listener.path);
  return {
    target,
    release: () => {
      if (inodeOf(listener.path) === ino) fs.rmSync(listener.path, { force: true });
    },
  };
}

/** Binds, and gives the port (1 for a unix socket). */
function listen(server: grpc.Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

function checkParent(listener: UnixListener): void {
  const parent = path.dirname(listener.path);
  const stat = fs.statSync(parent, { throwIfNoEntry: false });
  if (stat === undefined) throw new ListenerError(`${listener.spec}: ${parent} does not exist; create it first`);
  if (!stat.isDirectory()) throw new ListenerError(`${listener.spec}: ${parent} is not a directory`);
}

/**
 * Removes the socket of a server that was killed. A socket somebody listens on, and anything that is not a socket,
 * stays and is an error.
 */
async function removeStale(listener: UnixListener): Promise<void> {
  const stat = fs.lstatSync(listener.path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isSocket()) {
    throw new ListenerError(`${listener.spec}: ${listener.path} exists and is not a socket; move it away`);
  }
  const answer = await probe(listener.path);
  if (answer === 'accepted') {
    throw new ListenerError(`${listener.spec}: already running; stop the server that listens there`);
  }
  if (answer !== 'ECONNREFUSED' && answer !== 'ENOENT') {
    throw new ListenerError(`${listener.spec}: cannot tell whether a server listens there: ${answer}`);
  }
  // Only the very socket that refused: another server may have replaced it meanwhile.
  if (inodeOf(listener.path) === stat.ino) fs.rmSync(listener.path, { force: true });
}

function inodeOf(file: string): number | undefined {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.ino;
}

/** Tries to connect: `accepted`, or the code of the error. */
function probe(socketPath: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve('accepted');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
}

/** The number of a group, by number or by its name in /etc/group. */
function groupId(spec: string, group: string): number {
  if (/^\d+$/.test(group)) return Number(group);
  for (const line of fs.readFileSync('/etc/group', 'utf8').split('\n')) {
    const [name, , gid] = line.split(':');
    if (name === group && gid !== undefined) return Number(gid);
  }
  throw new ListenerError(`${spec}: there is no group ${group} in /etc/group; give its number`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
