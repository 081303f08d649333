/** `viommuctl respond` without a cookie, against a real server. */
import { realServer, type RealServer } from './real-server';

let server: RealServer;

const FURNISHED = [
  'viommu create --clock virtual --incarnation 1',
  'endpoint create 1 --ats --pri',
  'endpoint create 2 --ats --pri',
  'domain create 1 --page-requests',
  'domain create 2 --page-requests',
  'attach 1 1 --cookie 1',
  'attach 2 1 --cookie 2',
  'memory register 0x80000000+16K',
  'endpoint pri enable 1',
  'endpoint pri enable 2',
];

beforeEach(async () => {
  server = await realServer();
  await server.prepare(...FURNISHED);
});
afterEach(() => server.close());

/** Lets endpoint 1 ask, a group for each text; the groups' cookies are 0x10000000001 and so on. */
const ask = (...pages: string[]): Promise<void> =>
  server.prepare(...pages.map((text, index) => `page-request 1 ${text} --prgi ${index}`));

/** What is mapped in domain 1, as people read it, without the titles. */
async function mappings(): Promise<string[]> {
  const { stdout } = await server.viommuctl('mappings 1');
  return stdout
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/ +/g, ' '));
}

/** The cookies that still wait. */
async function waiting(): Promise<string[]> {
  const { stdout } = await server.viommuctl('groups');
  return stdout
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(' ')[0] ?? '');
}

/** How the answers ended, as printed. */
const outcomes = (stdout: string): string[] => stdout.split('\n').filter((line) => line.startsWith('0x'));

describe('asks', () => {
  test('for each group, and does what it is told', async () => {
    await ask('0x1000:rw 0x2000:r', '0x3000:r', '0x4000:r', '0x5000:r', '0x6000:r');
    const stdin = ['map 0x80000', '000\n\ninvalid\nmap 0x4000=0x80002000:r\n', 'skip\nquit\nsuccess\n'];
    const { code, stdout, stderr } = await server.viommuctl('respond', { stdin });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toMatch(
      /^#\d+ 0\.0{9}s page-request cookie=0x10000000001 .*pages=0x1000:rw,0x2000:r$/,
    );
    expect(outcomes(stdout)).toEqual(['0x10000000001 SENT', '0x10000000002 SENT', '0x10000000003 SENT']);
    expect(await mappings()).toEqual([
      '0x1000-0x1fff 0x80000000 rw--',
      '0x2000-0x2fff 0x80001000 r---',
      '0x4000-0x4fff 0x80002000 r---',
    ]);
    expect(await waiting()).toEqual(['0x10000000004', '0x10000000005']);
  });

  test('again when it does not understand, and says what there is', async () => {
    await ask('0x1000:r');
    const stdin = ['yes\nmap\nmap 1=\nmap 0x1000\nmap 0x80000001\nsuccess now\n0x10\n', 'success\n'];
    const { code, stdout, stderr } = await server.viommuctl('respond --count 1', { stdin });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'viommuctl: "yes" is no response code; write success, invalid, failure or, as a response, 0x0 to 0xf',
      'viommuctl: map needs an address, or mappings as in 0x1000=0x80000000',
      expect.stringContaining('"" is no number'),
      'viommuctl: 0x1000 is in no region of guest memory; there are 0x80000000+0x4000',
      'viommuctl: 0x80000001 begins no page of 0x1000 bytes',
      expect.stringMatching(/"success now" is no answer; write success, .*skip or quit$/),
      expect.stringContaining('raw_code'),
    ]);
    expect(code).not.toBe(0);
    expect(outcomes(stdout)).toEqual([]);
  });

  test('ends with the input, and leaves to others what it did not answer', async () => {
    await ask('0x1000:r', '0x2000:r');
    expect(await server.viommuctl('respond', { stdin: ['success'] })).toMatchObject({ code: 0, stderr: '' });
    expect(await waiting()).toEqual(['0x10000000002']);
  });

  test('a person at a terminal, on the standard error', async () => {
    await ask('0x1000:r');
    const { stderr, stdout } = await server.viommuctl('respond', { stdin: ['quit\n'], isTerminal: true });
    expect(stderr).toContain('0x10000000001? (success, invalid, failure, ');
    expect(stdout).not.toContain('(success');
  });
});

