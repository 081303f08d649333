import { IommuError } from '../model/errors';
import { NO_PASID } from '../model/page-request';
import type { ContextPatch, ResumedEndpoint } from '../model/endpoint';
import type { EndCause, EndpointChangeKind } from '../model/report';
import type { RuleId } from '../model/rules';
import { MAX_ITEMS } from '../model/viommu';
import type { DmaEngine } from './dma-engine';
import type { Endpoint } from './endpoint';
import { announceChange, type ChangeFacts } from './endpoint-changes';
import { changedContext } from './endpoint-context';
import type { GroupAnswers } from './group-answers';
import type { Invalidator } from './invalidator';
import { ALL_PAGES } from './page-range';
import type { Operations } from './operations';
import type { OutputLog } from './output-log';
import type { PageRequests } from './page-requests';
import type { ResponseSender } from './response-sender';

/** Whom changes of an endpoint concern. */
export interface EndpointControlParts {
  readonly log: OutputLog;
  readonly operations: Operations;
  readonly invalidator: Invalidator;
  readonly answers: GroupAnswers;
  readonly pageRequests: PageRequests;
  readonly responses: ResponseSender;
  readonly engine: DmaEngine;
}

/** Enables ATS, changes contexts, resets, removes and connects endpoints. */
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
      endpoint.atsSuspended = false;
      // What it held before, an ATC that never completed its emptying included, is not used again (R-ATS-03).
      endpoint.cache.clear();
      this.changed(endpoint, 'ATS_ENABLED');
      return undefined;
    }
    if (hasPriAtWork(endpoint)) {
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

  /** Changes the vIOMMU's entry for an endpoint. */
  updateContext(endpoint: Endpoint, patch: ContextPatch): void {
    requireNotRemoved(endpoint);
    endpoint.context = changedContext(endpoint.context, patch);
    this.changed(endpoint, 'CONTEXT_CHANGED');
  }

  /** Function level reset; of a parent, of all that share its interface. */
  resetFunction(endpoint: Endpoint): void {
    endpoint.requirePresent();
    this.resetAll(endpoint);
  }

  /** The endpoint is pulled out, and all that share its interface with it. */
  surpriseRemove(endpoint: Endpoint): void {
    requireNotRemoved(endpoint);
    for (const member of present(endpoint)) {
      const held = this.dropHeld(member);
      this.forget(member, 'SURPRISE_REMOVAL', 'R-AUTO-42');
      // Told before it is so: a removed endpoint's model hears nothing any more.
      this.changed(member, 'REMOVED', { dropped: held, state: 'REMOVED', causedBy: endpoint });
      member.state = 'REMOVED';
    }
  }

  /** Takes the link down, which the vIOMMU does not notice, or up again: with a function reset unless `keepState`. */
  setLink(endpoint: Endpoint, down: boolean, keepState: boolean): void {
    requireNotRemoved(endpoint);
    if (endpoint.linkDown === down) {
      return;
    }
    endpoint.linkDown = down;
    if (down) {
      this.parts.engine.abandon(endpoint);
      this.changed(endpoint, 'LINK_DOWN');
      return;
    }
    const dropped = endpoint.lostMessages;
    endpoint.lostMessages = 0;
    this.changed(endpoint, 'LINK_UP', { dropped });
    if (!keepState) {
      // Also one whose device model is away: it cannot go on where it was.
      this.resetAll(endpoint);
    }
  }

  /** Cuts an endpoint off that missed the time-out of an invalidation. */
  fence(endpoint: Endpoint): void {
    const generations = [...endpoint.attachments.values()].map(({ generation }) => generation);
    endpoint.fence = { upTo: Math.max(0, ...generations), isReset: false };
    this.parts.invalidator.endpointFenced(endpoint);
    this.changed(endpoint, 'FENCED');
    this.parts.engine.recheck(endpoint);
  }

  /** The endpoint exists now. */
  created(endpoint: Endpoint): void {
    this.changed(endpoint, 'CREATED');
  }

  /**
   * The endpoint is about to be deleted; it is attached to nothing that matters any more.
   *
   * @param causedBy the endpoint whose deletion this is part of; itself, if none
   */
  delete(endpoint: Endpoint, causedBy: Endpoint): void {
    const held = this.dropHeld(endpoint);
    this.forget(endpoint, 'ENDPOINT_DELETED', 'R-AUTO-42');
    this.changed(endpoint, 'DELETED', { dropped: held, causedBy });
  }

  /** A device model begins the endpoint anew. */
  connect(endpoint: Endpoint): void {
    requireExternal(endpoint);
    requireNotRemoved(endpoint);
    const held = this.dropHeld(endpoint);
    endpoint.modelSequence = 0;
    endpoint.state = 'DISCONNECTED';
    this.forget(endpoint, 'CHANNEL_RESET', 'V-CHANNEL-RESET');
    for (const child of present(endpoint).filter((member) => member !== endpoint)) {
      this.reset(child, endpoint);
    }
    endpoint.state = 'ACTIVE';
    this.changed(endpoint, 'CONNECTED', { dropped: held });
  }

  /**
   * A device model goes on with the endpoint; from the one that has it, if one does.
   *
   * @param generation the endpoint's, as the model knows it
   * @param lastReceived the last sequence it received; 0n: none
   * @throws IommuError ENDPOINT_NOT_EXTERNAL, ENDPOINT_REMOVED, ENDPOINT_GENERATION_DIFFERS, RESUME_POINT_INVALID
   */
  resume(endpoint: Endpoint, generation: number, lastReceived: bigint): ResumedEndpoint {
    requireExternal(endpoint);
    requireNotRemoved(endpoint);
    requireResumable(endpoint, generation, lastReceived);
    // From another stream, which then is lost.
    this.disconnect(endpoint);
    const droppedPageRequests = endpoint.lostPageRequests;
    endpoint.lostPageRequests = 0;
    endpoint.state = 'ACTIVE';
    const nextSequence = BigInt(endpoint.modelSequence + 1);
    this.changed(endpoint, 'RESUMED');
    const { view } = endpoint;
    const redelivered = this.parts.responses.redeliver(endpoint, Number(lastReceived));
    // What was answered meanwhile is outstanding no more.
    const outstanding = endpoint.pri?.outstandingGroups() ?? [];
    return {
      view,
      nextSequence,
      outstanding: outstanding.slice(0, MAX_ITEMS),
      outstandingCount: outstanding.length,
      redelivered,
      droppedPageRequests,
    };
  }

  /** The device model is gone: what was in flight is dropped, complete groups stay pending. */
  disconnect(endpoint: Endpoint): void {
    requireExternal(endpoint);
    if (endpoint.state !== 'ACTIVE') {
      return;
    }
    endpoint.state = 'DISCONNECTED';
    const dropped = this.parts.invalidator.endpointGone(endpoint) + endpoint.outstandingDma;
    const reason = { cause: 'CHANNEL_LOST', rule: 'V-CHANNEL-LOST' } as const;
    endpoint.lostPageRequests = this.parts.pageRequests.dropAll(endpoint, reason, false);
    // Nobody will close them: their credits return.
    endpoint.pri?.forgetUnclosed();
    this.parts.answers.discardStalls(endpoint, reason.cause, reason.rule);
    this.parts.engine.endpointGone(endpoint);
    this.changed(endpoint, 'DISCONNECTED', { dropped });
  }

  private resetAll(endpoint: Endpoint): void {
    for (const member of present(endpoint)) {
      this.reset(member, endpoint);
    }
  }

  private reset(endpoint: Endpoint, causedBy: Endpoint): void {
    const held = this.dropHeld(endpoint);
    this.forget(endpoint, 'FUNCTION_RESET', 'R-AUTO-42');
    this.changed(endpoint, 'FUNCTION_RESET', { dropped: held, causedBy });
  }

  /** Answers that waited for a device model reach nobody. */
  private dropHeld(endpoint: Endpoint): number {
    const held = endpoint.held.length;
    endpoint.held = [];
    return held;
  }

  /** Everything of the function is forgotten: its registers, what it holds, what it asked for and was told. */
  private forget(endpoint: Endpoint, cause: EndCause, rule: RuleId): void {
    endpoint.generation += 1;
    if (endpoint.fence !== undefined) {
      endpoint.fence.isReset = true;
    }
    endpoint.atsEnabled = false;
    endpoint.atsSuspended = false;
    endpoint.stoppedPasids.clear();
    endpoint.sentResponses.clear();
    endpoint.lostPageRequests = 0;
    if (endpoint.parent === undefined) {
      endpoint.pri?.registers.functionReset();
    } else {
      endpoint.pri?.forgetAll();
    }
    this.parts.invalidator.endpointGone(endpoint);
    this.parts.pageRequests.dropAll(endpoint, { cause, rule }, true);
    this.parts.answers.discardAll(endpoint, cause, rule);
    this.parts.engine.endpointGone(endpoint);
    this.parts.engine.creditsReturned(endpoint);
  }

  private changed(endpoint: Endpoint, change: EndpointChangeKind, facts?: ChangeFacts): void {
    announceChange(this.parts.log, endpoint, change, facts);
  }
}

