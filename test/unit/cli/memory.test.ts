import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Harness, type Message } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);
let dir: string;

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'viommuctl-'));
  await harness.server.start();
});
afterAll(() => {
  harness.server.stop();
  fs.rmSync(dir, { recursive: true });
});
beforeEach(() => harness.forget());

/** Memory that holds the low byte of its addresses. */
const memory = ({ guestAddress, lengthBytes }: Message): Message => ({
  data: Buffer.from(Array.from({ length: lengthBytes as number }, (_, i) => Number(guestAddress as bigint) + i)),
});

test('guest memory is shown as a dump', async () => {
  harness.replies['ReadGuestMemory'] = memory;
  expect(await viommuctl('memory read 0x2030 18')).toEqual({
    code: 0,
    stdout: [
      '0x2030  30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f  |0123456789:;<=>?|\n',
      `0x2040  40 41${' '.repeat(42)}  |@A|\n`,
    ].join(''),
    stderr: '',
  });
});

test('more than 256K are read piece by piece, and go to a file or to the standard output', async () => {
  harness.replies['ReadGuestMemory'] = memory;
  const file = path.join(dir, 'out');
  expect(await viommuctl(`memory read 0x10 262150 --out ${file}`)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const bytes = fs.readFileSync(file);
  expect(bytes.equals(Buffer.from(Array.from({ length: 262_150 }, (_, i) => i + 16)))).toBe(true);
  expect(harness.asked.map(({ request }) => [request['guestAddress'], request['lengthBytes']])).toEqual([
    [0x10n, 262_144],
    [0x40010n, 6],
  ]);
  expect((await viommuctl('memory read 0x41 3 --out -')).stdout).toBe('ABC');
  const nowhere = await viommuctl('memory read 0 1 --out /nowhere/out');
  expect(nowhere).toMatchObject({ code: 2, stdout: '' });
  expect(nowhere.stderr).toContain('--out: cannot write /nowhere/out');
});

test('as JSON each piece is a line', async () => {
  harness.replies['ReadGuestMemory'] = memory;
  expect((await viommuctl('memory read 0 3 --json')).stdout).toBe('{"guestAddress":"0","data":"AAEC"}\n');
});

test('more than 256K are written piece by piece, each safe to repeat', async () => {
  harness.answers['WriteGuestMemory'] = {};
  const file = path.join(dir, 'data');
  fs.writeFileSync(file, Buffer.alloc(262_145, 7));
  const ended = await viommuctl(`memory write 0xfffffffffffb0000 @${file} --request-id again`);
  expect(ended).toMatchObject({ code: 0, stdout: 'wrote 262145 bytes at 0xfffffffffffb0000\n' });
  expect(
    harness.asked.map(({ request }) => [
      request['requestId'],
      request['guestAddress'],
      (request['data'] as Buffer).length,
    ]),
  ).toEqual([
    ['again/0', 0xffff_ffff_fffb_0000n, 262_144],
    ['again/262144', 0xffff_ffff_ffff_0000n, 1],
  ]);
});

test('nothing to write is for the server to refuse', async () => {
  harness.answers['WriteGuestMemory'] = { code: 3, details: 'no bytes', reason: 'LENGTH_OUT_OF_RANGE' };
  expect(await viommuctl('memory write 0xffffffffffffffff text:')).toMatchObject({
    code: 1,
    stderr: 'viommuctl: no bytes [LENGTH_OUT_OF_RANGE]\n',
  });
});
