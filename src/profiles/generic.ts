import type { Policy } from '../model/viommu';

/** Nanoseconds in a second. */
const SECOND_NS = 1_000_000_000n;

/** What a GENERIC vIOMMU does unless told otherwise. */
export const GENERIC_POLICY: Policy = {
  translation: 'ON',
  pageRequestQueueEnabled: true,
  pageResponseDeadlineNs: 0n,
  pageResponseDeadlineCode: 'INVALID_REQUEST',
  automaticAnswers: {
    // Nobody will ever map the page, and PRI may be shared: Invalid, not Failure (R-AUTO-40, R-AUTO-15).
    noDomain: 'INVALID_REQUEST',
    noPageRequests: 'INVALID_REQUEST',
    // A temporary shortage: the device shall ask again (R-AUTO-08).
    overflow: 'SUCCESS',
  },
  // PCIe 10.3.1: 60 s -0/+50 %.
  invalidationTimeoutNs: 90n * SECOND_NS,
  unmapInvalidates: true,
};
