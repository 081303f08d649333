// Original file: proto/viommu/v1/channel_service.proto

import type { VmmOpen as _viommu_v1_VmmOpen, VmmOpen__Output as _viommu_v1_VmmOpen__Output } from '../../viommu/v1/VmmOpen';
import type { SetCredits as _viommu_v1_SetCredits, SetCredits__Output as _viommu_v1_SetCredits__Output } from '../../viommu/v1/SetCredits';
import type { VmmRespond as _viommu_v1_VmmRespond, VmmRespond__Output as _viommu_v1_VmmRespond__Output } from '../../viommu/v1/VmmRespond';
import type { VmmMap as _viommu_v1_VmmMap, VmmMap__Output as _viommu_v1_VmmMap__Output } from '../../viommu/v1/VmmMap';
import type { VmmUnmap as _viommu_v1_VmmUnmap, VmmUnmap__Output as _viommu_v1_VmmUnmap__Output } from '../../viommu/v1/VmmUnmap';
import type { VmmInvalidate as _viommu_v1_VmmInvalidate, VmmInvalidate__Output as _viommu_v1_VmmInvalidate__Output } from '../../viommu/v1/VmmInvalidate';
import type { VmmResolve as _viommu_v1_VmmResolve, VmmResolve__Output as _viommu_v1_VmmResolve__Output } from '../../viommu/v1/VmmResolve';

/**
 * Request of VmmChannel.
 */
export interface VmmChannelRequest {
  /**
   * Echoed in the result. Not used by `open` and `set_credits`.
   */
  'tag'?: (bigint | number | string);
  /**
   * The first message.
   */
  'open'?: (_viommu_v1_VmmOpen | null);
  /**
   * Changes the credits.
   */
  'setCredits'?: (_viommu_v1_SetCredits | null);
  /**
   * Answers groups.
   */
  'respond'?: (_viommu_v1_VmmRespond | null);
  /**
   * Makes mappings.
   */
  'map'?: (_viommu_v1_VmmMap | null);
  /**
   * Removes mappings.
   */
  'unmap'?: (_viommu_v1_VmmUnmap | null);
  /**
   * Invalidates.
   */
  'invalidate'?: (_viommu_v1_VmmInvalidate | null);
  /**
   * Maps and answers.
   */
  'resolve'?: (_viommu_v1_VmmResolve | null);
  /**
   * What to do. Errors: MESSAGE_REQUIRED when no arm is set, ALREADY_OPEN on a second `open`.
   */
  'payload'?: "open"|"setCredits"|"respond"|"map"|"unmap"|"invalidate"|"resolve";
}

/**
 * Request of VmmChannel.
 */
export interface VmmChannelRequest__Output {
  /**
   * Echoed in the result. Not used by `open` and `set_credits`.
   */
  'tag': (bigint);
  /**
   * The first message.
   */
  'open'?: (_viommu_v1_VmmOpen__Output | null);
  /**
   * Changes the credits.
   */
  'setCredits'?: (_viommu_v1_SetCredits__Output | null);
  /**
   * Answers groups.
   */
  'respond'?: (_viommu_v1_VmmRespond__Output | null);
  /**
   * Makes mappings.
   */
  'map'?: (_viommu_v1_VmmMap__Output | null);
  /**
   * Removes mappings.
   */
  'unmap'?: (_viommu_v1_VmmUnmap__Output | null);
  /**
   * Invalidates.
   */
  'invalidate'?: (_viommu_v1_VmmInvalidate__Output | null);
  /**
   * Maps and answers.
   */
  'resolve'?: (_viommu_v1_VmmResolve__Output | null);
  /**
   * What to do. Errors: MESSAGE_REQUIRED when no arm is set, ALREADY_OPEN on a second `open`.
   */
  'payload'?: "open"|"setCredits"|"respond"|"map"|"unmap"|"invalidate"|"resolve";
}
