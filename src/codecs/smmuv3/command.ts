/**
 * What commands share (IHI 0070 4.1). They have 16 bytes.
 *
 *   opcode 7:0   SSec 10   SSV 11   SubstreamID 31:12   StreamID 63:32
 */
import { bits, flag, type Field, type FieldsOf } from '../field';
import { layout, type Extras, type Layout, type Nothing, type Values } from '../layout';

/** Size of a command. */
export const COMMAND_BYTES = 16;

/** Which command it is. */
export const OPCODE = bits('op', 7, 0);

/** Security state of the StreamID; 1 is illegal on the non-secure queue. */
export const SSEC = flag('ssec', 10);

/** Whether there is a SubstreamID. */
export const SSV = flag('ssv', 11);

/** SubstreamID. */
export const SSID = bits('ssid', 31, 12);

/** StreamID. */
export const SID = bits('sid', 63, 32);

/**
 * Makes the layout of a command.
 *
 * @param opcode 8 bits
 */
export function command<const Kind extends string, const F extends readonly Field[], D extends Values = Nothing>(
  kind: Kind,
  opcode: number,
  fields: F,
  extras: Extras<FieldsOf<readonly [typeof OPCODE, ...F]>, D> = {},
): Layout<Kind, FieldsOf<readonly [typeof OPCODE, ...F]> & D> {
  return layout<Kind, readonly [typeof OPCODE, ...F], D>(kind, COMMAND_BYTES, [OPCODE, ...fields], {
    ...extras,
    constants: { ...extras.constants, op: opcode },
  });
}

/** Why a command is refused that concerns a secure stream: the queue is not secure. */
export function secure({ ssec }: { readonly ssec: number }): string | undefined {
  return ssec === 1 ? 'ssec = 1 is illegal on the non-secure queue' : undefined;
}
