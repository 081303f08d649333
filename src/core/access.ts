import { IommuError } from '../model/errors';
import { NO_PASID } from '../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../model/permissions';
import type { Endpoint } from './endpoint';

/**
 * Checks what an access asks for (PCIe 6.20, R-PRI-31 to R-PRI-33).
 *
 * @param endpoint who asks
 * @param permissions what it asks for
 * @param pasid its PASID, or NO_PASID
 * @throws IommuError PERMISSIONS_INVALID
 */
export function requireAccess(endpoint: Endpoint, permissions: Permissions, pasid: number): void {
  if ((permissions & (READ | WRITE)) === 0) {
    throw invalid('neither read nor write is set; an access needs one');
  }
  if (permissions & EXECUTE && !(permissions & READ)) {
    throw invalid('execute is set without read');
  }
  if (permissions & (EXECUTE | PRIVILEGED) && pasid === NO_PASID) {
    throw invalid('execute and privileged exist only with a PASID');
  }
  const disabled = disabledPermission(endpoint, permissions);
  if (disabled !== undefined) {
    throw invalid(`${disabled} is set, and the PASID capability has it disabled`);
  }
}

/** What of an access the PASID capability of an endpoint has disabled, if anything (R-PRI-33). */
export function disabledPermission(
  { config: { pasid } }: Endpoint,
  permissions: Permissions,
): 'execute' | 'privileged' | undefined {
  if (permissions & EXECUTE && pasid?.executePermission === false) {
    return 'execute';
  }
  return permissions & PRIVILEGED && pasid?.privilegedMode === false ? 'privileged' : undefined;
}

function invalid(why: string): IommuError {
  return new IommuError('PERMISSIONS_INVALID', `permissions: ${why}`, { field: 'permissions' });
}
