import type { PageRequestGroup } from '../model/page-request';

/** Groups that the guest was told of and that have not ended, by what a guest's answer names them by. */
export class RecordedGroups {
  private readonly byName = new Map<string, Set<bigint>>();
  private readonly groups = new Map<bigint, PageRequestGroup>();

  add(group: PageRequestGroup): void {
    this.groups.set(group.cookie, group);
    const name = nameOf(group);
    const same = this.byName.get(name);
    if (same === undefined) {
      this.byName.set(name, new Set([group.cookie]));
    } else {
      same.add(group.cookie);
    }
  }

  /** Whether the guest was told of a group. */
  has(cookie: bigint): boolean {
    return this.groups.has(cookie);
  }

  /** A group has ended, or the guest was not told of it. */
  remove(cookie: bigint): void {
    const group = this.groups.get(cookie);
    if (group === undefined) {
      return;
    }
    this.groups.delete(cookie);
    const name = nameOf(group);
    const same = this.byName.get(name);
    same?.delete(cookie);
    if (same?.size === 0) {
      this.byName.delete(name);
    }
  }

  /** Forgets the groups that have ended meanwhile. */
  retain(isPending: (cookie: bigint) => boolean): void {
    for (const cookie of [...this.groups.keys()]) {
      if (!isPending(cookie)) {
        this.remove(cookie);
      }
    }
  }

  /** The oldest group with this index. */
  request(endpointId: number, pasid: number, prgi: number): PageRequestGroup | undefined {
    return this.first(requestName(endpointId, pasid, prgi));
  }

  /** The stalled access with this tag. */
  stall(endpointId: number, stallTag: number): PageRequestGroup | undefined {
    return this.first(stallName(endpointId, stallTag));
  }

  /** Every stalled access of an endpoint. */
  stallsOf(endpointId: number): PageRequestGroup[] {
    return [...this.groups.values()].filter((group) => group.endpointId === endpointId && group.stallTag !== undefined);
  }

  private first(name: string): PageRequestGroup | undefined {
    for (const cookie of this.byName.get(name) ?? []) {
      return this.groups.get(cookie);
    }
    return undefined;
  }
}

function nameOf({ endpointId, pasid, prgi, stallTag }: PageRequestGroup): string {
  return stallTag === undefined ? requestName(endpointId, pasid, prgi) : stallName(endpointId, stallTag);
}

function requestName(endpointId: number, pasid: number, prgi: number): string {
  return `${String(endpointId)} ${String(pasid)} ${String(prgi)}`;
}

function stallName(endpointId: number, stallTag: number): string {
  return `${String(endpointId)} stall ${String(stallTag)}`;
}
