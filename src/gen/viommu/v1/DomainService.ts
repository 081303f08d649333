// Original file: proto/viommu/v1/domain_service.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AttachRequest as _viommu_v1_AttachRequest, AttachRequest__Output as _viommu_v1_AttachRequest__Output } from '../../viommu/v1/AttachRequest';
import type { AttachResponse as _viommu_v1_AttachResponse, AttachResponse__Output as _viommu_v1_AttachResponse__Output } from '../../viommu/v1/AttachResponse';
import type { CreateDomainRequest as _viommu_v1_CreateDomainRequest, CreateDomainRequest__Output as _viommu_v1_CreateDomainRequest__Output } from '../../viommu/v1/CreateDomainRequest';
import type { CreateDomainResponse as _viommu_v1_CreateDomainResponse, CreateDomainResponse__Output as _viommu_v1_CreateDomainResponse__Output } from '../../viommu/v1/CreateDomainResponse';
import type { DeleteDomainRequest as _viommu_v1_DeleteDomainRequest, DeleteDomainRequest__Output as _viommu_v1_DeleteDomainRequest__Output } from '../../viommu/v1/DeleteDomainRequest';
import type { DeleteDomainResponse as _viommu_v1_DeleteDomainResponse, DeleteDomainResponse__Output as _viommu_v1_DeleteDomainResponse__Output } from '../../viommu/v1/DeleteDomainResponse';
import type { DetachRequest as _viommu_v1_DetachRequest, DetachRequest__Output as _viommu_v1_DetachRequest__Output } from '../../viommu/v1/DetachRequest';
import type { DetachResponse as _viommu_v1_DetachResponse, DetachResponse__Output as _viommu_v1_DetachResponse__Output } from '../../viommu/v1/DetachResponse';
import type { GetDomainRequest as _viommu_v1_GetDomainRequest, GetDomainRequest__Output as _viommu_v1_GetDomainRequest__Output } from '../../viommu/v1/GetDomainRequest';
import type { GetDomainResponse as _viommu_v1_GetDomainResponse, GetDomainResponse__Output as _viommu_v1_GetDomainResponse__Output } from '../../viommu/v1/GetDomainResponse';
import type { GetIovaRangesRequest as _viommu_v1_GetIovaRangesRequest, GetIovaRangesRequest__Output as _viommu_v1_GetIovaRangesRequest__Output } from '../../viommu/v1/GetIovaRangesRequest';
import type { GetIovaRangesResponse as _viommu_v1_GetIovaRangesResponse, GetIovaRangesResponse__Output as _viommu_v1_GetIovaRangesResponse__Output } from '../../viommu/v1/GetIovaRangesResponse';
import type { ListAttachmentsRequest as _viommu_v1_ListAttachmentsRequest, ListAttachmentsRequest__Output as _viommu_v1_ListAttachmentsRequest__Output } from '../../viommu/v1/ListAttachmentsRequest';
import type { ListAttachmentsResponse as _viommu_v1_ListAttachmentsResponse, ListAttachmentsResponse__Output as _viommu_v1_ListAttachmentsResponse__Output } from '../../viommu/v1/ListAttachmentsResponse';
import type { ListDomainsRequest as _viommu_v1_ListDomainsRequest, ListDomainsRequest__Output as _viommu_v1_ListDomainsRequest__Output } from '../../viommu/v1/ListDomainsRequest';
import type { ListDomainsResponse as _viommu_v1_ListDomainsResponse, ListDomainsResponse__Output as _viommu_v1_ListDomainsResponse__Output } from '../../viommu/v1/ListDomainsResponse';
import type { ListMappingsRequest as _viommu_v1_ListMappingsRequest, ListMappingsRequest__Output as _viommu_v1_ListMappingsRequest__Output } from '../../viommu/v1/ListMappingsRequest';
import type { ListMappingsResponse as _viommu_v1_ListMappingsResponse, ListMappingsResponse__Output as _viommu_v1_ListMappingsResponse__Output } from '../../viommu/v1/ListMappingsResponse';
import type { MapAnywhereRequest as _viommu_v1_MapAnywhereRequest, MapAnywhereRequest__Output as _viommu_v1_MapAnywhereRequest__Output } from '../../viommu/v1/MapAnywhereRequest';
import type { MapAnywhereResponse as _viommu_v1_MapAnywhereResponse, MapAnywhereResponse__Output as _viommu_v1_MapAnywhereResponse__Output } from '../../viommu/v1/MapAnywhereResponse';
import type { MapRequest as _viommu_v1_MapRequest, MapRequest__Output as _viommu_v1_MapRequest__Output } from '../../viommu/v1/MapRequest';
import type { MapResponse as _viommu_v1_MapResponse, MapResponse__Output as _viommu_v1_MapResponse__Output } from '../../viommu/v1/MapResponse';
import type { ReadDirtyPagesRequest as _viommu_v1_ReadDirtyPagesRequest, ReadDirtyPagesRequest__Output as _viommu_v1_ReadDirtyPagesRequest__Output } from '../../viommu/v1/ReadDirtyPagesRequest';
import type { ReadDirtyPagesResponse as _viommu_v1_ReadDirtyPagesResponse, ReadDirtyPagesResponse__Output as _viommu_v1_ReadDirtyPagesResponse__Output } from '../../viommu/v1/ReadDirtyPagesResponse';
import type { ReplaceRequest as _viommu_v1_ReplaceRequest, ReplaceRequest__Output as _viommu_v1_ReplaceRequest__Output } from '../../viommu/v1/ReplaceRequest';
import type { ReplaceResponse as _viommu_v1_ReplaceResponse, ReplaceResponse__Output as _viommu_v1_ReplaceResponse__Output } from '../../viommu/v1/ReplaceResponse';
import type { SetAllowedIovaRangesRequest as _viommu_v1_SetAllowedIovaRangesRequest, SetAllowedIovaRangesRequest__Output as _viommu_v1_SetAllowedIovaRangesRequest__Output } from '../../viommu/v1/SetAllowedIovaRangesRequest';
import type { SetAllowedIovaRangesResponse as _viommu_v1_SetAllowedIovaRangesResponse, SetAllowedIovaRangesResponse__Output as _viommu_v1_SetAllowedIovaRangesResponse__Output } from '../../viommu/v1/SetAllowedIovaRangesResponse';
import type { SetDirtyTrackingRequest as _viommu_v1_SetDirtyTrackingRequest, SetDirtyTrackingRequest__Output as _viommu_v1_SetDirtyTrackingRequest__Output } from '../../viommu/v1/SetDirtyTrackingRequest';
import type { SetDirtyTrackingResponse as _viommu_v1_SetDirtyTrackingResponse, SetDirtyTrackingResponse__Output as _viommu_v1_SetDirtyTrackingResponse__Output } from '../../viommu/v1/SetDirtyTrackingResponse';
import type { TranslateRequest as _viommu_v1_TranslateRequest, TranslateRequest__Output as _viommu_v1_TranslateRequest__Output } from '../../viommu/v1/TranslateRequest';
import type { TranslateResponse as _viommu_v1_TranslateResponse, TranslateResponse__Output as _viommu_v1_TranslateResponse__Output } from '../../viommu/v1/TranslateResponse';
import type { UnmapRequest as _viommu_v1_UnmapRequest, UnmapRequest__Output as _viommu_v1_UnmapRequest__Output } from '../../viommu/v1/UnmapRequest';
import type { UnmapResponse as _viommu_v1_UnmapResponse, UnmapResponse__Output as _viommu_v1_UnmapResponse__Output } from '../../viommu/v1/UnmapResponse';

