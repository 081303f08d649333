import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { Harness, type Message } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

beforeAll(() => harness.server.start());
afterAll(() => harness.server.stop());
beforeEach(() => harness.forget());

const requests = (): Message[] => harness.asked.map(({ request }) => request);
const countIn = (records: unknown): number => (records as Buffer).readUInt32LE(4);
const hexOf = (records: unknown): string => (records as Buffer).toString('hex');
const mapsAll = ({ records }: Message): Message => ({ mappedCount: countIn(records), failures: [] });
const lines = (count: number): string =>
  Array.from({ length: count }, (_, page) => `${page * 4096},${page * 4096 + 4095},0x80000000\n`).join('');

/** The bytes of a batch: its header, then its records. */
const records = (kind: string, ...parts: readonly string[]): string =>
  `01${kind}0000${Buffer.of(parts.length).toString('hex')}000000${parts.join('').replaceAll(' ', '')}`;

describe('lines', () => {
  const first = '0010000000000000 ff1f000000000000 0000008000000000 03 01 000000000000';
  const second = '00f0ffffffffffff ffffffffffffffff 0000000000000000 05 01 000000000000';
  const whole = records('01', first, second);

  test.each<[string, readonly string[]]>([
    ['of numbers', ['0x1000,0x1fff,0x80000000\n18446744073709547520,0xffffffffffffffff,0,rx\n']],
    [
      'with titles, spaces, comments and no end',
      ['First, last, output\n\n# one\n 4096 ,8191, 0x80000000 , rw\r\n', '0xfffffffffffff000,0xffffffffffffffff,0,r-x'],
    ],
    [
      'of JSON as mappings are printed',
      [
        '{"range":{"first":"4096","last":"8191"},"outputAddress":"2147483648","permissions":{"read":true,"write":true}}\n',
        '{"range":{"first":"0xfffffffffffff000","last":"18446744073709551615"},"outputAddress":0,"permissions":"rx","more":1}\n',
      ],
    ],
  ])('%s', async (_name, stdin) => {
    harness.replies['Map'] = mapsAll;
    const ended = await viommuctl('map 7 --file -', { stdin });
    expect(ended).toEqual({ code: 0, stdout: 'mapped 2 items\n', stderr: '' });
    expect(requests()).toMatchObject([{ viommuId: 'vm0', domainId: 7, items: [], onError: 'ON_ERROR_CONTINUE' }]);
    expect(hexOf(requests()[0]?.['records'])).toBe(whole);
  });

  test('of which an unmap takes the ranges', async () => {
    harness.replies['Unmap'] = ({ records: sent }) => ({ removedMappingCount: countIn(sent), failures: [] });
    const stdin = ['0x1000,0x1fff,0x80000000\n0xfffffffffffff000,0xffffffffffffffff\n'];
    const ended = await viommuctl('unmap 7 --file - --invalidation-timeout 5ns', { stdin });
    expect(ended).toEqual({ code: 0, stdout: 'removed 2 mappings\n', stderr: '' });
    expect(requests()).toMatchObject([{ ranges: [], invalidationTimeoutNs: 5n }]);
    const ranges = ['0010000000000000 ff1f000000000000', '00f0ffffffffffff ffffffffffffffff'];
    expect(hexOf(requests()[0]?.['records'])).toBe(records('02', ...ranges));
  });

  test.each([
    ['0x1000', 'line 2: last is missing'],
    ['0x1000,0x1fff', 'line 2: output is missing'],
    ['0x1fff,0x1000,0', 'line 2: 0x1fff-0x1000 ends before it begins'],
    ['0,0x10000000000000000,0', 'line 2: 0x10000000000000000 is more than 2^64-1'],
    ['0,4095,0,rq', 'line 2: "rq" are no permissions'],
    ['0,4095,0,r,', 'line 2: nothing may follow the permissions'],
    ['first,last,output', 'line 2: "first" is no number'],
    ['{"range":', 'line 2: this is no JSON object'],
    ['{"range":{"first":"0","last":1.5},"outputAddress":"0"}', 'line 2: last = 1.5 is no number'],
    [
      '{"range":{"first":"0","last":9007199254740992},"outputAddress":"0"}',
      'line 2: last = 9007199254740992 is no number',
    ],
    ['{"range":null,"outputAddress":"0"}', 'line 2: first is missing'],
    ['{"range":{"first":"0","last":"4095"},"outputAddress":"0","permissions":7}', 'line 2: permissions = 7 are none'],
    [
      '{"range":{"first":"0","last":"4095"},"outputAddress":"0","permissions":{"reed":true}}',
      'line 2: MapItem.permissions.reed is not a field',
    ],
    [' '.repeat(2 ** 20 + 1), 'line 2: is too long'],
  ])('like %.70s are refused before anything is sent', async (line, why) => {
    const { code, stdout, stderr } = await viommuctl('map 1 --file -', { stdin: [`${lines(1)}${line}\n`] });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`viommuctl: -, ${why}`);
    expect(harness.asked).toEqual([]);
  });

  test('that are all left out, and a file that is not there, are refused', async () => {
    const empty = await viommuctl('map 1 --file -', { stdin: ['first,last,output\n# none\n'] });
    expect(empty).toMatchObject({ code: 2, stderr: 'viommuctl: - has no line with a mapping\n' });
    const missing = await viommuctl('unmap 1 --file /nowhere/mappings');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('cannot read /nowhere/mappings');
  });
});

