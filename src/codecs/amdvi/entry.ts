/**
 * What entries of the command buffer and of both logs share. They have 16 bytes. No text of the AMD specification was at
 * hand: the layouts are those that Linux and VirtualBox agree on.
 *
 *   code 63:60   DevID 15:0
 */
import { bits, type Field, type FieldsOf } from '../field';
import { layout, type Extras, type Layout, type Nothing, type Values } from '../layout';

/** Size of an entry. */
export const ENTRY_BYTES = 16;

/** Which command it is. */
export const OPCODE = bits('op', 63, 60);

/** Which log entry it is. */
export const CODE = bits('code', 63, 60);

/** Requester id of the device. */
export const DEVID = bits('devid', 15, 0);

/**
 * Makes the layout of a command.
 *
 * @param opcode 4 bits
 */
export function command<const Kind extends string, const F extends readonly Field[], D extends Values = Nothing>(
  kind: Kind,
  opcode: number,
  fields: F,
  extras: Extras<FieldsOf<readonly [typeof OPCODE, ...F]>, D> = {},
): Layout<Kind, FieldsOf<readonly [typeof OPCODE, ...F]> & D> {
  return layout<Kind, readonly [typeof OPCODE, ...F], D>(kind, ENTRY_BYTES, [OPCODE, ...fields], {
    ...extras,
    constants: { op: opcode },
  });
}

/**
 * Makes the layout of a log entry.
 *
 * @param code 4 bits
 */
export function logEntry<const Kind extends string, const F extends readonly Field[]>(
  kind: Kind,
  code: number,
  fields: F,
  extras: Extras<FieldsOf<readonly [typeof CODE, ...F]>, Nothing> = {},
): Layout<Kind, FieldsOf<readonly [typeof CODE, ...F]>> {
  return layout<Kind, readonly [typeof CODE, ...F]>(kind, ENTRY_BYTES, [CODE, ...fields], {
    ...extras,
    constants: { code },
  });
}
