// Original file: proto/viommu/v1/channel_service.proto

import type { ReportStreamOpened as _viommu_v1_ReportStreamOpened, ReportStreamOpened__Output as _viommu_v1_ReportStreamOpened__Output } from '../../viommu/v1/ReportStreamOpened';
import type { ReportBatch as _viommu_v1_ReportBatch, ReportBatch__Output as _viommu_v1_ReportBatch__Output } from '../../viommu/v1/ReportBatch';
import type { SkippedReports as _viommu_v1_SkippedReports, SkippedReports__Output as _viommu_v1_SkippedReports__Output } from '../../viommu/v1/SkippedReports';
import type { RespondToPageRequestsResponse as _viommu_v1_RespondToPageRequestsResponse, RespondToPageRequestsResponse__Output as _viommu_v1_RespondToPageRequestsResponse__Output } from '../../viommu/v1/RespondToPageRequestsResponse';
import type { MapResponse as _viommu_v1_MapResponse, MapResponse__Output as _viommu_v1_MapResponse__Output } from '../../viommu/v1/MapResponse';
import type { UnmapResponse as _viommu_v1_UnmapResponse, UnmapResponse__Output as _viommu_v1_UnmapResponse__Output } from '../../viommu/v1/UnmapResponse';
import type { InvalidateResponse as _viommu_v1_InvalidateResponse, InvalidateResponse__Output as _viommu_v1_InvalidateResponse__Output } from '../../viommu/v1/InvalidateResponse';
import type { ResolvePageRequestsResponse as _viommu_v1_ResolvePageRequestsResponse, ResolvePageRequestsResponse__Output as _viommu_v1_ResolvePageRequestsResponse__Output } from '../../viommu/v1/ResolvePageRequestsResponse';
import type { Refused as _viommu_v1_Refused, Refused__Output as _viommu_v1_Refused__Output } from '../../viommu/v1/Refused';
import type { Heartbeat as _viommu_v1_Heartbeat, Heartbeat__Output as _viommu_v1_Heartbeat__Output } from '../../viommu/v1/Heartbeat';
import type { Closing as _viommu_v1_Closing, Closing__Output as _viommu_v1_Closing__Output } from '../../viommu/v1/Closing';

/**
 * Response of VmmChannel.
 */
export interface VmmChannelResponse {
  /**
   * The tag of the request this is the result of; 0 for what was not asked for.
   */
  'tag'?: (bigint | number | string);
  /**
   * The first message.
   */
  'opened'?: (_viommu_v1_ReportStreamOpened | null);
  /**
   * Reports.
   */
  'reports'?: (_viommu_v1_ReportBatch | null);
  /**
   * Reports this stream does not get, while there are none that it gets.
   */
  'skipped'?: (_viommu_v1_SkippedReports | null);
  /**
   * Result of `respond`.
   */
  'respondResult'?: (_viommu_v1_RespondToPageRequestsResponse | null);
  /**
   * Result of `map`, when lowering permissions, if any, has ended.
   */
  'mapResult'?: (_viommu_v1_MapResponse | null);
  /**
   * Result of `unmap`, when the operation has ended.
   */
  'unmapResult'?: (_viommu_v1_UnmapResponse | null);
  /**
   * Result of `invalidate`, when the operation has ended.
   */
  'invalidateResult'?: (_viommu_v1_InvalidateResponse | null);
  /**
   * Result of `resolve`.
   */
  'resolveResult'?: (_viommu_v1_ResolvePageRequestsResponse | null);
  /**
   * The message with this tag was refused.
   */
  'refused'?: (_viommu_v1_Refused | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing | null);
  /**
   * What comes.
   */
  'payload'?: "opened"|"reports"|"skipped"|"respondResult"|"mapResult"|"unmapResult"|"invalidateResult"|"resolveResult"|"refused"|"heartbeat"|"closing";
}

/**
 * Response of VmmChannel.
 */
export interface VmmChannelResponse__Output {
  /**
   * The tag of the request this is the result of; 0 for what was not asked for.
   */
  'tag': (bigint);
  /**
   * The first message.
   */
  'opened'?: (_viommu_v1_ReportStreamOpened__Output | null);
  /**
   * Reports.
   */
  'reports'?: (_viommu_v1_ReportBatch__Output | null);
  /**
   * Reports this stream does not get, while there are none that it gets.
   */
  'skipped'?: (_viommu_v1_SkippedReports__Output | null);
  /**
   * Result of `respond`.
   */
  'respondResult'?: (_viommu_v1_RespondToPageRequestsResponse__Output | null);
  /**
   * Result of `map`, when lowering permissions, if any, has ended.
   */
  'mapResult'?: (_viommu_v1_MapResponse__Output | null);
  /**
   * Result of `unmap`, when the operation has ended.
   */
  'unmapResult'?: (_viommu_v1_UnmapResponse__Output | null);
  /**
   * Result of `invalidate`, when the operation has ended.
   */
  'invalidateResult'?: (_viommu_v1_InvalidateResponse__Output | null);
  /**
   * Result of `resolve`.
   */
  'resolveResult'?: (_viommu_v1_ResolvePageRequestsResponse__Output | null);
  /**
   * The message with this tag was refused.
   */
  'refused'?: (_viommu_v1_Refused__Output | null);
  /**
   * Nothing happened for a while.
   */
  'heartbeat'?: (_viommu_v1_Heartbeat__Output | null);
  /**
   * The last message.
   */
  'closing'?: (_viommu_v1_Closing__Output | null);
  /**
   * What comes.
   */
  'payload'?: "opened"|"reports"|"skipped"|"respondResult"|"mapResult"|"unmapResult"|"invalidateResult"|"resolveResult"|"refused"|"heartbeat"|"closing";
}
