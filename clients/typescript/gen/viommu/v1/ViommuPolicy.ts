// Original file: proto/viommu/v1/viommu.proto

import type { TranslationState as _viommu_v1_TranslationState, TranslationState__Output as _viommu_v1_TranslationState__Output } from '../../viommu/v1/TranslationState';
import type { PageResponseCode as _viommu_v1_PageResponseCode, PageResponseCode__Output as _viommu_v1_PageResponseCode__Output } from '../../viommu/v1/PageResponseCode';
import type { AutomaticAnswers as _viommu_v1_AutomaticAnswers, AutomaticAnswers__Output as _viommu_v1_AutomaticAnswers__Output } from '../../viommu/v1/AutomaticAnswers';
import type { TranslatedRequestCheck as _viommu_v1_TranslatedRequestCheck, TranslatedRequestCheck__Output as _viommu_v1_TranslatedRequestCheck__Output } from '../../viommu/v1/TranslatedRequestCheck';
import type { PageRequestQuirks as _viommu_v1_PageRequestQuirks, PageRequestQuirks__Output as _viommu_v1_PageRequestQuirks__Output } from '../../viommu/v1/PageRequestQuirks';
import type { PartialUnmap as _viommu_v1_PartialUnmap, PartialUnmap__Output as _viommu_v1_PartialUnmap__Output } from '../../viommu/v1/PartialUnmap';

/**
 * The part of a vIOMMU's configuration that `UpdateViommu` can change. In an update, unset fields stay as they are.
 */
export interface ViommuPolicy {
  /**
   * Default ON.
   */
  'translation'?: (_viommu_v1_TranslationState);
  /**
   * Whether page requests are queued at all. Off: they are answered automatically. Default true.
   */
  'pageRequestQueueEnabled'?: (boolean);
  /**
   * How long a complete group may stay unanswered before it is answered with `page_response_deadline_code`, in
   * nanoseconds of the vIOMMU's clock. 0, the default: for ever, as hardware does. Applies to groups queued afterwards
   * and to groups already pending.
   */
  'pageResponseDeadlineNs'?: (bigint | number | string);
  /**
   * The code for groups past their deadline. Default INVALID_REQUEST.
   */
  'pageResponseDeadlineCode'?: (_viommu_v1_PageResponseCode);
  /**
   * Who answers when nobody can.
   */
  'automaticAnswers'?: (_viommu_v1_AutomaticAnswers | null);
  /**
   * The hardware limit of one device-TLB invalidation, in nanoseconds of the vIOMMU's clock, from the moment it was
   * sent to the endpoint. Default 90 s (PCIe 10.3.1: 60 s -0/+50 %). Must not be 0.
   */
  'invalidationTimeoutNs'?: (bigint | number | string);
  /**
   * Whether unmap and lowering permissions invalidate IOTLB and device TLBs by themselves, as a host kernel does.
   * Default true; false reproduces the bugs of a VMM that forgets to invalidate.
   */
  'unmapInvalidates'?: (boolean);
  /**
   * As if the queue's memory could not be written (RISC-V: pqmf; SMMUv3: PRIQ abort): page requests are answered
   * automatically. Default false.
   */
  'pageRequestQueueFault'?: (boolean);
  /**
   * Width of the virtual ids the device directory holds, in bits, 1 to 64: endpoints with a wider one are unknown
   * requesters. Default 64.
   */
  'virtualIdWidthBits'?: (number);
  /**
   * What is checked when an endpoint uses a translated address. Default GRANTED.
   */
  'translatedRequestCheck'?: (_viommu_v1_TranslatedRequestCheck);
  /**
   * Behaviour of known software and hardware.
   */
  'quirks'?: (_viommu_v1_PageRequestQuirks | null);
  /**
   * What becomes of an unmap that covers only a part of a mapping. Default REFUSE.
   */
  'partialUnmap'?: (_viommu_v1_PartialUnmap);
  /**
   * Fault events INVALIDATION_TIMEOUT do not tell whose invalidation it was, as VT-d hardware without ITE source ids
   * (R-VTD-05). Default false.
   */
  'hideInvalidationSource'?: (boolean);
  /**
   * An invalidation of an endpoint that is gone makes a fault event INVALIDATION_TIMEOUT as well, at once and `synthetic`.
   * Default false.
   */
  'reportGoneInvalidations'?: (boolean);
  /**
   * An endpoint that misses the time-out of an invalidation, the hardware's or a caller's, is fenced: its accesses fault
   * (FENCED), its translation requests are unsupported, its page requests are answered automatically, its grants are void.
   * That ends with a function reset for what is attached after it. Default false.
   */
  'fenceOnTimeout'?: (boolean);
  '_pageRequestQueueEnabled'?: "pageRequestQueueEnabled";
  '_pageResponseDeadlineNs'?: "pageResponseDeadlineNs";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
  '_unmapInvalidates'?: "unmapInvalidates";
  '_pageRequestQueueFault'?: "pageRequestQueueFault";
  '_virtualIdWidthBits'?: "virtualIdWidthBits";
  '_hideInvalidationSource'?: "hideInvalidationSource";
  '_reportGoneInvalidations'?: "reportGoneInvalidations";
  '_fenceOnTimeout'?: "fenceOnTimeout";
}

