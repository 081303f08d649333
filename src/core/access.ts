import { IommuError } from '../model/errors';
import { NO_PASID } from '../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../model/permissions';

/**
 * Checks what an access asks for (PCIe 6.20, R-PRI-31, R-PRI-32).
 *
 * @param permissions what it asks for
 * @param pasid its PASID, or NO_PASID
 * @throws IommuError PERMISSIONS_INVALID
 */
export function requireAccess(permissions: Permissions, pasid: number): void {
  if ((permissions & (READ | WRITE)) === 0) {
    throw invalid('neither read nor write is set; an access needs one');
  }
  if (permissions & EXECUTE && !(permissions & READ)) {
    throw invalid('execute is set without read');
  }
  if (permissions & (EXECUTE | PRIVILEGED) && pasid === NO_PASID) {
    throw invalid('execute and privileged exist only with a PASID');
  }
}

function invalid(why: string): IommuError {
  return new IommuError('PERMISSIONS_INVALID', `permissions: ${why}`, { field: 'permissions' });
}
