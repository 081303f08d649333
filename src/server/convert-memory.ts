/** Guest memory between the contract and the session. */
import type { MemoryRegion as RegionMessage, MemoryRegion__Output } from '../gen/viommu/v1/MemoryRegion';
import type { Backing, MemoryRegion } from '../session';
import { MAX_DMA_BYTES } from '../model/transfer';
import * as check from './check';

/** A region to register. */
export function fromMemoryRegion(message: MemoryRegion__Output | null): MemoryRegion {
  const region = check.required(message, 'region');
  return {
    regionId: region.regionId,
    guestAddress: region.guestAddress,
    length: region.lengthBytes,
    readOnly: region.readOnly,
    backing: fromBacking(region),
  };
}

function fromBacking(region: MemoryRegion__Output): Backing {
  switch (check.oneofArm(region.backing, 'region.backing', 'BACKING_REQUIRED')) {
    case 'anonymous':
      return { kind: 'ANONYMOUS' };
    case 'sharedFile': {
      const { path, offsetBytes } = check.required(region.sharedFile, 'region.shared_file');
      return { kind: 'SHARED_FILE', path, offset: offsetBytes };
    }
  }
}

/**
 * How much of guest memory is to be read or written at once: as much as one DMA can.
 *
 * @param length bytes
 * @param field path of the field
 * @throws IommuError LENGTH_OUT_OF_RANGE
 */
export function fromLength(length: number, field: string): number {
  return check.inRange(length, 1, MAX_DMA_BYTES, field, 'LENGTH_OUT_OF_RANGE');
}

/** A region, for the wire. */
export function toMemoryRegion({ regionId, guestAddress, length, readOnly, backing }: MemoryRegion): RegionMessage {
  const where =
    backing.kind === 'ANONYMOUS'
      ? { anonymous: {} }
      : { sharedFile: { path: backing.path, offsetBytes: backing.offset } };
  return { regionId, guestAddress, lengthBytes: length, readOnly, ...where };
}
