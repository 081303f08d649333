/** `viommuctl encode`. */
import { toHex } from '../../base/bytes';
import type { AnyCodec } from '../../codecs/registry';
import { encodeRecord } from '../../codecs/text';
import { EXIT, localCommand, type ExitCode, type LocalContext } from '../command';
import { linesOf, MAX_LINE, readObject, type JsonObject } from '../input';
import { codecNamed, codecOptions, queueArguments, readCodecOptions, RECORD_HELP } from '../records';

/** What encoding one draft came to. */
type Result = { readonly hex: string } | { readonly error: string };

function encodeDraft(codec: AnyCodec, draft: JsonObject | string): Result {
  if (typeof draft === 'string') return { error: draft };
  const { kind, fields, reserved_bits: reservedBits } = draft;
  const encoded = encodeRecord(codec, { kind, fields, reservedBits });
  return encoded.ok ? { hex: toHex(encoded.bytes) } : { error: encoded.message };
}

/**
 * The drafts on the standard input: an object in each line or, where the first line is none by itself, one object over
 * all of them. Lines with nothing in them are left out.
 */
async function* draftsOf(context: LocalContext): AsyncGenerator<(JsonObject | string)[]> {
  let isInLines: boolean | undefined;
  let whole: string | undefined = '';
  for await (const all of linesOf(context, '-')) {
    const lines = all.filter((line) => line?.trim() !== '');
    if (lines.length > 0) isInLines ??= typeof readObject(lines[0]) !== 'string';
    if (isInLines === true) yield lines.map(readObject);
    else whole = joined(whole, all);
  }
  if (isInLines === false) yield [readObject(whole)];
}

/** Lines behind those before; undefined when they are too long for one object. */
function joined(before: string | undefined, lines: readonly (string | undefined)[]): string | undefined {
  if (before === undefined || lines.includes(undefined)) return undefined;
  const text = `${before}${lines.join('\n')}\n`;
  return text.length > MAX_LINE ? undefined : text;
}

/** Makes records. */
export const encode = localCommand({
  name: 'encode',
  summary: 'makes guest-native records from JSON on the standard input; needs no server',
  details: [
    'The input is one object, or one in each line: {"kind": …, "fields": {…}, "reserved_bits": […]}, as decode --json',
    'prints it; a field that is left out is zero, and other members are without effect. Each record is a line of',
    'hexadecimal digits, in the order of memory.',
    '',
    RECORD_HELP,
  ].join('\n'),
  args: queueArguments,
  options: codecOptions,
  async run(context, { architecture, queue }, options) {
    const codec = codecNamed(architecture, queue, readCodecOptions(options));
    let exit: ExitCode = EXIT.ok;
    let number = 0;
    for await (const drafts of draftsOf(context)) {
      for (const draft of drafts) {
        number += 1;
        const result = encodeDraft(codec, draft);
        if ('error' in result) exit = EXIT.notAsAsked;
        if (context.output.json) context.output.line(JSON.stringify(result));
        else if ('hex' in result) context.output.line(result.hex);
        else context.note(`record ${number}: ${result.error}`);
      }
      await context.drained();
    }
    if (context.signal.aborted) return EXIT.interrupted;
    if (number > 0) return exit;
    context.note('the standard input has no record; write {"kind": …, "fields": {…}}');
    return EXIT.notAsAsked;
  },
});
