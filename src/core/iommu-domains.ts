import { pageOf } from '../base/u64';
import type {
  AttachmentView,
  DomainRequest,
  DomainView,
  MapAnywhereRequest,
  MapItem,
  PageRange,
  UsablePages,
} from '../model/domain';
import type { Explanation } from '../model/explanation';
import type { Permissions } from '../model/permissions';
import type { ProbeResult } from '../model/transfer';
import type { FlushCounts } from '../model/viommu';
import type { Mapping } from './address-space';
import { viewOf } from './attachment';
import { executedAny, type BatchItems, type OnError } from './batch';
import type { DirtyAnswer, DirtyQuery } from './dirty-pages';
import { explain } from './explain';
import { IommuEndpoints } from './iommu-endpoints';
import { requirePaging, type OperationBatch } from './mapping-control';
import { probe } from './probe';
import { requireDomain } from './tables';

/** What to drain: an endpoint's attachments, a domain's, or those that are both. */
export interface DrainScope {
  readonly domainId?: number | undefined;
  readonly endpointId?: number | undefined;
  /** Of the endpoint; NO_PASID: only what has none; undefined: all. */
  readonly pasid?: number | undefined;
}

/** The third part of {@link Iommu}: domains, attachments and mappings. */
export abstract class IommuDomains extends IommuEndpoints {
  createDomain(domainId: number, request: DomainRequest): DomainView {
    return this.parts.lifecycle.createDomain(domainId, request);
  }

  domain(id: number): DomainView {
    return this.parts.lifecycle.domainView(requireDomain(this.parts.domains, id));
  }

  /** At most `limit` domains with an id above `afterId`, by id. */
  domains(afterId: number, limit: number): DomainView[] {
    return this.parts.domains.page(afterId, limit).map((domain) => this.parts.lifecycle.domainView(domain));
  }

  domainIds(): readonly number[] {
    return this.parts.domains.ids();
  }

  /** Deletes a domain: an operation. */
  deleteDomain(id: number, force: boolean, timeoutNs?: bigint): { operationId: bigint; flushed: FlushCounts } {
    const domain = requireDomain(this.parts.domains, id);
    const { result, flushed } = this.flush(() => this.parts.lifecycle.deleteDomain(domain, force, timeoutNs));
    return { operationId: result, flushed };
  }

  attach(endpointId: number, pasid: number, domainId: number, deviceCookie: bigint): AttachmentView {
    const endpoint = this.findEndpoint(endpointId);
    return viewOf(
      this.parts.attachments.attach(endpoint, pasid, requireDomain(this.parts.domains, domainId), deviceCookie),
    );
  }

  replace(
    endpointId: number,
    pasid: number,
    domainId: number,
    deviceCookie: bigint,
    timeoutNs?: bigint,
  ): { attachment: AttachmentView; operationId: bigint | undefined; flushed: FlushCounts } {
    const endpoint = this.findEndpoint(endpointId);
    const domain = requireDomain(this.parts.domains, domainId);
    const { result, flushed } = this.flush(() =>
      this.parts.attachments.replace(endpoint, pasid, domain, deviceCookie, timeoutNs),
    );
    return { attachment: viewOf(result.attachment), operationId: result.operationId, flushed };
  }

  detach(endpointId: number, pasid: number, timeoutNs?: bigint): { operationId: bigint; flushed: FlushCounts } {
    const endpoint = this.findEndpoint(endpointId);
    const { result, flushed } = this.flush(() => this.parts.attachments.detach(endpoint, pasid, timeoutNs));
    return { operationId: result, flushed };
  }

  /** Ends what is pending of the attachments of an endpoint, of a domain, or of both. */
  drain(scope: DrainScope): FlushCounts {
    const domain = scope.domainId === undefined ? undefined : requireDomain(this.parts.domains, scope.domainId);
    const endpoint = scope.endpointId === undefined ? undefined : this.findEndpoint(scope.endpointId);
    if (scope.pasid !== undefined) {
      endpoint?.requirePasid(scope.pasid);
    }
    const among = endpoint?.attachments.values() ?? domain?.attachments.values() ?? [];
    const chosen = [...among].filter(
      (attachment) =>
        (domain === undefined || attachment.domain === domain) &&
        (scope.pasid === undefined || attachment.pasid === scope.pasid),
    );
    return this.flush(() => {
      for (const attachment of chosen) {
        this.parts.attachments.drain(attachment);
      }
    }).flushed;
  }

