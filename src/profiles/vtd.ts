import { GENERIC } from './generic';
import type { FaultCodes, Profile } from './profile';

/**
 * Faults of the second stage in a nested domain. Not mapped and not permitted are as in other domains. What leads above
 * MGAW is an address of the first stage.
 */
const SECOND_STAGE: FaultCodes = {
  ADDRESS_TOO_WIDE: 0x74,
  TABLE_MALFORMED: 0x7a,
  // Reserved bits (9.8).
  OUTPUT_TOO_WIDE: 0x7a,
  TABLE_ABORT: { entryRead: 0x78, entryWrite: 0x7d },
  TABLE_CONTENDED: 0x7d,
};

/** The second stage does not let the first one read an entry, or mark it accessed or dirty. */
const TABLE_BLOCKED = { entryRead: 0x76, entryWrite: 0x77 };

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
  // 7.1.3. The entry of a root table has numbers of its own (0x73, 0x75, 0x7b), which nothing here tells apart.
  nestedFaultCodes: {
    stage1: {
      NOT_MAPPED: 0x71,
      // A page that has any permission can be read, so what cannot be is a supervisor's; a write is put down to R/W.
      PERMISSION: { read: 0x81, write: 0x85, execute: 0x86 },
      // Not canonical.
      ADDRESS_TOO_WIDE: 0x80,
      TABLE_MALFORMED: 0x72,
      // Reserved bits (9.7).
      OUTPUT_TOO_WIDE: 0x72,
      TABLE_ABORT: { entryRead: 0x70, entryWrite: 0x91 },
      TABLE_CONTENDED: 0x91,
    },
    stage2: SECOND_STAGE,
    tableAccess: {
      ...SECOND_STAGE,
      NOT_MAPPED: TABLE_BLOCKED,
      PERMISSION: TABLE_BLOCKED,
      // Whether the first stage was to write its own entry says nothing of the second stage's.
      TABLE_ABORT: 0x78,
    },
  },
  // MGAW with five levels, and HAW.
  iovaWidthBits: 57,
  outputWidthBits: 52,
};
