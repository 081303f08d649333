import type { EndpointBackend, EndpointRequest, EndpointView } from '../model/endpoint';
import { IommuError } from '../model/errors';
import type { ClosedGroup, PageRequestItem } from '../model/page-request';
import type { DmaRequest, DmaResult, TranslationCompletion, TranslationRequest } from '../model/transfer';
import { runBatch, type BatchOutcome, type Checked, type OnError } from './batch';
import { requireTranslationRequest } from './ats';
import { requireTransfer } from './dma-access';
import { IommuBase } from './iommu-base';
import { requireWellFormed } from './page-requests';

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

  /** At most `limit` endpoints with an id above `afterId`, by id. */
  endpoints(afterId: number, limit: number): EndpointView[] {
    return this.parts.endpoints.page(afterId, limit).map((endpoint) => endpoint.view);
  }

  /** Sets ATS Enable; returns the operation that empties the ATC, if there is one. */
  setAts(id: number, enabled: boolean, timeoutNs?: bigint): bigint | undefined {
    return this.run(() => this.parts.control.setAts(this.findEndpoint(id), enabled, timeoutNs));
  }

  deleteEndpoint(id: number, force: boolean): void {
    this.run(() => {
      this.parts.lifecycle.deleteEndpoint(this.findEndpoint(id), force);
    });
  }

  resetFunction(id: number): void {
    this.run(() => {
      this.parts.control.resetFunction(this.findEndpoint(id));
    });
  }

  surpriseRemove(id: number): void {
    this.run(() => {
      this.parts.control.surpriseRemove(this.findEndpoint(id));
    });
  }

  /** Sets PRI Enable; the allocation is the capacity unless given. */
  enablePri(id: number, allocation?: number): void {
    this.run(() => {
      this.parts.control.enablePri(this.findEndpoint(id), allocation);
    });
  }

  disablePri(id: number): void {
    this.run(() => {
      this.parts.control.disablePri(this.findEndpoint(id));
    });
  }

  resetPri(id: number): void {
    this.run(() => {
      this.parts.control.resetPri(this.findEndpoint(id));
    });
  }

  /** A device model begins an external endpoint anew. */
  connect(id: number): void {
    this.run(() => {
      this.parts.control.connect(this.findEndpoint(id));
    });
  }

  /** The channel of an external endpoint's model is lost. */
  disconnect(id: number): void {
    this.run(() => {
      this.parts.control.disconnect(this.findEndpoint(id));
    });
  }

  /** Transfers data. A DMA of a hosted endpoint's engine that must wait is an operation. */
  issueDma(speaker: EndpointBackend, id: number, dma: DmaRequest): { result: DmaResult } | { operationId: bigint } {
    const endpoint = this.findSpeaker(speaker, id);
    endpoint.requirePasid(dma.pasid);
    requireTransfer(dma, speaker === 'HOSTED' ? 'iova' : 'address');
    if (dma.addressType !== 'AUTOMATIC') {
      return { result: this.parts.engine.access(endpoint, dma) };
    }
    if (speaker === 'EXTERNAL') {
      throw new IommuError('FIELD_NOT_APPLICABLE', 'address_type AUTOMATIC is for hosted endpoints; use another', {
        field: 'address_type',
      });
    }
    return this.run(() => this.parts.engine.start(endpoint, dma));
  }

  requestTranslation(speaker: EndpointBackend, id: number, request: TranslationRequest): TranslationCompletion {
    const endpoint = this.findSpeaker(speaker, id);
    requireTranslationRequest(endpoint, request);
    return this.parts.ats.request(endpoint, request);
  }

  submitPageRequests(
    speaker: EndpointBackend,
    id: number,
    items: readonly Checked<PageRequestItem>[],
    onError: OnError,
  ): SubmitBatch {
    const endpoint = this.findSpeaker(speaker, id);
    return this.closing(items, onError, (item) => {
      requireWellFormed(endpoint, item);
      return this.parts.pageRequests.submit(endpoint, item);
    });
  }

  /** Completes invalidations by their tags, 0..31. */
  completeInvalidations(
    speaker: EndpointBackend,
    id: number,
    itags: readonly number[],
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
      const completed = this.parts.invalidator.complete(endpoint, itags);
      return { completed, unexpected: itags.length - completed };
    });
  }

  /** Lets page requests arrive as if endpoints had sent them. */
  inject(items: readonly Checked<{ endpointId: number; item: PageRequestItem }>[], onError: OnError): SubmitBatch {
    return this.closing(items, onError, ({ endpointId, item }) => {
      const endpoint = this.findEndpoint(endpointId);
      if (endpoint.state === 'REMOVED') {
        endpoint.requirePresent();
      }
      requireWellFormed(endpoint, item);
      return this.parts.pageRequests.inject(endpoint, item);
    });
  }

  private closing<T>(
    items: readonly Checked<T>[],
    onError: OnError,
    execute: (item: T) => ClosedGroup | undefined,
  ): SubmitBatch {
    const closed: { index: number; group: ClosedGroup }[] = [];
    const batch = this.run(() =>
      runBatch(items, onError, (item, index) => {
        const group = execute(item);
        if (group !== undefined) {
          closed.push({ index, group });
        }
      }),
    );
    return { ...batch, closed };
  }
}
