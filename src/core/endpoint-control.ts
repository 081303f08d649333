import { IommuError } from '../model/errors';
import { NO_PASID } from '../model/page-request';
import type { EndCause, EndpointChangeKind } from '../model/report';
import type { RuleId } from '../model/rules';
import type { DmaEngine } from './dma-engine';
import type { Endpoint } from './endpoint';
import type { GroupQueue } from './group-queue';
import type { Invalidator } from './invalidator';
import { ALL_PAGES } from './page-range';
import type { Operations } from './operations';
import type { OutputLog } from './output-log';
import type { PageRequests } from './page-requests';
import type { Pri } from './pri';

/** Whom changes of an endpoint concern. */
export interface EndpointControlParts {
  readonly log: OutputLog;
  readonly operations: Operations;
  readonly invalidator: Invalidator;
  readonly queue: GroupQueue;
  readonly pageRequests: PageRequests;
  readonly engine: DmaEngine;
}

/** Operates endpoints' capability registers, resets, removes and connects them. */
export class EndpointControl {
  constructor(private readonly parts: EndpointControlParts) {}

  /**
   * Sets ATS Enable.
   *
   * @returns the operation that empties the ATC; undefined when there is none
   */
  setAts(endpoint: Endpoint, enabled: boolean, timeoutNs: bigint | undefined): bigint | undefined {
    endpoint.requireAts();
    endpoint.requirePresent();
    if (endpoint.atsEnabled === enabled) {
      return undefined;
    }
    if (enabled) {
      endpoint.atsEnabled = true;
      this.changed(endpoint, 'ATS_ENABLED');
      return undefined;
    }
    if (endpoint.pri?.stopped === false) {
      throw new IommuError(
        'PRI_ENABLED',
        'PRI is enabled or not yet stopped; disable it and wait before ATS is disabled',
      );
    }
    this.parts.invalidator.requireRoom(endpoint);
    const operation = this.parts.operations.begin('DISABLE_ATS', timeoutNs);
    endpoint.atsEnabled = false;
    this.changed(endpoint, 'ATS_DISABLED');
    if (endpoint.cache.size > 0) {
      this.parts.invalidator.invalidateDevice(operation, 0, endpoint, NO_PASID, ALL_PAGES);
    }
    return this.parts.operations.seal(operation);
  }

  /** Sets PRI Enable (R-PRI-03, R-PRI-04). */
  enablePri(endpoint: Endpoint, allocation: number | undefined): void {
    const pri = requirePri(endpoint);
    endpoint.requirePresent();
    if (!endpoint.atsEnabled) {
      throw new IommuError('ATS_DISABLED', `ATS of endpoint ${String(endpoint.id)} is disabled; enable it first`);
    }
    if (!pri.stopped) {
      throw new IommuError(
        'PRI_BUSY',
        pri.enabled
          ? 'PRI is already enabled'
          : 'PRI has not stopped: page requests are outstanding; answer them or reset PRI',
      );
    }
    const credits = allocation ?? pri.capability.capacity;
    if (credits < 1 || credits > pri.capability.capacity) {
      throw new IommuError(
        'CAPABILITY_OUT_OF_RANGE',
        `allocation ${String(credits)} is not within 1 to ${String(pri.capability.capacity)}, the capacity`,
        { field: 'allocation' },
      );
    }
    pri.enable(credits);
    this.changed(endpoint, 'PRI_ENABLED');
  }

  /** Clears PRI Enable (R-PRI-08). */
  disablePri(endpoint: Endpoint): void {
    const pri = requirePri(endpoint);
    endpoint.requirePresent();
    if (pri.enabled) {
      pri.disable();
      this.changed(endpoint, 'PRI_DISABLED');
      this.parts.engine.priStopped(endpoint);
    }
  }

  /** Sets PRI Reset (R-PRI-09). */
  resetPri(endpoint: Endpoint): void {
    const pri = requirePri(endpoint);
    endpoint.requirePresent();
    if (pri.enabled) {
      throw new IommuError('PRI_ENABLED', 'PRI Reset is honoured only while PRI is disabled; disable it first');
    }
    pri.reset();
    this.changed(endpoint, 'PRI_RESET');
    this.parts.pageRequests.dropAll(endpoint, 'PRI_RESET', 'R-PRI-09', false);
    this.parts.engine.priStopped(endpoint);
  }

