import type { Permissions } from '../model/permissions';
import type { RecordItem } from './dialect';

/** One page request as it is recorded for the guest. */
export interface RecordedRequest {
  readonly virtualId: bigint;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly prgi: number;
  readonly page: number;
  readonly permissions: Permissions;
  readonly last: boolean;
}

/** The page requests of a group, in order; a Stop Marker asks for nothing and is the last of its group. Nothing for the rest. */
export function recordedRequests(item: RecordItem): RecordedRequest[] {
  if (item.kind === 'MARKER') {
    const { virtualId, pasid, prgi } = item.marker;
    return [{ virtualId, pasid, prgi, page: 0, permissions: 0, last: true }];
  }
  if (item.kind === 'EVENT' || item.group.stallTag !== undefined) {
    return [];
  }
  const { virtualId, pasid, prgi, pages } = item.group;
  return pages.map(({ page, permissions }, index) => ({
    virtualId,
    pasid,
    prgi,
    page,
    permissions,
    last: index === pages.length - 1,
  }));
}
