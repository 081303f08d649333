import { addressOf, hex, pageOf } from '../base/u64';
import type { CachedTranslation, Explanation, TranslationStep } from '../model/explanation';
import { describePermissions, PRIVILEGED } from '../model/permissions';
import type { ProbeResult } from '../model/transfer';
import type { Parts } from './assembly';
import { contextOf } from './iotlb';
import { probe, type Probe } from './probe';

/** Says what an access would meet, how that comes about, and what caches hold for it. */
export function explain(parts: Parts, access: Probe): { result: ProbeResult; explanation: Explanation } {
  const steps: TranslationStep[] = [];
  const result = probe(parts, access, (step) => steps.push(step));
  const iotlb = cachedByIommu(parts, access);
  const atc = cachedByEndpoint(access);
  return { result, explanation: { steps, iotlb, atc, summary: summary(result, access, iotlb, atc) } };
}

function cachedByIommu({ iotlb, translator }: Parts, { endpoint, pasid, iova, permissions }: Probe) {
  const route = translator.route(endpoint, pasid);
  if (route.kind !== 'DOMAIN') {
    return undefined;
  }
  const { domain } = route.attachment;
  const context = contextOf(pasid, domain.kind === 'NESTED' && (permissions & PRIVILEGED) !== 0);
  const slot = iotlb.peek(domain.tag, context, pageOf(iova));
  if (slot === -1) {
    return undefined;
  }
  const firstPage = iotlb.firstPageAt(slot);
  return {
    firstPage,
    lastPage: iotlb.lastPageAt(slot),
    outputFirstPage: iotlb.outputPageAt(slot, firstPage),
    permissions: iotlb.permissionsAt(slot),
    domainId: domain.id,
  };
}

function cachedByEndpoint({ endpoint, pasid, iova }: Probe): CachedTranslation | undefined {
  const page = pageOf(iova);
  const grant = endpoint.cache.find(pasid, page);
  return (
    grant && {
      firstPage: page,
      lastPage: page,
      outputFirstPage: grant.outputPage,
      permissions: grant.permissions,
      domainId: grant.domain.id,
    }
  );
}

function summary(
  result: ProbeResult,
  { iova, permissions }: Probe,
  iotlb: CachedTranslation | undefined,
  atc: CachedTranslation | undefined,
): string {
  const wanted = `${hex(iova)} (${describePermissions(permissions)})`;
  const sentences = [
    result.kind === 'FOUND'
      ? `${wanted} goes to ${hex(result.outputAddress)} (${describePermissions(result.permissions)}).`
      : `${wanted} faults: ${result.reason}${where(result)}.`,
  ];
  for (const [name, cached] of [['IOTLB', iotlb] as const, ['ATC', atc] as const]) {
    if (cached !== undefined && !agrees(cached, result, iova)) {
      const there = hex(addressOf(cached.outputFirstPage + (pageOf(iova) - cached.firstPage)));
      sentences.push(
        `The ${name} still leads to ${there} (${describePermissions(cached.permissions)}), until it is invalidated.`,
      );
    }
  }
  return sentences.join(' ');
}

function where(result: Extract<ProbeResult, { kind: 'FAULT' }>): string {
  const { nested, domainId } = result;
  const domain = domainId === undefined ? '' : ` in domain ${String(domainId)}`;
  if (nested === undefined) {
    return domain;
  }
  const { stage, guestPhysicalAddress, tableAccess, tableWrite, level, entryAddress } = nested;
  const entry = entryAddress === undefined ? '' : `, entry of level ${String(level)} at ${hex(entryAddress)}`;
  if (stage === 1 || guestPhysicalAddress === undefined) {
    return `${domain}, stage ${String(stage)}${entry}`;
  }
  const access = tableWrite ? 'updating' : 'reading';
  const purpose = tableAccess ? ` while ${access} a table` : '';
  return `${domain}, stage 2, guest-physical ${hex(guestPhysicalAddress)}${purpose}${entry}`;
}

function agrees(cached: CachedTranslation, result: ProbeResult, iova: bigint): boolean {
  return (
    result.kind === 'FOUND' &&
    cached.outputFirstPage + (pageOf(iova) - cached.firstPage) === pageOf(result.outputAddress)
  );
}
