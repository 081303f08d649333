/** What the requests of virtio-iommu do (virtio 5.13.6.3 to 5.13.6.7). */
import { addressOf, lastAddressOf, pageOf } from '../../base/u64';
import type { reqCodec } from '../../codecs/virtio/req';
import type { AttachmentView, PageRange } from '../../model/domain';
import { IommuError } from '../../model/errors';
import { NO_PASID } from '../../model/page-request';
import { READ, WRITE, type Permissions } from '../../model/permissions';
import type { QueueParts } from '../dialect';
import type { VirtioConfig } from './config';
import { propertiesOf } from './probe';
import { refused, refusedBy, type Ended } from './status';

type Decoded = Extract<ReturnType<ReturnType<typeof reqCodec>['decode']>, { ok: true }>;

/** A request of a kind that there is. */
export type Request = Extract<Decoded, { kind: 'ATTACH' | 'DETACH' | 'MAP' | 'UNMAP' | 'PROBE' }>;

type Of<Kind extends Request['kind']> = Extract<Request, { kind: Kind }>;

const ATTACH_BYPASS = 1;
const MAP_FLAGS = { READ: 1, WRITE: 2, MMIO: 4 } as const;

/** The first bit of ATTACH that the specification reserves behind its head, whose reserved bits are ignored. */
const ATTACH_RESERVED = 128;

const OK: Ended = { status: 'OK', detail: '' };

/** Carries out requests, each in one command of the vIOMMU; WAIT: nothing was done, others have to end first. */
export class VirtioRequests {
  /** Domains without endpoints that could not be deleted yet. */
  private readonly ceasing = new Set<number>();

  constructor(
    private readonly parts: QueueParts,
    private readonly config: VirtioConfig,
  ) {}

  /** Never throws what the core refuses: that is a status. */
  perform(request: Request): Ended | 'WAIT' {
    this.sweep();
    try {
      return this.run(request);
    } catch (error) {
      if (!(error instanceof IommuError)) {
        throw error;
      }
      return error.reason === 'INVALIDATION_PENDING' || isFull(error) ? 'WAIT' : refusedBy(error);
    }
  }

  private run(request: Request): Ended {
    switch (request.kind) {
      case 'ATTACH':
        return this.attach(request);
      case 'DETACH':
        return this.detach(request.fields);
      case 'MAP':
        return this.map(request.fields);
      case 'UNMAP':
        return this.unmap(request.fields);
      case 'PROBE':
        return this.probe(request.fields);
    }
  }

  /** An endpoint that is attached elsewhere is detached first, as if that had been asked for. */
  private attach({ fields: { domain, endpoint, flags }, reservedBits }: Of<'ATTACH'>): Ended {
    const { iommu } = this.parts;
    if (reservedBits.some((bit) => bit >= ATTACH_RESERVED)) {
      return refused('INVAL', 'reserved is not zero');
    }
    if (flags !== 0 && (flags !== ATTACH_BYPASS || !this.config.offers('BYPASS_CONFIG'))) {
      return refused('INVAL', `flags = ${String(flags)} has a bit that is not known`);
    }
    if (!this.config.hasDomain(domain)) {
      return refused('RANGE', `domain ${String(domain)} is outside domain_range`);
    }
    const endpointId = this.endpoint(endpoint);
    if (endpointId === undefined) {
      return noEndpoint(endpoint);
    }
    const isBypass = flags === ATTACH_BYPASS;
    const [existing] = this.named(domain);
    if (existing !== undefined && (iommu.domain(existing).kind === 'IDENTITY') !== isBypass) {
      return refused('INVAL', `domain ${String(domain)} is ${isBypass ? 'no' : 'a'} bypass domain`);
    }
    const before = iommu.attachment(endpointId, NO_PASID);
    if (before !== undefined && before.domainId === existing) {
      return OK;
    }
    const operationId = before && this.leave(before);
    const domainId = existing ?? this.create(domain, isBypass);
    iommu.attach(endpointId, NO_PASID, domainId, BigInt(endpoint));
    return { ...OK, operationId };
  }

  private detach({ domain, endpoint }: Of<'DETACH'>['fields']): Ended {
    const endpointId = this.endpoint(endpoint);
    if (endpointId === undefined) {
      return noEndpoint(endpoint);
    }
    const attachment = this.parts.iommu.attachment(endpointId, NO_PASID);
    if (attachment === undefined || !this.named(domain).includes(attachment.domainId)) {
      return refused('INVAL', `endpoint ${String(endpoint)} is not attached to domain ${String(domain)}`);
    }
    return { ...OK, operationId: this.leave(attachment) };
  }

  private map({ domain, virt_start: first, virt_end: last, phys_start: output, flags }: Of<'MAP'>['fields']): Ended {
    const { READ: read, WRITE: write, MMIO: mmio } = MAP_FLAGS;
    const known = read | write | (this.config.offers('MMIO') ? mmio : 0);
    if ((flags & ~known) !== 0) {
      return refused('INVAL', `flags = ${String(flags)} has a bit that is not known`);
    }
    const [domainId] = this.named(domain);
    if (domainId === undefined) {
      return noDomain(domain);
    }
    if (last < first) {
      return refused('INVAL', 'virt_end is below virt_start');
    }
    if ([first, last + 1n, output].some((address) => address % this.config.granuleBytes !== 0n)) {
      return refused('RANGE', `an address is no multiple of ${String(this.config.granuleBytes)}`);
    }
    if (!this.config.hasInput(first, last)) {
      return refused('RANGE', 'the addresses are outside input_range');
    }
    const permissions: Permissions = (flags & read ? READ : 0) | (flags & write ? WRITE : 0);
    const item = { ...pagesOf(first, last), outputFirstPage: pageOf(output), permissions, ifMapped: 'REFUSE' as const };
    const [failure] = this.parts.iommu.map(domainId, [item], 'STOP').failures;
    return ended(failure?.error);
  }

