import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AddRulesRequest as _viommu_v1_AddRulesRequest, AddRulesRequest__Output as _viommu_v1_AddRulesRequest__Output } from './viommu/v1/AddRulesRequest';
import type { AddRulesResponse as _viommu_v1_AddRulesResponse, AddRulesResponse__Output as _viommu_v1_AddRulesResponse__Output } from './viommu/v1/AddRulesResponse';
import type { ClosedGroup as _viommu_v1_ClosedGroup, ClosedGroup__Output as _viommu_v1_ClosedGroup__Output } from './viommu/v1/ClosedGroup';
import type { DeleteRulesRequest as _viommu_v1_DeleteRulesRequest, DeleteRulesRequest__Output as _viommu_v1_DeleteRulesRequest__Output } from './viommu/v1/DeleteRulesRequest';
import type { DeleteRulesResponse as _viommu_v1_DeleteRulesResponse, DeleteRulesResponse__Output as _viommu_v1_DeleteRulesResponse__Output } from './viommu/v1/DeleteRulesResponse';
import type { FaultEvent as _viommu_v1_FaultEvent, FaultEvent__Output as _viommu_v1_FaultEvent__Output } from './viommu/v1/FaultEvent';
import type { FlushCounts as _viommu_v1_FlushCounts, FlushCounts__Output as _viommu_v1_FlushCounts__Output } from './viommu/v1/FlushCounts';
import type { IovaRange as _viommu_v1_IovaRange, IovaRange__Output as _viommu_v1_IovaRange__Output } from './viommu/v1/IovaRange';
import type { ListRulesRequest as _viommu_v1_ListRulesRequest, ListRulesRequest__Output as _viommu_v1_ListRulesRequest__Output } from './viommu/v1/ListRulesRequest';
import type { ListRulesResponse as _viommu_v1_ListRulesResponse, ListRulesResponse__Output as _viommu_v1_ListRulesResponse__Output } from './viommu/v1/ListRulesResponse';
import type { NestedFault as _viommu_v1_NestedFault, NestedFault__Output as _viommu_v1_NestedFault__Output } from './viommu/v1/NestedFault';
import type { PageRequest as _viommu_v1_PageRequest, PageRequest__Output as _viommu_v1_PageRequest__Output } from './viommu/v1/PageRequest';
import type { PageRequestGroup as _viommu_v1_PageRequestGroup, PageRequestGroup__Output as _viommu_v1_PageRequestGroup__Output } from './viommu/v1/PageRequestGroup';
import type { PageRequestItem as _viommu_v1_PageRequestItem, PageRequestItem__Output as _viommu_v1_PageRequestItem__Output } from './viommu/v1/PageRequestItem';
import type { PageResponse as _viommu_v1_PageResponse, PageResponse__Output as _viommu_v1_PageResponse__Output } from './viommu/v1/PageResponse';
import type { PageResponseResult as _viommu_v1_PageResponseResult, PageResponseResult__Output as _viommu_v1_PageResponseResult__Output } from './viommu/v1/PageResponseResult';
import type { Permissions as _viommu_v1_Permissions, Permissions__Output as _viommu_v1_Permissions__Output } from './viommu/v1/Permissions';
import type { Rule as _viommu_v1_Rule, Rule__Output as _viommu_v1_Rule__Output } from './viommu/v1/Rule';
import type { RuleAnswer as _viommu_v1_RuleAnswer, RuleAnswer__Output as _viommu_v1_RuleAnswer__Output } from './viommu/v1/RuleAnswer';
import type { RuleCompleteWrongly as _viommu_v1_RuleCompleteWrongly, RuleCompleteWrongly__Output as _viommu_v1_RuleCompleteWrongly__Output } from './viommu/v1/RuleCompleteWrongly';
import type { RuleDelay as _viommu_v1_RuleDelay, RuleDelay__Output as _viommu_v1_RuleDelay__Output } from './viommu/v1/RuleDelay';
import type { RuleDrop as _viommu_v1_RuleDrop, RuleDrop__Output as _viommu_v1_RuleDrop__Output } from './viommu/v1/RuleDrop';
import type { RuleExhaust as _viommu_v1_RuleExhaust, RuleExhaust__Output as _viommu_v1_RuleExhaust__Output } from './viommu/v1/RuleExhaust';
import type { RuleExpectation as _viommu_v1_RuleExpectation, RuleExpectation__Output as _viommu_v1_RuleExpectation__Output } from './viommu/v1/RuleExpectation';
import type { RuleFault as _viommu_v1_RuleFault, RuleFault__Output as _viommu_v1_RuleFault__Output } from './viommu/v1/RuleFault';
import type { RuleMatch as _viommu_v1_RuleMatch, RuleMatch__Output as _viommu_v1_RuleMatch__Output } from './viommu/v1/RuleMatch';
import type { RuleRemoveEndpoint as _viommu_v1_RuleRemoveEndpoint, RuleRemoveEndpoint__Output as _viommu_v1_RuleRemoveEndpoint__Output } from './viommu/v1/RuleRemoveEndpoint';
import type { RuleServiceClient as _viommu_v1_RuleServiceClient, RuleServiceDefinition as _viommu_v1_RuleServiceDefinition } from './viommu/v1/RuleService';
import type { RuleTrigger as _viommu_v1_RuleTrigger, RuleTrigger__Output as _viommu_v1_RuleTrigger__Output } from './viommu/v1/RuleTrigger';
import type { VerifyExpectationsRequest as _viommu_v1_VerifyExpectationsRequest, VerifyExpectationsRequest__Output as _viommu_v1_VerifyExpectationsRequest__Output } from './viommu/v1/VerifyExpectationsRequest';
import type { VerifyExpectationsResponse as _viommu_v1_VerifyExpectationsResponse, VerifyExpectationsResponse__Output as _viommu_v1_VerifyExpectationsResponse__Output } from './viommu/v1/VerifyExpectationsResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  viommu: {
    v1: {
      AddRulesRequest: MessageTypeDefinition<_viommu_v1_AddRulesRequest, _viommu_v1_AddRulesRequest__Output>
      AddRulesResponse: MessageTypeDefinition<_viommu_v1_AddRulesResponse, _viommu_v1_AddRulesResponse__Output>
      ClosedGroup: MessageTypeDefinition<_viommu_v1_ClosedGroup, _viommu_v1_ClosedGroup__Output>
      DeleteRulesRequest: MessageTypeDefinition<_viommu_v1_DeleteRulesRequest, _viommu_v1_DeleteRulesRequest__Output>
      DeleteRulesResponse: MessageTypeDefinition<_viommu_v1_DeleteRulesResponse, _viommu_v1_DeleteRulesResponse__Output>
      ExhaustionStage: EnumTypeDefinition
      FaultEvent: MessageTypeDefinition<_viommu_v1_FaultEvent, _viommu_v1_FaultEvent__Output>
      FaultReason: EnumTypeDefinition
      FlushCounts: MessageTypeDefinition<_viommu_v1_FlushCounts, _viommu_v1_FlushCounts__Output>
      IovaRange: MessageTypeDefinition<_viommu_v1_IovaRange, _viommu_v1_IovaRange__Output>
      ListRulesRequest: MessageTypeDefinition<_viommu_v1_ListRulesRequest, _viommu_v1_ListRulesRequest__Output>
      ListRulesResponse: MessageTypeDefinition<_viommu_v1_ListRulesResponse, _viommu_v1_ListRulesResponse__Output>
      NestedFault: MessageTypeDefinition<_viommu_v1_NestedFault, _viommu_v1_NestedFault__Output>
      PageRequest: MessageTypeDefinition<_viommu_v1_PageRequest, _viommu_v1_PageRequest__Output>
      PageRequestGroup: MessageTypeDefinition<_viommu_v1_PageRequestGroup, _viommu_v1_PageRequestGroup__Output>
      PageRequestItem: MessageTypeDefinition<_viommu_v1_PageRequestItem, _viommu_v1_PageRequestItem__Output>
      PageResponse: MessageTypeDefinition<_viommu_v1_PageResponse, _viommu_v1_PageResponse__Output>
      PageResponseCode: EnumTypeDefinition
      PageResponseOutcome: EnumTypeDefinition
      PageResponseResult: MessageTypeDefinition<_viommu_v1_PageResponseResult, _viommu_v1_PageResponseResult__Output>
      Permissions: MessageTypeDefinition<_viommu_v1_Permissions, _viommu_v1_Permissions__Output>
      ResponseEffect: EnumTypeDefinition
      Rule: MessageTypeDefinition<_viommu_v1_Rule, _viommu_v1_Rule__Output>
      RuleAnswer: MessageTypeDefinition<_viommu_v1_RuleAnswer, _viommu_v1_RuleAnswer__Output>
      RuleCompleteWrongly: MessageTypeDefinition<_viommu_v1_RuleCompleteWrongly, _viommu_v1_RuleCompleteWrongly__Output>
      RuleDelay: MessageTypeDefinition<_viommu_v1_RuleDelay, _viommu_v1_RuleDelay__Output>
      RuleDrop: MessageTypeDefinition<_viommu_v1_RuleDrop, _viommu_v1_RuleDrop__Output>
      RuleEvent: EnumTypeDefinition
      RuleExhaust: MessageTypeDefinition<_viommu_v1_RuleExhaust, _viommu_v1_RuleExhaust__Output>
      RuleExpectation: MessageTypeDefinition<_viommu_v1_RuleExpectation, _viommu_v1_RuleExpectation__Output>
      RuleFault: MessageTypeDefinition<_viommu_v1_RuleFault, _viommu_v1_RuleFault__Output>
      RuleMatch: MessageTypeDefinition<_viommu_v1_RuleMatch, _viommu_v1_RuleMatch__Output>
      RuleRemoveEndpoint: MessageTypeDefinition<_viommu_v1_RuleRemoveEndpoint, _viommu_v1_RuleRemoveEndpoint__Output>
      /**
       * Makes endpoints and the vIOMMU misbehave, deterministically: the same seed, commands and times lead to the same hits.
       * Every hit is reported (`RuleHit`).
       */
      RuleService: SubtypeConstructor<typeof grpc.Client, _viommu_v1_RuleServiceClient> & { service: _viommu_v1_RuleServiceDefinition }
      RuleTrigger: MessageTypeDefinition<_viommu_v1_RuleTrigger, _viommu_v1_RuleTrigger__Output>
      StallAction: EnumTypeDefinition
      TransactionKind: EnumTypeDefinition
      TranslationStage: EnumTypeDefinition
      VerifyExpectationsRequest: MessageTypeDefinition<_viommu_v1_VerifyExpectationsRequest, _viommu_v1_VerifyExpectationsRequest__Output>
      VerifyExpectationsResponse: MessageTypeDefinition<_viommu_v1_VerifyExpectationsResponse, _viommu_v1_VerifyExpectationsResponse__Output>
    }
  }
}

