/** What a command takes: positional arguments and options, each with its own help and its own reader. */
import { UsageError } from './usage-error';

/** One argument or option. */
export interface Parameter<Value> {
  /** What stands for the value in help; empty for an option without value. */
  readonly placeholder: string;
  /** One line for people. */
  readonly help: string;
  /** The fewest and the most texts it takes. */
  readonly count: readonly [least: number, most: number];
  /** What its texts may be; empty where there are too many, or nobody knows. */
  readonly choices: readonly string[];
  /** Turns the texts given into the value. */
  read(texts: readonly string[]): Value;
}

/** Parameters by their names in code; options are written in kebab-case, arguments in upper case. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** What the readers of some parameters return. */
export type Values<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends Parameter<infer Value> ? Value : never;
};

/** Turns a text into a value. */
interface Reader<Value> {
  (text: string): Value;
  /** What the text may be, where that is a short list. */
  readonly choices?: readonly string[];
}

/** Takes a text as it is. */
export const asText: Reader<string> = (text) => text;

/** Must be given once. */
export function required<Value>(placeholder: string, help: string, read: Reader<Value>): Parameter<Value> {
  return { placeholder, help, count: [1, 1], choices: read.choices ?? [], read: ([text = '']) => read(text) };
}

/** May be given once. */
export function optional<Value>(placeholder: string, help: string, read: Reader<Value>): Parameter<Value | undefined> {
  return {
    placeholder,
    help,
    count: [0, 1],
    choices: read.choices ?? [],
    read: ([text]) => (text === undefined ? undefined : read(text)),
  };
}

/** May be given once; else it is as if `fallback` had been. */
export function defaulted<Value>(
  placeholder: string,
  help: string,
  read: Reader<Value>,
  fallback: string,
): Parameter<Value> {
  return {
    placeholder,
    help: `${help}; default ${fallback}`,
    count: [0, 1],
    choices: read.choices ?? [],
    read: ([text = fallback]) => read(text),
  };
}

/** May be given any number of times, but at least `least`. */
export function repeated<Value>(placeholder: string, help: string, read: Reader<Value>, least = 0): Parameter<Value[]> {
  return {
    placeholder,
    help,
    count: [least, Infinity],
    choices: read.choices ?? [],
    read: (texts) => texts.map((text) => read(text)),
  };
}

/** Is there or not. */
export function flag(help: string): Parameter<boolean> {
  return { placeholder: '', help, count: [0, 1], choices: [], read: (texts) => texts.length > 0 };
}

/** The name of an option as it is typed: `ifMapped` is `if-mapped`. */
export function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Reads one parameter and says which one is wrong when it is. */
function readOne(label: string, parameter: Parameter<unknown>, texts: readonly string[]): unknown {
  const [least, most] = parameter.count;
  if (texts.length < least) throw new UsageError(`${label} is missing: ${parameter.help}; see --help`);
  if (texts.length > most && parameter.placeholder !== '') throw new UsageError(`${label} is given more than once`);
  try {
    return parameter.read(texts);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${label}: ${error.message}`, error.choices);
    throw error;
  }
}

/**
 * Reads the options of a command.
 *
 * @param parameters what there is
 * @param given the texts given for each, by the name typed
 */
export function readOptions<P extends Parameters>(
  parameters: P,
  given: Readonly<Record<string, readonly string[]>>,
): Values<P> {
  const entries = Object.entries(parameters).map(([name, parameter]) => {
    const typed = optionName(name);
    return [name, readOne(`--${typed}`, parameter, given[typed] ?? [])] as const;
  });
  return Object.fromEntries(entries) as Values<P>;
}

/**
 * Reads the positional arguments of a command. One that may be absent or repeated comes last.
 *
 * @param parameters what there is, in order
 * @param texts what was given
 */
export function readArguments<P extends Parameters>(parameters: P, texts: readonly string[]): Values<P> {
  const rest = [...texts];
  const entries = Object.entries(parameters).map(([name, parameter]) => {
    const taken = rest.splice(0, parameter.count[1]);
    return [name, readOne(parameter.placeholder, parameter, taken)] as const;
  });
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is too much; see --help`);
  return Object.fromEntries(entries) as Values<P>;
}
