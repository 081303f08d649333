// Original file: proto/viommu/v1/domain_service.proto

import type { TranslationStep as _viommu_v1_TranslationStep, TranslationStep__Output as _viommu_v1_TranslationStep__Output } from '../../viommu/v1/TranslationStep';
import type { CachedTranslation as _viommu_v1_CachedTranslation, CachedTranslation__Output as _viommu_v1_CachedTranslation__Output } from '../../viommu/v1/CachedTranslation';

/**
 * How the answer of Translate comes about.
 */
export interface TranslationExplanation {
  /**
   * In the order in which the vIOMMU looks.
   */
  'steps'?: (_viommu_v1_TranslationStep)[];
  /**
   * What the IOTLB holds for the address; absent: nothing. An access would use it without any further look.
   */
  'iotlb'?: (_viommu_v1_CachedTranslation | null);
  /**
   * What the endpoint's ATC holds for the address, or was granted where the endpoint is external; absent: nothing.
   */
  'atc'?: (_viommu_v1_CachedTranslation | null);
  /**
   * For people: why it faults, or that it does not.
   */
  'summary'?: (string);
}

/**
 * How the answer of Translate comes about.
 */
export interface TranslationExplanation__Output {
  /**
   * In the order in which the vIOMMU looks.
   */
  'steps': (_viommu_v1_TranslationStep__Output)[];
  /**
   * What the IOTLB holds for the address; absent: nothing. An access would use it without any further look.
   */
  'iotlb': (_viommu_v1_CachedTranslation__Output | null);
  /**
   * What the endpoint's ATC holds for the address, or was granted where the endpoint is external; absent: nothing.
   */
  'atc': (_viommu_v1_CachedTranslation__Output | null);
  /**
   * For people: why it faults, or that it does not.
   */
  'summary': (string);
}