/** Whether page requests may still be sent or answered; of one that shares an interface, only its own. */
function hasPriAtWork({ pri, parent }: Endpoint): boolean {
  if (pri === undefined) {
    return false;
  }
  return parent === undefined ? !pri.registers.stopped : pri.outstanding > 0;
}

/** The endpoint and those that share its interface, as far as they are not removed. */
function present(endpoint: Endpoint): Endpoint[] {
  return endpoint.withChildren.filter(({ state }) => state !== 'REMOVED');
}

function requireResumable(endpoint: Endpoint, generation: number, lastReceived: bigint): void {
  if (generation !== endpoint.generation) {
    throw new IommuError(
      'ENDPOINT_GENERATION_DIFFERS',
      `endpoint ${String(endpoint.id)} has generation ${String(endpoint.generation)}, not ${String(generation)}: it was ` +
        'reset since; say reset instead of resume',
      { field: 'hello.resume.endpoint_generation', metadata: { endpoint_generation: String(endpoint.generation) } },
    );
  }
  if (lastReceived > BigInt(endpoint.modelSequence)) {
    throw new IommuError(
      'RESUME_POINT_INVALID',
      `last_received_sequence ${String(lastReceived)} was never sent; the last one is ${String(endpoint.modelSequence)}`,
      { field: 'hello.resume.last_received_sequence' },
    );
  }
}

/** Refuses an endpoint that was removed. */
export function requireNotRemoved(endpoint: Endpoint): void {
  if (endpoint.state === 'REMOVED') {
    endpoint.requirePresent();
  }
}

function requireExternal(endpoint: Endpoint): void {
  if (endpoint.config.backend !== 'EXTERNAL') {
    throw new IommuError('ENDPOINT_NOT_EXTERNAL', `endpoint ${String(endpoint.id)} is hosted by the server`, {
      field: 'endpoint_id',
    });
  }
}
