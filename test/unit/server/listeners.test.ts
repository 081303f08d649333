import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { unary } from '../../../src/server/handler';
import { ListenerError, MAX_SOCKET_PATH_BYTES, parseListener } from '../../../src/server/listener-spec';
import { startServer } from '../../../src/server/server';
import { call, cleanUp, client, filled, later, memoryLog, tempDir } from './harness';

afterEach(cleanUp);

const services = [filled('ViommuService', { getInfo: unary(() => ({ serverVersion: 'x' })) })];

function folder(): string {
  const dir = tempDir();
  later(() => {
    fs.rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}

async function start(...specs: string[]) {
  const server = await startServer({
    listeners: specs.map(parseListener),
    services,
    logger: memoryLog().logger,
    stopGraceMs: 100,
  });
  later(() => server.stop());
  return server;
}

const answers = async (target: string): Promise<unknown> =>
  (await call(client(target, 'ViommuService'), 'GetInfo', {}).outcome).response?.['serverVersion'];

/** A socket file nobody listens on, as kill -9 leaves it. */
function abandonedSocket(file: string): void {
  const script = `require('net').createServer().listen(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'))`;
  try {
    execFileSync(process.execPath, ['-e', script], { stdio: 'ignore' });
  } catch {
    // It was killed, as it should be.
  }
  expect(fs.lstatSync(file).isSocket()).toBe(true);
}

describe('the grammar of listeners', () => {
  const listener = (spec: string) => {
    const { allow, ...rest } = parseListener(spec);
    return { ...rest, allowed: allow.size };
  };
  const all = parseListener('unix:/a').allow.size;

  test.each([
    ['unix:/run/v.sock', { kind: 'unix', path: '/run/v.sock', mode: 0o600, group: undefined, allowed: all }],
    ['unix:///run/v.sock', { path: '/run/v.sock' }],
    ['unix:v.sock', { path: path.resolve('v.sock') }],
    ['unix:/v,mode=0660,group=kvm,allow=device', { mode: 0o660, group: 'kvm', allowed: 6 }],
    ['unix:/v,mode=666', { mode: 0o666 }],
    ['unix:/v,allow=device+FaultService/WatchFaults', { allowed: 7 }],
    ['unix:/v,allow=InvalidationService', { allowed: 2 }],
    ['unix:/v,allow=all+device', { allowed: all }],
    ['127.0.0.1:50051', { kind: 'tcp', address: '127.0.0.1:50051', allowed: all }],
    ['[::1]:0,allow=device', { kind: 'tcp', address: '[::1]:0', allowed: 6 }],
    ['localhost:65535', { address: 'localhost:65535' }],
  ])('%s', (spec, expected) => {
    expect(listener(spec)).toMatchObject(expected);
  });

  test('the device preset is exactly what a device model needs', () => {
    expect([...parseListener('unix:/v,allow=device').allow].sort()).toEqual([
      'ChannelService/EndpointChannel',
      'EndpointService/CompleteInvalidation',
      'EndpointService/IssueDma',
      'EndpointService/IssueTranslationRequest',
      'EndpointService/SubmitPageRequests',
      'EndpointService/WatchEndpoint',
    ]);
    expect([...parseListener('unix:/v').allow]).toEqual(
      expect.arrayContaining([...parseListener('unix:/v,allow=device').allow]),
    );
  });

  test.each([
    ['0.0.0.0:50051', 'not a loopback address'],
    ['[::]:50051', 'not a loopback address'],
    ['10.0.0.1:50051', 'use a unix socket'],
    [':50051', 'an empty host'],
    ['127.0.0.1', 'write unix:/path'],
    ['127.0.0.1:65536', 'write unix:/path'],
    ['', 'write unix:/path'],
    ['unix:', 'the path is missing'],
    ['unix:/v,mode=9', 'three octal digits'],
    ['unix:/v,mode=0o660', 'three octal digits'],
    ['unix:/v,colour=red', 'no option'],
    ['unix:/v,mode=', 'no option'],
    ['unix:/v,mode=600,mode=600', 'given twice'],
    ['unix:/v,allow=Nobody', 'DomainService'],
    ['unix:/v,allow=device+', 'is unknown'],
    ['unix:/v,allow=FaultService/Nothing', 'is unknown'],
    ['127.0.0.1:1,mode=0600', 'for unix sockets'],
    [`unix:/${'x'.repeat(MAX_SOCKET_PATH_BYTES)}`, 'has 108 bytes'],
    [`unix:/${'é'.repeat(54)}`, 'has 109 bytes'],
  ])('%s is refused', (spec, why) => {
    expect(() => parseListener(spec)).toThrow(ListenerError);
    expect(() => parseListener(spec)).toThrow(why);
  });

  test('the longest path works', async () => {
    const dir = folder();
    const file = path.join(dir, 'x'.repeat(MAX_SOCKET_PATH_BYTES - dir.length - 1));
    const server = await start(`unix:${file}`);
    expect(await answers(server.targets[0]!)).toBe('x');
  });
});

describe('a unix socket', () => {
  test.each([
    ['', 0o600],
    [',mode=0660', 0o660],
    [',mode=666', 0o666],
    [',mode=0660,group=0', 0o660],
    [',mode=0660,group=root', 0o660],
  ])('with options "%s" has the mode asked for, and goes when the server stops', async (options, mode) => {
    const file = path.join(folder(), 's');
    const umask = process.umask();
    const server = await start(`unix:${file}${options}`);
    expect(fs.lstatSync(file).mode & 0o777).toBe(mode);
    expect(process.umask()).toBe(umask);
    expect(await answers(server.targets[0]!)).toBe('x');
    await server.stop();
    expect(fs.existsSync(file)).toBe(false);
  });

  test('of a killed server is replaced', async () => {
    const file = path.join(folder(), 's');
    abandonedSocket(file);
    const server = await start(`unix:${file}`);
    expect(await answers(server.targets[0]!)).toBe('x');
  });

  test('somebody listens on is not touched', async () => {
    const file = path.join(folder(), 's');
    const first = await start(`unix:${file}`);
    await expect(start(`unix:${file}`)).rejects.toThrow('already running');
    expect(await answers(first.targets[0]!)).toBe('x');
  });

  test.each<[string, (file: string) => void, string]>([
    ['a file', (file) => fs.writeFileSync(file, 'precious'), 'is not a socket'],
    ['a directory', (file) => fs.mkdirSync(file), 'is not a socket'],
    ['a link to an abandoned socket', (file) => linkToAbandoned(file), 'is not a socket'],
  ])('never replaces %s', async (_name, make, why) => {
    const file = path.join(folder(), 's');
    make(file);
    await expect(start(`unix:${file}`)).rejects.toThrow(why);
    expect(fs.lstatSync(file).isSocket()).toBe(false);
  });

  function linkToAbandoned(file: string): void {
    abandonedSocket(`${file}2`);
    fs.symlinkSync(`${file}2`, file);
  }

  test.each([
    ['without a parent directory', 'nowhere/s', '', 'create it first'],
    ['whose parent is a file', 'file/s', '', 'is not a directory'],
    ['of an unknown group', 's', ',group=no-such-group', 'no group no-such-group'],
  ])('%s is a clear error, and nothing is left', async (_name, name, options, why) => {
    const dir = folder();
    fs.writeFileSync(path.join(dir, 'file'), '');
    await expect(start(`unix:${path.join(dir, name)}${options}`)).rejects.toThrow(why);
    expect(fs.readdirSync(dir)).toEqual(['file']);
  });
});

describe('several listeners', () => {
  test('serve the same; with port 0 the target has the port', async () => {
    const server = await start(`unix:${folder()}/s`, '127.0.0.1:0', 'localhost:0');
    expect(server.targets[1]).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
    for (const target of server.targets) expect(await answers(target)).toBe('x');
  });

  test('all start or none does', async () => {
    const dir = folder();
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    later(() => other.close());
    const { port } = other.address() as net.AddressInfo;
    await expect(start(`unix:${dir}/s`, `127.0.0.1:${port}`)).rejects.toThrow('in use');
    expect(fs.readdirSync(dir)).toEqual([]);
  });
});

describe('a program error', () => {
  const listeners = [parseListener('unix:/nowhere/s')];
  const { logger } = memoryLog();
  test.each([
    ['a service that is not in the contract', { name: 'NoService', handlers: {} }, 'not in the contract'],
    ['a method without handler', { name: 'ViommuService', handlers: {} }, 'needs a unary handler named'],
    [
      'a handler of the wrong kind',
      filled('ViommuService', { getInfo: { kind: 'serverStream', open: () => undefined } }),
      'ViommuService/GetInfo needs a unary handler named getInfo',
    ],
    ['a handler too many', filled('ViommuService', { getInfos: unary(() => ({})) }), 'no methods getInfos'],
  ])('%s is told at the start', async (_name, service, why) => {
    await expect(startServer({ listeners, services: [service], logger })).rejects.toThrow(why);
  });

  test('is no ListenerError', async () => {
    const starting = startServer({ listeners, services: [{ name: 'NoService', handlers: {} }], logger });
    await expect(starting).rejects.not.toBeInstanceOf(ListenerError);
  });
});
