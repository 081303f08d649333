import type { ContextPatch, EndpointBackend, EndpointRequest, EndpointView, ResumedEndpoint } from '../model/endpoint';
import { IommuError } from '../model/errors';
import type { ClosedGroup, PageRequestItem } from '../model/page-request';
import type { DmaRequest, DmaResult, TranslationCompletion, TranslationRequest } from '../model/transfer';
import { executedAny, runBatch, type BatchOutcome, type Checked, type OnError } from './batch';
import { requireTranslationRequest } from './ats';
import { requireTransfer } from './dma-access';
import { IommuBase } from './iommu-base';
import { requireNotRemoved } from './endpoint-control';
import { checkForm } from './page-request-rules';
import type { StopStyle } from './pasid-stopper';
import type { FlushCounts } from '../model/viommu';

/** What became of a batch of page requests. */
export type SubmitBatch = BatchOutcome & { readonly closed: readonly { index: number; group: ClosedGroup }[] };

/** The second part of {@link Iommu}: endpoints, their registers, and what they do. */
export abstract class IommuEndpoints extends IommuBase {
  /** Creates an endpoint; id 0 lets the vIOMMU choose. */
  createEndpoint(endpointId: number, request: EndpointRequest): EndpointView {
    return this.parts.lifecycle.createEndpoint(endpointId, request).view;
  }

  endpoint(id: number): EndpointView {
    return this.findEndpoint(id).view;
  }

  /** The endpoint that a guest knows by a virtual id; undefined: there is none. */
  endpointWithVirtualId(virtualId: bigint): number | undefined {
    return this.parts.endpoints.findVirtual(virtualId)?.id;
  }

  /** At most `limit` endpoints with an id above `afterId`, by id. */
  endpoints(afterId: number, limit: number): EndpointView[] {
    return this.parts.endpoints.page(afterId, limit).map((endpoint) => endpoint.view);
  }

  /** Sets ATS Enable; returns the operation that empties the ATC, if there is one. */
  setAts(id: number, enabled: boolean, timeoutNs?: bigint): bigint | undefined {
    return this.run(() => this.parts.control.setAts(this.findEndpoint(id), enabled, timeoutNs));
  }

  /** Changes the vIOMMU's entry for an endpoint. */
  updateContext(id: number, patch: ContextPatch): EndpointView {
    return this.run(() => {
      const endpoint = this.findEndpoint(id);
      this.parts.control.updateContext(endpoint, patch);
      return endpoint.view;
    });
  }

  deleteEndpoint(id: number, force: boolean): FlushCounts {
    return this.flush(() => {
      this.parts.lifecycle.deleteEndpoint(this.findEndpoint(id), force);
    }).flushed;
  }

  resetFunction(id: number): FlushCounts {
    return this.flush(() => {
      this.parts.control.resetFunction(this.findEndpoint(id));
    }).flushed;
  }

  surpriseRemove(id: number): FlushCounts {
    return this.flush(() => {
      this.parts.control.surpriseRemove(this.findEndpoint(id));
    }).flushed;
  }

  /**
   * Refuses an endpoint without a device model.
   *
   * @throws IommuError ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL, ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED
   */
  requireConnected(id: number): void {
    this.findPresent('EXTERNAL', id);
  }

  /** Takes the link of an endpoint down, or up again; then with a function reset unless `keepState`. */
  setLink(id: number, down: boolean, keepState: boolean): FlushCounts {
    return this.flush(() => {
      this.parts.control.setLink(this.findEndpoint(id), down, keepState);
    }).flushed;
  }

  /** Sets PRI Enable; the allocation is the capacity unless given. */
  enablePri(id: number, allocation?: number, allowViolation = false): void {
    this.run(() => {
      this.parts.pri.enable(this.findEndpoint(id), allocation, allowViolation);
    });
  }

  disablePri(id: number): void {
    this.run(() => {
      this.parts.pri.disable(this.findEndpoint(id));
    });
  }

  resetPri(id: number, allowViolation = false): FlushCounts {
    return this.flush(() => {
      this.parts.pri.reset(this.findEndpoint(id), allowViolation);
    }).flushed;
  }

  /** Clears PRI status bits. */
  clearPriStatus(id: number, bits: { responseFailure: boolean; unexpectedPrgi: boolean }): void {
    this.run(() => {
      this.parts.pri.clearStatus(this.findEndpoint(id), bits);
    });
  }

