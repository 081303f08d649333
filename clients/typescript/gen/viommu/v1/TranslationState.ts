// Original file: proto/viommu/v1/viommu.proto

/**
 * What the vIOMMU does with the accesses of all its endpoints.
 */
export const TranslationState = {
  /**
   * In a request: ON.
   */
  TRANSLATION_STATE_UNSPECIFIED: 'TRANSLATION_STATE_UNSPECIFIED',
  /**
   * Attachments decide.
   */
  TRANSLATION_STATE_ON: 'TRANSLATION_STATE_ON',
  /**
   * Every access passes untranslated; ATS requests are refused as unsupported; page requests are answered
   * automatically (`AutomaticAnswers.translation_bypass`).
   */
  TRANSLATION_STATE_BYPASS: 'TRANSLATION_STATE_BYPASS',
  /**
   * Every access is blocked; page requests are answered automatically (`AutomaticAnswers.translation_off`).
   */
  TRANSLATION_STATE_OFF: 'TRANSLATION_STATE_OFF',
} as const;

/**
 * What the vIOMMU does with the accesses of all its endpoints.
 */
export type TranslationState =
  /**
   * In a request: ON.
   */
  | 'TRANSLATION_STATE_UNSPECIFIED'
  | 0
  /**
   * Attachments decide.
   */
  | 'TRANSLATION_STATE_ON'
  | 1
  /**
   * Every access passes untranslated; ATS requests are refused as unsupported; page requests are answered
   * automatically (`AutomaticAnswers.translation_bypass`).
   */
  | 'TRANSLATION_STATE_BYPASS'
  | 2
  /**
   * Every access is blocked; page requests are answered automatically (`AutomaticAnswers.translation_off`).
   */
  | 'TRANSLATION_STATE_OFF'
  | 3

/**
 * What the vIOMMU does with the accesses of all its endpoints.
 */
export type TranslationState__Output = typeof TranslationState[keyof typeof TranslationState]
