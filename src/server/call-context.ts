/** The context of one call: what its handler may know, and how its end is told and logged. */
import { setMaxListeners } from 'node:events';
import * as grpc from '@grpc/grpc-js';
import { IommuError } from '../model/errors';
import { toStatus, type CallStatus } from './errors';
import type { CallContext } from './handler';
import type { Logger } from './logging';
import type { WriterHooks } from './stream-writer';

/** Metadata by which routers find the server of a vIOMMU. */
export const ROUTER_KEY = 'viommu-id';

/** The part of every grpc-js server call that is used here. */
export interface SurfaceCall {
  readonly metadata: grpc.Metadata;
  getPeer(): string;
  getDeadline(): Date | number;
}

/** Refusals that an operator should see: somebody met a wall, or a limit. */
const NOTEWORTHY: ReadonlySet<grpc.status> = new Set([grpc.status.PERMISSION_DENIED, grpc.status.RESOURCE_EXHAUSTED]);

/** What one handler sees of its call, and the one place where its failure is logged. */
export class Call implements CallContext, WriterHooks {
  private readonly began = performance.now();
  private controller: AbortController | undefined;
  private state: 'running' | 'finished' | 'cancelled' = 'running';
  private boundLogger: Logger | undefined;

  /**
   * @param method service and method, for instance `DomainService/Map`
   * @param call the grpc-js call
   * @param rootLogger the server's log
   */
  constructor(
    readonly method: string,
    private readonly call: SurfaceCall,
    private readonly rootLogger: Logger,
  ) {}

  get metadata(): grpc.Metadata {
    return this.call.metadata;
  }

  get peer(): string {
    return this.call.getPeer();
  }

  get deadline(): number {
    const deadline = this.call.getDeadline();
    return typeof deadline === 'number' ? deadline : deadline.getTime();
  }

  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      // Every request of a stream that waits listens until it has ended: many of them are no leak.
      setMaxListeners(Infinity, this.controller.signal);
      if (this.state === 'cancelled') this.controller.abort();
    }
    return this.controller.signal;
  }

  get logger(): Logger {
    this.boundLogger ??= this.rootLogger.child({ method: this.method });
    return this.boundLogger;
  }

  checkViommuId(viommuId: string, field = 'viommu_id'): void {
    if (viommuId === '') return;
    const differing = this.metadata.get(ROUTER_KEY).find((value) => value.toString() !== viommuId);
    if (differing === undefined) return;
    throw new IommuError(
      'VIOMMU_ID_CONFLICT',
      `${field} is ${JSON.stringify(viommuId)} but metadata ${ROUTER_KEY} is ${JSON.stringify(differing.toString())}; ` +
        'make them equal or leave the metadata out',
      { field, metadata: { request: viommuId, metadata: differing.toString() } },
    );
  }

  /** The call has its end: what grpc-js reports as cancelled from now on is only that. */
  finish(): void {
    if (this.state === 'running') this.state = 'finished';
  }

  /** Nobody waits for the call any more. */
  cancel(): void {
    if (this.state !== 'running') return;
    this.state = 'cancelled';
    this.logger.debug({ durationMs: this.durationMs() }, 'call cancelled');
    this.controller?.abort();
  }

  failed(error: unknown): CallStatus {
    if (this.state === 'cancelled') {
      // Nobody sees the status. A wait that was given up says nothing about the server; anything else is a bug.
      if (!isAbort(error)) toStatus(error, this.logger);
      return { code: grpc.status.CANCELLED, details: 'cancelled', metadata: new grpc.Metadata() };
    }
    this.finish();
    const status = toStatus(error, this.logger);
    this.logFailure(status.code, error);
    return status;
  }

  report(error: unknown): void {
    this.logger.error({ err: error }, 'a listener failed while the stream was closing');
  }

  private logFailure(code: grpc.status, error: unknown): void {
    // The stack of what is no refusal was logged when it was mapped.
    if (!(error instanceof IommuError)) return;
    const facts = { code: grpc.status[code], reason: error.reason, field: error.field, durationMs: this.durationMs() };
    if (error.reason === 'INTERNAL') this.logger.error({ ...facts, err: error }, 'call failed');
    else if (NOTEWORTHY.has(code)) this.logger.warn(facts, 'call refused');
    else this.logger.info(facts, 'call refused');
  }

  private durationMs(): number {
    return Math.round(performance.now() - this.began);
  }
}

/** What a wait ends with whose signal was aborted: a DOMException, which need not be an Error of this realm. */
function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}
