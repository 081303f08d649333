/** Input of any length: a file or the standard input, line by line. */
import fs from 'node:fs';
import { addAbortSignal } from 'node:stream';
import type { LocalContext } from './command';
import { UsageError } from './usage-error';

/** The longest line that is read, in UTF-16 code units: what a line costs in memory has a bound. */
export const MAX_LINE = 2 ** 20;

/** What is thrown when a file that was named cannot be read. */
export function unreadable(file: string, error: unknown): UsageError {
  return new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
}

/** The bytes of a file; they end early when the command is interrupted. */
async function* bytesOf({ signal, input }: LocalContext, file: string): AsyncGenerator<Uint8Array> {
  const stream = addAbortSignal(signal, file === '-' ? input() : fs.createReadStream(file));
  try {
    yield* stream;
  } catch (error) {
    if (!signal.aborted) throw unreadable(file, error);
  }
}

/**
 * Reads lines of UTF-8, as they come.
 *
 * @param context says when to stop, and what the standard input is
 * @param file its name, or `-` for the standard input
 * @returns the lines of one piece of the input after another, undefined for one of more than {@link MAX_LINE}; they end
 *   early when the command is interrupted
 * @throws UsageError when the file cannot be read
 */
export async function* linesOf(context: LocalContext, file: string): AsyncGenerator<(string | undefined)[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let isTooLong = false;
  for await (const bytes of bytesOf(context, file)) {
    const pieces = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    const lines = pieces.map((line, index) =>
      (index === 0 && isTooLong) || line.length > MAX_LINE ? undefined : line,
    );
    if (lines.length > 0) {
      isTooLong = false;
      yield lines;
    }
    if (rest.length > MAX_LINE) {
      isTooLong = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (isTooLong) yield [undefined];
  else if (rest !== '' && !context.signal.aborted) yield [rest];
}

/**
 * Reads a whole file of UTF-8.
 *
 * @param context says when to stop, and what the standard input is
 * @param file its name, or `-` for the standard input
 * @throws UsageError when the file cannot be read, or is no UTF-8
 */
export async function textOf(context: LocalContext, file: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of bytesOf(context, file)) pieces.push(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A JSON object whose members were not looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON object.
 *
 * @param text as {@link linesOf} gives it
 * @returns the object, or for people why it is none
 */
export function readObject(text: string | undefined): JsonObject | string {
  if (text === undefined) return `this has more than ${MAX_LINE} characters; write one record in a line`;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : 'this is JSON, but no object; write {…}';
  } catch (error) {
    return `this is no JSON object: ${error instanceof Error ? error.message : String(error)}`;
  }
}
