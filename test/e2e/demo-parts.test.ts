/** The pure parts of the demo. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Atc } from '../../demo/atc';
import { Cues } from '../../demo/cues';
import { count, percentile, percentOf, progressBar, progressText, rate, size, table } from '../../demo/figures';
import { guestAddress, guestPage, layOut, PageAllocator, PageTables, type Run } from '../../demo/guest-pages';
import { CHUNK_BYTES, chunksOf, FILE_IOVA, GUARD, isGuarded, PAGE, RING, SPACES } from '../../demo/layout';
import { bytesNeeded, checkTemporary, readRequest, Refusal } from '../../demo/request';
import { Screen } from '../../demo/screen';

const pagesIn = (runs: readonly Run[]): number[] =>
  runs.flatMap(({ first, count: pages }) => Array.from({ length: pages }, (_, i) => first + i));

describe('the layout', () => {
  test('chunks alternate over the spaces, at the same IOVAs in both', () => {
    const chunks = [...chunksOf(3 * CHUNK_BYTES + 1)];
    expect(chunks.map(({ space }) => space.pasid)).toEqual([17, 34, 17, 34]);
    const next = FILE_IOVA + BigInt(CHUNK_BYTES);
    expect(chunks.map(({ iova }) => iova)).toEqual([FILE_IOVA, FILE_IOVA, next, next]);
    expect(chunks.map(({ bytes }) => bytes)).toEqual([CHUNK_BYTES, CHUNK_BYTES, CHUNK_BYTES, 1]);
    expect(chunks.map(({ offset }) => offset)).toEqual([0, 1, 2, 3].map((i) => i * CHUNK_BYTES));
  });

  test('an empty file has no chunks', () => {
    expect([...chunksOf(0)]).toEqual([]);
  });

  test('the guard begins where the ring ends', () => {
    expect(GUARD.first).toBe(RING.iova + BigInt(RING.pages * PAGE));
    expect([GUARD.first - 1n, GUARD.first, GUARD.first + 65_535n, GUARD.first + 65_536n].map(isGuarded)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(new Set(SPACES.map(({ deviceCookie }) => deviceCookie)).size).toBe(SPACES.length);
  });
});

describe('the page allocator', () => {
  test('hands out every page once, scattered, then refuses', () => {
    const allocator = new PageAllocator(100);
    const pages = pagesIn([...allocator.take(37), ...allocator.take(63)]);
    expect([...pages].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(pages).not.toEqual([...pages].sort((a, b) => a - b));
    expect(allocator.freePages).toBe(0);
    expect(() => allocator.take(1)).toThrow('1 pages are needed, 0 are free');
  });

  test('leaves alone what is in use, and takes pages back', () => {
    const allocator = new PageAllocator(64, (page) => page % 3 === 0);
    expect(allocator.freePages).toBe(42);
    const pages = pagesIn(allocator.take(42));
    expect(pages.filter((page) => page % 3 === 0)).toEqual([]);
    allocator.give({ first: 3, count: 1 });
    expect(allocator.take(1)).toEqual([{ first: 3, count: 1 }]);
  });
});

describe('the page tables', () => {
  test('mappings break where IOVAs or guest pages do', () => {
    const runs = [
      { first: 10, count: 2 },
      { first: 12, count: 1 },
      { first: 5, count: 2 },
    ];
    expect(layOut([1, 2, 3, 4, 6], runs)).toEqual([
      { iovaPage: 1, first: 10, count: 3 },
      { iovaPage: 4, first: 5, count: 1 },
      { iovaPage: 6, first: 6, count: 1 },
    ]);
  });

  test('domains are apart; runs follow the IOVA', () => {
    const tables = new PageTables();
    tables.map(1, { iovaPage: 100, first: 7, count: 2 });
    tables.map(1, { iovaPage: 102, first: 3, count: 1 });
    tables.map(2, { iovaPage: 100, first: 50, count: 1 });
    expect(tables.runs(1, 100, 3)).toEqual([
      { first: 7, count: 2 },
      { first: 3, count: 1 },
    ]);
    expect(tables.lookup(2, 100)).toBe(50);
    expect(tables.mappedPages).toBe(4);
    expect([...tables.guestPages()].sort((a, b) => a - b)).toEqual([3, 7, 8, 50]);
    expect(tables.unmap(1, 101)).toBe(8);
    expect(tables.unmap(1, 101)).toBeUndefined();
    expect(() => tables.runs(1, 100, 3)).toThrow('page 101 of domain 1 is not mapped');
    expect(guestPage(guestAddress(9))).toBe(9);
  });
});

describe('the ATC', () => {
  const permissions = { write: true };
  const atc = new Atc();
  const missing = atc.fill(17, [
    { range: { first: 0x1000n, last: 0x2fffn }, outputAddress: 0x9000n, permissions },
    { range: { first: 0x3000n, last: 0x3fffn }, outputAddress: 0n, permissions: { write: false } },
    { range: { first: 0x4000n, last: 0x4fffn }, outputAddress: 0xb000n, permissions },
  ]);

  test('keeps what may be written and names the rest', () => {
    expect(missing).toEqual([3]);
    expect(atc.lookup(17, 0x1010n, 100_000)).toEqual({ address: 0x9010n, bytes: 0x1ff0 });
    expect(atc.lookup(17, 0x1010n, 16)).toEqual({ address: 0x9010n, bytes: 16 });
    expect(atc.lookup(17, 0x3000n, 1)).toBeUndefined();
    expect(atc.lookup(34, 0x1000n, 1)).toBeUndefined();
  });

  test('forgets by PASID and range', () => {
    atc.drop(34, { first: 0n, last: 0xffff_ffff_ffff_ffffn });
    expect(atc.size).toBe(3);
    atc.drop(17, { first: 0x2000n, last: 0x2fffn });
    expect(atc.lookup(17, 0x1000n, 0x2000)).toEqual({ address: 0x9000n, bytes: 0x1000 });
    atc.drop(undefined, { first: 0n, last: 0xffff_ffff_ffff_ffffn });
    expect(atc.size).toBe(0);
  });
});

describe('figures', () => {
  test('percentiles by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    expect([percentile(values, 50), percentile(values, 99), percentile(values, 100)]).toEqual([100, 198, 200]);
    expect([percentile([], 50), percentile([3], 99)]).toEqual([0, 3]);
  });

  test('sizes, counts and rates', () => {
    const sizes = [0, 1, 32.36, 1023, 1024, 102_400_000, 2 ** 50 * 2048].map(size);
    expect(sizes).toEqual(['0 bytes', '1 byte', '32 bytes', '1023 bytes', '1.0 KiB', '97.7 MiB', '2048.0 PiB']);
    expect([count(1, 'group'), count(2, 'group')]).toEqual(['1 group', '2 groups']);
    expect([rate(1000, 500), rate(5, 0)]).toEqual([2000, 5000]);
  });

  test('a bar that fits', () => {
    const half = { bytes: 512, total: 1024, elapsedMs: 1000 };
    expect(progressText(half)).toBe(' 50%  512 bytes of 1.0 KiB  512 bytes/s');
    expect(progressBar(half, 80)).toMatch(/^\[#{18}\.{18}\] {2}50%/);
    expect(progressBar(half, 20)).toBe(progressText(half).slice(0, 19));
    expect([percentOf({ ...half, total: 0 }), percentOf({ ...half, bytes: 1023 })]).toEqual([100, 99]);
  });

  test('a table', () => {
    expect(table([])).toEqual([]);
    expect(
      table([
        ['a', '1'],
        ['bcd', '2'],
      ]),
    ).toEqual(['  a    1', '  bcd  2']);
  });
});

describe('the screen', () => {
  const at = (bytes: number): { bytes: number; total: number; elapsedMs: number } => ({
    bytes,
    total: 100,
    elapsedMs: bytes * 100,
  });

  test('prints a few lines of progress without a terminal', () => {
    const written: string[] = [];
    const screen = new Screen({ write: (text) => written.push(text) });
    for (const bytes of [1, 26, 27, 80, 100]) screen.progress(at(bytes));
    screen.endProgress();
    expect(written.map((line) => line.slice(0, 4))).toEqual([' 26%', ' 80%', '100%']);
  });

  test('keeps the bar below the lines on a terminal', () => {
    const written: string[] = [];
    const screen = new Screen({ isTTY: true, columns: 100, write: (text) => written.push(text) });
    screen.line('before');
    screen.progress(at(50));
    screen.line('between');
    screen.endProgress();
    screen.line('after');
    expect(written[0]).toBe('before\n');
    expect(written[2]).toMatch(/^\r\u001b\[Kbetween\n\[#+\.+\] {2}50%/);
    expect(written.slice(3)).toEqual(['\n', 'after\n']);
  });
});

describe('cues', () => {
  type Cue = { readonly kind: 'a'; readonly n: number } | { readonly kind: 'b' };

  test('may come before or after they are waited for', async () => {
    const cues = new Cues<Cue>();
    cues.say({ kind: 'a', n: 1 });
    cues.say({ kind: 'a', n: 2 });
    expect(await cues.wait('a')).toEqual({ kind: 'a', n: 1 });
    const waiting = cues.wait('b');
    cues.say({ kind: 'b' });
    expect(await waiting).toEqual({ kind: 'b' });
    expect(await cues.wait('b', 'a')).toEqual({ kind: 'a', n: 2 });
  });

  test('a failure ends every wait', async () => {
    const cues = new Cues<Cue>();
    const waiting = cues.wait('a', 'b');
    cues.fail('gone');
    await expect(waiting).rejects.toThrow('gone');
    await expect(cues.wait('a')).rejects.toThrow('gone');
  });

  test('silence ends every wait', async () => {
    await expect(new Cues<Cue>(20).wait('a', 'b')).rejects.toThrow(
      'nothing has moved for 0.02 s, while waiting for "a" or "b"',
    );
  });
});

describe('the request', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'demo-parts-'));
  afterAll(() => fs.rmSync(directory, { recursive: true }));
  const file = path.join(directory, 'file');
  fs.writeFileSync(file, 'abc');

  test('is the running Node executable unless FILE says otherwise', () => {
    expect(readRequest({}).file).toBe(process.execPath);
    expect(readRequest({ FILE: '', KILL: '' }).kill).toBeUndefined();
    expect(readRequest({ FILE: file, KILL: 'vmm' })).toEqual({ file, bytes: 3, kill: 'vmm' });
  });

  test.each([
    ['an unknown victim', { KILL: '1' }, 'KILL=1: write KILL=vmm, KILL=device or nothing'],
    ['a directory', { FILE: directory }, `${directory} is a directory; give a regular file: make demo FILE=path`],
    ['no file', { FILE: `${file}.not` }, `${file}.not does not exist; give a regular file: make demo FILE=path`],
    ['a device', { FILE: '/dev/null' }, '/dev/null is not a regular file; give a regular file: make demo FILE=path'],
  ])('%s is refused', (_name, env, message) => {
    expect(() => readRequest(env)).toThrow(new Refusal(message));
  });

  test('a file larger than any guest is refused', () => {
    const huge = path.join(directory, 'huge');
    fs.closeSync(fs.openSync(huge, 'w'));
    fs.truncateSync(huge, 2 ** 40);
    expect(() => readRequest({ FILE: huge })).toThrow('has 1.0 TiB, more than the 32.0 GiB');
  });

  test('the temporary directory must have short paths, no comma, and room', () => {
    const { bavail, bsize } = fs.statfsSync(directory);
    expect(() => checkTemporary(directory, 0)).not.toThrow();
    expect(() => checkTemporary(`/${'x'.repeat(90)}`, 0)).toThrow('is too long: a unix socket');
    expect(() => checkTemporary('/a,b', 0)).toThrow('has a comma');
    expect(() => checkTemporary(`${directory}/not`, 0)).toThrow('does not exist');
    expect(() => checkTemporary(directory, bavail * bsize)).toThrow(/needs .* where .* are free/);
    expect(bytesNeeded(1)).toBe(257 * PAGE + 16 * 1024 * 1024);
  });
});
