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
    NOT_MAPPED: 0x10,
    ADDRESS_TOO_WIDE: 0x11,
    PERMISSION: 0x13,
  },
};
