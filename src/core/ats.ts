import { addressOf, MAX_PAGE } from '../base/u64';
import { IommuError, limitExceeded } from '../model/errors';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE, type Permissions } from '../model/permissions';
import { requireAccess } from './access';
import { NO_PASID } from '../model/page-request';
import {
  MAX_TRANSLATION_PAGES,
  type TranslationCompletion,
  type TranslationEntry,
  type TranslationRequest,
} from '../model/transfer';
import type { FaultReason } from '../model/fault';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import type { FaultReporter } from './fault-reporter';
import type { Invalidator } from './invalidator';
import type { Meddler } from './meddler';
import { createFound, type Translator } from './translator';

const UNSUPPORTED: TranslationCompletion = { status: 'UNSUPPORTED_REQUEST', entries: [] };
const ABORTED: TranslationCompletion = { status: 'COMPLETER_ABORT', entries: [] };

/** Faults that are the IOMMU's own trouble with the tables, not what they say (R-ATS-12). */
const ABORTS: ReadonlySet<FaultReason> = new Set(['TABLE_ABORT', 'TABLE_CONTENDED']);

/**
 * Answers translation requests (PCIe 10.2.2) and keeps record of what is granted. A fault is reported for Unsupported
 * Request and Completer Abort only, never for a success, even when nothing is granted (R-ATS-10).
 */
export class Ats {
  /** Why the last request that was aborted was. */
  abortReason: FaultReason = 'TABLE_ABORT';
  private readonly found = createFound();

  constructor(
    private readonly translator: Translator,
    private readonly faults: FaultReporter,
    private readonly invalidator: Invalidator,
    private readonly meddler: Meddler,
  ) {}

  /**
   * Answers a request.
   *
   * @throws IommuError LIMIT_EXCEEDED when an external endpoint's grants would pass their limit
   */
  request(endpoint: Endpoint, request: TranslationRequest): TranslationCompletion {
    const refused = this.refusal(endpoint, request.pasid);
    // Before any rule meets it: a refused call leaves no trace.
    if (refused === undefined && endpoint.config.backend === 'EXTERNAL' && !hasRoom(endpoint, request)) {
      throw limitExceeded(
        'max_grants_per_endpoint',
        endpoint.cache.capacity,
        `endpoint ${String(endpoint.id)} holds ${String(endpoint.cache.size)} pages: have them invalidated`,
      );
    }
    const met = this.meet(endpoint, request);
    if (met !== undefined) {
      return met;
    }
    if (refused !== undefined) {
      this.found.failure = undefined;
      this.report(endpoint, request, refused);
      return UNSUPPORTED;
    }
    const granted = this.grantPages(endpoint, request);
    if (typeof granted === 'string') {
      this.report(endpoint, request, granted);
      this.abortReason = granted;
      return ABORTED;
    }
    return { status: 'SUCCESS', entries: granted };
  }

  /** What a rule makes of a request; undefined: nothing. */
  private meet(endpoint: Endpoint, request: TranslationRequest): TranslationCompletion | undefined {
    const { firstPage, pageCount, pasid, permissions } = request;
    const last = firstPage + pageCount - 1;
    const met = this.meddler.meetAccess('TRANSLATION_REQUEST', endpoint, pasid, firstPage, last, permissions);
    if (met === undefined || met === 'GONE') {
      return met && UNSUPPORTED;
    }
    this.found.failure = undefined;
    this.report(endpoint, request, met);
    if (!ABORTS.has(met)) {
      return UNSUPPORTED;
    }
    this.abortReason = met;
    return ABORTED;
  }

  /** Why translation requests of an endpoint are not taken; undefined when they are. */
  private refusal(endpoint: Endpoint, pasid: number): FaultReason | undefined {
    if (!endpoint.atsEnabled) {
      return 'ATS_DISABLED';
    }
    const route = this.translator.route(endpoint, pasid);
    if (route.kind === 'BYPASS') {
      return 'ATS_DISABLED';
    }
    // An unattached PASID is a hole (R-ATS-13); an unattached function takes no translation requests (R-ATS-11).
    if (route.kind === 'FAULT' && (route.reason !== 'NOT_ATTACHED' || pasid === NO_PASID)) {
      return route.reason;
    }
    return endpoint.context.atsAllowed ? undefined : 'TRANSACTION_NOT_ALLOWED';
  }

  private report(endpoint: Endpoint, { pasid, firstPage, permissions }: TranslationRequest, reason: FaultReason): void {
    this.faults.report(endpoint, {
      reason,
      pasid,
      iova: addressOf(firstPage),
      access: permissions,
      transaction: 'TRANSLATION_REQUEST',
      failure: this.found.failure,
    });
  }

