/** Runs the README's tour as it stands there, with a server started as it says. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.join(__dirname, '..', '..');
const run = promisify(execFile);

/** The commands of the tour, from the second block on; the first one starts the server. */
function tour(socket: string): {
  start: string;
  define: string;
  setUp: string;
  watch: string;
  watchEndpoint: string;
  fault: string;
  answer: string;
  dma: string;
  tables: string;
  explained: string;
} {
  const text = readFileSync(path.join(root, 'README.md'), 'utf8');
  const section = text.slice(text.indexOf('## Five minutes by hand'), text.indexOf('## What is supported'));
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) =>
    (match[1] ?? '').replaceAll('/tmp/viommud.sock', socket),
  );
  expect(blocks).toHaveLength(8);
  const [start, setUp, watch, watchEndpoint, fault, answer, dma, tables] = blocks as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const define = setUp.split('\n')[0] ?? '';
  const explained = /```text\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  return { start, define, setUp, watch, watchEndpoint, fault, answer, dma, tables, explained };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

let dir: string;
let children: ChildProcess[];

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'viommu-'));
  children = [];
});

afterEach(() => {
  for (const child of children) {
    child.kill('SIGKILL');
  }
  rmSync(dir, { recursive: true, force: true });
});

/** Starts a shell command that goes on, and collects what it prints. */
function background(script: string): { output: () => string } {
  const child = spawn('bash', ['-c', script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { output: () => text };
}

test('the tour of the README shows what it says', async () => {
  const commands = tour(path.join(dir, 's'));
  const serve = commands.start.split('\n').find((line) => line.startsWith('node ')) ?? '';
  const server = background(`exec ${serve}`);
  await until(() => server.output().includes('viommud ready'));
  const shell = async (script: string): Promise<string> => {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: root });
    return stdout;
  };

  await shell(commands.setUp);
  const watcher = background(`${commands.define}\n${commands.watch}`);
  const device = background(`${commands.define}\n${commands.watchEndpoint}`);
  await until(() => watcher.output().includes('"opened"') && device.output().includes('"opened"'));

  const rest = await shell(
    [commands.define, commands.fault, 'echo "cookie=$COOKIE"', commands.answer, commands.dma].join('\n'),
  );
  const cookie = /cookie=(\d+)/.exec(rest)?.[1];
  expect(cookie).toBeDefined();
  await until(() => watcher.output().includes('"groupAnswered"') && device.output().includes('"pageResponse"'));
  expect(watcher.output()).toContain(`"groupCookie": "${cookie ?? ''}"`);
  expect(watcher.output()).toContain('"deviceCookie": "51966"');
  expect(device.output()).toContain('"code": "PAGE_RESPONSE_CODE_SUCCESS"');
  expect(rest).toContain('"sentCount": 1');
  expect(rest).toContain('PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED');
  expect(rest).toContain('"data": "3q2+7w=="');

  // The probe meets a fault, and says so by its exit code, too.
  const why = await shell(`${commands.tables.trim()} || echo "exit $?"`);
  expect(why.endsWith(`${commands.explained}exit 3\n`)).toBe(true);
}, 120_000);
