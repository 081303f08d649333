/**
 * What commands share (RISC-V IOMMU 4.1). They have 16 bytes.
 *
 *   opcode 6:0   func3 9:7
 */
import { bits, type Field, type FieldsOf } from '../field';
import { layout, type Extras, type Layout, type Nothing, type Values } from '../layout';

/** Size of a command. */
export const COMMAND_BYTES = 16;

/** The group a command belongs to. */
export const OPCODE = bits('opcode', 6, 0);

/** Which command of the group it is. */
export const FUNC3 = bits('func3', 9, 7);

/**
 * Makes the layout of a command.
 *
 * @param opcode 7 bits
 * @param func3 3 bits
 */
export function command<const Kind extends string, const F extends readonly Field[], D extends Values = Nothing>(
  kind: Kind,
  opcode: number,
  func3: number,
  fields: F,
  extras: Extras<FieldsOf<readonly [typeof OPCODE, typeof FUNC3, ...F]>, D> = {},
): Layout<Kind, FieldsOf<readonly [typeof OPCODE, typeof FUNC3, ...F]> & D> {
  return layout<Kind, readonly [typeof OPCODE, typeof FUNC3, ...F], D>(
    kind,
    COMMAND_BYTES,
    [OPCODE, FUNC3, ...fields],
    { ...extras, constants: { opcode, func3 } },
  );
}
