// Original file: proto/viommu/v1/transfer.proto

import type { TranslationStatus as _viommu_v1_TranslationStatus, TranslationStatus__Output as _viommu_v1_TranslationStatus__Output } from '../../viommu/v1/TranslationStatus';
import type { TranslationEntry as _viommu_v1_TranslationEntry, TranslationEntry__Output as _viommu_v1_TranslationEntry__Output } from '../../viommu/v1/TranslationEntry';

/**
 * A translation completion. What it grants may be used until it is invalidated.
 */
export interface TranslationCompletion {
  /**
   * The status.
   */
  'status'?: (_viommu_v1_TranslationStatus);
  /**
   * The range asked for, in order, without gaps, adjacent pages with one translation as one entry.
   */
  'entries'?: (_viommu_v1_TranslationEntry)[];
}

/**
 * A translation completion. What it grants may be used until it is invalidated.
 */
export interface TranslationCompletion__Output {
  /**
   * The status.
   */
  'status': (_viommu_v1_TranslationStatus__Output);
  /**
   * The range asked for, in order, without gaps, adjacent pages with one translation as one entry.
   */
  'entries': (_viommu_v1_TranslationEntry__Output)[];
}
