import { CommandGate } from '../../../src/session/command-gate';

function setUp() {
  const log: string[] = [];
  const gate = new CommandGate({ enter: () => log.push('enter'), leave: () => log.push('leave') });
  const say = (what: string) => () => {
    log.push(what);
    return what;
  };
  function* slices(name: string, count: number): Generator<void, string> {
    for (let i = 1; i < count; i += 1) {
      log.push(`${name}${i}`);
      yield;
    }
    log.push(`${name}${count}`);
    return name;
  }
  return { gate, log, say, slices };
}

test('a command runs at once', () => {
  const { gate, log, say } = setUp();
  expect(gate.run(say('a'))).toBe('a');
  expect(log).toEqual(['enter', 'a', 'leave']);
});

test('what a refused command caused is handed out too', () => {
  const { gate, log } = setUp();
  const refuse = () => {
    throw new RangeError('refused');
  };
  expect(() => gate.run(refuse)).toThrow(RangeError);
  expect(() => gate.runSliced(refuse)).toThrow(RangeError);
  expect(log).toEqual(['enter', 'leave', 'enter', 'leave']);
  expect(gate.idle).toBe(true);
});

test('a sliced command that never yields is an ordinary one', () => {
  const { gate, log, slices } = setUp();
  expect(gate.runSliced(() => slices('a', 1))).toBe('a');
  expect(log).toEqual(['enter', 'a1', 'leave']);
});

test('commands wait in line while a sliced one is under way, in the order of the calls', async () => {
  const { gate, log, say, slices } = setUp();
  const results = [gate.runSliced(() => slices('a', 3)), gate.run(say('b')), gate.runSliced(() => slices('c', 2))];
  results.push(gate.run(say('d')));
  expect([gate.slicing, gate.idle, log]).toEqual([true, false, ['enter', 'a1']]);
  const order: string[] = [];
  await Promise.all(results.map(async (result) => order.push(await result)));
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  expect(log.join(' ')).toBe('enter a1 a2 a3 leave enter b leave enter c1 c2 leave enter d leave');
  expect([gate.slicing, gate.idle]).toEqual([false, true]);
  expect(gate.run(say('e'))).toBe('e');
});

test('others get a turn between two slices', async () => {
  const { gate, slices, log } = setUp();
  const done = gate.runSliced(() => slices('a', 3));
  setImmediate(() => log.push('other'));
  await done;
  expect(log).toEqual(['enter', 'a1', 'a2', 'other', 'a3', 'leave']);
});

test('a failure in a later slice rejects, and the next command runs', async () => {
  const { gate, say } = setUp();
  const failing = gate.runSliced(function* (): Generator<void, string> {
    yield;
    throw new RangeError('broken');
  });
  const next = gate.run(say('b'));
  await expect(failing).rejects.toThrow(RangeError);
  await expect(next).resolves.toBe('b');
});

test('what a command of the line throws rejects its promise only', async () => {
  const { gate, say, slices } = setUp();
  void gate.runSliced(() => slices('a', 2));
  const refused = gate.run(() => {
    throw new RangeError('refused');
  });
  const next = gate.run(say('b'));
  await expect(refused).rejects.toThrow(RangeError);
  await expect(next).resolves.toBe('b');
});

test('a command must not run another one', () => {
  const { gate, say } = setUp();
  expect(() => gate.run(() => gate.run(say('inner')))).toThrow('must not run another');
  expect(gate.run(say('b'))).toBe('b');
});

test('commands may be run while results are handed out', () => {
  const log: string[] = [];
  const gate: CommandGate = new CommandGate({
    enter: () => {},
    leave: () => {
      if (log.length === 1) {
        void gate.run(() => log.push('nested'));
      }
    },
  });
  void gate.run(() => log.push('outer'));
  expect(log).toEqual(['outer', 'nested']);
});

test('a command that is run while the line is served goes to its end', async () => {
  const log: string[] = [];
  let nested: unknown;
  const gate: CommandGate = new CommandGate({
    enter: () => {},
    leave: () => {
      if (log.at(-1) === 'b') {
        nested = gate.run(() => log.push('nested'));
      }
    },
  });
  void gate.runSliced(function* (): Generator<void, void> {
    yield;
    log.push('a');
  });
  void gate.run(() => log.push('b'));
  await gate.run(() => log.push('c'));
  await nested;
  expect(log).toEqual(['a', 'b', 'c', 'nested']);
});

test('after a stop everything is refused, what waits and what is between two slices too', async () => {
  const { gate, log, say, slices } = setUp();
  const sliced = gate.runSliced(() => slices('a', 3));
  const waiting = gate.run(say('b'));
  const error = new Error('stopped');
  gate.stop(error);
  expect(gate.slicing).toBe(false);
  expect(await Promise.allSettled([sliced, waiting])).toEqual([
    { status: 'rejected', reason: error },
    { status: 'rejected', reason: error },
  ]);
  expect(() => gate.run(say('c'))).toThrow(error);
  expect(log).toEqual(['enter', 'a1']);
});

test('a command of the line may stop the gate', async () => {
  const { gate, say, slices } = setUp();
  const error = new Error('stopped');
  void gate.runSliced(() => slices('a', 2));
  const stop = gate.run(() => gate.stop(error));
  const behind = gate.run(say('b'));
  await expect(behind).rejects.toBe(error);
  await stop;
});
