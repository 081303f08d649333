import { IommuError, limitExceeded } from '../model/errors';
import type { Limits } from '../model/viommu';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';

/** Things by id, in the order of their ids when listed. */
export class Table<T extends { readonly id: number }> {
  private readonly byId = new Map<number, T>();
  private sorted: number[] | undefined = [];
  private nextId = 1;

  /** How many there are. */
  get size(): number {
    return this.byId.size;
  }

  /** One of them. */
  find(id: number): T | undefined {
    return this.byId.get(id);
  }

  /** All of them, by id. */
  all(): T[] {
    return this.ids().map((id) => this.byId.get(id)!);
  }

  /** The ids, ascending. */
  ids(): readonly number[] {
    this.sorted ??= [...this.byId.keys()].sort((a, b) => a - b);
    return this.sorted;
  }

  /** At most `limit` of them with an id above `after`. */
  page(after: number, limit: number): T[] {
    const found: T[] = [];
    for (const id of this.ids()) {
      if (id > after && found.length < limit) {
        found.push(this.byId.get(id)!);
      }
    }
    return found;
  }

  /** The id to use: the one asked for, or for 0 the lowest free one above all that this table chose before. */
  choose(id: number): number {
    return id === 0 ? this.nextId : id;
  }

  add(item: T): void {
    this.byId.set(item.id, item);
    this.sorted = undefined;
    // Here and not in `choose`, so that a creation that is refused after all leaves no trace.
    while (this.byId.has(this.nextId)) {
      this.nextId += 1;
    }
  }

  remove(item: T): void {
    this.byId.delete(item.id);
    this.sorted = undefined;
  }
}

/** Endpoints by id, by requester id and by virtual id; the latter two are unique as well. */
export class EndpointTable extends Table<Endpoint> {
  private readonly byRequesterId = new Map<number, Endpoint>();
  private readonly byVirtualId = new Map<bigint, Endpoint>();

  override add(endpoint: Endpoint): void {
    super.add(endpoint);
    this.byRequesterId.set(endpoint.config.requesterId, endpoint);
    this.byVirtualId.set(endpoint.config.virtualId, endpoint);
  }

  override remove(endpoint: Endpoint): void {
    super.remove(endpoint);
    this.byRequesterId.delete(endpoint.config.requesterId);
    this.byVirtualId.delete(endpoint.config.virtualId);
  }

  /** The endpoint of a virtual id; undefined: none has it. */
  findVirtual(virtualId: bigint): Endpoint | undefined {
    return this.byVirtualId.get(virtualId);
  }

  /** Refuses ids that another endpoint has. */
  requireUnique(requesterId: number, virtualId: bigint): void {
    const sameRequester = this.byRequesterId.get(requesterId);
    if (sameRequester !== undefined) {
      throw new IommuError(
        'REQUESTER_ID_TAKEN',
        `config.requester_id ${String(requesterId)} belongs to endpoint ${String(sameRequester.id)}; choose another`,
        { field: 'config.requester_id', metadata: { endpoint_id: String(sameRequester.id) } },
      );
    }
    const sameVirtual = this.byVirtualId.get(virtualId);
    if (sameVirtual !== undefined) {
      throw new IommuError(
        'VIRTUAL_ID_TAKEN',
        `config.virtual_id ${String(virtualId)} belongs to endpoint ${String(sameVirtual.id)}; choose another`,
        { field: 'config.virtual_id', metadata: { endpoint_id: String(sameVirtual.id) } },
      );
    }
  }
}

/** The endpoint of an id, or a refusal. */
export function requireEndpoint(endpoints: Table<Endpoint>, id: number, field = 'endpoint_id'): Endpoint {
  const endpoint = endpoints.find(id);
  if (endpoint === undefined) {
    throw new IommuError('ENDPOINT_NOT_FOUND', `${field} ${String(id)} does not exist; create it first`, {
      field,
      metadata: { endpoint_id: String(id) },
    });
  }
  return endpoint;
}

/** The domain of an id, or a refusal. */
export function requireDomain(domains: Table<Domain>, id: number, field = 'domain_id'): Domain {
  const domain = domains.find(id);
  if (domain === undefined) {
    throw new IommuError('DOMAIN_NOT_FOUND', `${field} ${String(id)} does not exist; create it first`, {
      field,
      metadata: { domain_id: String(id) },
    });
  }
  return domain;
}

/** Refuses a table that is full. */
export function requireTableRoom(size: number, limit: 'max_endpoints' | 'max_domains', limits: Limits): void {
  if (size >= limits[limit]) {
    throw limitExceeded(limit, limits[limit], 'delete one first');
  }
}