describe('batches', () => {
  test('have 4096 records, and are one result', async () => {
    harness.replies['Map'] = mapsAll;
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'viommuctl-')), 'mappings');
    fs.writeFileSync(file, lines(8193));
    const ended = await viommuctl(`map 1 --file ${file} --request-id again`);
    expect(ended).toEqual({ code: 0, stdout: 'mapped 8193 items\n', stderr: '' });
    expect(requests().map((request) => [request['requestId'], countIn(request['records'])])).toEqual([
      ['again/0', 4096],
      ['again/1', 4096],
      ['again/2', 1],
    ]);
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  const failure = (index: number) => ({ index, code: 6, reason: 'ALREADY_MAPPED', message: 'taken' });

  test('that failed in part name the lines, and their indices count the whole file', async () => {
    harness.replies['Map'] = ({ records: sent }) =>
      countIn(sent) === 4096
        ? { mappedCount: 4095, failures: [failure(4095)] }
        : { mappedCount: 1, failures: [failure(0)], operation: { outcome: 'OPERATION_OUTCOME_TIMED_OUT' } };
    const stdin = [`# titles\n${lines(4098)}`];
    const { code, stdout, stderr } = await viommuctl('map 1 --file - --json', { stdin });
    expect(code).toBe(1);
    expect(stderr).toBe('viommuctl: line 4097: taken [ALREADY_MAPPED]\nviommuctl: line 4098: taken [ALREADY_MAPPED]\n');
    expect(JSON.parse(stdout)).toMatchObject({
      mappedCount: '4096',
      failures: [{ index: 4095 }, { index: 4096 }],
      notExecutedCount: 0,
      operations: [{ outcome: 'OPERATION_OUTCOME_TIMED_OUT' }],
    });
  });

  test('are not sent after one that failed, when told to stop', async () => {
    harness.replies['Map'] = () => ({ mappedCount: 10, failures: [failure(10)], notExecutedCount: 4085 });
    const ended = await viommuctl('map 1 --file - --stop', { stdin: [lines(4100)] });
    expect(ended).toEqual({
      code: 1,
      stdout: 'mapped 10 items\n',
      stderr: 'viommuctl: line 11: taken [ALREADY_MAPPED]\nviommuctl: not executed: 4089\n',
    });
    expect(requests()).toMatchObject([{ onError: 'ON_ERROR_STOP' }]);
  });

  test('whose operation timed out end with 3', async () => {
    harness.replies['Unmap'] = () => ({
      removedMappingCount: 1,
      operation: { operationId: 1n, kind: 'OPERATION_KIND_UNMAP', outcome: 'OPERATION_OUTCOME_TIMED_OUT' },
    });
    const { code, stdout } = await viommuctl('unmap 1 --file -', { stdin: [lines(1)] });
    expect(code).toBe(3);
    expect(stdout).toContain('removed 1 mapping\noperation=0x1 kind=UNMAP outcome=TIMED_OUT');
  });

  test('show a person how far they are, and nobody else', async () => {
    harness.replies['Map'] = mapsAll;
    const { stderr } = await viommuctl('map 1 --file -', { stdin: [lines(4097)], isTerminal: true });
    const clear = '\r\u001b[K';
    expect(stderr).toBe(`${clear}0 of 4097 mappings${clear}4096 of 4097 mappings${clear}`);
  });

  test('leave no half line behind a note, or an error', async () => {
    const clear = '\r\u001b[K';
    harness.replies['Map'] = () => ({ failures: [failure(0)] });
    const noted = await viommuctl('map 1 --file -', { stdin: [lines(1)], isTerminal: true });
    expect(noted.stderr).toBe(`${clear}0 of 1 mapping${clear}viommuctl: line 1: taken [ALREADY_MAPPED]\n`);
    harness.forget();
    harness.answers['Map'] = { code: 5, details: 'no such domain', reason: 'DOMAIN_NOT_FOUND' };
    const refused = await viommuctl('map 1 --file -', { stdin: [lines(1)], isTerminal: true });
    expect(refused.stderr).toBe(`${clear}0 of 1 mapping${clear}viommuctl: no such domain [DOMAIN_NOT_FOUND]\n`);
  });

  test.each([1, 0])('are not sent when the file was not read to its end, after %d lines', async (count) => {
    const controller = new AbortController();
    const stdin = new PassThrough();
    if (count > 0) stdin.write(lines(count));
    const ending = viommuctl('map 1 --file -', { stdin, signal: controller.signal });
    while (stdin.readableLength > 0) await new Promise(setImmediate);
    controller.abort();
    const ended = await ending;
    expect(ended).toMatchObject({ code: 130, stdout: '' });
    expect(harness.asked).toEqual([]);
  });
});
