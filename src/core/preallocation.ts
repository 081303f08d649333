import type { ViommuConfig } from '../model/viommu';
import { indexBytes } from './group-index';
import { linkBytes } from './group-lists';
import { slabBytes } from './group-slab';
import { pageBytes } from './page-pool';

/** The bytes of page-request pools that a vIOMMU takes when it is created; 0 when its pools grow with their use. */
export function preallocatedPoolBytes({ limits, preallocatePools }: ViommuConfig): number {
  if (!preallocatePools) {
    return 0;
  }
  const groups = limits.max_pending_groups;
  return slabBytes(groups) + linkBytes(groups) + indexBytes(groups) + pageBytes(limits.max_open_page_requests);
}
