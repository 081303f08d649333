import type { PageRange } from './domain';
import type { OutstandingGroup } from './page-request';

/** Whether an endpoint can act. */
export type EndpointState = 'ACTIVE' | 'DISCONNECTED' | 'REMOVED';

/** Who emulates an endpoint. */
export type EndpointBackend = 'HOSTED' | 'EXTERNAL';

/** What kind of function an endpoint is. */
export type EndpointKind = 'PCIE' | 'PLATFORM';

/** How a hosted endpoint completes device-TLB invalidations. */
export type InvalidationCompletion = 'AUTOMATIC' | 'MANUAL';

/** What a hosted endpoint does when a translation request was refused as unsupported (R-ATS-14). */
export type UnsupportedRequestReaction = 'FALL_BACK' | 'STOP_ATS';

/** What the vIOMMU finds when it looks an endpoint up. */
export type ContextState = 'VALID' | 'INVALID' | 'MISCONFIGURED' | 'ACCESS_FAULT';

/** The vIOMMU's entry for an endpoint, as far as faults depend on it. */
export interface EndpointContext {
  readonly state: ContextState;
  readonly atsAllowed: boolean;
  readonly pageRequestsAllowed: boolean;
  /** What the vIOMMU believes of PRG Response PASID Required; undefined: what the capability says. */
  readonly prgResponsePasid: boolean | undefined;
  /** Fault events of the endpoint are counted, not reported. */
  readonly suppressFaults: boolean;
  /** Translation completions hold guest-physical addresses (R-ATS-32). */
  readonly atsGuestPhysical: boolean;
}

/** A change of an endpoint's entry; undefined fields stay as they are. */
export type ContextPatch = { readonly [K in keyof EndpointContext]?: EndpointContext[K] | undefined };

/** The stall model (R-SMMU-01). */
export interface StallCapability {
  /** How often the same access may stall again after a retry. */
  readonly retryLimit: number;
}

/** Address translation services of an endpoint (PCIe 10.5.1). */
export interface AtsCapability {
  /** Device-TLB invalidations that may be outstanding, 1..32. */
  readonly invalidateQueueDepth: number;
  /** Pages a hosted endpoint's ATC holds; undefined for an external one. */
  readonly atcCapacityPages?: number | undefined;
  /** Whether ATS is enabled from the start. */
  readonly enabled: boolean;
  /** Global Invalidate Supported. */
  readonly globalInvalidate: boolean;
  /** The endpoint whose invalidate queue it shares; undefined: its own. */
  readonly queueParentId?: number | undefined;
  /** Undefined for an external endpoint. */
  readonly onUnsupportedRequest?: UnsupportedRequestReaction | undefined;
}

/** Page request interface of an endpoint (PCIe 10.5.2). */
export interface PriCapability {
  /** Page requests the device can have outstanding. */
  readonly capacity: number;
  /** PRG Response PASID Required. */
  readonly prgResponsePasidRequired: boolean;
  /** How often a hosted endpoint asks again after a fruitless Success; undefined for an external one. */
  readonly retryLimit?: number | undefined;
}

/** PASID capability of an endpoint (PCIe 6.20). */
export interface PasidCapability {
  /** 1..20 bits. */
  readonly widthBits: number;
  /** Execute Permission Enable. */
  readonly executePermission: boolean;
  /** Privileged Mode Enable. */
  readonly privilegedMode: boolean;
}

/** What an endpoint is, every default filled in. */
export interface EndpointConfig {
  readonly kind: EndpointKind;
  readonly backend: EndpointBackend;
  /** 16 bits. */
  readonly requesterId: number;
  readonly virtualId: bigint;
  readonly ats?: AtsCapability | undefined;
  readonly pri?: PriCapability | undefined;
  readonly pasid?: PasidCapability | undefined;
  /** Undefined for an external endpoint. */
  readonly invalidationCompletion?: InvalidationCompletion | undefined;
  /** The endpoint whose page-request interface it shares; undefined: none. */
  readonly priParentId?: number | undefined;
  readonly stall?: StallCapability | undefined;
  /** Pages it cannot have translated, ascending and apart. */
  readonly reservedRanges: readonly PageRange[];
  /** As it was made; {@link EndpointView.context} is what it is now. */
  readonly context: EndpointContext;
}

