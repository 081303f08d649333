/** `InvalidationService`: invalidates the IOTLB and device TLBs by hand. */
import type { InvalidationServiceHandlers } from '../gen/viommu/v1/InvalidationService';
import type { Registry } from '../session';
import { invalidateEntries } from './batch-calls';
import { toOutstanding } from './convert-operation';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';

/** Keys of invalidations in page tokens: their serial. */
const SERIAL_KEY = /^\d{1,16}$/;

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function invalidationService(registry: Registry): Service {
  return service<InvalidationServiceHandlers>('InvalidationService', {
    invalidate: mutation(registry, (host, request, signal) => invalidateEntries(host, request, signal)),
    listOutstandingInvalidations: query(registry, async (host, request) => {
      const { endpointId } = request;
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => iommu.outstandingInvalidations(endpointId, Number(after ?? 0), limit));
      const scope = `invalidations/${host.viommuId}/${String(endpointId)}`;
      const page = await listPage(request, scope, fetch, ({ serial }) => String(serial), SERIAL_KEY);
      return { invalidations: page.entries.map(toOutstanding), nextPageToken: page.nextPageToken };
    }),
  });
}
