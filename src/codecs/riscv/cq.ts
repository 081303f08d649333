/** The command queue (RISC-V IOMMU 4.1): commands from the guest, 16 bytes each, in the byte order of fctl.BE. */
import type { ByteOrder } from '../../base/bytes';
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { ATS_INVAL, ATS_PRGR } from './ats';
import { COMMAND_BYTES, FUNC3, OPCODE } from './command';
import { IODIR_INVAL_DDT, IODIR_INVAL_PDT } from './iodir';
import { IOFENCE_C } from './iofence';
import { IOTINVAL_GVMA, IOTINVAL_VMA } from './iotinval';
import type { RiscvQuirk } from './quirks';

/** Reserved opcodes and functions are unknown. */
export function cqCodec(_quirks: ReadonlySet<RiscvQuirk>, order: ByteOrder) {
  const known = [IOTINVAL_VMA, IOTINVAL_GVMA, IOFENCE_C, IODIR_INVAL_DDT, IODIR_INVAL_PDT, ATS_INVAL, ATS_PRGR];
  const unknown = unknownRecord([COMMAND_BYTES], [OPCODE, FUNC3]);
  const find = byCodes(known, OPCODE, FUNC3);
  return new Codec({
    name: 'riscv cq',
    layouts: [...known, unknown],
    select: (words) => find(words) ?? unknown,
    order,
  });
}
