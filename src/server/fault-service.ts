/** `FaultService`: delivers page-request groups and fault events, takes the answers, and injects both. */
import type { FaultServiceHandlers } from '../gen/viommu/v1/FaultService';
import type { GetQueueStatisticsRequest__Output } from '../gen/viommu/v1/GetQueueStatisticsRequest';
import type { Registry } from '../session';
import { respondToGroups, resolveGroups } from './batch-calls';
import * as check from './check';
import { checkedItems, fromOnError } from './convert';
import { fromInjected, fromInjectedFault, toPendingGroup, toStatistics, toSubmitResponse } from './convert-fault';
import { watchFaults } from './fault-watch';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';

/** Keys of groups in page tokens: their cookie. */
const COOKIE_KEY = /^\d{1,20}$/;

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function faultService(registry: Registry): Service {
  return service<FaultServiceHandlers>('FaultService', {
    watchFaults: watchFaults(registry),
    respondToPageRequests: mutation(registry, (host, request) =>
      respondToGroups((command) => host.execute(command), request),
    ),
    resolvePageRequests: mutation(registry, (host, request) =>
      resolveGroups((command) => host.execute(command), request),
    ),
    listPageRequestGroups: query(registry, async (host, request) => {
      const { domainId } = request;
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => iommu.pendingGroups(domainId, BigInt(after ?? 0), limit));
      const scope = `groups/${host.viommuId}/${String(domainId)}`;
      const page = await listPage(request, scope, fetch, ({ cookie }) => cookie.toString(), COOKIE_KEY);
      return { groups: page.entries.map(toPendingGroup), nextPageToken: page.nextPageToken };
    }),
    injectPageRequests: mutation(registry, async (host, request) => {
      const onError = fromOnError(request.onError);
      const items = checkedItems(check.nonEmptyList(request.items, 'items'), fromInjected);
      return toSubmitResponse(await host.execute((iommu) => iommu.inject(items, onError)));
    }),
    injectFaultEvent: mutation(registry, async (host, request) => {
      const fault = fromInjectedFault(request);
      return { sequence: await host.execute((iommu) => iommu.injectFault(fault)) };
    }),
    getQueueStatistics: query(registry, (host, request) => {
      const scope = scopeOf(request);
      return host.execute((iommu) => ({
        statistics: toStatistics(iommu.statistics(scope)),
        ...(request.scope === undefined
          ? { reportCount: iommu.reportCount, overwrittenReportCount: iommu.oldestSequence - 1n }
          : {}),
      }));
    }),
  });
}

function scopeOf(request: GetQueueStatisticsRequest__Output): { domainId?: number; endpointId?: number } {
  if (request.scope === undefined) return {};
  return request.scope === 'domainId'
    ? { domainId: check.required(request.domainId, 'domain_id') }
    : { endpointId: check.required(request.endpointId, 'endpoint_id') };
}
