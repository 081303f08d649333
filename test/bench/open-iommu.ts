/** The core of the server with a view of its inside: what an access goes through, without the socket. */
import { Iommu } from '../../src/core/iommu';
import type { MemoryPort } from '../../src/core/memory-port';
import { createFound } from '../../src/core/translator';
import type { LimitName } from '../../src/model/viommu';
import { NO_PASID } from '../../src/model/page-request';
import { READ } from '../../src/model/permissions';
import { configOf } from '../../src/session/config';
import { GuestMemory } from '../../src/session/guest-memory';

/** The only endpoint. */
const ENDPOINT_ID = 8;

/** A vIOMMU with one endpoint, in process. */
export class OpenIommu extends Iommu {
  private readonly found = createFound();

  /**
   * @param limits what differs from the default
   * @param memory guest memory; by default there is none
   */
  constructor(limits: { readonly [K in LimitName]?: bigint } = {}, memory: MemoryPort = new GuestMemory(undefined)) {
    super({ config: configOf({ limits }), incarnation: 1, memory });
    this.createEndpoint(ENDPOINT_ID, {});
  }

  /** Makes the endpoint use a domain. */
  attachTo(domainId: number): void {
    this.attach(ENDPOINT_ID, NO_PASID, domainId, 0n);
  }

  /**
   * Translates pages for reads, as an access does: endpoint, attachment, domain, IOTLB, mappings or tables.
   * @returns the sum of output pages and permissions
   */
  translateAll(pages: Float64Array): number {
    return this.sum(pages, true);
  }

  /**
   * As {@link translateAll}, but the permissions do not count: tables of different formats do not say the same.
   * @throws Error when a page is not translated
   */
  sumOutputs(pages: Float64Array): number {
    return this.sum(pages, false);
  }

  private sum(pages: Float64Array, withPermissions: boolean): number {
    const { found } = this;
    const { translator } = this.parts;
    const endpoint = this.findEndpoint(ENDPOINT_ID);
    let sum = 0;
    for (let i = 0; i < pages.length; i += 1) {
      const fault = translator.lookup(endpoint, NO_PASID, pages[i]!, READ, found);
      if (fault !== undefined) throw new Error(`page ${pages[i]} was not translated: ${fault}`);
      sum += found.outputPage + (withPermissions ? found.permissions : 0);
    }
    return sum;
  }
}
