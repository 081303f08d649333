import { GENERIC } from './generic';
import type { FaultCodes, Profile } from './profile';

/** Causes by the kind of the original access, whatever an implicit access was to do (R-RV-10). */
const PAGE_FAULT = { read: 13, write: 15, execute: 12 };
const GUEST_PAGE_FAULT = { read: 21, write: 23, execute: 20 };
const ACCESS_FAULT = { read: 5, write: 7, execute: 1 };

/** What the second stage does not translate. */
const SECOND_STAGE: FaultCodes = {
  NOT_MAPPED: GUEST_PAGE_FAULT,
  PERMISSION: GUEST_PAGE_FAULT,
  ADDRESS_TOO_WIDE: GUEST_PAGE_FAULT,
  TABLE_MALFORMED: GUEST_PAGE_FAULT,
  ACCESS_FLAG_CLEAR: GUEST_PAGE_FAULT,
  DIRTY_FLAG_CLEAR: GUEST_PAGE_FAULT,
};

/** RISC-V IOMMU: its table of automatic answers (R-AUTO-01 to R-AUTO-11) and cause codes. */
export const RISCV: Profile = {
  ...GENERIC,
  name: 'RISCV',
  stages: {
    ...GENERIC.stages,
    // Failure copies the PASID of the request; without a device context there is no PRPR, which counts as 0 (R-AUTO-11).
    translationOff: { rule: 'R-AUTO-01', pasid: 'AS_REQUEST', fault: 'BLOCKED' },
    translationBypass: { rule: 'R-AUTO-02', pasid: 'NEVER', fault: 'TRANSACTION_NOT_ALLOWED' },
    unknownRequester: { rule: 'R-AUTO-03', pasid: 'NEVER', fault: 'UNKNOWN_REQUESTER' },
    contextUnusable: { rule: 'R-AUTO-04', pasid: 'AS_REQUEST', fault: 'CONTEXT_INVALID' },
    pageRequestsNotAllowed: { rule: 'R-AUTO-05', pasid: 'BELIEVED', fault: 'TRANSACTION_NOT_ALLOWED' },
    queueOff: { rule: 'R-AUTO-06', pasid: 'AS_REQUEST' },
    queueFault: { rule: 'R-AUTO-07', pasid: 'AS_REQUEST' },
    allocationFailure: { rule: 'R-AUTO-41', pasid: 'AS_REQUEST' },
    handlerRefusal: { rule: 'R-AUTO-41', pasid: 'AS_REQUEST' },
    overflow: { rule: 'R-AUTO-12', pasid: 'BELIEVED' },
  },
  stickyOverflow: true,
  overflowAtAnyPage: true,
  faultCodes: {
    BLOCKED: 256,
    CONTEXT_ACCESS_FAULT: 257,
    CONTEXT_INVALID: 258,
    CONTEXT_MISCONFIGURED: 259,
    TRANSACTION_NOT_ALLOWED: 260,
    ATS_DISABLED: 260,
    UNKNOWN_REQUESTER: 260,
    NOT_ATTACHED: { function: 258, pasid: 266 },
    NOT_MAPPED: PAGE_FAULT,
    PERMISSION: PAGE_FAULT,
    ADDRESS_TOO_WIDE: PAGE_FAULT,
    TABLE_MALFORMED: PAGE_FAULT,
    ACCESS_FLAG_CLEAR: PAGE_FAULT,
    DIRTY_FLAG_CLEAR: PAGE_FAULT,
    MEMORY_ABORT: ACCESS_FAULT,
    // No PPN is too wide for its entry; an address that is too wide for the memory fails the checks of PMA and PMP.
    OUTPUT_TOO_WIDE: ACCESS_FAULT,
    TABLE_ABORT: ACCESS_FAULT,
    // An update that does not succeed is an access that fails: our reading.
    TABLE_CONTENDED: ACCESS_FAULT,
  },
  nestedFaultCodes: { stage1: {}, stage2: SECOND_STAGE, tableAccess: SECOND_STAGE },
  // Sv57x4, and PPNs of 44 bits.
  iovaWidthBits: 59,
  outputWidthBits: 56,
};
