/** How the entries of an invalidation batch are written on the command line. */
import type { InvalidationEntry } from '../../clients/typescript';
import { parseRange, parseU32, parseU64, type AddressRange } from './numbers';
import { UsageError } from './usage-error';
import { cut } from './words';

/** Every kind of entry, for help. */
export const ENTRY_WORDS =
  'domain=ID[/PASID][:RANGE], endpoint=ID[/PASID][:RANGE], iotlb[=DOMAIN][/PASID][:RANGE], context=ENDPOINT, ' +
  'pasid-entry=ENDPOINT[/PASID], fence or everything; ",global" and ",leaf" may follow';

/** What stands before the range and the words that follow. */
interface Parts {
  readonly id: string | undefined;
  readonly pasid: number | undefined;
  readonly range: string | undefined;
  readonly global: boolean;
  readonly leafOnly: boolean;
}

/**
 * Reads an entry of an invalidation batch.
 *
 * @param text as {@link ENTRY_WORDS} says
 * @param encoded whether the range of an endpoint entry is `ADDRESS` or `ADDRESS/s`, the fields of a guest's command
 * @throws UsageError for anything else
 */
export function parseInvalidation(text: string, encoded = false): InvalidationEntry {
  const wrong = new UsageError(`"${text}" is no invalidation; write ${ENTRY_WORDS}`);
  const [words, ...flags] = text.split(',');
  const [body, range] = cut(words ?? '', ':');
  const [named, pasidText] = cut(body, '/');
  const [kind, id] = cut(named, '=');
  const make = KINDS.get(kind);
  if (make === undefined || flags.some((flag) => flag !== 'global' && flag !== 'leaf')) throw wrong;
  const pasid = pasidText === undefined ? undefined : parseU32(pasidText);
  const parts = { id, pasid, range, global: flags.includes('global'), leafOnly: flags.includes('leaf') };
  const entry = make(parts, encoded);
  if (entry === undefined) throw wrong;
  return entry;
}

/** Makes an entry of its parts; undefined: it takes other ones. */
type Maker = (parts: Parts, encoded: boolean) => InvalidationEntry | undefined;

const KINDS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['everything', (parts: Parts) => (isBare(parts) ? { everything: {} } : undefined)],
  ['fence', (parts: Parts) => (isBare(parts) ? { fence: {} } : undefined)],
  [
    'domain',
    ({ id, range, ...more }: Parts) =>
      id === undefined ? undefined : { domain: { domainId: parseU32(id), range: rangeIfAny(range), ...more } },
  ],
  [
    'iotlb',
    ({ id, range, ...more }: Parts) => ({
      iotlb: { domainId: id === undefined ? undefined : parseU32(id), range: rangeIfAny(range), ...more },
    }),
  ],
  ['endpoint', deviceTlb],
  [
    'context',
    ({ id, ...more }: Parts) =>
      id === undefined || !isBare(more) ? undefined : { context: { endpointId: parseU32(id) } },
  ],
  [
    'pasid-entry',
    ({ id, pasid, ...more }: Parts) =>
      id === undefined || !isBare(more) ? undefined : { pasidEntry: { endpointId: parseU32(id), pasid } },
  ],
]);

/** Whether nothing more than the kind, or its id, was written. */
function isBare({ id, pasid, range, global, leafOnly }: Partial<Parts>): boolean {
  return id === undefined && pasid === undefined && range === undefined && global !== true && leafOnly !== true;
}

function rangeIfAny(text: string | undefined): AddressRange | undefined {
  return text === undefined ? undefined : parseRange(text);
}

function deviceTlb({ id, pasid, range, global, leafOnly }: Parts, encoded: boolean): InvalidationEntry | undefined {
  if (id === undefined || leafOnly) return undefined;
  const target = { endpointId: parseU32(id), pasid, global };
  if (!encoded || range === undefined) return { deviceTlb: { ...target, range: rangeIfAny(range) } };
  const [address, size] = cut(range, '/');
  if (size !== undefined && size !== 's') return undefined;
  return { deviceTlb: { ...target, encodedRange: { address: parseU64(address), sizeBit: size === 's' } } };
}
