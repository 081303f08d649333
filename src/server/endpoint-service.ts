/** `EndpointService`: creates endpoints, operates their capability registers, and acts as a hosted endpoint. */
import type { Iommu } from '../core/iommu';
import type { Endpoint } from '../gen/viommu/v1/Endpoint';
import type { EndpointServiceHandlers } from '../gen/viommu/v1/EndpointService';
import type { FlushCounts as FlushMessage } from '../gen/viommu/v1/FlushCounts';
import type { OperationResult } from '../gen/viommu/v1/OperationResult';
import type { FlushCounts } from '../model/viommu';
import type { Begun, Registry, ViommuHost } from '../session';
import * as check from './check';
import { checkedItems, fromOnError, refusal } from './convert';
import { fromContext, fromEndpointConfig, fromStopPasid, toEndpoint } from './convert-endpoint';
import { toFlushed } from './convert-fault';
import { toOperationEnd } from './convert-operation';
import { fromPageRequestItem, toSubmitResponse } from './convert-page-request';
import { fromIssueDma, fromCompletion, fromTranslationRequest, toCompletion } from './convert-transfer';
import { transferData } from './dma-call';
import { watchEndpoint } from './endpoint-watch';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';

/** A request about an endpoint. */
interface EndpointRequest {
  readonly endpointId: number;
}

/** Executes a command about an endpoint; returns the endpoint as it is then, and what the command returned. */
async function commanded<T>(
  host: ViommuHost,
  { endpointId }: EndpointRequest,
  command: (iommu: Iommu, endpointId: number) => T,
): Promise<{ endpoint: Endpoint; value: T }> {
  const { view, value } = await host.execute((iommu) => {
    const done = command(iommu, endpointId);
    return { view: iommu.endpoint(endpointId), value: done };
  });
  return { endpoint: toEndpoint(host.viommuId, view), value };
}

/** As {@link commanded}, for a command that returns nothing. */
async function changed(
  host: ViommuHost,
  request: EndpointRequest,
  command: (iommu: Iommu, endpointId: number) => void,
): Promise<{ endpoint: Endpoint }> {
  const { endpoint } = await commanded(host, request, command);
  return { endpoint };
}

/** As {@link commanded}, for a command that ends what is pending. */
async function flushed(
  host: ViommuHost,
  request: EndpointRequest,
  command: (iommu: Iommu, endpointId: number) => FlushCounts,
): Promise<{ endpoint: Endpoint; flushed: FlushMessage }> {
  const { endpoint, value } = await commanded(host, request, command);
  return { endpoint, flushed: toFlushed(value) };
}

/**
 * Begins an operation of an endpoint and waits for its end.
 *
 * @returns the endpoint as it is then, and what the command returned
 */
async function operated<T>(
  host: ViommuHost,
  { endpointId }: EndpointRequest,
  command: (iommu: Iommu) => Begun<T>,
  signal: AbortSignal | undefined,
): Promise<{ endpoint: Endpoint; operation: OperationResult | null; value: T }> {
  const { value, end } = await host.complete((iommu) => {
    const begun = command(iommu);
    return { value: { result: begun.value, then: iommu.endpoint(endpointId) }, operationId: begun.operationId };
  }, signal);
  // Another call may have deleted the endpoint meanwhile.
  const [now] = await host.execute((iommu) => iommu.endpoints(endpointId - 1, 1));
  const view = now?.endpointId === endpointId ? now : value.then;
  return { endpoint: toEndpoint(host.viommuId, view), operation: toOperationEnd(end), value: value.result };
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
      const { endpointId, atsEnabled } = request;
      const context = fromContext(request.context, 'context');
      if (context === undefined) check.required(atsEnabled, 'ats_enabled', 'UPDATE_REQUIRED');
      const timeoutNs = check.timeoutNs(request.invalidationTimeoutNs, 'invalidation_timeout_ns');
      const update = (iommu: Iommu): Begun<undefined> => {
        // ATS first: it can be refused where a change of the context cannot.
        const operationId = atsEnabled === undefined ? undefined : iommu.setAts(endpointId, atsEnabled, timeoutNs);
        if (context !== undefined) iommu.updateContext(endpointId, context);
        return { value: undefined, operationId };
      };
      const { endpoint, operation } = await operated(host, request, update, signal);
      return { endpoint, operation };
    }),
    deleteEndpoint: mutation(registry, async (host, { endpointId, force }) => ({
      flushed: toFlushed(await host.execute((iommu) => iommu.deleteEndpoint(endpointId, force))),
    })),
    resetFunction: mutation(registry, (host, request) =>
      flushed(host, request, (iommu, id) => iommu.resetFunction(id)),
    ),
    surpriseRemove: mutation(registry, (host, request) =>
      flushed(host, request, (iommu, id) => iommu.surpriseRemove(id)),
    ),
    setLink: mutation(registry, (host, request) => {
      if (request.down && request.keepState) {
        throw refusal('FIELD_NOT_APPLICABLE', 'keep_state', 'is for links that come up; leave it out, or down');
      }
      return flushed(host, request, (iommu, id) => iommu.setLink(id, request.down, request.keepState));
    }),
    enablePri: mutation(registry, (host, request) =>
      changed(host, request, (iommu, id) => {
        iommu.enablePri(id, request.allocation, request.allowViolation);
      }),
    ),
    disablePri: mutation(registry, (host, request) =>
      changed(host, request, (iommu, id) => {
        iommu.disablePri(id);
      }),
    ),
    resetPri: mutation(registry, (host, request) =>
      flushed(host, request, (iommu, id) => iommu.resetPri(id, request.allowViolation)),
    ),
    clearPriStatus: mutation(registry, (host, request) => {
      const { responseFailure, unexpectedPrgi } = request;
      if (!responseFailure && !unexpectedPrgi) {
        throw refusal('UPDATE_REQUIRED', 'response_failure', 'no bit is named; set it, or unexpected_prgi');
      }
      return changed(host, request, (iommu, id) => {
        iommu.clearPriStatus(id, { responseFailure, unexpectedPrgi });
      });
    }),
    stopPasid: mutation(registry, async (host, request, signal) => {
      const { pasid, style, timeoutNs } = fromStopPasid(request);
      const stop = (iommu: Iommu): Begun<FlushCounts> => {
        const { operationId, flushed: counts } = iommu.stopPasid(request.endpointId, pasid, style, timeoutNs);
        return { value: counts, operationId };
      };
      const { endpoint, operation, value } = await operated(host, request, stop, signal);
      return { endpoint, operation, flushed: toFlushed(value) };
    }),
    issueDma: mutation(registry, async (host, request, signal) => {
      const dma = fromIssueDma(request);
      const issue = (iommu: Iommu) => iommu.issueDma('HOSTED', request.endpointId, dma);
      return { result: await transferData(host, issue, signal) };
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
      const { endpointId, allowViolation } = request;
      const items = checkedItems(check.nonEmptyList(request.items, 'items'), fromPageRequestItem);
      const submit = (iommu: Iommu) => iommu.submitPageRequests('HOSTED', endpointId, items, onError, allowViolation);
      return toSubmitResponse(await host.execute(submit));
    }),
    completeInvalidation: mutation(registry, async (host, request) => {
      const { itags, count, requesterId } = fromCompletion(request, '');
      const { completed, unexpected } = await host.execute((iommu) =>
        iommu.completeInvalidations('HOSTED', request.endpointId, itags, count, requesterId),
      );
      return { completedCount: completed, unexpectedCount: unexpected };
    }),
    watchEndpoint: watchEndpoint(registry),
  });
}
