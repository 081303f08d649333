// Original file: proto/viommu/v1/transfer.proto

/**
 * How a translation request ended (PCIe 10.2.3).
 */
export const TranslationStatus = {
  /**
   * Never sent.
   */
  TRANSLATION_STATUS_UNSPECIFIED: 'TRANSLATION_STATUS_UNSPECIFIED',
  /**
   * `entries` hold the answer, which may be that nothing is mapped.
   */
  TRANSLATION_STATUS_SUCCESS: 'TRANSLATION_STATUS_SUCCESS',
  /**
   * Unsupported Request: the vIOMMU takes no translation requests from this function now. A fault event was reported.
   */
  TRANSLATION_STATUS_UNSUPPORTED_REQUEST: 'TRANSLATION_STATUS_UNSUPPORTED_REQUEST',
  /**
   * Completer Abort: the vIOMMU could not read or update the guest's tables. A fault event was reported.
   */
  TRANSLATION_STATUS_COMPLETER_ABORT: 'TRANSLATION_STATUS_COMPLETER_ABORT',
} as const;

/**
 * How a translation request ended (PCIe 10.2.3).
 */
export type TranslationStatus =
  /**
   * Never sent.
   */
  | 'TRANSLATION_STATUS_UNSPECIFIED'
  | 0
  /**
   * `entries` hold the answer, which may be that nothing is mapped.
   */
  | 'TRANSLATION_STATUS_SUCCESS'
  | 1
  /**
   * Unsupported Request: the vIOMMU takes no translation requests from this function now. A fault event was reported.
   */
  | 'TRANSLATION_STATUS_UNSUPPORTED_REQUEST'
  | 2
  /**
   * Completer Abort: the vIOMMU could not read or update the guest's tables. A fault event was reported.
   */
  | 'TRANSLATION_STATUS_COMPLETER_ABORT'
  | 3

/**
 * How a translation request ended (PCIe 10.2.3).
 */
export type TranslationStatus__Output = typeof TranslationStatus[keyof typeof TranslationStatus]