  /** What is granted; or why the tables cannot be read for the first page. Of pages behind it that is a hole. */
  private grantPages(endpoint: Endpoint, request: TranslationRequest): TranslationEntry[] | FaultReason {
    const entries: TranslationEntry[] = [];
    for (let i = 0; i < request.pageCount; i += 1) {
      const page = request.firstPage + i;
      const fault = this.lookup(endpoint, request.pasid, page, request.permissions);
      if (i === 0 && fault !== undefined && ABORTS.has(fault)) {
        return fault;
      }
      const permissions = fault === undefined ? this.grantFound(endpoint, request, page) : NONE;
      const held = permissions !== NONE;
      const outputPage = held ? this.grantedPage(endpoint) : 0;
      const global = held && this.found.global && request.pasid !== NO_PASID;
      const previous = entries.at(-1);
      if (previous !== undefined && previous.global === global && continues(previous, permissions, outputPage)) {
        entries[entries.length - 1] = { ...previous, lastPage: page };
      } else {
        entries.push({ firstPage: page, lastPage: page, outputFirstPage: outputPage, permissions, global });
      }
    }
    return entries;
  }

  /** The page an endpoint is told. */
  private grantedPage(endpoint: Endpoint): number {
    return this.isGuestPhysical(endpoint) ? this.found.stage2Page : this.found.outputPage;
  }

  /** Whether an endpoint is told the guest-physical page, which stage 2 translates when it is used (R-ATS-32). */
  private isGuestPhysical({ context }: Endpoint): boolean {
    return context.atsGuestPhysical && this.found.domain?.parent !== undefined;
  }

  /** Looks a page up; if not everything asked for is allowed, then for what is: of one page nothing more is marked. */
  private lookup(endpoint: Endpoint, pasid: number, page: number, asked: Permissions): FaultReason | undefined {
    const { found, translator } = this;
    const fault = translator.lookup(endpoint, pasid, page, asked, found);
    const rest = asked & found.permissions & ~PRIVILEGED;
    if (fault !== 'PERMISSION' || (rest & (READ | WRITE)) === 0) {
      return fault;
    }
    return translator.lookup(endpoint, pasid, page, rest | (asked & PRIVILEGED), found);
  }

  /** What is granted of a page that was found; {@link NONE}: nothing. A hole is not recorded and must not be cached (R-ATS-16). */
  private grantFound(endpoint: Endpoint, { pasid, permissions }: TranslationRequest, page: number): Permissions {
    const { found } = this;
    const granted = grantable(found.permissions, permissions);
    if ((granted & (READ | WRITE)) === 0) {
      return NONE;
    }
    const domain: Domain = found.domain!;
    const outputPage = this.grantedPage(endpoint);
    const guestPhysical = this.isGuestPhysical(endpoint);
    const held = endpoint.cache.find(pasid, page);
    const same = held?.domain === domain && held.outputPage === outputPage && held.guestPhysical === guestPhysical;
    // What was granted before stays granted until it is invalidated, as far as the mapping still allows it.
    const kept = same ? held.permissions & found.permissions & ~PRIVILEGED : NONE;
    // For which privilege the endpoint may use it: the mapping's restriction, which a grant for both cannot lift.
    const restriction = found.permissions & PRIVILEGED;
    const { stage2Page } = found;
    const stamp = this.invalidator.nextStamp();
    const allowed = granted | kept | restriction;
    endpoint.cache.insert(pasid, page, outputPage, allowed, domain, stamp, stage2Page, guestPhysical);
    // The completion repeats the privilege of the request (R-ATS-18).
    return granted | (permissions & PRIVILEGED);
  }
}

/** Whether the pages of a request that are not held yet fit. */
function hasRoom({ cache }: Endpoint, { pasid, firstPage, pageCount }: TranslationRequest): boolean {
  let fresh = 0;
  for (let page = firstPage; page < firstPage + pageCount; page += 1) {
    fresh += cache.find(pasid, page) === undefined ? 1 : 0;
  }
  return cache.hasRoom(fresh);
}

/** What of read, write and execute is granted: no write without asking (NW), no execute without asking (R-ATS-17). */
function grantable(have: Permissions, asked: Permissions): Permissions {
  const withheld = (asked & WRITE ? 0 : WRITE) | (asked & EXECUTE && have & READ ? 0 : EXECUTE) | PRIVILEGED;
  return have & ~withheld;
}

function continues(previous: TranslationEntry, permissions: Permissions, outputPage: number): boolean {
  const pages = previous.lastPage - previous.firstPage + 1;
  return (
    previous.permissions === permissions && (permissions === NONE || previous.outputFirstPage + pages === outputPage)
  );
}

/**
 * Checks what a translation request says of itself.
 *
 * @throws IommuError ATS_NOT_SUPPORTED, PASID_*, PAGE_COUNT_OUT_OF_RANGE, ADDRESS_OVERFLOW, PERMISSIONS_INVALID
 */
export function requireTranslationRequest(endpoint: Endpoint, request: TranslationRequest): void {
  endpoint.requireAts();
  endpoint.requirePasid(request.pasid);
  const { firstPage, pageCount } = request;
  if (pageCount < 1 || pageCount > MAX_TRANSLATION_PAGES) {
    throw new IommuError(
      'PAGE_COUNT_OUT_OF_RANGE',
      `page_count ${String(pageCount)} is not within 1 to ${String(MAX_TRANSLATION_PAGES)}`,
      {
        field: 'page_count',
      },
    );
  }
  if (firstPage + pageCount - 1 > MAX_PAGE) {
    throw new IommuError('ADDRESS_OVERFLOW', `iova plus ${String(pageCount)} pages passes 2^64-1`, { field: 'iova' });
  }
  requireAccess(endpoint, request.permissions, request.pasid);
}
