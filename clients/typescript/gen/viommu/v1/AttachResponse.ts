// Original file: proto/viommu/v1/domain_service.proto

import type { Attachment as _viommu_v1_Attachment, Attachment__Output as _viommu_v1_Attachment__Output } from '../../viommu/v1/Attachment';

/**
 * Response of Attach.
 */
export interface AttachResponse {
  /**
   * As it was made.
   */
  'attachment'?: (_viommu_v1_Attachment | null);
}

/**
 * Response of Attach.
 */
export interface AttachResponse__Output {
  /**
   * As it was made.
   */
  'attachment': (_viommu_v1_Attachment__Output | null);
}
