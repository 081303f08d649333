import { GENERIC } from './generic';
import type { Profile } from './profile';

/** The event code of a page request that cannot be logged as one. */
const INVALID_PPR_REQUEST = 9;

/**
 * AMD-Vi: a peripheral page request that the device table refuses is an INVALID_PPR_REQUEST event which software has to
 * answer; an overflow stops the log until it is restarted, and is answered with the code of the automatic response.
 */
export const AMDVI: Profile = {
  ...GENERIC,
  name: 'AMDVI',
  policy: {
    ...GENERIC.policy,
    automaticAnswers: {
      ...GENERIC.policy.automaticAnswers,
      unknownRequester: 'UNANSWERED',
      contextUnusable: 'UNANSWERED',
      pageRequestsNotAllowed: 'UNANSWERED',
      queueOff: 'UNANSWERED',
    },
  },
  stages: {
    ...GENERIC.stages,
    unknownRequester: {
      rule: 'R-AUTO-03',
      pasid: 'BELIEVED',
      fault: 'UNKNOWN_REQUESTER',
      faultCode: INVALID_PPR_REQUEST,
    },
    contextUnusable: { rule: 'R-AUTO-04', pasid: 'BELIEVED', fault: 'CONTEXT_INVALID', faultCode: INVALID_PPR_REQUEST },
    pageRequestsNotAllowed: {
      rule: 'R-AUTO-05',
      pasid: 'BELIEVED',
      fault: 'TRANSACTION_NOT_ALLOWED',
      faultCode: INVALID_PPR_REQUEST,
    },
    overflow: { rule: 'R-AMD-05', pasid: 'BELIEVED' },
  },
  stickyOverflow: true,
  overflowAtAnyPage: true,
  faultCodes: {
    UNKNOWN_REQUESTER: 1,
    CONTEXT_INVALID: 1,
    CONTEXT_MISCONFIGURED: 1,
    CONTEXT_ACCESS_FAULT: 3,
    BLOCKED: 2,
    NOT_ATTACHED: 2,
    NOT_MAPPED: 2,
    PERMISSION: 2,
    ADDRESS_TOO_WIDE: 2,
    // IO_PAGE_FAULT with RZ.
    TABLE_MALFORMED: 2,
    OUTPUT_TOO_WIDE: 2,
    // PAGE_TAB_HARDWARE_ERROR. Of an access that memory does not take, nothing is logged.
    TABLE_ABORT: 4,
    TABLE_CONTENDED: 4,
    INVALIDATION_TIMEOUT: 7,
    TRANSACTION_NOT_ALLOWED: 8,
    ATS_DISABLED: 8,
  },
  // Six levels, and addresses of 52 bits in their entries.
  iovaWidthBits: 64,
  outputWidthBits: 52,
};
