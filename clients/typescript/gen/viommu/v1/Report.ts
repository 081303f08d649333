// Original file: proto/viommu/v1/report.proto

import type { PageRequestGroup as _viommu_v1_PageRequestGroup, PageRequestGroup__Output as _viommu_v1_PageRequestGroup__Output } from '../../viommu/v1/PageRequestGroup';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from '../../viommu/v1/FaultEvent';
import type { GroupAnswered as _viommu_v1_GroupAnswered, GroupAnswered__Output as _viommu_v1_GroupAnswered__Output } from '../../viommu/v1/GroupAnswered';
import type { AutomaticAnswer as _viommu_v1_AutomaticAnswer, AutomaticAnswer__Output as _viommu_v1_AutomaticAnswer__Output } from '../../viommu/v1/AutomaticAnswer';
import type { GroupDiscarded as _viommu_v1_GroupDiscarded, GroupDiscarded__Output as _viommu_v1_GroupDiscarded__Output } from '../../viommu/v1/GroupDiscarded';
import type { PartialsDropped as _viommu_v1_PartialsDropped, PartialsDropped__Output as _viommu_v1_PartialsDropped__Output } from '../../viommu/v1/PartialsDropped';
import type { Violation as _viommu_v1_Violation, Violation__Output as _viommu_v1_Violation__Output } from '../../viommu/v1/Violation';
import type { OperationResult as _viommu_v1_OperationResult, OperationResult__Output as _viommu_v1_OperationResult__Output } from '../../viommu/v1/OperationResult';
import type { EndpointChanged as _viommu_v1_EndpointChanged, EndpointChanged__Output as _viommu_v1_EndpointChanged__Output } from '../../viommu/v1/EndpointChanged';
import type { StopMarker as _viommu_v1_StopMarker, StopMarker__Output as _viommu_v1_StopMarker__Output } from '../../viommu/v1/StopMarker';
import type { QueueOverflow as _viommu_v1_QueueOverflow, QueueOverflow__Output as _viommu_v1_QueueOverflow__Output } from '../../viommu/v1/QueueOverflow';
import type { RuleHit as _viommu_v1_RuleHit, RuleHit__Output as _viommu_v1_RuleHit__Output } from '../../viommu/v1/RuleHit';

/**
 * One entry of a vIOMMU's report log.
 */
export interface Report {
  /**
   * Its number in the log, from 1, without gaps.
   */
  'sequence'?: (bigint | number | string);
  /**
   * When it was made, nanoseconds of the vIOMMU's clock.
   */
  'timeNs'?: (bigint | number | string);
  /**
   * A group of page requests waits for an answer.
   */
  'pageRequestGroup'?: (_viommu_v1_PageRequestGroup | null);
  /**
   * An unrecoverable fault.
   */
  'faultEvent'?: (_viommu_v1_FaultEvent | null);
  /**
   * A group was answered.
   */
  'groupAnswered'?: (_viommu_v1_GroupAnswered | null);
  /**
   * The vIOMMU answered by itself.
   */
  'automaticAnswer'?: (_viommu_v1_AutomaticAnswer | null);
  /**
   * A group ended without an answer.
   */
  'groupDiscarded'?: (_viommu_v1_GroupDiscarded | null);
  /**
   * Unclosed groups were dropped.
   */
  'partialsDropped'?: (_viommu_v1_PartialsDropped | null);
  /**
   * A rule was broken.
   */
  'violation'?: (_viommu_v1_Violation | null);
  /**
   * An operation ended.
   */
  'operationEnded'?: (_viommu_v1_OperationResult | null);
  /**
   * An endpoint changed.
   */
  'endpointChanged'?: (_viommu_v1_EndpointChanged | null);
  /**
   * A Stop Marker arrived.
   */
  'stopMarker'?: (_viommu_v1_StopMarker | null);
  /**
   * A queue began to overflow, or ceased to.
   */
  'queueOverflow'?: (_viommu_v1_QueueOverflow | null);
  /**
   * A rule did something.
   */
  'ruleHit'?: (_viommu_v1_RuleHit | null);
  /**
   * What happened.
   */
  'record'?: "pageRequestGroup"|"faultEvent"|"groupAnswered"|"automaticAnswer"|"groupDiscarded"|"partialsDropped"|"violation"|"operationEnded"|"endpointChanged"|"stopMarker"|"queueOverflow"|"ruleHit";
}

/**
 * One entry of a vIOMMU's report log.
 */
export interface Report__Output {
  /**
   * Its number in the log, from 1, without gaps.
   */
  'sequence': (bigint);
  /**
   * When it was made, nanoseconds of the vIOMMU's clock.
   */
  'timeNs': (bigint);
  /**
   * A group of page requests waits for an answer.
   */
  'pageRequestGroup'?: (_viommu_v1_PageRequestGroup__Output | null);
  /**
   * An unrecoverable fault.
   */
  'faultEvent'?: (_viommu_v1_FaultEvent__Output | null);
  /**
   * A group was answered.
   */
  'groupAnswered'?: (_viommu_v1_GroupAnswered__Output | null);
  /**
   * The vIOMMU answered by itself.
   */
  'automaticAnswer'?: (_viommu_v1_AutomaticAnswer__Output | null);
  /**
   * A group ended without an answer.
   */
  'groupDiscarded'?: (_viommu_v1_GroupDiscarded__Output | null);
  /**
   * Unclosed groups were dropped.
   */
  'partialsDropped'?: (_viommu_v1_PartialsDropped__Output | null);
  /**
   * A rule was broken.
   */
  'violation'?: (_viommu_v1_Violation__Output | null);
  /**
   * An operation ended.
   */
  'operationEnded'?: (_viommu_v1_OperationResult__Output | null);
  /**
   * An endpoint changed.
   */
  'endpointChanged'?: (_viommu_v1_EndpointChanged__Output | null);
  /**
   * A Stop Marker arrived.
   */
  'stopMarker'?: (_viommu_v1_StopMarker__Output | null);
  /**
   * A queue began to overflow, or ceased to.
   */
  'queueOverflow'?: (_viommu_v1_QueueOverflow__Output | null);
  /**
   * A rule did something.
   */
  'ruleHit'?: (_viommu_v1_RuleHit__Output | null);
  /**
   * What happened.
   */
  'record'?: "pageRequestGroup"|"faultEvent"|"groupAnswered"|"automaticAnswer"|"groupDiscarded"|"partialsDropped"|"violation"|"operationEnded"|"endpointChanged"|"stopMarker"|"queueOverflow"|"ruleHit";
}
