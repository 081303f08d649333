import { NO_PASID, type ClosedGroup, type PageRequestItem } from '../../src/model/page-request';
import type { EndpointRequest } from '../../src/model/endpoint';
import type { PageResponseMessage } from '../../src/core/outputs';
import type { DmaRequest, DmaResult } from '../../src/model/transfer';
import type { Limits, PolicyPatch, ProfileName } from '../../src/model/viommu';
import type { ReportRecord } from '../../src/model/report';
import { NONE } from '../../src/model/permissions';
import { ask, Bench, FULL } from '../unit/core/fixture';

/** The 4-bit codes of a PRG response (PCIe 10.4.2.1). */
export const CODE = { SUCCESS: 0, INVALID_REQUEST: 1, RESPONSE_FAILURE: 15 } as const;

/** How a stage is to differ from the ordinary one. */
export interface Wishes {
  readonly endpoint?: EndpointRequest;
  readonly limits?: Partial<Limits>;
  readonly policy?: PolicyPatch;
  readonly allocation?: number;
  readonly profile?: ProfileName;
}

/** The architectures that have page requests. */
export const WITH_PAGE_REQUESTS = ['GENERIC', 'VTD', 'SMMUV3', 'RISCV', 'AMDVI'] as const;

/** Endpoint 1 with ATS, PRI and PASIDs, attached without PASID to domain 1, which takes page requests; PRI enabled. */
export function stage({ endpoint = FULL, limits = {}, policy = {}, allocation, profile }: Wishes = {}): Bench {
  const bench = new Bench(limits, policy, profile);
  bench.iommu.createEndpoint(1, endpoint);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 0xcafen);
  if (endpoint.backend === 'EXTERNAL') {
    bench.iommu.connect(1);
    bench.iommu.setAts(1, true);
  }
  if (endpoint.pri !== undefined) {
    bench.iommu.enablePri(1, allocation);
  }
  bench.said();
  return bench;
}

/** An endpoint whose device model is outside. */
export const EXTERNAL: EndpointRequest = { backend: 'EXTERNAL', ats: {}, pri: {}, pasid: {} };

/** An endpoint that completes invalidations when it is told to. */
export const MANUAL: EndpointRequest = { ...FULL, invalidationCompletion: 'MANUAL' };

/**
 * Endpoint 1 with PRI, attached as {@link stage} does, and endpoints 2 and 3 that share it, as virtual functions of a
 * physical one.
 */
export function family(wishes: Wishes = {}): Bench {
  const bench = stage(wishes);
  for (const id of [2, 3]) {
    bench.iommu.createEndpoint(id, { ats: {}, pasid: {}, priParentId: 1 });
    bench.iommu.attach(id, NO_PASID, 1, BigInt(id));
  }
  bench.said();
  return bench;
}

/** Sends page requests as an endpoint and expects none to be refused. */
export function sendAs(bench: Bench, endpointId: number, ...items: PageRequestItem[]): ClosedGroup[] {
  const { backend } = bench.iommu.endpoint(endpointId).config;
  const { closed, failures } = bench.iommu.submitPageRequests(backend, endpointId, items, 'CONTINUE');
  expect(failures).toEqual([]);
  return closed.map(({ group }) => group);
}

/** Sends page requests as endpoint 1 and expects none to be refused. */
export const send = (bench: Bench, ...items: PageRequestItem[]) => sendAs(bench, 1, ...items);

/** Sends page requests as endpoint 1 that no endpoint may send. */
export function misbehave(bench: Bench, ...items: PageRequestItem[]): ClosedGroup[] {
  const { closed, failures } = bench.iommu.submitPageRequests(speaker(bench), 1, items, 'CONTINUE', true);
  expect(failures).toEqual([]);
  return closed.map(({ group }) => group);
}

/** A Stop Marker. */
export function marker(pasid: number, more: Partial<PageRequestItem> = {}): PageRequestItem {
  return ask(0, { permissions: NONE, pasid, ...more });
}

/** Why a page request of endpoint 1 is refused; undefined when it is not. */
export function refusal(bench: Bench, item: PageRequestItem): string | undefined {
  return bench.iommu.submitPageRequests(speaker(bench), 1, [item], 'CONTINUE').failures[0]?.error.reason;
}

/** Answers groups, in the order given. */
export function answer(bench: Bench, rawCode: number, ...cookies: bigint[]) {
  const responses = cookies.map((cookie) => ({ cookie, rawCode }));
  return bench.iommu.respond(responses, 'CONTINUE').results.map(({ result }) => result);
}

/** The cookies of all pending groups, the oldest first. */
export function pending(bench: Bench): bigint[] {
  return bench.iommu.pendingGroups(undefined, 0n, 10_000).map(({ cookie }) => cookie);
}

/** The page responses that an endpoint received since the last look. */
export function heard(bench: Bench, endpointId = 1): PageResponseMessage[] {
  return bench.told(endpointId).filter((message): message is PageResponseMessage => message.kind === 'PAGE_RESPONSE');
}

/** Reports of one kind since the last look. */
export function reports<K extends ReportRecord['kind']>(bench: Bench, kind: K): Extract<ReportRecord, { kind: K }>[] {
  return bench.records().filter((record): record is Extract<ReportRecord, { kind: K }> => record.kind === kind);
}

/** The rules that were broken since the last look. */
export function broken(bench: Bench): string[] {
  return reports(bench, 'VIOLATION').map(({ rule }) => rule);
}

/** Begins a DMA of a hosted endpoint that must wait. */
export function begin(bench: Bench, dma: DmaRequest, endpointId = 1): bigint {
  const begun = bench.iommu.issueDma('HOSTED', endpointId, dma);
  if (!('operationId' in begun)) {
    throw new Error(`the DMA must wait, but ended ${begun.result.status}`);
  }
  return begun.operationId;
}

/** Does a DMA of endpoint 1 that must not wait. */
export function access(bench: Bench, dma: DmaRequest, endpointId = 1): DmaResult {
  const done = bench.iommu.issueDma(bench.iommu.endpoint(endpointId).config.backend, endpointId, dma);
  if (!('result' in done)) {
    throw new Error('the DMA must not wait');
  }
  return done.result;
}

/** A write of one byte with an untranslated address. */
export function untranslated(page: number, pasid = NO_PASID): DmaRequest {
  return one('UNTRANSLATED', page, pasid);
}

/** A write of one byte with a translated address. */
export function translated(outputPage: number): DmaRequest {
  return one('TRANSLATED', outputPage, NO_PASID);
}

function one(addressType: 'TRANSLATED' | 'UNTRANSLATED', page: number, pasid: number): DmaRequest {
  return { addressType, pasid, address: BigInt(page) * 4096n, transfer: { kind: 'WRITE', data: new Uint8Array([1]) } };
}

/** An endpoint's PRI status. */
export const pri = (bench: Bench, endpointId = 1) => bench.iommu.endpoint(endpointId).pri;

const speaker = (bench: Bench) => bench.iommu.endpoint(1).config.backend;
