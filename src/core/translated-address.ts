import { pageOf } from '../base/u64';
import type { FaultReason } from '../model/fault';
import { NO_PASID } from '../model/page-request';
import type { TranslatedRequestCheck } from '../model/viommu';
import type { Side } from './dma-access';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import type { Grant } from './translation-cache';

/** One side of a DMA, at its translated address. */
export interface TranslatedSide extends Side {
  /** What the endpoint's own ATC has it from; undefined: the endpoint names the address. */
  readonly grant?: Grant | undefined;
}

/** Why a translated access is refused, if it is: where grants are checked, all but the engine's own ATC must have one. */
export function translatedFault(
  { atsEnabled, cache }: Endpoint,
  { address, access, grant }: TranslatedSide,
  check: TranslatedRequestCheck,
): FaultReason | undefined {
  if (check !== 'GRANTED' || grant !== undefined) {
    return undefined;
  }
  if (!atsEnabled) {
    return 'ATS_DISABLED';
  }
  const page = pageOf(address);
  const isGranted = cache.allowsOutput(page, access) || cache.guestDomain(page, access) !== undefined;
  return isGranted ? undefined : 'NOT_GRANTED';
}

/**
 * The nested domain whose stage 2 translates a translated access (R-ATS-32); undefined: the address is where it leads.
 * That is a matter of how the address was granted, whatever has changed since. Only where nobody looks at grants it is one of
 * what the endpoint is now.
 */
export function stage2Of(
  endpoint: Endpoint,
  pasid: number,
  { address, access, grant }: TranslatedSide,
  check: TranslatedRequestCheck,
): Domain | undefined {
  if (grant !== undefined) {
    return grant.guestPhysical ? grant.domain : undefined;
  }
  if (check !== 'GRANTED') {
    return guestPhysicalDomain(endpoint, pasid);
  }
  const { cache, context } = endpoint;
  const page = pageOf(address);
  // The same number may be granted both as guest-physical and as an output page.
  const isOutput = !context.atsGuestPhysical && cache.allowsOutput(page, access);
  return isOutput ? undefined : cache.guestDomain(page, access);
}

/** A translated access has no PASID; an endpoint's PASIDs share their stage 2. */
function guestPhysicalDomain({ context, attachments }: Endpoint, pasid: number): Domain | undefined {
  if (!context.atsGuestPhysical) {
    return undefined;
  }
  const domains = [attachments.get(pasid), attachments.get(NO_PASID), ...attachments.values()];
  return domains.find((attachment) => attachment?.domain.parent !== undefined)?.domain;
}
