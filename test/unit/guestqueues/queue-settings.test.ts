import { Effects, Registers } from '../../../src/guestqueues/effects';
import type { EntryForm, QueueDialect } from '../../../src/guestqueues/dialect';
import { QueueSettings } from '../../../src/guestqueues/queue-settings';
import type { QueueControl } from '../../../src/model/guest-queue';
import { refusalOf } from '../session/support';

const NO_CONTROL: QueueControl = { clear: [], registers: [] };

/** A queue of records that writes down what it is told. */
function makeSettings(more: Partial<QueueDialect> = {}) {
  const told: unknown[] = [];
  const registers = new Registers();
  const dialect: QueueDialect = {
    name: 'q',
    entryBytes: [16, 32],
    pointers: 'INDEX',
    startsAtZero: true,
    quirks: { ODD: 'is odd' },
    orders: ['little', 'big'],
    registers: ['STATUS'],
    writable: { MODE: 3n },
    flags: { 'STATUS.BAD': (effects) => effects.clear('STATUS', 1n) },
    setForm: (form: EntryForm) => told.push([form.order, [...form.quirks], form.entryBytes]),
    setEnabled: (enabled) => told.push(enabled),
    ...more,
  };
  const settings = new QueueSettings('EVENT', dialect, registers, false);
  const set = (control: Partial<QueueControl>) => {
    const whole = { ...NO_CONTROL, ...control };
    settings.check(whole);
    const effects = new Effects(registers);
    settings.apply(whole, effects);
    return effects.take();
  };
  return { settings, registers, told, set, view: () => settings.view({ stopped: false, waiting: 0, lost: 0 }) };
}

test.each<[string, Partial<QueueControl>, string, string]>([
  ['a flag that there is not', { clear: ['STATUS.BAD', 'x'] }, 'REGISTER_UNKNOWN', 'clear[1]'],
  [
    'a register that there is not',
    { registers: [{ name: 'STATUS', value: 0n }] },
    'REGISTER_UNKNOWN',
    'registers[0].name',
  ],
  [
    'a value that has no room',
    { registers: [{ name: 'MODE', value: 4n }] },
    'REGISTER_VALUE_INVALID',
    'registers[0].value',
  ],
  ['a quirk that there is not', { quirks: ['ODD', 'EVEN'] }, 'QUIRK_UNKNOWN', 'quirks.names[1]'],
  ['a size that entries do not have', { entryBytes: 24 }, 'FIELD_NOT_APPLICABLE', 'entry_bytes'],
  ['3 entries', { entries: 3 }, 'RING_INVALID', 'entries'],
  ['1 entry, of which none could be used', { entries: 1 }, 'RING_INVALID', 'entries'],
  ['2^20 entries', { entries: 2 ** 20 }, 'RING_INVALID', 'entries'],
  ['2^32-1 entries', { entries: 2 ** 32 - 1 }, 'RING_INVALID', 'entries'],
  ['a base without entries', { base: 0n }, 'RING_INVALID', 'base'],
  ['a base between two entries', { base: 8n, entries: 4 }, 'RING_INVALID', 'base'],
  ['a base of no larger entries', { base: 16n, entries: 4, entryBytes: 32 }, 'RING_INVALID', 'base'],
  ['a head without a ring', { head: 0n }, 'FIELD_NOT_APPLICABLE', 'head'],
  ['a tail without a ring', { tail: 0n }, 'FIELD_NOT_APPLICABLE', 'tail'],
  ['a head beyond the ring that is set', { entries: 4, head: 4n }, 'POINTER_INVALID', 'head'],
  ['a tail beyond any ring', { entries: 4, tail: 2n ** 64n - 1n }, 'POINTER_INVALID', 'tail'],
])('%s is refused, and nothing is changed', (_what, control, reason, field) => {
  const { set, view, told } = makeSettings();
  const before = view();
  const refusal = refusalOf(() => set({ ...control, enabled: true, writeMemory: true }));
  expect([refusal.reason, refusal.field]).toEqual([reason, field]);
  expect(view()).toEqual(before);
  expect(told).toEqual([]);
});

