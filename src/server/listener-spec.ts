/**
 * The grammar of a listener:
 *
 *     unix:/path[,mode=0660][,group=NAME|GID][,allow=NAME+NAME…]
 *     127.0.0.1:PORT | [::1]:PORT | localhost:PORT   [,allow=NAME+NAME…]
 *
 * Options are separated by commas, so that a path cannot contain one. A NAME of `allow` is a preset (`all`, `device`), a
 * service (`FaultService`) or a method (`FaultService/WatchFaults`); health and reflection are always allowed.
 */
import path from 'node:path';
import { contractServices } from './protos';

/** A listener that cannot be: its text is wrong, or the system refuses it. The message says what to do. */
export class ListenerError extends Error {
  /** @param message for people: what, why, and the way out */
  constructor(message: string) {
    super(message);
    this.name = 'ListenerError';
  }
}

/** The methods a listener serves, as `Service/Method`. */
export type AllowList = ReadonlySet<string>;

/** A unix socket. */
export interface UnixListener {
  readonly kind: 'unix';
  /** As it was written. */
  readonly spec: string;
  /** Absolute path. */
  readonly path: string;
  /** Permission bits of the socket. Connecting needs write permission. */
  readonly mode: number;
  /** Group name or number; undefined: that of the process. */
  readonly group: string | undefined;
  readonly allow: AllowList;
}

/** A TCP port on a loopback address. */
export interface TcpListener {
  readonly kind: 'tcp';
  /** As it was written. */
  readonly spec: string;
  /** Host and port as grpc-js takes them. Port 0: the system chooses. */
  readonly address: string;
  readonly allow: AllowList;
}

/** Where a server listens, and what it serves there. */
export type Listener = UnixListener | TcpListener;

/** The owner alone may connect. */
const DEFAULT_MODE = 0o600;

/** The longest path of a unix socket on Linux, in bytes: 108 with the terminating zero. */
export const MAX_SOCKET_PATH_BYTES = 107;

const MAX_PORT = 65_535;

const GRAMMAR =
  'write unix:/path[,mode=0660][,group=NAME][,allow=NAME+…] or 127.0.0.1:PORT, [::1]:PORT or localhost:PORT[,allow=…]';

/**
 * What a device model may call: it can neither answer faults nor delete vIOMMUs. What software does with an endpoint
 * stays off it: registers, StopPasid, context, SendPageResponse and whatever else belongs to the VMM. A model says the
 * same on its channel, or the VMM does it.
 */
const DEVICE_PRESET = [
  'ChannelService/EndpointChannel',
  'EndpointService/SubmitPageRequests',
  'EndpointService/IssueDma',
  'EndpointService/IssueTranslationRequest',
  'EndpointService/CompleteInvalidation',
  'EndpointService/WatchEndpoint',
];

/**
 * Reads a listener.
 *
 * @param spec text in the grammar above
 * @throws ListenerError when it is not in the grammar, or names an address that is not loopback
 */
export function parseListener(spec: string): Listener {
  const [address = '', ...rest] = spec.split(',');
  const options = parseOptions(spec, rest);
  const allow = parseAllow(spec, options.get('allow') ?? 'all');
  if (!address.startsWith('unix:')) {
    const misplaced = ['mode', 'group'].find((key) => options.has(key));
    if (misplaced !== undefined) throw new ListenerError(`${spec}: ${misplaced} is for unix sockets; remove it`);
    return { kind: 'tcp', spec, address: checkTcp(spec, address), allow };
  }
  return {
    kind: 'unix',
    spec,
    path: checkPath(spec, address.slice('unix:'.length)),
    mode: parseMode(spec, options.get('mode')),
    group: options.get('group'),
    allow,
  };
}

/** Methods of the contract as `Service/Method`. */
function contractMethods(): string[] {
  return [...contractServices().values()].flatMap((service) =>
    Object.keys(service.definition).map((method) => `${service.name}/${method}`),
  );
}

function parseOptions(spec: string, options: readonly string[]): Map<string, string> {
  const parsed = new Map<string, string>();
  for (const option of options) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/.exec(option) ?? [];
    if (!['mode', 'group', 'allow'].includes(key) || value === '') {
      throw new ListenerError(`${spec}: "${option}" is no option; ${GRAMMAR}`);
    }
    if (parsed.has(key)) throw new ListenerError(`${spec}: ${key} is given twice; give it once`);
    parsed.set(key, value);
  }
  return parsed;
}

function parseAllow(spec: string, text: string): AllowList {
  const methods = contractMethods();
  const allowed = new Set<string>();
  for (const name of text.split('+')) {
    const meant = methodsOf(name, methods);
    if (meant.length === 0) {
      const services = [...contractServices().keys()].join(', ');
      throw new ListenerError(
        `${spec}: allow: "${name}" is unknown; use all, device, a service (${services}) or Service/Method`,
      );
    }
    for (const method of meant) allowed.add(method);
  }
  return allowed;
}

/** The methods a preset, a service or a method name stands for; none when it is unknown. */
function methodsOf(name: string, methods: readonly string[]): readonly string[] {
  if (name === 'all') return methods;
  if (name === 'device') return DEVICE_PRESET;
  return methods.filter((method) => method === name || method.startsWith(`${name}/`));
}

function checkTcp(spec: string, address: string): string {
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(address) ?? [];
  if (port === '' || Number(port) > MAX_PORT) throw new ListenerError(`${spec}: no listener; ${GRAMMAR}`);
  if (!['127.0.0.1', '[::1]', 'localhost'].includes(host)) {
    throw new ListenerError(
      `${spec}: ${host === '' ? 'an empty host' : host} is not a loopback address; there is no TLS, so that TCP is ` +
        `only for 127.0.0.1, [::1] and localhost; use a unix socket, or forward the port (ssh -L)`,
    );
  }
  return `${host}:${port}`;
}

function checkPath(spec: string, text: string): string {
  if (text === '') throw new ListenerError(`${spec}: the path is missing; ${GRAMMAR}`);
  if (text.includes('\0')) throw new ListenerError(`${spec}: a path cannot contain a zero byte`);
  const absolute = path.resolve(text);
  const bytes = Buffer.byteLength(absolute);
  if (bytes > MAX_SOCKET_PATH_BYTES) {
    throw new ListenerError(
      `${spec}: the path has ${bytes} bytes, the system takes ${MAX_SOCKET_PATH_BYTES}; use a shorter one`,
    );
  }
  return absolute;
}

function parseMode(spec: string, text: string | undefined): number {
  if (text === undefined) return DEFAULT_MODE;
  if (!/^0?[0-7]{3}$/.test(text)) {
    throw new ListenerError(`${spec}: mode=${text} is no mode; give three octal digits, for instance 0660`);
  }
  return Number.parseInt(text, 8);
}
