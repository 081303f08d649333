// Original file: proto/viommu/v1/endpoint_service.proto

import type { TranslationCompletion as _viommu_v1_TranslationCompletion, TranslationCompletion__Output as _viommu_v1_TranslationCompletion__Output } from '../../viommu/v1/TranslationCompletion';

/**
 * Response of IssueTranslationRequest.
 */
export interface IssueTranslationRequestResponse {
  /**
   * The completion.
   */
  'completion'?: (_viommu_v1_TranslationCompletion | null);
}

/**
 * Response of IssueTranslationRequest.
 */
export interface IssueTranslationRequestResponse__Output {
  /**
   * The completion.
   */
  'completion': (_viommu_v1_TranslationCompletion__Output | null);
}
