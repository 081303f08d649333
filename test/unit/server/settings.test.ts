import { HELP, readSettings, UsageError } from '../../../src/server/settings';

const read = (...args: string[]) => readSettings(args, '/run/user/1');

test('without flags: a unix socket in the runtime directory', () => {
  expect(read()).toMatchObject({
    listeners: [{ kind: 'unix', path: '/run/user/1/viommud.sock' }],
    memoryDirectory: undefined,
    stateDirectory: undefined,
    logLevel: 'info',
    graceMs: 5000,
  });
});

test('every flag', () => {
  const flags = ['--memory-dir', 'm', '--state-dir=s', '--log-level', 'warn', '--grace-ms', '0'];
  expect(read('--listen', 'unix:/a', '--listen=localhost:0,allow=device', ...flags)).toMatchObject({
    listeners: [{ path: '/a' }, { address: 'localhost:0' }],
    memoryDirectory: 'm',
    stateDirectory: 's',
    logLevel: 'warn',
    graceMs: 0,
  });
  expect(read('--help', '--version')).toBe('help');
  expect(read('--version')).toBe('version');
});

test.each([
  ['--nope'],
  ['positional'],
  ['--listen'],
  ['--listen', '0.0.0.0:1'],
  ['--listen', 'nowhere'],
  ['--log-level', 'loud'],
  ['--grace-ms', '-1'],
  ['--grace-ms', 'soon'],
  ['--help=yes'],
])('%s %s is refused', (...args) => {
  expect(() => read(...args)).toThrow(UsageError);
});

test('the help tells of every flag', () => {
  for (const flag of ['listen', 'memory-dir', 'state-dir', 'log-level', 'grace-ms', 'version', 'help']) {
    expect(HELP).toContain(`--${flag} `);
  }
  for (const line of HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});
