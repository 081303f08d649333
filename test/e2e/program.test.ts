/** The program: its one line, its signals, its exit codes. Needs what `make build` makes. */
import fs from 'node:fs';
import { RawStream } from '../contract/channel-client';
import { call, cleanUp, client, later, open, tempDir } from '../unit/server/harness';
import { built, run, socket } from './server-process';

afterEach(cleanUp);

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
  expect(info.response).toMatchObject({
    features: expect.arrayContaining(['shared_memory_files', 'persistent_incarnations']) as unknown,
  });
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
