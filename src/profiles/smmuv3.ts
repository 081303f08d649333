import { GENERIC } from './generic';
import type { Profile } from './profile';

/** Without PASID in any case, and Failure whatever the reason: the queue is not usable (IHI 0070, 8.2). */
const UNUSABLE = { rule: 'R-AUTO-22', pasid: 'NEVER' } as const;

/** Arm SMMUv3 (IHI 0070, chapter 8): page requests are not checked against the stream entry; accesses can stall. */
export const SMMUV3: Profile = {
  ...GENERIC,
  name: 'SMMUV3',
  stalls: true,
  policy: {
    ...GENERIC.policy,
    // SMMUEN = 0 makes the PRI queue unusable, bypassed or not.
    automaticAnswers: { ...GENERIC.policy.automaticAnswers, translationBypass: 'RESPONSE_FAILURE' },
  },
  checksContext: false,
  stages: {
    ...GENERIC.stages,
    translationOff: UNUSABLE,
    translationBypass: UNUSABLE,
    queueOff: UNUSABLE,
    queueFault: UNUSABLE,
    overflow: {
      rule: 'R-AUTO-20',
      pasid: 'BELIEVED',
      contextUnusable: { action: 'RESPONSE_FAILURE', pasid: 'NEVER' },
    },
  },
  stickyOverflow: true,
  overflowAtAnyPage: true,
  stopMarkerWithoutPasid: 'PAGE_REQUEST',
  translatedWithoutAts: 'UNTRANSLATED',
  faultCodes: {
    UNKNOWN_REQUESTER: 0x02,
    CONTEXT_ACCESS_FAULT: 0x03,
    CONTEXT_INVALID: 0x04,
    CONTEXT_MISCONFIGURED: 0x04,
    TRANSACTION_NOT_ALLOWED: 0x05,
    ATS_DISABLED: 0x05,
    BLOCKED: 0x06,
    NOT_ATTACHED: { function: 0x04, pasid: 0x08 },
    TABLE_ABORT: 0x0b,
    // An update that does not succeed is an aborted one: our reading.
    TABLE_CONTENDED: 0x0b,
    NOT_MAPPED: 0x10,
    // An input address outside of what is translated is a translation fault, in both stages (3.4); so are descriptors that
    // are not valid (7.3.13). An address size fault is of the output.
    ADDRESS_TOO_WIDE: 0x10,
    TABLE_MALFORMED: 0x10,
    OUTPUT_TOO_WIDE: 0x11,
    ACCESS_FLAG_CLEAR: 0x12,
    PERMISSION: 0x13,
    // A clean page is one that cannot be written (3.13.3).
    DIRTY_FLAG_CLEAR: 0x13,
  },
  // VMSAv8-64 (3.4); a stage's own faults have the numbers of any (7.3).
  iovaWidthBits: 52,
  outputWidthBits: 52,
};
