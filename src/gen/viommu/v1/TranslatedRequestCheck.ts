// Original file: proto/viommu/v1/viommu.proto

/**
 * What is checked when an endpoint uses a translated address.
 */
export const TranslatedRequestCheck = {
  /**
   * In a request: GRANTED.
   */
  TRANSLATED_REQUEST_CHECK_UNSPECIFIED: 'TRANSLATED_REQUEST_CHECK_UNSPECIFIED',
  /**
   * That the endpoint's context allows ATS, and that the endpoint was granted the page and may still use it.
   */
  TRANSLATED_REQUEST_CHECK_GRANTED: 'TRANSLATED_REQUEST_CHECK_GRANTED',
  /**
   * That the endpoint's context allows ATS, and nothing else: what most hardware does (R-ATS-31).
   */
  TRANSLATED_REQUEST_CHECK_CONTEXT: 'TRANSLATED_REQUEST_CHECK_CONTEXT',
  /**
   * Nothing at all (SMMUv3: ATSCHK = 0).
   */
  TRANSLATED_REQUEST_CHECK_NONE: 'TRANSLATED_REQUEST_CHECK_NONE',
} as const;

/**
 * What is checked when an endpoint uses a translated address.
 */
export type TranslatedRequestCheck =
  /**
   * In a request: GRANTED.
   */
  | 'TRANSLATED_REQUEST_CHECK_UNSPECIFIED'
  | 0
  /**
   * That the endpoint's context allows ATS, and that the endpoint was granted the page and may still use it.
   */
  | 'TRANSLATED_REQUEST_CHECK_GRANTED'
  | 1
  /**
   * That the endpoint's context allows ATS, and nothing else: what most hardware does (R-ATS-31).
   */
  | 'TRANSLATED_REQUEST_CHECK_CONTEXT'
  | 2
  /**
   * Nothing at all (SMMUv3: ATSCHK = 0).
   */
  | 'TRANSLATED_REQUEST_CHECK_NONE'
  | 3

/**
 * What is checked when an endpoint uses a translated address.
 */
export type TranslatedRequestCheck__Output = typeof TranslatedRequestCheck[keyof typeof TranslatedRequestCheck]
