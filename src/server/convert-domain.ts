/** Domains, attachments and mappings between the contract and the model. */
import { addressOf } from '../base/u64';
import type { Mapping } from '../core/address-space';
import type { BatchOutcome } from '../core/batch';
import type { OperationOutput } from '../core/outputs';
import type { Attachment } from '../gen/viommu/v1/Attachment';
import type { CreateDomainRequest__Output } from '../gen/viommu/v1/CreateDomainRequest';
import type { Domain } from '../gen/viommu/v1/Domain';
import type { MapItem__Output } from '../gen/viommu/v1/MapItem';
import type { Mapping as MappingMessage } from '../gen/viommu/v1/Mapping';
import type { MapResponse } from '../gen/viommu/v1/MapResponse';
import type { UnmapResponse } from '../gen/viommu/v1/UnmapResponse';
import type { AttachmentView, DomainRequest, DomainView, IfMapped, MapItem } from '../model/domain';
import { permissions } from './check-permissions';
import { fromEnum, fromRange, message, toBatch, toPageRange, toPasid, toPermissions } from './convert';
import { toOperationEnd } from './convert-operation';

/** What a domain is to be. */
export function fromCreateDomain(request: CreateDomainRequest__Output): DomainRequest {
  return {
    kind: fromEnum('DOMAIN_KIND_', request.kind, 'kind') ?? 'PAGING',
    pageRequests: request.pageRequests,
    overflowPolicy: fromEnum('OVERFLOW_POLICY_', request.overflowPolicy, 'overflow_policy'),
  };
}

/** A domain, for the wire. */
export function toDomain(viommuId: string, view: DomainView): Domain {
  return {
    viommuId,
    domainId: view.domainId,
    kind: `DOMAIN_KIND_${view.kind}`,
    pageRequests: view.pageRequests,
    attachmentCount: view.attachmentCount,
    mappingCount: view.mappingCount,
    undeliveredGroupCount: view.undeliveredGroups,
    pendingGroupCount: view.pendingGroups,
    overflowPolicy: `OVERFLOW_POLICY_${view.overflowPolicy}`,
    overflowActive: view.overflowActive,
  };
}

/** An attachment, for the wire. */
export function toAttachment(view: AttachmentView): Attachment {
  return message<Attachment>({
    endpointId: view.endpointId,
    pasid: toPasid(view.pasid),
    domainId: view.domainId,
    deviceCookie: view.deviceCookie,
    attachmentGeneration: view.generation,
  });
}

/**
 * A mapping to make.
 *
 * @param unspecified what it means when the item does not say what to do where something is mapped
 */
export function fromMapItem(item: MapItem__Output, unspecified: IfMapped): MapItem {
  const { first, last } = fromRange(item.range);
  return {
    first,
    last,
    outputAddress: item.outputAddress,
    permissions: permissions(item.permissions),
    ifMapped: fromEnum('IF_MAPPED_', item.ifMapped, 'if_mapped') ?? unspecified,
  };
}

/** A mapping that exists, for the wire. */
export function toMapping({ firstPage, lastPage, outputFirstPage, permissions: allowed }: Mapping): MappingMessage {
  return {
    range: toPageRange(firstPage, lastPage),
    outputAddress: addressOf(outputFirstPage),
    permissions: toPermissions(allowed),
  };
}

/**
 * What became of a batch of mappings.
 *
 * @param end how lowering permissions ended; undefined: there was nothing to wait for
 */
export function toMapResponse(batch: BatchOutcome, end: OperationOutput | undefined): MapResponse {
  return { mappedCount: batch.executed, ...toBatch(batch), operation: toOperationEnd(end) };
}

/**
 * What became of a batch of ranges to unmap.
 *
 * @param end how the operation ended; undefined: every range was refused
 */
export function toUnmapResponse(
  batch: BatchOutcome & { readonly removedMappings: number },
  end: OperationOutput | undefined,
): UnmapResponse {
  return { removedMappingCount: batch.removedMappings, ...toBatch(batch), operation: toOperationEnd(end) };
}
