import { addressOf, hex, pageOf } from '../base/u64';
import type { CachedTranslation, Explanation, TranslationStep } from '../model/explanation';
import { allows, describePermissions, PRIVILEGED } from '../model/permissions';
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
  const sentences = [
    outcome(result, access),
    iotlb && disagreement('IOTLB', iotlb, isServed(iotlb, result, access), access),
    atc && disagreement('ATC', atc, isGranted(atc, result, access, steps), access),
  ];
  const summary = sentences.filter((sentence) => sentence !== undefined).join(' ');
  return { result, explanation: { steps, iotlb, atc, summary } };
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

function outcome(result: ProbeResult, { iova, permissions }: Probe): string {
  const wanted = `${hex(iova)} (${describePermissions(permissions)})`;
  return result.kind === 'FOUND'
    ? `${wanted} goes to ${hex(result.outputAddress)} (${describePermissions(result.permissions)}).`
    : `${wanted} faults: ${result.reason}${where(result)}.`;
}

function disagreement(name: string, cached: CachedTranslation, agrees: boolean, { iova }: Probe): string | undefined {
  const there = hex(addressOf(outputPageOf(cached, iova)));
  const what = `${there} (${describePermissions(cached.permissions)})`;
  return agrees ? undefined : `The ${name} still leads to ${what}, until it is invalidated.`;
}

function outputPageOf({ firstPage, outputFirstPage }: CachedTranslation, iova: bigint): number {
  return outputFirstPage + (pageOf(iova) - firstPage);
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

/** Whether the IOTLB holds what the mappings say, or nothing that the tables do not: these are asked where it is too little. */
function isServed(iotlb: CachedTranslation, result: ProbeResult, { endpoint, pasid, iova }: Probe): boolean {
  const leadsThere = result.kind === 'FAULT' || outputPageOf(iotlb, iova) === pageOf(result.outputAddress);
  const isNested = endpoint.attachments.get(pasid)?.domain.kind === 'NESTED';
  return leadsThere && (isNested ? holdsNoMore(iotlb, result) : iotlb.permissions === result.permissions);
}

/** Whether an endpoint holds nothing that it would not be granted now. */
function isGranted(
  atc: CachedTranslation,
  result: ProbeResult,
  { endpoint, pasid, iova }: Probe,
  steps: readonly TranslationStep[],
): boolean {
  const isGuestPhysical = endpoint.cache.find(pasid, pageOf(iova))?.guestPhysical === true;
  const target = isGuestPhysical ? guestPhysical(steps) : result.kind === 'FOUND' ? result.outputAddress : undefined;
  return (target === undefined || outputPageOf(atc, iova) === pageOf(target)) && holdsNoMore(atc, result);
}

/** Whether all that is cached is allowed, as far as the result says what is. */
function holdsNoMore({ permissions }: CachedTranslation, result: ProbeResult): boolean {
  return result.permissions !== undefined && allows(result.permissions, permissions);
}

/** Where the first stage led. */
function guestPhysical(steps: readonly TranslationStep[]): bigint | undefined {
  const [attached] = steps.filter((step) => step.kind === 'ATTACHMENT');
  const leaf = steps.findLast(
    (step) => step.kind === 'TABLE' && step.domainId === attached?.attachment.domainId && step.step.decision === 'LEAF',
  );
  return leaf?.kind === 'TABLE' ? leaf.step.target : undefined;
}
