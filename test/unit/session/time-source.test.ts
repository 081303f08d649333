import { SYSTEM_TIME } from '../../../src/session/time-source';

afterEach(() => jest.restoreAllMocks());

test('time does not go back', () => {
  const before = SYSTEM_TIME.now();
  expect(SYSTEM_TIME.now()).toBeGreaterThanOrEqual(before);
});

test('a callback comes once its time has come, and not when it is called off', async () => {
  const begin = SYSTEM_TIME.now();
  const never = jest.fn();
  SYSTEM_TIME.schedule(1n, never).cancel();
  const keepAlive = setTimeout(() => undefined, 1000);
  await new Promise<void>((resolve) => SYSTEM_TIME.schedule(5_000_001n, resolve));
  clearTimeout(keepAlive);
  // Node's timers count whole milliseconds of a clock of their own.
  expect(SYSTEM_TIME.now() - begin).toBeGreaterThanOrEqual(5_000_001n - 1_000_000n);
  expect(never).not.toHaveBeenCalled();
});

test('a delay that timers cannot express is cut short, not to nothing', () => {
  const spy = jest.spyOn(global, 'setTimeout');
  SYSTEM_TIME.schedule(2n ** 64n, () => undefined).cancel();
  expect(spy.mock.calls[0]?.[1]).toBe(2_147_483_647);
  SYSTEM_TIME.schedule(-5n, () => undefined).cancel();
  expect(spy.mock.calls[1]?.[1]).toBe(0);
});
