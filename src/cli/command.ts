/** What a command is. */
import type { Readable } from 'node:stream';
import type { CallOptions, ViommuClient } from '../../clients/typescript';
import type { Output } from './output';
import { readArguments, readOptions, type Parameters, type Values } from './parameters';
import type { ScreenSize } from './screen';
import type { Style } from './style';

/** What the program ends with. */
export const EXIT = {
  /** Done. */
  ok: 0,
  /** The server refused. */
  refused: 1,
  /** The command line is wrong; nothing was sent. */
  usage: 2,
  /** It was done, and the result is not what was asked for; or a record is malformed. */
  notAsAsked: 3,
  /** The server cannot be reached. */
  unreachable: 4,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command works with that needs no server. */
export interface LocalContext {
  /** Aborts at Ctrl-C, at the end of `--timeout` of a watch and when nobody reads the output any more. */
  readonly signal: AbortSignal;
  /** The standard input. */
  readonly input: () => Readable;
  /** Where results go. */
  readonly output: Output;
  /** Waits until what was printed has left, as far as it must before more is: otherwise it would pile up in memory. */
  readonly drained: () => Promise<void>;
  /** Tells people something that is no result, on the standard error. */
  readonly note: (text: string) => void;
  /** Tells people how far it is, if the standard error is a terminal; the next text takes the place of the last. */
  readonly progress: (text: string) => void;
  /** What makes text of results stand out, if the standard output is a terminal. */
  readonly style: Style;
  /** How large the terminal of the standard output is now; undefined: it is none. */
  readonly screenSize: (() => ScreenSize) | undefined;
}

/** What a command works with. */
export interface Context extends LocalContext {
  /** Where the server is. */
  readonly target: string;
  /** The connection. */
  readonly client: ViommuClient;
  /** How calls are made: deadline and Ctrl-C. */
  readonly call: CallOptions;
  /**
   * The vIOMMU to work on.
   *
   * @param id what was given as an argument, which comes before `--viommu` and VIOMMU_ID
   * @throws UsageError when there is none of them
   */
  readonly viommu: (id?: string) => string;
  /** The same, undefined when there is none. */
  readonly viommuIfAny: (id?: string) => string | undefined;
}

/** A command. */
export interface Command {
  readonly kind: 'command';
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  /** More, where one line is not enough. */
  readonly details?: string;
  /** Whether it waits for something that only others can bring about: then it has no deadline by default. */
  readonly waits?: boolean;
  /** Whether `--timeout` is how long it runs instead of a deadline: then it ends tidily. */
  readonly streams?: boolean;
  readonly args: Parameters;
  readonly options: Parameters;
  /**
   * Reads the command line.
   *
   * @returns what runs it
   * @throws UsageError when it is wrong
   */
  prepare(positionals: readonly string[], given: Readonly<Record<string, readonly string[]>>): Run;
}

/** A command whose command line has been read, and whether it is to be connected. */
export type Run =
  | { readonly needsServer: true; readonly run: Start<Context> }
  | { readonly needsServer: false; readonly run: Start<LocalContext> };

type Start<C> = (context: C) => Promise<ExitCode>;

/** Commands under one word. */
export interface Group {
  readonly kind: 'group';
  readonly name: string;
  readonly summary: string;
  readonly members: readonly (Command | Group)[];
}

/** What a command is made from. */
export interface Definition<A extends Parameters, O extends Parameters, C extends LocalContext = Context> {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  readonly waits?: boolean;
  readonly streams?: boolean;
  /** Positional arguments, in order. */
  readonly args: A;
  readonly options: O;
  readonly run: (context: C, args: Values<A>, options: Values<O>) => Promise<ExitCode>;
}

function make<A extends Parameters, O extends Parameters, C extends LocalContext>(
  definition: Definition<A, O, C>,
  prepared: (run: Start<C>) => Run,
): Command {
  const { run, ...rest } = definition;
  return {
    kind: 'command',
    ...rest,
    prepare(positionals, given) {
      const args = readArguments(definition.args, positionals);
      const options = readOptions(definition.options, given);
      return prepared((context) => run(context, args, options));
    },
  };
}

/** Makes a command. */
export function command<A extends Parameters, O extends Parameters>(definition: Definition<A, O>): Command {
  return make(definition, (run) => ({ needsServer: true, run }));
}

/** Makes a command that needs no server: nothing is connected, and `--target` is without effect. */
export function localCommand<A extends Parameters, O extends Parameters>(
  definition: Definition<A, O, LocalContext>,
): Command {
  return make(definition, (run) => ({ needsServer: false, run }));
}

/** Makes a group. */
export function group(name: string, summary: string, members: readonly (Command | Group)[]): Group {
  return { kind: 'group', name, summary, members };
}
