import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../../model/permissions';

/** A page request as the PPR log, and the event about a refused one, have it. */
export interface LoggedRequest {
  readonly virtualId: bigint;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly prgi: number;
  readonly last: boolean;
  readonly permissions: Permissions;
  readonly address: bigint;
}

/**
 * The fields of a page request. US is 1 for a user, which every request without PASID is: only the PASID prefix says that
 * one is privileged, or fetches instructions.
 */
export function pprFields({ virtualId, pasid, prgi, last, permissions, address }: LoggedRequest) {
  const gn = pasid === NO_PASID ? 0 : 1;
  const has = (permission: Permissions): number => (permissions & permission ? 1 : 0);
  return {
    devid: Number(virtualId),
    pasid: gn === 1 ? pasid : 0,
    prgi,
    last: last ? 1 : 0,
    exec: gn === 1 ? has(EXECUTE) : 0,
    read: has(READ),
    write: has(WRITE),
    user: gn === 1 && has(PRIVILEGED) === 1 ? 0 : 1,
    gn,
    addr: address,
  };
}
