import { policyWith, SAME_WHEN_NESTED, type Profile } from './profile';

/** PCIe, and the automatic answers that serve a device best; no architecture in particular. */
export const GENERIC: Profile = {
  name: 'GENERIC',
  pageRequests: true,
  stalls: false,
  policy: policyWith({
    translationOff: 'RESPONSE_FAILURE',
    translationBypass: 'INVALID_REQUEST',
    unknownRequester: 'INVALID_REQUEST',
    contextUnusable: 'RESPONSE_FAILURE',
    // Not Failure: one function is blocked without turning off a PRI that it shares (R-AUTO-15).
    pageRequestsNotAllowed: 'INVALID_REQUEST',
    // Nobody will ever map the page (R-AUTO-40).
    noDomain: 'INVALID_REQUEST',
    noPageRequests: 'INVALID_REQUEST',
    queueOff: 'RESPONSE_FAILURE',
    queueFault: 'RESPONSE_FAILURE',
    // As Linux answers (R-AUTO-41).
    allocationFailure: 'RESPONSE_FAILURE',
    handlerRefusal: 'RESPONSE_FAILURE',
    // A temporary shortage: the device shall ask again (R-AUTO-08).
    overflow: 'SUCCESS',
  }),
  checksContext: true,
  stages: {
    translationOff: { rule: 'R-AUTO-01', pasid: 'BELIEVED' },
    translationBypass: { rule: 'R-AUTO-02', pasid: 'BELIEVED' },
    unknownRequester: { rule: 'R-AUTO-03', pasid: 'BELIEVED' },
    contextUnusable: { rule: 'R-AUTO-04', pasid: 'BELIEVED' },
    pageRequestsNotAllowed: { rule: 'R-AUTO-05', pasid: 'BELIEVED' },
    noDomain: { rule: 'R-AUTO-40', pasid: 'BELIEVED' },
    noPageRequests: { rule: 'R-AUTO-40', pasid: 'BELIEVED' },
    queueOff: { rule: 'R-AUTO-06', pasid: 'BELIEVED' },
    queueFault: { rule: 'R-AUTO-07', pasid: 'BELIEVED' },
    allocationFailure: { rule: 'R-AUTO-41', pasid: 'BELIEVED' },
    handlerRefusal: { rule: 'R-AUTO-41', pasid: 'BELIEVED' },
    overflow: { rule: 'R-AUTO-08', pasid: 'BELIEVED' },
  },
  stickyOverflow: false,
  overflowAtAnyPage: false,
  stopMarkerWithoutPasid: 'STOP_MARKER',
  translatedWithoutAts: 'FAULT',
  forgetsRequestedPages: false,
  suppressesIn: ['VALID'],
  faultCodes: {},
  nestedFaultCodes: SAME_WHEN_NESTED,
  iovaWidthBits: 64,
  outputWidthBits: 64,
};
