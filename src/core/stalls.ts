import type { FaultReason } from '../model/fault';
import type { Permissions } from '../model/permissions';
import type { Policy } from '../model/viommu';
import type { Endpoint } from './endpoint';
import type { TableFailure } from './guest-tables';
import type { GroupIntake } from './group-intake';
import type { GroupQueue } from './group-queue';

/** The highest stall tag: tags have 16 bits. */
const MAX_STALL_TAG = 0xffff;

/** The faults that can stall: translation, address size, access flag and permission, all of the first stage (R-SMMU-02). */
const STALLING: ReadonlySet<FaultReason> = new Set([
  'NOT_MAPPED',
  'TABLE_MALFORMED',
  'ADDRESS_TOO_WIDE',
  'OUTPUT_TOO_WIDE',
  'ACCESS_FLAG_CLEAR',
  'DIRTY_FLAG_CLEAR',
  'PERMISSION',
]);

/** An access that missed. */
export interface StalledAccess {
  readonly pasid: number;
  readonly page: number;
  readonly access: Permissions;
  readonly reason: FaultReason;
  readonly queueTag: number | undefined;
  readonly lengthHint: bigint;
}

/** The stall model of SMMUv3: an access that misses is held under a tag, and is a group of its own (R-SMMU-01). */
export class Stalls {
  constructor(
    private readonly queue: GroupQueue,
    private readonly intake: GroupIntake,
    private readonly policy: () => Policy,
  ) {}

  /** Whether an access of an endpoint that faults so is held; if not it is a fault event. */
  canStall(
    { config, attachments }: Endpoint,
    pasid: number,
    reason: FaultReason,
    failure: TableFailure | undefined,
  ): boolean {
    return (
      config.stall !== undefined &&
      STALLING.has(reason) &&
      failure?.stage !== 2 &&
      attachments.get(pasid)?.domain.pageRequests === true &&
      this.policy().pageRequestQueueEnabled
    );
  }

  /**
   * Reports a stalled access.
   *
   * @returns its tag; -1 while there is no room for the report, which alone holds the access
   */
  report(endpoint: Endpoint, { pasid, page, access, reason, queueTag, lengthHint }: StalledAccess): number {
    const { queue, intake } = this;
    const attachment = endpoint.attachments.get(pasid)!;
    if (queue.obstacle(attachment.domain, endpoint) !== undefined) {
      return -1;
    }
    const tag = this.freeTag(endpoint);
    if (tag === -1) {
      return -1;
    }
    endpoint.stallTags.add(tag);
    const entry = queue.pages.append(-1, page, access);
    intake.queueGroup(attachment, {
      prgi: tag,
      firstPage: entry,
      pageCount: 1,
      queueTag,
      lengthHint,
      injected: false,
      stallReason: reason,
    });
    return tag;
  }

  private freeTag({ stallTags }: Endpoint): number {
    for (let tag = 0; tag <= MAX_STALL_TAG; tag += 1) {
      if (!stallTags.has(tag)) {
        return tag;
      }
    }
    return -1;
  }
}
