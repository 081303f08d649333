/**
 * Events of refused accesses.
 *
 *   DevID 15:0   PASID[19:16] 19:16   PASID[15:0] or DomID 47:32   GN 48
 *   NX 49   US 50   I 51   PR 52   RW 53   PE 54   RZ 55   TR 56   address 127:64
 *   INVALID_DEVICE_REQUEST: US 49   TR 56   Type 59:57
 *
 * GN says whether 47:32 is a PASID or a domain. RW is 1 for a write, I for an interrupt, TR for a translation request.
 */
import { bits, flag, split, wide } from '../field';
import { DEVID, logEntry } from './entry';
import type { AmdQuirk } from './quirks';

const PASID = split('pasid', [19, 16], [47, 32]);
const GN = flag('gn', 48);
const ADDRESS = wide('addr', 127, 64);

/** A device table entry with reserved bits set, or with an impossible level. */
export const ILLEGAL_DEV_TABLE_ENTRY = logEntry('ILLEGAL_DEV_TABLE_ENTRY', 1, [
  DEVID,
  PASID,
  GN,
  flag('i', 51),
  flag('rw', 53),
  flag('rz', 55),
  flag('tr', 56),
  ADDRESS,
]);

/** An access that could not be translated. */
export const ioPageFault = (quirks: ReadonlySet<AmdQuirk>) =>
  logEntry(
    'IO_PAGE_FAULT',
    2,
    [
      DEVID,
      split('domid_or_pasid', [19, 16], [47, 32]),
      GN,
      flag('nx', 49),
      flag('us', 50),
      flag('i', 51),
      flag('pr', 52),
      flag('rw', 53),
      flag('pe', 54),
      flag('rz', 55),
      flag('tr', 56),
      ADDRESS,
    ],
    quirks.has('QEMU_IO_PAGE_FAULT') ? { forced: { i: 1, domid_or_pasid: 0 } } : {},
  );

/** A request that the device may not make. */
export const INVALID_DEVICE_REQUEST = logEntry('INVALID_DEVICE_REQUEST', 8, [
  DEVID,
  PASID,
  GN,
  flag('us', 49),
  flag('tr', 56),
  bits('type', 59, 57),
  ADDRESS,
]);
