/**
 * The log: one JSON object per line on standard error, so that standard output stays free for what a caller wants to
 * read. What is logged never includes request or response bodies, messages of refusals or guest addresses: whoever
 * needs those reads the reports, which are access-controlled, while a log is copied around.
 */
import * as grpc from '@grpc/grpc-js';
import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** The levels a log can be set to, from the most to the least talkative; `silent` writes nothing. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** A level of the log. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Whether a word is a level of the log. */
export function isLogLevel(word: string): word is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(word);
}

/** File descriptor of standard error. */
const STDERR = 2;

/**
 * Makes the server's log.
 *
 * Lines are written synchronously: there are few of them, and the last line before an exit is the one that matters.
 *
 * @param level the least severe level that is written
 * @param destination where lines go; standard error unless given
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'viommud' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, destination ?? pino.destination({ fd: STDERR, sync: true }));
}

/**
 * Makes the lines of grpc-js, which writes text to the console, part of a log. This concerns the whole process.
 *
 * @param logger gets them as warnings: what they report, a handler or a caller reports as well
 */
export function takeTransportLog(logger: Logger): void {
  const write = (line: unknown): void => {
    logger.warn({ transport: String(line) }, 'grpc-js');
  };
  grpc.setLogger({ error: write, info: write, debug: write });
}
