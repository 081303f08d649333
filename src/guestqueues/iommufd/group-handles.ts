/** The cookies of iommufd, of 32 bits, for groups that were told to the VMM and have not ended. */

const HIGHEST = 0xffff_ffff;

/**
 * Which cookie each group has. A cookie is free again when its group has ended, and is used again only when all others were:
 * so an answer that comes late meets nobody. (The kernel gives the lowest free one, at once.)
 */
export class GroupHandles {
  private readonly groups = new Map<number, bigint>();
  private readonly handles = new Map<bigint, number>();
  private latest = 0;

  /** The cookie of a group, which is the same each time. */
  of(group: bigint): number {
    const known = this.handles.get(group);
    if (known !== undefined) {
      return known;
    }
    do {
      this.latest = this.latest === HIGHEST ? 1 : this.latest + 1;
    } while (this.groups.has(this.latest));
    this.groups.set(this.latest, group);
    this.handles.set(group, this.latest);
    return this.latest;
  }

  /** The group that a cookie means; undefined: none, or none any more. */
  group(handle: number): bigint | undefined {
    return this.groups.get(handle);
  }

  /** A group has ended. */
  free(group: bigint): void {
    const handle = this.handles.get(group);
    if (handle !== undefined) {
      this.handles.delete(group);
      this.groups.delete(handle);
    }
  }
}
