import { GENERIC } from './generic';
import type { Profile } from './profile';

/**
 * Intel VT-d (specification 7.4.1): a page request that the tables refuse is a fault, and Invalid Request, never Response
 * Failure. An answer mirrors the PASID of its request (7.6.1); that automatic ones do as well is our reading.
 */
export const VTD: Profile = {
  ...GENERIC,
  name: 'VTD',
  policy: {
    ...GENERIC.policy,
    automaticAnswers: {
      ...GENERIC.policy.automaticAnswers,
      translationOff: 'INVALID_REQUEST',
      contextUnusable: 'INVALID_REQUEST',
    },
  },
  stages: {
    ...GENERIC.stages,
    translationOff: { rule: 'R-AUTO-30', pasid: 'AS_REQUEST', fault: 'BLOCKED' },
    // A translation table mode without page requests.
    translationBypass: { rule: 'R-AUTO-30', pasid: 'AS_REQUEST', fault: 'TRANSACTION_NOT_ALLOWED', faultCode: 0x32 },
    unknownRequester: { rule: 'R-AUTO-30', pasid: 'AS_REQUEST', fault: 'UNKNOWN_REQUESTER' },
    contextUnusable: { rule: 'R-AUTO-30', pasid: 'AS_REQUEST', fault: 'CONTEXT_INVALID' },
    // PRE = 0.
    pageRequestsNotAllowed: {
      rule: 'R-AUTO-30',
      pasid: 'AS_REQUEST',
      fault: 'TRANSACTION_NOT_ALLOWED',
      faultCode: 0x47,
    },
    noDomain: { rule: 'R-AUTO-30', pasid: 'AS_REQUEST', fault: 'NOT_ATTACHED' },
    overflow: { rule: 'R-AUTO-31', pasid: 'AS_REQUEST' },
  },
  stickyOverflow: true,
  overflowAtAnyPage: true,
  forgetsRequestedPages: true,
  // 7.1.1: FPD counts in an entry that is not present, and in one with reserved bits set.
  suppressesIn: ['VALID', 'INVALID', 'MISCONFIGURED'],
  faultCodes: {
    BLOCKED: 0x33,
    UNKNOWN_REQUESTER: 0x39,
    CONTEXT_ACCESS_FAULT: 0x40,
    CONTEXT_INVALID: 0x41,
    CONTEXT_MISCONFIGURED: 0x42,
    // DTE = 0, of translation requests and translated accesses.
    TRANSACTION_NOT_ALLOWED: 0x44,
    ATS_DISABLED: 0x44,
    NOT_ATTACHED: 0x59,
    NOT_MAPPED: { read: 0x86, write: 0x85, execute: 0x86 },
    PERMISSION: { read: 0x86, write: 0x85, execute: 0x86 },
    ADDRESS_TOO_WIDE: 0x84,
  },
};
