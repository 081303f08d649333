import { MAX_PAGE } from '../base/u64';
import { ALL_PERMISSIONS, allows, PRIVILEGED, type Permissions } from '../model/permissions';
import type { FaultReason } from '../model/fault';
import type { Policy } from '../model/viommu';
import type { LookupResult } from './address-space';
import type { Attachment } from './attachment';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { contextFault, isUnknownRequester } from './endpoint-context';
import type { Iotlb } from './iotlb';

/** What a vIOMMU decides for every access. */
export interface TranslationSettings {
  readonly policy: () => Policy;
  readonly bypassUnattached: boolean;
  /** The highest page number an IOVA can have. */
  readonly maxPage: number;
}

/** Where an access of (endpoint, PASID) goes. */
export type Route =
  | { readonly kind: 'BYPASS' }
  | { readonly kind: 'DOMAIN'; readonly attachment: Attachment }
  | { readonly kind: 'FAULT'; readonly reason: FaultReason };

/** Everything but the restriction to privileged accesses. */
const ALL_ACCESSES: Permissions = ALL_PERMISSIONS & ~PRIVILEGED;

const BYPASS: Route = { kind: 'BYPASS' };
const BLOCKED: Route = { kind: 'FAULT', reason: 'BLOCKED' };
const NOT_ATTACHED: Route = { kind: 'FAULT', reason: 'NOT_ATTACHED' };

/** A translation, filled in by {@link Translator.lookup}. */
export interface Found {
  outputPage: number;
  permissions: Permissions;
  /** Undefined for bypass. */
  domain: Domain | undefined;
}

/** attachment → domain → IOTLB → mappings. Translating has no effect but on the IOTLB, which no result shows. */
export class Translator {
  private readonly result: LookupResult = { firstPage: 0, lastPage: 0, outputPage: 0, permissions: 0 };

  constructor(
    private readonly settings: TranslationSettings,
    private readonly iotlb: Iotlb,
  ) {}

  /** Where an access goes. */
  route(endpoint: Endpoint, pasid: number): Route {
    const policy = this.settings.policy();
    if (policy.translation !== 'ON') {
      return policy.translation === 'BYPASS' ? BYPASS : BLOCKED;
    }
    const reason = isUnknownRequester(endpoint, policy) ? 'UNKNOWN_REQUESTER' : contextFault(endpoint);
    if (reason !== undefined) {
      return { kind: 'FAULT', reason };
    }
    const attachment = endpoint.attachments.get(pasid);
    if (attachment === undefined) {
      return this.settings.bypassUnattached ? BYPASS : NOT_ATTACHED;
    }
    return { kind: 'DOMAIN', attachment };
  }

  /**
   * Translates one page of an access.
   *
   * @param found filled in on success, and on PERMISSION with what the mapping allows
   * @returns the fault; undefined on success
   */
  lookup(endpoint: Endpoint, pasid: number, page: number, access: Permissions, found: Found): FaultReason | undefined {
    const route = this.route(endpoint, pasid);
    if (route.kind === 'FAULT') {
      return route.reason;
    }
    if (page > this.settings.maxPage) {
      return 'ADDRESS_TOO_WIDE';
    }
    if (route.kind === 'BYPASS') {
      found.outputPage = page;
      found.permissions = ALL_ACCESSES;
      found.domain = undefined;
      return undefined;
    }
    return this.lookupDomain(route.attachment.domain, page, access, found);
  }

  /** The mapping that covers a page of a domain, without use of the IOTLB; for the probe. */
  mappingAt(domain: Domain, page: number): LookupResult | undefined {
    if (domain.kind === 'IDENTITY') {
      return {
        firstPage: 0,
        lastPage: Math.min(MAX_PAGE, this.settings.maxPage),
        outputPage: page,
        permissions: ALL_ACCESSES,
      };
    }
    return domain.kind === 'PAGING' && domain.space.lookup(page, this.result) ? this.result : undefined;
  }

  private lookupDomain(domain: Domain, page: number, access: Permissions, found: Found): FaultReason | undefined {
    found.domain = domain;
    if (domain.kind === 'BLOCKED') {
      return 'BLOCKED';
    }
    if (domain.kind === 'IDENTITY') {
      found.outputPage = page;
      found.permissions = ALL_ACCESSES;
      return undefined;
    }
    const slot = this.iotlb.lookup(domain.tag, page);
    if (slot !== -1) {
      found.outputPage = this.iotlb.outputPageAt(slot);
      found.permissions = this.iotlb.permissionsAt(slot);
    } else if (domain.space.lookup(page, this.result)) {
      found.outputPage = this.result.outputPage;
      found.permissions = this.result.permissions;
      this.iotlb.insert(domain.tag, page, found.outputPage, found.permissions);
    } else {
      return 'NOT_MAPPED';
    }
    return allows(found.permissions, access) ? undefined : 'PERMISSION';
  }
}
