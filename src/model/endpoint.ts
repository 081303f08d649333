/** Whether an endpoint can act. */
export type EndpointState = 'ACTIVE' | 'DISCONNECTED' | 'REMOVED';

/** Who emulates an endpoint. */
export type EndpointBackend = 'HOSTED' | 'EXTERNAL';

/** What kind of function an endpoint is. */
export type EndpointKind = 'PCIE';

/** How a hosted endpoint completes device-TLB invalidations. */
export type InvalidationCompletion = 'AUTOMATIC' | 'MANUAL';

/** Address translation services of an endpoint (PCIe 10.5.1). */
export interface AtsCapability {
  /** Device-TLB invalidations that may be outstanding, 1..32. */
  readonly invalidateQueueDepth: number;
  /** Pages a hosted endpoint's ATC holds; undefined for an external one. */
  readonly atcCapacityPages?: number | undefined;
  /** Whether ATS is enabled from the start. */
  readonly enabled: boolean;
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
}

/** What a caller asks an endpoint to be; what is left out gets its default. */
export interface EndpointRequest {
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
  };
  /** Default AUTOMATIC. */
  readonly invalidationCompletion?: InvalidationCompletion | undefined;
}

/** State of a page request interface. */
export interface PriStatus {
  readonly enabled: boolean;
  /** False while enabled. */
  readonly stopped: boolean;
  readonly responseFailure: boolean;
  /** Credits in force. */
  readonly allocation: number;
  readonly outstandingPageRequests: number;
  readonly generation: number;
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
}
