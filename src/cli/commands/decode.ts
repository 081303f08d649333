/** `viommuctl decode`. */
import { toHex } from '../../base/bytes';
import type { AnyCodec } from '../../codecs/registry';
import { recordsIn } from '../../codecs/sequence';
import { describeRecord, type RecordText } from '../../codecs/text';
import { decodeBatch } from '../batch';
import { EXIT, localCommand, type ExitCode, type LocalContext } from '../command';
import { parseU32 } from '../numbers';
import { asText, optional, repeated } from '../parameters';
import {
  codecNamed,
  codecOptions,
  FIELD_COLUMNS,
  fieldRows,
  isSound,
  parseHex,
  queueArguments,
  readCodecOptions,
  RECORD_HELP,
} from '../records';
import { UsageError } from '../usage-error';

function parseSize(text: string): number {
  const size = parseU32(text);
  if (size === 0) throw new UsageError('a record has at least one byte; give its size');
  return size;
}

/** Describes a record, and says what can be done about bytes that are none but may be several. */
function describe(codec: AnyCodec, bytes: Uint8Array): RecordText {
  const text = describeRecord(codec, bytes);
  const isLonger = text.reencoded_hex === '' && bytes.length > Math.max(...codec.sizes);
  return isLonger ? { ...text, error: `${text.error}; if they are several records, give the --size of each` } : text;
}

/** A record that was cut out of what was typed. */
interface Described {
  readonly record: Uint8Array;
  readonly text: RecordText;
  /** Where it is, if there are several. */
  readonly place: string;
}

/** Prints a record for people. */
async function explain(context: LocalContext, codec: AnyCodec, { record, text, place }: Described): Promise<void> {
  const { output } = context;
  const { kind, reserved_bits, reencoded_hex, error } = text;
  if (reencoded_hex === '') {
    context.note(`${place}${error}`);
    return;
  }
  output.line(`${place}${kind} (${codec.name}, ${record.length} bytes)`);
  await output.list(fieldRows(codec, record), FIELD_COLUMNS);
  if (reserved_bits.length > 0) output.line(`reserved bits set: ${reserved_bits.join(', ')}`);
  if (error !== undefined) output.line(`never accepted: ${error}`);
  if (reencoded_hex !== toHex(record)) output.line(`encodes to: ${reencoded_hex}`);
}

/** Explains records. */
export const decode = localCommand({
  name: 'decode',
  summary: 'explains guest-native records field by field; needs no server',
  details: RECORD_HELP,
  args: {
    ...queueArguments,
    hex: repeated('HEX', 'the bytes in the order of memory; white space and 0x are left out', asText),
  },
  options: {
    size: optional(
      'BYTES',
      'how long each record is, where a queue has several sizes and HEX several records',
      parseSize,
    ),
    batch: optional(
      'FILE',
      'decode a record in each line, {"arch": …, "queue": …, "hex": …}, to a line of JSON; - is the standard input',
      asText,
    ),
    ...codecOptions,
  },
  async run(context, { architecture, queue, hex }, { size, batch, ...others }) {
    const options = readCodecOptions(others);
    if (batch !== undefined) {
      if (architecture !== undefined)
        throw new UsageError('--batch has ARCH, QUEUE and HEX in its lines; leave them out');
      if (size !== undefined) throw new UsageError('--batch has one record in a line; leave --size out');
      return decodeBatch(context, batch, options);
    }
    const codec = codecNamed(architecture, queue, options);
    const bytes = parseHex(hex.join(' '));
    if (typeof bytes === 'string') throw new UsageError(`HEX: ${bytes}`);
    if (bytes.length === 0) throw new UsageError('HEX is missing: give the bytes of a record, or --batch FILE');
    let exit: ExitCode = EXIT.ok;
    for (const record of recordsIn(codec, bytes, size)) {
      const text = describe(codec, record);
      const place = record.length === bytes.length ? '' : `byte ${record.byteOffset - bytes.byteOffset}: `;
      if (context.output.json) context.output.line(JSON.stringify(text));
      else await explain(context, codec, { record, text, place });
      if (!isSound(text, record)) exit = EXIT.notAsAsked;
    }
    return exit;
  },
});
