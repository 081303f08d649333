/**
 * Invalidations of what was read from tables, by device or all.
 *
 *   DevID 15:0; the rest is zero
 */
import { command, DEVID } from './entry';

/** The device table entry of a device. */
export const INVALIDATE_DEVTAB_ENTRY = command('INVALIDATE_DEVTAB_ENTRY', 2, [DEVID]);

/** The interrupt table of a device. */
export const INVALIDATE_INTERRUPT_TABLE = command('INVALIDATE_INTERRUPT_TABLE', 5, [DEVID]);

/** Everything. */
export const INVALIDATE_IOMMU_ALL = command('INVALIDATE_IOMMU_ALL', 8, []);
