/**
 * Events of aborted accesses of the IOMMU itself, and of commands.
 *
 *   DevID 15:0   PASID[19:16] 19:16   PASID[15:0] or DomID 47:32   GN 48   I 51   RW 53   TR 56   Type 58:57
 *   address 127:64; that of a command 127:68 (its bits 63:4) where it timed out
 *
 * Type: 1 master abort, 2 target abort, 3 data error. VirtualBox has no PASID[19:16] in PAGE_TAB_HARDWARE_ERROR.
 */
import { bits, flag, split, wide } from '../field';
import { DEVID, logEntry } from './entry';

const ACCESS = [flag('i', 51), flag('rw', 53), flag('tr', 56), bits('type', 58, 57)] as const;
const ADDRESS = wide('addr', 127, 64);

/** The device table could not be read. */
export const DEV_TAB_HARDWARE_ERROR = logEntry('DEV_TAB_HARDWARE_ERROR', 3, [DEVID, ...ACCESS, ADDRESS]);

/** A page table could not be read. */
export const PAGE_TAB_HARDWARE_ERROR = logEntry('PAGE_TAB_HARDWARE_ERROR', 4, [
  DEVID,
  split('domid_or_pasid', [19, 16], [47, 32]),
  flag('gn', 48),
  ...ACCESS,
  ADDRESS,
]);

/** A command was not understood. */
export const ILLEGAL_COMMAND_ERROR = logEntry('ILLEGAL_COMMAND_ERROR', 5, [ADDRESS]);

/** A command could not be read. */
export const COMMAND_HARDWARE_ERROR = logEntry('COMMAND_HARDWARE_ERROR', 6, [bits('type', 58, 57), ADDRESS]);

/** A device did not complete an invalidation; the address is that of the command. */
export const IOTLB_INV_TIMEOUT = logEntry('IOTLB_INV_TIMEOUT', 7, [DEVID, wide('addr', 127, 68, 4)]);
