/** `viommuctl top`, against a real server. */
import { Screen } from '../../../src/cli/screen';
import { COLOURS, PLAIN } from '../../../src/cli/style';
import { realServer, type RealServer } from './real-server';

describe('top', () => {
  let server: RealServer;

  beforeEach(async () => {
    server = await realServer();
    await server.prepare(
      'viommu create --clock virtual --incarnation 1',
      'endpoint create 1 --ats --pri',
      'domain create 1 --page-requests',
      'domain create 2 --kind identity',
      'attach 1 1 --cookie 1',
      'endpoint pri enable 1',
      'page-request 1 0x1000',
      'viommu advance --by 2s',
      'page-request 1 0x2000 --prgi 1',
    );
  });
  afterEach(() => server.close());

  const noViommu = { env: { VIOMMU_ID: '' } };
  /** The cells of a table: titles to what stands below them. */
  const rowOf = (titles: string, row: string): Record<string, string> => {
    const cells = row.trim().split(/ +/);
    return Object.fromEntries(
      titles
        .trim()
        .split(/ +/)
        .map((title, index) => [title, cells[index] ?? '']),
    );
  };

  test('prints one look when the output is no terminal', async () => {
    await server.prepare('viommu create other');
    const { code, stdout, stderr } = await server.viommuctl('top', noViommu);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [titles = '', other = '', vm0 = '', empty, domainTitles = '', one = '', two = ''] = stdout.split('\n');
    expect(rowOf(titles, vm0)).toMatchObject({
      VIOMMU: 'vm0',
      TIME: '2.000000000s',
      ENDPOINTS: '1',
      PENDING: '2',
      'ACCEPTED/s': '-',
      OLDEST: '2.000000000s',
      GROUP: '0x10000000001',
    });
    expect(rowOf(titles, other)).toMatchObject({ VIOMMU: 'other', PENDING: '0', OLDEST: '-', GROUP: '-' });
    expect(empty).toBe('');
    expect(rowOf(domainTitles, one)).toMatchObject({
      VIOMMU: 'vm0',
      DOMAIN: '1',
      ATTACHMENTS: '1',
      PENDING: '2',
      OVERFLOW: 'no',
    });
    expect(rowOf(domainTitles, two)).toMatchObject({ DOMAIN: '2', KIND: 'IDENTITY', PENDING: '-', OVERFLOW: '-' });
  });

  test('of one vIOMMU only, when it is named', async () => {
    await server.prepare('viommu create other');
    expect((await server.viommuctl('top')).stdout).not.toContain('other');
    expect(await server.viommuctl('top --viommu nobody')).toMatchObject({ code: 1, stdout: '' });
  });

  interface Look {
    readonly viommus: readonly {
      readonly viommuId: string;
      readonly ratesPerSecond?: Readonly<Record<string, number>>;
      readonly oldestGroup?: Readonly<Record<string, unknown>>;
      readonly domains: readonly object[];
    }[];
  }

  test('--json prints a look in each line, with rates from the second on', async () => {
    const looks: Look[] = [];
    const asking: Promise<void>[] = [];
    const stop = new AbortController();
    const { code } = await server.viommuctl('top --json --interval 100ms', {
      signal: stop.signal,
      onPrinted: (text) => {
        looks.push(JSON.parse(text) as Look);
        if (looks.length === 1) asking.push(server.prepare('page-request 1 0x3000 --prgi 2'));
        if (looks.some(({ viommus: [first] }) => (first?.ratesPerSecond?.['accepted'] ?? 0) > 0)) stop.abort();
      },
    });
    await Promise.all(asking);
    expect(code).toBe(0);
    expect(looks[0]?.viommus).toHaveLength(1);
    expect(looks[0]?.viommus[0]).not.toHaveProperty('ratesPerSecond');
    expect(looks[0]?.viommus[0]).toMatchObject({
      viommuId: 'vm0',
      oldestGroup: { groupCookie: `${0x100_0000_0001n}`, endpointId: 1, domainId: 1, ageNs: '2000000000' },
    });
    expect(looks.at(-1)?.viommus[0]?.ratesPerSecond).toMatchObject({ answered: 0, discarded: 0 });
  });

  test('what was reset counts from nothing', async () => {
    const looks: Look[] = [];
    const resetting: Promise<void>[] = [];
    const stop = new AbortController();
    await server.viommuctl('top --json --interval 100ms', {
      signal: stop.signal,
      onPrinted: (text) => {
        looks.push(JSON.parse(text) as Look);
        if (looks.length === 1) resetting.push(server.prepare('viommu reset'));
        if (looks.at(-1)?.viommus[0]?.domains.length === 0) stop.abort();
      },
    });
    await Promise.all(resetting);
    expect(looks.at(-1)?.viommus[0]).not.toHaveProperty('ratesPerSecond');
  });

  test('draws over itself on a terminal, and gives it back', async () => {
    const drawn = { ...noViommu, isTerminal: true };
    const { code, stdout } = await server.viommuctl('top --count 2 --interval 100ms', drawn);
    expect(code).toBe(0);
    expect(stdout.startsWith('\x1b[?1049h\x1b[?25l\x1b[H')).toBe(true);
    expect(stdout.endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
    expect(stdout.split('\x1b[H')).toHaveLength(3);
    expect(stdout.split('\x1b[?1049h')).toHaveLength(2);
  });

  test('gives the terminal back at Ctrl-C, and when the server goes', async () => {
    const stop = new AbortController();
    const stopped = await server.viommuctl('top', {
      isTerminal: true,
      signal: stop.signal,
      onPrinted: () => setImmediate(() => stop.abort()),
    });
    expect(stopped.code).toBe(0);
    expect(stopped.stdout.endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
    const deleting: Promise<void>[] = [];
    const gone = await server.viommuctl('top --interval 100ms', {
      isTerminal: true,
      onPrinted: () => {
        if (deleting.length === 0) deleting.push(server.prepare('viommu delete'));
      },
    });
    await Promise.all(deleting);
    expect(gone.code).toBe(1);
    expect(gone.stdout.endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
    expect(gone.stderr).toContain('[VIOMMU_NOT_FOUND]');
  });

  test('--once prints one look on a terminal too', async () => {
    const { stdout } = await server.viommuctl('top --once', { isTerminal: true });
    expect(stdout).not.toContain('\x1b[?1049h');
    expect(stdout).toContain('vm0');
  });

  test.each([
    ['top --interval 99ms', '99ms is too short; write 100ms or more'],
    ['top --once --count 2', '--once is --count 1; give one of them'],
  ])('%s', async (line, message) => {
    expect(await server.viommuctl(line)).toMatchObject({
      code: 2,
      stderr: `viommuctl: ${line.includes('interval') ? '--interval: ' : ''}${message}\n`,
    });
  });
});

describe('a screen', () => {
  const drawn = (rows: number, columns: number, lines: { text: string; style?: 'bad' }[], style = PLAIN): string => {
    let written = '';
    new Screen(
      (text) => (written += String(text)),
      style,
      () => ({ rows, columns }),
    ).draw(lines);
    return written.replace('\x1b[?1049h\x1b[?25l\x1b[H', '').replaceAll('\x1b[K', '').replace('\x1b[J', '');
  };
  const three = [{ text: 'one' }, { text: 'two' }, { text: 'three' }];

  test('shows what fits, and says how much does not', () => {
    expect(drawn(3, 80, three)).toBe('one\r\ntwo\r\nthree');
    expect(drawn(2, 80, three)).toBe('one\r\n2 more lines; make the window larger');
    expect(drawn(3, 4, three)).toBe('one\r\ntwo\r\nthr…');
  });

  test('cuts text, not what makes it stand out', () => {
    expect(drawn(1, 3, [{ text: 'abcd', style: 'bad' }], COLOURS)).toBe('\x1b[31mab…\x1b[0m');
  });

  test('leaves the terminal alone when nothing was drawn', () => {
    let written = '';
    new Screen(
      (text) => (written += String(text)),
      PLAIN,
      () => ({ rows: 1, columns: 1 }),
    ).close();
    expect(written).toBe('');
  });
});
