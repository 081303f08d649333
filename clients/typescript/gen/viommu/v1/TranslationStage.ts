// Original file: proto/viommu/v1/fault_event.proto

/**
 * One of the two translations of a NESTED domain.
 */
export const TranslationStage = {
  /**
   * Never sent.
   */
  TRANSLATION_STAGE_UNSPECIFIED: 'TRANSLATION_STAGE_UNSPECIFIED',
  /**
   * The guest's tables.
   */
  TRANSLATION_STAGE_STAGE1: 'TRANSLATION_STAGE_STAGE1',
  /**
   * What translates guest-physical addresses: the domain below, or tables of a second stage.
   */
  TRANSLATION_STAGE_STAGE2: 'TRANSLATION_STAGE_STAGE2',
} as const;

/**
 * One of the two translations of a NESTED domain.
 */
export type TranslationStage =
  /**
   * Never sent.
   */
  | 'TRANSLATION_STAGE_UNSPECIFIED'
  | 0
  /**
   * The guest's tables.
   */
  | 'TRANSLATION_STAGE_STAGE1'
  | 1
  /**
   * What translates guest-physical addresses: the domain below, or tables of a second stage.
   */
  | 'TRANSLATION_STAGE_STAGE2'
  | 2

/**
 * One of the two translations of a NESTED domain.
 */
export type TranslationStage__Output = typeof TranslationStage[keyof typeof TranslationStage]