test('a refusal names what there is', () => {
  const { set } = makeSettings();
  expect(refusalOf(() => set({ clear: ['x'] })).message).toBe('q has no flag "x"; it has STATUS.BAD');
  expect(refusalOf(() => set({ quirks: ['x'] })).message).toBe('q has no quirk "x"; it has ODD');
});

test('what an architecture does not have is refused', () => {
  expect(refusalOf(() => makeSettings({ orders: ['little'] }).set({ bigEndian: true })).field).toBe('big_endian');
  expect(refusalOf(() => makeSettings({ registerCount: 4 }).set({ entries: 4, base: 0n })).field).toBe('base');
  expect(refusalOf(() => makeSettings({ registerCount: 4 }).set({ entries: 8 })).reason).toBe('RING_INVALID');
  expect(refusalOf(() => makeSettings({ entryBytes: [] }).set({ entries: 4 })).reason).toBe('FIELD_NOT_APPLICABLE');
});

test('a queue that the IOMMU lacks something for can only be turned off', () => {
  const { set } = makeSettings({ lacks: 'caps.X' });
  expect(refusalOf(() => set({})).message).toBe('queue q needs caps.X; all it can be is turned off');
  expect(refusalOf(() => set({ enabled: true })).reason).toBe('GUEST_QUEUE_NOT_SUPPORTED');
  set({ enabled: false });
});

test('the largest ring, and the smallest, with a wrap bit of one entry', () => {
  const { set, view } = makeSettings();
  set({ entries: 2 ** 19 });
  expect(view().entries).toBe(2 ** 19);
  set({ entries: 2 });
  expect(view().entries).toBe(2);
  const wrapping = makeSettings({ pointers: 'INDEX_AND_WRAP' });
  wrapping.set({ entries: 1 });
  expect(wrapping.view().entries).toBe(1);
});

test('the form of entries is told when it is set, with what was set before', () => {
  const { set, told, view } = makeSettings();
  set({ bigEndian: true });
  set({ quirks: ['ODD'] });
  set({ entryBytes: 32 });
  set({ writeMemory: true });
  expect(told).toEqual([
    ['big', [], 16],
    ['big', ['ODD'], 16],
    ['big', ['ODD'], 32],
  ]);
  expect(view()).toMatchObject({ bigEndian: true, quirks: ['ODD'], entryBytes: 32, writeMemory: true });
});

test('setting entries resets the pointers; setting their size does if it changes', () => {
  const { set, view } = makeSettings({ pointers: 'BYTES' });
  set({ entries: 8, head: 32n });
  expect(view().head).toBe(32n);
  set({ entryBytes: 16 });
  expect(view().head).toBe(32n);
  set({ entryBytes: 32 });
  expect(view()).toMatchObject({ head: 0n, entries: 8 });
  set({ head: 32n });
  set({ entries: 8 });
  expect(view().head).toBe(0n);
  set({ entries: 0 });
  expect(view()).toMatchObject({ entries: 0, head: 0n, tail: 0n });
});

test('turning on begins at 0 where the architecture does, and says so once', () => {
  const { set, view, told } = makeSettings();
  set({ entries: 8, head: 3n });
  set({ enabled: true });
  set({ enabled: true });
  expect(view()).toMatchObject({ enabled: true, head: 0n });
  expect(told).toEqual([true]);
  const keeps = makeSettings({ startsAtZero: false });
  keeps.set({ entries: 8, head: 3n });
  keeps.set({ enabled: true });
  expect(keeps.view().head).toBe(3n);
});

test('registers that software writes are no effects; flags are cleared last, and are', () => {
  const { set, registers, view } = makeSettings({
    flags: { 'STATUS.BAD': (effects) => effects.set('STATUS', registers.get('MODE')) },
  });
  const effects = set({ registers: [{ name: 'MODE', value: 3n }], clear: ['STATUS.BAD'] });
  expect(effects.registers).toEqual([{ name: 'STATUS', value: 3n }]);
  expect(view().registers).toEqual([
    { name: 'STATUS', value: 3n },
    { name: 'MODE', value: 3n },
  ]);
});

test('a base is kept until it is taken away', () => {
  const { set, view } = makeSettings();
  set({ entries: 4, base: 64n });
  set({ writeMemory: true });
  expect(view().base).toBe(64n);
  set({ base: 'NONE' });
  expect(view()).toMatchObject({ base: undefined, entries: 4 });
});
