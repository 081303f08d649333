import { GENERIC } from './generic';
import type { Profile } from './profile';

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
    NOT_MAPPED: { read: 13, write: 15, execute: 12 },
    PERMISSION: { read: 13, write: 15, execute: 12 },
    ADDRESS_TOO_WIDE: { read: 13, write: 15, execute: 12 },
    MEMORY_ABORT: { read: 5, write: 7, execute: 1 },
  },
};
