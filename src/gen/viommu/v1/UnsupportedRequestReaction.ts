// Original file: proto/viommu/v1/endpoint.proto

/**
 * What a hosted endpoint does when a translation request was refused as unsupported (R-ATS-14).
 */
export const UnsupportedRequestReaction = {
  /**
   * In a request: FALL_BACK.
   */
  UNSUPPORTED_REQUEST_REACTION_UNSPECIFIED: 'UNSUPPORTED_REQUEST_REACTION_UNSPECIFIED',
  /**
   * Makes this access with untranslated addresses and asks again next time.
   */
  UNSUPPORTED_REQUEST_REACTION_FALL_BACK: 'UNSUPPORTED_REQUEST_REACTION_FALL_BACK',
  /**
   * Makes this access with untranslated addresses and uses ATS no more until it is enabled again.
   */
  UNSUPPORTED_REQUEST_REACTION_STOP_ATS: 'UNSUPPORTED_REQUEST_REACTION_STOP_ATS',
} as const;

/**
 * What a hosted endpoint does when a translation request was refused as unsupported (R-ATS-14).
 */
export type UnsupportedRequestReaction =
  /**
   * In a request: FALL_BACK.
   */
  | 'UNSUPPORTED_REQUEST_REACTION_UNSPECIFIED'
  | 0
  /**
   * Makes this access with untranslated addresses and asks again next time.
   */
  | 'UNSUPPORTED_REQUEST_REACTION_FALL_BACK'
  | 1
  /**
   * Makes this access with untranslated addresses and uses ATS no more until it is enabled again.
   */
  | 'UNSUPPORTED_REQUEST_REACTION_STOP_ATS'
  | 2

/**
 * What a hosted endpoint does when a translation request was refused as unsupported (R-ATS-14).
 */
export type UnsupportedRequestReaction__Output = typeof UnsupportedRequestReaction[keyof typeof UnsupportedRequestReaction]
