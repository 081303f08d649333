import { IommuError } from '../model/errors';
import { MAX_PASID, NO_PASID } from '../model/page-request';
import type { EndpointConfig, EndpointContext, EndpointState, EndpointView } from '../model/endpoint';
import type { Attachment } from './attachment';
import { GroupCounters } from './counters';
import { DeviceTlb, InvalidateQueue } from './device-tlb';
import type { Told } from './output-log';
import type { PageResponseMessage } from './outputs';
import type { Partial } from './partials';
import { Pri } from './pri';
import { PriRegisters } from './pri-registers';
import type { HeldResponse } from './response-sender';
import { TranslationCache } from './translation-cache';

/** One emulated function: its capability registers, what it holds, and what waits for it. */
export class Endpoint implements Told {
  state: EndpointState;
  /** Grows with every function reset, removal and hello with reset. */
  generation = 1;
  atsEnabled: boolean;
  /** After an unsupported translation request, where it is to use ATS no more until it is enabled again (R-ATS-14). */
  atsSuspended = false;
  readonly pri: Pri | undefined;
  /** The endpoint whose page-request interface, or invalidate queue, it shares. */
  readonly parent: Endpoint | undefined;
  /** Endpoints that share its page-request interface, or its invalidate queue. */
  readonly children = new Set<Endpoint>();
  /** The vIOMMU's entry for it. */
  context: EndpointContext;
  readonly cache: TranslationCache;
  readonly tlb: DeviceTlb;
  /** By PASID; NO_PASID for accesses without one. */
  readonly attachments = new Map<number, Attachment>();
  /** Unclosed groups, by {@link partialKey}. */
  readonly partials = new Map<number, Partial>();
  counters = new GroupCounters();
  sequence = 0;
  modelSequence = 0;
  /** PASIDs that were stopped and not attached again since. */
  readonly stoppedPasids = new Set<number>();
  /** Tags of stalled accesses. */
  readonly stallTags = new Set<number>();
  /** Answers that wait for the device model to come back. */
  held: { readonly message: HeldResponse; readonly priGeneration: number }[] = [];
  /** The last response its model was sent for each index, under which sequence. */
  readonly sentResponses = new Map<number, { readonly sequence: number; readonly message: PageResponseMessage }>();
  /** Page requests of unclosed groups that were dropped when its model was lost. */
  lostPageRequests = 0;
  /** Since it missed the time-out of an invalidation: what is attached up to which generation is cut off. */
  fence: { readonly upTo: number; isReset: boolean } | undefined;
  /** Whether nothing passes between it and the vIOMMU, which does not know. */
  linkDown = false;
  /** Messages that were lost on a link that is down. */
  lostMessages = 0;
  /** Unfinished DMA operations. */
  outstandingDma = 0;

  /**
   * @param id its id
   * @param config what it is
   * @param grants pages it may hold translations for
   * @param groups handle of its list of groups
   * @param parent the endpoint whose page-request interface, or invalidate queue, it shares
   * @param queueParent the endpoint whose invalidate queue it shares; the same, or undefined
   */
  constructor(
    readonly id: number,
    readonly config: EndpointConfig,
    grants: number,
    public groups: number,
    parent?: Endpoint,
    queueParent?: Endpoint,
  ) {
    this.state = config.backend === 'EXTERNAL' ? 'DISCONNECTED' : 'ACTIVE';
    this.atsEnabled = config.ats?.enabled ?? false;
    this.parent = parent;
    parent?.children.add(this);
    const shared = config.priParentId === undefined ? undefined : parent?.pri?.registers;
    const registers = config.pri === undefined ? shared : new PriRegisters(config.pri, id);
    this.pri = registers && new Pri(registers);
    this.context = config.context;
    this.cache = new TranslationCache(this, config.ats?.atcCapacityPages ?? grants);
    this.tlb = new DeviceTlb(queueParent?.tlb.queue ?? new InvalidateQueue(config.ats?.invalidateQueueDepth ?? 0));
    this.tlb.queue.members.add(this);
  }

  /** Whether a device model listens. */
  get hasModel(): boolean {
    return this.config.backend === 'EXTERNAL' && this.state === 'ACTIVE';
  }

  get view(): EndpointView {
    return {
      endpointId: this.id,
      config: this.config,
      state: this.state,
      generation: this.generation,
      atsEnabled: this.atsEnabled,
      pri: this.pri?.status(this.id),
      grantedPages: this.cache.size,
      outstandingInvalidations: this.tlb.outstanding,
      waitingInvalidations: this.tlb.waiting.size,
      outstandingDma: this.outstandingDma,
      context: this.context,
      stoppedPasids: this.stoppedPasids.size,
      heldResponses: this.held.length,
      fenced: this.isFenced,
      linkDown: this.linkDown,
    };
  }

  /** Whether it is cut off, whatever it is attached to. */
  get isFenced(): boolean {
    return this.fence?.isReset === false;
  }

  /** The endpoint and those that share its page-request interface: what a reset of it concerns. */
  get withChildren(): readonly Endpoint[] {
    return [this, ...this.children];
  }

  /** Every endpoint that shares the interface, this one first. */
  get family(): readonly Endpoint[] {
    const others = this.parent?.withChildren ?? this.withChildren;
    return [this, ...others.filter((other) => other !== this)];
  }

  /** Refuses if the endpoint cannot act: it was removed, or its device model is not there. */
  requirePresent(): void {
    if (this.state === 'REMOVED') {
      throw new IommuError(
        'ENDPOINT_REMOVED',
        `endpoint ${String(this.id)} was removed; delete it and create it anew`,
        {
          field: 'endpoint_id',
        },
      );
    }
    if (this.state === 'DISCONNECTED') {
      throw new IommuError(
        'ENDPOINT_DISCONNECTED',
        `external endpoint ${String(this.id)} has no device model; open it on EndpointChannel first`,
        { field: 'endpoint_id' },
      );
    }
  }

  /** Refuses to act for an endpoint whose link is down. */
  requireLink(): void {
    if (this.linkDown) {
      throw new IommuError('LINK_DOWN', `the link of endpoint ${String(this.id)} is down; take it up with SetLink`, {
        field: 'endpoint_id',
      });
    }
  }

  /** Refuses an endpoint without ATS. */
  requireAts(): void {
    if (this.config.ats === undefined) {
      throw new IommuError('ATS_NOT_SUPPORTED', `endpoint ${String(this.id)} has no ATS; create it with one`, {
        field: 'endpoint_id',
      });
    }
  }

  /** Refuses a PASID that the endpoint cannot have. NO_PASID always passes. */
  requirePasid(pasid: number): void {
    if (pasid === NO_PASID) {
      return;
    }
    if (this.config.pasid === undefined) {
      throw new IommuError(
        'PASID_NOT_SUPPORTED',
        `endpoint ${String(this.id)} has no PASID capability; leave pasid unset or create it with one`,
        { field: 'pasid' },
      );
    }
    const max = Math.min(MAX_PASID, 2 ** this.config.pasid.widthBits - 1);
    if (pasid > max) {
      throw new IommuError(
        'PASID_OUT_OF_RANGE',
        `pasid ${String(pasid)} is above ${String(max)}, endpoint ${String(this.id)}'s highest`,
        {
          field: 'pasid',
          metadata: { maximum: String(max) },
        },
      );
    }
  }
}

/** The key of an unclosed group: injected page requests never mix with the endpoint's own. */
export function partialKey(pasid: number, prgi: number, injected: boolean): number {
  return ((pasid + 1) * 512 + prgi) * 2 + (injected ? 1 : 0);
}
