// Original file: proto/viommu/v1/transfer.proto

import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from '../../viommu/v1/IovaRange';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from '../../viommu/v1/Permissions';

/**
 * Pages with one translation, or without one.
 */
export interface TranslationEntry {
  /**
   * The IOVAs, whole pages.
   */
  'range'?: (_viommu_v1_IovaRange | null);
  /**
   * The output address of `range.first`; meaningless without read and write permission.
   */
  'outputAddress'?: (bigint | number | string);
  /**
   * What is granted; read and write both false: a hole.
   */
  'permissions'?: (_viommu_v1_Permissions | null);
  /**
   * The guest's tables say that the translation holds for every PASID. Only in answers to requests with PASID.
   */
  'global'?: (boolean);
}

/**
 * Pages with one translation, or without one.
 */
export interface TranslationEntry__Output {
  /**
   * The IOVAs, whole pages.
   */
  'range': (_viommu_v1_IovaRange__Output | null);
  /**
   * The output address of `range.first`; meaningless without read and write permission.
   */
  'outputAddress': (bigint);
  /**
   * What is granted; read and write both false: a hole.
   */
  'permissions': (_viommu_v1_Permissions__Output | null);
  /**
   * The guest's tables say that the translation holds for every PASID. Only in answers to requests with PASID.
   */
  'global': (boolean);
}