  /** The attachment of an endpoint, or of one PASID of it; undefined: there is none. */
  attachment(endpointId: number, pasid: number): AttachmentView | undefined {
    const attachment = this.findEndpoint(endpointId).attachments.get(pasid);
    return attachment && viewOf(attachment);
  }

  /** Attachments behind a place, ordered by endpoint and PASID, none before 0. */
  attachments(
    domainId: number | undefined,
    after: { endpointId: number; pasid: number } | undefined,
    limit: number,
  ): AttachmentView[] {
    return this.parts.lifecycle.listAttachments(domainId, after, limit);
  }

  map(domainId: number, items: BatchItems<MapItem>, onError: OnError, timeoutNs?: bigint): OperationBatch {
    const domain = requireDomain(this.parts.domains, domainId);
    return this.run(() => this.parts.mapping.map(domain, items, onError, timeoutNs), executedAny);
  }

  /** Removes mappings; yields between slices, and nothing else may be asked before the end. */
  *unmap(
    domainId: number,
    ranges: BatchItems<PageRange>,
    onError: OnError,
    timeoutNs?: bigint,
  ): Generator<void, OperationBatch & { readonly removedMappings: number }> {
    const domain = requireDomain(this.parts.domains, domainId);
    const result = yield* this.parts.mapping.unmap(domain, ranges, onError, timeoutNs);
    return this.run(() => result, executedAny);
  }

  /** Removes every mapping that leads into a range of output addresses; yields as {@link unmap} does. */
  *unmapOutput(first: bigint, last: bigint, timeoutNs?: bigint): Generator<void, bigint | undefined> {
    const operationId = yield* this.parts.mapping.unmapOutput(pageOf(first), pageOf(last), timeoutNs);
    this.settle();
    return operationId;
  }

  /** A domain that maps into a range of output addresses, or is an identity domain in use. */
  findOutputUse(first: bigint, last: bigint): number | undefined {
    return this.parts.lifecycle.findOutputUse(pageOf(first), pageOf(last));
  }

  /** At most `limit` mappings that end at `fromPage` or later, by page. */
  mappings(domainId: number, fromPage: number, limit: number): Mapping[] {
    const domain = requireDomain(this.parts.domains, domainId);
    requirePaging(domain);
    return domain.space.list(fromPage, limit);
  }

  /** Makes one mapping where there is room. */
  mapAnywhere(domainId: number, request: MapAnywhereRequest): Mapping {
    const domain = requireDomain(this.parts.domains, domainId);
    return this.run(() => this.parts.mapping.mapAnywhere(domain, request));
  }

  /** Which pages of a domain can be mapped. */
  usablePages(domainId: number): UsablePages {
    return this.parts.mapping.usablePages(requireDomain(this.parts.domains, domainId));
  }

  /** Replaces what {@link mapAnywhere} may choose from, in any order; none: everything. */
  setAllowedRanges(domainId: number, ranges: readonly PageRange[]): void {
    this.parts.mapping.setAllowedRanges(requireDomain(this.parts.domains, domainId), ranges);
  }

  /** Begins to record which pages of a domain are written, forgetting what was recorded, or ends it. */
  setDirtyTracking(domainId: number, enabled: boolean): void {
    this.parts.dirty.set(requireDomain(this.parts.domains, domainId), enabled);
  }

  /** Tells a part of what is dirty in a range: at most `MAX_PART_BITS` bits. */
  readDirty(domainId: number, query: DirtyQuery): DirtyAnswer {
    return this.parts.dirty.read(requireDomain(this.parts.domains, domainId), query);
  }

  /** Says what an access would meet, without any effect. */
  probe(endpointId: number, pasid: number, iova: bigint, permissions: Permissions): ProbeResult {
    return probe(this.parts, { endpoint: this.findEndpoint(endpointId), pasid, iova, permissions }, () => undefined);
  }

  /** As {@link probe}, and how it comes about. */
  explain(
    endpointId: number,
    pasid: number,
    iova: bigint,
    permissions: Permissions,
  ): { readonly result: ProbeResult; readonly explanation: Explanation } {
    return explain(this.parts, { endpoint: this.findEndpoint(endpointId), pasid, iova, permissions });
  }
}
