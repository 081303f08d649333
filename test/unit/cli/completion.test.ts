/** `viommuctl completion`: the script for bash is run by bash. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Command, Group } from '../../../src/cli/command';
import { PROGRAM } from '../../../src/cli/program';
import { runLine } from './harness';

const NOWHERE = 'unix:/nowhere/s';

let dir: string;
const scripts: Record<string, string> = {};

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vc-'));
  for (const shell of ['bash', 'zsh']) {
    const { code, stdout, stderr } = await runLine(NOWHERE, ['completion', shell]);
    expect({ shell, code, stderr }).toEqual({ shell, code: 0, stderr: '' });
    scripts[shell] = stdout;
    fs.writeFileSync(path.join(dir, shell), stdout);
  }
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

/** What bash would offer for each line, whose last word is being typed. */
function offeredAll(lines: readonly (readonly string[])[]): string[][] {
  const asked = lines.map(
    (line) =>
      `COMP_WORDS=(viommuctl ${line.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${line.length} COMPREPLY=(); ` +
      '_viommuctl; echo "${COMPREPLY[*]}"',
  );
  const script = `set -u; COMP_WORDBREAKS=' '; source '${path.join(dir, 'bash')}'\n${asked.join('\n')}`;
  const out = execFileSync('bash', ['--norc'], { encoding: 'utf8', input: script });
  return out
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split(' ').filter((word) => word !== ''));
}
const offered = (...line: string[]): string[] => offeredAll([line])[0] ?? [];

const GLOBALS = ['--target', '--viommu', '--json', '--timeout', '--help', '--version'];

test('offers the commands at every level, and the options of each command', () => {
  const lines: string[][] = [];
  const expected: string[][] = [];
  const visit = (node: Command | Group, words: string[]): void => {
    if (node.kind === 'group') {
      lines.push([...words, '']);
      expected.push(node.members.map(({ name }) => name));
      for (const member of node.members) visit(member, [...words, member.name]);
      return;
    }
    const options = Object.keys(node.options).map(
      (name) => `--${name.replace(/[A-Z]/g, (a) => `-${a.toLowerCase()}`)}`,
    );
    lines.push([...words, '--']);
    expected.push([...options, ...GLOBALS]);
  };
  visit(PROGRAM, []);
  expect(lines.length).toBeGreaterThan(70);
  expect(offeredAll(lines)).toEqual(expected);
});

test('only what begins like what was typed', () => {
  expect(offered('end')).toEqual(['endpoint']);
  expect(offered('endpoint', 're')).toEqual(['reset', 'remove']);
  expect(offered('map', '--inv')).toEqual(['--invalidation-timeout']);
});

test('the values of options and arguments, where there are few', () => {
  expect(offered('endpoint', 'create', '--kind', '')).toEqual(['pcie', 'platform']);
  expect(offered('endpoint', 'create', '7', '--kind', 'pl')).toEqual(['platform']);
  expect(offered('viommu', 'update', '--page-request-queue', '')).toEqual(['on', 'off']);
  expect(offered('inject', 'exhaustion', '')).toEqual(['partial', 'group', 'handler']);
  expect(offered('inject', 'fault', '1', 'context-m')).toEqual(['context-misconfigured']);
  expect(offered('completion', '')).toEqual(['bash', 'zsh']);
  expect(offered('respond', '0x1', 'inv')).toEqual(['invalid']);
});

test('nothing where anything may stand: the shell offers files', () => {
  expect(offered('rules', 'load', '')).toEqual([]);
  expect(offered('decode', '--batch', '')).toEqual([]);
  expect(offered('info', '--target', '')).toEqual([]);
});

test('options before, between and after, with and without values', () => {
  expect(offered('--viommu', 'endpoint', 'domain', '')).toEqual(offered('domain', ''));
  expect(offered('--json', 'endpoint', '--timeout', '5s', 'pri', '')).toEqual(['enable', 'disable', 'reset', 'clear']);
  expect(offered('inject', 'exhaustion', '--endpoint', '1', '')).toEqual(['partial', 'group', 'handler']);
  expect(offered('inject', 'exhaustion', 'group', '')).toEqual([]);
});

test('bash and zsh know the same places', () => {
  const placesIn = (script = ''): string[] =>
    [...script.matchAll(/^ {4}'(viommuctl[^']*)'\) \w+=\(?/gm)].map(([, at = '']) => at);
  expect(placesIn(scripts['zsh']).length).toBeGreaterThan(70);
  expect(placesIn(scripts['zsh'])).toEqual(placesIn(scripts['bash']));
  // What a summary may contain must not end the quotes around it.
  expect(scripts['zsh']).toContain(`'info:says what the server is and can do'`);
  expect(scripts['zsh']).toContain(String.raw`vIOMMU'\''s`);
});

test('an unknown shell is refused with what there is', async () => {
  expect(await runLine(NOWHERE, 'completion fish')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'viommuctl: SHELL: "fish" is none of bash, zsh\n',
  });
});
