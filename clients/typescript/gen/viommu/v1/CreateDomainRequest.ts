// Original file: proto/viommu/v1/domain_service.proto

import type { DomainKind as _viommu_v1_DomainKind, DomainKind__Output as _viommu_v1_DomainKind__Output } from '../../viommu/v1/DomainKind';
import type { OverflowPolicy as _viommu_v1_OverflowPolicy, OverflowPolicy__Output as _viommu_v1_OverflowPolicy__Output } from '../../viommu/v1/OverflowPolicy';
import type { NestedTables as _viommu_v1_NestedTables, NestedTables__Output as _viommu_v1_NestedTables__Output } from '../../viommu/v1/NestedTables';

/**
 * Request of CreateDomain.
 */
export interface CreateDomainRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The id to use; 0: the server chooses.
   */
  'domainId'?: (number);
  /**
   * How it translates. Default PAGING.
   */
  'kind'?: (_viommu_v1_DomainKind);
  /**
   * Whether page requests of attached endpoints are queued here.
   */
  'pageRequests'?: (boolean);
  /**
   * What happens to a group that meets a full queue. Default NATIVE. Errors: FIELD_NOT_APPLICABLE without
   * `page_requests`.
   */
  'overflowPolicy'?: (_viommu_v1_OverflowPolicy);
  /**
   * The guest's tables. Errors: FIELD_REQUIRED for a NESTED domain, FIELD_NOT_APPLICABLE for any other.
   */
  'nested'?: (_viommu_v1_NestedTables | null);
  /**
   * Whether written pages can be recorded. Errors: FIELD_NOT_APPLICABLE unless PAGING.
   */
  'dirtyTracking'?: (boolean);
}

/**
 * Request of CreateDomain.
 */
export interface CreateDomainRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The id to use; 0: the server chooses.
   */
  'domainId': (number);
  /**
   * How it translates. Default PAGING.
   */
  'kind': (_viommu_v1_DomainKind__Output);
  /**
   * Whether page requests of attached endpoints are queued here.
   */
  'pageRequests': (boolean);
  /**
   * What happens to a group that meets a full queue. Default NATIVE. Errors: FIELD_NOT_APPLICABLE without
   * `page_requests`.
   */
  'overflowPolicy': (_viommu_v1_OverflowPolicy__Output);
  /**
   * The guest's tables. Errors: FIELD_REQUIRED for a NESTED domain, FIELD_NOT_APPLICABLE for any other.
   */
  'nested': (_viommu_v1_NestedTables__Output | null);
  /**
   * Whether written pages can be recorded. Errors: FIELD_NOT_APPLICABLE unless PAGING.
   */
  'dirtyTracking': (boolean);
}
