import type { Aarch64Configuration } from '../../../../src/model/guest-tables';
import { translate, type GuestTables, type Seen } from '../guest-tables';
import { ADDRESS, BLOCK, CONFIGURATION, DBM, PXN, tables, UXN, withLower } from './fixture';

/** A page with AF and nG; the access permissions are added. */
const BASE = 0xabcde000n | 0xc03n;
const AP1 = 0x40n;
const AP2 = 0x80n;

/** The accesses that are allowed: unprivileged and privileged, as `r`, `w`, `x` and `rp`, `wp`, `xp`. */
function allowed(configuration: Aarch64Configuration, entries: Parameters<typeof tables>[0]): string {
  return ['r', 'w', 'x', 'rp', 'wp', 'xp']
    .filter((letters) => {
      const seen = translate(configuration, tables(entries), ADDRESS, letters);
      if ('fault' in seen) {
        expect([seen.fault, seen.level, seen.at]).toEqual(['PERMISSION', 3, 0x4020n]);
      }
      return !('fault' in seen);
    })
    .join(' ');
}

describe('the direct permissions (D8.4)', () => {
  test.each([
    ['00', 0n, 'x rp wp xp'],
    ['01, where privileged fetches end', AP1, 'r w x rp wp'],
    ['10', AP2, 'x rp xp'],
    ['11', AP1 | AP2, 'r x rp xp'],
  ])('AP[2:1] = %s', (_, ap, rights) => {
    const without = (right: string): string =>
      rights
        .split(' ')
        .filter((one) => one !== right)
        .join(' ');
    expect(allowed(CONFIGURATION, { l3: BASE | ap })).toBe(rights);
    expect(allowed(CONFIGURATION, { l3: BASE | ap | UXN })).toBe(without('x'));
    expect(allowed(CONFIGURATION, { l3: BASE | ap | PXN })).toBe(without('xp'));
  });

  test.each([
    ['00', 0n, 'x rp wp'],
    ['01', AP1, 'r w rp wp'],
    ['10', AP2, 'x rp xp'],
    ['11', AP1 | AP2, 'r x rp xp'],
  ])('WXN: what can be written is not fetched; AP[2:1] = %s', (_, ap, rights) => {
    expect(allowed({ ...CONFIGURATION, writeExecuteNever: true }, { l3: BASE | ap })).toBe(rights);
  });

  test.each([
    ['00', 0n, 'x rp wp xp'],
    ['01', AP1, 'r w x'],
    ['10', AP2, 'x rp xp'],
    ['11', AP1 | AP2, 'r x xp'],
  ])('PAN: no privileged data of pages that unprivileged accesses reach; AP[2:1] = %s', (_, ap, rights) => {
    expect(allowed({ ...CONFIGURATION, privilegedAccessNever: true }, { l3: BASE | ap })).toBe(rights);
  });

  test('are said for the privilege of the access', () => {
    const seen = (ap: bigint, letters: string): [string, boolean] => {
      const { permissions, both } = translate(CONFIGURATION, tables({ l3: BASE | ap }), ADDRESS, letters) as Seen;
      return [permissions, both];
    };
    expect(seen(0n, '')).toEqual(['--x-', false]);
    expect(seen(0n, 'p')).toEqual(['rwxp', false]);
    expect(seen(AP1 | PXN | UXN, '')).toEqual(['rw--', true]);
    expect(seen(AP1 | PXN | UXN, 'p')).toEqual(['rw--', true]);
  });
});