describe('by a rule', () => {
  test.each([
    ['success', 'PAGE_RESPONSE_CODE_SUCCESS'],
    ['invalid', 'PAGE_RESPONSE_CODE_INVALID_REQUEST'],
    ['failure', 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE'],
  ])('--auto %s', async (word, code) => {
    const answered = server.viommuctl('watch events --kind group-answered --count 1 --json --resume 1:0');
    await ask('0x1000:r');
    const ended = await server.viommuctl(`respond --auto ${word} --count 1`);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect((await answered).stdout).toContain(`"code":"${code}"`);
  });

  test('only in the domains that are named', async () => {
    await server.prepare('endpoint create 3 --ats --pri', 'attach 3 2', 'endpoint pri enable 3');
    await server.prepare('page-request 1 0x1000', 'page-request 3 0x1000');
    const { stdout } = await server.viommuctl('respond --domain 2 --auto success --count 1');
    expect(outcomes(stdout)).toEqual(['0x10000000002 SENT']);
    expect(await waiting()).toEqual(['0x10000000001']);
  });

  test('--map-from gives one page after the other, and the same page again', async () => {
    await ask('0x1000:r 0x2000:w', '0x1000:w', '0x9000:r');
    await server.prepare('page-request 2 0x2000:r');
    const { code, stdout, stderr } = await server.viommuctl('respond --map-from 0x80001000 --count 4');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(outcomes(stdout)).toHaveLength(4);
    expect(await mappings()).toEqual([
      '0x1000-0x1fff 0x80001000 rw--',
      '0x2000-0x2fff 0x80002000 rw--',
      '0x9000-0x9fff 0x80003000 r---',
    ]);
  });

  test('--map-from answers Invalid Request when no memory is left, and to what is mapped otherwise', async () => {
    await server.prepare('map 1 0x7000=0x80000000:r');
    await ask('0x7000:w', '0x1000:r', '0x2000:r');
    const { code, stdout, stderr } = await server.viommuctl('respond --map-from 0x80003000 --count 3');
    expect(code).toBe(1);
    expect(outcomes(stdout)).toEqual(['0x10000000001 SENT', '0x10000000002 SENT', '0x10000000003 SENT']);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/item 0: .*0x7000.*\[ALREADY_MAPPED\]$/),
      'viommuctl: no guest memory is left for 0x10000000003; it is answered Invalid Request',
      '',
    ]);
    expect(await mappings()).toEqual(['0x1000-0x1fff 0x80003000 r---', '0x7000-0x7fff 0x80000000 r---']);
  });

  test('a DMA goes on when its page is there', async () => {
    const responding = server.viommuctl('respond --map-from 0x80000000 --count 1');
    expect(await server.viommuctl('dma write 1 0x5000 text:hello')).toMatchObject({
      code: 0,
      stdout: 'COMPLETED 5 bytes, after 1 page-request group\n',
    });
    expect(await responding).toMatchObject({ code: 0 });
    expect((await server.viommuctl('memory read 0x80000000 5')).stdout).toContain('|hello|');
  });

  test('there is one CONTROLLER, unless another takes over', async () => {
    const first = server.viommuctl('respond --auto success');
    // The first is in control when a group that comes is answered.
    await server.prepare('page-request 1 0x1000');
    while ((await waiting()).length > 0);
    expect((await server.viommuctl('respond --auto invalid')).stderr).toContain('[CONTROLLER_EXISTS]');
    const second = server.viommuctl('respond --auto invalid --take-over --count 1');
    expect((await first).stdout).toContain('closing reason=TAKEN_OVER');
    await server.prepare('page-request 1 0x1000');
    expect(await second).toMatchObject({ code: 0 });
  });

  test('ends tidily at its timeout and at Ctrl-C', async () => {
    expect(await server.viommuctl('respond --auto success --timeout 300ms')).toMatchObject({ code: 0, stderr: '' });
    const signal = AbortSignal.timeout(300);
    expect(await server.viommuctl('respond --auto success', { signal })).toMatchObject({ code: 0, stderr: '' });
  });
});

test.each([
  ['respond 1', 'CODE is missing'],
  ['respond 1 success --auto success', '--auto is for groups as they come; leave COOKIE out'],
  ['respond 1 success --domain 1', '--domain is for groups as they come; leave COOKIE out'],
  ['respond --prgi 1', '--prgi is for one group; give its COOKIE and the CODE'],
  ['respond --auto success --map-from 0x80000000', 'give --auto or --map-from'],
  ['respond --map-from 0x90000000', '0x90000000 is in no region of guest memory; there are 0x80000000+0x4000'],
])('%s', async (line, message) => {
  const { code, stderr } = await server.viommuctl(line);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
