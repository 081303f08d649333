// Original file: proto/viommu/v1/domain_service.proto

import type { RouteStep as _viommu_v1_RouteStep, RouteStep__Output as _viommu_v1_RouteStep__Output } from '../../viommu/v1/RouteStep';
import type { TableStep as _viommu_v1_TableStep, TableStep__Output as _viommu_v1_TableStep__Output } from '../../viommu/v1/TableStep';
import type { MappingStep as _viommu_v1_MappingStep, MappingStep__Output as _viommu_v1_MappingStep__Output } from '../../viommu/v1/MappingStep';

/**
 * One step of an explanation.
 */
export interface TranslationStep {
  /**
   * Endpoint, PASID, attachment.
   */
  'route'?: (_viommu_v1_RouteStep | null);
  /**
   * A guest's table.
   */
  'table'?: (_viommu_v1_TableStep | null);
  /**
   * A mapping.
   */
  'mapping'?: (_viommu_v1_MappingStep | null);
  /**
   * What was looked at.
   */
  'step'?: "route"|"table"|"mapping";
}

/**
 * One step of an explanation.
 */
export interface TranslationStep__Output {
  /**
   * Endpoint, PASID, attachment.
   */
  'route'?: (_viommu_v1_RouteStep__Output | null);
  /**
   * A guest's table.
   */
  'table'?: (_viommu_v1_TableStep__Output | null);
  /**
   * A mapping.
   */
  'mapping'?: (_viommu_v1_MappingStep__Output | null);
  /**
   * What was looked at.
   */
  'step'?: "route"|"table"|"mapping";
}