  /** A Response Failure reached the endpoint and turned PRI off (R-PRI-52). */
  priFailed(endpoint: Endpoint): void {
    this.changed(endpoint, 'PRI_FAILED');
    this.parts.pageRequests.dropAll(endpoint, 'RESPONSE_FAILURE', 'R-PRI-52', false);
    this.parts.engine.priFailed(endpoint);
  }

  /** Function level reset. */
  resetFunction(endpoint: Endpoint): void {
    endpoint.requirePresent();
    this.forget(endpoint, 'FUNCTION_RESET', 'R-AUTO-42');
    this.changed(endpoint, 'FUNCTION_RESET');
  }

  /** The endpoint is pulled out. */
  surpriseRemove(endpoint: Endpoint): void {
    if (endpoint.state === 'REMOVED') {
      endpoint.requirePresent();
    }
    const held = this.dropHeld(endpoint);
    this.forget(endpoint, 'SURPRISE_REMOVAL', 'R-AUTO-42');
    // Told before it is so: a removed endpoint's model hears nothing any more.
    this.changed(endpoint, 'REMOVED', held, 'REMOVED');
    endpoint.state = 'REMOVED';
  }

  /** The endpoint exists now. */
  created(endpoint: Endpoint): void {
    this.changed(endpoint, 'CREATED');
  }

  /** The endpoint is about to be deleted; it is attached to nothing that matters any more. */
  delete(endpoint: Endpoint): void {
    const held = this.dropHeld(endpoint);
    this.forget(endpoint, 'ENDPOINT_DELETED', 'R-AUTO-42');
    this.changed(endpoint, 'DELETED', held);
  }

  /** A device model begins the endpoint anew. */
  connect(endpoint: Endpoint): void {
    requireExternal(endpoint);
    if (endpoint.state === 'REMOVED') {
      endpoint.requirePresent();
    }
    const held = this.dropHeld(endpoint);
    endpoint.modelSequence = 0;
    endpoint.state = 'DISCONNECTED';
    this.forget(endpoint, 'CHANNEL_RESET', 'V-CHANNEL-RESET');
    endpoint.state = 'ACTIVE';
    this.changed(endpoint, 'CONNECTED', held);
  }

  /** The device model is gone: what was in flight is dropped, complete groups stay pending. */
  disconnect(endpoint: Endpoint): void {
    requireExternal(endpoint);
    if (endpoint.state !== 'ACTIVE') {
      return;
    }
    endpoint.state = 'DISCONNECTED';
    const dropped = this.parts.invalidator.endpointGone(endpoint);
    this.parts.pageRequests.dropAll(endpoint, 'CHANNEL_LOST', 'V-CHANNEL-LOST', false);
    this.changed(endpoint, 'DISCONNECTED', dropped);
  }

  /** Answers that waited for a device model reach nobody. */
  private dropHeld(endpoint: Endpoint): number {
    const held = endpoint.heldResponses;
    endpoint.heldResponses = 0;
    return held;
  }

  /** Everything of the function is forgotten: its registers, what it holds, what it asked for and was told. */
  private forget(endpoint: Endpoint, cause: EndCause, rule: RuleId): void {
    endpoint.generation += 1;
    endpoint.atsEnabled = false;
    endpoint.pri?.functionReset();
    this.parts.invalidator.endpointGone(endpoint);
    this.parts.pageRequests.dropAll(endpoint, cause, rule, true);
    this.parts.queue.discardAll(endpoint, cause, rule);
    this.parts.engine.endpointGone(endpoint);
  }

  private changed(endpoint: Endpoint, change: EndpointChangeKind, droppedMessages = 0, state = endpoint.state): void {
    const record = {
      kind: 'ENDPOINT_CHANGED',
      endpointId: endpoint.id,
      change,
      state,
      generation: endpoint.generation,
      droppedMessages,
    } as const;
    this.parts.log.report(record);
    this.parts.log.tell(endpoint, record, true);
  }
}

function requireExternal(endpoint: Endpoint): void {
  if (endpoint.config.backend !== 'EXTERNAL') {
    throw new IommuError('ENDPOINT_NOT_EXTERNAL', `endpoint ${String(endpoint.id)} is hosted by the server`, {
      field: 'endpoint_id',
    });
  }
}

function requirePri(endpoint: Endpoint): Pri {
  if (endpoint.pri === undefined) {
    throw new IommuError('PRI_NOT_SUPPORTED', `endpoint ${String(endpoint.id)} has no PRI; create it with one`, {
      field: 'endpoint_id',
    });
  }
  return endpoint.pri;
}