  /** Whole mappings, and holes; one that would be cut keeps them all. */
  private unmap({ domain, virt_start: first, virt_end: last }: Of<'UNMAP'>['fields']): Ended {
    const { iommu } = this.parts;
    const [domainId] = this.named(domain);
    if (domainId === undefined) {
      return noDomain(domain);
    }
    if (last < first) {
      return refused('INVAL', 'virt_end is below virt_start');
    }
    if (this.isCut(domainId, first, last)) {
      return refused('RANGE', 'a mapping would be cut');
    }
    // What is mapped in the granules at its ends belongs to it: nothing is cut.
    const granule = 1n << BigInt(iommu.config.granuleBits);
    const range = pagesOf(first - (first % granule), last | (granule - 1n));
    const removal = iommu.unmap(domainId, [range], 'STOP');
    let step = removal.next();
    while (step.done !== true) {
      step = removal.next();
    }
    const { failures, operationId } = step.value;
    const error = failures[0]?.error;
    return error?.reason === 'NOT_MAPPED' ? OK : { ...ended(error), operationId };
  }

  private probe({ endpoint }: Of<'PROBE'>['fields']): Ended {
    const { probeBytes } = this.config;
    const nothing = new Uint8Array(probeBytes);
    const endpointId = this.endpoint(endpoint);
    if (endpointId === undefined) {
      return { ...noEndpoint(endpoint), properties: nothing };
    }
    const properties = propertiesOf(this.parts.iommu, endpointId, probeBytes);
    return properties === undefined
      ? { ...refused('INVAL', `the properties need more than probe_size = ${String(probeBytes)}`), properties: nothing }
      : { ...OK, properties };
  }

  private endpoint(virtualId: number): number | undefined {
    const { iommu } = this.parts;
    const id = iommu.endpointWithVirtualId(BigInt(virtualId));
    return id === undefined || iommu.endpoint(id).state === 'REMOVED' ? undefined : id;
  }

  /** The id is the guest's number wherever it can be. */
  private create(domain: number, isBypass: boolean): number {
    const { iommu, domains } = this.parts;
    const id = iommu.domainIds().includes(domain) ? 0 : domain;
    const { domainId } = iommu.createDomain(id, { kind: isBypass ? 'IDENTITY' : 'PAGING', pageRequests: false });
    domains.set(domainId, { domainTag: domain, addressSpaceTag: undefined });
    return domainId;
  }

  /** A domain that no endpoint is attached to any more ceases to exist. Returns what has to end: only this endpoint's part. */
  private leave({ endpointId, domainId }: AttachmentView): bigint {
    const { operationId } = this.parts.iommu.detach(endpointId, NO_PASID);
    this.ceasing.add(domainId);
    this.sweep();
    return operationId;
  }

  /** Domains that a guest's number means, and that have not ceased to exist. */
  private named(domain: number): number[] {
    return this.parts.domains.find(domain).filter((id) => !this.ceasing.has(id));
  }

  /** Deletes what has ceased to exist, as soon as those that hold pages of it can be told. */
  private sweep(): void {
    const { iommu, domains } = this.parts;
    for (const id of this.ceasing) {
      const domain = iommu.domainIds().includes(id) ? iommu.domain(id) : undefined;
      if (domain?.attachmentCount === 0 && domain.nestedDomainCount === 0) {
        try {
          iommu.deleteDomain(id, false);
          domains.forget(id);
        } catch (error) {
          if (isFull(error)) {
            continue;
          }
          throw error;
        }
      }
      this.ceasing.delete(id);
    }
  }

  /** Whether a mapping lies in these addresses with a part only. */
  private isCut(domainId: number, first: bigint, last: bigint): boolean {
    const { iommu } = this.parts;
    return [first, last].some((edge) => {
      const [met] = iommu.mappings(domainId, pageOf(edge), 1);
      if (met === undefined) {
        return false;
      }
      const [low, high] = [addressOf(met.firstPage), lastAddressOf(met.lastPage)];
      return low <= last && (low < first || high > last);
    });
  }
}

/** Whether an endpoint has no room for another invalidation. */
function isFull(error: unknown): boolean {
  return error instanceof IommuError && error.metadata['limit'] === 'max_waiting_invalidations';
}

/** @throws IommuError what the core refused the only item of a batch for */
function ended(error: IommuError | undefined): Ended {
  if (error !== undefined) {
    throw error;
  }
  return OK;
}

function noEndpoint(endpoint: number): Ended {
  return refused('NOENT', `no endpoint has virtual id ${String(endpoint)}`);
}

function noDomain(domain: number): Ended {
  return refused('NOENT', `there is no domain ${String(domain)}`);
}

function pagesOf(first: bigint, last: bigint): PageRange {
  return { firstPage: pageOf(first), lastPage: pageOf(last) };
}
