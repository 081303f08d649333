/** Files of mappings, one in each line, as batches of records. */
import { InvalidRequestError, MappingRecords, RangeRecords, type MapItem } from '../../clients/typescript';
import type { LocalContext } from './command';
import { linesOf, readObject, type JsonObject } from './input';
import { orderedRange, parseU64, type AddressRange } from './numbers';
import { UsageError } from './usage-error';
import { parsePermissions } from './words';

/** What help says of such a file. */
export const FILE_DETAILS = `A file has a mapping in each line: FIRST,LAST,OUTPUT[,PERMISSIONS], the last address included, or JSON as
"viommuctl mappings --json" prints it. Empty lines and those that begin with # are left out, and so is a first line of titles.
It is read to its end before anything is sent, then in batches of 4096 records.`;

/** Records, and the lines they come from. */
export interface FileBatch<Records> {
  readonly records: Records;
  /** By the index of a record: the number of its line, from 1. */
  readonly lines: readonly number[];
}

/** A batch that is being filled. */
interface Filling {
  readonly isFull: boolean;
}

/** What stands in a line, before anything of it was read; absent is what is not there. */
interface Fields {
  readonly first: unknown;
  readonly last: unknown;
  readonly output: unknown;
  readonly permissions: unknown;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

function fieldsOf(line: string): Fields {
  if (!line.startsWith('{')) {
    const [first, last, output, permissions, ...more] = line.split(',').map((cell) => cell.trim());
    if (more.length > 0) throw new UsageError('nothing may follow the permissions');
    return { first, last, output, permissions };
  }
  const item = readObject(line);
  if (typeof item === 'string') throw new UsageError(item);
  const { first, last } = isObject(item['range']) ? item['range'] : {};
  return { first, last, output: item['outputAddress'], permissions: item['permissions'] };
}

function address(name: string, value: unknown): bigint {
  if (value === undefined) throw new UsageError(`${name} is missing`);
  if (typeof value === 'string') return parseU64(value);
  if (Number.isSafeInteger(value)) return parseU64(`${value as number}`);
  throw new UsageError(`${name} = ${JSON.stringify(value)} is no number; write it in decimal, or in quotes as "0x…"`);
}

function rangeIn({ first, last }: Fields): AddressRange {
  return orderedRange(address('first', first), address('last', last));
}

function mappingIn(fields: Fields): Pick<MapItem, 'range' | 'outputAddress' | 'permissions'> {
  const { output, permissions = 'rw' } = fields;
  if (typeof permissions !== 'string' && !isObject(permissions)) {
    throw new UsageError(`permissions = ${JSON.stringify(permissions)} are none; write letters, or {"read": true}`);
  }
  return {
    range: rangeIn(fields),
    outputAddress: address('output', output),
    permissions: typeof permissions === 'string' ? parsePermissions(permissions) : permissions,
  };
}

const isLeftOut = (line: string): boolean => line === '' || line.startsWith('#');
const isTitle = (line: string): boolean => /^first\s*,/i.test(line);

/** Reads a file into batches; what is wrong with a line is said with its number. */
async function batchesOf<Records extends Filling>(
  context: LocalContext,
  file: string,
  make: () => Records,
  add: (records: Records, fields: Fields) => void,
): Promise<FileBatch<Records>[]> {
  const batches: { records: Records; lines: number[] }[] = [];
  let number = 0;
  for await (const lines of linesOf(context, file)) {
    for (const text of lines) {
      number += 1;
      const line = text?.trim();
      if (line !== undefined && (isLeftOut(line) || (number === 1 && isTitle(line)))) continue;
      let batch = batches.at(-1);
      if (batch === undefined || batch.records.isFull) batches.push((batch = { records: make(), lines: [] }));
      try {
        if (line === undefined) throw new UsageError('is too long');
        add(batch.records, fieldsOf(line));
      } catch (error) {
        // The second kind: what JSON can say and a record cannot hold.
        const isWrong = error instanceof UsageError || error instanceof InvalidRequestError;
        if (isWrong) throw new UsageError(`${file}, line ${number}: ${error.message}`);
        throw error;
      }
      batch.lines.push(number);
    }
  }
  if (batches.length === 0 && !context.signal.aborted) throw new UsageError(`${file} has no line with a mapping`);
  return batches;
}

/**
 * Reads mappings to make.
 *
 * @param file its name, or `-` for the standard input
 * @param ifMapped what to do when part of a range is mapped
 * @throws UsageError when the file cannot be read, has no mapping, or one that is wrong
 */
export function mappingsIn(
  context: LocalContext,
  file: string,
  ifMapped: MapItem['ifMapped'],
): Promise<FileBatch<MappingRecords>[]> {
  const make = (): MappingRecords => new MappingRecords();
  return batchesOf(context, file, make, (records, fields) => {
    records.add({ ...mappingIn(fields), ifMapped });
  });
}

/**
 * Reads ranges to clear: the same files, of which only the ranges matter.
 *
 * @param file its name, or `-` for the standard input
 * @throws UsageError when the file cannot be read, has no range, or one that is wrong
 */
export function rangesIn(context: LocalContext, file: string): Promise<FileBatch<RangeRecords>[]> {
  const make = (): RangeRecords => new RangeRecords();
  return batchesOf(context, file, make, (records, fields) => {
    records.add(rangeIn(fields));
  });
}
