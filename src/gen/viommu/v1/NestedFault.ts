// Original file: proto/viommu/v1/fault_event.proto

import type { TranslationStage as _viommu_v1_TranslationStage, TranslationStage__Output as _viommu_v1_TranslationStage__Output } from '../../viommu/v1/TranslationStage';

/**
 * Where in a NESTED domain a translation failed.
 */
export interface NestedFault {
  /**
   * Which stage could not translate.
   */
  'stage'?: (_viommu_v1_TranslationStage);
  /**
   * The domain the endpoint is attached to.
   */
  'attachedDomainId'?: (number);
  /**
   * For stage 2: the guest-physical address that was not translated, in bytes.
   */
  'guestPhysicalAddress'?: (bigint | number | string);
  /**
   * For stage 2: whether the address was that of a table's entry, not that of the access (R-RV-10).
   */
  'tableAccess'?: (boolean);
  /**
   * For stage 2 with `table_access`, and for TABLE_ABORT: whether the entry was to be written.
   */
  'tableWrite'?: (boolean);
  /**
   * The level of the last entry looked at, in the numbering of the architecture; unset: none was.
   */
  'level'?: (number);
  /**
   * Where that entry is, as its table's addresses are; unset: none was looked at.
   */
  'entryAddress'?: (bigint | number | string);
  '_guestPhysicalAddress'?: "guestPhysicalAddress";
  '_level'?: "level";
  '_entryAddress'?: "entryAddress";
}

/**
 * Where in a NESTED domain a translation failed.
 */
export interface NestedFault__Output {
  /**
   * Which stage could not translate.
   */
  'stage': (_viommu_v1_TranslationStage__Output);
  /**
   * The domain the endpoint is attached to.
   */
  'attachedDomainId': (number);
  /**
   * For stage 2: the guest-physical address that was not translated, in bytes.
   */
  'guestPhysicalAddress'?: (bigint);
  /**
   * For stage 2: whether the address was that of a table's entry, not that of the access (R-RV-10).
   */
  'tableAccess': (boolean);
  /**
   * For stage 2 with `table_access`, and for TABLE_ABORT: whether the entry was to be written.
   */
  'tableWrite': (boolean);
  /**
   * The level of the last entry looked at, in the numbering of the architecture; unset: none was.
   */
  'level'?: (number);
  /**
   * Where that entry is, as its table's addresses are; unset: none was looked at.
   */
  'entryAddress'?: (bigint);
  '_guestPhysicalAddress'?: "guestPhysicalAddress";
  '_level'?: "level";
  '_entryAddress'?: "entryAddress";
}
