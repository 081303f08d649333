/**
 * What is read from a fault file descriptor (struct iommu_hwpt_pgfault): page requests and stalled accesses, a whole group at a
 * time. Nothing is lost; a group that ends before it was read is never seen. The device's id is that of the endpoint.
 */
import { addressOf } from '../../base/u64';
import { pgfaultCodec } from '../../codecs/iommufd/pgfault';
import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../../model/permissions';
import type { RecordItem } from '../dialect';
import type { Effects } from '../effects';
import { PlainRecords } from '../plain-queue';
import type { GroupHandles } from './group-handles';

const FLAGS = { PASID_VALID: 1, LAST_PAGE: 2 } as const;
const PERM: readonly (readonly [Permissions, number])[] = [
  [READ, 1],
  [WRITE, 2],
  [EXECUTE, 4],
  [PRIVILEGED, 8],
];

const codec = pgfaultCodec();

/** The queue of page faults. */
export class PageFaults extends PlainRecords {
  readonly name = 'pgfault';
  readonly entryBytes = [40];
  /** As many as there are groups. */
  readonly defaultEntries = Infinity;

  constructor(private readonly handles: GroupHandles) {
    super();
  }

  /** One record of all members; a Stop Marker asks for nothing. */
  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    if (item.kind !== 'GROUP') {
      return [];
    }
    const { cookie, endpointId, pasid, prgi, stallTag = prgi, pages } = item.group;
    const common = {
      dev_id: endpointId,
      pasid: pasid === NO_PASID ? 0 : pasid,
      grpid: stallTag,
      cookie: this.handles.of(cookie),
    };
    const bytes = new Uint8Array(pages.length * this.entryBytes[0]!);
    for (const [index, { page, permissions }] of pages.entries()) {
      const isLast = index === pages.length - 1;
      const flags = (pasid === NO_PASID ? 0 : FLAGS.PASID_VALID) | (isLast ? FLAGS.LAST_PAGE : 0);
      const encoded = codec.encode({
        kind: 'pgfault',
        fields: { ...common, flags, perm: permOf(permissions), addr: addressOf(page) },
      });
      if (!encoded.ok) {
        return 'UNFIT';
      }
      bytes.set(encoded.bytes, index * encoded.bytes.length);
    }
    return [bytes];
  }

  recorded(effects: Effects): void {
    effects.interrupt({ cause: 'PAGE_REQUEST' });
  }

  ended(cookie: bigint): void {
    this.handles.free(cookie);
  }
}

function permOf(permissions: Permissions): number {
  return PERM.reduce((perm, [permission, value]) => (permissions & permission ? perm | value : perm), 0);
}
