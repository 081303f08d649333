/** `ViommuService`: creates and keeps vIOMMUs. */
import type { AdvanceTimeRequest__Output } from '../gen/viommu/v1/AdvanceTimeRequest';
import type { GetInfoResponse } from '../gen/viommu/v1/GetInfoResponse';
import type { ViommuServiceHandlers } from '../gen/viommu/v1/ViommuService';
import { IommuError } from '../model/errors';
import type { Registry, ViommuHost, ViommuView } from '../session';
import * as check from './check';
import { toFlushed } from './convert-fault';
import { fromPolicy, fromViommuConfig, toViommu } from './convert-viommu';
import { service, unary, type Service } from './handler';
import { listPage, mutation, query, repeatable } from './host-call';

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 * @param info what `GetInfo` says
 */
export function viommuService(registry: Registry, info: GetInfoResponse): Service {
  return service<ViommuServiceHandlers>('ViommuService', {
    createViommu: unary((request, ctx) =>
      repeatable(registry.requests, request, ctx, async () => {
        const viommuId = check.newViommuId(request.viommuId) ?? '';
        return { viommu: toViommu(await registry.create(viommuId, fromViommuConfig(request.config))) };
      }),
    ),
    getViommu: query(registry, async (host) => ({ viommu: toViommu(await host.view()) })),
    listViommus: unary(async (request) => {
      const fetch = (after = '', limit: number) => registry.list(after, limit);
      const page = await listPage(request, 'viommus', fetch, ({ viommuId }) => viommuId, /^[\w.-]{1,64}$/);
      const views = await Promise.all(page.entries.map(viewIfThere));
      return { viommus: views.flat().map(toViommu), nextPageToken: page.nextPageToken };
    }),
    updateViommu: mutation(registry, async (host, { policy }) => ({
      viommu: toViommu(await host.update(fromPolicy(policy, 'policy'))),
    })),
    deleteViommu: unary((request, ctx) =>
      repeatable(registry.requests, request, ctx, async () => {
        return { flushed: toFlushed(await registry.delete(check.viommuId(request.viommuId))) };
      }),
    ),
    resetViommu: mutation(registry, async (host, { incarnation }) => {
      const { view, flushed } = await host.reset(incarnation);
      return { viommu: toViommu(view), flushed: toFlushed(flushed) };
    }),
    advanceTime: mutation(registry, async (host, request, signal) => {
      const barriers = check.listAtMost(request.afterBarrierEndpointIds, 'after_barrier_endpoint_ids');
      const { timeNs, fired } = await host.advance(fromTarget(request), barriers, signal);
      return {
        timeNs,
        fired: {
          pageResponseDeadlineCount: fired.responseDeadlines,
          invalidationTimeoutCount: fired.invalidationTimeouts,
          operationTimeoutCount: fired.operationTimeouts,
          delayedMessageCount: fired.delayedMessages,
        },
      };
    }),
    getInfo: unary(() => info),
  });
}

function fromTarget({ target, advanceNs, untilNs }: AdvanceTimeRequest__Output) {
  return check.oneofArm(target, 'target', 'TIME_REQUIRED') === 'advanceNs'
    ? { byNs: check.required(advanceNs, 'advance_ns') }
    : { untilNs: check.required(untilNs, 'until_ns') };
}

/** A vIOMMU as it is, unless it is deleted while its turn comes. */
async function viewIfThere(host: ViommuHost): Promise<ViommuView[]> {
  try {
    return [await host.view()];
  } catch (error) {
    if (error instanceof IommuError && error.reason === 'VIOMMU_DELETED') return [];
    throw error;
  }
}