  /** Makes a hosted endpoint stop using a PASID: an operation, unless it was stopped before. */
  stopPasid(
    id: number,
    pasid: number,
    style: StopStyle,
    timeoutNs?: bigint,
  ): { operationId: bigint | undefined; flushed: FlushCounts } {
    const endpoint = this.findSpeaker('HOSTED', id);
    const { result, flushed } = this.flush(() => this.parts.stopper.stop(endpoint, pasid, style, timeoutNs));
    return { operationId: result, flushed };
  }

  /** A device model begins an external endpoint anew. */
  connect(id: number): void {
    this.run(() => {
      this.parts.control.connect(this.findEndpoint(id));
    });
  }

  /** A device model goes on with an external endpoint. */
  resume(id: number, generation: number, lastReceivedSequence: bigint): ResumedEndpoint {
    return this.run(() => this.parts.control.resume(this.findEndpoint(id), generation, lastReceivedSequence));
  }

  /** The channel of an external endpoint's model is lost. */
  disconnect(id: number): void {
    this.run(() => {
      this.parts.control.disconnect(this.findEndpoint(id));
    });
  }

  /** Transfers data. A DMA that must wait, for page requests or in a stall, is an operation. */
  issueDma(speaker: EndpointBackend, id: number, dma: DmaRequest): { result: DmaResult } | { operationId: bigint } {
    const endpoint = this.findSpeaker(speaker, id);
    endpoint.requirePasid(dma.pasid);
    requireTransfer(dma, speaker === 'HOSTED' ? 'iova' : 'address');
    if (dma.addressType === 'AUTOMATIC' && speaker === 'EXTERNAL') {
      throw new IommuError('FIELD_NOT_APPLICABLE', 'address_type AUTOMATIC is for hosted endpoints; use another', {
        field: 'address_type',
      });
    }
    return this.run(() => this.parts.engine.start(endpoint, dma));
  }

  requestTranslation(speaker: EndpointBackend, id: number, request: TranslationRequest): TranslationCompletion {
    const endpoint = this.findSpeaker(speaker, id);
    requireTranslationRequest(endpoint, request);
    return this.run(() => this.parts.ats.request(endpoint, request));
  }

  submitPageRequests(
    speaker: EndpointBackend,
    id: number,
    items: readonly Checked<PageRequestItem>[],
    onError: OnError,
    allowViolation = false,
  ): SubmitBatch {
    const endpoint = this.findSpeaker(speaker, id);
    return this.closing(items, onError, (item) => this.parts.sender.send(endpoint, item, allowViolation));
  }

  /**
   * Completes invalidations by their tags, 0..31.
   *
   * @param count how many such messages come for each of them, 1..8
   * @param requesterId in the message; the endpoint's own, unless given
   */
  completeInvalidations(
    speaker: EndpointBackend,
    id: number,
    itags: readonly number[],
    count = 1,
    requesterId?: number,
  ): { completed: number; unexpected: number } {
    const endpoint = this.findSpeaker(speaker, id);
    if (speaker === 'HOSTED' && endpoint.config.invalidationCompletion !== 'MANUAL') {
      throw new IommuError(
        'COMPLETION_NOT_MANUAL',
        `endpoint ${String(id)} completes by itself; create it with invalidation_completion MANUAL`,
        { field: 'endpoint_id' },
      );
    }
    return this.run(() => {
      const completed = this.parts.invalidator.complete(endpoint, { itags, count, requesterId });
      return { completed, unexpected: itags.length - completed };
    });
  }

  /** Lets page requests arrive as if endpoints had sent them. */
  inject(
    items: readonly Checked<{ endpointId: number; item: PageRequestItem }>[],
    onError: OnError,
    allowViolation = false,
  ): SubmitBatch {
    return this.closing(items, onError, ({ endpointId, item }) => {
      const endpoint = this.findEndpoint(endpointId);
      requireNotRemoved(endpoint);
      const checked = checkForm(endpoint, item, allowViolation);
      const closed = this.parts.pageRequests.inject(endpoint, checked.item);
      for (const breach of checked.breaches) {
        this.parts.violations.record(endpoint, breach);
      }
      return closed;
    });
  }

  private closing<T>(
    items: readonly Checked<T>[],
    onError: OnError,
    execute: (item: T) => ClosedGroup | undefined,
  ): SubmitBatch {
    const closed: { index: number; group: ClosedGroup }[] = [];
    const batch = this.run(
      () =>
        runBatch(items, onError, (item, index) => {
          const group = execute(item);
          if (group !== undefined) {
            closed.push({ index, group });
          }
        }),
      executedAny,
    );
    return { ...batch, closed };
  }
}
