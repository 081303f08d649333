/**
 * What an access needs, or what a mapping allows: a bit mask of {@link READ}, {@link WRITE}, {@link EXECUTE} and
 * {@link PRIVILEGED}, 0..15. It is a number because mappings, cache entries and requests exist in large numbers.
 *
 * EXECUTE and PRIVILEGED in a request carry meaning only together with a PASID: PCIe has their request bits in the
 * PASID prefix and nowhere else.
 */
export type Permissions = number;

/** No access at all. */
export const NONE: Permissions = 0;

/** The access reads memory, or reading is allowed. */
export const READ: Permissions = 1;

/** The access writes memory, or writing is allowed. */
export const WRITE: Permissions = 2;

/** The access fetches instructions, or fetching is allowed. */
export const EXECUTE: Permissions = 4;

/** The access is made in privileged mode, or privileged accesses are allowed. */
export const PRIVILEGED: Permissions = 8;

/** Every permission there is; also the mask of the meaningful bits. */
export const ALL_PERMISSIONS: Permissions = READ | WRITE | EXECUTE | PRIVILEGED;

/**
 * Whether everything wanted is allowed.
 *
 * @param have what is allowed
 * @param want what is needed; {@link NONE} is always covered
 */
export function covers(have: Permissions, want: Permissions): boolean {
  return (want & ~have) === 0;
}

/**
 * What is needed but not allowed.
 *
 * @param have what is allowed
 * @param want what is needed
 * @returns the lacking bits; {@link NONE} exactly when {@link covers} is true
 */
export function lacking(have: Permissions, want: Permissions): Permissions {
  return want & ~have;
}

/**
 * A mask as messages print it: one letter per permission in the order `rwxp`, `-` for each that is absent.
 *
 * @param permissions the mask
 * @returns four characters, for instance `rw--`
 */
export function describePermissions(permissions: Permissions): string {
  return (
    (permissions & READ ? 'r' : '-') +
    (permissions & WRITE ? 'w' : '-') +
    (permissions & EXECUTE ? 'x' : '-') +
    (permissions & PRIVILEGED ? 'p' : '-')
  );
}

/**
 * Whether a mapping, or what is cached of it, allows an access. READ, WRITE and EXECUTE must be allowed where they are
 * wanted; a PRIVILEGED mapping is for privileged accesses only, any other for both.
 *
 * @param have what the mapping allows
 * @param want what the access needs
 */
export function allows(have: Permissions, want: Permissions): boolean {
  return covers(have | PRIVILEGED, want) && covers(want, have & PRIVILEGED);
}
