// Original file: proto/viommu/v1/rule_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AddRulesRequest as _viommu_v1_AddRulesRequest, AddRulesRequest__Output as _viommu_v1_AddRulesRequest__Output } from '../../viommu/v1/AddRulesRequest';
import type { AddRulesResponse as _viommu_v1_AddRulesResponse, AddRulesResponse__Output as _viommu_v1_AddRulesResponse__Output } from '../../viommu/v1/AddRulesResponse';
import type { DeleteRulesRequest as _viommu_v1_DeleteRulesRequest, DeleteRulesRequest__Output as _viommu_v1_DeleteRulesRequest__Output } from '../../viommu/v1/DeleteRulesRequest';
import type { DeleteRulesResponse as _viommu_v1_DeleteRulesResponse, DeleteRulesResponse__Output as _viommu_v1_DeleteRulesResponse__Output } from '../../viommu/v1/DeleteRulesResponse';
import type { ListRulesRequest as _viommu_v1_ListRulesRequest, ListRulesRequest__Output as _viommu_v1_ListRulesRequest__Output } from '../../viommu/v1/ListRulesRequest';
import type { ListRulesResponse as _viommu_v1_ListRulesResponse, ListRulesResponse__Output as _viommu_v1_ListRulesResponse__Output } from '../../viommu/v1/ListRulesResponse';
import type { VerifyExpectationsRequest as _viommu_v1_VerifyExpectationsRequest, VerifyExpectationsRequest__Output as _viommu_v1_VerifyExpectationsRequest__Output } from '../../viommu/v1/VerifyExpectationsRequest';
import type { VerifyExpectationsResponse as _viommu_v1_VerifyExpectationsResponse, VerifyExpectationsResponse__Output as _viommu_v1_VerifyExpectationsResponse__Output } from '../../viommu/v1/VerifyExpectationsResponse';

/**
 * Makes endpoints and the vIOMMU misbehave, deterministically: the same seed, commands and times lead to the same hits.
 * Every hit is reported (`RuleHit`).
 */
export interface RuleServiceClient extends grpc.Client {
  /**
   * Adds rules, all or none. They act from now on.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RULE_EXISTS, LIMIT_EXCEEDED (max_rules); of a rule: see `Rule`.
   */
  AddRules(argument: _viommu_v1_AddRulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  AddRules(argument: _viommu_v1_AddRulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  AddRules(argument: _viommu_v1_AddRulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  AddRules(argument: _viommu_v1_AddRulesRequest, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Adds rules, all or none. They act from now on.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RULE_EXISTS, LIMIT_EXCEEDED (max_rules); of a rule: see `Rule`.
   */
  addRules(argument: _viommu_v1_AddRulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  addRules(argument: _viommu_v1_AddRulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  addRules(argument: _viommu_v1_AddRulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  addRules(argument: _viommu_v1_AddRulesRequest, callback: grpc.requestCallback<_viommu_v1_AddRulesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes rules, all or none. What they have delayed still arrives.
   * 
   * Errors: RULE_NOT_FOUND, TOO_MANY_ITEMS (4096).
   */
  DeleteRules(argument: _viommu_v1_DeleteRulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  DeleteRules(argument: _viommu_v1_DeleteRulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  DeleteRules(argument: _viommu_v1_DeleteRulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  DeleteRules(argument: _viommu_v1_DeleteRulesRequest, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes rules, all or none. What they have delayed still arrives.
   * 
   * Errors: RULE_NOT_FOUND, TOO_MANY_ITEMS (4096).
   */
  deleteRules(argument: _viommu_v1_DeleteRulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  deleteRules(argument: _viommu_v1_DeleteRulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  deleteRules(argument: _viommu_v1_DeleteRulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  deleteRules(argument: _viommu_v1_DeleteRulesRequest, callback: grpc.requestCallback<_viommu_v1_DeleteRulesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists rules with their counts, ordered by id.
   */
  ListRules(argument: _viommu_v1_ListRulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  ListRules(argument: _viommu_v1_ListRulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  ListRules(argument: _viommu_v1_ListRulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  ListRules(argument: _viommu_v1_ListRulesRequest, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists rules with their counts, ordered by id.
   */
  listRules(argument: _viommu_v1_ListRulesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  listRules(argument: _viommu_v1_ListRulesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  listRules(argument: _viommu_v1_ListRulesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  listRules(argument: _viommu_v1_ListRulesRequest, callback: grpc.requestCallback<_viommu_v1_ListRulesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Succeeds if every rule with an expectation has acted as often as expected.
   * 
   * Errors: EXPECTATIONS_NOT_MET (metadata `rule_ids`; the message says how often each has acted and matched).
   */
  VerifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  VerifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  VerifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  VerifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Succeeds if every rule with an expectation has acted as often as expected.
   * 
   * Errors: EXPECTATIONS_NOT_MET (metadata `rule_ids`; the message says how often each has acted and matched).
   */
  verifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  verifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  verifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  verifyExpectations(argument: _viommu_v1_VerifyExpectationsRequest, callback: grpc.requestCallback<_viommu_v1_VerifyExpectationsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Makes endpoints and the vIOMMU misbehave, deterministically: the same seed, commands and times lead to the same hits.
 * Every hit is reported (`RuleHit`).
 */
export interface RuleServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Adds rules, all or none. They act from now on.
   * 
   * Errors: ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RULE_EXISTS, LIMIT_EXCEEDED (max_rules); of a rule: see `Rule`.
   */
  AddRules: grpc.handleUnaryCall<_viommu_v1_AddRulesRequest__Output, _viommu_v1_AddRulesResponse>;
  
  /**
   * Deletes rules, all or none. What they have delayed still arrives.
   * 
   * Errors: RULE_NOT_FOUND, TOO_MANY_ITEMS (4096).
   */
  DeleteRules: grpc.handleUnaryCall<_viommu_v1_DeleteRulesRequest__Output, _viommu_v1_DeleteRulesResponse>;
  
  /**
   * Lists rules with their counts, ordered by id.
   */
  ListRules: grpc.handleUnaryCall<_viommu_v1_ListRulesRequest__Output, _viommu_v1_ListRulesResponse>;
  
  /**
   * Succeeds if every rule with an expectation has acted as often as expected.
   * 
   * Errors: EXPECTATIONS_NOT_MET (metadata `rule_ids`; the message says how often each has acted and matched).
   */
  VerifyExpectations: grpc.handleUnaryCall<_viommu_v1_VerifyExpectationsRequest__Output, _viommu_v1_VerifyExpectationsResponse>;
  
}

export interface RuleServiceDefinition extends grpc.ServiceDefinition {
  AddRules: MethodDefinition<_viommu_v1_AddRulesRequest, _viommu_v1_AddRulesResponse, _viommu_v1_AddRulesRequest__Output, _viommu_v1_AddRulesResponse__Output>
  DeleteRules: MethodDefinition<_viommu_v1_DeleteRulesRequest, _viommu_v1_DeleteRulesResponse, _viommu_v1_DeleteRulesRequest__Output, _viommu_v1_DeleteRulesResponse__Output>
  ListRules: MethodDefinition<_viommu_v1_ListRulesRequest, _viommu_v1_ListRulesResponse, _viommu_v1_ListRulesRequest__Output, _viommu_v1_ListRulesResponse__Output>
  VerifyExpectations: MethodDefinition<_viommu_v1_VerifyExpectationsRequest, _viommu_v1_VerifyExpectationsResponse, _viommu_v1_VerifyExpectationsRequest__Output, _viommu_v1_VerifyExpectationsResponse__Output>
}
