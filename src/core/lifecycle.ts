import { IommuError } from '../model/errors';
import type { AttachmentView, DomainRequest, DomainView } from '../model/domain';
import type { Limits } from '../model/viommu';
import { viewOf } from './attachment';
import type { Attachments } from './attachments';
import { GroupCounters } from './counters';
import type { Delays } from './delays';
import type { DmaEngine } from './dma-engine';
import type { DirtyTracking } from './dirty-tracking';
import type { Domain } from './domain';
import { Endpoint } from './endpoint';
import type { EndpointControl } from './endpoint-control';
import type { Fences } from './fences';
import type { GroupQueue } from './group-queue';
import type { Invalidator } from './invalidator';
import { ALL_PAGES, type PageRange } from './page-range';
import type { Iotlb } from './iotlb';
import type { Mapper } from './mapper';
import type { Operations } from './operations';
import type { OutputLog } from './output-log';
import type { PasidStopper } from './pasid-stopper';
import type { MemoryPort } from './memory-port';
import { prepareDomain } from './new-domain';
import { endpointConfig, priParent } from './endpoint-config';
import type { Exhaustion } from './exhaustion';
import type { Profile } from '../profiles';
import type { Rules } from './rules';
import type { Violations } from './violations';
import { requireDomain, requireTableRoom, type EndpointTable, type Table } from './tables';
import type { EndpointRequest } from '../model/endpoint';

/** Whom creating and deleting concerns. */
export interface LifecycleParts {
  readonly limits: Limits;
  readonly profile: Profile;
  readonly exhaustion: Exhaustion;
  readonly violations: Violations;
  readonly rules: Rules;
  readonly delays: Delays;
  readonly fences: Fences;
  readonly endpoints: EndpointTable;
  readonly domains: Table<Domain>;
  readonly log: OutputLog;
  readonly operations: Operations;
  readonly iotlb: Iotlb;
  readonly invalidator: Invalidator;
  readonly queue: GroupQueue;
  readonly engine: DmaEngine;
  readonly control: EndpointControl;
  readonly stopper: PasidStopper;
  readonly attachments: Attachments;
  readonly mapper: Mapper;
  readonly dirty: DirtyTracking;
  readonly memory: MemoryPort;
  /** Pages that no domain can map, ascending and apart. */
  readonly reservedRanges: readonly PageRange[];
  /** The highest page that a PAGING domain translates. */
  readonly maxPage: number;
  /** Pages of the granule. */
  readonly granulePages: number;
}

/** Creates and deletes endpoints and domains, and ends everything when the vIOMMU is reset. */
export class Lifecycle {
  private domainTag = 0;

  constructor(private readonly parts: LifecycleParts) {}

  createEndpoint(endpointId: number, request: EndpointRequest): Endpoint {
    const { endpoints, limits, queue, control } = this.parts;
    requireTableRoom(endpoints.size, 'max_endpoints', limits);
    const id = endpoints.choose(endpointId);
    if (endpoints.find(id) !== undefined) {
      throw new IommuError('ENDPOINT_EXISTS', `endpoint_id ${String(id)} exists; choose another or delete it`, {
        field: 'endpoint_id',
      });
    }
    const config = endpointConfig(id, request, this.parts);
    const queueParent = config.ats?.queueParentId === undefined ? undefined : endpoints.find(config.ats.queueParentId);
    const parent = priParent(request, endpoints) ?? queueParent;
    const grants = limits.max_grants_per_endpoint;
    const endpoint = new Endpoint(id, config, grants, queue.openEndpoint(id), parent, queueParent);
    endpoints.add(endpoint);
    control.created(endpoint);
    return endpoint;
  }

  /** @param causedBy the endpoint whose deletion this is part of; itself, if none */
  deleteEndpoint(endpoint: Endpoint, force: boolean, causedBy = endpoint): void {
    const [attachment] = endpoint.attachments.values();
    if (attachment !== undefined && !force) {
      throw busy(`endpoint ${String(endpoint.id)} is attached`, `domain ${String(attachment.domain.id)}`);
    }
    const [child] = endpoint.children;
    if (child !== undefined && !force) {
      throw busy(
        `the page request interface of endpoint ${String(endpoint.id)} is shared`,
        `endpoint ${String(child.id)}`,
        'delete what shares it first',
      );
    }
    for (const each of [...endpoint.children]) {
      this.deleteEndpoint(each, force, causedBy);
    }
    this.parts.control.delete(endpoint, causedBy);
    endpoint.pri?.close();
    endpoint.parent?.children.delete(endpoint);
    endpoint.tlb.queue.members.delete(endpoint);
    this.parts.exhaustion.forget(endpoint.id);
    this.parts.fences.forget(endpoint.id);
    for (const each of [...endpoint.attachments.values()]) {
      this.parts.attachments.forget(each);
    }
    this.parts.queue.close(endpoint.groups);
    this.parts.endpoints.remove(endpoint);
  }

  createDomain(domainId: number, request: DomainRequest): DomainView {
    const { domains, limits, queue } = this.parts;
    requireTableRoom(domains.size, 'max_domains', limits);
    const id = domains.choose(domainId);
    if (domains.find(id) !== undefined) {
      throw new IommuError('DOMAIN_EXISTS', `domain_id ${String(id)} exists; choose another or delete it`, {
        field: 'domain_id',
      });
    }
    const make = prepareDomain(request, this.parts);
    this.domainTag += 1;
    const domain = make(id, this.domainTag, queue.openDomain(id));
    domains.add(domain);
    return this.domainView(domain);
  }

