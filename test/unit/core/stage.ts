import type { OverflowPolicy } from '../../../src/model/domain';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { NO_PASID, type PageRequestGroup, type PageRequestItem } from '../../../src/model/page-request';
import type { ReportRecord, Violation } from '../../../src/model/report';
import type { DmaRequest, DmaResult } from '../../../src/model/transfer';
import type { Limits, PolicyPatch, ProfileName, QueueStatistics } from '../../../src/model/viommu';
import type { SubmitBatch } from '../../../src/core/iommu';
import { Bench, FULL } from './fixture';

/** What is on the stage besides what is always there. */
export interface StageOptions {
  /** Endpoint 1. */
  readonly endpoint?: EndpointRequest;
  /** Its credits; its capacity when left out. */
  readonly allocation?: number;
  /** PASIDs attached to domain 1, beside what comes without one. */
  readonly pasids?: readonly number[];
  readonly overflowPolicy?: OverflowPolicy;
  readonly limits?: Partial<Limits>;
  readonly policy?: PolicyPatch;
  readonly profile?: ProfileName;
}

/** The device cookie of endpoint 1 without PASID; that of a PASID is the PASID. */
export const COOKIE = 0xcafen;

/** Endpoint 1 at work: ATS and PRI enabled, attached to domain 1, which takes page requests. */
export function stage(options: StageOptions = {}): Bench {
  const bench = new Bench(options.limits, options.policy, options.profile);
  const { overflowPolicy } = options;
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true, overflowPolicy });
  enter(bench, 1, options.endpoint ?? FULL, options);
  bench.said();
  return bench;
}

/** One more endpoint begins to work in domain 1. */
export function enter(
  bench: Bench,
  id: number,
  request: EndpointRequest,
  { allocation, pasids = [] }: Pick<StageOptions, 'allocation' | 'pasids'> = {},
): void {
  const { iommu } = bench;
  iommu.createEndpoint(id, request);
  if (request.backend === 'EXTERNAL') {
    iommu.connect(id);
    if (request.ats !== undefined) {
      iommu.setAts(id, true);
    }
  }
  iommu.attach(id, NO_PASID, 1, COOKIE);
  for (const pasid of pasids) {
    iommu.attach(id, pasid, 1, BigInt(pasid));
  }
  if (request.pri !== undefined) {
    iommu.enablePri(id, allocation);
  }
}

/** An endpoint sends page requests. */
export function send(bench: Bench, items: readonly PageRequestItem[], allowed = false, id = 1): SubmitBatch {
  const { backend } = bench.iommu.endpoint(id).config;
  return bench.iommu.submitPageRequests(backend, id, items, 'CONTINUE', allowed);
}

/** Page requests of endpoint 1 are injected. */
export function inject(bench: Bench, items: readonly PageRequestItem[], allowed = false): SubmitBatch {
  const injected = items.map((item) => ({ endpointId: 1, item }));
  return bench.iommu.inject(injected, 'CONTINUE', allowed);
}

/** The pending groups, oldest first. */
export function pending(bench: Bench): PageRequestGroup[] {
  return bench.iommu.pendingGroups(undefined, 0n, 1000);
}

/** The oldest pending group. */
export function oldest(bench: Bench): PageRequestGroup {
  const [group] = bench.iommu.pendingGroups(undefined, 0n, 1);
  if (group === undefined) {
    throw new Error('no group is pending');
  }
  return group;
}

/** Answers the oldest pending groups, one for each code; returns what there is to tell. */
export function answer(bench: Bench, ...rawCodes: readonly number[]) {
  const groups = pending(bench);
  const responses = rawCodes.map((rawCode, i) => ({ cookie: groups[i]!.cookie, rawCode }));
  return bench.iommu.respond(responses, 'CONTINUE').results;
}

/** The records of one kind among the reports made since the last look. */
export function reported<K extends ReportRecord['kind']>(bench: Bench, kind: K): Extract<ReportRecord, { kind: K }>[] {
  return bench.records().filter((r): r is Extract<ReportRecord, { kind: K }> => r.kind === kind);
}

/** Every violation that is kept, oldest first. */
export function violations(bench: Bench): Violation[] {
  return bench.iommu.violations(undefined, 0n, 1000).map(({ record }) => record as Violation);
}

/** A hosted endpoint begins a DMA that must wait. */
export function begin(bench: Bench, dma: DmaRequest, id = 1): bigint {
  const { backend } = bench.iommu.endpoint(id).config;
  const begun = bench.iommu.issueDma(backend, id, dma);
  if (!('operationId' in begun)) {
    throw new Error(`the DMA must wait, but ended ${begun.result.status}`);
  }
  return begun.operationId;
}

/** A DMA that ends at once. */
export function atOnce(bench: Bench, dma: DmaRequest, id = 1): DmaResult {
  const { backend } = bench.iommu.endpoint(id).config;
  const done = bench.iommu.issueDma(backend, id, dma);
  if (!('result' in done)) {
    throw new Error('the DMA must not wait');
  }
  return done.result;
}

/** Law 1 for the vIOMMU, every endpoint and every domain; returns the vIOMMU's counters. */
export function balanced({ iommu }: Bench): QueueStatistics {
  const scopes = [
    {},
    ...iommu.endpoints(0, 1000).map(({ endpointId }) => ({ endpointId })),
    ...iommu.domainIds().map((domainId) => ({ domainId })),
  ];
  for (const scope of scopes) {
    const { accepted, answered, autoAnswered, discarded, pending: waiting } = iommu.statistics(scope);
    expect([scope, accepted]).toEqual([scope, answered + autoAnswered + discarded + waiting]);
  }
  return iommu.statistics({});
}
