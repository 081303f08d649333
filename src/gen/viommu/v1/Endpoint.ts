// Original file: proto/viommu/v1/endpoint.proto

import type { EndpointConfig as _viommu_v1_EndpointConfig, EndpointConfig__Output as _viommu_v1_EndpointConfig__Output } from '../../viommu/v1/EndpointConfig';
import type { EndpointState as _viommu_v1_EndpointState, EndpointState__Output as _viommu_v1_EndpointState__Output } from '../../viommu/v1/EndpointState';
import type { PriStatus as _viommu_v1_PriStatus, PriStatus__Output as _viommu_v1_PriStatus__Output } from '../../viommu/v1/PriStatus';

/**
 * An emulated function behind the vIOMMU.
 */
export interface Endpoint {
  /**
   * The vIOMMU it is behind.
   */
  'viommuId'?: (string);
  /**
   * Its id within the vIOMMU, from 1.
   */
  'endpointId'?: (number);
  /**
   * What it is, every default filled in.
   */
  'config'?: (_viommu_v1_EndpointConfig | null);
  /**
   * Whether it can act.
   */
  'state'?: (_viommu_v1_EndpointState);
  /**
   * Grows with every function reset, removal and hello with reset.
   */
  'endpointGeneration'?: (number);
  /**
   * Whether ATS is enabled now.
   */
  'atsEnabled'?: (boolean);
  /**
   * Its page request interface; absent without PRI.
   */
  'pri'?: (_viommu_v1_PriStatus | null);
  /**
   * Pages it holds translations for: a hosted endpoint's ATC, an external endpoint's grants.
   */
  'grantedPageCount'?: (bigint | number | string);
  /**
   * Device-TLB invalidations sent and not completed.
   */
  'outstandingInvalidationCount'?: (number);
  /**
   * Device-TLB invalidations that wait for a free tag.
   */
  'waitingInvalidationCount'?: (number);
  /**
   * DMA operations that have not ended.
   */
  'outstandingDmaCount'?: (number);
  /**
   * PASIDs that were stopped and not attached again since.
   */
  'stoppedPasidCount'?: (number);
  /**
   * Page responses that wait for the device model of a DISCONNECTED endpoint.
   */
  'heldResponseCount'?: (number);
  /**
   * Whether it missed the time-out of an invalidation and is cut off (`ViommuPolicy.fence_on_timeout`).
   */
  'fenced'?: (boolean);
  /**
   * Whether its link is down (`SetLink`).
   */
  'linkDown'?: (boolean);
}

/**
 * An emulated function behind the vIOMMU.
 */
export interface Endpoint__Output {
  /**
   * The vIOMMU it is behind.
   */
  'viommuId': (string);
  /**
   * Its id within the vIOMMU, from 1.
   */
  'endpointId': (number);
  /**
   * What it is, every default filled in.
   */
  'config': (_viommu_v1_EndpointConfig__Output | null);
  /**
   * Whether it can act.
   */
  'state': (_viommu_v1_EndpointState__Output);
  /**
   * Grows with every function reset, removal and hello with reset.
   */
  'endpointGeneration': (number);
  /**
   * Whether ATS is enabled now.
   */
  'atsEnabled': (boolean);
  /**
   * Its page request interface; absent without PRI.
   */
  'pri': (_viommu_v1_PriStatus__Output | null);
  /**
   * Pages it holds translations for: a hosted endpoint's ATC, an external endpoint's grants.
   */
  'grantedPageCount': (bigint);
  /**
   * Device-TLB invalidations sent and not completed.
   */
  'outstandingInvalidationCount': (number);
  /**
   * Device-TLB invalidations that wait for a free tag.
   */
  'waitingInvalidationCount': (number);
  /**
   * DMA operations that have not ended.
   */
  'outstandingDmaCount': (number);
  /**
   * PASIDs that were stopped and not attached again since.
   */
  'stoppedPasidCount': (number);
  /**
   * Page responses that wait for the device model of a DISCONNECTED endpoint.
   */
  'heldResponseCount': (number);
  /**
   * Whether it missed the time-out of an invalidation and is cut off (`ViommuPolicy.fence_on_timeout`).
   */
  'fenced': (boolean);
  /**
   * Whether its link is down (`SetLink`).
   */
  'linkDown': (boolean);
}
