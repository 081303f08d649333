/** `FaultService`: delivers page-request groups and fault events, takes the answers, and injects both. */
import type { FaultServiceHandlers } from '../gen/viommu/v1/FaultService';
import type { GetQueueStatisticsRequest__Output } from '../gen/viommu/v1/GetQueueStatisticsRequest';
import type { SendPageResponseResponse } from '../gen/viommu/v1/SendPageResponseResponse';
import type { Registry } from '../session';
import { respondToGroups, resolveGroups } from './batch-calls';
import * as check from './check';
import { checkedItems, fromOnError, message, toEffect } from './convert';
import { fromInjectedFault, toFlushed, toStatistics } from './convert-fault';
import {
  fromDrain,
  fromInjected,
  fromInjectExhaustion,
  fromSendPageResponse,
  toPendingGroup,
  toSubmitResponse,
} from './convert-page-request';
import { toQueueOverflow, toRecordedViolation } from './convert-report';
import { watchFaults } from './fault-watch';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';

/** Keys of groups and violations in page tokens: their cookie, the sequence of their report. */
const U64_KEY = /^\d{1,20}$/;

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
      const page = await listPage(request, scope, fetch, ({ cookie }) => cookie.toString(), U64_KEY);
      return { groups: page.entries.map(toPendingGroup), nextPageToken: page.nextPageToken };
    }),
    drainPageRequests: mutation(registry, async (host, request) => {
      const scope = fromDrain(request);
      return { flushed: toFlushed(await host.execute((iommu) => iommu.drain(scope))) };
    }),
    acknowledgeOverflow: mutation(registry, async (host, { domainId }) => {
      const overflow = await host.execute((iommu) => iommu.acknowledgeOverflow(domainId));
      return { overflow: overflow === undefined ? null : toQueueOverflow(overflow) };
    }),
    sendPageResponse: mutation(registry, async (host, request) => {
      const response = fromSendPageResponse(request);
      const { effect, cookie } = await host.execute((iommu) => iommu.sendPageResponse(request.endpointId, response));
      return message<SendPageResponseResponse>({ effect: toEffect(effect), groupCookie: cookie });
    }),
    injectExhaustion: mutation(registry, async (host, request) => {
      const exhaustion = fromInjectExhaustion(request);
      return { previousCount: await host.execute((iommu) => iommu.injectExhaustion(exhaustion)) };
    }),
    listViolations: query(registry, async (host, request) => {
      const { endpointId } = request;
      let totalCount = 0;
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => {
          totalCount = iommu.violationCount;
          return iommu.violations(endpointId, BigInt(after ?? 0), limit);
        });
      const scope = `violations/${host.viommuId}/${String(endpointId)}`;
      const page = await listPage(request, scope, fetch, ({ sequence }) => sequence.toString(), U64_KEY);
      return {
        violations: page.entries.map(toRecordedViolation),
        nextPageToken: page.nextPageToken,
        totalCount,
      };
    }),
    injectPageRequests: mutation(registry, async (host, request) => {
      const onError = fromOnError(request.onError);
      const { allowViolation } = request;
      const items = checkedItems(check.nonEmptyList(request.items, 'items'), fromInjected);
      return toSubmitResponse(await host.execute((iommu) => iommu.inject(items, onError, allowViolation)));
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