/**
 * Creates I/O address spaces, attaches endpoints to them, maps and unmaps.
 * 
 * Errors of every call that names a domain: DOMAIN_NOT_FOUND; an endpoint: ENDPOINT_NOT_FOUND.
 * 
 * `invalidation_timeout_ns`, where a request has one,
 * bounds the wait for device TLBs in nanoseconds of the vIOMMU's clock, from the beginning of the operation; it cannot
 * lengthen the hardware limit and must not be 0 (TIMEOUT_INVALID). Where device TLBs must be told, an endpoint with too
 * many invalidations waiting refuses the call (LIMIT_EXCEEDED, max_waiting_invalidations). An endpoint that did not
 * complete in time is a result (TIMED_OUT), not an error. The call's deadline or cancellation ends the wait, never the
 * operation.
 */
export interface DomainServiceClient extends grpc.Client {
  /**
   * Attaches an endpoint, or one PASID of it, to a domain.
   * 
   * Errors: ENDPOINT_REMOVED, ALREADY_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, RESERVED_RANGE_IN_USE (metadata
   * `first`, `last`: without PASID, an IOVA the endpoint reserves is mapped, or allowed).
   */
  Attach(argument: _viommu_v1_AttachRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  Attach(argument: _viommu_v1_AttachRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  Attach(argument: _viommu_v1_AttachRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  Attach(argument: _viommu_v1_AttachRequest, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Attaches an endpoint, or one PASID of it, to a domain.
   * 
   * Errors: ENDPOINT_REMOVED, ALREADY_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, RESERVED_RANGE_IN_USE (metadata
   * `first`, `last`: without PASID, an IOVA the endpoint reserves is mapped, or allowed).
   */
  attach(argument: _viommu_v1_AttachRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  attach(argument: _viommu_v1_AttachRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  attach(argument: _viommu_v1_AttachRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  attach(argument: _viommu_v1_AttachRequest, callback: grpc.requestCallback<_viommu_v1_AttachResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Creates a domain.
   * 
   * Errors: DOMAIN_EXISTS, PAGE_REQUESTS_NOT_APPLICABLE (only PAGING and NESTED domains take page requests, and none in
   * profile VIRTIO), FIELD_REQUIRED, FIELD_NOT_APPLICABLE, LIMIT_EXCEEDED (max_domains); of a NESTED domain those of
   * `NestedTables`.
   */
  CreateDomain(argument: _viommu_v1_CreateDomainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  CreateDomain(argument: _viommu_v1_CreateDomainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  CreateDomain(argument: _viommu_v1_CreateDomainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  CreateDomain(argument: _viommu_v1_CreateDomainRequest, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Creates a domain.
   * 
   * Errors: DOMAIN_EXISTS, PAGE_REQUESTS_NOT_APPLICABLE (only PAGING and NESTED domains take page requests, and none in
   * profile VIRTIO), FIELD_REQUIRED, FIELD_NOT_APPLICABLE, LIMIT_EXCEEDED (max_domains); of a NESTED domain those of
   * `NestedTables`.
   */
  createDomain(argument: _viommu_v1_CreateDomainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  createDomain(argument: _viommu_v1_CreateDomainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  createDomain(argument: _viommu_v1_CreateDomainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  createDomain(argument: _viommu_v1_CreateDomainRequest, callback: grpc.requestCallback<_viommu_v1_CreateDomainResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes a domain and its mappings: an operation, which this call waits for. With `force`, attached endpoints are
   * detached first and their complete groups answered Invalid Request, and NESTED domains whose stage 2 it is are deleted
   * with it.
   * 
   * Errors: BUSY (metadata `holder`) while endpoints are attached or domains are nested on it, unless `force`.
   */
  DeleteDomain(argument: _viommu_v1_DeleteDomainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  DeleteDomain(argument: _viommu_v1_DeleteDomainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  DeleteDomain(argument: _viommu_v1_DeleteDomainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  DeleteDomain(argument: _viommu_v1_DeleteDomainRequest, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes a domain and its mappings: an operation, which this call waits for. With `force`, attached endpoints are
   * detached first and their complete groups answered Invalid Request, and NESTED domains whose stage 2 it is are deleted
   * with it.
   * 
   * Errors: BUSY (metadata `holder`) while endpoints are attached or domains are nested on it, unless `force`.
   */
  deleteDomain(argument: _viommu_v1_DeleteDomainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  deleteDomain(argument: _viommu_v1_DeleteDomainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  deleteDomain(argument: _viommu_v1_DeleteDomainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  deleteDomain(argument: _viommu_v1_DeleteDomainRequest, callback: grpc.requestCallback<_viommu_v1_DeleteDomainResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Detaches an endpoint or PASID: an operation, which this call waits for. Complete groups of the attachment are
   * answered Invalid Request.
   * 
   * Errors: NOT_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  Detach(argument: _viommu_v1_DetachRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  Detach(argument: _viommu_v1_DetachRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  Detach(argument: _viommu_v1_DetachRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  Detach(argument: _viommu_v1_DetachRequest, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Detaches an endpoint or PASID: an operation, which this call waits for. Complete groups of the attachment are
   * answered Invalid Request.
   * 
   * Errors: NOT_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  detach(argument: _viommu_v1_DetachRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  detach(argument: _viommu_v1_DetachRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  detach(argument: _viommu_v1_DetachRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  detach(argument: _viommu_v1_DetachRequest, callback: grpc.requestCallback<_viommu_v1_DetachResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns a domain.
   */
  GetDomain(argument: _viommu_v1_GetDomainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  GetDomain(argument: _viommu_v1_GetDomainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  GetDomain(argument: _viommu_v1_GetDomainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  GetDomain(argument: _viommu_v1_GetDomainRequest, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a domain.
   */
  getDomain(argument: _viommu_v1_GetDomainRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  getDomain(argument: _viommu_v1_GetDomainRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  getDomain(argument: _viommu_v1_GetDomainRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  getDomain(argument: _viommu_v1_GetDomainRequest, callback: grpc.requestCallback<_viommu_v1_GetDomainResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says which IOVAs of a PAGING domain can be mapped.
   * 
   * Errors: DOMAIN_NOT_PAGING.
   */
  GetIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  GetIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  GetIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  GetIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says which IOVAs of a PAGING domain can be mapped.
   * 
   * Errors: DOMAIN_NOT_PAGING.
   */
  getIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  getIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  getIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  getIovaRanges(argument: _viommu_v1_GetIovaRangesRequest, callback: grpc.requestCallback<_viommu_v1_GetIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists attachments, of the whole vIOMMU or of one domain, ordered by endpoint and PASID, none before 0.
   */
  ListAttachments(argument: _viommu_v1_ListAttachmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  ListAttachments(argument: _viommu_v1_ListAttachmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  ListAttachments(argument: _viommu_v1_ListAttachmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  ListAttachments(argument: _viommu_v1_ListAttachmentsRequest, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists attachments, of the whole vIOMMU or of one domain, ordered by endpoint and PASID, none before 0.
   */
  listAttachments(argument: _viommu_v1_ListAttachmentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  listAttachments(argument: _viommu_v1_ListAttachmentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  listAttachments(argument: _viommu_v1_ListAttachmentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  listAttachments(argument: _viommu_v1_ListAttachmentsRequest, callback: grpc.requestCallback<_viommu_v1_ListAttachmentsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists a vIOMMU's domains, ordered by id.
   */
  ListDomains(argument: _viommu_v1_ListDomainsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  ListDomains(argument: _viommu_v1_ListDomainsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  ListDomains(argument: _viommu_v1_ListDomainsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  ListDomains(argument: _viommu_v1_ListDomainsRequest, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists a vIOMMU's domains, ordered by id.
   */
  listDomains(argument: _viommu_v1_ListDomainsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  listDomains(argument: _viommu_v1_ListDomainsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  listDomains(argument: _viommu_v1_ListDomainsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  listDomains(argument: _viommu_v1_ListDomainsRequest, callback: grpc.requestCallback<_viommu_v1_ListDomainsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists mappings of a PAGING domain, ordered by IOVA.
   * 
   * Errors: DOMAIN_NOT_PAGING.
   */
  ListMappings(argument: _viommu_v1_ListMappingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  ListMappings(argument: _viommu_v1_ListMappingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  ListMappings(argument: _viommu_v1_ListMappingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  ListMappings(argument: _viommu_v1_ListMappingsRequest, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists mappings of a PAGING domain, ordered by IOVA.
   * 
   * Errors: DOMAIN_NOT_PAGING.
   */
  listMappings(argument: _viommu_v1_ListMappingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  listMappings(argument: _viommu_v1_ListMappingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  listMappings(argument: _viommu_v1_ListMappingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  listMappings(argument: _viommu_v1_ListMappingsRequest, callback: grpc.requestCallback<_viommu_v1_ListMappingsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes mappings in a PAGING domain. Each item is made whole or not at all.
   * 
   * Errors: DOMAIN_NOT_PAGING, ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RECORDS_INVALID, FIELD_NOT_APPLICABLE (both items
   * and records), TIMEOUT_INVALID; of an item: see `MapItem`.
   */
  Map(argument: _viommu_v1_MapRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  Map(argument: _viommu_v1_MapRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  Map(argument: _viommu_v1_MapRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  Map(argument: _viommu_v1_MapRequest, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes mappings in a PAGING domain. Each item is made whole or not at all.
   * 
   * Errors: DOMAIN_NOT_PAGING, ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RECORDS_INVALID, FIELD_NOT_APPLICABLE (both items
   * and records), TIMEOUT_INVALID; of an item: see `MapItem`.
   */
  map(argument: _viommu_v1_MapRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  map(argument: _viommu_v1_MapRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  map(argument: _viommu_v1_MapRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  map(argument: _viommu_v1_MapRequest, callback: grpc.requestCallback<_viommu_v1_MapResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes one mapping at the lowest free IOVA of a PAGING domain: within the allowed ranges where there are any, never in
   * a reserved one, never on the first or the last page. Aligned so that superpages are possible: to the largest power of
   * two that the length covers and the output address allows, at most 2 MiB.
   * 
   * Errors: DOMAIN_NOT_PAGING, LENGTH_OUT_OF_RANGE (0, or no multiple of the granule), ADDRESS_MISALIGNED,
   * ADDRESS_TOO_WIDE, PERMISSIONS_INVALID, NO_IOVA_LEFT, LIMIT_EXCEEDED (max_mappings).
   */
  MapAnywhere(argument: _viommu_v1_MapAnywhereRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  MapAnywhere(argument: _viommu_v1_MapAnywhereRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  MapAnywhere(argument: _viommu_v1_MapAnywhereRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  MapAnywhere(argument: _viommu_v1_MapAnywhereRequest, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes one mapping at the lowest free IOVA of a PAGING domain: within the allowed ranges where there are any, never in
   * a reserved one, never on the first or the last page. Aligned so that superpages are possible: to the largest power of
   * two that the length covers and the output address allows, at most 2 MiB.
   * 
   * Errors: DOMAIN_NOT_PAGING, LENGTH_OUT_OF_RANGE (0, or no multiple of the granule), ADDRESS_MISALIGNED,
   * ADDRESS_TOO_WIDE, PERMISSIONS_INVALID, NO_IOVA_LEFT, LIMIT_EXCEEDED (max_mappings).
   */
  mapAnywhere(argument: _viommu_v1_MapAnywhereRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  mapAnywhere(argument: _viommu_v1_MapAnywhereRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  mapAnywhere(argument: _viommu_v1_MapAnywhereRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  mapAnywhere(argument: _viommu_v1_MapAnywhereRequest, callback: grpc.requestCallback<_viommu_v1_MapAnywhereResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says which pages endpoints have written through mappings of a PAGING domain, or through domains nested on it, since
   * they were recorded first or cleared last. Each message is read, and cleared, when it is sent, so a call that breaks
   * may have cleared pages it did not tell of: `keep` avoids that. What is not mapped is clean. Pages lose their mark
   * when they are unmapped.
   * 
   * Errors: DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED, FIELD_REQUIRED (`range`), RANGE_INVALID, PAGE_SIZE_INVALID (no
   * power of two, or less than the granule), ADDRESS_MISALIGNED (to the page size), LIMIT_EXCEEDED (max_streams).
   */
  ReadDirtyPages(argument: _viommu_v1_ReadDirtyPagesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_ReadDirtyPagesResponse__Output>;
  ReadDirtyPages(argument: _viommu_v1_ReadDirtyPagesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_ReadDirtyPagesResponse__Output>;
  /**
   * Says which pages endpoints have written through mappings of a PAGING domain, or through domains nested on it, since
   * they were recorded first or cleared last. Each message is read, and cleared, when it is sent, so a call that breaks
   * may have cleared pages it did not tell of: `keep` avoids that. What is not mapped is clean. Pages lose their mark
   * when they are unmapped.
   * 
   * Errors: DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED, FIELD_REQUIRED (`range`), RANGE_INVALID, PAGE_SIZE_INVALID (no
   * power of two, or less than the granule), ADDRESS_MISALIGNED (to the page size), LIMIT_EXCEEDED (max_streams).
   */
  readDirtyPages(argument: _viommu_v1_ReadDirtyPagesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_ReadDirtyPagesResponse__Output>;
  readDirtyPages(argument: _viommu_v1_ReadDirtyPagesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_viommu_v1_ReadDirtyPagesResponse__Output>;
  
  /**
   * Moves an attached endpoint or PASID to another domain, never leaving it unattached: an operation, which this call
   * waits for. Complete groups of the old attachment are answered Invalid Request. The same domain with the same
   * cookie changes nothing.
   * 
   * Errors: NOT_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, COOKIE_DIFFERS (the same domain with another cookie),
   * RESERVED_RANGE_IN_USE as for Attach.
   */
  Replace(argument: _viommu_v1_ReplaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  Replace(argument: _viommu_v1_ReplaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  Replace(argument: _viommu_v1_ReplaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  Replace(argument: _viommu_v1_ReplaceRequest, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Moves an attached endpoint or PASID to another domain, never leaving it unattached: an operation, which this call
   * waits for. Complete groups of the old attachment are answered Invalid Request. The same domain with the same
   * cookie changes nothing.
   * 
   * Errors: NOT_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, COOKIE_DIFFERS (the same domain with another cookie),
   * RESERVED_RANGE_IN_USE as for Attach.
   */
  replace(argument: _viommu_v1_ReplaceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  replace(argument: _viommu_v1_ReplaceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  replace(argument: _viommu_v1_ReplaceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  replace(argument: _viommu_v1_ReplaceRequest, callback: grpc.requestCallback<_viommu_v1_ReplaceResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Replaces the IOVAs that `MapAnywhere` may choose from, all at once. They do not restrict `Map`. An endpoint that
   * reserves one of them cannot be attached without PASID.
   * 
   * Errors: DOMAIN_NOT_PAGING, RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, RESERVED_RANGE_IN_USE, TOO_MANY_ITEMS
   * (4096).
   */
  SetAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  SetAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  SetAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  SetAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Replaces the IOVAs that `MapAnywhere` may choose from, all at once. They do not restrict `Map`. An endpoint that
   * reserves one of them cannot be attached without PASID.
   * 
   * Errors: DOMAIN_NOT_PAGING, RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, RESERVED_RANGE_IN_USE, TOO_MANY_ITEMS
   * (4096).
   */
  setAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  setAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  setAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  setAllowedIovaRanges(argument: _viommu_v1_SetAllowedIovaRangesRequest, callback: grpc.requestCallback<_viommu_v1_SetAllowedIovaRangesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Turns the recording of written pages on or off. On: everything recorded is forgotten first, also when it was on. Off:
   * what was recorded can still be read.
   * 
   * Errors: DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED (the domain was created without `dirty_tracking`).
   */
  SetDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  SetDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  SetDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  SetDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Turns the recording of written pages on or off. On: everything recorded is forgotten first, also when it was on. Off:
   * what was recorded can still be read.
   * 
   * Errors: DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED (the domain was created without `dirty_tracking`).
   */
  setDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  setDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  setDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  setDirtyTracking(argument: _viommu_v1_SetDirtyTrackingRequest, callback: grpc.requestCallback<_viommu_v1_SetDirtyTrackingResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says what an access would meet, and on request why. No side effect: no report, no grant, nothing cached, no accessed
   * or dirty bit written.
   * 
   * Errors: ENDPOINT_NOT_FOUND, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, PERMISSIONS_INVALID.
   */
  Translate(argument: _viommu_v1_TranslateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  Translate(argument: _viommu_v1_TranslateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  Translate(argument: _viommu_v1_TranslateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  Translate(argument: _viommu_v1_TranslateRequest, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Says what an access would meet, and on request why. No side effect: no report, no grant, nothing cached, no accessed
   * or dirty bit written.
   * 
   * Errors: ENDPOINT_NOT_FOUND, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, PERMISSIONS_INVALID.
   */
  translate(argument: _viommu_v1_TranslateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  translate(argument: _viommu_v1_TranslateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  translate(argument: _viommu_v1_TranslateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  translate(argument: _viommu_v1_TranslateRequest, callback: grpc.requestCallback<_viommu_v1_TranslateResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Removes mappings from a PAGING domain and invalidates IOTLB and device TLBs: an operation, which this call waits
   * for. Each range removes the mappings wholly inside it; holes do not matter. A mapping that is only partly inside is
   * a matter of `ViommuPolicy.partial_unmap`.
   * 
   * Errors: DOMAIN_NOT_PAGING, ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RECORDS_INVALID, FIELD_NOT_APPLICABLE (both ranges
   * and records), TIMEOUT_INVALID; of an item: RANGE_INVALID, ADDRESS_MISALIGNED, NOT_MAPPED (nothing there; not for the
   * whole space), MAPPING_SPLIT (metadata `first`, `last`: a mapping is only partly inside), LIMIT_EXCEEDED
   * (max_waiting_invalidations, max_mappings where a mapping would become two).
   */
  Unmap(argument: _viommu_v1_UnmapRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  Unmap(argument: _viommu_v1_UnmapRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  Unmap(argument: _viommu_v1_UnmapRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  Unmap(argument: _viommu_v1_UnmapRequest, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Removes mappings from a PAGING domain and invalidates IOTLB and device TLBs: an operation, which this call waits
   * for. Each range removes the mappings wholly inside it; holes do not matter. A mapping that is only partly inside is
   * a matter of `ViommuPolicy.partial_unmap`.
   * 
   * Errors: DOMAIN_NOT_PAGING, ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RECORDS_INVALID, FIELD_NOT_APPLICABLE (both ranges
   * and records), TIMEOUT_INVALID; of an item: RANGE_INVALID, ADDRESS_MISALIGNED, NOT_MAPPED (nothing there; not for the
   * whole space), MAPPING_SPLIT (metadata `first`, `last`: a mapping is only partly inside), LIMIT_EXCEEDED
   * (max_waiting_invalidations, max_mappings where a mapping would become two).
   */
  unmap(argument: _viommu_v1_UnmapRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  unmap(argument: _viommu_v1_UnmapRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  unmap(argument: _viommu_v1_UnmapRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  unmap(argument: _viommu_v1_UnmapRequest, callback: grpc.requestCallback<_viommu_v1_UnmapResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Creates I/O address spaces, attaches endpoints to them, maps and unmaps.
 * 
 * Errors of every call that names a domain: DOMAIN_NOT_FOUND; an endpoint: ENDPOINT_NOT_FOUND.
 * 
 * `invalidation_timeout_ns`, where a request has one,
 * bounds the wait for device TLBs in nanoseconds of the vIOMMU's clock, from the beginning of the operation; it cannot
 * lengthen the hardware limit and must not be 0 (TIMEOUT_INVALID). Where device TLBs must be told, an endpoint with too
 * many invalidations waiting refuses the call (LIMIT_EXCEEDED, max_waiting_invalidations). An endpoint that did not
 * complete in time is a result (TIMED_OUT), not an error. The call's deadline or cancellation ends the wait, never the
 * operation.
 */
export interface DomainServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Attaches an endpoint, or one PASID of it, to a domain.
   * 
   * Errors: ENDPOINT_REMOVED, ALREADY_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, RESERVED_RANGE_IN_USE (metadata
   * `first`, `last`: without PASID, an IOVA the endpoint reserves is mapped, or allowed).
   */
  Attach: grpc.handleUnaryCall<_viommu_v1_AttachRequest__Output, _viommu_v1_AttachResponse>;
  
  /**
   * Creates a domain.
   * 
   * Errors: DOMAIN_EXISTS, PAGE_REQUESTS_NOT_APPLICABLE (only PAGING and NESTED domains take page requests, and none in
   * profile VIRTIO), FIELD_REQUIRED, FIELD_NOT_APPLICABLE, LIMIT_EXCEEDED (max_domains); of a NESTED domain those of
   * `NestedTables`.
   */
  CreateDomain: grpc.handleUnaryCall<_viommu_v1_CreateDomainRequest__Output, _viommu_v1_CreateDomainResponse>;
  
  /**
   * Deletes a domain and its mappings: an operation, which this call waits for. With `force`, attached endpoints are
   * detached first and their complete groups answered Invalid Request, and NESTED domains whose stage 2 it is are deleted
   * with it.
   * 
   * Errors: BUSY (metadata `holder`) while endpoints are attached or domains are nested on it, unless `force`.
   */
  DeleteDomain: grpc.handleUnaryCall<_viommu_v1_DeleteDomainRequest__Output, _viommu_v1_DeleteDomainResponse>;
  
  /**
   * Detaches an endpoint or PASID: an operation, which this call waits for. Complete groups of the attachment are
   * answered Invalid Request.
   * 
   * Errors: NOT_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED.
   */
  Detach: grpc.handleUnaryCall<_viommu_v1_DetachRequest__Output, _viommu_v1_DetachResponse>;
  
  /**
   * Returns a domain.
   */
  GetDomain: grpc.handleUnaryCall<_viommu_v1_GetDomainRequest__Output, _viommu_v1_GetDomainResponse>;
  
  /**
   * Says which IOVAs of a PAGING domain can be mapped.
   * 
   * Errors: DOMAIN_NOT_PAGING.
   */
  GetIovaRanges: grpc.handleUnaryCall<_viommu_v1_GetIovaRangesRequest__Output, _viommu_v1_GetIovaRangesResponse>;
  
  /**
   * Lists attachments, of the whole vIOMMU or of one domain, ordered by endpoint and PASID, none before 0.
   */
  ListAttachments: grpc.handleUnaryCall<_viommu_v1_ListAttachmentsRequest__Output, _viommu_v1_ListAttachmentsResponse>;
  
  /**
   * Lists a vIOMMU's domains, ordered by id.
   */
  ListDomains: grpc.handleUnaryCall<_viommu_v1_ListDomainsRequest__Output, _viommu_v1_ListDomainsResponse>;
  
  /**
   * Lists mappings of a PAGING domain, ordered by IOVA.
   * 
   * Errors: DOMAIN_NOT_PAGING.
   */
  ListMappings: grpc.handleUnaryCall<_viommu_v1_ListMappingsRequest__Output, _viommu_v1_ListMappingsResponse>;
  
  /**
   * Makes mappings in a PAGING domain. Each item is made whole or not at all.
   * 
   * Errors: DOMAIN_NOT_PAGING, ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RECORDS_INVALID, FIELD_NOT_APPLICABLE (both items
   * and records), TIMEOUT_INVALID; of an item: see `MapItem`.
   */
  Map: grpc.handleUnaryCall<_viommu_v1_MapRequest__Output, _viommu_v1_MapResponse>;
  
  /**
   * Makes one mapping at the lowest free IOVA of a PAGING domain: within the allowed ranges where there are any, never in
   * a reserved one, never on the first or the last page. Aligned so that superpages are possible: to the largest power of
   * two that the length covers and the output address allows, at most 2 MiB.
   * 
   * Errors: DOMAIN_NOT_PAGING, LENGTH_OUT_OF_RANGE (0, or no multiple of the granule), ADDRESS_MISALIGNED,
   * ADDRESS_TOO_WIDE, PERMISSIONS_INVALID, NO_IOVA_LEFT, LIMIT_EXCEEDED (max_mappings).
   */
  MapAnywhere: grpc.handleUnaryCall<_viommu_v1_MapAnywhereRequest__Output, _viommu_v1_MapAnywhereResponse>;
  
  /**
   * Says which pages endpoints have written through mappings of a PAGING domain, or through domains nested on it, since
   * they were recorded first or cleared last. Each message is read, and cleared, when it is sent, so a call that breaks
   * may have cleared pages it did not tell of: `keep` avoids that. What is not mapped is clean. Pages lose their mark
   * when they are unmapped.
   * 
   * Errors: DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED, FIELD_REQUIRED (`range`), RANGE_INVALID, PAGE_SIZE_INVALID (no
   * power of two, or less than the granule), ADDRESS_MISALIGNED (to the page size), LIMIT_EXCEEDED (max_streams).
   */
  ReadDirtyPages: grpc.handleServerStreamingCall<_viommu_v1_ReadDirtyPagesRequest__Output, _viommu_v1_ReadDirtyPagesResponse>;
  
  /**
   * Moves an attached endpoint or PASID to another domain, never leaving it unattached: an operation, which this call
   * waits for. Complete groups of the old attachment are answered Invalid Request. The same domain with the same
   * cookie changes nothing.
   * 
   * Errors: NOT_ATTACHED, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, COOKIE_DIFFERS (the same domain with another cookie),
   * RESERVED_RANGE_IN_USE as for Attach.
   */
  Replace: grpc.handleUnaryCall<_viommu_v1_ReplaceRequest__Output, _viommu_v1_ReplaceResponse>;
  
  /**
   * Replaces the IOVAs that `MapAnywhere` may choose from, all at once. They do not restrict `Map`. An endpoint that
   * reserves one of them cannot be attached without PASID.
   * 
   * Errors: DOMAIN_NOT_PAGING, RANGE_INVALID, ADDRESS_MISALIGNED, RANGES_OVERLAP, RESERVED_RANGE_IN_USE, TOO_MANY_ITEMS
   * (4096).
   */
  SetAllowedIovaRanges: grpc.handleUnaryCall<_viommu_v1_SetAllowedIovaRangesRequest__Output, _viommu_v1_SetAllowedIovaRangesResponse>;
  
  /**
   * Turns the recording of written pages on or off. On: everything recorded is forgotten first, also when it was on. Off:
   * what was recorded can still be read.
   * 
   * Errors: DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED (the domain was created without `dirty_tracking`).
   */
  SetDirtyTracking: grpc.handleUnaryCall<_viommu_v1_SetDirtyTrackingRequest__Output, _viommu_v1_SetDirtyTrackingResponse>;
  
  /**
   * Says what an access would meet, and on request why. No side effect: no report, no grant, nothing cached, no accessed
   * or dirty bit written.
   * 
   * Errors: ENDPOINT_NOT_FOUND, PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, PERMISSIONS_INVALID.
   */
  Translate: grpc.handleUnaryCall<_viommu_v1_TranslateRequest__Output, _viommu_v1_TranslateResponse>;
  
  /**
   * Removes mappings from a PAGING domain and invalidates IOTLB and device TLBs: an operation, which this call waits
   * for. Each range removes the mappings wholly inside it; holes do not matter. A mapping that is only partly inside is
   * a matter of `ViommuPolicy.partial_unmap`.
   * 
   * Errors: DOMAIN_NOT_PAGING, ITEMS_REQUIRED, TOO_MANY_ITEMS (4096), RECORDS_INVALID, FIELD_NOT_APPLICABLE (both ranges
   * and records), TIMEOUT_INVALID; of an item: RANGE_INVALID, ADDRESS_MISALIGNED, NOT_MAPPED (nothing there; not for the
   * whole space), MAPPING_SPLIT (metadata `first`, `last`: a mapping is only partly inside), LIMIT_EXCEEDED
   * (max_waiting_invalidations, max_mappings where a mapping would become two).
   */
  Unmap: grpc.handleUnaryCall<_viommu_v1_UnmapRequest__Output, _viommu_v1_UnmapResponse>;
  
}

export interface DomainServiceDefinition extends grpc.ServiceDefinition {
  Attach: MethodDefinition<_viommu_v1_AttachRequest, _viommu_v1_AttachResponse, _viommu_v1_AttachRequest__Output, _viommu_v1_AttachResponse__Output>
  CreateDomain: MethodDefinition<_viommu_v1_CreateDomainRequest, _viommu_v1_CreateDomainResponse, _viommu_v1_CreateDomainRequest__Output, _viommu_v1_CreateDomainResponse__Output>
  DeleteDomain: MethodDefinition<_viommu_v1_DeleteDomainRequest, _viommu_v1_DeleteDomainResponse, _viommu_v1_DeleteDomainRequest__Output, _viommu_v1_DeleteDomainResponse__Output>
  Detach: MethodDefinition<_viommu_v1_DetachRequest, _viommu_v1_DetachResponse, _viommu_v1_DetachRequest__Output, _viommu_v1_DetachResponse__Output>
  GetDomain: MethodDefinition<_viommu_v1_GetDomainRequest, _viommu_v1_GetDomainResponse, _viommu_v1_GetDomainRequest__Output, _viommu_v1_GetDomainResponse__Output>
  GetIovaRanges: MethodDefinition<_viommu_v1_GetIovaRangesRequest, _viommu_v1_GetIovaRangesResponse, _viommu_v1_GetIovaRangesRequest__Output, _viommu_v1_GetIovaRangesResponse__Output>
  ListAttachments: MethodDefinition<_viommu_v1_ListAttachmentsRequest, _viommu_v1_ListAttachmentsResponse, _viommu_v1_ListAttachmentsRequest__Output, _viommu_v1_ListAttachmentsResponse__Output>
  ListDomains: MethodDefinition<_viommu_v1_ListDomainsRequest, _viommu_v1_ListDomainsResponse, _viommu_v1_ListDomainsRequest__Output, _viommu_v1_ListDomainsResponse__Output>
  ListMappings: MethodDefinition<_viommu_v1_ListMappingsRequest, _viommu_v1_ListMappingsResponse, _viommu_v1_ListMappingsRequest__Output, _viommu_v1_ListMappingsResponse__Output>
  Map: MethodDefinition<_viommu_v1_MapRequest, _viommu_v1_MapResponse, _viommu_v1_MapRequest__Output, _viommu_v1_MapResponse__Output>
  MapAnywhere: MethodDefinition<_viommu_v1_MapAnywhereRequest, _viommu_v1_MapAnywhereResponse, _viommu_v1_MapAnywhereRequest__Output, _viommu_v1_MapAnywhereResponse__Output>
  ReadDirtyPages: MethodDefinition<_viommu_v1_ReadDirtyPagesRequest, _viommu_v1_ReadDirtyPagesResponse, _viommu_v1_ReadDirtyPagesRequest__Output, _viommu_v1_ReadDirtyPagesResponse__Output>
  Replace: MethodDefinition<_viommu_v1_ReplaceRequest, _viommu_v1_ReplaceResponse, _viommu_v1_ReplaceRequest__Output, _viommu_v1_ReplaceResponse__Output>
  SetAllowedIovaRanges: MethodDefinition<_viommu_v1_SetAllowedIovaRangesRequest, _viommu_v1_SetAllowedIovaRangesResponse, _viommu_v1_SetAllowedIovaRangesRequest__Output, _viommu_v1_SetAllowedIovaRangesResponse__Output>
  SetDirtyTracking: MethodDefinition<_viommu_v1_SetDirtyTrackingRequest, _viommu_v1_SetDirtyTrackingResponse, _viommu_v1_SetDirtyTrackingRequest__Output, _viommu_v1_SetDirtyTrackingResponse__Output>
  Translate: MethodDefinition<_viommu_v1_TranslateRequest, _viommu_v1_TranslateResponse, _viommu_v1_TranslateRequest__Output, _viommu_v1_TranslateResponse__Output>
  Unmap: MethodDefinition<_viommu_v1_UnmapRequest, _viommu_v1_UnmapResponse, _viommu_v1_UnmapRequest__Output, _viommu_v1_UnmapResponse__Output>
}
