/** The command buffer: commands from the guest, 16 bytes each. */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { completePpr } from './complete-ppr';
import { COMPLETION_WAIT } from './completion-wait';
import { ENTRY_BYTES, OPCODE } from './entry';
import { invalidateIotlb } from './invalidate-iotlb';
import { INVALIDATE_IOMMU_PAGES } from './invalidate-pages';
import { PREFETCH_IOMMU_PAGES } from './prefetch';
import type { AmdQuirk } from './quirks';
import { INVALIDATE_DEVTAB_ENTRY, INVALIDATE_INTERRUPT_TABLE, INVALIDATE_IOMMU_ALL } from './table-invalidations';

/** Reserved opcodes are unknown. */
export function cmdCodec(quirks: ReadonlySet<AmdQuirk>) {
  const known = [
    COMPLETION_WAIT,
    INVALIDATE_DEVTAB_ENTRY,
    INVALIDATE_IOMMU_PAGES,
    invalidateIotlb(quirks),
    INVALIDATE_INTERRUPT_TABLE,
    PREFETCH_IOMMU_PAGES,
    completePpr(quirks),
    INVALIDATE_IOMMU_ALL,
  ];
  const unknown = unknownRecord([ENTRY_BYTES], [OPCODE]);
  const find = byCodes(known, OPCODE);
  return new Codec({ name: 'amdvi cmd', layouts: [...known, unknown], select: (words) => find(words) ?? unknown });
}
