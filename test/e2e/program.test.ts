/** The program: its one line, its signals, its exit codes. Needs what `make build` makes. */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/server/protos';
import { RawStream } from '../contract/channel-client';
import { call, cleanUp, client, later, open, tempDir } from '../unit/server/harness';

const PROGRAM = path.join(packageRoot(), 'dist/src/main.js');

/** Without a build there is no program to try. */
const built = fs.existsSync(PROGRAM) ? test : test.skip;

afterEach(cleanUp);

interface Running {
  readonly child: ChildProcess;
  readonly output: { out: string; err: string };
  readonly exit: Promise<number | null>;
  /** Addresses of the ready line. */
  ready(): Promise<string[]>;
}

function run(...args: string[]): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  later(() => child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ready = async (): Promise<string[]> => {
    while (!output.out.includes('\n')) {
      if (child.exitCode !== null) throw new Error(output.err);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return output.out.trimEnd().replace('viommud ready: ', '').split(' ');
  };
  return { child, output, exit, ready };
}

function socket(): string {
  const dir = tempDir();
  later(() => {
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return `unix:${dir}/s`;
}

built('says when it is ready, serves, and ends its streams when it is told to stop', async () => {
  const state = tempDir();
  later(() => {
    fs.rmSync(state, { recursive: true, force: true });
  });
  const server = run('--listen', socket(), '--listen', '127.0.0.1:0', '--state-dir', state, '--memory-dir', state);
  const [unix = '', tcp = ''] = await server.ready();
  expect(server.output.out).toBe(`viommud ready: ${unix} ${tcp}\n`);
  expect(tcp).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
  const viommu = { viommuId: 'a' };
  const { response } = await call(client(tcp, 'ViommuService'), 'CreateViommu', viommu).outcome;
  expect(response).toMatchObject({ viommu: { viommuId: 'a', incarnation: 1 } });
  const info = await call(client(unix, 'ViommuService'), 'GetInfo', {}).outcome;
  expect(info.response).toMatchObject({ features: ['shared_memory_files', 'persistent_incarnations'] });
  const stream = new RawStream(open(client(unix, 'ChannelService'), 'VmmChannel'));
  stream.send({ open: viommu });
  await stream.next('opened');
  const second = run('--listen', unix);
  expect(await second.exit).toBe(1);
  expect(second.output.err).toContain('already running');
  server.child.kill('SIGTERM');
  expect(await stream.next('closing')).toMatchObject({ reason: 'CLOSING_REASON_SERVER_STOPPING' });
  expect(await server.exit).toBe(0);
  expect(fs.existsSync(unix.slice('unix:'.length))).toBe(false);
});

built('an address that is taken', async () => {
  const server = run('--listen', '127.0.0.1:0');
  const [address = ''] = await server.ready();
  const second = run('--listen', address);
  expect(await second.exit).toBe(1);
  expect(second.output.err).toContain('the port is in use');
  expect(second.output.out).toBe('');
});

built.each([
  [['--help'], 0],
  [['--version'], 0],
  [['--nope'], 2],
  [['--listen', '0.0.0.0:1'], 2],
  [['--state-dir', '/nonexistent'], 1],
  [['--memory-dir', __filename], 1],
])('%j exits with %d', async (args, code) => {
  const program = run(...args);
  expect(await program.exit).toBe(code);
  const said = code === 0 ? program.output.out : program.output.err;
  expect(said.length).toBeGreaterThan(4);
  expect(code === 0 ? program.output.err : program.output.out).toBe('');
});
