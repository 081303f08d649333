/** The command line of the server. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ListenerError, parseListener, type Listener } from './listener-spec';
import { isLogLevel, LOG_LEVELS, type LogLevel } from './logging';
import { STOP_GRACE_MS } from './options';

/** What `--help` prints. */
export const HELP = `viommud: a gRPC virtual-IOMMU backend for virtual machine monitors

usage: viommud [--listen SPEC]… [flags]

  --listen SPEC      where to listen; may be given more than once
                     unix:/path[,mode=0660][,group=NAME|GID][,allow=NAME+NAME…]
                     127.0.0.1:PORT | [::1]:PORT | localhost:PORT  [,allow=NAME+NAME…]   (port 0: the system chooses)
                     a NAME is a preset, a service (FaultService) or a method (FaultService/WatchFaults); presets:
                       all     everything (the default)
                       device  what a device model needs: it can neither answer faults nor delete vIOMMUs
                     default: unix:$XDG_RUNTIME_DIR/viommud.sock, or in the directory for temporary files
  --memory-dir DIR   directory below which guest memory files may be shared; default: none are
  --state-dir DIR    directory in which the server remembers the incarnations it gave; default: counted from the
                     second of its start, so that after more than one vIOMMU a second a restart may repeat some
  --log-level LEVEL  ${LOG_LEVELS.join(', ')}; default: info (JSON lines on standard error)
  --grace-ms N       how long a stop waits for calls to end, in milliseconds; default: ${STOP_GRACE_MS}
  --version          print the version
  --help             print this

When it listens it prints one line: viommud ready: <address> [<address>…]
SIGTERM and SIGINT stop it gracefully; a second one at once.
`;

/** The command line is wrong. The message says what to do. */
export class UsageError extends Error {}

/** How the server is to run. */
export interface Settings {
  readonly listeners: readonly Listener[];
  /** Directory below which guest memory files may be shared; undefined: none are. */
  readonly memoryDirectory: string | undefined;
  /** Directory in which incarnations are counted; undefined: from the time. */
  readonly stateDirectory: string | undefined;
  readonly logLevel: LogLevel;
  /** How long a stop waits for calls to end, in milliseconds. */
  readonly graceMs: number;
}

/**
 * Reads the command line.
 *
 * @param args without the program's name
 * @param runtimeDirectory where the socket is unless the command line says so
 * @returns the settings, or what is to be printed instead
 * @throws UsageError
 */
export function readSettings(args: readonly string[], runtimeDirectory: string): Settings | 'help' | 'version' {
  const values = parse(args);
  if (values.help === true) return 'help';
  if (values.version === true) return 'version';
  const listen = values.listen ?? [`unix:${path.join(runtimeDirectory, 'viommud.sock')}`];
  return {
    listeners: listen.map(listenerOf),
    memoryDirectory: values['memory-dir'],
    stateDirectory: values['state-dir'],
    logLevel: logLevelOf(values['log-level'] ?? 'info'),
    graceMs: millisecondsOf(values['grace-ms'] ?? String(STOP_GRACE_MS)),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        listen: { type: 'string', multiple: true },
        'memory-dir': text,
        'state-dir': text,
        'log-level': text,
        'grace-ms': text,
        version: flag,
        help: flag,
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function listenerOf(spec: string): Listener {
  try {
    return parseListener(spec);
  } catch (error) {
    throw error instanceof ListenerError ? new UsageError(`--listen ${error.message}`) : error;
  }
}

function logLevelOf(level: string): LogLevel {
  if (isLogLevel(level)) return level;
  throw new UsageError(`--log-level ${level}: use one of ${LOG_LEVELS.join(', ')}`);
}

function millisecondsOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--grace-ms ${text}: give a number of milliseconds`);
}
