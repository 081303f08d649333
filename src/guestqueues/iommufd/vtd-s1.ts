/** struct iommu_hwpt_vtd_s1_invalidate: invalidations of a guest's first-stage tables, which the IOMMU of the host walks. */
import { U64_MAX } from '../../base/u64';
import { hwptVtdS1InvalidateCodec } from '../../codecs/iommufd/hwpt-vtd-s1-invalidate';
import type { Command, CommandAction, QueueParts } from '../dialect';
import type { PassedOn } from './passed-on';

/** The field of the ioctl that says whose translations: the id of a nested domain. */
const HWPT_ID = 'hwpt_id';

const MAX_ID = 0xffff_ffffn;
const PAGE_BYTES = 4096n;

const codec = hwptVtdS1InvalidateCodec();

/** The entries of a vIOMMU. */
export function vtdS1(parts: QueueParts): PassedOn {
  return {
    invalidate: {
      name: 'hwpt_vtd_s1_invalidate',
      entryBytes: 24,
      writable: { [HWPT_ID]: MAX_ID },
      decode: (entry) => decode(parts, entry),
    },
  };
}

function decode({ iommu, registers }: QueueParts, entry: Uint8Array): Command {
  const record = codec.decode(entry);
  if (!record.ok) {
    return { kind: '', action: illegal(record.message) };
  }
  const { kind, violation, reservedBits, fields } = record;
  const domainId = Number(registers.get(HWPT_ID));
  if (!iommu.domainIds().includes(domainId)) {
    return { kind, action: illegal(`${HWPT_ID} = ${String(domainId)} is ENOENT: there is no such domain`) };
  }
  if (iommu.domain(domainId).kind !== 'NESTED') {
    return { kind, action: illegal(`${HWPT_ID} = ${String(domainId)} is EINVAL: the domain is not nested`) };
  }
  if (reservedBits.length > 0) {
    return { kind, action: illegal(`reserved bits ${reservedBits.join(', ')} are EOPNOTSUPP`) };
  }
  return { kind, action: violation === undefined ? invalidate(domainId, fields) : illegal(violation) };
}

/** The IOTLB, then device TLBs; the range ends with the address space at the latest. */
function invalidate(
  domainId: number,
  { addr: first, npages }: { readonly addr: bigint; readonly npages: bigint },
): CommandAction {
  if (npages === 0n) {
    return { kind: 'NOTHING' };
  }
  const end = first + npages * PAGE_BYTES - 1n;
  const last = end > U64_MAX ? U64_MAX : end;
  return { kind: 'INVALIDATE', entries: [{ kind: 'DOMAIN', domainId, first, last }] };
}

function illegal(why: string): CommandAction {
  return { kind: 'ILLEGAL', why };
}
