import fs from 'node:fs';
import path from 'node:path';
import type { Command, Group } from '../../../src/cli/command';
import { PROGRAM } from '../../../src/cli/program';
import { Harness } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

afterAll(() => harness.server.stop());

describe('help', () => {
  /** The words that lead to each command. */
  const paths = (node: Command | Group, words: string[] = []): string[][] =>
    node.kind === 'command' ? [words] : [words, ...node.members.flatMap((m) => paths(m, [...words, m.name]))];

  test.each(paths(PROGRAM).map((words) => [words.join(' '), words] as const))(
    'viommuctl %s --help',
    async (_, words) => {
      const asLong = await viommuctl([...words, '--help']);
      expect(asLong).toMatchObject({ code: 0, stderr: '' });
      expect(asLong.stdout).toMatch(new RegExp(`^viommuctl${words.map((word) => ` ${word}`).join('')}: `));
      expect(await viommuctl([...words, '-h'])).toEqual(asLong);
      expect(await viommuctl(['--help', ...words])).toEqual(asLong);
    },
  );

  test('is there whatever else is on the line', async () => {
    expect(await viommuctl('map --nonsense --help 1')).toMatchObject({ code: 0, stderr: '' });
  });

  test('lists arguments and options with what they mean', async () => {
    const { stdout } = await viommuctl('map --help');
    expect(stdout).toContain('viommuctl map [options] DOMAIN [MAPPING...]');
    expect(stdout).toMatch(/--if-mapped WHAT {2,}when part of the range/);
    expect(stdout).toMatch(/--target ADDRESS {2,}where the server is/);
  });

  test('version', async () => {
    expect(await viommuctl('--version')).toEqual({ code: 0, stdout: 'viommuctl 1.2.3\n', stderr: '' });
  });

  test('docs/cli.md has an example of every command', () => {
    const page = fs.readFileSync(path.resolve(__dirname, '../../../docs/cli.md'), 'utf8');
    const commands = page.split('\n').filter((line) => line.startsWith('$ '));
    const leaves = (node: Command | Group, path_: string): string[] =>
      node.kind === 'command' ? [path_] : node.members.flatMap((member) => leaves(member, `${path_} ${member.name}`));
    const missing = leaves(PROGRAM, 'viommuctl').filter((leaf) => !commands.some((line) => line.includes(leaf)));
    expect(missing).toEqual([]);
  });
});
