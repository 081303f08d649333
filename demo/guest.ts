/** What the VMM sets up through the server, and how it finds it again. */
import fs from 'node:fs';
import path from 'node:path';
import type { ViommuClient } from '../clients/typescript';
import { PageAllocator, PageTables, guestPage } from './guest-pages';
import { ENDPOINT_ID, PAGE, RAM_ADDRESS, SPACES, VIOMMU_ID, pageNumber, ramPagesFor } from './layout';

const REGION_ID = 1;
const RAM_FILE = 'ram';

/** Path of the guest's RAM. */
export const ramPath = (memoryDirectory: string): string => path.join(memoryDirectory, RAM_FILE);

/** Boots the guest: RAM, a vIOMMU, a slot for the device and an address space for each of its PASIDs. */
export async function bootGuest(client: ViommuClient, memoryDirectory: string, fileBytes: number): Promise<void> {
  const ramBytes = ramPagesFor(fileBytes) * PAGE;
  const ram = fs.openSync(ramPath(memoryDirectory), 'wx', 0o600);
  fs.ftruncateSync(ram, ramBytes);
  fs.closeSync(ram);
  const viommuId = VIOMMU_ID;
  await client.viommus.create({ viommuId });
  await client.memory.register({
    viommuId,
    region: {
      regionId: REGION_ID,
      guestAddress: RAM_ADDRESS,
      lengthBytes: ramBytes,
      sharedFile: { path: RAM_FILE, offsetBytes: 0 },
    },
  });
  await client.endpoints.create({
    viommuId,
    endpointId: ENDPOINT_ID,
    config: {
      backend: 'ENDPOINT_BACKEND_EXTERNAL',
      requesterId: 0x0108,
      ats: {},
      pri: { prgResponsePasidRequired: true },
      pasid: {},
    },
  });
  for (const { pasid, domainId, deviceCookie } of SPACES) {
    await client.domains.create({ viommuId, domainId, pageRequests: true });
    await client.domains.attach({ viommuId, endpointId: ENDPOINT_ID, pasid, domainId, deviceCookie });
  }
}

/** Turns ATS and PRI on, as a guest's driver does with a device that was plugged in: a reset has turned them off. */
export async function enableDevice(client: ViommuClient): Promise<void> {
  const endpoint = { viommuId: VIOMMU_ID, endpointId: ENDPOINT_ID };
  await client.endpoints.update({ ...endpoint, atsEnabled: true });
  await client.endpoints.enablePri(endpoint);
}

/** What a VMM knows of its guest's memory. */
export interface GuestMemory {
  readonly allocator: PageAllocator;
  readonly tables: PageTables;
}

/** The memory of a guest that has just booted. */
export const freshMemory = (fileBytes: number): GuestMemory => ({
  allocator: new PageAllocator(ramPagesFor(fileBytes)),
  tables: new PageTables(),
});

/** Learns from the server which pages are in use, after a crash. */
export async function rebuildMemory(
  client: ViommuClient,
  fileBytes: number,
): Promise<GuestMemory & { readonly mappings: number }> {
  const tables = new PageTables();
  let mappings = 0;
  for (const { domainId } of SPACES) {
    for await (const { range, outputAddress } of client.domains.listMappings({ viommuId: VIOMMU_ID, domainId })) {
      if (range === null) continue;
      const iovaPage = pageNumber(range.first);
      tables.map(domainId, {
        iovaPage,
        first: guestPage(outputAddress),
        count: pageNumber(range.last) + 1 - iovaPage,
      });
      mappings += 1;
    }
  }
  const used = tables.guestPages();
  return { allocator: new PageAllocator(ramPagesFor(fileBytes), (page) => used.has(page)), tables, mappings };
}