/**
 * The part of a vIOMMU's configuration that `UpdateViommu` can change. In an update, unset fields stay as they are.
 */
export interface ViommuPolicy__Output {
  /**
   * Default ON.
   */
  'translation': (_viommu_v1_TranslationState__Output);
  /**
   * Whether page requests are queued at all. Off: they are answered automatically. Default true.
   */
  'pageRequestQueueEnabled'?: (boolean);
  /**
   * How long a complete group may stay unanswered before it is answered with `page_response_deadline_code`, in
   * nanoseconds of the vIOMMU's clock. 0, the default: for ever, as hardware does. Applies to groups queued afterwards
   * and to groups already pending.
   */
  'pageResponseDeadlineNs'?: (bigint);
  /**
   * The code for groups past their deadline. Default INVALID_REQUEST.
   */
  'pageResponseDeadlineCode': (_viommu_v1_PageResponseCode__Output);
  /**
   * Who answers when nobody can.
   */
  'automaticAnswers': (_viommu_v1_AutomaticAnswers__Output | null);
  /**
   * The hardware limit of one device-TLB invalidation, in nanoseconds of the vIOMMU's clock, from the moment it was
   * sent to the endpoint. Default 90 s (PCIe 10.3.1: 60 s -0/+50 %). Must not be 0.
   */
  'invalidationTimeoutNs'?: (bigint);
  /**
   * Whether unmap and lowering permissions invalidate IOTLB and device TLBs by themselves, as a host kernel does.
   * Default true; false reproduces the bugs of a VMM that forgets to invalidate.
   */
  'unmapInvalidates'?: (boolean);
  /**
   * As if the queue's memory could not be written (RISC-V: pqmf; SMMUv3: PRIQ abort): page requests are answered
   * automatically. Default false.
   */
  'pageRequestQueueFault'?: (boolean);
  /**
   * Width of the virtual ids the device directory holds, in bits, 1 to 64: endpoints with a wider one are unknown
   * requesters. Default 64.
   */
  'virtualIdWidthBits'?: (number);
  /**
   * What is checked when an endpoint uses a translated address. Default GRANTED.
   */
  'translatedRequestCheck': (_viommu_v1_TranslatedRequestCheck__Output);
  /**
   * Behaviour of known software and hardware.
   */
  'quirks': (_viommu_v1_PageRequestQuirks__Output | null);
  /**
   * What becomes of an unmap that covers only a part of a mapping. Default REFUSE.
   */
  'partialUnmap': (_viommu_v1_PartialUnmap__Output);
  /**
   * Fault events INVALIDATION_TIMEOUT do not tell whose invalidation it was, as VT-d hardware without ITE source ids
   * (R-VTD-05). Default false.
   */
  'hideInvalidationSource'?: (boolean);
  /**
   * An invalidation of an endpoint that is gone makes a fault event INVALIDATION_TIMEOUT as well, at once and `synthetic`.
   * Default false.
   */
  'reportGoneInvalidations'?: (boolean);
  /**
   * An endpoint that misses the time-out of an invalidation, the hardware's or a caller's, is fenced: its accesses fault
   * (FENCED), its translation requests are unsupported, its page requests are answered automatically, its grants are void.
   * That ends with a function reset for what is attached after it. Default false.
   */
  'fenceOnTimeout'?: (boolean);
  '_pageRequestQueueEnabled'?: "pageRequestQueueEnabled";
  '_pageResponseDeadlineNs'?: "pageResponseDeadlineNs";
  '_invalidationTimeoutNs'?: "invalidationTimeoutNs";
  '_unmapInvalidates'?: "unmapInvalidates";
  '_pageRequestQueueFault'?: "pageRequestQueueFault";
  '_virtualIdWidthBits'?: "virtualIdWidthBits";
  '_hideInvalidationSource'?: "hideInvalidationSource";
  '_reportGoneInvalidations'?: "reportGoneInvalidations";
  '_fenceOnTimeout'?: "fenceOnTimeout";
}
