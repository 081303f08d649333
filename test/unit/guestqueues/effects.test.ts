import { Effects, Registers } from '../../../src/guestqueues/effects';
import { bit, clearable } from '../../../src/guestqueues/flag-bits';

test('registers are 0 until something is stored, and listed by name', () => {
  const registers = new Registers();
  registers.store('A', 6n);
  expect(registers.list(['B', 'A'])).toEqual([
    { name: 'B', value: 0n },
    { name: 'A', value: 6n },
  ]);
  expect([registers.has('A', 2n), registers.has('A', 1n), registers.has('B', ~0n)]).toEqual([true, false, false]);
});

test('a register that changed is told once, with its last value; one that did not is not', () => {
  const registers = new Registers();
  const effects = new Effects(registers);
  effects.set('A', 0n);
  expect(effects.isEmpty).toBe(true);
  effects.raise('A', 1n);
  effects.raise('B', 2n);
  effects.raise('A', 4n);
  effects.clear('A', 1n);
  expect(effects.isEmpty).toBe(false);
  expect(effects.take().registers).toEqual([
    { name: 'A', value: 4n },
    { name: 'B', value: 2n },
  ]);
  expect(effects.take()).toEqual({ registers: [], memoryWrites: [], interrupts: [] });
});

test('what somebody else changes is told by them', () => {
  const registers = new Registers();
  const [mine, yours] = [new Effects(registers), new Effects(registers)];
  mine.raise('A', 1n);
  yours.raise('A', 1n);
  expect(yours.isEmpty).toBe(true);
  yours.raise('A', 2n);
  expect(mine.take().registers).toEqual([{ name: 'A', value: 3n }]);
  expect(yours.take().registers).toEqual([{ name: 'A', value: 3n }]);
});

test('memory writes are told in order, each of them', () => {
  const effects = new Effects(new Registers());
  const write = { address: 8n, data: new Uint8Array([1]), performed: true };
  effects.write(write);
  effects.write({ ...write, performed: false });
  effects.write(write);
  expect(effects.take().memoryWrites.map(({ performed }) => performed)).toEqual([true, false, true]);
});

test('interrupts are told once each; messages differ by address and data', () => {
  const effects = new Effects(new Registers());
  effects.interrupt({ cause: 'COMMAND' });
  effects.interrupt({ cause: 'COMMAND' });
  effects.interrupt({ cause: 'COMMAND', msi: { address: 1n, data: 2 } });
  effects.interrupt({ cause: 'COMMAND', msi: { address: 1n, data: 3 } });
  effects.interrupt({ cause: 'COMMAND', msi: { address: 1n, data: 2 } });
  effects.interrupt({ cause: 'EVENT' });
  expect(effects.take().interrupts).toEqual([
    { cause: 'COMMAND' },
    { cause: 'COMMAND', msi: { address: 1n, data: 2 } },
    { cause: 'COMMAND', msi: { address: 1n, data: 3 } },
    { cause: 'EVENT' },
  ]);
});

test('a flag is cleared alone, and what else happens then happens', () => {
  const registers = new Registers();
  registers.store('A', bit(3) | bit(40));
  const effects = new Effects(registers);
  let cleared = 0;
  const flags = clearable('A', { LOW: 3, HIGH: 40 }, () => (cleared += 1));
  expect(Object.keys(flags)).toEqual(['A.LOW', 'A.HIGH']);
  flags['A.HIGH']!(effects);
  expect([registers.get('A'), cleared]).toEqual([8n, 1]);
  expect(effects.take().registers).toEqual([{ name: 'A', value: 8n }]);
});
