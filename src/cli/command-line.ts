/** From words to a command: finds it in the tree and sorts its options. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Command, Group } from './command';
import { parseMilliseconds } from './numbers';
import { asText, flag, optional, optionName, readOptions, type Parameters, type Values } from './parameters';
import { UsageError } from './usage-error';

/** Options that every command has, anywhere on the line. */
export const GLOBALS = {
  target: optional('ADDRESS', 'where the server is: unix:/path or host:port (VIOMMU_TARGET)', asText),
  viommu: optional('ID', 'the vIOMMU to work on (VIOMMU_ID)', asText),
  json: flag('print JSON: one line for each result, each item of a list and each report'),
  timeout: optional('TIME', 'how long to wait, as in 500ms or 5s; a watch runs that long', parseMilliseconds),
  help: flag('print help'),
  version: flag('print the version'),
} satisfies Parameters;

/** What was found in the command line. */
export interface CommandLine {
  /** The command or group that the words name. */
  readonly node: Command | Group;
  /** The words, the program's name first. */
  readonly path: string;
  readonly globals: Values<typeof GLOBALS>;
  readonly positionals: readonly string[];
  /** Texts of each option by the name typed; an option without value has an empty text for each time it is there. */
  readonly given: Readonly<Record<string, readonly string[]>>;
}

const SHORTHANDS: Readonly<Record<string, string>> = { help: 'h' };

/** Options as node:util takes them; each may come several times, so that this can be noticed. */
function configured(parameters: Parameters): NonNullable<ParseArgsConfig['options']> {
  const entries = Object.entries(parameters).map(([name, { placeholder }]) => {
    const typed = optionName(name);
    const letter = SHORTHANDS[typed];
    const type = placeholder === '' ? ('boolean' as const) : ('string' as const);
    return [typed, { type, multiple: true, ...(letter === undefined ? {} : { short: letter }) }] as const;
  });
  return Object.fromEntries(entries);
}

/** Whether the next word belongs to this one: a global option that has a value, written without `=`. */
function takesNext(word: string): boolean {
  return Object.entries(GLOBALS).some(([name, { placeholder }]) => placeholder !== '' && word === `--${name}`);
}

/** Follows the words down the tree; what is not part of the way stays. */
function descend(root: Group, words: readonly string[]): { node: Command | Group; path: string; rest: string[] } {
  let node: Command | Group = root;
  let path = root.name;
  const rest = [...words];
  for (let at = 0; node.kind === 'group' && at < rest.length;) {
    const word: string = rest[at] ?? '';
    if (word.startsWith('-')) {
      at += takesNext(word) ? 2 : 1;
      continue;
    }
    const names: string = node.members.map(({ name }) => name).join(', ');
    const next: Command | Group | undefined = node.members.find(({ name }) => name === word);
    if (next === undefined) throw new UsageError(`${path} has no command "${word}"; it has ${names}`);
    node = next;
    path = `${path} ${word}`;
    rest.splice(at, 1);
  }
  return { node, path, rest };
}

/** Sorts options from the rest; node:util explains in its first sentence. */
function sorted(args: string[], parameters: Parameters, path: string) {
  try {
    return parseArgs({ args, options: configured(parameters), allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS_')) throw error;
    const [sentence = ''] = message.split(/\.(?:\s|$)/);
    throw new UsageError(`${sentence}; see ${path} --help`);
  }
}

/** Whether help is asked for; it is given whatever else is on the line. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? words.length : end).some((word) => word === '--help' || word === '-h');
}

/**
 * Reads a command line.
 *
 * @param root all commands
 * @param words the command line without the program
 * @throws UsageError when it means nothing
 */
export function readCommandLine(root: Group, words: readonly string[]): CommandLine {
  const { node, path, rest } = descend(root, words);
  if (asksForHelp(rest)) {
    return { node, path, globals: readOptions(GLOBALS, { help: [''] }), positionals: [], given: {} };
  }
  const own = node.kind === 'command' ? node.options : {};
  const { values, positionals } = sorted(rest, { ...GLOBALS, ...own }, path);
  const given = Object.fromEntries(
    Object.entries(values).map(([name, texts]) => [
      name,
      [texts ?? []].flat().map((text) => (text === true ? '' : `${text}`)),
    ]),
  );
  return { node, path, globals: readOptions(GLOBALS, given), positionals, given };
}
