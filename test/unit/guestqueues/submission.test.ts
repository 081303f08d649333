import { Registers } from '../../../src/guestqueues/effects';
import { Submission } from '../../../src/guestqueues/submission';
import type { CommandResult } from '../../../src/model/guest-queue';

const done = (index: number, more: Partial<CommandResult> = {}): CommandResult => ({
  index,
  outcome: 'COMPLETED',
  kind: 'x',
  detail: '',
  scope: undefined,
  endpointIds: [],
  written: undefined,
  ...more,
});

test('it is settled when no entry more comes and each has ended, in any order', () => {
  const submission = new Submission(new Registers());
  let told = 0;
  submission.expect();
  submission.expect();
  expect(submission.size).toBe(2);
  submission.settle(done(1));
  submission.seal();
  submission.whenSettled(() => (told += 1));
  expect([submission.settled, told]).toEqual([false, 0]);
  submission.settle(done(0));
  expect([submission.settled, told]).toEqual([true, 1]);
});

test('entries that end before the last was added settle nothing', () => {
  const submission = new Submission(new Registers());
  submission.expect();
  submission.settle(done(0));
  expect(submission.settled).toBe(false);
  submission.seal();
  let told = 0;
  submission.whenSettled(() => (told += 1));
  submission.whenSettled(() => (told += 10));
  expect(told).toBe(11);
});

test('the last who asked is told, once', () => {
  const submission = new Submission(new Registers());
  submission.expect();
  submission.seal();
  const told: string[] = [];
  submission.whenSettled(() => told.push('first'));
  submission.whenSettled(() => told.push('second'));
  submission.settle(done(0));
  expect(told).toEqual(['second']);
});

test('the result has what did not complete and what has more to say, by index, and the effects once', () => {
  const submission = new Submission(new Registers());
  for (let index = 0; index < 6; index += 1) submission.expect();
  submission.settle(done(5, { outcome: 'NOT_CONSUMED' }));
  submission.settle(done(0));
  submission.settle(done(4, { written: new Uint8Array([1]) }));
  submission.settle(done(3, { detail: 'said' }));
  submission.settle(done(2, { scope: { kind: 'EVERYTHING' } }));
  submission.settle(done(1, { outcome: 'TIMED_OUT' }));
  submission.seal();
  submission.consumed = 5;
  submission.effects.raise('A', 1n);
  const { results, ...rest } = submission.result(7n, true);
  expect(results.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
  expect(rest).toMatchObject({ consumed: 5, head: 7n, stopped: true, effects: { registers: [{ name: 'A' }] } });
  expect(submission.result(7n, true).effects.registers).toEqual([]);
});

test('a submission of nothing is settled as soon as it is sealed', () => {
  const submission = new Submission(new Registers());
  submission.seal();
  expect(submission.settled).toBe(true);
  expect(submission.result(0n, false)).toMatchObject({ consumed: 0, results: [] });
});
