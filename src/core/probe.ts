import { addressOf, lastAddressOf, offsetOf, pageOf } from '../base/u64';
import type { TranslationStep } from '../model/explanation';
import { ALL_PERMISSIONS, allows, PRIVILEGED, type Permissions } from '../model/permissions';
import type { ProbeResult } from '../model/transfer';
import type { Parts } from './assembly';
import { viewOf } from './attachment';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import { nestedFault } from './fault-reporter';
import { highestPage } from './mapper';
import { createStage2Result } from './stage2';

/** An access to be looked at. */
export interface Probe {
  readonly endpoint: Endpoint;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly iova: bigint;
  readonly permissions: Permissions;
}

/**
 * Says what an access would meet. Reads the mappings and tables themselves: nothing is cached, granted, marked or reported.
 *
 * @param onStep told of everything that is looked at
 */
export function probe(parts: Parts, access: Probe, onStep: (step: TranslationStep) => void): ProbeResult {
  const { endpoint, pasid, iova } = access;
  endpoint.requirePasid(pasid);
  const route = parts.translator.route(endpoint, pasid);
  const maxPage = highestPage(parts.config.iovaWidthBits);
  if (route.kind === 'FAULT') {
    onStep({ kind: 'REFUSED', reason: route.reason });
    return { kind: 'FAULT', reason: route.reason };
  }
  onStep(route.kind === 'DOMAIN' ? { kind: 'ATTACHMENT', attachment: viewOf(route.attachment) } : { kind: 'BYPASS' });
  const domain = route.kind === 'DOMAIN' ? route.attachment.domain : undefined;
  const domainId = domain?.id;
  if (domain?.kind === 'NESTED') {
    return probeNested(access, domain, onStep);
  }
  if (pageOf(iova) > maxPage) {
    return { kind: 'FAULT', reason: 'ADDRESS_TOO_WIDE', domainId };
  }
  if (domain === undefined || domain.kind === 'IDENTITY') {
    const permissions = ALL_PERMISSIONS & ~PRIVILEGED;
    return { kind: 'FOUND', outputAddress: iova, first: 0n, last: lastAddressOf(maxPage), permissions, domainId };
  }
  return domain.kind === 'BLOCKED'
    ? { kind: 'FAULT', reason: 'BLOCKED', domainId }
    : probeMappings(access, domain, onStep);
}

function probeMappings(
  { iova, permissions }: Probe,
  domain: Domain,
  onStep: (step: TranslationStep) => void,
): ProbeResult {
  const page = pageOf(iova);
  const domainId = domain.id;
  const mapping = domain.space.firstOverlap(page, page);
  onStep({ kind: 'MAPPING', step: { domainId, page, mapping, tableAccess: false } });
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

function probeNested(
  { iova, permissions }: Probe,
  domain: Domain,
  onStep: (step: TranslationStep) => void,
): ProbeResult {
  const tables = domain.tables!;
  const result = createStage2Result();
  const reason = tables.translate(pageOf(iova), permissions, result, onStep);
  if (reason !== undefined) {
    return {
      kind: 'FAULT',
      reason,
      domainId: tables.failure.domain.id,
      permissions: reason === 'PERMISSION' ? result.permissions : undefined,
      nested: nestedFault(tables.failure, domain.id, iova),
    };
  }
  return {
    kind: 'FOUND',
    outputAddress: addressOf(result.outputPage, offsetOf(iova)),
    first: addressOf(result.firstPage),
    last: lastAddressOf(result.lastPage),
    permissions: result.permissions,
    domainId: domain.id,
  };
}
