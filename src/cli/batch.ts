/** Records decoded line by line, any number of them. */
import { printed } from '../codecs/field';
import { findCodec, type AnyCodec, type CodecOptions } from '../codecs/registry';
import { describeRecord, noRecord, type RecordText } from '../codecs/text';
import { EXIT, type ExitCode, type LocalContext } from './command';
import { linesOf, readObject } from './input';
import { isSound, parseHex } from './records';

/** A line that was decoded, and whether its record is well-formed and comes back. */
interface DecodedLine {
  readonly text: RecordText;
  readonly sound: boolean;
}

const wrong = (error: string): DecodedLine => ({ text: noRecord(error), sound: false });

/** Finds codecs, each made once. */
class Codecs {
  readonly #made = new Map<string, AnyCodec>();

  find(architecture: string, queue: string, { quirks = [], order }: CodecOptions): AnyCodec | string {
    const key = JSON.stringify([architecture, queue, order, ...[...new Set(quirks)].sort()]);
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    const found = findCodec(architecture, queue, { quirks, ...(order && { order }) });
    if (typeof found !== 'string') this.#made.set(key, found);
    return found;
  }
}

/** The options of a line, those of the command line where it has none; for people what is wrong with them. */
function optionsOf(quirks: unknown, order: unknown, usual: CodecOptions): CodecOptions | string {
  const isList = Array.isArray(quirks) && quirks.every((quirk) => typeof quirk === 'string');
  if (quirks !== undefined && !isList) return `quirks = ${printed(quirks)} is no list of names`;
  if (order !== undefined && order !== 'little' && order !== 'big') {
    return `order = ${printed(order)} is neither "little" nor "big"`;
  }
  return { ...usual, ...(isList && { quirks }), ...(order && { order }) };
}

function decodeLine(line: string | undefined, codecs: Codecs, usual: CodecOptions): DecodedLine {
  const item = readObject(line);
  if (typeof item === 'string') return wrong(item);
  const { arch, queue, hex, quirks, order } = item;
  const options = optionsOf(quirks, order, usual);
  if (typeof options === 'string') return wrong(options);
  if (typeof arch !== 'string') return wrong(`arch = ${printed(arch)} is no text; write for instance "vtd"`);
  if (typeof queue !== 'string') return wrong(`queue = ${printed(queue)} is no text; write for instance "qi"`);
  if (typeof hex !== 'string') return wrong(`hex = ${printed(hex)} is no text; write hexadecimal digits in quotes`);
  const codec = codecs.find(arch, queue, options);
  if (typeof codec === 'string') return wrong(codec);
  const bytes = parseHex(hex);
  if (typeof bytes === 'string') return wrong(`hex: ${bytes}`);
  const text = describeRecord(codec, bytes);
  return { text, sound: isSound(text, bytes) };
}

/**
 * Decodes the records of a file, one in each line, and prints one line of JSON for each, in order.
 *
 * @param file lines of `{arch, queue, hex}`, and if need be `quirks` and `order`; `-` is the standard input
 * @param usual the options of lines that have none of their own
 */
export async function decodeBatch(context: LocalContext, file: string, usual: CodecOptions): Promise<ExitCode> {
  const codecs = new Codecs();
  let sound = true;
  for await (const lines of linesOf(context, file)) {
    const decoded = lines.map((line) => decodeLine(line, codecs, usual));
    sound &&= decoded.every((each) => each.sound);
    context.output.line(decoded.map(({ text }) => JSON.stringify(text)).join('\n'));
    await context.drained();
  }
  if (context.signal.aborted) return EXIT.interrupted;
  return sound ? EXIT.ok : EXIT.notAsAsked;
}
