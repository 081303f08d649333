/** Checks of decoded `Permissions` messages; they become bit masks. */
import { IommuError } from '../model/errors';
import {
  ALL_PERMISSIONS,
  describePermissions,
  EXECUTE,
  NONE,
  PRIVILEGED,
  READ,
  WRITE,
  type Permissions as PermissionMask,
} from '../model/permissions';

/** A decoded `Permissions` message. */
export interface DecodedPermissions {
  readonly read: boolean;
  readonly write: boolean;
  readonly execute: boolean;
  readonly privileged: boolean;
}

/**
 * What a mapping is to allow, or an access asks for, as a mask.
 *
 * @param message the decoded field; absent counts as nothing set
 * @param field its path, `permissions` unless given
 * @throws IommuError PERMISSIONS_INVALID for neither read nor write, and for execute without read
 */
export function permissions(message: DecodedPermissions | null | undefined, field = 'permissions'): PermissionMask {
  const mask = toMask(message);
  if (isUsable(mask)) return mask;
  const wayOut = (mask & WRITE) === 0 ? 'set read, write or both' : 'execute needs read; set read too';
  throw permissionsInvalid(mask, field, wayOut);
}

/**
 * Whether a mapping may allow, or an access ask for, just this.
 *
 * @param mask any byte
 */
export function isUsable(mask: number): boolean {
  return USABLE[mask] === true;
}

const USABLE = Array.from({ length: ALL_PERMISSIONS + 1 }, (_, mask) => {
  const executesUnread = (mask & EXECUTE) !== 0 && (mask & READ) === 0;
  return (mask & (READ | WRITE)) !== 0 && !executesUnread;
});

/**
 * What an access asks for, as a mask: as {@link permissions}, and execute and privileged only together with a PASID,
 * because PCIe has their bits in the PASID prefix and nowhere else (PCIe 6.20).
 *
 * @param message the decoded field; absent counts as nothing set
 * @param hasPasid whether the access carries a PASID
 * @param field its path, `permissions` unless given
 * @throws IommuError PERMISSIONS_INVALID
 */
export function accessPermissions(
  message: DecodedPermissions | null | undefined,
  hasPasid: boolean,
  field = 'permissions',
): PermissionMask {
  const mask = permissions(message, field);
  if (!hasPasid && (mask & (EXECUTE | PRIVILEGED)) !== 0) {
    throw permissionsInvalid(mask, field, 'execute and privileged need a PASID; give one or clear them');
  }
  return mask;
}

/**
 * Permissions as a mask, whatever they are: those of a page request are checked where rules can be broken on purpose.
 *
 * @param message the decoded field; absent counts as nothing set
 */
export function toMask(message: DecodedPermissions | null | undefined): PermissionMask {
  if (message === null || message === undefined) return NONE;
  return (
    (message.read ? READ : NONE) |
    (message.write ? WRITE : NONE) |
    (message.execute ? EXECUTE : NONE) |
    (message.privileged ? PRIVILEGED : NONE)
  );
}

/**
 * Refuses permissions.
 *
 * @param mask as they were given
 * @param field path of the field
 * @param wayOut what to do
 */
export function permissionsInvalid(mask: number, field: string, wayOut: string): IommuError {
  const value = describePermissions(mask);
  return new IommuError('PERMISSIONS_INVALID', `${field}: ${value}: ${wayOut}`, { field, metadata: { value } });
}
