/**
 * Starting and stopping the server.
 *
 * Each listener has a grpc-js server of its own with the same handlers, so that what is allowed can differ, and can be
 * decided once at the start instead of at every call. Health and reflection are on all of them.
 */
import * as grpc from '@grpc/grpc-js';
import { IommuError } from '../model/errors';
import { ForeignStreams } from './foreign-services';
import type { Handler, Service } from './handler';
import { Health, HEALTH_SERVICE } from './health';
import type { AllowList, Listener } from './listener-spec';
import { bind, type Bound } from './listeners';
import { takeTransportLog, type Logger } from './logging';
import { FIRST_MESSAGE_TIMEOUT_MS, SERVER_OPTIONS, STOP_GRACE_MS } from './options';
import { contractServices, descriptorSetPath, type ContractService, type MethodDefinitions } from './protos';
import { reflectionService } from './reflection';
import { implementation, notAllowedHere, type ServeEnvironment } from './serve';

/** What a server is made of. */
export interface ServerConfig {
  /** Where to listen, at least one. */
  readonly listeners: readonly Listener[];
  /** What to serve; each with a handler for every method of the contract. */
  readonly services: readonly Service[];
  readonly logger: Logger;
  /**
   * Called once when a stop begins, after health says NOT_SERVING and before anything is closed: the moment to end the
   * server's own streams with a reason.
   */
  readonly onStopping?: () => void;
  /** How long a stop waits for calls to end, in milliseconds; 5000 unless given. */
  readonly stopGraceMs?: number;
  /** How long a bidirectional stream may take to send its first message, in milliseconds; 10000 unless given. */
  readonly firstMessageTimeoutMs?: number;
}

/** A server that runs. */
export interface RunningServer {
  /** gRPC targets in the order of the listeners, for instance `unix:/run/viommud.sock`. */
  readonly targets: readonly string[];
  /**
   * Stops gracefully: says NOT_SERVING, lets `onStopping` end our streams, takes no new calls, waits for those that run,
   * cuts off what is left after the grace time, and removes the sockets. Called again it returns the same promise.
   */
  stop(): Promise<void>;
}

/** One listener with its server. */
interface Front {
  readonly server: grpc.Server;
  readonly bound: Bound;
}

/**
 * Starts a server on all its listeners, or on none.
 *
 * @throws ListenerError when a listener cannot be opened
 * @throws Error when a service or method is not in the contract, or has no handler
 */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const { logger, listeners } = config;
  const env: ServeEnvironment = {
    logger,
    firstMessageTimeoutMs: config.firstMessageTimeoutMs ?? FIRST_MESSAGE_TIMEOUT_MS,
    unopened: new Set(),
  };
  takeTransportLog(logger);
  const registrations = config.services.map(register);
  const names = registrations.map(({ contract }) => contract.fullName);
  const health = new Health(names);
  const reflection = reflectionService(descriptorSetPath(), [...names, HEALTH_SERVICE]);
  const foreign = new ForeignStreams();

  const fronts: Front[] = [];
  try {
    for (const listener of listeners) {
      const server = new grpc.Server(SERVER_OPTIONS);
      for (const registration of registrations) addService(server, registration, listener.allow, env);
      const host = foreign.host(server);
      health.addTo(host);
      reflection.addToServer(host);
      fronts.push({ server, bound: await bindOrClose(server, listener) });
    }
  } catch (error) {
    await Promise.all(fronts.map((front) => close(front, 0)));
    throw error;
  }
  const targets = fronts.map((front) => front.bound.target);
  logger.info({ targets }, 'listening');

  const shutDown = async (): Promise<void> => {
    logger.info('stopping');
    health.stopServing();
    try {
      config.onStopping?.();
    } catch (error) {
      logger.error({ err: error }, 'ending the streams failed');
    }
    foreign.endAll();
    for (const stream of env.unopened)
      stream.fail(new IommuError('SERVER_STOPPING', 'the server stops; connect again later'));
    await Promise.all(fronts.map((front) => close(front, config.stopGraceMs ?? STOP_GRACE_MS)));
    logger.info('stopped');
  };
  let stopped: Promise<void> | undefined;
  return { targets, stop: () => (stopped ??= shutDown()) };
}

/** A service with its part of the contract. */
interface Registration {
  readonly contract: ContractService;
  readonly handlers: ReadonlyMap<string, Handler>;
}

/** Finds a service and its methods in the contract; one that is missing or too many is an error of the program. */
function register(service: Service): Registration {
  const contract = contractServices().get(service.name);
  if (contract === undefined) throw new Error(`${service.name} is not in the contract`);
  const left = new Set(Object.keys(service.handlers));
  const handlers = new Map<string, Handler>();
  for (const [method, definition] of Object.entries(contract.definition)) {
    const key = method.charAt(0).toLowerCase() + method.slice(1);
    const handler = service.handlers[key];
    if (handler?.kind !== kindOf(definition)) {
      throw new Error(`${service.name}/${method} needs a ${kindOf(definition)} handler named ${key}`);
    }
    handlers.set(method, handler);
    left.delete(key);
  }
  if (left.size > 0) throw new Error(`${service.name} has no methods ${[...left].join(', ')}`);
  return { contract, handlers };
}

function kindOf(definition: grpc.MethodDefinition<unknown, unknown>): Handler['kind'] | 'clientStream' {
  if (definition.requestStream) return definition.responseStream ? 'bidi' : 'clientStream';
  return definition.responseStream ? 'serverStream' : 'unary';
}

function addService(server: grpc.Server, registration: Registration, allow: AllowList, env: ServeEnvironment): void {
  const { contract, handlers } = registration;
  const methods: grpc.UntypedServiceImplementation = {};
  for (const [name, handler] of handlers) {
    const method = `${contract.name}/${name}`;
    methods[name] = allow.has(method)
      ? implementation(handler, method, env)
      : notAllowedHere(handler.kind, method, env);
  }
  server.addService(withLoggedFailures(contract, env.logger), methods);
}

/** grpc-js answers INTERNAL when a response cannot be encoded, and tells nobody why. */
function withLoggedFailures(contract: ContractService, logger: Logger): MethodDefinitions {
  const definition: Record<string, grpc.MethodDefinition<unknown, unknown>> = {};
  for (const [name, method] of Object.entries(contract.definition)) {
    const serialize = method.responseSerialize;
    const responseSerialize = (response: unknown): Buffer => {
      try {
        return serialize(response);
      } catch (error) {
        logger.error({ err: error, method: `${contract.name}/${name}` }, 'a response cannot be encoded');
        throw error;
      }
    };
    definition[name] = { ...method, responseSerialize };
  }
  return definition;
}

async function bindOrClose(server: grpc.Server, listener: Listener): Promise<Bound> {
  try {
    return await bind(server, listener);
  } catch (error) {
    server.forceShutdown();
    throw error;
  }
}

/**
 * Closes one listener: connections take no new calls and close when their last call has ended, or after the grace time.
 *
 * drain() does that, and has to come first: tryShutdown() alone waits for ever, and forceShutdown() closes no connection
 * while channelz is off.
 */
async function close({ server, bound }: Front, graceMs: number): Promise<void> {
  server.drain(bound.target, graceMs);
  await new Promise<void>((resolve) => {
    server.tryShutdown(() => {
      resolve();
    });
  });
  bound.release();
}