/** What a caller asks an endpoint to be; what is left out gets its default. */
export interface EndpointRequest {
  /** Default PCIE. */
  readonly kind?: EndpointKind | undefined;
  /** Default HOSTED. */
  readonly backend?: EndpointBackend | undefined;
  /** Default: the endpoint id. */
  readonly requesterId?: number | undefined;
  /** Default: the requester id. */
  readonly virtualId?: bigint | undefined;
  readonly ats?: {
    /** Default 32. */
    readonly invalidateQueueDepth?: number | undefined;
    /** Default 4096, or the limit on grants if that is less. */
    readonly atcCapacityPages?: number | undefined;
    /** Default true. */
    readonly enabled?: boolean | undefined;
    /** Default true. */
    readonly globalInvalidate?: boolean | undefined;
    readonly queueParentId?: number | undefined;
    /** Default FALL_BACK. */
    readonly onUnsupportedRequest?: UnsupportedRequestReaction | undefined;
  };
  readonly pri?: {
    /** Default 512. */
    readonly capacity?: number | undefined;
    /** Default false. */
    readonly prgResponsePasidRequired?: boolean | undefined;
    /** Default 8. */
    readonly retryLimit?: number | undefined;
  };
  readonly pasid?: {
    /** Default 20. */
    readonly widthBits?: number | undefined;
    /** Default true. */
    readonly executePermission?: boolean | undefined;
    /** Default true. */
    readonly privilegedMode?: boolean | undefined;
  };
  /** Default AUTOMATIC. */
  readonly invalidationCompletion?: InvalidationCompletion | undefined;
  readonly priParentId?: number | undefined;
  readonly stall?: {
    /** Default 8. */
    readonly retryLimit?: number | undefined;
    /** Default false. */
    readonly allowPcie?: boolean | undefined;
  };
  readonly context?: ContextPatch | undefined;
  /** In any order. */
  readonly reservedRanges?: readonly PageRange[] | undefined;
}

/** State of a page request interface. */
export interface PriStatus {
  readonly enabled: boolean;
  /** False while enabled. */
  readonly stopped: boolean;
  readonly responseFailure: boolean;
  /** Credits in force. */
  readonly allocation: number;
  /** Of all functions that share the interface. */
  readonly outstandingPageRequests: number;
  readonly generation: number;
  readonly unexpectedPrgi: boolean;
  readonly unexpectedResponses: number;
  readonly staleResponses: number;
  readonly ignoredResponses: number;
  /** The endpoint whose interface this is; undefined: its own. */
  readonly parentEndpointId: number | undefined;
  readonly ownOutstandingPageRequests: number;
}

/** An endpoint as readers see it. */
export interface EndpointView {
  readonly endpointId: number;
  readonly config: EndpointConfig;
  readonly state: EndpointState;
  readonly generation: number;
  readonly atsEnabled: boolean;
  readonly pri: PriStatus | undefined;
  readonly grantedPages: number;
  readonly outstandingInvalidations: number;
  readonly waitingInvalidations: number;
  readonly outstandingDma: number;
  /** The vIOMMU's entry for it. */
  readonly context: EndpointContext;
  readonly stoppedPasids: number;
  /** Page responses that wait for its device model. */
  readonly heldResponses: number;
  /** Whether it missed the time-out of an invalidation and is cut off. */
  readonly fenced: boolean;
  readonly linkDown: boolean;
}

/** An external endpoint whose device model goes on with it. */
export interface ResumedEndpoint {
  /** As it is. */
  readonly view: EndpointView;
  /** The sequence of the next message to the model. */
  readonly nextSequence: bigint;
  /** What is still unanswered, oldest first, as far as a message can hold it. */
  readonly outstanding: readonly OutstandingGroup[];
  readonly outstandingCount: number;
  /** Page responses that follow. */
  readonly redelivered: number;
  /** Page requests of unclosed groups that were dropped when the model was lost. */
  readonly droppedPageRequests: number;
}
