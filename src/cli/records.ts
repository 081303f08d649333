/** Guest-native records as the command line has them: which there are, how their bytes are typed, how they are shown. */
import { fromHex, toHex, wordsOf } from '../base/bytes';
import { split, type Value } from '../codecs/field';
import { findCodec, QUEUES, type AnyCodec, type CodecOptions } from '../codecs/registry';
import type { RecordText } from '../codecs/text';
import type { Column } from './output';
import { asText, flag, optional, repeated } from './parameters';
import { counted, hex } from './text';
import { UsageError } from './usage-error';

const ARCHITECTURES = [...new Set(QUEUES.map(({ architecture }) => architecture))];

/** The queues of an architecture, as one line. */
function queuesOf(name: string): string {
  const queues = QUEUES.filter(({ architecture }) => architecture === name);
  const isEither = queues.some(({ orders }) => orders.length > 1);
  return `${queues.map(({ queue }) => queue).join(', ')}${isEither ? ' (also --big-endian)' : ''}`;
}

/** What each quirk of an architecture does, by name. */
const quirksOf = (name: string): Readonly<Record<string, string>> =>
  QUEUES.find(({ architecture }) => architecture === name)?.quirks ?? {};

/** Which architectures, queues and quirks there are, a line for each architecture. */
function choices(): string[] {
  return ARCHITECTURES.map((name) => {
    const quirks = Object.keys(quirksOf(name));
    return `${name}: ${queuesOf(name)}${quirks.length > 0 ? `; quirks ${quirks.join(', ')}` : ''}`;
  });
}

/** The same for help, with what each quirk does. */
export const RECORD_HELP = [
  'architectures and queues:',
  ...ARCHITECTURES.map((name) => `  ${name}: ${queuesOf(name)}`),
  '',
  'quirks:',
  ...ARCHITECTURES.flatMap((name) =>
    Object.entries(quirksOf(name)).map(([quirk, meaning]) => `  ${name} ${quirk}: ${meaning}`),
  ),
].join('\n');

function parseQuirk(text: string): string {
  if (ARCHITECTURES.some((name) => Object.hasOwn(quirksOf(name), text))) return text;
  throw new UsageError(`there is no quirk "${text}"; there are`, choices());
}

/** Which queue. */
export const queueArguments = {
  architecture: optional('ARCH', `which architecture: ${ARCHITECTURES.join(', ')}`, asText),
  queue: optional('QUEUE', 'which of its queues', asText),
};

/** How its records differ from what is usual. */
export const codecOptions = {
  quirk: repeated('NAME', 'a deviation of known software from the specification; may be repeated', parseQuirk),
  bigEndian: flag('the records are big-endian, where the architecture has that'),
};

/** The options of a codec from those of the command line. */
export function readCodecOptions({ quirk, bigEndian }: { quirk: string[]; bigEndian: boolean }): CodecOptions {
  return { quirks: quirk, ...(bigEndian && { order: 'big' }) };
}

/**
 * The codec that a command line names.
 *
 * @throws UsageError when there is none, with what there is
 */
export function codecNamed(
  architecture: string | undefined,
  queue: string | undefined,
  options: CodecOptions,
): AnyCodec {
  if (architecture === undefined || queue === undefined) {
    throw new UsageError('which records? Give ARCH and QUEUE; there are', choices());
  }
  if (!QUEUES.some((each) => each.architecture === architecture && each.queue === queue)) {
    throw new UsageError(`there are no records "${architecture} ${queue}"; there are`, choices());
  }
  const codec = findCodec(architecture, queue, options);
  if (typeof codec === 'string') throw new UsageError(codec);
  return codec;
}

/**
 * Reads bytes in the order of memory.
 *
 * @param text pairs of hexadecimal digits of either case, with white space anywhere; what begins with `0x` is whole bytes
 * @returns the bytes, or for people what is wrong
 */
export function parseHex(text: string): Uint8Array | string {
  const words = text.split(/\s+/);
  const half = words.find((word) => /^0x/i.test(word) && word.length % 2 === 1);
  const digits = words.map((word) => word.replace(/^0x/i, '')).join('');
  const stranger = /[^0-9a-f]/iu.exec(digits)?.[0];
  if (stranger !== undefined)
    return `${JSON.stringify(stranger)} is no hexadecimal digit; write the bytes in memory order`;
  const bytes = half === undefined ? fromHex(digits) : undefined;
  return bytes ?? `${half ?? counted(digits.length, 'digit')}: half a byte; write two hexadecimal digits for each byte`;
}

/** Whether a record is well-formed and its bytes come back when it is encoded again. */
export function isSound({ error, reencoded_hex }: RecordText, bytes: Uint8Array): boolean {
  return error === undefined && reencoded_hex === toHex(bytes);
}

/** One field of a record for people. */
export interface FieldRow {
  readonly name: string;
  /** Its bits, as the specification numbers them; `-` for what follows from others. */
  readonly bits: string;
  readonly value: string;
}

/** The columns of a table of fields. */
export const FIELD_COLUMNS: readonly Column<FieldRow>[] = [
  ['FIELD', ({ name }) => name],
  ['BITS', ({ bits }) => bits],
  ['VALUE', ({ value }) => value],
];

/** Numbers below this are the same in decimal and in hexadecimal. */
const DIGITS = 10;

function valueText(value: Value, code: number | undefined, isHex: boolean): string {
  if (typeof value === 'bigint') return hex(value);
  if (typeof value === 'string') return code === undefined ? value : `${value} (${code})`;
  if (isHex) return hex(value);
  return value < DIGITS ? `${value}` : `${value} (${hex(value)})`;
}

/**
 * The fields of a record for people, lowest bits first, then what follows from them.
 *
 * @param bytes a record; no rows when it is none
 */
export function fieldRows(codec: AnyCodec, bytes: Uint8Array): FieldRow[] {
  const decoded = codec.decode(bytes);
  if (!decoded.ok) return [];
  const fields = codec.layouts.get(decoded.kind)?.forms.get(bytes.length)?.fields ?? [];
  const words = wordsOf(bytes, codec.order);
  const lowest = (name: string): number =>
    Math.min(...(fields.find((field) => field.name === name)?.runs.map(([, lsb]) => lsb) ?? []));
  return Object.entries(decoded.fields)
    .sort(([a], [b]) => (lowest(a) === lowest(b) ? 0 : lowest(a) - lowest(b)))
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      const { runs = [], hex: isHex = false } = fields.find((field) => field.name === name) ?? {};
      const bits = runs.map(([msb, lsb]) => (msb === lsb ? `${msb}` : `${msb}:${lsb}`)).join(',') || '-';
      const code = typeof value === 'string' && runs.length > 0 ? split(name, ...runs).read(words) : undefined;
      return [{ name, bits, value: valueText(value, code, isHex) }];
    });
}
