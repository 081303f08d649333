import type { OutstandingInvalidation } from '../model/invalidation';
import { NO_PASID } from '../model/page-request';
import type { Endpoint } from './endpoint';
import type { Fence } from './fences';
import type { Operation } from './operations';

/** Tags an IOMMU has per endpoint (PCIe 10.3.1: ITag is 5 bits). */
const TAGS = 32;

/** One invalidation of one endpoint's device TLB. */
export interface DeviceInvalidation {
  /** Grows in the order in which they are made. */
  readonly serial: number;
  readonly endpointId: number;
  /** 0..2^20-1, or NO_PASID: translations of every PASID and of none. */
  readonly pasid: number;
  /** Translations of every PASID, whatever `pasid` says, where the endpoint supports that (R-INV-14). */
  readonly global: boolean;
  readonly firstPage: number;
  /** Inclusive. */
  readonly lastPage: number;
  /** Grants older than this end with it. */
  readonly stamp: number;
  /** Position of the entry in its batch; 0 where there is none. */
  readonly entry: number;
  /** The operation it belongs to, also when that no longer waits for it. */
  readonly operation: Operation;
  /** Whether the operation still waits for it. */
  awaited: boolean;
  /** -1 while it waits for a tag. */
  itag: number;
  sentNs: bigint;
  /** Completions that have come. */
  received: number;
  /** Completions that must come, as the first one said; 0: none has come (R-INV-02, R-INV-06). */
  expected: number;
  /** Who waits for it besides its operation. */
  readonly fences: Set<Fence>;
}

/** Places in a device's invalidate queue, which several functions may share. */
export class InvalidateQueue {
  outstanding = 0;
  /** Whether what waits is being sent. */
  sending = false;
  /** Whether a place may have become free since that began. */
  freed = false;
  /** Whose they are. */
  readonly members = new Set<Endpoint>();

  /** @param depth invalidations that may be outstanding, 1..32; 0 for an endpoint without ATS */
  constructor(readonly depth: number) {}
}

/** The invalidations of one endpoint that have not ended: those sent, by tag, and those that wait for one. */
export class DeviceTlb {
  /** In the order in which they will be sent. */
  readonly waiting = new Set<DeviceInvalidation>();
  outstanding = 0;
  private readonly sent: (DeviceInvalidation | undefined)[] = new Array<undefined>(TAGS).fill(undefined);
  private nextTag = 0;

  /** @param queue where they take their places */
  constructor(readonly queue: InvalidateQueue) {}

  /** The invalidation sent under a tag. */
  at(itag: number): DeviceInvalidation | undefined {
    return this.sent[itag];
  }

  /** Those sent, in the order of their tags. */
  *all(): Generator<DeviceInvalidation> {
    for (const invalidation of this.sent) {
      if (invalidation !== undefined) {
        yield invalidation;
      }
    }
  }

  /**
   * Gives an invalidation a tag.
   *
   * @returns false when none is free
   */
  take(invalidation: DeviceInvalidation): boolean {
    if (this.outstanding >= TAGS || this.queue.outstanding >= Math.min(TAGS, this.queue.depth)) {
      return false;
    }
    while (this.sent[this.nextTag] !== undefined) {
      this.nextTag = (this.nextTag + 1) % TAGS;
    }
    invalidation.itag = this.nextTag;
    this.sent[this.nextTag] = invalidation;
    // The tag used longest ago comes next, so that a late completion seldom meets a tag in use again (R-INV-09).
    this.nextTag = (this.nextTag + 1) % TAGS;
    this.outstanding += 1;
    this.queue.outstanding += 1;
    return true;
  }

  /** Frees the tag of an invalidation. */
  release(invalidation: DeviceInvalidation): void {
    this.sent[invalidation.itag] = undefined;
    this.outstanding -= 1;
    this.queue.outstanding -= 1;
  }
}

/** An invalidation as readers see it. */
export function outstandingView(invalidation: DeviceInvalidation): OutstandingInvalidation {
  const sent = invalidation.itag !== -1;
  return {
    operationId: invalidation.operation.id,
    endpointId: invalidation.endpointId,
    itag: sent ? invalidation.itag : undefined,
    pasid: invalidation.pasid === NO_PASID ? undefined : invalidation.pasid,
    firstPage: invalidation.firstPage,
    lastPage: invalidation.lastPage,
    sentNs: sent ? invalidation.sentNs : undefined,
    serial: invalidation.serial,
    completionsReceived: invalidation.received,
    completionsExpected: invalidation.expected,
  };
}
