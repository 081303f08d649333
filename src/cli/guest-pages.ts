/** Pages of guest memory for the pages that groups ask for, one after the other. */
import type { MemoryRegion, MapItem, PageRequestGroup, PermissionsInput } from '../../clients/typescript';
import type { Context } from './command';
import { hex } from './text';
import { UsageError } from './usage-error';

/** All permissions, each said. */
type Permissions = Required<PermissionsInput>;

/** Where a page was mapped to, and with which permissions. */
interface Given {
  readonly outputAddress: bigint;
  readonly permissions: Permissions;
}

/** What a group is resolved with. */
export interface PagePlan {
  readonly mappings: MapItem[];
  /** Says that the mappings stand: from now on these pages get the same memory again, and others get the next. */
  keep(): void;
}

/** What both allow together. Memory that can be written can be read, too. */
const either = (a: PermissionsInput, b: PermissionsInput): Permissions => ({
  read: Boolean(a.read || b.read || a.write || b.write),
  write: Boolean(a.write || b.write),
  execute: Boolean(a.execute || b.execute),
  privileged: Boolean(a.privileged || b.privileged),
});

const isSame = (a: Permissions, b: Permissions): boolean =>
  a.read === b.read && a.write === b.write && a.execute === b.execute && a.privileged === b.privileged;

const regionText = ({ guestAddress, lengthBytes }: MemoryRegion): string => `${hex(guestAddress)}+${hex(lengthBytes)}`;

/** A part of guest memory that is given away page by page. */
export class GuestPages {
  readonly #pageSize: bigint;
  readonly #last: bigint;
  readonly #given = new Map<string, Given>();
  #next: bigint;

  /**
   * @param first address of the first page to give
   * @param last address of the last byte
   * @param pageSize in bytes, a power of two
   */
  constructor(first: bigint, last: bigint, pageSize: bigint) {
    this.#pageSize = pageSize;
    this.#last = last;
    this.#next = first;
  }

  /**
   * The pages of a region of guest memory.
   *
   * @param address where to begin
   * @throws UsageError when the address is in no region, or begins no page
   */
  static async from({ client, call, viommu }: Context, address: bigint): Promise<GuestPages> {
    const viommuId = viommu();
    const { viommu: state } = await client.viommus.get({ viommuId }, call);
    const pageSize = 1n << BigInt(state.config?.granuleBits ?? 0);
    if (address % pageSize !== 0n) throw new UsageError(`${hex(address)} begins no page of ${hex(pageSize)} bytes`);
    const regions: MemoryRegion[] = [];
    for await (const region of client.memory.list({ viommuId }, call)) regions.push(region);
    const found = regions.find(
      ({ guestAddress, lengthBytes }) => address >= guestAddress && address - guestAddress < lengthBytes,
    );
    if (found !== undefined) return new GuestPages(address, found.guestAddress + found.lengthBytes - 1n, pageSize);
    const there = regions.length > 0 ? `there are ${regions.map(regionText).join(', ')}` : 'register one first';
    throw new UsageError(`${hex(address)} is in no region of guest memory; ${there}`);
  }

  /**
   * Chooses memory for what a group asks for: for a page that its domain got before, the same.
   *
   * @returns undefined when there is too little left
   */
  plan({ domainId, pages }: PageRequestGroup): PagePlan | undefined {
    const size = this.#pageSize;
    const wanted = new Map<bigint, Permissions>();
    for (const { iova, permissions } of pages) {
      const first = iova - (iova % size);
      wanted.set(first, either(wanted.get(first) ?? {}, permissions ?? {}));
    }
    let next = this.#next;
    const given = [...wanted].map(([first, asked]) => {
      const key = `${domainId}:${first}`;
      const before = this.#given.get(key);
      const permissions = either(before?.permissions ?? {}, asked);
      const outputAddress = before?.outputAddress ?? next;
      if (before === undefined) next += size;
      const isRaised = before !== undefined && !isSame(before.permissions, permissions);
      return { key, first, outputAddress, permissions, isRaised };
    });
    if (next > this.#next && next - 1n > this.#last) return undefined;
    return {
      mappings: given.map(({ first, outputAddress, permissions, isRaised }) => ({
        range: { first, last: first + size - 1n },
        outputAddress,
        permissions,
        ifMapped: isRaised ? 'IF_MAPPED_SET_PERMISSIONS' : 'IF_MAPPED_ACCEPT_IDENTICAL',
      })),
      keep: () => {
        this.#next = next;
        for (const { key, outputAddress, permissions } of given) this.#given.set(key, { outputAddress, permissions });
      },
    };
  }
}