describe('the hierarchical permissions (D8.4)', () => {
  const APTABLE0 = 1n << 61n;
  const APTABLE1 = 1n << 62n;
  const UXNTABLE = 1n << 60n;
  const PXNTABLE = 1n << 59n;
  const places = [
    ['l0', 0x2003n],
    ['l1', 0x3003n],
    ['l2', 0x4003n],
  ] as const;

  test.each(places)('of any table restrict what lies below: %s', (name, entry) => {
    const l3 = BASE | AP1;
    const seen = (restriction: bigint): string => allowed(CONFIGURATION, { [name]: entry | restriction, l3 });
    expect(seen(0n)).toBe('r w x rp wp');
    // No unprivileged access; then nothing unprivileged can write, and privileged fetches are back.
    expect(seen(APTABLE0)).toBe('x rp wp xp');
    expect(seen(APTABLE1)).toBe('r x rp xp');
    expect(seen(APTABLE0 | APTABLE1)).toBe('x rp xp');
    expect(seen(UXNTABLE)).toBe('r w rp wp');
    expect(seen(PXNTABLE | APTABLE1)).toBe('r x rp');
  });

  test('of several tables add up', () => {
    const entries = { l0: 0x2003n | UXNTABLE, l1: 0x3003n | APTABLE1, l2: 0x4003n | PXNTABLE, l3: BASE | AP1 };
    expect(allowed(CONFIGURATION, entries)).toBe('r rp');
  });

  test('are ignored with HPD', () => {
    const configuration = withLower({ hierarchicalPermissions: false });
    const all = APTABLE0 | APTABLE1 | UXNTABLE | PXNTABLE;
    expect(allowed(configuration, { l0: 0x2003n | all, l3: BASE | AP1 })).toBe('r w x rp wp');
  });

  test('are ignored in one half and not in the other', () => {
    // HPD0 and HPD1: the halves share their tables here, with 39 bits each and APTable in the root's descriptor.
    const restricted = { root: 0x2000n, widthBits: 39 };
    const memory = (): GuestTables => tables({ l1: 0x3003n | APTABLE1, l3: BASE | AP1 });
    const lower = withLower({ ...restricted, hierarchicalPermissions: false });
    const both = { ...lower, upper: { ...lower.lower!, hierarchicalPermissions: true } };
    const address = ADDRESS & 0x7f_ffff_ffffn;
    expect(translate(both, memory(), address, 'w')).toMatchObject({ permissions: 'rwx-' });
    expect(translate(both, memory(), address | 0xffff_ff80_0000_0000n, 'w')).toMatchObject({
      fault: 'PERMISSION',
      permissions: 'r-x-',
    });
  });

  test('of a block are no restrictions: the bits belong to software there', () => {
    const all = APTABLE0 | APTABLE1 | UXNTABLE | PXNTABLE;
    const memory = tables({ l2: 0xabc0_0000n | BLOCK | all });
    expect(translate(CONFIGURATION, memory, ADDRESS, 'rw')).toMatchObject({ permissions: 'rwx-' });
  });
});

describe('AF (D8.5)', () => {
  const l3 = (BASE | AP1) & ~0x400n;

  test('is set by the walk with HA', () => {
    const memory = tables({ l3 });
    expect(translate(CONFIGURATION, memory, ADDRESS, 'r')).toMatchObject({ permissions: 'rwx-' });
    expect(memory.at(0x4020n)).toBe(l3 | 0x400n);
    expect([memory.at(0x1008n), memory.at(0x2010n), memory.at(0x3018n)]).toEqual([0x2003n, 0x3003n, 0x4003n]);
  });

  test('that lacks is a fault without HA, before that of the permission', () => {
    const configuration = { ...CONFIGURATION, hardwareAccessFlag: false };
    const at = { level: 3, at: 0x4020n };
    expect(translate(configuration, tables({ l3 }), ADDRESS, 'r')).toEqual({ fault: 'ACCESS_FLAG', ...at });
    expect(translate(configuration, tables({ l3: l3 | AP2 }), ADDRESS, 'w')).toEqual({ fault: 'ACCESS_FLAG', ...at });
  });

  test.each([
    ['l1', 1, 0x2010n, 0x2_4000_0000n],
    ['l2', 2, 0x3018n, 0xabc0_0000n],
  ])('of a block that lacks is a fault at its level: %s', (name, level, at, output) => {
    const configuration = { ...CONFIGURATION, hardwareAccessFlag: false };
    const memory = tables({ [name]: output | (BLOCK & ~0x400n) });
    expect(translate(configuration, memory, ADDRESS, 'r')).toEqual({ fault: 'ACCESS_FLAG', level, at });
  });

  test('comes after the address size', () => {
    const configuration = { ...CONFIGURATION, hardwareAccessFlag: false, outputWidthBits: 40 };
    expect(translate(configuration, tables({ l3: l3 | (1n << 47n) }), ADDRESS, 'r')).toMatchObject({
      fault: 'ADDRESS_SIZE',
    });
  });

  test('is not looked at where it is no fault', () => {
    const configuration = { ...CONFIGURATION, hardwareAccessFlag: false, accessFlagFaults: false };
    const memory = tables({ l3 });
    expect(translate(configuration, memory, ADDRESS, 'rw')).toMatchObject({ output: 0xabcde005n });
    expect(memory.at(0x4020n)).toBe(l3);
  });

  test('of a page that the access may not use stays as it is', () => {
    const memory = tables({ l3: l3 | AP2 });
    expect(translate(CONFIGURATION, memory, ADDRESS, 'w')).toMatchObject({ fault: 'PERMISSION' });
    expect(memory.at(0x4020n)).toBe(l3 | AP2);
  });
});

