/** The whole fault tour from a shell, and every example of docs/cli.md, against a real server. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cleanUp } from '../unit/server/harness';
import { examples, runExamples } from './console-pages';

const root = path.resolve(__dirname, '../..');
const ctl = path.join(root, 'dist/src/cli/main.js');

/** What a process said and how it ended. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process whose output is kept. */
class Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env, cwd = root) {
    this.child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(this.child, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** Waits until something was printed. */
  async printed(what: RegExp): Promise<string> {
    for (;;) {
      const [found] = what.exec(this.stdout) ?? [];
      if (found !== undefined) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`ended without printing ${what}: ${this.stdout}${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

let dir: string;
let server: Running;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vc-'));
  fs.mkdirSync(path.join(dir, 'memory'));
  const target = `unix:${dir}/s`;
  env = { ...process.env, VIOMMU_TARGET: target, LC_ALL: 'C' };
  delete env['VIOMMU_ID'];
  const main = path.join(root, 'dist/src/main.js');
  server = new Running(process.execPath, [main, '--listen', target, '--memory-dir', path.join(dir, 'memory')]);
  await server.printed(/viommud ready/);
}, 60_000);

afterEach(async () => {
  server.child.kill('SIGTERM');
  await server.ended;
  await cleanUp();
  fs.rmSync(dir, { recursive: true, force: true });
}, 60_000);

const start = (...words: string[]): Running => new Running(process.execPath, [ctl, ...words], env);
const viommuctl = (...words: string[]): Promise<Ended> => start(...words).ended;

/** Runs a command that must succeed; returns what it printed. */
async function ok(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await viommuctl(...words);
  expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: '' });
  return stdout;
}

/** Runs a command with --json that must succeed; returns its result. */
async function json<Result>(...words: string[]): Promise<Result> {
  return JSON.parse(await ok('--json', ...words)) as Result;
}

test('a device faults in one shell, a person answers in another', async () => {
  env['VIOMMU_ID'] = 'tour';
  await ok('viommu', 'create');
  await ok('endpoint', 'create', '1', '--rid', '03:00.1', '--ats', '--pri', '--pasid');
  await ok('domain', 'create', '1', '--page-requests');
  await ok('attach', '1', '1', '--cookie', '0xCAFE');
  await ok('memory', 'register', '0x40000000+16M');
  await ok('endpoint', 'pri', 'enable', '1');

  const watch = start('watch', 'faults', '--control');
  await watch.printed(/^opened .*\n/m);
  const endpoint = start('watch', 'endpoint', '1');
  await endpoint.printed(/^opened .*\n/m);

  await ok('page-request', '1', '0x10000:rw', '0x11000:r', '--prgi', '9');
  const line = await watch.printed(/^.* page-request .*\n/m);
  expect(line).toMatch(/ device=0xcafe rid=03:00\.1 .*prgi=9 .*pages=0x10000:rw,0x11000:r\n$/);
  const [, cookie = ''] = /cookie=(0x[0-9a-f]+)/.exec(line) ?? [];
  expect(await ok('groups')).toContain(cookie);

  expect(await ok('map', '1', '0x11000=0x40001000:r')).toBe('mapped 1 item\n');
  expect(await ok('resolve', cookie, '0x10000=0x40000000')).toBe(`${cookie} SENT\n`);
  await watch.printed(new RegExp(`answered cookie=${cookie} code=SUCCESS raw=0x0 outcome=SENT effect=RETRY`));
  await endpoint.printed(new RegExp(`page-response prgi=9 code=SUCCESS raw=0x0 cookie=${cookie} effect=RETRY`));
  expect(await viommuctl('respond', cookie, 'failure')).toEqual({
    code: 3,
    stdout: `${cookie} ALREADY_ANSWERED (SUCCESS)\n`,
    stderr: '',
  });

  expect(await ok('dma', 'write', '1', '0x10ffa', 'text:viommu')).toBe('COMPLETED 6 bytes\n');
  expect((await viommuctl('dma', 'read', '1', '0x10ffa', '6', '--out', '-')).stdout).toBe('viommu');

  const dma = start('dma', 'write', '1', '0x11000', 'hex:00ff');
  const asked = await watch.printed(/^.*pages=0x11000:w\n/m);
  const [, second = ''] = /cookie=(0x[0-9a-f]+)/.exec(asked) ?? [];
  expect(await ok('respond', second, 'invalid', '--endpoint', '1')).toBe(`${second} SENT\n`);
  expect(await dma.ended).toEqual({
    code: 3,
    stdout: `INVALID_REQUEST 0 bytes, failed at 0x11000 for w, answered 0x1 to index 0 (${second}), after 1 page-request group\n`,
    stderr: '',
  });

  interface Statistics {
    readonly statistics: Readonly<Record<string, string>>;
  }
  const { statistics } = await json<Statistics>('stats', '--domain', '1');
  expect(statistics).toMatchObject({
    acceptedGroupCount: '2',
    answeredGroupCount: '2',
    autoAnsweredGroupCount: '0',
    discardedGroupCount: '0',
    pendingGroupCount: '0',
  });

  watch.child.kill('SIGINT');
  const end = await watch.ended;
  expect(end.code).toBe(0);
  expect(end.stderr).toMatch(/^viommuctl: go on with --resume \d+:\d+\n$/);
  await ok('viommu', 'delete');
  const closed = await endpoint.ended;
  expect(closed).toMatchObject({ code: 0, stderr: '' });
  expect(closed.stdout).toMatch(/closing reason=VIOMMU_DELETED\n$/);
}, 120_000);

test('how it ends says what became of it', async () => {
  const nowhere = await viommuctl('info', '--target', `unix:${dir}/nowhere`);
  expect(nowhere).toMatchObject({ code: 4, stdout: '' });
  expect(nowhere.stderr).toMatch(/^viommuctl: no server at unix:.*make serve.* \[UNAVAILABLE\]\n$/);

  const refused = await viommuctl('domain', 'get', '1', '--viommu', 'nobody');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^viommuctl: .* \[VIOMMU_NOT_FOUND\]\n$/);

  const unclear = await viommuctl('domain', 'get', 'one');
  expect(unclear).toMatchObject({ code: 2, stdout: '' });

  await ok('viommu', 'create', 'vm0');
  const watch = start('--viommu', 'vm0', 'watch', 'faults', '--json');
  await watch.printed(/"opened"/);
  server.child.kill('SIGTERM');
  const stopped = await watch.ended;
  expect(stopped.stdout).toContain('{"closing":{"reason":"CLOSING_REASON_SERVER_STOPPING"');
  expect(stopped.code).toBe(0);
}, 60_000);

test('docs/cli.md prints what it says', async () => {
  const all = examples(fs.readFileSync(path.join(root, 'docs/cli.md'), 'utf8'));
  expect(await runExamples(all, dir, `${dir}/memory`, env)).toEqual(all);
}, 1_200_000);
