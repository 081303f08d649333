import { addressOf, lastAddressOf, offsetOf, pageOf } from '../base/u64';
import { ALL_PERMISSIONS, allows, PRIVILEGED, type Permissions } from '../model/permissions';
import type { ProbeResult } from '../model/transfer';
import type { Parts } from './assembly';
import type { Endpoint } from './endpoint';
import { highestPage } from './mapper';

/** Says what an access would meet. Reads the mappings themselves: nothing is cached, granted or reported. */
export function probe(
  parts: Parts,
  endpoint: Endpoint,
  pasid: number,
  iova: bigint,
  permissions: Permissions,
): ProbeResult {
  endpoint.requirePasid(pasid);
  const route = parts.translator.route(endpoint, pasid);
  const maxPage = highestPage(parts.config.iovaWidthBits);
  const page = pageOf(iova);
  if (route.kind === 'FAULT') {
    return { kind: 'FAULT', reason: route.reason };
  }
  const domain = route.kind === 'DOMAIN' ? route.attachment.domain : undefined;
  const domainId = domain?.id;
  if (page > maxPage) {
    return { kind: 'FAULT', reason: 'ADDRESS_TOO_WIDE', domainId };
  }
  if (domain === undefined || domain.kind === 'IDENTITY') {
    const everything = ALL_PERMISSIONS & ~PRIVILEGED;
    return {
      kind: 'FOUND',
      outputAddress: iova,
      first: 0n,
      last: lastAddressOf(maxPage),
      permissions: everything,
      domainId,
    };
  }
  if (domain.kind === 'BLOCKED') {
    return { kind: 'FAULT', reason: 'BLOCKED', domainId };
  }
  const mapping = domain.space.firstOverlap(page, page);
  if (mapping === undefined) {
    return { kind: 'FAULT', reason: 'NOT_MAPPED', domainId };
  }
  if (!allows(mapping.permissions, permissions)) {
    return { kind: 'FAULT', reason: 'PERMISSION', domainId, permissions: mapping.permissions };
  }
  return {
    kind: 'FOUND',
    outputAddress: addressOf(mapping.outputFirstPage + (page - mapping.firstPage), offsetOf(iova)),
    first: addressOf(mapping.firstPage),
    last: lastAddressOf(mapping.lastPage),
    permissions: mapping.permissions,
    domainId,
  };
}
