import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { GuestMemory } from '../../../src/session/guest-memory';
import type { Backing, MemoryRegion } from '../../../src/session/memory-region';
import { reasonOf, refusalOf } from './support';

const PAGE = 4096;
let root: string;
let shared: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'viommud-memory-'));
  shared = path.join(root, 'shared');
  fs.mkdirSync(shared);
});

afterEach(() => fs.rmSync(root, { recursive: true }));

function region(fields: Partial<MemoryRegion>): MemoryRegion {
  return {
    regionId: 0,
    guestAddress: 0n,
    length: BigInt(PAGE),
    readOnly: false,
    backing: { kind: 'ANONYMOUS' },
    ...fields,
  };
}

const file = (name: string, offset = 0n): Backing => ({ kind: 'SHARED_FILE', path: name, offset });

function readAt(memory: GuestMemory, address: bigint, length: number): string | undefined {
  const into = Buffer.alloc(length);
  return memory.read(address, into) ? into.toString('latin1') : undefined;
}

/** How many descriptors of files below the test's folder are open. */
function openDescriptors(): number {
  return fs.readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${fd}`).startsWith(root);
    } catch {
      return false;
    }
  }).length;
}

describe('regions', () => {
  test('are zero at first, and hold what is written', () => {
    const memory = new GuestMemory(undefined);
    memory.register(region({ guestAddress: 0x1_0000_0000_0000n, length: 2n * BigInt(PAGE) }));
    expect(readAt(memory, 0x1_0000_0000_0ffen, 4)).toBe('\0\0\0\0');
    expect(memory.write(0x1_0000_0000_0ffen, Buffer.from('abcd'))).toBe(true);
    expect(readAt(memory, 0x1_0000_0000_0ffdn, 6)).toBe('\0abcd\0');
  });

  test('an access passes from one region into the next', () => {
    fs.writeFileSync(path.join(shared, 'ram'), Buffer.alloc(2 * PAGE, 'f'));
    const memory = new GuestMemory(shared);
    memory.register(region({ guestAddress: 0x3000n }));
    memory.register(region({ guestAddress: 0x1000n }));
    memory.register(region({ guestAddress: 0x2000n, backing: file('ram', BigInt(PAGE)) }));
    const bytes = Buffer.from(Array.from({ length: PAGE + 20 }, (_, i) => i % 251));
    expect(memory.write(0x1ff6n, bytes)).toBe(true);
    expect(readAt(memory, 0x1ff6n, PAGE + 20)).toBe(bytes.toString('latin1'));
    expect(fs.readFileSync(path.join(shared, 'ram')).subarray(PAGE)).toEqual(bytes.subarray(10, 10 + PAGE));
    memory.close();
  });

  test('an access that leaves them fails, and a write then changes nothing', () => {
    const memory = new GuestMemory(undefined);
    memory.register(region({ guestAddress: 0x1000n }));
    memory.register(region({ guestAddress: 0x2000n, readOnly: true }));
    for (const [address, length] of [
      [0xfffn, 2],
      [0x1ffen, 4],
      [0x2000n, 1],
      [0x3000n, 1],
      [0xffff_ffff_ffff_ffffn, 1],
    ] as const) {
      expect(memory.write(address, Buffer.alloc(length, 'x'))).toBe(false);
    }
    expect(readAt(memory, 0x1000n, 2 * PAGE)).toBe('\0'.repeat(2 * PAGE));
    expect(readAt(memory, 0x2fffn, 2)).toBeUndefined();
    expect(readAt(memory, 0xfffn, 2)).toBeUndefined();
  });

  test('the last page of the address space can be one', () => {
    const memory = new GuestMemory(undefined);
    memory.register(region({ guestAddress: 0xffff_ffff_ffff_f000n }));
    expect(memory.write(0xffff_ffff_ffff_fffen, Buffer.from('ok'))).toBe(true);
    expect(readAt(memory, 0xffff_ffff_ffff_fffen, 3)).toBeUndefined();
  });

  test('get ids, are listed by address, and can be taken away', () => {
    const memory = new GuestMemory(undefined);
    memory.register(region({ guestAddress: 0x5000n, regionId: 1 }));
    expect(memory.register(region({ guestAddress: 0x1000n })).regionId).toBe(2);
    expect(memory.register(region({ guestAddress: 0x3000n })).regionId).toBe(3);
    const addresses = (after: bigint | undefined, limit: number) =>
      memory.regions(after, limit).map(({ guestAddress }) => guestAddress);
    expect(addresses(undefined, 2)).toEqual([0x1000n, 0x3000n]);
    expect(addresses(0x3000n, 2)).toEqual([0x5000n]);
    expect(memory.write(0x3000n, Buffer.from('x'))).toBe(true);
    memory.unregister(3);
    expect(memory.write(0x3000n, Buffer.from('x'))).toBe(false);
    expect(reasonOf(() => memory.unregister(3))).toBe('REGION_NOT_FOUND');
    expect(reasonOf(() => memory.region(3))).toBe('REGION_NOT_FOUND');
  });

  test.each([
    ['REGION_EXISTS', { regionId: 1, guestAddress: 0x9000n }],
    ['REGION_OVERLAP', { guestAddress: 0x2000n }],
    ['REGION_OVERLAP', { guestAddress: 0x0n, length: 0x10_000n }],
    ['ADDRESS_MISALIGNED', { guestAddress: 0x9001n }],
    ['ADDRESS_MISALIGNED', { guestAddress: 0x9000n, backing: file('ram', 1n) }],
    ['LENGTH_OUT_OF_RANGE', { guestAddress: 0x9000n, length: 0n }],
    ['LENGTH_OUT_OF_RANGE', { guestAddress: 0x9000n, length: 4097n }],
    ['LENGTH_OUT_OF_RANGE', { guestAddress: 0x9000n, length: 2n ** 53n, backing: file('ram') }],
    ['ADDRESS_OVERFLOW', { guestAddress: 0xffff_ffff_ffff_f000n, length: 0x2000n }],
    ['LIMIT_EXCEEDED', { guestAddress: 0x9000n, length: 2n ** 30n }],
    ['MEMORY_DIR_NOT_SET', { guestAddress: 0x9000n, backing: file('ram') }],
  ])('%s', (reason, fields) => {
    const memory = new GuestMemory(undefined);
    memory.register(region({ regionId: 1, guestAddress: 0x1000n, length: 0x2000n }));
    expect(reasonOf(() => memory.register(region(fields)))).toBe(reason);
    expect(memory.regions(undefined, 99)).toHaveLength(1);
  });

  test('anonymous memory is bounded for all regions together, and comes back', () => {
    const memory = new GuestMemory(undefined);
    memory.register(region({ regionId: 1, length: 2n ** 30n }));
    const more = region({ guestAddress: 2n ** 40n });
    expect(refusalOf(() => memory.register(more)).metadata).toEqual({
      limit: 'max_anonymous_memory_bytes',
      value: String(2 ** 30),
    });
    memory.unregister(1);
    memory.register(more);
  });

  test('their number is bounded', () => {
    const memory = new GuestMemory(undefined);
    for (let i = 0; i < 64; i += 1) {
      memory.register(region({ guestAddress: BigInt(i * PAGE) }));
    }
    const one = region({ guestAddress: BigInt(64 * PAGE) });
    expect(refusalOf(() => memory.register(one)).metadata['limit']).toBe('max_memory_regions');
  });
});

describe('shared files', () => {
  const register = (name: string, fields: Partial<MemoryRegion> = {}): MemoryRegion =>
    new GuestMemory(shared).register(region({ backing: file(name), ...fields }));

  test('are shared both ways', () => {
    fs.mkdirSync(path.join(shared, 'vm'));
    fs.writeFileSync(path.join(shared, 'vm/ram'), Buffer.alloc(2 * PAGE));
    const memory = new GuestMemory(shared);
    memory.register(region({ backing: file('vm/ram', 4096n) }));
    memory.write(1n, Buffer.from('hi'));
    expect(fs.readFileSync(path.join(shared, 'vm/ram')).toString('latin1', PAGE, PAGE + 3)).toBe('\0hi');
    fs.writeFileSync(path.join(shared, 'vm/ram'), Buffer.alloc(2 * PAGE, 'z'), { flag: 'r+' });
    expect(readAt(memory, 0n, 3)).toBe('zzz');
    expect(openDescriptors()).toBe(1);
    memory.unregister(1);
    expect(openDescriptors()).toBe(0);
  });

  test('can be read-only', () => {
    fs.writeFileSync(path.join(shared, 'rom'), Buffer.alloc(PAGE, 'r'), { mode: 0o444 });
    const memory = new GuestMemory(shared);
    memory.register(region({ backing: file('rom'), readOnly: true }));
    expect(readAt(memory, 0n, 2)).toBe('rr');
    expect(memory.write(0n, Buffer.from('x'))).toBe(false);
    memory.close();
    expect(openDescriptors()).toBe(0);
  });

  test.each([
    '',
    '/etc/passwd',
    '../outside',
    'vm/../../outside',
    'vm/../ram',
    '..',
    'nothing',
    'a\0b',
    '.',
    'folder',
    'fifo',
  ])('the path %j is refused', (name) => {
    fs.writeFileSync(path.join(root, 'outside'), Buffer.alloc(PAGE));
    fs.mkdirSync(path.join(shared, 'vm'));
    fs.mkdirSync(path.join(shared, 'folder'));
    fs.writeFileSync(path.join(shared, 'ram'), Buffer.alloc(PAGE));
    execFileSync('mkfifo', [path.join(shared, 'fifo')]);
    expect(reasonOf(() => register(name))).toBe('MEMORY_PATH_REFUSED');
    expect(reasonOf(() => register(name, { readOnly: true }))).toBe('MEMORY_PATH_REFUSED');
    expect(openDescriptors()).toBe(0);
  });

  test('a symbolic link is not followed at the end, nor out of the directory', () => {
    fs.writeFileSync(path.join(root, 'outside'), Buffer.alloc(PAGE));
    fs.writeFileSync(path.join(shared, 'ram'), Buffer.alloc(PAGE));
    fs.symlinkSync(path.join(root, 'outside'), path.join(shared, 'out'));
    fs.symlinkSync('ram', path.join(shared, 'in'));
    fs.symlinkSync(root, path.join(shared, 'up'));
    for (const name of ['out', 'in', 'up/outside', 'in/']) {
      expect(reasonOf(() => register(name))).toBe('MEMORY_PATH_REFUSED');
    }
    expect(openDescriptors()).toBe(0);
  });

  test('a directory whose name only begins alike is outside', () => {
    fs.mkdirSync(path.join(root, 'shared2'));
    fs.writeFileSync(path.join(root, 'shared2/ram'), Buffer.alloc(PAGE));
    fs.symlinkSync(path.join(root, 'shared2'), path.join(shared, 'link'));
    expect(reasonOf(() => register('link/ram'))).toBe('MEMORY_PATH_REFUSED');
  });

  test('the directory itself may be reached through a link', () => {
    fs.symlinkSync(shared, path.join(root, 'alias'));
    fs.writeFileSync(path.join(shared, 'ram'), Buffer.alloc(PAGE));
    const memory = new GuestMemory(path.join(root, 'alias'));
    memory.register(region({ backing: file('ram') }));
    memory.close();
  });

  test('must be long enough', () => {
    fs.writeFileSync(path.join(shared, 'ram'), Buffer.alloc(PAGE));
    expect(refusalOf(() => register('ram', { backing: file('ram', 4096n) }))).toMatchObject({
      reason: 'MEMORY_FILE_TOO_SHORT',
      metadata: { file_bytes: '4096', needed_bytes: '8192' },
    });
    expect(openDescriptors()).toBe(0);
  });

  test('that become shorter fail accesses, and are not made longer again', () => {
    fs.writeFileSync(path.join(shared, 'ram'), Buffer.alloc(2 * PAGE, 'r'));
    const memory = new GuestMemory(shared);
    memory.register(region({ guestAddress: 0x10_0000n, length: 0x2000n, backing: file('ram') }));
    fs.truncateSync(path.join(shared, 'ram'), PAGE + 1);
    expect(readAt(memory, 0x10_1000n, 1)).toBe('r');
    expect(readAt(memory, 0x10_1000n, 2)).toBeUndefined();
    expect(memory.write(0x10_1000n, Buffer.from('wx'))).toBe(false);
    // Nothing is written, not even to the region before.
    memory.register(region({ guestAddress: 0xf_f000n }));
    expect(memory.write(0x10_0000n - 2n, Buffer.alloc(PAGE + 4, 'w'))).toBe(false);
    expect(readAt(memory, 0x10_0000n - 2n, 3)).toBe('\0\0r');
    expect(memory.write(0x10_0000n - 2n, Buffer.alloc(PAGE + 3, 'w'))).toBe(true);
    expect(readAt(memory, 0x10_0000n - 2n, 3)).toBe('www');
    expect(fs.statSync(path.join(shared, 'ram')).size).toBe(PAGE + 1);
    fs.rmSync(path.join(shared, 'ram'));
    expect(readAt(memory, 0x10_0000n, 1)).toBe('w');
    memory.close();
  });
});

describe('what a processor of the guest sees', () => {
  /** Two pages that can be written, two that cannot, two of a file. */
  function setUp(): GuestMemory {
    fs.writeFileSync(path.join(shared, 'ram'), Buffer.alloc(2 * PAGE, 'f'));
    const memory = new GuestMemory(shared);
    memory.register(region({ guestAddress: 0x1000n, length: 0x2000n }));
    memory.register(region({ guestAddress: 0x3000n, length: 0x2000n, readOnly: true }));
    memory.register(region({ guestAddress: 0x5000n, length: 0x2000n, backing: file('ram') }));
    return memory;
  }

  test('passes from one region into the next', () => {
    const memory = setUp();
    memory.writeBytes(0x2ffdn, Buffer.from('abc'));
    memory.writeBytes(0x6ffdn, Buffer.from('xyz'));
    expect(Buffer.from(memory.readBytes(0x2ffcn, 6)).toString('latin1')).toBe('\0abc\0\0');
    expect(Buffer.from(memory.readBytes(0x4ffen, 4)).toString('latin1')).toBe('\0\0ff');
    expect(fs.readFileSync(path.join(shared, 'ram')).toString('latin1', 2 * PAGE - 4)).toBe('fxyz');
    memory.close();
  });

  test.each([
    ['ADDRESS_OVERFLOW', 0xffff_ffff_ffff_ffffn, 2],
    ['MEMORY_NOT_ACCESSIBLE', 0xffff_ffff_ffff_ffffn, 1],
    ['MEMORY_NOT_ACCESSIBLE', 0xfffn, 2],
    ['MEMORY_NOT_ACCESSIBLE', 0x6fffn, 2],
  ])('%s at %s', (reason, address, length) => {
    const memory = setUp();
    const expected = { reason, field: 'guest_address' };
    expect(refusalOf(() => memory.readBytes(address, length))).toMatchObject(expected);
    expect(refusalOf(() => memory.writeBytes(address, Buffer.alloc(length, 'w')))).toMatchObject(expected);
    memory.close();
  });

  test('a write that meets memory it cannot write changes nothing', () => {
    const memory = setUp();
    expect(reasonOf(() => memory.writeBytes(0x2fffn, Buffer.from('ww')))).toBe('MEMORY_NOT_ACCESSIBLE');
    expect(reasonOf(() => memory.writeBytes(0x6fffn, Buffer.from('ww')))).toBe('MEMORY_NOT_ACCESSIBLE');
    expect(readAt(memory, 0x2fffn, 1)).toBe('\0');
    expect(readAt(memory, 0x6fffn, 1)).toBe('f');
    memory.close();
  });

  test('which pages others may change at the same time, and which can be written', () => {
    const memory = setUp();
    expect([0, 1, 4, 5, 6, 7].filter((page) => memory.isShared(page))).toEqual([5, 6]);
    expect([0, 1, 2, 3, 5].map((page) => memory.isWritable(page, PAGE))).toEqual([false, true, true, false, true]);
    expect([2 * PAGE, 2 * PAGE + 1].map((length) => memory.isWritable(1, length))).toEqual([true, false]);
    fs.truncateSync(path.join(shared, 'ram'), PAGE);
    expect([PAGE, PAGE + 1].map((length) => memory.isWritable(5, length))).toEqual([true, false]);
    memory.close();
  });
});
