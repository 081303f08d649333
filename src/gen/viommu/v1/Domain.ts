// Original file: proto/viommu/v1/domain.proto

import type { DomainKind as _viommu_v1_DomainKind, DomainKind__Output as _viommu_v1_DomainKind__Output } from '../../viommu/v1/DomainKind';
import type { OverflowPolicy as _viommu_v1_OverflowPolicy, OverflowPolicy__Output as _viommu_v1_OverflowPolicy__Output } from '../../viommu/v1/OverflowPolicy';
import type { NestedTables as _viommu_v1_NestedTables, NestedTables__Output as _viommu_v1_NestedTables__Output } from '../../viommu/v1/NestedTables';

/**
 * An I/O address space.
 */
export interface Domain {
  /**
   * The vIOMMU it belongs to.
   */
  'viommuId'?: (string);
  /**
   * Its id within the vIOMMU, from 1.
   */
  'domainId'?: (number);
  /**
   * How it translates.
   */
  'kind'?: (_viommu_v1_DomainKind);
  /**
   * Whether page requests of attached endpoints are queued here. Only PAGING and NESTED domains can.
   */
  'pageRequests'?: (boolean);
  /**
   * Its attachments.
   */
  'attachmentCount'?: (bigint | number | string);
  /**
   * Its mappings.
   */
  'mappingCount'?: (bigint | number | string);
  /**
   * Complete groups in its queue that were not yet delivered.
   */
  'undeliveredGroupCount'?: (bigint | number | string);
  /**
   * Complete groups of this domain that are unanswered, delivered or not.
   */
  'pendingGroupCount'?: (bigint | number | string);
  /**
   * What happens to a group that meets a full queue.
   */
  'overflowPolicy'?: (_viommu_v1_OverflowPolicy);
  /**
   * Whether the queue is in overflow: since it had to refuse a group, or drop one, until it is acknowledged, or until the
   * queue takes a group again where the profile does not wait for that.
   */
  'overflowActive'?: (boolean);
  /**
   * Its tables, every default filled in; NESTED only.
   */
  'nested'?: (_viommu_v1_NestedTables | null);
  /**
   * NESTED domains whose stage 2 it is.
   */
  'nestedDomainCount'?: (bigint | number | string);
  /**
   * Whether it can record which pages endpoints write.
   */
  'dirtyTracking'?: (boolean);
  /**
   * Whether it does so now.
   */
  'dirtyTrackingEnabled'?: (boolean);
}

/**
 * An I/O address space.
 */
export interface Domain__Output {
  /**
   * The vIOMMU it belongs to.
   */
  'viommuId': (string);
  /**
   * Its id within the vIOMMU, from 1.
   */
  'domainId': (number);
  /**
   * How it translates.
   */
  'kind': (_viommu_v1_DomainKind__Output);
  /**
   * Whether page requests of attached endpoints are queued here. Only PAGING and NESTED domains can.
   */
  'pageRequests': (boolean);
  /**
   * Its attachments.
   */
  'attachmentCount': (bigint);
  /**
   * Its mappings.
   */
  'mappingCount': (bigint);
  /**
   * Complete groups in its queue that were not yet delivered.
   */
  'undeliveredGroupCount': (bigint);
  /**
   * Complete groups of this domain that are unanswered, delivered or not.
   */
  'pendingGroupCount': (bigint);
  /**
   * What happens to a group that meets a full queue.
   */
  'overflowPolicy': (_viommu_v1_OverflowPolicy__Output);
  /**
   * Whether the queue is in overflow: since it had to refuse a group, or drop one, until it is acknowledged, or until the
   * queue takes a group again where the profile does not wait for that.
   */
  'overflowActive': (boolean);
  /**
   * Its tables, every default filled in; NESTED only.
   */
  'nested': (_viommu_v1_NestedTables__Output | null);
  /**
   * NESTED domains whose stage 2 it is.
   */
  'nestedDomainCount': (bigint);
  /**
   * Whether it can record which pages endpoints write.
   */
  'dirtyTracking': (boolean);
  /**
   * Whether it does so now.
   */
  'dirtyTrackingEnabled': (boolean);
}
