import { ALL_PERMISSIONS, allows, NONE, PRIVILEGED, WRITE, type Permissions } from '../model/permissions';
import type { FaultReason } from '../model/fault';
import type { Policy } from '../model/viommu';
import type { LookupResult } from './address-space';
import type { Attachment } from './attachment';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { contextFault, isUnknownRequester } from './endpoint-context';
import type { NestedTranslation, TableFailure } from './guest-tables';
import { contextOf, type CachedPages, type Iotlb } from './iotlb';
import { createStage2Result } from './stage2';

/** What a vIOMMU decides for every access. */
export interface TranslationSettings {
  readonly policy: () => Policy;
  readonly bypassUnattached: () => boolean;
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
const FENCED: Route = { kind: 'FAULT', reason: 'FENCED' };
const NOT_ATTACHED: Route = { kind: 'FAULT', reason: 'NOT_ATTACHED' };

/** A translation, filled in by {@link Translator.lookup}. */
export interface Found {
  outputPage: number;
  permissions: Permissions;
  /** Undefined for bypass. */
  domain: Domain | undefined;
  /** For a nested domain the page that its stage 2 translates; else the page that was asked for. */
  stage2Page: number;
  /** Whether the guest's tables say that it holds for every PASID. */
  global: boolean;
  /** After a fault of a nested domain: where. */
  failure: TableFailure | undefined;
}

/** A result to look up with. */
export function createFound(): Found {
  return { outputPage: 0, permissions: NONE, domain: undefined, stage2Page: 0, global: false, failure: undefined };
}

/** attachment → domain → IOTLB → mappings or tables. Translating has no effect but on the IOTLB and the guest's tables. */
export class Translator {
  private readonly result: LookupResult = { firstPage: 0, lastPage: 0, outputPage: 0, permissions: 0 };
  private readonly nested = createStage2Result();
  private readonly cached: CachedPages = {
    page: 0,
    firstPage: 0,
    lastPage: 0,
    outputPage: 0,
    stage2Page: 0,
    permissions: NONE,
    clean: false,
    global: false,
  };

  constructor(
    private readonly settings: TranslationSettings,
    private readonly iotlb: Iotlb,
  ) {}

  /** Where an access goes. */
  route(endpoint: Endpoint, pasid: number): Route {
    const policy = this.settings.policy();
    if (endpoint.isFenced) {
      return FENCED;
    }
    if (policy.translation !== 'ON') {
      return policy.translation === 'BYPASS' ? BYPASS : BLOCKED;
    }
    const reason = isUnknownRequester(endpoint, policy) ? 'UNKNOWN_REQUESTER' : contextFault(endpoint);
    if (reason !== undefined) {
      return { kind: 'FAULT', reason };
    }
    const attachment = endpoint.attachments.get(pasid);
    if (attachment === undefined) {
      return this.settings.bypassUnattached() ? BYPASS : NOT_ATTACHED;
    }
    const { fence } = endpoint;
    return fence !== undefined && attachment.generation <= fence.upTo ? FENCED : { kind: 'DOMAIN', attachment };
  }

  /**
   * Translates one page of an access.
   *
   * @param found filled in on success, and on PERMISSION with what the mapping allows
   * @returns the fault; undefined on success
   */
  lookup(endpoint: Endpoint, pasid: number, page: number, access: Permissions, found: Found): FaultReason | undefined {
    found.failure = undefined;
    const route = this.route(endpoint, pasid);
    if (route.kind === 'FAULT') {
      return route.reason;
    }
    found.stage2Page = page;
    found.global = false;
    if (route.kind === 'DOMAIN' && route.attachment.domain.kind === 'NESTED') {
      return this.lookupNested(route.attachment.domain, pasid, page, access, found);
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
    return this.lookupDomain(route.attachment.domain, pasid, page, access, found);
  }

  /**
   * Translates the guest-physical page of a translated access (R-ATS-32) by the stage 2 of a nested domain.
   *
   * @param found as for {@link lookup}
   */
  lookupStage2(domain: Domain, page: number, access: Permissions, found: Found): FaultReason | undefined {
    const { nested } = this;
    const reason = domain.tables!.translateStage2(page, access, nested);
    found.domain = domain;
    found.outputPage = nested.outputPage;
    found.stage2Page = page;
    found.permissions = nested.permissions;
    found.failure = reason === undefined ? undefined : domain.tables!.failure;
    return reason;
  }

  private lookupDomain(
    domain: Domain,
    pasid: number,
    page: number,
    access: Permissions,
    found: Found,
  ): FaultReason | undefined {
    found.domain = domain;
    if (domain.kind === 'BLOCKED') {
      return 'BLOCKED';
    }
    if (domain.kind === 'IDENTITY') {
      found.outputPage = page;
      found.permissions = ALL_ACCESSES;
      return undefined;
    }
    const context = contextOf(pasid, false);
    const slot = this.iotlb.lookup(domain.tag, context, page);
    if (slot !== -1) {
      found.outputPage = this.iotlb.outputPageAt(slot, page);
      found.permissions = this.iotlb.permissionsAt(slot);
    } else if (domain.space.lookup(page, this.result)) {
      const { result } = this;
      found.outputPage = result.outputPage;
      found.permissions = result.permissions;
      this.cache(domain, context, page, page, result.outputPage, result);
    } else {
      return 'NOT_MAPPED';
    }
    return allows(found.permissions, access) ? undefined : 'PERMISSION';
  }

  private lookupNested(
    domain: Domain,
    pasid: number,
    page: number,
    access: Permissions,
    found: Found,
  ): FaultReason | undefined {
    found.domain = domain;
    const context = contextOf(pasid, (access & PRIVILEGED) !== 0);
    const slot = this.iotlb.lookup(domain.tag, context, page);
    if (slot !== -1 && this.usable(slot, access)) {
      found.outputPage = this.iotlb.outputPageAt(slot, page);
      found.stage2Page = this.iotlb.stage2PageAt(slot, page);
      found.permissions = this.iotlb.permissionsAt(slot);
      found.global = this.iotlb.isGlobalAt(slot);
      return undefined;
    }
    const { nested } = this;
    const tables = domain.tables!;
    const reason = tables.translate(page, access, nested);
    found.permissions = nested.permissions;
    if (reason !== undefined) {
      found.failure = tables.failure;
      return reason;
    }
    found.outputPage = nested.outputPage;
    found.stage2Page = nested.stage2Page;
    found.global = nested.global;
    this.cache(domain, context, page, nested.stage2Page, nested.outputPage, nested);
    return undefined;
  }

  /** Whether an entry answers the access; if not the tables do, as they are now. */
  private usable(slot: number, access: Permissions): boolean {
    return allows(this.iotlb.permissionsAt(slot), access) && !((access & WRITE) !== 0 && this.iotlb.isCleanAt(slot));
  }

  private cache(
    domain: Domain,
    context: number,
    page: number,
    stage2Page: number,
    outputPage: number,
    from: Pick<NestedTranslation, 'firstPage' | 'lastPage' | 'permissions'> & Partial<NestedTranslation>,
  ): void {
    const { cached } = this;
    cached.page = page;
    cached.firstPage = from.firstPage;
    cached.lastPage = from.lastPage;
    cached.outputPage = outputPage;
    cached.stage2Page = stage2Page;
    cached.permissions = from.permissions;
    cached.clean = from.clean === true;
    cached.global = from.global === true;
    this.iotlb.insert(domain.tag, context, cached);
  }
}
