import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { vectorsOf, type Vector } from '../codecs/support';
import { Harness } from './harness';

const harness = new Harness();

type Input = Parameters<Harness['viommuctl']>[1] & object;

/** Decodes the lines of the standard input, without a server. */
const batch = (stdin: Input['stdin'] & object, options = '', world: Input = {}) =>
  harness.viommuctl(`decode --json --batch - ${options}`, { env: { VIOMMU_TARGET: 'nowhere' }, stdin, ...world });

/** What was printed, a value for each line. */
const values = (stdout: string): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

afterAll(() => harness.server.stop());

const vectors = path.resolve(__dirname, '../../vectors');
const ARCHITECTURES: Readonly<Record<string, string>> = { virtio: 'virtio-iommu' };

/** Vectors of what a peer does wrong: their fields are what it meant, not what it wrote. */
const PEERS_MISTAKES = ['smmu.evt.cd_fetch.QEMU_QUIRK', 'vtd.frcd.QEMU_TRUNCATES_pasid20'];

interface Placed {
  readonly arch: string;
  readonly queue: string;
  readonly vector: Vector;
}

const golden: readonly Placed[] = fs.readdirSync(vectors).flatMap((folder) =>
  fs.readdirSync(path.join(vectors, folder)).flatMap((file) => {
    const queue = path.basename(file, '.json');
    return vectorsOf(folder, queue).map((vector) => ({ arch: ARCHITECTURES[folder] ?? folder, queue, vector }));
  }),
);

const good = { arch: 'smmuv3', queue: 'cmdq', hex: '46000000000000000000000000000000' };
const decoded = { kind: 'CMD_SYNC', reserved_bits: [], reencoded_hex: good.hex };
const refusal = (why: string): object => ({
  kind: 'unknown',
  fields: {},
  reserved_bits: [],
  reencoded_hex: '',
  error: expect.stringContaining(why) as string,
});

