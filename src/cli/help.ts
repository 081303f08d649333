/** Help, made from the commands themselves. */
import type { Command, Group } from './command';
import { optionName, type Parameter, type Parameters } from './parameters';

const INDENT = '  ';

/** Lines of a name and what it means, aligned. */
function rows(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `${INDENT}${left.padEnd(width)}${INDENT}${right}`);
}

function section(title: string, pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.length === 0 ? [] : ['', title, ...rows(pairs)];
}

function usageOfArgument(parameter: Parameter<unknown>): string {
  const [least, most] = parameter.count;
  const name = most > 1 ? `${parameter.placeholder}...` : parameter.placeholder;
  return least === 0 ? `[${name}]` : name;
}

function usageOfOption([name, parameter]: readonly [string, Parameter<unknown>]): string {
  const typed = `--${optionName(name)}`;
  return parameter.placeholder === '' ? typed : `${typed} ${parameter.placeholder}`;
}

function optionRows(options: Parameters): (readonly [string, string])[] {
  return Object.entries(options).map((option) => [usageOfOption(option), option[1].help]);
}

/** The line under which a command is called. */
export function usage(path: string, command: Command): string {
  const options = Object.keys(command.options).length > 0 ? ['[options]'] : [];
  return [path, ...options, ...Object.values(command.args).map(usageOfArgument)].join(' ');
}

function commandHelp(path: string, command: Command): string[] {
  return [
    `${path}: ${command.summary}`,
    '',
    `${INDENT}${usage(path, command)}`,
    ...section(
      'arguments:',
      Object.values(command.args).map((parameter) => [parameter.placeholder, parameter.help]),
    ),
    ...(command.details === undefined ? [] : ['', command.details]),
    ...section('options:', optionRows(command.options)),
  ];
}

function groupHelp(path: string, group: Group): string[] {
  const members = group.members.map(({ name, summary }) => [name, summary] as const);
  return [`${path}: ${group.summary}`, '', `${INDENT}${path} COMMAND`, ...section('commands:', members)];
}

/**
 * The help of a command or a group.
 *
 * @param path the words that lead to it, the program's name first
 * @param node the command or group
 * @param globals options that every command has
 */
export function help(path: string, node: Command | Group, globals: Parameters): string {
  const own = node.kind === 'group' ? groupHelp(path, node) : commandHelp(path, node);
  return `${[...own, ...section('options of every command:', optionRows(globals))].join('\n')}\n`;
}
