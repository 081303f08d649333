/** Pages with commands and what they print: the commands are run in a shell, one after the other, and must print that. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/server/protos';
import { later } from '../unit/server/harness';

/** A command of a page, and what the page says that it prints. */
export interface Example {
  readonly command: string;
  readonly output: string;
}

const BLOCK = /^```console\n(.*?)^```$/gms;

function examplesOf(block: string): Example[] {
  return block.split(/^\$ /m).flatMap((example) => {
    const [command = '', ...output] = example.replace(/\n$/, '').split('\n');
    return command === '' ? [] : [{ command, output: output.join('\n') }];
  });
}

/** The examples of a page, in its order. */
export const examples = (page: string): Example[] =>
  [...page.matchAll(BLOCK)].flatMap(([, block = '']) => examplesOf(block));

/** The page with other examples in the place of its own. */
export function withExamples(page: string, replacements: readonly Example[]): string {
  const rest = [...replacements];
  return page.replace(BLOCK, (_, block: string) => {
    const lines = rest.splice(0, examplesOf(block).length).map(({ command, output }) => `$ ${command}\n${output}\n`);
    return `\`\`\`console\n${lines.join('').replaceAll('\n\n', '\n')}\`\`\``;
  });
}

/**
 * Runs the commands of examples in one shell, which is killed, with all it started, when the test ends.
 *
 * @param dir an empty folder, where `viommuctl` is put
 * @param cwd where the commands are run
 * @param env their environment
 * @returns the commands with what they printed, errors included
 */
export async function runExamples(
  all: readonly Example[],
  dir: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Example[]> {
  const program = path.join(packageRoot(), 'dist/src/cli/main.js');
  fs.writeFileSync(path.join(dir, 'viommuctl'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
    mode: 0o755,
  });
  const script = all.map(({ command }) => `{ ${command}\n} 2>&1; printf '\\036'`).join('\n');
  const PATH = [dir, env['PATH'] ?? '', path.join(packageRoot(), 'node_modules/.bin')].join(':');
  const shell = spawn('bash', ['-c', script], {
    env: { ...env, PATH },
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  later(() => {
    if (shell.exitCode === null && shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
  });
  let stdout = '';
  shell.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  await once(shell, 'close');
  const outputs = stdout.split('\x1e').map((output) => output.replace(/\n+$/, ''));
  return all.map(({ command }, index) => ({ command, output: outputs[index] ?? '' }));
}
