/**
 * What event records share (IHI 0070 7.3). They have 32 bytes.
 *
 *   ID 7:0   SSV 11   SubstreamID 31:12   StreamID 63:32
 *   STAG 79:64   Stall 95   PnU 97   InD 98   RnW 99   NSIPA 100   S2 103   CLASS 105:104   TTRnW 108
 *   InputAddr 191:128   IPA 247:204   FetchAddr 247:195
 *
 * Every event has the members below; what its own record does not have is zero there, and those bits are reserved.
 */
import { bits, flag, wide, wideZero, zero, type Field, type FieldsOf } from '../field';
import { layout, type Layout } from '../layout';

/** Size of a record. */
export const EVENT_BYTES = 32;

/** Which event it is. */
export const EVENT_ID = bits('event_id', 7, 0);

/** StreamID, which every event has. */
export const SID = bits('sid', 63, 32);

/** SubstreamID and whether there is one. */
export const SUBSTREAM = [flag('ssv', 11), bits('ssid', 31, 12)] as const;

/** The transaction's address. */
export const INPUT_ADDR = wide('input_addr', 191, 128);

/** The address after stage 1; valid with S2 = 1. */
export const IPA = wide('ipa', 247, 204, 12);

/** What an abort was met at. */
export const FETCH_ADDR = wide('fetch_addr', 247, 195, 3);

/** Whether the access was privileged, for instructions, and a read. */
export const ACCESS = [flag('pnu', 97), flag('ind', 98), flag('rnw', 99)] as const;

const NO_SUBSTREAM = [zero('ssv'), zero('ssid')] as const;
const NO_STALL = [zero('stall'), zero('stag')] as const;
const NO_ACCESS = [zero('pnu'), zero('ind'), zero('rnw')] as const;
const NO_STAGE = [zero('s2'), zero('class'), zero('ttrnw')] as const;
const ABSENT = [...NO_SUBSTREAM, ...NO_STALL, ...NO_ACCESS, ...NO_STAGE, wideZero('input_addr')] as const;

/** The members every event has, and its name. */
type Common = FieldsOf<readonly [typeof EVENT_ID, typeof SID, ...typeof ABSENT]> & { readonly name: string };

/**
 * Makes the layout of an event.
 *
 * @param id 8 bits
 * @param fields those it has besides {@link EVENT_ID} and {@link SID}
 */
export function event<const Kind extends string, const F extends readonly Field[]>(
  kind: Kind,
  id: number,
  fields: F,
): Layout<Kind, FieldsOf<F> & Common> {
  const own = new Set(fields.map(({ name }) => name));
  const absent = ABSENT.filter(({ name }) => !own.has(name));
  const made: Layout = layout(kind, EVENT_BYTES, [EVENT_ID, SID, ...fields, ...absent], {
    constants: { event_id: id },
    derived: { name: () => kind },
  });
  // The fields are those of F and, for the rest of the members, zeros.
  return made as unknown as Layout<Kind, FieldsOf<F> & Common>;
}
