// Original file: proto/viommu/v1/page_request.proto

/**
 * The answer to a page-request group (PCIe 10.4.2.1).
 */
export const PageResponseCode = {
  /**
   * In a response: refused. In a setting: the default.
   */
  PAGE_RESPONSE_CODE_UNSPECIFIED: 'PAGE_RESPONSE_CODE_UNSPECIFIED',
  /**
   * The pages are resident; the endpoint asks ATS again. Does not promise a translation.
   */
  PAGE_RESPONSE_CODE_SUCCESS: 'PAGE_RESPONSE_CODE_SUCCESS',
  /**
   * At least one page does not exist or may not be accessed that way; asking again cannot help.
   */
  PAGE_RESPONSE_CODE_INVALID_REQUEST: 'PAGE_RESPONSE_CODE_INVALID_REQUEST',
  /**
   * Catastrophic: the endpoint turns its page-request interface off.
   */
  PAGE_RESPONSE_CODE_RESPONSE_FAILURE: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE',
} as const;

/**
 * The answer to a page-request group (PCIe 10.4.2.1).
 */
export type PageResponseCode =
  /**
   * In a response: refused. In a setting: the default.
   */
  | 'PAGE_RESPONSE_CODE_UNSPECIFIED'
  | 0
  /**
   * The pages are resident; the endpoint asks ATS again. Does not promise a translation.
   */
  | 'PAGE_RESPONSE_CODE_SUCCESS'
  | 1
  /**
   * At least one page does not exist or may not be accessed that way; asking again cannot help.
   */
  | 'PAGE_RESPONSE_CODE_INVALID_REQUEST'
  | 2
  /**
   * Catastrophic: the endpoint turns its page-request interface off.
   */
  | 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE'
  | 3

/**
 * The answer to a page-request group (PCIe 10.4.2.1).
 */
export type PageResponseCode__Output = typeof PageResponseCode[keyof typeof PageResponseCode]
