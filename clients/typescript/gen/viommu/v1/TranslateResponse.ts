// Original file: proto/viommu/v1/domain_service.proto

import type { TranslationFound as _viommu_v1_TranslationFound, TranslationFound__Output as _viommu_v1_TranslationFound__Output } from '../../viommu/v1/TranslationFound';
import type { TranslationFault as _viommu_v1_TranslationFault, TranslationFault__Output as _viommu_v1_TranslationFault__Output } from '../../viommu/v1/TranslationFault';
import type { TranslationExplanation as _viommu_v1_TranslationExplanation, TranslationExplanation__Output as _viommu_v1_TranslationExplanation__Output } from '../../viommu/v1/TranslationExplanation';

/**
 * Response of Translate.
 */
export interface TranslateResponse {
  /**
   * A translation.
   */
  'found'?: (_viommu_v1_TranslationFound | null);
  /**
   * A fault.
   */
  'fault'?: (_viommu_v1_TranslationFault | null);
  /**
   * How that comes about; with `explain`.
   */
  'explanation'?: (_viommu_v1_TranslationExplanation | null);
  /**
   * What the access would meet.
   */
  'result'?: "found"|"fault";
}

/**
 * Response of Translate.
 */
export interface TranslateResponse__Output {
  /**
   * A translation.
   */
  'found'?: (_viommu_v1_TranslationFound__Output | null);
  /**
   * A fault.
   */
  'fault'?: (_viommu_v1_TranslationFault__Output | null);
  /**
   * How that comes about; with `explain`.
   */
  'explanation': (_viommu_v1_TranslationExplanation__Output | null);
  /**
   * What the access would meet.
   */
  'result'?: "found"|"fault";
}
