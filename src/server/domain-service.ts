/** `DomainService`: creates I/O address spaces, attaches endpoints to them, maps, unmaps, explains. */
import { MAX_PAGE } from '../base/u64';
import type { DomainServiceHandlers } from '../gen/viommu/v1/DomainService';
import { NO_PASID } from '../model/page-request';
import type { Registry } from '../session';
import * as check from './check';
import { accessPermissions } from './check-permissions';
import { fromPasid } from './convert';
import { fromCreateDomain, fromMapAnywhere, toAttachment, toDomain, toIovaRanges, toMapping } from './convert-domain';
import { toTranslateResponse } from './convert-explanation';
import { toFlushed } from './convert-fault';
import { toOperationEnd } from './convert-operation';
import { fromRanges } from './convert-range';
import { readDirtyPages } from './dirty-pages-stream';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';
import { mapItems, unmapRanges } from './batch-calls';

/** Keys of attachments in page tokens: endpoint and PASID. */
const ATTACHMENT_KEY = /^\d{1,10}:(?:-1|\d{1,7})$/;

/** Keys of mappings in page tokens: their last page. */
const PAGE_KEY = /^\d{1,16}$/;

const TIMEOUT_FIELD = 'invalidation_timeout_ns';

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function domainService(registry: Registry): Service {
  return service<DomainServiceHandlers>('DomainService', {
    createDomain: mutation(registry, async (host, request) => {
      const domain = fromCreateDomain(request, host.config);
      const view = await host.execute((iommu) => iommu.createDomain(request.domainId, domain));
      return { domain: toDomain(host.viommuId, view) };
    }),
    getDomain: query(registry, async (host, { domainId }) => ({
      domain: toDomain(host.viommuId, await host.execute((iommu) => iommu.domain(domainId))),
    })),
    listDomains: query(registry, async (host, request) => {
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => iommu.domains(Number(after ?? 0), limit));
      const page = await listPage(request, `domains/${host.viommuId}`, fetch, (view) => String(view.domainId));
      return { domains: page.entries.map((view) => toDomain(host.viommuId, view)), nextPageToken: page.nextPageToken };
    }),
    deleteDomain: mutation(registry, async (host, request, signal) => {
      const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, TIMEOUT_FIELD);
      const { value, end } = await host.complete((iommu) => {
        const { operationId, flushed } = iommu.deleteDomain(request.domainId, request.force, timeoutNs);
        return { value: flushed, operationId };
      }, signal);
      return { operation: toOperationEnd(end), flushed: toFlushed(value) };
    }),
    attach: mutation(registry, async (host, request) => {
      const { endpointId, domainId, deviceCookie } = request;
      const pasid = fromPasid(request.pasid);
      const view = await host.execute((iommu) => iommu.attach(endpointId, pasid, domainId, deviceCookie));
      return { attachment: toAttachment(view) };
    }),
    replace: mutation(registry, async (host, request, signal) => {
      const { endpointId, domainId, deviceCookie } = request;
      const pasid = fromPasid(request.pasid);
      const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, TIMEOUT_FIELD);
      const { value, end } = await host.complete((iommu) => {
        const done = iommu.replace(endpointId, pasid, domainId, deviceCookie, timeoutNs);
        return { value: done, operationId: done.operationId };
      }, signal);
      const { attachment, flushed } = value;
      return { attachment: toAttachment(attachment), operation: toOperationEnd(end), flushed: toFlushed(flushed) };
    }),
    detach: mutation(registry, async (host, request, signal) => {
      const pasid = fromPasid(request.pasid);
      const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, TIMEOUT_FIELD);
      const { value, end } = await host.complete((iommu) => {
        const { operationId, flushed } = iommu.detach(request.endpointId, pasid, timeoutNs);
        return { value: flushed, operationId };
      }, signal);
      return { operation: toOperationEnd(end), flushed: toFlushed(value) };
    }),
    listAttachments: query(registry, async (host, request) => {
      const { domainId } = request;
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => iommu.attachments(domainId, after === undefined ? undefined : placeOf(after), limit));
      const scope = `attachments/${host.viommuId}/${String(domainId)}`;
      const keyOf = (view: { endpointId: number; pasid: number }) => `${String(view.endpointId)}:${String(view.pasid)}`;
      const page = await listPage(request, scope, fetch, keyOf, ATTACHMENT_KEY);
      return { attachments: page.entries.map(toAttachment), nextPageToken: page.nextPageToken };
    }),
    map: mutation(registry, (host, request, signal) => mapItems(host, request, signal)),
    unmap: mutation(registry, (host, request, signal) => unmapRanges(host, request, signal)),
    listMappings: query(registry, async (host, request) => {
      const { domainId } = request;
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => iommu.mappings(domainId, Math.min(Number(after ?? -1) + 1, MAX_PAGE), limit));
      const scope = `mappings/${host.viommuId}/${String(domainId)}`;
      const page = await listPage(request, scope, fetch, ({ lastPage }) => String(lastPage), PAGE_KEY);
      return { mappings: page.entries.map(toMapping), nextPageToken: page.nextPageToken };
    }),
    mapAnywhere: mutation(registry, async (host, request) => {
      const wanted = fromMapAnywhere(request);
      return { mapping: toMapping(await host.execute((iommu) => iommu.mapAnywhere(request.domainId, wanted))) };
    }),
    getIovaRanges: query(registry, async (host, { domainId }) =>
      toIovaRanges(await host.execute((iommu) => iommu.usablePages(domainId)), host.config.granuleBits),
    ),
    setAllowedIovaRanges: mutation(registry, async (host, request) => {
      const ranges = fromRanges(request.ranges, 'ranges');
      await host.execute((iommu) => {
        iommu.setAllowedRanges(request.domainId, ranges);
      });
      return {};
    }),
    setDirtyTracking: mutation(registry, async (host, { domainId, enabled }) => {
      await host.execute((iommu) => {
        iommu.setDirtyTracking(domainId, enabled);
      });
      return {};
    }),
    readDirtyPages: readDirtyPages(registry),
    translate: query(registry, async (host, request) => {
      const { endpointId, iova, explain } = request;
      const pasid = fromPasid(request.pasid);
      const wanted = accessPermissions(request.permissions, pasid !== NO_PASID);
      if (!explain) {
        return toTranslateResponse(await host.execute((iommu) => iommu.probe(endpointId, pasid, iova, wanted)));
      }
      const explained = await host.execute((iommu) => iommu.explain(endpointId, pasid, iova, wanted));
      return toTranslateResponse(explained.result, explained.explanation);
    }),
  });
}

function placeOf(key: string): { endpointId: number; pasid: number } {
  const [endpointId, pasid] = key.split(':');
  return { endpointId: Number(endpointId), pasid: Number(pasid) };
}
