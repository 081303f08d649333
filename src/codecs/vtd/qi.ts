/** The invalidation queue (VT-d 6.5.2): commands from the guest, 32 or 16 bytes each. */
import { Codec } from '../codec';
import { byCodes, unknownRecord } from '../dispatch';
import { CONTEXT_CACHE } from './context-cache';
import { BOTH_WIDTHS, TYPE, withWidth } from './descriptor';
import { deviceTlb } from './device-tlb';
import { HPT_CACHE } from './hpt-cache';
import { INTERRUPT_ENTRY_CACHE } from './interrupt-entry-cache';
import { IOTLB } from './iotlb';
import { pageGroupResponse } from './page-group-response';
import { PASID_CACHE } from './pasid-cache';
import { pasidDeviceTlb } from './pasid-device-tlb';
import { PASID_IOTLB } from './pasid-iotlb';
import type { VtdQuirk } from './quirks';
import { wait } from './wait';

/** A type that is not defined at the width of the record, types 6 to 10 in 16 bytes among them, is unknown. */
export function qiCodec(quirks: ReadonlySet<VtdQuirk>) {
  const known = [
    CONTEXT_CACHE,
    IOTLB,
    deviceTlb(quirks),
    INTERRUPT_ENTRY_CACHE,
    wait(quirks),
    PASID_IOTLB,
    PASID_CACHE,
    pasidDeviceTlb(quirks),
    pageGroupResponse(quirks),
    HPT_CACHE,
  ];
  const unknown = unknownRecord(BOTH_WIDTHS, [TYPE], 64, (extras) => withWidth(extras, BOTH_WIDTHS));
  const byType = byCodes(known, TYPE);
  return new Codec({
    name: 'vtd qi',
    layouts: [...known, unknown],
    select: (words, bytes) => {
      const found = byType(words);
      return found?.forms.has(bytes) === true ? found : unknown;
    },
  });
}