describe('dirty state (D8.5)', () => {
  const clean = BASE | AP1 | AP2 | DBM;

  test('is kept in AP[2]: a write clears it where DBM is set', () => {
    const memory = tables({ l3: clean });
    expect(translate(CONFIGURATION, memory, ADDRESS, 'r')).toMatchObject({ permissions: 'rwx-', dirty: false });
    expect(memory.at(0x4020n)).toBe(clean);
    expect(translate(CONFIGURATION, memory, ADDRESS, 'w')).toMatchObject({ permissions: 'rwx-', dirty: true });
    expect(memory.at(0x4020n)).toBe(clean & ~AP2);
    expect(translate(CONFIGURATION, memory, ADDRESS, 'r')).toMatchObject({ dirty: true });
  });

  test('is updated together with AF', () => {
    const memory = tables({ l3: clean & ~0x400n });
    translate(CONFIGURATION, memory, ADDRESS, 'w');
    expect(memory.at(0x4020n)).toBe(clean & ~AP2);
    expect(memory.accesses.filter((access) => access.startsWith('write'))).toHaveLength(1);
  });

  test.each<[string, Partial<Aarch64Configuration>]>([
    ['HD', { hardwareDirtyState: false }],
    ['HA', { hardwareAccessFlag: false }],
  ])('is nothing without %s: the page is read-only', (_, change) => {
    const memory = tables({ l3: clean });
    const configuration = { ...CONFIGURATION, ...change };
    expect(translate(configuration, memory, ADDRESS, 'w')).toMatchObject({
      fault: 'PERMISSION',
      permissions: 'r-x-',
    });
    expect(translate(configuration, memory, ADDRESS, 'r')).toMatchObject({ dirty: true });
    expect(memory.at(0x4020n)).toBe(clean);
  });

  test('is nothing without DBM: the page is read-only', () => {
    expect(translate(CONFIGURATION, tables({ l3: clean & ~DBM }), ADDRESS, 'w')).toMatchObject({ fault: 'PERMISSION' });
  });

  test('does not help against a table that forbids writes', () => {
    const memory = tables({ l2: 0x4003n | (1n << 62n), l3: clean });
    expect(translate(CONFIGURATION, memory, ADDRESS, 'w')).toMatchObject({ fault: 'PERMISSION', permissions: 'r-x-' });
    expect(memory.at(0x4020n)).toBe(clean);
  });

  test('is kept in a block, too', () => {
    const block = 0xabc0_0000n | 0xcc1n | DBM;
    const memory = tables({ l2: block });
    expect(translate(CONFIGURATION, memory, ADDRESS, 'w')).toMatchObject({ dirty: true });
    expect(memory.at(0x3018n)).toBe(block & ~AP2);
  });

  test('makes a clean page one that can be written, so not fetched with privilege', () => {
    expect(allowed(CONFIGURATION, { l3: clean })).toBe('r w x rp wp');
  });
});

test('nG = 0 makes the translation global', () => {
  const seen = (memory: GuestTables): boolean => (translate(CONFIGURATION, memory, ADDRESS, 'r') as Seen).global;
  expect(seen(tables({ l3: BASE | AP1 }))).toBe(false);
  expect(seen(tables({ l3: (BASE | AP1) & ~0x800n }))).toBe(true);
});
