import { IommuError, limitExceeded } from '../model/errors';
import { preallocatedPoolBytes } from '../core/preallocation';
import type { FlushCounts, ViommuConfig } from '../model/viommu';
import { configOf, type ViommuRequest } from './config';
import type { Eventually } from './eventually';
import { IdleWatch } from './idle-watch';
import type { IncarnationSource } from './incarnations';
import { SESSION_LIMITS } from './limits';
import { RequestCache } from './request-cache';
import type { TimeSource } from './time-source';
import { ViommuHost } from './viommu-host';
import type { ViommuView } from './viommu-view';

/** What a registry is made of. */
export interface RegistryOptions {
  readonly time: TimeSource;
  readonly incarnations: IncarnationSource;
  /** Directory below which shared memory files must be; undefined: there are none. */
  readonly memoryDirectory: string | undefined;
}

const ID = new RegExp(`^[a-zA-Z0-9._-]{1,${SESSION_LIMITS.max_viommu_id_length.maximum}}$`);

/** Prefix of the ids the server chooses. */
const CHOSEN_PREFIX = 'viommu-';

/** The vIOMMUs of a server. */
export class Registry {
  /** Results of requests that create or delete a vIOMMU. */
  readonly requests = new RequestCache();

  private readonly options: RegistryOptions;
  private readonly hosts = new Map<string, ViommuHost>();
  private readonly idleWatches = new Map<string, IdleWatch>();
  private chosen = 0;
  private closed = false;

  constructor(options: RegistryOptions) {
    this.options = options;
  }

  /**
   * Creates a vIOMMU.
   *
   * @param viommuId its id; empty: the server chooses
   * @throws IommuError as `ViommuService.CreateViommu` lists them
   */
  create(viommuId: string, request: ViommuRequest): Eventually<ViommuView> {
    const { time, incarnations, memoryDirectory } = this.options;
    if (this.closed) {
      throw new IommuError('SERVER_STOPPING', 'the server stops; connect again later');
    }
    this.checkId(viommuId);
    const config = configOf(request);
    const { maximum } = SESSION_LIMITS.max_viommus;
    if (this.hosts.size >= maximum) {
      throw limitExceeded('max_viommus', maximum, 'delete one first');
    }
    this.requirePools(config);
    let idleWatch: IdleWatch | undefined;
    const host = new ViommuHost({
      viommuId: viommuId === '' ? this.freeId() : viommuId,
      config,
      deleteAfterIdleMs: request.deleteAfterIdleMs ?? 0n,
      incarnation: request.incarnation ?? incarnations.next(),
      incarnations,
      time,
      memoryDirectory,
      onUse: () => idleWatch?.touch(),
    });
    this.hosts.set(host.viommuId, host);
    if (host.deleteAfterIdleMs > 0n) {
      idleWatch = new IdleWatch(host, time, () => void this.remove(host));
      this.idleWatches.set(host.viommuId, idleWatch);
    }
    return host.view();
  }

  /**
   * Finds a vIOMMU for a call. Counts as use of it.
   *
   * @throws IommuError VIOMMU_NOT_FOUND
   */
  host(viommuId: string): ViommuHost {
    const host = this.hosts.get(viommuId);
    if (host === undefined) {
      throw new IommuError('VIOMMU_NOT_FOUND', `there is no vIOMMU "${viommuId}"; create it first`, {
        field: 'viommu_id',
        metadata: { viommu_id: viommuId },
      });
    }
    this.idleWatches.get(viommuId)?.touch();
    return host;
  }

  /**
   * The vIOMMUs, ordered by id. Does not count as use of them.
   *
   * @param afterId only ids behind this one; empty: from the first
   * @param limit the most to return
   */
  list(afterId: string, limit: number): ViommuHost[] {
    return [...this.hosts.keys()]
      .filter((id) => id > afterId)
      .sort()
      .slice(0, limit)
      .map((id) => this.hosts.get(id)!);
  }

  /**
   * Deletes a vIOMMU with everything in it, after the commands that wait.
   *
   * @returns what was pending and ended with it
   * @throws IommuError VIOMMU_NOT_FOUND
   */
  delete(viommuId: string): Eventually<FlushCounts> {
    return this.remove(this.host(viommuId));
  }

  /** Ends everything with SERVER_STOPPING. Nothing can be created any more. */
  close(): void {
    this.closed = true;
    for (const host of this.hosts.values()) {
      this.forget(host);
      host.stop('SERVER_STOPPING');
    }
  }

  private remove(host: ViommuHost): Eventually<FlushCounts> {
    return host.delete(() => this.forget(host));
  }

  private forget({ viommuId }: ViommuHost): void {
    this.idleWatches.get(viommuId)?.stop();
    this.idleWatches.delete(viommuId);
    this.hosts.delete(viommuId);
  }

  /** Refuses pools that are to be taken at once and do not fit beside those of the others. */
  private requirePools(config: ViommuConfig): void {
    const wanted = preallocatedPoolBytes(config);
    const taken = [...this.hosts.values()].reduce((sum, host) => sum + host.preallocatedPoolBytes, 0);
    const { maximum } = SESSION_LIMITS.max_preallocated_bytes;
    if (wanted > 0 && taken + wanted > maximum) {
      throw limitExceeded(
        'max_preallocated_bytes',
        maximum,
        `config.preallocate_pools needs ${wanted} bytes beside the ${taken} of other vIOMMUs; lower ` +
          'config.limits.max_pending_groups or max_open_page_requests, or leave it unset',
      );
    }
  }

  private checkId(viommuId: string): void {
    if (viommuId !== '' && !ID.test(viommuId)) {
      const text = `viommu_id "${viommuId}" must have 1 to 64 characters of a-z A-Z 0-9 . _ -`;
      throw new IommuError('VIOMMU_ID_INVALID', text, { field: 'viommu_id' });
    }
    if (this.hosts.has(viommuId)) {
      const text = `vIOMMU "${viommuId}" exists; delete it first, or use another id`;
      throw new IommuError('VIOMMU_EXISTS', text, { field: 'viommu_id' });
    }
  }

  private freeId(): string {
    do {
      this.chosen += 1;
    } while (this.hosts.has(`${CHOSEN_PREFIX}${this.chosen}`));
    return `${CHOSEN_PREFIX}${this.chosen}`;
  }
}
