/** Domains, attachments and mappings between the contract and the model. */
import { addressOf, PAGE_SIZE, pageOf } from '../base/u64';
import type { Mapping } from '../core/address-space';
import type { BatchOutcome } from '../core/batch';
import type { OperationOutput } from '../core/outputs';
import type { Attachment } from '../gen/viommu/v1/Attachment';
import type { CreateDomainRequest__Output } from '../gen/viommu/v1/CreateDomainRequest';
import type { Domain } from '../gen/viommu/v1/Domain';
import type { GetIovaRangesResponse } from '../gen/viommu/v1/GetIovaRangesResponse';
import type { MapAnywhereRequest__Output } from '../gen/viommu/v1/MapAnywhereRequest';
import type { MapItem__Output } from '../gen/viommu/v1/MapItem';
import type { Mapping as MappingMessage } from '../gen/viommu/v1/Mapping';
import type { MapResponse } from '../gen/viommu/v1/MapResponse';
import type { UnmapResponse } from '../gen/viommu/v1/UnmapResponse';
import type { ReservedIovaRange } from '../gen/viommu/v1/ReservedIovaRange';
import type {
  AttachmentView,
  DomainRequest,
  DomainView,
  IfMapped,
  MapAnywhereRequest,
  MapItem,
  UsablePages,
} from '../model/domain';
import type { ViommuConfig } from '../model/viommu';
import { permissions } from './check-permissions';
import { fromEnum, message, refusal, toBatch, toPasid, toPermissions } from './convert';
import { fromNestedTables, toNestedTables } from './convert-nested';
import { toOperationEnd } from './convert-operation';
import { fromAddress, fromRange, toPageRange, toPageRanges } from './convert-range';

/**
 * What a domain is to be.
 *
 * @param config of its vIOMMU, on which defaults depend
 */
export function fromCreateDomain(request: CreateDomainRequest__Output, config: ViommuConfig): DomainRequest {
  return {
    kind: fromEnum('DOMAIN_KIND_', request.kind, 'kind') ?? 'PAGING',
    pageRequests: request.pageRequests,
    overflowPolicy: fromEnum('OVERFLOW_POLICY_', request.overflowPolicy, 'overflow_policy'),
    nested: request.nested === null ? undefined : fromNestedTables(request.nested, config.outputWidthBits),
    dirtyTracking: request.dirtyTracking,
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
    nested: view.nested === undefined ? null : toNestedTables(view.nested),
    nestedDomainCount: view.nestedDomainCount,
    dirtyTracking: view.dirtyTracking,
    dirtyTrackingEnabled: view.dirtyTrackingEnabled,
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
  const { firstPage, lastPage } = fromRange(item.range);
  return {
    firstPage,
    lastPage,
    outputFirstPage: fromAddress(item.outputAddress, 'output_address'),
    permissions: permissions(item.permissions),
    ifMapped: fromEnum('IF_MAPPED_', item.ifMapped, 'if_mapped') ?? unspecified,
  };
}

/**
 * A mapping to make where there is room.
 *
 * @throws IommuError LENGTH_OUT_OF_RANGE, ADDRESS_MISALIGNED, PERMISSIONS_INVALID
 */
export function fromMapAnywhere(request: MapAnywhereRequest__Output): MapAnywhereRequest {
  const { lengthBytes, outputAddress } = request;
  if (lengthBytes === 0n || lengthBytes % BigInt(PAGE_SIZE) !== 0n) {
    throw refusal('LENGTH_OUT_OF_RANGE', 'length_bytes', `${lengthBytes} is not a positive multiple of ${PAGE_SIZE}`);
  }
  return {
    pageCount: pageOf(lengthBytes),
    outputFirstPage: fromAddress(outputAddress, 'output_address'),
    permissions: permissions(request.permissions),
  };
}

/**
 * Which pages of a domain can be mapped, for the wire.
 *
 * @param granuleBits of its vIOMMU
 */
export function toIovaRanges({ usable, reserved, allowed }: UsablePages, granuleBits: number): GetIovaRangesResponse {
  return {
    usable: toPageRanges(usable),
    reserved: reserved.map(({ firstPage, lastPage, endpointId }) =>
      message<ReservedIovaRange>({ range: toPageRange(firstPage, lastPage), endpointId }),
    ),
    allowed: toPageRanges(allowed),
    granuleBits,
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
