// Original file: proto/viommu/v1/domain_service.proto

import type { Attachment as _viommu_v1_Attachment, Attachment__Output as _viommu_v1_Attachment__Output } from '../../viommu/v1/Attachment';

/**
 * Response of ListAttachments.
 */
export interface ListAttachmentsResponse {
  /**
   * A page of them.
   */
  'attachments'?: (_viommu_v1_Attachment)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken'?: (string);
}

/**
 * Response of ListAttachments.
 */
export interface ListAttachmentsResponse__Output {
  /**
   * A page of them.
   */
  'attachments': (_viommu_v1_Attachment__Output)[];
  /**
   * Asks for the next page; empty: there is none.
   */
  'nextPageToken': (string);
}
