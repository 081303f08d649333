import { createLogger, isLogLevel, LOG_LEVELS } from '../../../src/server/logging';

test.each(LOG_LEVELS)('%s is a level', (level) => {
  expect(isLogLevel(level)).toBe(true);
});

test('other words are not', () => {
  expect(['', 'verbose', 'INFO'].filter(isLogLevel)).toEqual([]);
});

test.each(['info', 'warn'] as const)('at level %s, lines are JSON and those below are left out', (level) => {
  const written: string[] = [];
  const logger = createLogger(level, { write: (line) => written.push(line) });
  logger.info({ a: 1 }, 'hello');
  logger.error({ err: new Error('bad') }, 'failed');
  const lines = written.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map((line) => line['msg'])).toEqual(level === 'info' ? ['hello', 'failed'] : ['failed']);
  const last = lines.at(-1)!;
  expect(last).toMatchObject({ level: 'error', service: 'viommud', err: { message: 'bad' } });
  expect(last['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
});
