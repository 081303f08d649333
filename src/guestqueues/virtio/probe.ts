/** What a PROBE request is told of an endpoint (virtio 5.13.6.7). */
import { addressOf, lastAddressOf } from '../../base/u64';
import { probeCodec } from '../../codecs/virtio/probe';
import type { Iommu } from '../../core/iommu';
import { union } from '../../core/page-range';

/** Addresses that cannot be mapped. */
const RESERVED = 0;

const codec = probeCodec();

/**
 * The properties of an endpoint: what it and the vIOMMU reserve, in ranges that do not overlap.
 *
 * @param bytes of the list; the rest of it is zero
 * @returns undefined if they do not fit
 */
export function propertiesOf(iommu: Iommu, endpointId: number, bytes: number): Uint8Array | undefined {
  const reserved = union([...iommu.config.reservedRanges, ...iommu.endpoint(endpointId).config.reservedRanges]);
  const list = new Uint8Array(bytes);
  let end = 0;
  for (const { firstPage, lastPage } of reserved) {
    const property = codec.encode({
      kind: 'RESV_MEM',
      fields: { subtype: RESERVED, start: addressOf(firstPage), end: lastAddressOf(lastPage) },
    });
    if (!property.ok || end + property.bytes.length > bytes) {
      return undefined;
    }
    list.set(property.bytes, end);
    end += property.bytes.length;
  }
  return list;
}
