import { pageOf } from '../base/u64';
import type { AddressRange, AttachmentView, DomainKind, DomainView, MapItem } from '../model/domain';
import type { Permissions } from '../model/permissions';
import type { ProbeResult } from '../model/transfer';
import type { Mapping } from './address-space';
import { viewOf } from './attachment';
import type { Checked, OnError } from './batch';
import { IommuEndpoints } from './iommu-endpoints';
import { requirePaging, type OperationBatch } from './mapping-control';
import { probe } from './probe';
import { requireDomain } from './tables';

/** The third part of {@link Iommu}: domains, attachments and mappings. */
export abstract class IommuDomains extends IommuEndpoints {
  createDomain(domainId: number, kind: DomainKind, pageRequests: boolean): DomainView {
    return this.parts.lifecycle.createDomain(domainId, kind, pageRequests);
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
  deleteDomain(id: number, force: boolean, timeoutNs?: bigint): bigint {
    return this.run(() => this.parts.lifecycle.deleteDomain(requireDomain(this.parts.domains, id), force, timeoutNs));
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
  ): { attachment: AttachmentView; operationId: bigint | undefined } {
    const endpoint = this.findEndpoint(endpointId);
    const domain = requireDomain(this.parts.domains, domainId);
    return this.run(() => {
      const done = this.parts.attachments.replace(endpoint, pasid, domain, deviceCookie, timeoutNs);
      return { attachment: viewOf(done.attachment), operationId: done.operationId };
    });
  }

  detach(endpointId: number, pasid: number, timeoutNs?: bigint): bigint {
    return this.run(() => this.parts.attachments.detach(this.findEndpoint(endpointId), pasid, timeoutNs));
  }

  /** Attachments behind a place, ordered by endpoint and PASID, none before 0. */
  attachments(
    domainId: number | undefined,
    after: { endpointId: number; pasid: number } | undefined,
    limit: number,
  ): AttachmentView[] {
    return this.parts.lifecycle.listAttachments(domainId, after, limit);
  }

  map(domainId: number, items: readonly Checked<MapItem>[], onError: OnError, timeoutNs?: bigint): OperationBatch {
    const domain = requireDomain(this.parts.domains, domainId);
    return this.run(() => this.parts.mapping.map(domain, items, onError, timeoutNs));
  }

  /** Removes mappings; yields between slices, and nothing else may be asked before the end. */
  *unmap(
    domainId: number,
    ranges: readonly Checked<AddressRange>[],
    onError: OnError,
    timeoutNs?: bigint,
  ): Generator<void, OperationBatch & { readonly removedMappings: number }> {
    const domain = requireDomain(this.parts.domains, domainId);
    const result = yield* this.parts.mapping.unmap(domain, ranges, onError, timeoutNs);
    this.parts.engine.settle();
    return result;
  }

  /** Removes every mapping that leads into a range of output addresses; yields as {@link unmap} does. */
  *unmapOutput(first: bigint, last: bigint, timeoutNs?: bigint): Generator<void, bigint | undefined> {
    const operationId = yield* this.parts.mapping.unmapOutput(pageOf(first), pageOf(last), timeoutNs);
    this.parts.engine.settle();
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

  /** Says what an access would meet, without any effect. */
  probe(endpointId: number, pasid: number, iova: bigint, permissions: Permissions): ProbeResult {
    return probe(this.parts, this.findEndpoint(endpointId), pasid, iova, permissions);
  }
}