describe('a batch', () => {
  test('of all golden records, and back', async () => {
    expect(golden.length).toBeGreaterThan(100);
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vc-'));
    const file = path.join(dir, 'records.jsonl');
    const lines = golden.map(({ arch, queue, vector: { hex, order } }) => JSON.stringify({ arch, queue, hex, order }));
    fs.writeFileSync(file, lines.join('\n'));
    const { stdout, stderr } = await harness.viommuctl(['decode', '--json', '--batch', file]);
    fs.rmSync(dir, { recursive: true });
    expect(stderr).toBe('');
    const results = values(stdout);
    expect(results).toHaveLength(golden.length);
    for (const [index, { arch, queue, vector }] of golden.entries()) {
      const { id, kind, fields, hex, reserved_bits = [], order } = vector;
      const meant = PEERS_MISTAKES.includes(id) ? {} : { fields, reserved_bits };
      expect(results[index]).toMatchObject({ kind, ...meant, reencoded_hex: hex });
      const words = ['encode', arch, queue, ...(order === 'big' ? ['--big-endian'] : [])];
      const again = await harness.viommuctl(words, { stdin: [JSON.stringify(results[index])] });
      expect([id, again]).toEqual([id, { code: 0, stdout: `${hex}\n`, stderr: '' }]);
    }
  });

  test('answers every line in its place, also those that are wrong', async () => {
    const lines = [
      JSON.stringify(good),
      'nonsense',
      '',
      '[1]',
      'null',
      '{}',
      JSON.stringify({ ...good, arch: 'vtd' }),
      JSON.stringify({ ...good, queue: 7 }),
      JSON.stringify({ ...good, hex: ['00'] }),
      JSON.stringify({ ...good, hex: 'zz' }),
      JSON.stringify({ ...good, hex: '000' }),
      JSON.stringify({ ...good, hex: '' }),
      JSON.stringify({ ...good, hex: good.hex + good.hex }),
      JSON.stringify({ ...good, quirks: 'QEMU_CFGI_ALL_7' }),
      JSON.stringify({ ...good, quirks: [7] }),
      JSON.stringify({ ...good, quirks: ['NONSENSE'] }),
      JSON.stringify({ ...good, order: 'middle' }),
      JSON.stringify({ ...good, order: 'big' }),
      JSON.stringify({ arch: 'vtd', queue: 'qi', hex: '01'.padEnd(32, '0') }),
      JSON.stringify({ ...good, id: 'mine', hex: `0x${good.hex.slice(0, 8)} ${good.hex.slice(8)}` }),
    ];
    const { code, stdout, stderr } = await batch([`${lines.join('\n')}\n`]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(values(stdout)).toEqual([
      expect.objectContaining(decoded),
      refusal('this is no JSON object'),
      refusal('this is no JSON object'),
      refusal('this is JSON, but no object'),
      refusal('this is JSON, but no object'),
      refusal('arch = undefined is no text'),
      refusal('there is no codec for vtd cmdq; there are vtd qi, '),
      refusal('queue = 7 is no text'),
      refusal('hex = object is no text'),
      refusal('hex: "z" is no hexadecimal digit'),
      refusal('hex: 3 digits: half a byte'),
      refusal('a smmuv3 cmdq record has 16 bytes, not 0'),
      refusal('a smmuv3 cmdq record has 16 bytes, not 32'),
      refusal('quirks = "QEMU_CFGI_ALL_7" is no list of names'),
      refusal('quirks = object is no list of names'),
      refusal('smmuv3 has no quirk NONSENSE'),
      refusal('order = "middle" is neither "little" nor "big"'),
      refusal('smmuv3 cmdq records are never big-endian'),
      expect.objectContaining({ error: 'granularity 0 is reserved' }),
      expect.objectContaining(decoded),
    ]);
  });

  test('ends well when every record is well-formed', async () => {
    expect(await batch([JSON.stringify(good)])).toMatchObject({ code: 0, stderr: '' });
    expect(await batch([])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('takes quirks and byte order from the command line where a line has none', async () => {
    const line = { arch: 'riscv', queue: 'pq', hex: '00000001000000000000000000000000' };
    const lines = [line, { ...line, order: 'little' }].map((each) => JSON.stringify(each)).join('\n');
    const big = values((await batch([lines], '--big-endian')).stdout);
    expect(big).toMatchObject([{ fields: { pv: 1 } }, { fields: { pid: 0x1000 } }]);
    const all = { arch: 'smmuv3', queue: 'cmdq', hex: '07'.padEnd(32, '0') };
    const quirked = [all, { ...all, quirks: [] }].map((each) => JSON.stringify(each)).join('\n');
    const { stdout } = await batch([quirked], '--quirk QEMU_CFGI_ALL_7');
    expect(values(stdout)).toMatchObject([{ kind: 'CMD_CFGI_ALL' }, { kind: 'unknown' }]);
  });

  test('lines come in pieces of any size', async () => {
    const text = Buffer.from(`${JSON.stringify({ ...good, hex: 'ť ↯' })}\n`.repeat(3));
    const whole = await batch([text]);
    const bytes = Array.from(text, (byte) => Uint8Array.of(byte));
    expect(await batch(bytes)).toEqual(whole);
    expect(values(whole.stdout)).toEqual(Array(3).fill(refusal('hex: "ť" is no hexadecimal digit')));
  });

  test('a character that is cut off at the end is not left out', async () => {
    const { stdout } = await batch([JSON.stringify(good), Uint8Array.of(0xe2)]);
    expect(values(stdout)).toEqual([refusal('this is no JSON object')]);
  });

  test('one wrong line decides how it ends, wherever it is', async () => {
    const line = `${JSON.stringify(good)}\n`;
    expect((await batch([line, 'nonsense\n', line])).code).toBe(3);
    const lost = JSON.stringify({ arch: 'riscv', queue: 'fq', hex: '00'.repeat(32), quirks: ['QEMU_PV_ALWAYS'] });
    const { code, stdout } = await batch([lost]);
    expect([code, values(stdout)]).toEqual([3, [expect.not.objectContaining({ error: expect.anything() as unknown })]]);
  });

  test('a line without end is refused, not held, and the next one is read', async () => {
    async function* lines() {
      yield `${JSON.stringify(good)}\n`;
      for (let piece = 0; piece < 100; piece += 1) yield 'x'.repeat(65_536);
      yield `\n${JSON.stringify(good)}\n`;
      yield `${JSON.stringify(good)}\n`;
      yield 'y'.repeat(2 ** 21);
    }
    const { code, stdout } = await batch(lines());
    expect(code).toBe(3);
    expect(values(stdout)).toEqual([
      expect.objectContaining(decoded),
      refusal('this has more than 1048576 characters'),
      expect.objectContaining(decoded),
      expect.objectContaining(decoded),
      refusal('this has more than 1048576 characters'),
    ]);
  });

  test('nothing piles up: no more is read than there is room for in the output', async () => {
    let read = 0;
    let printed = 0;
    let ahead = 0;
    async function* lines() {
      for (; read < 1000; read += 1) yield `${JSON.stringify(good)}\n`;
    }
    const drained = async (): Promise<void> => {
      // Time enough for a reader that does not wait.
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
      printed += 1;
      ahead = Math.max(ahead, read - printed);
    };
    const { stdout } = await batch(lines(), '', { drained });
    expect([values(stdout).length, printed]).toEqual([1000, 1000]);
    expect(ahead).toBeLessThan(100);
  });

  test('Ctrl-C ends it, and a line that is not whole is not decoded', async () => {
    const stop = new AbortController();
    const stdin = new PassThrough();
    stdin.write(`${JSON.stringify(good)}\n{"arch"`);
    const ended = batch(stdin, '', { signal: stop.signal });
    while (stdin.readableLength > 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    stop.abort();
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(values(stdout)).toEqual([expect.objectContaining(decoded)]);
  });
});
