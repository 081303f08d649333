/** `EndpointService`: creates endpoints, operates their capability registers, and acts as a hosted endpoint. */
import type { Iommu } from '../core/iommu';
import type { Endpoint } from '../gen/viommu/v1/Endpoint';
import type { EndpointServiceHandlers } from '../gen/viommu/v1/EndpointService';
import type { Registry, ViommuHost } from '../session';
import * as check from './check';
import { checkedItems, fromOnError } from './convert';
import { fromEndpointConfig, toEndpoint } from './convert-endpoint';
import { fromPageRequestItem, toSubmitResponse } from './convert-fault';
import { toOperationEnd } from './convert-operation';
import { fromIssueDma, fromItags, fromTranslationRequest, toCompletion, toDmaResult } from './convert-transfer';
import { watchEndpoint } from './endpoint-watch';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';

/** Executes a command about an endpoint, and returns the endpoint as it is then. */
async function changed(
  host: ViommuHost,
  { endpointId }: { readonly endpointId: number },
  command: (iommu: Iommu, endpointId: number) => void,
): Promise<{ endpoint: Endpoint }> {
  const view = await host.execute((iommu) => {
    command(iommu, endpointId);
    return iommu.endpoint(endpointId);
  });
  return { endpoint: toEndpoint(host.viommuId, view) };
}

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function endpointService(registry: Registry): Service {
  return service<EndpointServiceHandlers>('EndpointService', {
    createEndpoint: mutation(registry, async (host, { endpointId, config }) => {
      const request = fromEndpointConfig(config);
      const view = await host.execute((iommu) => iommu.createEndpoint(endpointId, request));
      return { endpoint: toEndpoint(host.viommuId, view) };
    }),
    getEndpoint: query(registry, async (host, { endpointId }) => ({
      endpoint: toEndpoint(host.viommuId, await host.execute((iommu) => iommu.endpoint(endpointId))),
    })),
    listEndpoints: query(registry, async (host, request) => {
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => iommu.endpoints(Number(after ?? 0), limit));
      const page = await listPage(request, `endpoints/${host.viommuId}`, fetch, (view) => String(view.endpointId));
      return {
        endpoints: page.entries.map((view) => toEndpoint(host.viommuId, view)),
        nextPageToken: page.nextPageToken,
      };
    }),
    updateEndpoint: mutation(registry, async (host, request, signal) => {
      const { endpointId } = request;
      const enabled = check.required(request.atsEnabled, 'ats_enabled', 'UPDATE_REQUIRED');
      const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, 'invalidation_timeout_ns');
      const { value, end } = await host.complete((iommu) => {
        const operationId = iommu.setAts(endpointId, enabled, timeoutNs);
        return { value: iommu.endpoint(endpointId), operationId };
      }, signal);
      // Another call may have deleted the endpoint while its ATC was being emptied.
      const [now] = await host.execute((iommu) => iommu.endpoints(endpointId - 1, 1));
      const view = now?.endpointId === endpointId ? now : value;
      return { endpoint: toEndpoint(host.viommuId, view), operation: toOperationEnd(end) };
    }),
    deleteEndpoint: mutation(registry, async (host, { endpointId, force }) => {
      await host.execute((iommu) => {
        iommu.deleteEndpoint(endpointId, force);
      });
      return {};
    }),
    resetFunction: mutation(registry, (host, request) =>
      changed(host, request, (iommu, id) => {
        iommu.resetFunction(id);
      }),
    ),
    surpriseRemove: mutation(registry, (host, request) =>
      changed(host, request, (iommu, id) => {
        iommu.surpriseRemove(id);
      }),
    ),
    enablePri: mutation(registry, (host, request) =>
      changed(host, request, (iommu, id) => {
        iommu.enablePri(id, request.allocation);
      }),
    ),
    disablePri: mutation(registry, (host, request) =>
      changed(host, request, (iommu, id) => {
        iommu.disablePri(id);
      }),
    ),
    resetPri: mutation(registry, (host, request) =>
      changed(host, request, (iommu, id) => {
        iommu.resetPri(id);
      }),
    ),
    issueDma: mutation(registry, async (host, request, signal) => {
      const dma = fromIssueDma(request);
      const { value, end } = await host.complete((iommu) => {
        const issued = iommu.issueDma('HOSTED', request.endpointId, dma);
        return 'result' in issued
          ? { value: issued.result, operationId: undefined }
          : { value: undefined, operationId: issued.operationId };
      }, signal);
      const result = value ?? end?.dma;
      if (result === undefined) throw new Error('a DMA ended without a result');
      return { result: toDmaResult(result) };
    }),
    issueTranslationRequest: mutation(registry, async (host, request) => {
      const translation = fromTranslationRequest(request);
      const completion = await host.execute((iommu) =>
        iommu.requestTranslation('HOSTED', request.endpointId, translation),
      );
      return { completion: toCompletion(completion) };
    }),
    submitPageRequests: mutation(registry, async (host, request) => {
      const onError = fromOnError(request.onError);
      const items = checkedItems(check.nonEmptyList(request.items, 'items'), fromPageRequestItem);
      return toSubmitResponse(
        await host.execute((iommu) => iommu.submitPageRequests('HOSTED', request.endpointId, items, onError)),
      );
    }),
    completeInvalidation: mutation(registry, async (host, { endpointId, itags }) => {
      const checked = fromItags(itags, 'itags');
      const { completed, unexpected } = await host.execute((iommu) =>
        iommu.completeInvalidations('HOSTED', endpointId, checked),
      );
      return { completedCount: completed, unexpectedCount: unexpected };
    }),
    watchEndpoint: watchEndpoint(registry),
  });
}
