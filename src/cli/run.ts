/** Runs one command line: everything of the program but the process around it. */
import os from 'node:os';
import type { Readable } from 'node:stream';
import { connect, type ViommuClient } from '../../clients/typescript';
import { EXIT, type Context, type ExitCode, type LocalContext, type Run } from './command';
import { GLOBALS, readCommandLine, type CommandLine } from './command-line';
import { explain, oneLine } from './failure';
import { help } from './help';
import { Output, type Write } from './output';
import { PROGRAM } from './program';
import type { ScreenSize } from './screen';
import { COLOURS, PLAIN, type Style } from './style';
import { UsageError } from './usage-error';

/** The world as the program sees it. */
export interface World {
  /** The command line without the program. */
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => Readable;
  readonly stdout: Write;
  /** Waits until enough of what went to the standard output has left. */
  readonly drained: () => Promise<void>;
  readonly stderr: Write;
  /** Which outputs are terminals. */
  readonly terminals: { readonly stdout: boolean; readonly stderr: boolean };
  /** How large the terminal of the standard output is, if it is one. */
  readonly screenSize: () => ScreenSize;
  /** Aborts at Ctrl-C, and when nobody reads the output any more. */
  readonly signal: AbortSignal;
  readonly version: string;
}

/** How long a call may take by default, in milliseconds. */
const DEADLINE_MS = 30_000;

/** Where the server listens by default. */
function defaultTarget(env: World['env']): string {
  return env['VIOMMU_TARGET'] || `unix:${env['XDG_RUNTIME_DIR'] || os.tmpdir()}/viommud.sock`;
}

/** Colours only for people who have not said that they want none (https://no-color.org). */
function styleOf({ terminals, env }: World): Style {
  return terminals.stdout && !env['NO_COLOR'] && env['TERM'] !== 'dumb' ? COLOURS : PLAIN;
}

/** Back to the beginning of the line, and away with what stands there. */
const CLEAR_LINE = '\r\x1b[K';

/** What people are told on the standard error: notes, a line each, and below them how far it is. */
function tell({ terminals, stderr }: World): Pick<LocalContext, 'note' | 'progress'> {
  let isShown = false;
  const progress = (text: string): void => {
    if (!terminals.stderr || (text === '' && !isShown)) return;
    stderr(CLEAR_LINE + text);
    isShown = text !== '';
  };
  const note = (text: string): void => {
    progress('');
    stderr(`${PROGRAM.name}: ${oneLine(text)}\n`);
  };
  return { note, progress };
}

function connected(target: string): ViommuClient {
  try {
    return connect(target);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`--target: ${error.message}`);
    throw error;
  }
}

/** What a group, or an option that asks for text, prints instead of running anything. */
function textAsked(line: CommandLine, version: string): string | undefined {
  if (line.globals.help) return help(line.path, line.node, GLOBALS);
  return line.globals.version ? `${PROGRAM.name} ${version}\n` : undefined;
}

function read({ node, path, positionals, given }: CommandLine): Run {
  if (node.kind === 'command') return node.prepare(positionals, given);
  const names = node.members.map(({ name }) => name).join(', ');
  throw new UsageError(`${path} needs a command: ${names}; see ${path} --help`);
}

async function execute(world: World, line: CommandLine, target: string): Promise<ExitCode> {
  const prepared = read(line);
  const { node, globals } = line;
  const waits = node.kind === 'command' && node.waits === true;
  const streams = node.kind === 'command' && node.streams === true;
  const limit = streams && globals.timeout !== undefined ? [AbortSignal.timeout(globals.timeout)] : [];
  const signal = AbortSignal.any([world.signal, ...limit]);
  const local: LocalContext = {
    signal,
    input: world.stdin,
    output: new Output(world.stdout, globals.json),
    drained: world.drained,
    ...tell(world),
    style: styleOf(world),
    screenSize: world.terminals.stdout ? world.screenSize : undefined,
  };
  if (!prepared.needsServer) return await prepared.run(local);
  const viommuIfAny = (id?: string): string | undefined =>
    id ?? globals.viommu ?? (world.env['VIOMMU_ID'] || undefined);
  const client = connected(target);
  const context: Context = {
    ...local,
    target,
    client,
    call: { signal, deadlineMs: globals.timeout ?? (waits ? Infinity : DEADLINE_MS) },
    viommuIfAny,
    viommu: (id) => {
      const found = viommuIfAny(id);
      if (found === undefined) throw new UsageError('which vIOMMU? Give --viommu ID, or set VIOMMU_ID');
      return found;
    },
  };
  try {
    return await prepared.run(context);
  } finally {
    local.progress('');
    client.close();
  }
}

/**
 * Runs a command line.
 *
 * @returns the exit code
 * @throws whatever is a bug of this program
 */
export async function run(world: World): Promise<ExitCode> {
  let target = defaultTarget(world.env);
  try {
    const line = readCommandLine(PROGRAM, world.words);
    const text = textAsked(line, world.version);
    if (text !== undefined) {
      world.stdout(text);
      return EXIT.ok;
    }
    target = line.globals.target ?? target;
    return await execute(world, line, target);
  } catch (error) {
    const failure = explain(error, target, world.signal);
    if (failure === undefined) throw error;
    world.stderr(`${PROGRAM.name}: ${failure.text}\n`);
    return failure.exit;
  }
}