  domainView(domain: Domain): DomainView {
    return {
      domainId: domain.id,
      kind: domain.kind,
      pageRequests: domain.pageRequests,
      attachmentCount: domain.attachments.size,
      mappingCount: domain.space.mappingCount,
      undeliveredGroups: this.parts.queue.undeliveredOf(domain),
      pendingGroups: this.parts.queue.pendingOf(domain.groups),
      overflowPolicy: domain.overflowPolicy,
      overflowActive: domain.overflow !== undefined,
      nested: domain.nested,
      nestedDomainCount: domain.children.size,
      dirtyTracking: domain.dirtyTracking,
      dirtyTrackingEnabled: domain.recordsWrites,
    };
  }

  /** Deletes a domain; the operation ends when no endpoint holds any of its pages. */
  deleteDomain(domain: Domain, force: boolean, timeoutNs: bigint | undefined): bigint {
    const [attachment] = domain.attachments;
    if (attachment !== undefined && !force) {
      throw busy(`domain ${String(domain.id)} is attached`, `endpoint ${String(attachment.endpoint.id)}`);
    }
    const [child] = domain.children;
    if (child !== undefined && !force) {
      const what = `domain ${String(domain.id)} is the stage 2 of another`;
      throw busy(what, `domain ${String(child.id)}`, 'delete that first');
    }
    const { invalidator, operations } = this.parts;
    invalidator.requireRoomFor(domain, [ALL_PAGES]);
    const operation = operations.begin('DELETE_DOMAIN', timeoutNs);
    for (const each of [...domain.children, domain]) {
      for (const one of [...each.attachments]) {
        this.parts.attachments.end(one, 'DOMAIN_DELETED');
      }
    }
    invalidator.invalidateDomain(operation, 0, domain, [ALL_PAGES]);
    for (const each of [...domain.children, domain]) {
      this.removeDomain(each);
    }
    return operations.seal(operation);
  }

  /** Attachments behind a place, ordered by endpoint and PASID. */
  listAttachments(
    domainId: number | undefined,
    after: { endpointId: number; pasid: number } | undefined,
    limit: number,
  ): AttachmentView[] {
    if (domainId !== undefined) {
      requireDomain(this.parts.domains, domainId);
    }
    const found: AttachmentView[] = [];
    for (const endpoint of this.parts.endpoints.page((after?.endpointId ?? 1) - 1, Infinity)) {
      const beyond = endpoint.id === after?.endpointId ? after.pasid : -Infinity;
      const sorted = [...endpoint.attachments.values()].sort((a, b) => a.pasid - b.pasid);
      for (const attachment of sorted) {
        if (attachment.pasid > beyond && (domainId === undefined || attachment.domain.id === domainId)) {
          found.push(viewOf(attachment));
          if (found.length === limit) {
            return found;
          }
        }
      }
    }
    return found;
  }

  /** A domain that maps into output pages, or that is in use and reaches them without a mapping. */
  findOutputUse(firstPage: number, lastPage: number): number | undefined {
    const user = this.parts.domains.all().find((domain) => {
      const reached = domain.isUnmapped && domain.attachments.size + domain.children.size > 0;
      return reached || domain.space.outputOverlap(firstPage, lastPage) !== undefined;
    });
    return user?.id;
  }

  /** Ends what is open: unclosed groups are dropped, complete ones answered Invalid Request, operations end. */
  endAll(): void {
    for (const endpoint of this.parts.endpoints.all()) {
      for (const attachment of [...endpoint.attachments.values()]) {
        this.parts.attachments.end(attachment, 'VIOMMU_RESET');
      }
      this.parts.invalidator.settle(endpoint);
      this.parts.engine.abandon(endpoint);
    }
    // What is behind a fence is executed now, and ends as well.
    while (this.parts.delays.hasWork) {
      this.parts.delays.settle();
      for (const endpoint of this.parts.endpoints.all()) {
        this.parts.invalidator.settle(endpoint);
      }
    }
    this.parts.stopper.settle();
    this.parts.iotlb.invalidateAll();
  }

  /** Begins a new incarnation after {@link endAll}. */
  restart(incarnation: number): void {
    for (const domain of this.parts.domains.all()) {
      this.removeDomain(domain);
    }
    this.parts.queue.restart();
    this.parts.log.restart(incarnation);
    this.parts.violations.restart();
    this.parts.exhaustion.clear();
    this.parts.rules.restart();
    this.parts.fences.restart();
    this.parts.delays.clear();
    for (const endpoint of this.parts.endpoints.all()) {
      endpoint.groups = this.parts.queue.openEndpoint(endpoint.id);
      endpoint.counters = new GroupCounters();
    }
  }

  private removeDomain(domain: Domain): void {
    this.parts.mapper.mappingCount -= domain.space.mappingCount;
    this.parts.queue.close(domain.groups);
    this.parts.domains.remove(domain);
    domain.leaveParent();
    this.parts.dirty.forgetDomain(domain);
  }
}

function busy(what: string, holder: string, wayOut = 'detach first'): IommuError {
  return new IommuError('BUSY', `${what} (${holder}); ${wayOut}, or set force`, {
    metadata: { holder },
    field: 'force',
  });
}
