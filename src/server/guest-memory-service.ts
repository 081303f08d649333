/** `GuestMemoryService`: tells a vIOMMU where guest RAM is, and reads and writes it. */
import type { GuestMemoryServiceHandlers } from '../gen/viommu/v1/GuestMemoryService';
import type { Registry } from '../session';
import * as check from './check';
import { fromLength, fromMemoryRegion, toMemoryRegion } from './convert-memory';
import { toOperationEnd } from './convert-operation';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';

/** Keys of regions in page tokens: their guest address. */
const ADDRESS_KEY = /^\d{1,20}$/;

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function guestMemoryService(registry: Registry): Service {
  return service<GuestMemoryServiceHandlers>('GuestMemoryService', {
    registerGuestMemory: mutation(registry, async (host, { region }) => ({
      region: toMemoryRegion(await host.registerMemory(fromMemoryRegion(region))),
    })),
    listGuestMemory: query(registry, async (host, request) => {
      const fetch = (after: string | undefined, limit: number) =>
        host.execute(() => host.memory.regions(after === undefined ? undefined : BigInt(after), limit));
      const keyOf = ({ guestAddress }: { readonly guestAddress: bigint }) => guestAddress.toString();
      const page = await listPage(request, `memory/${host.viommuId}`, fetch, keyOf, ADDRESS_KEY);
      return { regions: page.entries.map(toMemoryRegion), nextPageToken: page.nextPageToken };
    }),
    unregisterGuestMemory: mutation(registry, async (host, { regionId, force, invalidationTimeoutNs }, signal) => {
      const timeoutNs = check.timeoutNs(invalidationTimeoutNs, 'invalidation_timeout_ns');
      return { operation: toOperationEnd(await host.unregisterMemory(regionId, force, timeoutNs, signal)) };
    }),
    readGuestMemory: query(registry, async (host, { guestAddress, lengthBytes }) => {
      const length = fromLength(lengthBytes, 'length_bytes');
      return { data: await host.readMemory(guestAddress, length) };
    }),
    writeGuestMemory: mutation(registry, async (host, { guestAddress, data }) => {
      fromLength(data.length, 'data');
      await host.writeMemory(guestAddress, data);
      return {};
    }),
  });
}
